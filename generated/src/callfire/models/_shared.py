"""Models and enums that several resources use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from .._runtime.core.requirements import Limits
from .._runtime.models.model import (
    OMITTED,
    UNSET,
    DateObject,
    Model,
    OpenEnum,
    TimeObject,
    Timestamp,
    UnsetType,
)
from .._runtime.models.phones import Phone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime, time

    from ..types import (
        ContactExternalSystemValue,
        DayOfWeekValue,
        LocalDateDict,
        LocalTimeDict,
        RetryConfigRetryPhoneTypeValue,
        RetryConfigRetryResultValue,
    )


class ActionState(OpenEnum):
    """Known values of `ActionState`; others are kept as they come."""

    READY = "READY"
    SELECTED = "SELECTED"
    CALLBACK = "CALLBACK"
    FINISHED = "FINISHED"
    DISABLED = "DISABLED"
    SKIPPED = "SKIPPED"
    DNC = "DNC"
    DUP = "DUP"
    INVALID = "INVALID"
    TIMEOUT = "TIMEOUT"
    PERIOD_LIMIT = "PERIOD_LIMIT"


class BatchStatus(OpenEnum):
    """Progress of validation, set by the server.

    NEW: queued. VALIDATING: under way. ACTIVE: ready, recipients are contacted. ERRORS: validated,
    with some recipients rejected. SOURCE_ERROR: the contact list it was made from is faulty. Poll
    until it is neither NEW nor VALIDATING.
    """

    NEW = "NEW"
    VALIDATING = "VALIDATING"
    ERRORS = "ERRORS"
    SOURCE_ERROR = "SOURCE_ERROR"
    ACTIVE = "ACTIVE"


class BroadcastStatus(OpenEnum):
    """Where the broadcast stands in its life; set by the server and moved by the start, stop and
    archive operations. SETUP: not fully configured. START_PENDING: waiting for its contact batches.
    SCHEDULED: waiting for its schedule. RUNNING: contacting recipients. STOPPED: halted, can be
    started again. FINISHED: all recipients handled. ARCHIVED: hidden from searches, still readable
    by ID. VALIDATING_START, VALIDATING_EMAIL, BLOCKED_SUSPICIOUS, SUSPENDED, APPROVED and DECLINED
    belong to reviews by CallFire; TEST has no documented meaning.
    """

    TEST = "TEST"
    SETUP = "SETUP"
    START_PENDING = "START_PENDING"
    RUNNING = "RUNNING"
    SCHEDULED = "SCHEDULED"
    STOPPED = "STOPPED"
    SUSPENDED = "SUSPENDED"
    FINISHED = "FINISHED"
    ARCHIVED = "ARCHIVED"
    VALIDATING_START = "VALIDATING_START"
    VALIDATING_EMAIL = "VALIDATING_EMAIL"
    BLOCKED_SUSPICIOUS = "BLOCKED_SUSPICIOUS"
    DECLINED = "DECLINED"
    APPROVED = "APPROVED"


class CallRecordingState(OpenEnum):
    """RECORDING: still being recorded.

    READY: can be downloaded. ERROR: recording failed, the audio may be damaged.
    """

    RECORDING = "RECORDING"
    READY = "READY"
    ERROR = "ERROR"


class CallResult(OpenEnum):
    """Known values of `CallResult`; others are kept as they come."""

    LA = "LA"
    AM = "AM"
    BUSY = "BUSY"
    DNC = "DNC"
    XFER = "XFER"
    NO_ANS = "NO_ANS"
    XFER_LEG = "XFER_LEG"
    INTERNAL_ERROR = "INTERNAL_ERROR"
    CARRIER_ERROR = "CARRIER_ERROR"
    CARRIER_TEMP_ERROR = "CARRIER_TEMP_ERROR"
    UNDIALED = "UNDIALED"
    SD = "SD"
    POSTPONED = "POSTPONED"
    ABANDONED = "ABANDONED"
    SKIPPED = "SKIPPED"


class ContactExternalSystem(OpenEnum):
    """System that `external_id` belongs to: NATION_BUILDER, SALES_FORCE_CONTACTS,
    SALES_FORCE_LEADS, SALES_FORCE_REPORTS, ZOHO, NETSUITE, MAIL_CHIMP.
    """

    NATION_BUILDER = "NATION_BUILDER"
    SALES_FORCE_CONTACTS = "SALES_FORCE_CONTACTS"
    SALES_FORCE_LEADS = "SALES_FORCE_LEADS"
    SALES_FORCE_REPORTS = "SALES_FORCE_REPORTS"
    ZOHO = "ZOHO"
    NETSUITE = "NETSUITE"
    MAIL_CHIMP = "MAIL_CHIMP"


class DayOfWeek(OpenEnum):
    """Known values of `DayOfWeek`; others are kept as they come."""

    MONDAY = "MONDAY"
    TUESDAY = "TUESDAY"
    WEDNESDAY = "WEDNESDAY"
    THURSDAY = "THURSDAY"
    FRIDAY = "FRIDAY"
    SATURDAY = "SATURDAY"
    SUNDAY = "SUNDAY"


class LeaseStatus(OpenEnum):
    """Set by the server.

    PENDING: not yet in force. ACTIVE: in use by the account. RELEASED: given back. UNAVAILABLE:
    cannot be used.
    """

    PENDING = "PENDING"
    ACTIVE = "ACTIVE"
    RELEASED = "RELEASED"
    UNAVAILABLE = "UNAVAILABLE"


class RetryConfigRetryPhoneType(OpenEnum):
    """Known values of `RetryConfigRetryPhoneType`; others are kept as they come."""

    FIRST_NUMBER = "FIRST_NUMBER"
    HOME_PHONE = "HOME_PHONE"
    WORK_PHONE = "WORK_PHONE"
    MOBILE_PHONE = "MOBILE_PHONE"


class RetryConfigRetryResult(OpenEnum):
    """Known values of `RetryConfigRetryResult`; others are kept as they come."""

    LA = "LA"
    AM = "AM"
    BUSY = "BUSY"
    DNC = "DNC"
    XFER = "XFER"
    XFER_LEG = "XFER_LEG"
    NO_ANS = "NO_ANS"
    UNDIALED = "UNDIALED"
    SENT = "SENT"
    RECEIVED = "RECEIVED"
    DNT = "DNT"
    TOO_BIG = "TOO_BIG"
    INTERNAL_ERROR = "INTERNAL_ERROR"
    CARRIER_ERROR = "CARRIER_ERROR"
    CARRIER_TEMP_ERROR = "CARRIER_TEMP_ERROR"
    SD = "SD"
    POSTPONED = "POSTPONED"
    ABANDONED = "ABANDONED"
    SKIPPED = "SKIPPED"


class TextResult(OpenEnum):
    """Known values of `TextResult`; others are kept as they come."""

    SENT = "SENT"
    RECEIVED = "RECEIVED"
    DNT = "DNT"
    TOO_BIG = "TOO_BIG"
    INTERNAL_ERROR = "INTERNAL_ERROR"
    CARRIER_ERROR = "CARRIER_ERROR"
    CARRIER_TEMP_ERROR = "CARRIER_TEMP_ERROR"
    UNDIALED = "UNDIALED"
    INVALID_NUMBER = "INVALID_NUMBER"


class Voice(OpenEnum):
    """Known values of `Voice`; others are kept as they come."""

    MALE1 = "MALE1"
    FEMALE1 = "FEMALE1"
    FEMALE2 = "FEMALE2"
    SPANISH1 = "SPANISH1"
    FRENCHCANADIAN1 = "FRENCHCANADIAN1"


class Batch(Model):
    """A group of recipients added to a broadcast together.

    It is validated in the background and can be switched on and off as a whole.
    """

    broadcast_id: int | None = None
    """ID of the call or text broadcast that the batch belongs to."""
    created: Timestamp = OMITTED
    """When the batch was added, set by the server. In UTC."""
    enabled: bool | None = None
    """Whether the recipients of this batch are contacted. While false, those not yet reached are
    left alone. The only field that can be updated.
    """
    id: int = OMITTED
    """ID of the batch. Assigned by the server."""
    name: str = OMITTED
    """Name of the batch."""
    remaining: int | None = None
    """Number of recipients of this batch that have not been called or texted yet."""
    size: int | None = None
    """Number of recipients in the batch."""
    status: BatchStatus | None = None
    """Progress of validation, set by the server. NEW: queued. VALIDATING: under way. ACTIVE:
    ready, recipients are contacted. ERRORS: validated, with some recipients rejected. SOURCE_ERROR:
    the contact list it was made from is faulty. Poll until it is neither NEW nor VALIDATING.
    """


class BatchPage(Model):
    """One page of the batches of a broadcast."""

    items: list[Batch] | None = None
    """The batches of this page."""
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


class BatchRequest(Model):
    """Recipients to add to a broadcast as one batch, taken either from a contact list or from
    the request itself.
    """

    contact_list_id: int | None = None
    """ID of the contact list whose members become the recipients. Set either this or
    `recipients`.
    """
    name: str | None = None
    """Name for the new batch."""
    recipients: list[Recipient] | None = None
    """The recipients, each a phone number or the ID of a stored contact. Set either this or
    `contact_list_id`.
    """
    scrub_duplicates: bool | None = None
    """When true, each phone number is kept only once in the batch."""


class Call(Model):
    """One call to or from one recipient, with its state, result and every dialing attempt made
    for it. Sent individually, as part of a broadcast, or received.
    """

    agent_call: bool | None = None
    """Whether this was an internal call to a call center agent."""
    attributes: dict[str, Any] | None = None
    """Custom values given with the recipient, a map from name to value. Declared as strings;
    numbers have been seen in real responses.
    """
    batch_id: int | None = None
    """ID of the batch that the recipient was added with, if any."""
    campaign_id: int | None = None
    """ID of the broadcast that the call belongs to. Calls sent without one belong to the
    account's default campaign.
    """
    contact: Contact | None = None
    """The contact at the other end of the call; may be empty."""
    created: Timestamp = OMITTED
    """When the call was created, set by the server. In UTC."""
    final_call_result: CallResult | None = None
    """Outcome of the call as a whole, after all attempts; present once it is finished. LA: a
    person answered. AM: an answering machine or voicemail answered. BUSY: busy signal. NO_ANS:
    nobody answered. XFER: the call was transferred. XFER_LEG: the call is one leg of a transfer.
    DNC: the number is on a do-not-call list. CARRIER_TEMP_ERROR: temporary carrier fault, worth a
    retry. CARRIER_ERROR: the carrier refused the call. INTERNAL_ERROR: fault at CallFire. UNDIALED:
    never dialed. ABANDONED has no documented meaning; SD, POSTPONED and SKIPPED come only from a
    discontinued call center product.
    """
    from_number: Phone = OMITTED
    """Number the call came from, 11 digits without +, e.g. 12135551122; for outbound calls the
    caller ID shown.
    """
    id: int = OMITTED
    """ID of the call. Assigned by the server."""
    inbound: bool = OMITTED
    """True for a call received on one of your numbers, false for one that you sent."""
    labels: list[str] | None = None
    """Labels of the call or of the broadcast it belongs to."""
    modified: Timestamp = OMITTED
    """When the call last changed, set by the server. In UTC."""
    notes: list[Note] | None = None
    """Notes that an agent attached to the call."""
    records: list[CallRecord] | None = None
    """The dialing attempts made for this call, one entry each, with times, cost and recordings.
    There are several when a broadcast retries or tries other numbers of the contact.
    """
    state: ActionState = OMITTED
    """Progress of the call. READY: waiting its turn. SELECTED: in progress. FINISHED: done, see
    the result. DISABLED: switched off together with its batch or by itself. DNC: the number is on a
    do-not-contact list. DUP: the same number is already waiting in this campaign. INVALID: unusable
    number. TIMEOUT: no outcome was reported. PERIOD_LIMIT: the recipient was contacted too often.
    CALLBACK and SKIPPED come only from a discontinued call center product. Only READY, SELECTED and
    CALLBACK are still open.
    """
    to_number: Phone = OMITTED
    """Number that was called, 11 digits without +, e.g. 12135551122."""


class CallRecord(Model):
    """One dialing attempt of a call: the number dialed, when, for how long, with which result
    and at what cost.
    """

    answer_time: Timestamp | None = None
    """When the call was answered. In UTC."""
    billed_amount: float = OMITTED
    """Cost of this attempt, in credits, e.g. 1.1667."""
    caller_name: str | None = None
    """Name transmitted with the caller ID, if any."""
    duration: int | None = None
    """Length of the call, in seconds."""
    finish_time: Timestamp = OMITTED
    """When the call ended. In UTC."""
    id: int = OMITTED
    """ID of the record. Assigned by the server."""
    labels: list[str] | None = None
    """Labels of the call that this record belongs to."""
    notes: list[Note] | None = None
    """Notes that an agent attached to this attempt."""
    originate_time: Timestamp | None = None
    """When CallFire handed the call to the telephone network. In UTC."""
    question_responses: list[QuestionResponse] | None = None
    """Answers collected during the call, for example by the stash tag of an IVR dialplan."""
    recordings: list[CallRecording] | None = None
    """Audio recordings made during the call; only their metadata."""
    result: CallResult | None = None
    """Outcome of this attempt. LA: a person answered. AM: an answering machine or voicemail
    answered. BUSY: busy signal. NO_ANS: nobody answered. XFER: the call was transferred. XFER_LEG:
    the call is one leg of a transfer. DNC: the number is on a do-not-call list. CARRIER_TEMP_ERROR:
    temporary carrier fault, worth a retry. CARRIER_ERROR: the carrier refused the call.
    INTERNAL_ERROR: fault at CallFire. UNDIALED: never dialed. ABANDONED has no documented meaning;
    SD, POSTPONED and SKIPPED come only from a discontinued call center product.
    """
    switch_id: str | None = None
    """Internal ID of the telephone switch that carried the call."""
    to_number: Phone | None = None
    """Number dialed in this attempt, 11 digits without +, e.g. 12135551122."""


class CallRecording(Model):
    """Metadata of an audio recording made during a call, such as a voicemail or an answer
    recorded by an IVR dialplan. The audio itself is downloaded separately as MP3.
    """

    call_id: int = OMITTED
    """ID of the call that was recorded."""
    campaign_id: int | None = None
    """ID of the broadcast, when the call was part of one."""
    created: Timestamp = OMITTED
    """When the recording was made, set by the server. In UTC."""
    hash: str | None = None
    """Unique string that identifies the recording; may be empty."""
    id: int = OMITTED
    """ID of the recording. Assigned by the server."""
    length_in_bytes: int | None = None
    """Size of the audio file, in bytes."""
    length_in_seconds: int = OMITTED
    """Playing time, in seconds."""
    mp3_url: str | None = None
    """Address of the MP3 file. It is part of the API, so reading it needs API credentials."""
    name: str = OMITTED
    """Name of the recording, which identifies it within its call; in IVR calls it comes from the
    record tag of the dialplan.
    """
    state: CallRecordingState | None = None
    """RECORDING: still being recorded. READY: can be downloaded. ERROR: recording failed, the
    audio may be damaged.
    """


class Contact(Model):
    """A person you call or text: names, phone numbers and custom fields.

    At least one phone number is needed.
    """

    deleted: bool | None = None
    """True for a deleted contact. Deleted contacts disappear from searches and lists but remain
    readable by ID. Set by the server.
    """
    external_id: str | None = None
    """ID of this person in the other system named by `external_system`, used to keep both in
    step.
    """
    external_system: ContactExternalSystem | None = None
    """System that `external_id` belongs to: NATION_BUILDER, SALES_FORCE_CONTACTS,
    SALES_FORCE_LEADS, SALES_FORCE_REPORTS, ZOHO, NETSUITE, MAIL_CHIMP.
    """
    extra_phone1: Phone | None = None
    """First additional phone number, 11 digits without +, e.g. 12135551122."""
    extra_phone2: Phone | None = None
    """Second additional phone number, 11 digits without +, e.g. 12135551122."""
    extra_phone3: Phone | None = None
    """Third additional phone number, 11 digits without +, e.g. 12135551122."""
    first_name: str | None = None
    """First name; ${contact.firstName} inserts it into messages."""
    home_phone: Phone | None = None
    """Home phone number, 11 digits without +, e.g. 12135551122."""
    id: int = OMITTED
    """ID of the contact. Assigned by the server."""
    last_name: str | None = None
    """Last name."""
    mobile_phone: Phone | None = None
    """Mobile phone number, 11 digits without +, e.g. 12135551122."""
    properties: dict[str, Any] | None = None
    """Custom fields, a map from name to string. A name used for the first time adds that field
    to all contacts of the account.
    """
    work_phone: Phone | None = None
    """Work phone number, 11 digits without +, e.g. 12135551122."""
    zipcode: str | None = None
    """ZIP code, e.g. 90401."""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            deleted: bool | None = ...,
            external_id: str | None = ...,
            external_system: ContactExternalSystemValue | None = ...,
            extra_phone1: str | None = ...,
            extra_phone2: str | None = ...,
            extra_phone3: str | None = ...,
            first_name: str | None = ...,
            home_phone: str | None = ...,
            id: int | None = ...,
            last_name: str | None = ...,
            mobile_phone: str | None = ...,
            properties: Mapping[str, Any] | None = ...,
            work_phone: str | None = ...,
            zipcode: str | None = ...,
        ) -> None: ...


class ErrorResponse(Model):
    """What the service responds when a request fails.

    Every field is optional, and some errors have plain text instead.
    """

    developer_message: str | None = None
    """Further explanation for developers."""
    help_link: str | None = None
    """Address of a help page."""
    http_status_code: int | None = None
    """HTTP status of the response, e.g. 400."""
    internal_code: Any | UnsetType | None = UNSET
    """CallFire's own error code. Declared as a string, but may arrive as an integer."""
    message: str | None = None
    """What went wrong, e.g. no valid credit card on file. The only details there are: errors are
    not broken down by field.
    """


