"""Models and enums of ``client.texts``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._runtime.models.model import OMITTED, ItemList, Model, OpenEnum, Timestamp
from .._runtime.models.phones import Phone
from ._shared import BroadcastStatus, LocalTimeRestriction, Media, RetryConfig, Schedule, Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..types import MediaDict


class TextBroadcastBigMessageStrategy(OpenEnum):
    """What to do with a message of more than 160 characters.

    SEND_MULTIPLE: split it into several texts. DO_NOT_SEND: leave it unsent. TRIM: cut it off at
    160 characters. MMS: send it as one multimedia message. Default: SEND_MULTIPLE.
    """

    SEND_MULTIPLE = "SEND_MULTIPLE"
    DO_NOT_SEND = "DO_NOT_SEND"
    TRIM = "TRIM"
    MMS = "MMS"


class TextAutoReply(Model):
    """An automatic reply to texts that arrive on one of your numbers or for one of your
    keywords: to all of them, or only to those that match a given text.
    """

    id: int = OMITTED
    """ID of the auto reply. Assigned by the server."""
    keyword: str | None = None
    """Keyword whose incoming texts are answered, e.g. CALLFIRE. Give this, `number`, or both."""
    match: str | None = None
    """Only texts that match this one are answered, regardless of case. When absent, every
    incoming text is.
    """
    message: str | None = None
    """Text of the reply."""
    number: Phone | None = None
    """Number whose incoming texts are answered, 11 digits without +, e.g. 12135551122, or a
    short code, e.g. 67076. Give this, `keyword`, or both.
    """


class TextAutoReplyPage(Model):
    """One page of auto replies."""

    items: list[TextAutoReply] | None = None
    """The auto replies of this page."""
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


class TextBroadcast(Model):
    """A campaign that texts many recipients.

    Supports schedules, attached media and messages with placeholders.
    """

    big_message_strategy: TextBroadcastBigMessageStrategy | None = None
    """What to do with a message of more than 160 characters. SEND_MULTIPLE: split it into
    several texts. DO_NOT_SEND: leave it unsent. TRIM: cut it off at 160 characters. MMS: send it as
    one multimedia message. Default: SEND_MULTIPLE.
    """
    from_number: Phone | None = None
    """Number the text is sent from: 11 digits without +, e.g. 12135551122, or a short code, e.g.
    67076.
    """
    id: int = OMITTED
    """ID of the broadcast. Assigned by the server."""
    labels: list[str] | None = None
    """Labels for grouping and finding broadcasts, e.g. charity, id-10002."""
    last_modified: Timestamp = OMITTED
    """When the broadcast last changed, set by the server. In UTC."""
    local_time_restriction: LocalTimeRestriction | None = None
    """Daily window in which recipients may be contacted, measured in each recipient's own time
    zone.
    """
    max_active: int | None = None
    """Maximum number of texts being sent at the same time."""
    media: list[Media] | None = None
    """Files to attach to the message, each an object with the `id` of an uploaded file."""
    message: str | None = None
    """Text sent to every recipient without a message of their own. ${name} is replaced by the
    recipient's attribute of that name.
    """
    name: str = OMITTED
    """Name of the broadcast."""
    recipients: list[TextRecipient] | None = None
    """Whom to text, each a phone number or a stored contact, with a message of their own if
    wanted. Accepted when creating, left out of the responses of read operations; add more with
    batches or the recipients operation.
    """
    resume_next_day: bool | None = None
    """When true, a broadcast that did not finish today continues the next day."""
    schedules: list[Schedule] | None = None
    """Times at which the broadcast starts and stops by itself. Several entries may be combined."""
    status: BroadcastStatus = OMITTED
    """Where the broadcast stands in its life; set by the server and moved by the start, stop and
    archive operations. SETUP: not fully configured. START_PENDING: waiting for its contact batches.
    SCHEDULED: waiting for its schedule. RUNNING: contacting recipients. STOPPED: halted, can be
    started again. FINISHED: all recipients handled. ARCHIVED: hidden from searches, still readable
    by ID. VALIDATING_START, VALIDATING_EMAIL, BLOCKED_SUSPICIOUS, SUSPENDED, APPROVED and DECLINED
    belong to reviews by CallFire; TEST has no documented meaning.
    """
    retry_config: RetryConfig | None = None
    """When and how often to text a recipient again whom the first attempt did not reach."""


class TextBroadcastCreateResponse(Model):
    """Response to an update of a text broadcast.

    Older servers respond with nothing instead.
    """

    id: int | None = None
    """ID of the text broadcast."""


class TextBroadcastPage(Model):
    """One page of text broadcasts."""

    items: list[TextBroadcast] | None = None
    """The text broadcasts of this page."""
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


class TextBroadcastStatsDto(Model):
    """Figures of a text broadcast, for its whole life or for the time span asked for: texts sent
    and left, results and cost.
    """

    billed_amount: float | None = None
    """Cost of the texts, in credits."""
    do_not_text_count: int | None = None
    """Number of texts not sent because the number is on a do-not-text list, result DNT."""
    error_count: int | None = None
    """Number of texts that failed because of a carrier or platform error."""
    recieved_count: int | None = None
    """Number of texts received in reply. The misspelled name is the real one."""
    remaining_outbound_count: int | None = None
    """Number of outbound texts of the broadcast that are still open."""
    sent_count: int | None = None
    """Number of texts sent."""
    too_big_count: int | None = None
    """Number of texts that were too long to send, result TOO_BIG."""
    total_outbound_count: int | None = None
    """Number of outbound texts in the broadcast, sent or still open."""
    unsent_count: int | None = None
    """Number of texts that were not sent."""


class TextPage(Model):
    """One page of texts."""

    items: list[Text] | None = None
    """The texts of this page."""
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


class TextRecipient(Model):
    """One recipient of a text, identified by exactly one of `phone_number` and `contact_id`,
    with a message and media of their own if wanted.
    """

    attributes: dict[str, Any] | None = None
    """Your own values for this recipient, a map from name to string. They fill ${name}
    placeholders in messages and come back in the `attributes` of the resulting call or text.
    """
    contact_id: int | None = None
    """ID of a stored contact to reach. Set either this or `phone_number`, never both."""
    from_number: Phone | None = None
    """Number to text this recipient from, 11 digits without +, e.g. 12135551122, or a short
    code, e.g. 67076. When absent, the broadcast's number is used, or a shared short code for
    individual texts.
    """
    media: list[Media] | None = None
    """Files to attach to the message, each an object with the `id` of an uploaded file."""
    message: str | None = None
    """Text for this recipient; overrides the default message of the request or broadcast.
    ${name} is replaced by the attribute of that name.
    """
    phone_number: Phone | None = None
    """Number of the recipient, 11 digits without +, e.g. 12135551122, or a short code, e.g.
    67076. Set either this or `contact_id`, never both.
    """

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            attributes: Mapping[str, Any] | None = ...,
            contact_id: int | None = ...,
            from_number: str | None = ...,
            media: Sequence[Media | MediaDict] | None = ...,
            message: str | None = ...,
            phone_number: str | None = ...,
        ) -> None: ...


class TextList(ItemList[Text]):
    """Texts without paging, as created by a send request."""

    items: list[Text] | None = None
    """The texts created, one for each recipient."""
