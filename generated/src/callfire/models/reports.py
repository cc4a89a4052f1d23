"""Models and enums of ``client.reports``."""

from __future__ import annotations

from datetime import datetime

from .._runtime.models.model import Model, OpenEnum
from .._runtime.models.phones import Phone


class DeliveryCategory(OpenEnum):
    """Known values of `DeliveryCategory`; others are kept as they come."""

    NO_DATA = "NO_DATA"
    OPTED_OUT = "OPTED_OUT"
    BOUNCED = "BOUNCED"
    NO_CREDITS = "NO_CREDITS"
    DELIVERED = "DELIVERED"


class DeliveryState(OpenEnum):
    """Known values of `DeliveryState`; others are kept as they come."""

    DELIVERED = "DELIVERED"
    UNSENT_OPTED_OUT_GLOBAL = "UNSENT_OPTED_OUT_GLOBAL"
    UNSENT_OPTED_OUT_LOCAL = "UNSENT_OPTED_OUT_LOCAL"
    UNSENT_NO_CREDITS = "UNSENT_NO_CREDITS"
    GATEWAY_REJECTED = "GATEWAY_REJECTED"
    CARRIER_REJECTED = "CARRIER_REJECTED"
    NOT_DELIVERED = "NOT_DELIVERED"
    UNSENT_INVALID_NUMBER = "UNSENT_INVALID_NUMBER"
    UNSENT_BAD_DATA = "UNSENT_BAD_DATA"
    UNSENT_FORCE_STOPPED = "UNSENT_FORCE_STOPPED"
    UNSENT_NO_WIRELESS_CARRIER = "UNSENT_NO_WIRELESS_CARRIER"
    UNSENT_MESSAGE_TOO_LONG = "UNSENT_MESSAGE_TOO_LONG"
    UNSENT_MESSAGE_BLOCKED = "UNSENT_MESSAGE_BLOCKED"
    UNSENT_QUEUE_LIMIT_REACHED = "UNSENT_QUEUE_LIMIT_REACHED"
    SPAM_DETECTED = "SPAM_DETECTED"
    UNSENT_NO_GATEWAY = "UNSENT_NO_GATEWAY"
    ORIGINATED = "ORIGINATED"
    SUBMITTED = "SUBMITTED"
    FORWARDED = "FORWARDED"
    NOT_GIVEN = "NOT_GIVEN"
    UNKNOWN = "UNKNOWN"
    RETRY_MMS_AS_SMS = "RETRY_MMS_AS_SMS"
    QUEUED = "QUEUED"
    QUEUED_TRANSCODE = "QUEUED_TRANSCODE"
    ORIGINAL = "ORIGINAL"
    DUPE = "DUPE"
    TRUNCATED = "TRUNCATED"
    REQUEUED_RATE_LIMITED = "REQUEUED_RATE_LIMITED"
    BUFFERED = "BUFFERED"
    RATE_LIMIT_EXCEEDED = "RATE_LIMIT_EXCEEDED"
    SERVICE_UNAVAILABLE = "SERVICE_UNAVAILABLE"
    SEND_MMS_AS_SMS = "SEND_MMS_AS_SMS"
    REQUEUED_RECOVERABLE_ERROR = "REQUEUED_RECOVERABLE_ERROR"
    SEND_WITH_ADDITIONAL_SPID = "SEND_WITH_ADDITIONAL_SPID"


class DeliveryReport(Model):
    """What became of one sent text, according to the carriers: whether it was delivered and, if
    not, why.
    """

    campaign_id: int | None = None
    """ID of the text broadcast that the message belongs to."""
    carrier: str | None = None
    """Name of the recipient's carrier."""
    delivery_category: DeliveryCategory | None = None
    """Broad outcome. DELIVERED: reached the recipient. BOUNCED: could not be delivered.
    OPTED_OUT: the recipient does not want texts. NO_CREDITS: the account had no credits left.
    NO_DATA: nothing reported so far.
    """
    delivery_state: DeliveryState | None = None
    """Detailed outcome behind `delivery_category`, reported by a carrier, a gateway or CallFire.
    Values that start with UNSENT: not sent, for the reason they name. GATEWAY_REJECTED and
    CARRIER_REJECTED: refused by the one named. The service explains the individual values only by
    their names. Values: DELIVERED, UNSENT_OPTED_OUT_GLOBAL, UNSENT_OPTED_OUT_LOCAL,
    UNSENT_NO_CREDITS, GATEWAY_REJECTED, CARRIER_REJECTED, NOT_DELIVERED, UNSENT_INVALID_NUMBER,
    UNSENT_BAD_DATA, UNSENT_FORCE_STOPPED, UNSENT_NO_WIRELESS_CARRIER, UNSENT_MESSAGE_TOO_LONG, and
    more.
    """
    from_number: Phone | None = None
    """Number the text was sent from, 11 digits without +, e.g. 12135551122, or a short code,
    e.g. 67076.
    """
    message_text: str | None = None
    """Text of the message."""
    to_number: Phone | None = None
    """Number the text was sent to, 11 digits without +, e.g. 12135551122."""
    updated: datetime | None = None
    """When the report last changed, as an ISO 8601 date and time; unlike other times of this
    API, not in milliseconds.
    """


class PageDeliveryReport(Model):
    """One page of delivery reports."""

    items: list[DeliveryReport] | None = None
    """The delivery reports of this page."""
    limit: int | None = None
    """Page size that was asked for or defaulted to. Often missing from real responses."""
    offset: int | None = None
    """Number of items skipped before this page. Often missing from real responses."""
    total_count: int | None = None
    """Number of items on all pages together, -1 when unknown. Sometimes missing from real
    responses.
    """