class LocalDate(DateObject):
    """A calendar date without a time or a time zone, always as an object of numbers, e.g. year
    2026, month 12, day 1.
    """

    __limits__: ClassVar[dict[str, Limits]] = {
        "day": Limits(minimum=1, maximum=31),
        "month": Limits(minimum=1, maximum=12),
    }
    day: int | None = None
    """Day of the month, 1 to 31."""
    month: int | None = None
    """Month of the year, 1 to 12."""
    year: int | None = None
    """Year with four digits, e.g. 2026."""


class LocalTime(TimeObject):
    """A time of day without a date or a time zone, always as an object of numbers, e.g. hour 10,
    minute 0, second 0.
    """

    __limits__: ClassVar[dict[str, Limits]] = {
        "hour": Limits(minimum=0, maximum=23),
        "minute": Limits(minimum=0, maximum=59),
        "second": Limits(minimum=0, maximum=59),
    }
    hour: int | None = None
    """Hour of the day, 0 to 23."""
    minute: int | None = None
    """Minute of the hour, 0 to 59."""
    second: int | None = None
    """Second of the minute, 0 to 59."""


class LocalTimeRestriction(Model):
    """The hours of the day in which recipients may be contacted, e.g. from 8:00 to 21:00.

    They count in the time zone of each recipient's phone number.
    """

    __limits__: ClassVar[dict[str, Limits]] = {
        "beginHour": Limits(minimum=0, maximum=23),
        "beginMinute": Limits(minimum=0, maximum=59),
        "endHour": Limits(minimum=0, maximum=23),
        "endMinute": Limits(minimum=0, maximum=59),
    }
    begin_hour: int | None = None
    """Hour at which the window opens, 0 to 23."""
    begin_minute: int | None = None
    """Minute at which the window opens, 0 to 59."""
    enabled: bool | None = None
    """Whether the window is enforced. Seen as false by default, so set it to true along with the
    hours.
    """
    end_hour: int | None = None
    """Hour at which the window closes, 0 to 23."""
    end_minute: int | None = None
    """Minute at which the window closes, 0 to 59."""


