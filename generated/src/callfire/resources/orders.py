"""The methods of ``client.orders``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.client import SyncResource
from ..operations import orders as ops

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from typing import Unpack

    from .._runtime.models.fields import Fields
    from .._runtime.paging import Page
    from .._runtime.waiting import WaitOptions
    from ..models._shared import ResourceId
    from ..models.orders import NumberOrder
    from ..types import FindOrdersStatusValue


class OrdersResource(SyncResource):
    """Buy phone numbers and keywords, and follow the orders.

    The methods of ``client.orders``.
    """

    def find(
        self,
        *,
        status: Sequence[FindOrdersStatusValue] | None = None,
        interval_begin: datetime | int | None = None,
        interval_end: datetime | int | None = None,
        fields: Fields | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> Page[NumberOrder]:
        """Find orders.

        Finds your orders of phone numbers and keywords, by status or time.

        Args:
            status: Only orders in one of these states. Values: PROCESSING, FINISHED, PAYMENT_ERROR,
                VOID, WAIT_FOR_PAYMENT, PARTIALLY_ADJUSTED, ADJUSTED.
            interval_begin: Start of the period to search, e.g. 2016-09-13 15:50:17 UTC. A datetime
                with time zone, or milliseconds since the epoch.
            interval_end: End of the period to search. Without it the period has no end. A datetime
                with time zone, or milliseconds since the epoch.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(id,status,totalCost)`. Whatever is not named is left out of
                the response. Accepts a list or a dict of names, too.
            limit: How many items to return on one page, at most. The server uses 20 when this is
                left out.
            offset: How many items to skip before the first one returned, counted from 0. Add the
                page size to get the next page.

        Returns:
            One page of orders. Iterate it to go through all pages.

        Retried after a lost connection or a temporary error.

        ``GET /orders``, operation ``findOrders``.
        """
        return self._client.page(
            ops.FIND_ORDERS,
            query={
                "status": status,
                "intervalBegin": interval_begin,
                "intervalEnd": interval_end,
                "fields": fields,
                "limit": limit,
                "offset": offset,
            },
        )

    def order_keywords(
        self, keywords: Sequence[str], *, fields: Fields | None = None
    ) -> ResourceId:
        """Buy keywords.

        Buys keywords. Spends credits, and repeating the request orders again. The order is carried
        out in the background: read `orders.get` until `status` is neither NEW nor PROCESSING. Check
        with `keywords.find` first that the keywords are free; an account without a valid credit
        card may be refused with 400.

        Args:
            keywords: The keywords, each 3 to 64 letters and digits, e.g. SUN, MOON.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `id`. Whatever is not named is left out of the response. Accepts a
                list or a dict of names, too.

        Returns:
            The id of the new order.

        Raises:
            OutcomeUnknownError: There was no clear response, and the server may have carried the
                request out. Check before you send it again.

        Never retried once the server may have carried it out, so no one is contacted and nothing is
        paid twice.

        ``POST /orders/keywords``, operation ``orderKeywords``.
        """
        return self._client.call(
            ops.ORDER_KEYWORDS, query={"fields": fields}, body={"keywords": keywords}
        )

    def order_numbers(
        self,
        *,
        city: str | None = None,
        local_count: int | None = None,
        numbers: Sequence[str] | None = None,
        prefix: str | None = None,
        promo: str | None = None,
        state: str | None = None,
        toll_free_count: int | None = None,
        zipcode: str | None = None,
        fields: Fields | None = None,
    ) -> ResourceId:
        """Buy phone numbers.

        Buys local or toll-free phone numbers. Spends credits, and repeating the request orders
        again. The order is carried out in the background: read `orders.get` until `status` is
        neither NEW nor PROCESSING. A number that has been taken meanwhile makes the order fail with
        400.

        Args:
            city: City that local numbers are to be from, e.g. Los Angeles.
            local_count: How many local numbers to buy, e.g. 2.
            numbers: The exact numbers to buy, 11 digits without +, e.g. 12135551122. When one is
                already taken, the order fails with status 400.
            prefix: First 4 to 7 digits of the numbers, country code included, e.g. 1424 or 1310230.
            promo: Promotion code; undocumented by the service.
            state: State that local numbers are to be from, two letters, e.g. CA.
            toll_free_count: How many toll-free numbers to buy, e.g. 2.
            zipcode: ZIP code that local numbers are to be from, five digits, e.g. 90401.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `id`. Whatever is not named is left out of the response. Accepts a
                list or a dict of names, too.

        Returns:
            The id of the new order.

        Raises:
            OutcomeUnknownError: There was no clear response, and the server may have carried the
                request out. Check before you send it again.

        Never retried once the server may have carried it out, so no one is contacted and nothing is
        paid twice.

        ``POST /orders/numbers``, operation ``orderNumbers``.
        """
        return self._client.call(
            ops.ORDER_NUMBERS,
            query={"fields": fields},
            body={
                "city": city,
                "localCount": local_count,
                "numbers": numbers,
                "prefix": prefix,
                "promo": promo,
                "state": state,
                "tollFreeCount": toll_free_count,
                "zipcode": zipcode,
            },
        )

    def get(self, id: int, *, fields: Fields | None = None) -> NumberOrder:
        """Get an order.

        Reads one order with its status and cost. Once it is done, `fulfilled` names the phone
        numbers or keywords you got.

        Args:
            id: Id of the order.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `id,status,localNumbers(fulfilled)`. Whatever is not named is left
                out of the response. Accepts a list or a dict of names, too.

        Returns:
            The order.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /orders/{id}``, operation ``getOrder``.
        """
        return self._client.call(ops.GET_ORDER, path={"id": id}, query={"fields": fields})

    def wait(
        self, id: int, *, fields: Fields | None = None, **options: Unpack[WaitOptions]
    ) -> NumberOrder:
        """Poll `get` until the state is final.

        Looks again, with growing pauses, while `status` is NEW, PROCESSING, WAIT_FOR_PAYMENT,
        APPROVE_TIER_ONE, APPROVE_TIER_TWO. It has failed when that is PAYMENT_ERROR, VOID, ERRORED,
        REJECTED.

        Args:
            id: Id of the order.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `id,status,localNumbers(fulfilled)`. Whatever is not named is left
                out of the response. Accepts a list or a dict of names, too.
            options: How long and how often: timeout, interval, max_interval, on_poll; see
                `WaitOptions`.

        Returns:
            What the last look has shown.

        Raises:
            WaitFailedError: It failed; `response` is what was shown.
            WaitTimeoutError: It took too long; `response` is what was shown last.

        ``GET /orders/{id}``, operation ``getOrder``.
        """
        from .._runtime.waiting import wait as _wait

        return _wait(
            self._client, ops.GET_ORDER, path={"id": id}, query={"fields": fields}, **options
        )
