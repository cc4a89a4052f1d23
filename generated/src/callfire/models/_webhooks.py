"""Models and enums of webhooks only."""

from __future__ import annotations

from .._runtime.models.model import Model, Timestamp
from .._runtime.models.phones import Phone
from .reports import DeliveryCategory, DeliveryState


class OutboundTextDeliveryReport(Model):
    """What became of one sent text, as reported by a webhook."""

    id: int | None = None
    """Id of the report. May exceed 53 bits."""
    action_id: int | None = None
    """Id of the text."""
    campaign_id: int | None = None
    """Id of the broadcast that the text belongs to."""
    to_number: Phone | None = None
    """Phone number of the recipient, 11 digits without +, e.g. 12135551122."""
    from_number: Phone | None = None
    """Phone number of the sender, 11 digits without +, or a short code, e.g. 67076."""
    timestamp: Timestamp | None = None
    """When the state was reached. In UTC."""
    delivery_state: DeliveryState | None = None
    """State of the delivery in detail. Values: DELIVERED, UNSENT_OPTED_OUT_GLOBAL,
    UNSENT_OPTED_OUT_LOCAL, UNSENT_NO_CREDITS, GATEWAY_REJECTED, CARRIER_REJECTED, NOT_DELIVERED,
    UNSENT_INVALID_NUMBER, UNSENT_BAD_DATA, UNSENT_FORCE_STOPPED, UNSENT_NO_WIRELESS_CARRIER,
    UNSENT_MESSAGE_TOO_LONG, and more.
    """
    delivery_category: DeliveryCategory | None = None
    """State of the delivery in general. Values: NO_DATA, OPTED_OUT, BOUNCED, NO_CREDITS,
    DELIVERED.
    """
