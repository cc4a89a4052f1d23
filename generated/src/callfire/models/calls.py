"""Models and enums of ``client.calls``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._runtime.models.model import OMITTED, ItemList, Model, OpenEnum, Timestamp
from .._runtime.models.phones import Phone
from ._shared import (
    BroadcastStatus,
    Call,
    CallRecording,
    LocalTimeRestriction,
    Recipient,
    RetryConfig,
    Schedule,
    Voice,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..types import VoiceValue


class CallBroadcastAnsweringMachineConfig(OpenEnum):
    """What to do about answering machines.

    AM_ONLY: detect them and hang up when a person answers. AM_AND_LIVE: detect them and play a
    separate sound to people and to machines. LIVE_WITH_AMD: detect them and hang up when a machine
    answers. LIVE_IMMEDIATE: no detection, the live sound starts at once. Default: AM_AND_LIVE.
    """

    AM_ONLY = "AM_ONLY"
    AM_AND_LIVE = "AM_AND_LIVE"
    LIVE_WITH_AMD = "LIVE_WITH_AMD"
    LIVE_IMMEDIATE = "LIVE_IMMEDIATE"


class CallBroadcast(Model):
    """A campaign that calls many recipients: either a voice broadcast that plays `sounds`, or an
    interactive (IVR) one that runs `dialplan_xml`. Supports schedules, retries and answering
    machine detection.
    """

    answering_machine_config: CallBroadcastAnsweringMachineConfig | None = None
    """What to do about answering machines. AM_ONLY: detect them and hang up when a person
    answers. AM_AND_LIVE: detect them and play a separate sound to people and to machines.
    LIVE_WITH_AMD: detect them and hang up when a machine answers. LIVE_IMMEDIATE: no detection, the
    live sound starts at once. Default: AM_AND_LIVE.
    """
    dialplan_xml: str | None = None
    """Script of an IVR broadcast, CallFire XML with a dialplan element as its root. Its presence
    makes the broadcast an IVR one; `sounds` are then not needed. Mind the spelling: a misnamed key
    is silently ignored.
    """
    from_number: Phone | None = None
    """Caller ID shown to the recipient, 11 digits without +, e.g. 12135551122. It must be a
    number leased by the account or a verified caller ID.
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
    """Maximum number of calls in progress at the same time."""
    max_active_transfers: int | None = None
    """Maximum number of transferred calls in progress at the same time."""
    name: str = OMITTED
    """Name of the broadcast."""
    recipients: list[Recipient] | None = None
    """Whom to call, each a phone number or a stored contact. Accepted when creating, left out of
    the responses of read operations; add more with batches or the recipients operation.
    """
    resume_next_day: bool | None = None
    """When true, a broadcast that did not finish today continues the next day."""
    retry_config: RetryConfig | None = None
    """Whether and when to dial again recipients that were not reached: how often, how long to
    wait, after which results.
    """
    schedules: list[Schedule] | None = None
    """Times at which the broadcast starts and stops by itself. Several entries may be combined."""
    sounds: CallBroadcastSounds | None = None
    """What a voice broadcast plays: text to be spoken or stored sounds, for people, machines,
    transfers and opt-outs. Not needed with `dialplan_xml`.
    """
    status: BroadcastStatus = OMITTED
    """Where the broadcast stands in its life; set by the server and moved by the start, stop and
    archive operations. SETUP: not fully configured. START_PENDING: waiting for its contact batches.
    SCHEDULED: waiting for its schedule. RUNNING: contacting recipients. STOPPED: halted, can be
    started again. FINISHED: all recipients handled. ARCHIVED: hidden from searches, still readable
    by ID. VALIDATING_START, VALIDATING_EMAIL, BLOCKED_SUSPICIOUS, SUSPENDED, APPROVED and DECLINED
    belong to reviews by CallFire; TEST has no documented meaning.
    """


class CallBroadcastPage(Model):
    """One page of call broadcasts."""

    items: list[CallBroadcast] | None = None
    """The call broadcasts of this page."""
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