class Media(Model):
    """An image, audio or video file that can be attached to texts.

    To attach it, give an object with just its `id`.
    """

    account_id: int | None = None
    """ID of the account that owns the file. Set by the server."""
    created: Timestamp = OMITTED
    """When the file was uploaded, set by the server. In UTC."""
    id: int = OMITTED
    """ID of the file. Assigned by the server."""
    length_in_bytes: int | None = None
    """Size of the file, in bytes."""
    media_type: str | None = None
    """MIME type of the file, e.g. image/jpeg, image/png, video/mp4 or audio/mp3."""
    name: str = OMITTED
    """Name of the file."""
    public_url: str | None = None
    """Public address of the file; its last part is the key and the extension, e.g.
    /media/public/KEY.jpg.
    """

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            account_id: int | None = ...,
            created: datetime | int | None = ...,
            id: int | None = ...,
            length_in_bytes: int | None = ...,
            media_type: str | None = ...,
            name: str | None = ...,
            public_url: str | None = ...,
        ) -> None: ...


class Note(Model):
    """A remark attached to a call."""

    created: Timestamp | None = None
    """When the remark was made, set by the server. In UTC."""
    text: str | None = None
    """Text of the remark."""


class QuestionResponse(Model):
    """One answer collected during a call, by an IVR dialplan or by a call center agent."""

    question: str = OMITTED
    """The question, or in IVR calls the variable name of the stash tag, e.g. selected_menu."""
    response: str = OMITTED
    """What the person answered, e.g. confirmed."""


