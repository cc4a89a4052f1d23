"""Dicts that methods accept where they take a model; all keys are optional, as all fields of models are."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime, time
    from typing import Any

    from .models._shared import (
        ContactExternalSystem,
        DayOfWeek,
        LocalDate,
        LocalTime,
        Media,
        RetryConfigRetryPhoneType,
        RetryConfigRetryResult,
        Voice,
    )
    from .models.numbers import GoogleAnalytics, WeeklySchedule

__all__ = [
    "CallBroadcastSoundsDict",
    "CallRecipientDict",
    "CallTrackingConfigDict",
    "ContactDict",
    "GoogleAnalyticsDict",
    "IvrInboundConfigDict",
    "LocalDateDict",
    "LocalTimeDict",
    "LocalTimeRestrictionDict",
    "MediaDict",
    "RecipientDict",
    "RetryConfigDict",
    "ScheduleDict",
    "TextInboundConfigDict",
    "TextRecipientDict",
    "WeeklyScheduleDict",
]


class CallBroadcastSoundsDict(TypedDict, total=False):
    """A `CallBroadcastSounds` as a dict."""

    dnc_digit: str
    dnc_sound_id: int
    dnc_sound_text: str
    dnc_sound_text_voice: Voice | str
    live_sound_id: int
    live_sound_text: str
    live_sound_text_voice: Voice | str
    machine_sound_id: int
    machine_sound_text: str
    machine_sound_text_voice: Voice | str
    transfer_digit: str
    transfer_number: str
    transfer_sound_id: int
    transfer_sound_text: str
    transfer_sound_text_voice: Voice | str


class CallRecipientDict(TypedDict, total=False):
    """A `CallRecipient` as a dict."""

    attributes: Mapping[str, Any]
    contact_id: int
    dialplan_xml: str
    from_number: str
    live_message: str
    live_message_sound_id: int
    machine_message: str
    machine_message_sound_id: int
    phone_number: str
    transfer_digit: str
    transfer_message: str
    transfer_message_sound_id: int
    transfer_number: str
    voice: Voice | str


class CallTrackingConfigDict(TypedDict, total=False):
    """A `CallTrackingConfig` as a dict."""

    failed_transfer_sound_id: int
    google_analytics: GoogleAnalytics | GoogleAnalyticsDict
    intro_sound_id: int
    recorded: bool
    screen: bool
    transfer_numbers: Sequence[str]
    voicemail: bool
    voicemail_sound_id: int
    weekly_schedule: WeeklySchedule | WeeklyScheduleDict
    whisper_sound_id: int


class ContactDict(TypedDict, total=False):
    """A `Contact` as a dict."""

    external_id: str
    external_system: ContactExternalSystem | str
    extra_phone1: str
    extra_phone2: str
    extra_phone3: str
    first_name: str
    home_phone: str
    id: int
    last_name: str
    mobile_phone: str
    properties: Mapping[str, Any]
    work_phone: str
    zipcode: str


class GoogleAnalyticsDict(TypedDict, total=False):
    """A `GoogleAnalytics` as a dict."""

    category: str
    domain: str
    google_account_id: str


class IvrInboundConfigDict(TypedDict, total=False):
    """A `IvrInboundConfig` as a dict."""

    dialplan_xml: str


class LocalDateDict(TypedDict, total=False):
    """A `LocalDate` as a dict."""

    day: int
    month: int
    year: int


class LocalTimeDict(TypedDict, total=False):
    """A `LocalTime` as a dict."""

    hour: int
    minute: int
    second: int


class LocalTimeRestrictionDict(TypedDict, total=False):
    """A `LocalTimeRestriction` as a dict."""

    begin_hour: int
    begin_minute: int
    enabled: bool
    end_hour: int
    end_minute: int


class MediaDict(TypedDict, total=False):
    """A `Media` as a dict."""

    account_id: int
    created: datetime | int
    id: int
    length_in_bytes: int
    media_type: str
    name: str
    public_url: str


class RecipientDict(TypedDict, total=False):
    """A `Recipient` as a dict."""

    attributes: Mapping[str, Any]
    contact_id: int
    from_number: str
    phone_number: str


class RetryConfigDict(TypedDict, total=False):
    """A `RetryConfig` as a dict."""

    max_attempts: int
    minutes_between_attempts: int
    retry_phone_types: Sequence[RetryConfigRetryPhoneType | str]
    retry_results: Sequence[RetryConfigRetryResult | str]


class ScheduleDict(TypedDict, total=False):
    """A `Schedule` as a dict."""

    campaign_id: int
    days_of_week: Sequence[DayOfWeek | str]
    id: int
    start_date: date | LocalDate | LocalDateDict
    start_time_of_day: time | LocalTime | LocalTimeDict
    stop_date: date | LocalDate | LocalDateDict
    stop_time_of_day: time | LocalTime | LocalTimeDict
    time_zone: str


class TextInboundConfigDict(TypedDict, total=False):
    """A `TextInboundConfig` as a dict."""

    forward_enabled: bool
    forward_number: str


class TextRecipientDict(TypedDict, total=False):
    """A `TextRecipient` as a dict."""

    attributes: Mapping[str, Any]
    contact_id: int
    from_number: str
    media: Sequence[Media | MediaDict]
    message: str
    phone_number: str


class WeeklyScheduleDict(TypedDict, total=False):
    """A `WeeklySchedule` as a dict."""

    days_of_week: Sequence[DayOfWeek | str]
    start_time_of_day: time | LocalTime | LocalTimeDict
    stop_time_of_day: time | LocalTime | LocalTimeDict
    time_zone: str
