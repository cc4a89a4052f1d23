"""Dicts and values that methods accept where they take a model or an enum; all keys of the dicts are optional."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypedDict, Union

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, time
    from typing import Any

    from .models._shared import (
        ActionState,
        CallResult,
        ContactExternalSystem,
        DayOfWeek,
        LocalDate,
        LocalTime,
        Media,
        RetryConfigRetryPhoneType,
        RetryConfigRetryResult,
        TextResult,
        Voice,
    )
    from .models.calls import CallBroadcastAnsweringMachineConfig
    from .models.contacts import ContactNumbersField
    from .models.media import MediaExtension
    from .models.numbers import FeatureStatus, GoogleAnalytics, NumberConfigType, WeeklySchedule
    from .models.orders import FindOrdersStatus
    from .models.reports import DeliveryCategory, DeliveryState
    from .models.texts import TextBroadcastBigMessageStrategy
    from .models.webhooks import WebhookEventType, WebhookResourceType

__all__ = [
    "ActionStateValue",
    "CallBroadcastAnsweringMachineConfigValue",
    "CallBroadcastSoundsDict",
    "CallRecipientDict",
    "CallResultValue",
    "CallTrackingConfigDict",
    "ContactDict",
    "ContactExternalSystemValue",
    "ContactNumbersFieldValue",
    "DayOfWeekValue",
    "DeliveryCategoryValue",
    "DeliveryStateValue",
    "FeatureStatusValue",
    "FindOrdersStatusValue",
    "GoogleAnalyticsDict",
    "IvrInboundConfigDict",
    "LocalDateDict",
    "LocalTimeDict",
    "LocalTimeRestrictionDict",
    "MediaDict",
    "MediaExtensionValue",
    "NumberConfigTypeValue",
    "RecipientDict",
    "RetryConfigDict",
    "RetryConfigRetryPhoneTypeValue",
    "RetryConfigRetryResultValue",
    "ScheduleDict",
    "TextBroadcastBigMessageStrategyValue",
    "TextInboundConfigDict",
    "TextRecipientDict",
    "TextResultValue",
    "VoiceValue",
    "WebhookEventTypeValue",
    "WebhookResourceTypeValue",
    "WeeklyScheduleDict",
]

ActionStateValue = Union[
    "ActionState",
    Literal[
        "READY",
        "SELECTED",
        "CALLBACK",
        "FINISHED",
        "DISABLED",
        "SKIPPED",
        "DNC",
        "DUP",
        "INVALID",
        "TIMEOUT",
        "PERIOD_LIMIT",
    ],
    str,
]
"""The values of `ActionState`; editors complete the known ones."""
CallBroadcastAnsweringMachineConfigValue = Union[
    "CallBroadcastAnsweringMachineConfig",
    Literal["AM_ONLY", "AM_AND_LIVE", "LIVE_WITH_AMD", "LIVE_IMMEDIATE"],
    str,
]
"""The values of `CallBroadcastAnsweringMachineConfig`; editors complete the known ones."""
CallResultValue = Union[
    "CallResult",
    Literal[
        "LA",
        "AM",
        "BUSY",
        "DNC",
        "XFER",
        "NO_ANS",
        "XFER_LEG",
        "INTERNAL_ERROR",
        "CARRIER_ERROR",
        "CARRIER_TEMP_ERROR",
        "UNDIALED",
        "SD",
        "POSTPONED",
        "ABANDONED",
        "SKIPPED",
    ],
    str,
]
"""The values of `CallResult`; editors complete the known ones."""
ContactExternalSystemValue = Union[
    "ContactExternalSystem",
    Literal[
        "NATION_BUILDER",
        "SALES_FORCE_CONTACTS",
        "SALES_FORCE_LEADS",
        "SALES_FORCE_REPORTS",
        "ZOHO",
        "NETSUITE",
        "MAIL_CHIMP",
    ],
    str,
]
"""The values of `ContactExternalSystem`; editors complete the known ones."""
ContactNumbersFieldValue = Union[
    "ContactNumbersField", Literal["homePhone", "workPhone", "mobilePhone"], str
]
"""The values of `ContactNumbersField`; editors complete the known ones."""
DayOfWeekValue = Union[
    "DayOfWeek",
    Literal["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"],
    str,
]
"""The values of `DayOfWeek`; editors complete the known ones."""
DeliveryCategoryValue = Union[
    "DeliveryCategory", Literal["NO_DATA", "OPTED_OUT", "BOUNCED", "NO_CREDITS", "DELIVERED"], str
]
"""The values of `DeliveryCategory`; editors complete the known ones."""
DeliveryStateValue = Union[
    "DeliveryState",
    Literal[
        "DELIVERED",
        "UNSENT_OPTED_OUT_GLOBAL",
        "UNSENT_OPTED_OUT_LOCAL",
        "UNSENT_NO_CREDITS",
        "GATEWAY_REJECTED",
        "CARRIER_REJECTED",
        "NOT_DELIVERED",
        "UNSENT_INVALID_NUMBER",
        "UNSENT_BAD_DATA",
        "UNSENT_FORCE_STOPPED",
        "UNSENT_NO_WIRELESS_CARRIER",
        "UNSENT_MESSAGE_TOO_LONG",
        "UNSENT_MESSAGE_BLOCKED",
        "UNSENT_QUEUE_LIMIT_REACHED",
        "SPAM_DETECTED",
        "UNSENT_NO_GATEWAY",
        "ORIGINATED",
        "SUBMITTED",
        "FORWARDED",
        "NOT_GIVEN",
        "UNKNOWN",
        "RETRY_MMS_AS_SMS",
        "QUEUED",
        "QUEUED_TRANSCODE",
        "ORIGINAL",
        "DUPE",
        "TRUNCATED",
        "REQUEUED_RATE_LIMITED",
        "BUFFERED",
        "RATE_LIMIT_EXCEEDED",
        "SERVICE_UNAVAILABLE",
        "SEND_MMS_AS_SMS",
        "REQUEUED_RECOVERABLE_ERROR",
        "SEND_WITH_ADDITIONAL_SPID",
    ],
    str,
]
"""The values of `DeliveryState`; editors complete the known ones."""
FeatureStatusValue = Union[
    "FeatureStatus", Literal["UNSUPPORTED", "PENDING", "DISABLED", "ENABLED"], str
]
"""The values of `FeatureStatus`; editors complete the known ones."""
FindOrdersStatusValue = Union[
    "FindOrdersStatus",
    Literal[
        "PROCESSING",
        "FINISHED",
        "PAYMENT_ERROR",
        "VOID",
        "WAIT_FOR_PAYMENT",
        "PARTIALLY_ADJUSTED",
        "ADJUSTED",
    ],
    str,
]
"""The values of `FindOrdersStatus`; editors complete the known ones."""
MediaExtensionValue = Union[
    "MediaExtension", Literal["bmp", "gif", "jpg", "m4a", "mp3", "mp4", "png", "wav", "3gp"], str
]
"""The values of `MediaExtension`; editors complete the known ones."""
NumberConfigTypeValue = Union["NumberConfigType", Literal["IVR", "TRACKING"], str]
"""The values of `NumberConfigType`; editors complete the known ones."""
RetryConfigRetryPhoneTypeValue = Union[
    "RetryConfigRetryPhoneType",
    Literal["FIRST_NUMBER", "HOME_PHONE", "WORK_PHONE", "MOBILE_PHONE"],
    str,
]
"""The values of `RetryConfigRetryPhoneType`; editors complete the known ones."""
RetryConfigRetryResultValue = Union[
    "RetryConfigRetryResult",
    Literal[
        "LA",
        "AM",
        "BUSY",
        "DNC",
        "XFER",
        "XFER_LEG",
        "NO_ANS",
        "UNDIALED",
        "SENT",
        "RECEIVED",
        "DNT",
        "TOO_BIG",
        "INTERNAL_ERROR",
        "CARRIER_ERROR",
        "CARRIER_TEMP_ERROR",
        "SD",
        "POSTPONED",
        "ABANDONED",
        "SKIPPED",
    ],
    str,
]
"""The values of `RetryConfigRetryResult`; editors complete the known ones."""
TextBroadcastBigMessageStrategyValue = Union[
    "TextBroadcastBigMessageStrategy", Literal["SEND_MULTIPLE", "DO_NOT_SEND", "TRIM", "MMS"], str
]
"""The values of `TextBroadcastBigMessageStrategy`; editors complete the known ones."""
TextResultValue = Union[
    "TextResult",
    Literal[
        "SENT",
        "RECEIVED",
        "DNT",
        "TOO_BIG",
        "INTERNAL_ERROR",
        "CARRIER_ERROR",
        "CARRIER_TEMP_ERROR",
        "UNDIALED",
        "INVALID_NUMBER",
    ],
    str,
]
"""The values of `TextResult`; editors complete the known ones."""
VoiceValue = Union[
    "Voice", Literal["MALE1", "FEMALE1", "FEMALE2", "SPANISH1", "FRENCHCANADIAN1"], str
]
"""The values of `Voice`; editors complete the known ones."""
WebhookEventTypeValue = Union[
    "WebhookEventType",
    Literal[
        "Started",
        "Stopped",
        "Finished",
        "Failed",
        "ValidationFinished",
        "ValidationFailed",
        "Received",
    ],
    str,
]
"""The values of `WebhookEventType`; editors complete the known ones."""
WebhookResourceTypeValue = Union[
    "WebhookResourceType",
    Literal[
        "MonthlyRenewal",
        "LowBalance",
        "CccCampaign",
        "CallBroadcast",
        "TextBroadcast",
        "OutboundCall",
        "InboundCall",
        "OutboundText",
        "InboundText",
        "ContactList",
        "OutboundTextDeliveryReport",
    ],
    str,
]
"""The values of `WebhookResourceType`; editors complete the known ones."""


class CallBroadcastSoundsDict(TypedDict, total=False):
    """A `CallBroadcastSounds` as a dict."""

    dnc_digit: str
    """Key that the recipient presses to opt out of further calls, e.g. 9."""
    dnc_sound_id: int
    """ID of the stored sound that confirms the opt-out. Set either this or `dnc_sound_text`."""
    dnc_sound_text: str
    """Text spoken to confirm the opt-out after `dnc_digit` is pressed. Set either this or
    `dnc_sound_id`.
    """
    dnc_sound_text_voice: VoiceValue
    """Voice that speaks `dnc_sound_text`: MALE1, FEMALE1, FEMALE2, SPANISH1, FRENCHCANADIAN1."""
    live_sound_id: int
    """ID of the stored sound for a person who answers. Set either this or `live_sound_text`."""
    live_sound_text: str
    """Text spoken to a person who answers. Set either this or `live_sound_id`; responses may
    hold both, so drop one before sending them back in an update.
    """
    live_sound_text_voice: VoiceValue
    """Voice that speaks `live_sound_text`: MALE1, FEMALE1, FEMALE2, SPANISH1, FRENCHCANADIAN1."""
    machine_sound_id: int
    """ID of the stored sound for an answering machine. Set either this or `machine_sound_text`."""
    machine_sound_text: str
    """Text spoken to an answering machine. Set either this or `machine_sound_id`; responses may
    hold both, so drop one before sending them back in an update.
    """
    machine_sound_text_voice: VoiceValue
    """Voice that speaks `machine_sound_text`: MALE1, FEMALE1, FEMALE2, SPANISH1,
    FRENCHCANADIAN1.
    """
    transfer_digit: str
    """Key that the recipient presses to be connected to `transfer_number`, e.g. 1."""
    transfer_number: str
    """Phone number that the call is transferred to, 11 digits without +, e.g. 12135551122."""
    transfer_sound_id: int
    """ID of the stored sound played before the transfer. Set either this or
    `transfer_sound_text`.
    """
    transfer_sound_text: str
    """Text spoken before the transfer, after `transfer_digit` is pressed. Set either this or
    `transfer_sound_id`.
    """
    transfer_sound_text_voice: VoiceValue
    """Voice that speaks `transfer_sound_text`: MALE1, FEMALE1, FEMALE2, SPANISH1,
    FRENCHCANADIAN1.
    """


class CallRecipientDict(TypedDict, total=False):
    """A `CallRecipient` as a dict."""

    attributes: Mapping[str, Any]
    """Your own values for this recipient, a map from name to string. They fill ${name}
    placeholders in messages and come back in the `attributes` of the resulting call or text.
    """
    contact_id: int
    """ID of a stored contact to reach. Set either this or `phone_number`, never both."""
    dialplan_xml: str
    """Script for an interactive call, CallFire XML with a dialplan element as its root. Use it
    instead of live, machine and transfer messages.
    """
    from_number: str
    """Caller ID shown to the recipient, 11 digits without +, e.g. 12135551122. It must be a
    number leased by the account or a verified caller ID.
    """
    live_message: str
    """Text spoken to a person who answers. Set either this or `live_message_sound_id`; overrides
    the request's default.
    """
    live_message_sound_id: int
    """ID of a stored sound for a person who answers. Set either this or `live_message`;
    overrides the request's default.
    """
    machine_message: str
    """Text spoken to an answering machine. Set either this or `machine_message_sound_id`;
    overrides the request's default.
    """
    machine_message_sound_id: int
    """ID of a stored sound for an answering machine. Set either this or `machine_message`;
    overrides the request's default.
    """
    phone_number: str
    """Phone number to call, 11 digits without +, e.g. 12135551122. Set either this or
    `contact_id`, never both.
    """
    transfer_digit: str
    """Key that the recipient presses to be connected to `transfer_number`, e.g. 1."""
    transfer_message: str
    """Text spoken before the transfer, after `transfer_digit` is pressed. Set either this or
    `transfer_message_sound_id`.
    """
    transfer_message_sound_id: int
    """ID of a stored sound played before the transfer. Set either this or `transfer_message`."""
    transfer_number: str
    """Phone number that the call is transferred to, 11 digits without +, e.g. 12135551122."""
    voice: VoiceValue
    """Voice that speaks the messages of this recipient: MALE1, FEMALE1, FEMALE2, SPANISH1,
    FRENCHCANADIAN1. Overrides the request's default voice.
    """


class CallTrackingConfigDict(TypedDict, total=False):
    """A `CallTrackingConfig` as a dict."""

    failed_transfer_sound_id: int
    """ID of the stored sound that the caller hears when the transfer fails."""
    google_analytics: GoogleAnalytics | GoogleAnalyticsDict
    """Google Analytics property that incoming calls are reported to."""
    intro_sound_id: int
    """ID of the stored sound that greets the caller when the call is picked up."""
    recorded: bool
    """Whether incoming calls are recorded."""
    screen: bool
    """Whether incoming calls are screened before they are put through; see `whisper_sound_id`."""
    transfer_numbers: Sequence[str]
    """Phone numbers that incoming calls are transferred to, 11 digits without +, e.g.
    12135551122.
    """
    voicemail: bool
    """Whether the caller can leave a voicemail when the call is not transferred."""
    voicemail_sound_id: int
    """ID of the stored sound played as the voicemail greeting, when `voicemail` is true and the
    call was not transferred.
    """
    weekly_schedule: WeeklySchedule | WeeklyScheduleDict
    """Days and hours during which incoming calls are transferred."""
    whisper_sound_id: int
    """ID of the stored sound played when a call is screened, with `screen` set to true."""


class ContactDict(TypedDict, total=False):
    """A `Contact` as a dict."""

    external_id: str
    """ID of this person in the other system named by `external_system`, used to keep both in
    step.
    """
    external_system: ContactExternalSystemValue
    """System that `external_id` belongs to: NATION_BUILDER, SALES_FORCE_CONTACTS,
    SALES_FORCE_LEADS, SALES_FORCE_REPORTS, ZOHO, NETSUITE, MAIL_CHIMP.
    """
    extra_phone1: str
    """First additional phone number, 11 digits without +, e.g. 12135551122."""
    extra_phone2: str
    """Second additional phone number, 11 digits without +, e.g. 12135551122."""
    extra_phone3: str
    """Third additional phone number, 11 digits without +, e.g. 12135551122."""
    first_name: str
    """First name; ${contact.firstName} inserts it into messages."""
    home_phone: str
    """Home phone number, 11 digits without +, e.g. 12135551122."""
    id: int
    """ID of the contact. Assigned by the server."""
    last_name: str
    """Last name."""
    mobile_phone: str
    """Mobile phone number, 11 digits without +, e.g. 12135551122."""
    properties: Mapping[str, Any]
    """Custom fields, a map from name to string. A name used for the first time adds that field
    to all contacts of the account.
    """
    work_phone: str
    """Work phone number, 11 digits without +, e.g. 12135551122."""
    zipcode: str
    """ZIP code, e.g. 90401."""


class GoogleAnalyticsDict(TypedDict, total=False):
    """A `GoogleAnalytics` as a dict."""

    category: str
    """Event category for the calls, e.g. Sales or Support."""
    domain: str
    """Domain name registered with Google Analytics, e.g. example.com."""
    google_account_id: str
    """Google Analytics tracking ID, e.g. UA-12345-26."""


class IvrInboundConfigDict(TypedDict, total=False):
    """A `IvrInboundConfig` as a dict."""

    dialplan_xml: str
    """Script run for each incoming call, CallFire XML with a dialplan element as its root."""


class LocalDateDict(TypedDict, total=False):
    """A `LocalDate` as a dict."""

    day: int
    """Day of the month, 1 to 31."""
    month: int
    """Month of the year, 1 to 12."""
    year: int
    """Year with four digits, e.g. 2026."""


class LocalTimeDict(TypedDict, total=False):
    """A `LocalTime` as a dict."""

    hour: int
    """Hour of the day, 0 to 23."""
    minute: int
    """Minute of the hour, 0 to 59."""
    second: int
    """Second of the minute, 0 to 59."""


class LocalTimeRestrictionDict(TypedDict, total=False):
    """A `LocalTimeRestriction` as a dict."""

    begin_hour: int
    """Hour at which the window opens, 0 to 23."""
    begin_minute: int
    """Minute at which the window opens, 0 to 59."""
    enabled: bool
    """Whether the window is enforced. Seen as false by default, so set it to true along with the
    hours.
    """
    end_hour: int
    """Hour at which the window closes, 0 to 23."""
    end_minute: int
    """Minute at which the window closes, 0 to 59."""


class MediaDict(TypedDict, total=False):
    """A `Media` as a dict."""

    id: int
    """ID of the file. Assigned by the server."""
    media_type: str
    """MIME type of the file, e.g. image/jpeg, image/png, video/mp4 or audio/mp3."""
    name: str
    """Name of the file."""


class RecipientDict(TypedDict, total=False):
    """A `Recipient` as a dict."""

    attributes: Mapping[str, Any]
    """Your own values for this recipient, a map from name to string. They fill ${name}
    placeholders in messages and come back in the `attributes` of the resulting call or text.
    """
    contact_id: int
    """ID of a stored contact to reach. Set either this or `phone_number`, never both."""
    from_number: str
    """Number to contact this recipient from, 11 digits without +, e.g. 12135551122, or a short
    code, e.g. 67076 for texts. When absent, that of the broadcast is used.
    """
    phone_number: str
    """Number of the recipient, 11 digits without +, e.g. 12135551122, or a short code, e.g.
    67076. Set either this or `contact_id`, never both.
    """


class RetryConfigDict(TypedDict, total=False):
    """A `RetryConfig` as a dict."""

    max_attempts: int
    """How many times to try again at most. Default: 1."""
    minutes_between_attempts: int
    """Waiting time between attempts, in minutes. Default: 60."""
    retry_phone_types: Sequence[RetryConfigRetryPhoneTypeValue]
    """Which numbers of a contact to try: FIRST_NUMBER, HOME_PHONE, WORK_PHONE, MOBILE_PHONE."""
    retry_results: Sequence[RetryConfigRetryResultValue]
    """Results after which to try again, e.g. BUSY, NO_ANS. Calls: LA, AM, BUSY, DNC, XFER,
    XFER_LEG, NO_ANS, SD, POSTPONED, ABANDONED, SKIPPED. Texts: SENT, RECEIVED, DNT, TOO_BIG. Both:
    UNDIALED, INTERNAL_ERROR, CARRIER_ERROR, CARRIER_TEMP_ERROR.
    """


class ScheduleDict(TypedDict, total=False):
    """A `Schedule` as a dict."""

    campaign_id: int
    """ID of the broadcast that the schedule belongs to. Set by the server."""
    days_of_week: Sequence[DayOfWeekValue]
    """Days on which the broadcast runs: MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY,
    SUNDAY.
    """
    id: int
    """ID of the schedule. Assigned by the server."""
    start_date: date | LocalDate | LocalDateDict
    """Day on which the period begins. In the time zone of the schedule."""
    start_time_of_day: time | LocalTime | LocalTimeDict
    """Time at which the broadcast starts on each of the days. In the time zone of the schedule."""
    stop_date: date | LocalDate | LocalDateDict
    """Day on which the period ends. In the time zone of the schedule."""
    stop_time_of_day: time | LocalTime | LocalTimeDict
    """Time at which the broadcast stops on each of the days. In the time zone of the schedule."""
    time_zone: str
    """IANA name of the time zone that days and times refer to, e.g. America/New_York."""


class TextInboundConfigDict(TypedDict, total=False):
    """A `TextInboundConfig` as a dict."""

    forward_enabled: bool
    """Whether incoming texts are forwarded to `forward_number`."""
    forward_number: str
    """Phone number that incoming texts are forwarded to, 11 digits without +, e.g. 12135551122."""


class TextRecipientDict(TypedDict, total=False):
    """A `TextRecipient` as a dict."""

    attributes: Mapping[str, Any]
    """Your own values for this recipient, a map from name to string. They fill ${name}
    placeholders in messages and come back in the `attributes` of the resulting call or text.
    """
    contact_id: int
    """ID of a stored contact to reach. Set either this or `phone_number`, never both."""
    from_number: str
    """Number to text this recipient from, 11 digits without +, e.g. 12135551122, or a short
    code, e.g. 67076. When absent, the broadcast's number is used, or a shared short code for
    individual texts.
    """
    media: Sequence[Media | MediaDict]
    """Files to attach to the message, each an object with the `id` of an uploaded file."""
    message: str
    """Text for this recipient; overrides the default message of the request or broadcast.
    ${name} is replaced by the attribute of that name.
    """
    phone_number: str
    """Number of the recipient, 11 digits without +, e.g. 12135551122, or a short code, e.g.
    67076. Set either this or `contact_id`, never both.
    """


class WeeklyScheduleDict(TypedDict, total=False):
    """A `WeeklySchedule` as a dict."""

    days_of_week: Sequence[DayOfWeekValue]
    """Days on which it is on: MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY."""
    start_time_of_day: time | LocalTime | LocalTimeDict
    """Time at which it starts on each of the days. In the time zone of the schedule."""
    stop_time_of_day: time | LocalTime | LocalTimeDict
    """Time at which it stops on each of the days. In the time zone of the schedule."""
    time_zone: str
    """IANA name of the time zone that days and times refer to, e.g. America/New_York."""
