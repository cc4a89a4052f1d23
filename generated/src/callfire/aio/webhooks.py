"""The methods of ``client.webhooks``, to be awaited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.client import AsyncResource
from ..operations import webhooks as ops

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from .._runtime.models.fields import Fields
    from .._runtime.paging import AsyncPager
    from ..models._shared import ResourceId
    from ..models.webhooks import ItemListWebhookResource, Webhook, WebhookResource
    from ..types import WebhookEventTypeValue, WebhookResourceTypeValue


class AsyncWebhooksResource(AsyncResource):
    """Have CallFire notify your own server when something happens, such as a text coming in or a
    broadcast ending.

    The methods of ``client.webhooks``.
    """

    def find(
        self,
        *,
        name: str | None = None,
        resource: WebhookResourceTypeValue | None = None,
        event: WebhookEventTypeValue | None = None,
        callback: str | None = None,
        enabled: bool | None = None,
        fields: Fields | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> AsyncPager[Webhook]:
        """Find webhooks.

        Finds your webhooks by name, resource, event, callback address or whether they are switched
        on.

        Args:
            name: Only webhooks of this name.
            resource: Only webhooks that watch this resource: CallBroadcast, TextBroadcast,
                OutboundCall, InboundCall, OutboundText, InboundText, OutboundTextDeliveryReport,
                ContactList, CccCampaign, MonthlyRenewal, LowBalance. Write it in CamelCase, exactly
                as here.
            event: Only webhooks that wait for this event: Started, Stopped, Finished, Failed,
                ValidationFinished, ValidationFailed, Received. Write it in CamelCase, exactly as
                here.
            callback: Only webhooks that post to this address.
            enabled: `True` for webhooks that are switched on, `False` for those that are off. Leave
                it out for both.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(id,name,resource,events)`. Whatever is not named is left
                out of the response. Accepts a list or a dict of names, too.
            limit: How many items to return on one page, at most. The server uses 100 when this is
                left out.
            offset: How many items to skip before the first one returned, counted from 0. Add the
                page size to get the next page.

        Returns:
            One page of webhooks. Iterate it to go through all pages.

        Retried after a lost connection or a temporary error.

        ``GET /webhooks``, operation ``findWebhooks``.
        """
        return self._client.page(
            ops.FIND_WEBHOOKS,
            query={
                "name": name,
                "resource": resource,
                "event": event,
                "callback": callback,
                "enabled": enabled,
                "fields": fields,
                "limit": limit,
                "offset": offset,
            },
        )

    async def create(
        self,
        *,
        callback: str,
        events: Sequence[WebhookEventTypeValue],
        name: str,
        resource: WebhookResourceTypeValue,
        enabled: bool | None = None,
        expires_at: datetime | int | None = None,
        fields: str | None = None,
        non_strict_ssl: bool | None = None,
        secret: str | None = None,
        single_use: bool | None = None,
    ) -> ResourceId:
        """Create a webhook.

        Makes CallFire post JSON to your address whenever one of the chosen events happens to a
        resource. CallBroadcast, TextBroadcast and CccCampaign have the events Started, Stopped,
        Finished; OutboundCall, InboundCall, OutboundText and InboundText have Finished; ContactList
        has ValidationFinished, ValidationFailed; MonthlyRenewal and LowBalance have Finished,
        Failed; OutboundTextDeliveryReport has Received. With a `secret`, each post carries the
        header `X-CallFire-Signature`, the base64 form of an HMAC-SHA1 over the raw body with the
        secret as key. Repeating the request makes a second webhook.

        Args:
            callback: Address that CallFire posts to, http or https.
            events: Events to be notified about, spelled as listed here. MonthlyRenewal and
                LowBalance: Finished, Failed. CccCampaign, CallBroadcast and TextBroadcast: Started,
                Stopped, Finished. OutboundCall, InboundCall, OutboundText and InboundText:
                Finished. ContactList: ValidationFinished, ValidationFailed.
                OutboundTextDeliveryReport: Received.
            name: Name of the webhook.
            resource: What to watch: CallBroadcast, TextBroadcast, OutboundCall, InboundCall,
                OutboundText, InboundText, OutboundTextDeliveryReport, ContactList, MonthlyRenewal,
                LowBalance, CccCampaign.
            enabled: Whether the webhook is switched on. While false, nothing is posted.
            expires_at: When the webhook stops being valid; undocumented by the service. In UTC. A
                datetime with time zone, or milliseconds since the epoch.
            fields: Which fields of the resource to include in what is posted, in the notation of
                the `fields` query parameter. When absent, all of them.
            non_strict_ssl: When true, the certificate of an https `callback` is not verified, so
                self-signed ones work.
            secret: Your signing key. When set, each POST carries the header X-CallFire-Signature
                with the base64 form of an HMAC-SHA1 over the raw body, so that you can check where
                it came from.
            single_use: When true, the webhook is deleted after its first POST.

        Returns:
            The id of the new webhook.

        Raises:
            OutcomeUnknownError: There was no clear response, and the server may have carried the
                request out. Check before you send it again.

        Never retried once the server may have carried it out, so nothing is created twice.

        ``POST /webhooks``, operation ``createWebhook``.
        """
        return await self._client.call(
            ops.CREATE_WEBHOOK,
            body={
                "callback": callback,
                "events": events,
                "name": name,
                "resource": resource,
                "enabled": enabled,
                "expiresAt": expires_at,
                "fields": fields,
                "nonStrictSsl": non_strict_ssl,
                "secret": secret,
                "singleUse": single_use,
            },
        )

    async def list_resources(self, *, fields: Fields | None = None) -> ItemListWebhookResource:
        """List webhook resources.

        Lists everything webhooks can watch, each resource with the events it supports. The response
        is not paged.

        Args:
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(resource,supportedEvents)`. Whatever is not named is left
                out of the response. Accepts a list or a dict of names, too.

        Returns:
            The resources, each with its `supported_events`.

        Retried after a lost connection or a temporary error.

        ``GET /webhooks/resources``, operation ``findWebhookResources``.
        """
        return await self._client.call(ops.FIND_WEBHOOK_RESOURCES, query={"fields": fields})

    async def get_resource(
        self, resource: WebhookResourceTypeValue, *, fields: Fields | None = None
    ) -> WebhookResource:
        """Get a webhook resource.

        Tells which events webhooks can wait for on one resource.

        Args:
            resource: Name of the resource: CallBroadcast, TextBroadcast, OutboundCall, InboundCall,
                OutboundText, InboundText, OutboundTextDeliveryReport, ContactList, CccCampaign,
                MonthlyRenewal, LowBalance. Write it in CamelCase, exactly as here.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `resource,supportedEvents`. Whatever is not named is left out of
                the response. Accepts a list or a dict of names, too.

        Returns:
            The resource with its `supported_events`.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /webhooks/resources/{resource}``, operation ``getWebhookResource``.
        """
        return await self._client.call(
            ops.GET_WEBHOOK_RESOURCE, path={"resource": resource}, query={"fields": fields}
        )

    async def delete(self, id: int) -> None:
        """Delete a webhook.

        Deletes a webhook for good: nothing is posted to its address any more. To pause it, set
        `enabled` to `False` with `webhooks.update`.

        Args:
            id: Id of the webhook.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``DELETE /webhooks/{id}``, operation ``deleteWebhook``.
        """
        return await self._client.call(ops.DELETE_WEBHOOK, path={"id": id})

    async def get(self, id: int, *, fields: Fields | None = None) -> Webhook:
        """Get a webhook.

        Reads one webhook with its resource, events and address.

        Args:
            id: Id of the webhook.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `id,name,resource,events`. Whatever is not named is left out of
                the response. Accepts a list or a dict of names, too.

        Returns:
            The webhook.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /webhooks/{id}``, operation ``getWebhook``.
        """
        return await self._client.call(ops.GET_WEBHOOK, path={"id": id}, query={"fields": fields})

    async def update(
        self,
        id: int,
        *,
        callback: str | None = None,
        enabled: bool | None = None,
        events: Sequence[WebhookEventTypeValue] | None = None,
        expires_at: datetime | int | None = None,
        fields: str | None = None,
        name: str | None = None,
        non_strict_ssl: bool | None = None,
        resource: WebhookResourceTypeValue | None = None,
        secret: str | None = None,
        single_use: bool | None = None,
    ) -> None:
        """Update a webhook.

        Changes a webhook, for example its events or its address, or switches it on or off with
        `enabled`.

        Args:
            id: Id of the webhook.
            callback: Address that CallFire posts to, http or https.
            enabled: Whether the webhook is switched on. While false, nothing is posted.
            events: Events to be notified about, spelled as listed here. MonthlyRenewal and
                LowBalance: Finished, Failed. CccCampaign, CallBroadcast and TextBroadcast: Started,
                Stopped, Finished. OutboundCall, InboundCall, OutboundText and InboundText:
                Finished. ContactList: ValidationFinished, ValidationFailed.
                OutboundTextDeliveryReport: Received.
            expires_at: When the webhook stops being valid; undocumented by the service. In UTC. A
                datetime with time zone, or milliseconds since the epoch.
            fields: Which fields of the resource to include in what is posted, in the notation of
                the `fields` query parameter. When absent, all of them.
            name: Name of the webhook.
            non_strict_ssl: When true, the certificate of an https `callback` is not verified, so
                self-signed ones work.
            resource: What to watch: CallBroadcast, TextBroadcast, OutboundCall, InboundCall,
                OutboundText, InboundText, OutboundTextDeliveryReport, ContactList, MonthlyRenewal,
                LowBalance, CccCampaign.
            secret: Your signing key. When set, each POST carries the header X-CallFire-Signature
                with the base64 form of an HMAC-SHA1 over the raw body, so that you can check where
                it came from.
            single_use: When true, the webhook is deleted after its first POST.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``PUT /webhooks/{id}``, operation ``updateWebhook``.
        """
        return await self._client.call(
            ops.UPDATE_WEBHOOK,
            path={"id": id},
            body={
                "callback": callback,
                "enabled": enabled,
                "events": events,
                "expiresAt": expires_at,
                "fields": fields,
                "name": name,
                "nonStrictSsl": non_strict_ssl,
                "resource": resource,
                "secret": secret,
                "singleUse": single_use,
            },
        )
