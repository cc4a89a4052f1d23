"""Models and enums of ``client.webhooks``."""

from __future__ import annotations

from .._runtime.models.model import OMITTED, ItemList, Model, OpenEnum, Timestamp


class WebhookEventType(OpenEnum):
    """Known values of `WebhookEventType`; others are kept as they come."""

    STARTED = "Started"
    STOPPED = "Stopped"
    FINISHED = "Finished"
    FAILED = "Failed"
    VALIDATION_FINISHED = "ValidationFinished"
    VALIDATION_FAILED = "ValidationFailed"
    RECEIVED = "Received"


class WebhookResourceType(OpenEnum):
    """Known values of `WebhookResourceType`; others are kept as they come."""

    MONTHLY_RENEWAL = "MonthlyRenewal"
    LOW_BALANCE = "LowBalance"
    CCC_CAMPAIGN = "CccCampaign"
    CALL_BROADCAST = "CallBroadcast"
    TEXT_BROADCAST = "TextBroadcast"
    OUTBOUND_CALL = "OutboundCall"
    INBOUND_CALL = "InboundCall"
    OUTBOUND_TEXT = "OutboundText"
    INBOUND_TEXT = "InboundText"
    CONTACT_LIST = "ContactList"
    OUTBOUND_TEXT_DELIVERY_REPORT = "OutboundTextDeliveryReport"


class Webhook(Model):
    """A subscription to events: whenever one of them happens, CallFire sends an HTTP POST with a
    JSON description of it to your address.
    """

    callback: str = OMITTED
    """Address that CallFire posts to, http or https."""
    created_at: Timestamp = OMITTED
    """When the webhook was created, set by the server. In UTC."""
    enabled: bool = OMITTED
    """Whether the webhook is switched on. While false, nothing is posted."""
    events: list[WebhookEventType] = OMITTED
    """Events to be notified about, spelled as listed here. MonthlyRenewal and LowBalance:
    Finished, Failed. CccCampaign, CallBroadcast and TextBroadcast: Started, Stopped, Finished.
    OutboundCall, InboundCall, OutboundText and InboundText: Finished. ContactList:
    ValidationFinished, ValidationFailed. OutboundTextDeliveryReport: Received.
    """
    expires_at: Timestamp | None = None
    """When the webhook stops being valid; undocumented by the service. In UTC."""
    fields: str | None = None
    """Which fields of the resource to include in what is posted, in the notation of the `fields`
    query parameter. When absent, all of them.
    """
    id: int = OMITTED
    """ID of the webhook. Assigned by the server."""
    name: str = OMITTED
    """Name of the webhook."""
    non_strict_ssl: bool | None = None
    """When true, the certificate of an https `callback` is not verified, so self-signed ones
    work.
    """
    resource: WebhookResourceType = OMITTED
    """What to watch: CallBroadcast, TextBroadcast, OutboundCall, InboundCall, OutboundText,
    InboundText, OutboundTextDeliveryReport, ContactList, MonthlyRenewal, LowBalance, CccCampaign.
    """
    secret: str | None = None
    """Your signing key. When set, each POST carries the header X-CallFire-Signature with the
    base64 form of an HMAC-SHA1 over the raw body, so that you can check where it came from.
    """
    single_use: bool | None = None
    """When true, the webhook is deleted after its first POST."""
    updated_at: Timestamp = OMITTED
    """When the webhook last changed, set by the server. In UTC."""


class WebhookPage(Model):
    """One page of webhooks."""

    items: list[Webhook] | None = None
    """The webhooks of this page."""
    limit: int | None = None
    """Page size that was asked for or defaulted to. A page with fewer items is the last one.
    Often missing from real responses.
    """
    offset: int | None = None
    """Number of items skipped before this page. Often missing from real responses."""
    total_count: int | None = None
    """Number of items on all pages together, -1 when unknown. Sometimes missing from real
    responses.
    """


class WebhookResource(Model):
    """Something that a webhook can watch, and the events it has."""

    resource: WebhookResourceType | None = None
    """Name of the resource, e.g. CallBroadcast, InboundText or ContactList. Values:
    MonthlyRenewal, LowBalance, CccCampaign, CallBroadcast, TextBroadcast, OutboundCall,
    InboundCall, OutboundText, InboundText, ContactList, OutboundTextDeliveryReport.
    """
    supported_events: list[WebhookEventType] | None = None
    """Events that can be subscribed to for this resource, e.g. Started, Stopped, Finished.
    Values: Started, Stopped, Finished, Failed, ValidationFinished, ValidationFailed, Received.
    """


class ItemListWebhookResource(ItemList[WebhookResource]):
    """Everything that webhooks can watch, without paging."""

    items: list[WebhookResource] | None = None
    """The resources and the events of each."""