class CallBroadcastSounds(Model):
    """What a voice broadcast plays in each of four situations: a person answers, a machine
    answers, the call is transferred, the recipient opts out. For each, give either text to be
    spoken, with a voice, or the ID of a stored sound.
    """

    dnc_digit: str | None = None
    """Key that the recipient presses to opt out of further calls, e.g. 9."""
    dnc_sound_id: int | None = None
    """ID of the stored sound that confirms the opt-out. Set either this or `dnc_sound_text`."""
    dnc_sound_text: str | None = None
    """Text spoken to confirm the opt-out after `dnc_digit` is pressed. Set either this or
    `dnc_sound_id`.
    """
    dnc_sound_text_voice: Voice | None = None
    """Voice that speaks `dnc_sound_text`: MALE1, FEMALE1, FEMALE2, SPANISH1, FRENCHCANADIAN1."""
    live_sound_id: int | None = None
    """ID of the stored sound for a person who answers. Set either this or `live_sound_text`."""
    live_sound_text: str | None = None
    """Text spoken to a person who answers. Set either this or `live_sound_id`; responses may
    hold both, so drop one before sending them back in an update.
    """
    live_sound_text_voice: Voice | None = None
    """Voice that speaks `live_sound_text`: MALE1, FEMALE1, FEMALE2, SPANISH1, FRENCHCANADIAN1."""
    machine_sound_id: int | None = None
    """ID of the stored sound for an answering machine. Set either this or `machine_sound_text`."""
    machine_sound_text: str | None = None
    """Text spoken to an answering machine. Set either this or `machine_sound_id`; responses may
    hold both, so drop one before sending them back in an update.
    """
    machine_sound_text_voice: Voice | None = None
    """Voice that speaks `machine_sound_text`: MALE1, FEMALE1, FEMALE2, SPANISH1,
    FRENCHCANADIAN1.
    """
    transfer_digit: str | None = None
    """Key that the recipient presses to be connected to `transfer_number`, e.g. 1."""
    transfer_number: Phone | None = None
    """Phone number that the call is transferred to, 11 digits without +, e.g. 12135551122."""
    transfer_sound_id: int | None = None
    """ID of the stored sound played before the transfer. Set either this or
    `transfer_sound_text`.
    """
    transfer_sound_text: str | None = None
    """Text spoken before the transfer, after `transfer_digit` is pressed. Set either this or
    `transfer_sound_id`.
    """
    transfer_sound_text_voice: Voice | None = None
    """Voice that speaks `transfer_sound_text`: MALE1, FEMALE1, FEMALE2, SPANISH1,
    FRENCHCANADIAN1.
    """

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            dnc_digit: str | None = ...,
            dnc_sound_id: int | None = ...,
            dnc_sound_text: str | None = ...,
            dnc_sound_text_voice: VoiceValue | None = ...,
            live_sound_id: int | None = ...,
            live_sound_text: str | None = ...,
            live_sound_text_voice: VoiceValue | None = ...,
            machine_sound_id: int | None = ...,
            machine_sound_text: str | None = ...,
            machine_sound_text_voice: VoiceValue | None = ...,
            transfer_digit: str | None = ...,
            transfer_number: str | None = ...,
            transfer_sound_id: int | None = ...,
            transfer_sound_text: str | None = ...,
            transfer_sound_text_voice: VoiceValue | None = ...,
        ) -> None: ...


class CallBroadcastStats(Model):
    """Figures of a call broadcast, for its whole life or for the time span asked for: calls made
    and left, results, time and cost.
    """

    answering_machine_count: int | None = None
    """Number of calls answered by a machine, result AM."""
    billed_amount: float | None = None
    """Cost of the calls, in credits."""
    billed_duration: int | None = None
    """Call time that was charged, in seconds, e.g. 60 for a call of 1 second."""
    busy_count: int | None = None
    """Number of calls that met a busy signal, result BUSY."""
    calls_attempted: int | None = None
    """Number of dialing attempts."""
    calls_awaiting_redial: int | None = None
    """Number of calls waiting to be dialed again."""
    calls_duration: int | None = None
    """Length of all calls together, in seconds as far as is known; the service states no unit."""
    calls_live_answer: int | None = None
    """Number of calls answered by a person."""
    calls_placed: int | None = None
    """Number of calls that were placed."""
    calls_remaining: int | None = None
    """Number of calls that are still to be made."""
    dialed_count: int | None = None
    """Number of calls that were dialed."""
    do_not_call_count: int | None = None
    """Number of calls not made because the number is on a do-not-call list, result DNC."""
    error_count: int | None = None
    """Number of calls that failed because of a carrier or platform error."""
    live_count: int | None = None
    """Number of calls with the result LA, answered by a person."""
    misc_count: int | None = None
    """Number of calls with a result that none of the other counters covers."""
    no_answer_count: int | None = None
    """Number of calls that nobody answered, result NO_ANS."""
    remaining_outbound_count: int | None = None
    """Number of outbound calls of the broadcast that are still open."""
    response_rate_percent: int | None = None
    """Share of placed calls that a person answered, in percent: 100 times `calls_live_answer`
    divided by `calls_placed`.
    """
    total_count: int | None = None
    """Number of calls counted in the results."""
    total_outbound_count: int | None = None
    """Number of outbound calls in the broadcast, made or still open."""
    transfer_count: int | None = None
    """Number of calls that were transferred, result XFER."""


