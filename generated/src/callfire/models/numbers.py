"""Models and enums of ``client.numbers``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.models.model import OMITTED, ItemList, Model, OpenEnum, Timestamp
from .._runtime.models.phones import Phone
from ._shared import DayOfWeek, LeaseStatus, LocalTime, TextInboundConfig

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import time

    from ..types import DayOfWeekValue, GoogleAnalyticsDict, LocalTimeDict, WeeklyScheduleDict


class FeatureStatus(OpenEnum):
    """Known values of `FeatureStatus`; others are kept as they come."""

    UNSUPPORTED = "UNSUPPORTED"
    PENDING = "PENDING"
    DISABLED = "DISABLED"
    ENABLED = "ENABLED"


class NumberConfigType(OpenEnum):
    """How incoming calls are handled.

    TRACKING: as `call_tracking_config` states. IVR: by the script in `ivr_inbound_config`.
    """

    IVR = "IVR"
    TRACKING = "TRACKING"


class CallTrackingConfig(Model):
    """What happens to calls that come in on a leased number with call tracking: where they are
    transferred, what the caller hears, whether they are recorded.
    """

    failed_transfer_sound_id: int | None = None
    """ID of the stored sound that the caller hears when the transfer fails."""
    google_analytics: GoogleAnalytics | None = None
    """Google Analytics property that incoming calls are reported to."""
    intro_sound_id: int | None = None
    """ID of the stored sound that greets the caller when the call is picked up."""
    recorded: bool | None = None
    """Whether incoming calls are recorded."""
    screen: bool | None = None
    """Whether incoming calls are screened before they are put through; see `whisper_sound_id`."""
    transfer_numbers: list[Phone] | None = None
    """Phone numbers that incoming calls are transferred to, 11 digits without +, e.g.
    12135551122.
    """
    voicemail: bool | None = None
    """Whether the caller can leave a voicemail when the call is not transferred."""
    voicemail_sound_id: int | None = None
    """ID of the stored sound played as the voicemail greeting, when `voicemail` is true and the
    call was not transferred.
    """
    weekly_schedule: WeeklySchedule | None = None
    """Days and hours during which incoming calls are transferred."""
    whisper_sound_id: int | None = None
    """ID of the stored sound played when a call is screened, with `screen` set to true."""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            failed_transfer_sound_id: int | None = ...,
            google_analytics: GoogleAnalytics | GoogleAnalyticsDict | None = ...,
            intro_sound_id: int | None = ...,
            recorded: bool | None = ...,
            screen: bool | None = ...,
            transfer_numbers: Sequence[str] | None = ...,
            voicemail: bool | None = ...,
            voicemail_sound_id: int | None = ...,
            weekly_schedule: WeeklySchedule | WeeklyScheduleDict | None = ...,
            whisper_sound_id: int | None = ...,
        ) -> None: ...


class GoogleAnalytics(Model):
    """Google Analytics property to which call tracking reports incoming calls."""

    category: str | None = None
    """Event category for the calls, e.g. Sales or Support."""
    domain: str | None = None
    """Domain name registered with Google Analytics, e.g. example.com."""
    google_account_id: str | None = None
    """Google Analytics tracking ID, e.g. UA-12345-26."""


class IvrInboundConfig(Model):
    """How calls that come in on a leased number are handled by an interactive script."""

    dialplan_xml: str | None = None
    """Script run for each incoming call, CallFire XML with a dialplan element as its root."""


class Number(Model):
    """A phone number that can be bought."""

    national_format: str | None = None
    """The number as written in its country, e.g. (310) 230-8654."""
    number: Phone = OMITTED
    """The number, 11 digits without +, e.g. 12135551122."""
    region: Region | None = None
    """Where the number belongs. Missing for toll-free numbers."""
    toll_free: bool | None = None
    """True for a toll-free number, false for a local one."""


class NumberConfig(Model):
    """What happens to calls and texts that arrive on one of the account's numbers: call tracking
    or an IVR script for calls, forwarding for texts.
    """

    call_tracking_config: CallTrackingConfig | None = None
    """Settings for call tracking; needed when `config_type` is TRACKING."""
    config_type: NumberConfigType | None = None
    """How incoming calls are handled. TRACKING: as `call_tracking_config` states. IVR: by the
    script in `ivr_inbound_config`.
    """
    ivr_inbound_config: IvrInboundConfig | None = None
    """Script for incoming calls; needed when `config_type` is IVR."""
    number: Phone | None = None
    """The number, 11 digits without +, e.g. 12135551122."""
    text_inbound_config: TextInboundConfig | None = None
    """Whether and where incoming texts are forwarded."""


class NumberConfigPage(Model):
    """One page of the configurations of the account's numbers."""

    items: list[NumberConfig] | None = None
    """The number configurations of this page."""
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


