"""The methods of ``client.reports``, to be awaited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.client import AsyncResource
from ..operations import reports as ops

if TYPE_CHECKING:
    from .._runtime.paging import AsyncPager
    from ..models.reports import DeliveryReport
    from ..types import DeliveryCategoryValue, DeliveryStateValue


class AsyncReportsResource(AsyncResource):
    """Reports on the delivery of texts.

    The methods of ``client.reports``.
    """

    def find_deliveries(
        self,
        *,
        start_date: str | None = None,
        end_date: str | None = None,
        campaign_id: int | None = None,
        from_number: str | None = None,
        to_number: str | None = None,
        delivery_category: DeliveryCategoryValue | None = None,
        delivery_state: DeliveryStateValue | None = None,
        carrier: str | None = None,
        message_text: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> AsyncPager[DeliveryReport]:
        """Find delivery reports.

        Finds reports on what became of texts on their way to the phone: delivered, bounced, blocked
        and so on. Combine filters to narrow the search. For notice as it happens, create a webhook
        for OutboundTextDeliveryReport.

        Args:
            start_date: Begin of the period to search, as a string. CallFire does not publish the
                format; it is presumably ISO 8601.
            end_date: End of the period to search, as a string in the same format as `start_date`.
            campaign_id: Only texts of this campaign.
            from_number: Only texts from this number: 11 digits without `+`, e.g. 12135551122, or a
                short code, e.g. 67076.
            to_number: Only texts to this number: 11 digits without `+`, e.g. 12135551122.
            delivery_category: Only texts of this kind of outcome: NO_DATA, OPTED_OUT, BOUNCED,
                NO_CREDITS, DELIVERED.
            delivery_state: Only texts in this delivery state, finer than `delivery_category`: for
                example DELIVERED, QUEUED, CARRIER_REJECTED, UNSENT_INVALID_NUMBER, SPAM_DETECTED.
                Values: DELIVERED, UNSENT_OPTED_OUT_GLOBAL, UNSENT_OPTED_OUT_LOCAL,
                UNSENT_NO_CREDITS, GATEWAY_REJECTED, CARRIER_REJECTED, NOT_DELIVERED,
                UNSENT_INVALID_NUMBER, UNSENT_BAD_DATA, UNSENT_FORCE_STOPPED,
                UNSENT_NO_WIRELESS_CARRIER, UNSENT_MESSAGE_TOO_LONG, and more.
            carrier: Only texts handled by this phone company.
            message_text: Only texts with this message.
            limit: How many items to return on one page, at most. The server uses 100 when this is
                left out.
            offset: How many items to skip before the first one returned, counted from 0. Add the
                page size to get the next page.

        Returns:
            One page of delivery reports. Iterate it to go through all pages.

        Retried after a lost connection or a temporary error.

        ``GET /reports/delivery``, operation ``getDeliveryReports``.
        """
        return self._client.page(
            ops.GET_DELIVERY_REPORTS,
            query={
                "startDate": start_date,
                "endDate": end_date,
                "campaignId": campaign_id,
                "fromNumber": from_number,
                "toNumber": to_number,
                "deliveryCategory": delivery_category,
                "deliveryState": delivery_state,
                "carrier": carrier,
                "messageText": message_text,
                "limit": limit,
                "offset": offset,
            },
        )