class CallPage(Model):
    """One page of calls."""

    items: list[Call] | None = None
    """The calls of this page."""
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


class CallRecipient(Model):
    """One recipient of an individual call and what to play.

    Identify the recipient by exactly one of `phone_number` and `contact_id`; give the content as
    live and machine messages or as `dialplan_xml`.
    """

    attributes: dict[str, Any] | None = None
    """Your own values for this recipient, a map from name to string. They fill ${name}
    placeholders in messages and come back in the `attributes` of the resulting call or text.
    """
    contact_id: int | None = None
    """ID of a stored contact to reach. Set either this or `phone_number`, never both."""
    dialplan_xml: str | None = None
    """Script for an interactive call, CallFire XML with a dialplan element as its root. Use it
    instead of live, machine and transfer messages.
    """
    from_number: Phone | None = None
    """Caller ID shown to the recipient, 11 digits without +, e.g. 12135551122. It must be a
    number leased by the account or a verified caller ID.
    """
    live_message: str | None = None
    """Text spoken to a person who answers. Set either this or `live_message_sound_id`; overrides
    the request's default.
    """
    live_message_sound_id: int | None = None
    """ID of a stored sound for a person who answers. Set either this or `live_message`;
    overrides the request's default.
    """
    machine_message: str | None = None
    """Text spoken to an answering machine. Set either this or `machine_message_sound_id`;
    overrides the request's default.
    """
    machine_message_sound_id: int | None = None
    """ID of a stored sound for an answering machine. Set either this or `machine_message`;
    overrides the request's default.
    """
    phone_number: Phone | None = None
    """Phone number to call, 11 digits without +, e.g. 12135551122. Set either this or
    `contact_id`, never both.
    """
    transfer_digit: str | None = None
    """Key that the recipient presses to be connected to `transfer_number`, e.g. 1."""
    transfer_message: str | None = None
    """Text spoken before the transfer, after `transfer_digit` is pressed. Set either this or
    `transfer_message_sound_id`.
    """
    transfer_message_sound_id: int | None = None
    """ID of a stored sound played before the transfer. Set either this or `transfer_message`."""
    transfer_number: Phone | None = None
    """Phone number that the call is transferred to, 11 digits without +, e.g. 12135551122."""
    voice: Voice | None = None
    """Voice that speaks the messages of this recipient: MALE1, FEMALE1, FEMALE2, SPANISH1,
    FRENCHCANADIAN1. Overrides the request's default voice.
    """

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            attributes: Mapping[str, Any] | None = ...,
            contact_id: int | None = ...,
            dialplan_xml: str | None = ...,
            from_number: str | None = ...,
            live_message: str | None = ...,
            live_message_sound_id: int | None = ...,
            machine_message: str | None = ...,
            machine_message_sound_id: int | None = ...,
            phone_number: str | None = ...,
            transfer_digit: str | None = ...,
            transfer_message: str | None = ...,
            transfer_message_sound_id: int | None = ...,
            transfer_number: str | None = ...,
            voice: VoiceValue | None = ...,
        ) -> None: ...


class CallList(ItemList[Call]):
    """Calls without paging, as created by a send request."""

    items: list[Call] | None = None
    """The calls created, one for each recipient."""


class CallRecordingList(ItemList[CallRecording]):
    """The recordings of a call, without paging."""

    items: list[CallRecording] | None = None
    """Metadata of each recording."""