class NumberLease(Model):
    """A phone number that the account rents, with its term and features.

    Only `auto_renew`, `call_feature_status` and `text_feature_status` can be changed.
    """

    auto_renew: bool | None = None
    """Whether the lease is renewed, and charged, at the end of each billing cycle."""
    call_feature_status: FeatureStatus | None = None
    """Whether the number can be used for calls. Set ENABLED or DISABLED; PENDING and UNSUPPORTED
    come from the server.
    """
    labels: list[str] | None = None
    """Labels of the number."""
    lease_begin: Timestamp | None = None
    """When the lease started, set by the server. In UTC."""
    lease_end: Timestamp | None = None
    """When the lease runs out, set by the server. In UTC."""
    national_format: str | None = None
    """The number as written in its country, e.g. (213) 555-1100."""
    number: Phone = OMITTED
    """The number, 11 digits without +, e.g. 12135551122."""
    region: Region | None = None
    """Where the number belongs."""
    status: LeaseStatus | None = None
    """Set by the server. PENDING: not yet in force. ACTIVE: in use by the account. RELEASED:
    given back. UNAVAILABLE: cannot be used.
    """
    text_feature_status: FeatureStatus | None = None
    """Whether the number can be used for texts. Set ENABLED or DISABLED; PENDING and UNSUPPORTED
    come from the server.
    """
    toll_free: bool | None = None
    """True for a toll-free number, false for a local one."""


class NumberLeasePage(Model):
    """One page of the numbers that the account rents."""

    items: list[NumberLease] | None = None
    """The number leases of this page."""
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


class Region(Model):
    """A geographic area that local phone numbers belong to.

    Its values can be used to search for and order numbers.
    """

    city: str | None = None
    """City, e.g. SANTA MONICA."""
    country: str | None = None
    """Country, e.g. US."""
    latitude: float | None = None
    """Latitude in degrees, e.g. 34.0428."""
    longitude: float | None = None
    """Longitude in degrees, e.g. -118.5249."""
    prefix: str | None = None
    """First 4 to 7 digits of the numbers, country code included, e.g. 1424 or 1310230."""
    state: str | None = None
    """State, two letters, e.g. CA."""
    time_zone: str | None = None
    """IANA name of the time zone, e.g. America/Los_Angeles."""
    zipcode: str | None = None
    """ZIP code, five digits, e.g. 90401."""


class RegionPage(Model):
    """One page of regions."""

    items: list[Region] | None = None
    """The regions of this page."""
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


class WeeklySchedule(Model):
    """Days of the week and times of day at which something is on, in a given time zone."""

    days_of_week: list[DayOfWeek] | None = None
    """Days on which it is on: MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY."""
    start_time_of_day: LocalTime | None = None
    """Time at which it starts on each of the days. In the time zone of the schedule."""
    stop_time_of_day: LocalTime | None = None
    """Time at which it stops on each of the days. In the time zone of the schedule."""
    time_zone: str | None = None
    """IANA name of the time zone that days and times refer to, e.g. America/New_York."""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            days_of_week: Sequence[DayOfWeekValue] | None = ...,
            start_time_of_day: time | LocalTime | LocalTimeDict | None = ...,
            stop_time_of_day: time | LocalTime | LocalTimeDict | None = ...,
            time_zone: str | None = ...,
        ) -> None: ...


class NumberList(ItemList[Number]):
    """Phone numbers that can be bought, without paging."""

    items: list[Number] | None = None
    """The available numbers."""