class Recipient(Model):
    """Someone to contact in a broadcast, identified by exactly one of `phone_number` and
    `contact_id`.
    """

    attributes: dict[str, Any] | None = None
    """Your own values for this recipient, a map from name to string. They fill ${name}
    placeholders in messages and come back in the `attributes` of the resulting call or text.
    """
    contact_id: int | None = None
    """ID of a stored contact to reach. Set either this or `phone_number`, never both."""
    from_number: Phone | None = None
    """Number to contact this recipient from, 11 digits without +, e.g. 12135551122, or a short
    code, e.g. 67076 for texts. When absent, that of the broadcast is used.
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
            phone_number: str | None = ...,
        ) -> None: ...


class ResourceId(Model):
    """The ID of something just created."""

    id: int = OMITTED
    """The ID. Use it to read, change or delete the new object."""


class RetryConfig(Model):
    """When and how often a broadcast tries again to reach recipients, depending on the result of
    the previous attempt.
    """

    max_attempts: int | None = None
    """How many times to try again at most. Default: 1."""
    minutes_between_attempts: int | None = None
    """Waiting time between attempts, in minutes. Default: 60."""
    retry_phone_types: list[RetryConfigRetryPhoneType] | None = None
    """Which numbers of a contact to try: FIRST_NUMBER, HOME_PHONE, WORK_PHONE, MOBILE_PHONE."""
    retry_results: list[RetryConfigRetryResult] | None = None
    """Results after which to try again, e.g. BUSY, NO_ANS. Calls: LA, AM, BUSY, DNC, XFER,
    XFER_LEG, NO_ANS, SD, POSTPONED, ABANDONED, SKIPPED. Texts: SENT, RECEIVED, DNT, TOO_BIG. Both:
    UNDIALED, INTERNAL_ERROR, CARRIER_ERROR, CARRIER_TEMP_ERROR.
    """

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            max_attempts: int | None = ...,
            minutes_between_attempts: int | None = ...,
            retry_phone_types: Sequence[RetryConfigRetryPhoneTypeValue] | None = ...,
            retry_results: Sequence[RetryConfigRetryResultValue] | None = ...,
        ) -> None: ...


class Schedule(Model):
    """A period in which a broadcast runs by itself on certain days of the week and at certain
    times. Stop time and stop date may be left out.
    """

    campaign_id: int | None = None
    """ID of the broadcast that the schedule belongs to. Set by the server."""
    days_of_week: list[DayOfWeek] | None = None
    """Days on which the broadcast runs: MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY,
    SUNDAY.
    """
    id: int | None = None
    """ID of the schedule. Assigned by the server."""
    start_date: LocalDate | None = None
    """Day on which the period begins. In the time zone of the schedule."""
    start_time_of_day: LocalTime | None = None
    """Time at which the broadcast starts on each of the days. In the time zone of the schedule."""
    stop_date: LocalDate | None = None
    """Day on which the period ends. In the time zone of the schedule."""
    stop_time_of_day: LocalTime | None = None
    """Time at which the broadcast stops on each of the days. In the time zone of the schedule."""
    time_zone: str | None = None
    """IANA name of the time zone that days and times refer to, e.g. America/New_York."""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            campaign_id: int | None = ...,
            days_of_week: Sequence[DayOfWeekValue] | None = ...,
            id: int | None = ...,
            start_date: date | LocalDate | LocalDateDict | None = ...,
            start_time_of_day: time | LocalTime | LocalTimeDict | None = ...,
            stop_date: date | LocalDate | LocalDateDict | None = ...,
            stop_time_of_day: time | LocalTime | LocalTimeDict | None = ...,
            time_zone: str | None = ...,
        ) -> None: ...


class Text(Model):
    """One text message to or from one recipient, with its state, result and every attempt to
    send it. Sent individually, as part of a broadcast, or received.
    """

    attributes: dict[str, Any] | None = None
    """Custom values given with the recipient, a map from name to value. Declared as strings;
    numbers have been seen in real responses.
    """
    batch_id: int | None = None
    """ID of the batch that the recipient was added with, if any."""
    campaign_id: int | None = None
    """ID of the broadcast that the text belongs to. Texts sent without one belong to the
    account's default campaign.
    """
    contact: Contact | None = None
    """The contact that the text went to or came from; may be empty."""
    created: Timestamp = OMITTED
    """When the text was created, set by the server. In UTC."""
    final_text_result: TextResult | None = None
    """Outcome of the text as a whole, after all attempts; present once it is finished. SENT:
    handed to the carrier. RECEIVED: an inbound message arrived. DNT: the number is on a do-not-text
    list. TOO_BIG: the message was too long. INVALID_NUMBER: the number cannot receive texts.
    CARRIER_TEMP_ERROR: temporary carrier fault, worth a retry. CARRIER_ERROR: the carrier refused
    the message. INTERNAL_ERROR: fault at CallFire. UNDIALED: never sent.
    """
    from_number: Phone = OMITTED
    """Number the text came from, 11 digits without +, e.g. 12135551122, or a short code, e.g.
    67076.
    """
    id: int = OMITTED
    """ID of the text. Assigned by the server."""
    inbound: bool = OMITTED
    """True for a text received on one of your numbers or keywords, false for one that you sent."""
    labels: list[str] | None = None
    """Labels of the text or of the broadcast it belongs to."""
    media: list[Media] | None = None
    """Files attached to the message."""
    message: str | None = None
    """Text of the message."""
    modified: Timestamp = OMITTED
    """When the text last changed, set by the server. In UTC."""
    records: list[TextRecord] | None = None
    """The attempts to send this text, one entry each, with time, cost and result. There are
    several when a broadcast retries or tries other numbers of the contact.
    """
    state: ActionState = OMITTED
    """Progress of the text. READY: waiting its turn. SELECTED: in progress. FINISHED: done, see
    the result. DISABLED: switched off together with its batch or by itself. DNC: the number is on a
    do-not-contact list. DUP: the same number is already waiting in this campaign. INVALID: unusable
    number. TIMEOUT: no outcome was reported. PERIOD_LIMIT: the recipient was contacted too often.
    CALLBACK and SKIPPED come only from a discontinued call center product. Only READY, SELECTED and
    CALLBACK are still open.
    """
    to_number: Phone = OMITTED
    """Number the text was sent to, 11 digits without +, e.g. 12135551122, or a short code, e.g.
    67076.
    """


class TextInboundConfig(Model):
    """Forwarding of the texts that arrive on a number or for a keyword."""

    forward_enabled: bool | None = None
    """Whether incoming texts are forwarded to `forward_number`."""
    forward_number: Phone | None = None
    """Phone number that incoming texts are forwarded to, 11 digits without +, e.g. 12135551122."""


class TextRecord(Model):
    """One attempt to send a text: the number tried, when, with which result and at what cost."""

    billed_amount: float = OMITTED
    """Cost of this attempt, in credits."""
    caller_name: str | None = None
    """Name transmitted with the sender's number, if any."""
    finish_time: Timestamp = OMITTED
    """When the attempt ended. In UTC."""
    id: int = OMITTED
    """ID of the record. Assigned by the server."""
    labels: list[str] | None = None
    """Labels of the text that this record belongs to."""
    message: str | None = None
    """Text of the message in this attempt."""
    switch_id: str | None = None
    """Internal ID of the switch that carried the text."""
    text_result: TextResult | None = None
    """Outcome of this attempt. SENT: handed to the carrier. RECEIVED: an inbound message
    arrived. DNT: the number is on a do-not-text list. TOO_BIG: the message was too long.
    INVALID_NUMBER: the number cannot receive texts. CARRIER_TEMP_ERROR: temporary carrier fault,
    worth a retry. CARRIER_ERROR: the carrier refused the message. INTERNAL_ERROR: fault at
    CallFire. UNDIALED: never sent.
    """
    to_number: Phone | None = None
    """Number tried in this attempt, 11 digits without +, e.g. 12135551122, or a short code, e.g.
    67076.
    """
