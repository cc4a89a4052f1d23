"""The methods of ``client.calls``."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, overload

from .._runtime.client import SyncResource
from ..operations import calls as ops

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from typing import Any, Unpack

    from .._runtime.bulk.options import BulkOptions
    from .._runtime.bulk.outcomes import BulkResult
    from .._runtime.bulk.reconcile import ReconcileOptions, Unsettled
    from .._runtime.files.download import Destination, Downloaded, Progress
    from .._runtime.models.fields import Fields
    from .._runtime.paging import Page
    from .._runtime.waiting import WaitOptions
    from ..models._shared import (
        Batch,
        Call,
        CallRecording,
        LocalTimeRestriction,
        Recipient,
        ResourceId,
        RetryConfig,
        Schedule,
    )
    from ..models.calls import (
        CallBroadcast,
        CallBroadcastSounds,
        CallBroadcastStats,
        CallList,
        CallRecipient,
        CallRecordingList,
    )
    from ..types import (
        ActionStateValue,
        CallBroadcastAnsweringMachineConfigValue,
        CallBroadcastSoundsDict,
        CallRecipientDict,
        CallResultValue,
        LocalTimeRestrictionDict,
        RecipientDict,
        RetryConfigDict,
        ScheduleDict,
        VoiceValue,
    )


class CallsResource(SyncResource):
    """Call people, one by one or in broadcasts, find the calls made and received, and fetch
    their recordings.

    The methods of ``client.calls``.
    """

    @cached_property
    def broadcasts(self) -> CallsBroadcastsResource:
        """The methods below ``client.calls.broadcasts``."""
        return CallsBroadcastsResource(self._client)

    @cached_property
    def recordings(self) -> CallsRecordingsResource:
        """The methods below ``client.calls.recordings``."""
        return CallsRecordingsResource(self._client)

    def find(
        self,
        *,
        id: Sequence[int] | None = None,
        campaign_id: int | None = None,
        batch_id: int | None = None,
        from_number: str | None = None,
        to_number: str | None = None,
        label: str | None = None,
        states: Sequence[ActionStateValue] | None = None,
        results: Sequence[CallResultValue] | None = None,
        inbound: bool | None = None,
        interval_begin: datetime | int | None = None,
        interval_end: datetime | int | None = None,
        fields: Fields | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> Page[Call]:
        """Find calls.

        Finds calls your account made or received, narrowed by any mix of filters; without filters
        it returns all of them, a page at a time. Calls made by `calls.send` without a campaign are
        found with `campaign_id` 0. For the calls of one call broadcast
        `calls.broadcasts.find_calls` is simpler.

        Args:
            id: Ids of the calls to return. The other filters are ignored when ids are given.
            campaign_id: Only calls of this campaign. Use 0 for calls made without a campaign; leave
                it out for all campaigns.
            batch_id: Only calls to the recipients of this batch, given by its id.
            from_number: Only calls from this phone number: 11 digits without `+`, e.g. 12135551122.
            to_number: Only calls to this phone number: 11 digits without `+`, e.g. 12135551122.
            label: Only calls that carry this label.
            states: Only calls in these states. Values: READY (waiting), SELECTED (in progress),
                FINISHED (done), DISABLED (switched off), DNC (on a do-not-contact list), DUP
                (number already waiting), INVALID (bad number), TIMEOUT (no result reported),
                PERIOD_LIMIT (contacted too often); CALLBACK and SKIPPED come from an older
                call-center product.
            results: Only calls that ended with these results. Values: LA (a person answered), AM (a
                machine answered), BUSY, NO_ANS (nobody answered), XFER (transferred), XFER_LEG (leg
                of a transfer), DNC (on a do-not-call list), UNDIALED (not called), INTERNAL_ERROR,
                CARRIER_ERROR, CARRIER_TEMP_ERROR (can be retried), ABANDONED; SD, POSTPONED and
                SKIPPED come from an older call-center product.
            inbound: `True` for calls received, `False` for calls made. Leave it out for both.
            interval_begin: Start of the period to search, e.g. 2016-09-13 15:50:17 UTC. A datetime
                with time zone, or milliseconds since the epoch.
            interval_end: End of the period to search. Without it the period has no end. A datetime
                with time zone, or milliseconds since the epoch.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(id,state,toNumber)`. Whatever is not named is left out of
                the response. Accepts a list or a dict of names, too.
            limit: How many items to return on one page, at most. The server uses 100 when this is
                left out.
            offset: How many items to skip before the first one returned, counted from 0. Add the
                page size to get the next page.

        Returns:
            One page of calls. Iterate it to go through all pages.

        Retried after a lost connection or a temporary error.

        ``GET /calls``, operation ``findCalls``.
        """
        return self._client.page(
            ops.FIND_CALLS,
            query={
                "id": id,
                "campaignId": campaign_id,
                "batchId": batch_id,
                "fromNumber": from_number,
                "toNumber": to_number,
                "label": label,
                "states": states,
                "results": results,
                "inbound": inbound,
                "intervalBegin": interval_begin,
                "intervalEnd": interval_end,
                "fields": fields,
                "limit": limit,
                "offset": offset,
            },
        )

    def send(
        self,
        recipients: Sequence[CallRecipient | CallRecipientDict],
        *,
        campaign_id: int | None = None,
        default_live_message: str | None = None,
        default_machine_message: str | None = None,
        default_live_message_sound_id: int | None = None,
        default_machine_message_sound_id: int | None = None,
        default_voice: VoiceValue | None = None,
        strict_validation: bool | None = None,
        fields: Fields | None = None,
    ) -> CallList:
        """Send calls.

        Rings up to 10 recipients at once and plays each a message: text to be spoken, a stored
        sound, or an IVR dialplan. It returns as soon as the calls are queued; follow them with
        `calls.get` or a webhook. Spends credits and needs a verified caller id, and repeating the
        request calls everybody again. For more than 10 recipients use a call broadcast
        (`calls.broadcasts.create`).

        Args:
            recipients: The people to call, 10 at most. Each has either a `phone_number` or a
                `contact_id`, and may bring its own messages, sounds or `dialplan_xml`. Entries of
                `attributes` fill `${name}` placeholders and come back with the call.
            campaign_id: Id of an existing campaign to make the calls in. Without it they belong to
                the account's default campaign.
            default_live_message: Text to be spoken when a person answers, for every recipient
                without a message or sound of its own.
            default_machine_message: Text to be spoken to an answering machine, for every recipient
                without a message or sound of its own.
            default_live_message_sound_id: Id of the stored sound to play when a person answers, for
                every recipient without a message or sound of its own.
            default_machine_message_sound_id: Id of the stored sound to play to an answering
                machine, for every recipient without a message or sound of its own.
            default_voice: Voice that speaks all texts for which the recipient names none: MALE1,
                FEMALE1, FEMALE2, SPANISH1, FRENCHCANADIAN1.
            strict_validation: `True` refuses the whole request with 400 when one phone number is
                bad. Otherwise the bad ones are taken in and get the state INVALID.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(id,state,toNumber)`. Whatever is not named is left out of
                the response. Accepts a list or a dict of names, too.

        Returns:
            The calls just created, one for each recipient.

        Raises:
            OutcomeUnknownError: There was no clear response, and the server may have carried the
                request out. Check before you send it again.

        Never retried once the server may have carried it out, so no one is contacted and nothing is
        paid twice.

        ``POST /calls``, operation ``sendCalls``.
        """
        return self._client.call(
            ops.SEND_CALLS,
            query={
                "campaignId": campaign_id,
                "defaultLiveMessage": default_live_message,
                "defaultMachineMessage": default_machine_message,
                "defaultLiveMessageSoundId": default_live_message_sound_id,
                "defaultMachineMessageSoundId": default_machine_message_sound_id,
                "defaultVoice": default_voice,
                "strictValidation": strict_validation,
                "fields": fields,
            },
            body=recipients,
        )

    def send_bulk(
        self,
        recipients: Iterable[CallRecipient | CallRecipientDict | Mapping[str, Any]],
        *,
        campaign_id: int | None = None,
        default_live_message: str | None = None,
        default_machine_message: str | None = None,
        default_live_message_sound_id: int | None = None,
        default_machine_message_sound_id: int | None = None,
        default_voice: VoiceValue | None = None,
        strict_validation: bool | None = None,
        fields: Fields | None = None,
        **options: Unpack[BulkOptions],
    ) -> BulkResult[Call]:
        """Run `send` for any number of rows, 10 in a request.

        Returns an outcome for each row. With a journal file, a run that was cut short goes on where
        it stopped, and no row is sent twice.

        Args:
            recipients: Any number of rows, read as they are sent.
            campaign_id: Id of an existing campaign to make the calls in. Without it they belong to
                the account's default campaign.
            default_live_message: Text to be spoken when a person answers, for every recipient
                without a message or sound of its own.
            default_machine_message: Text to be spoken to an answering machine, for every recipient
                without a message or sound of its own.
            default_live_message_sound_id: Id of the stored sound to play when a person answers, for
                every recipient without a message or sound of its own.
            default_machine_message_sound_id: Id of the stored sound to play to an answering
                machine, for every recipient without a message or sound of its own.
            default_voice: Voice that speaks all texts for which the recipient names none: MALE1,
                FEMALE1, FEMALE2, SPANISH1, FRENCHCANADIAN1.
            strict_validation: `True` refuses the whole request with 400 when one phone number is
                bad. Otherwise the bad ones are taken in and get the state INVALID.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(id,state,toNumber)`. Whatever is not named is left out of
                the response. Accepts a list or a dict of names, too.
            options: Options of the run: concurrency, rate, chunk, journal, dedupe, callbacks, dry
                run; see `BulkOptions`.

        Returns:
            Counts, and an outcome for each row in the order given.

        Raises:
            BulkStoppedError: The run had to stop; `result` holds the outcomes so far.
            BulkJournalError: The journal is damaged, in use, or belongs to another run.
            TypeError: A row has the wrong type, or one of its keys is misspelt.

        ``POST /calls``, operation ``sendCalls``.
        """
        from .._runtime.bulk.sync import send_bulk as _send_bulk

        return _send_bulk(
            self._client,
            ops.SEND_CALLS,
            recipients,
            query={
                "campaignId": campaign_id,
                "defaultLiveMessage": default_live_message,
                "defaultMachineMessage": default_machine_message,
                "defaultLiveMessageSoundId": default_live_message_sound_id,
                "defaultMachineMessageSoundId": default_machine_message_sound_id,
                "defaultVoice": default_voice,
                "strictValidation": strict_validation,
                "fields": fields,
            },
            **options,
        )

    def reconcile(
        self,
        what: Unsettled,
        rows: Iterable[CallRecipient | CallRecipientDict | Mapping[str, Any]] | None = None,
        **options: Unpack[ReconcileOptions],
    ) -> BulkResult[Call]:
        """Find out which unknown rows of `send` were sent.

        Searches with `find` for what was created at that time, and compares numbers and texts. What
        cannot be reported stays unknown. The verdicts are written into the journal, if there is
        one.

        Args:
            what: An OutcomeUnknownError, a BulkResult, an exception that has one, or a journal's
                path.
            rows: The rows of a journal, which holds none itself; in the same order.
            options: Options: journal, dedupe, delay; see `ReconcileOptions`.

        Returns:
            All outcomes; unknown rows are now sent, unsent, or still unknown.

        Raises:
            BulkJournalError: The journal is damaged, in use, or has other rows.

        ``POST /calls``, operation ``sendCalls``.
        """
        from .._runtime.bulk.sync import reconcile as _reconcile

        return _reconcile(self._client, ops.SEND_CALLS, ops.FIND_CALLS, what, rows, **options)

    def get(self, id: int, *, fields: Fields | None = None) -> Call:
        """Get a call.

        Reads one call, made or received, with its state, its result and a record of each attempt.
        Answers given to an IVR menu are in `records`.

        Args:
            id: Id of the call.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `id,state,finalCallResult,records(duration)`. Whatever is not
                named is left out of the response. Accepts a list or a dict of names, too.

        Returns:
            The call.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /calls/{id}``, operation ``getCall``.
        """
        return self._client.call(ops.GET_CALL, path={"id": id}, query={"fields": fields})


class CallsBroadcastsResource(SyncResource):
    """The methods of ``client.calls.broadcasts``."""

    def find(
        self,
        *,
        label: str | None = None,
        name: str | None = None,
        running: bool | None = None,
        scheduled: bool | None = None,
        interval_begin: datetime | int | None = None,
        interval_end: datetime | int | None = None,
        fields: Fields | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> Page[CallBroadcast]:
        """Find call broadcasts.

        Finds call broadcasts (voice and IVR campaigns) by name, label, state or time. Archived ones
        are not among them. The recipients are never part of the response; list the calls with
        `calls.broadcasts.find_calls`.

        Args:
            label: Only broadcasts that carry this label.
            name: Only broadcasts of this name.
            running: `True` for broadcasts that are running, `False` for those that are not. Leave
                it out for both.
            scheduled: `True` for broadcasts that have a schedule, `False` for those that have none.
                Leave it out for both.
            interval_begin: Start of the period to search, e.g. 2016-09-13 15:50:17 UTC. A datetime
                with time zone, or milliseconds since the epoch.
            interval_end: End of the period to search. Without it the period has no end. A datetime
                with time zone, or milliseconds since the epoch.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(id,name,status)`. Whatever is not named is left out of the
                response. Accepts a list or a dict of names, too.
            limit: How many items to return on one page, at most. The server uses 10 when this is
                left out.
            offset: How many items to skip before the first one returned, counted from 0. Add the
                page size to get the next page.

        Returns:
            One page of call broadcasts. Iterate it to go through all pages.

        Retried after a lost connection or a temporary error.

        ``GET /calls/broadcasts``, operation ``findCallBroadcasts``.
        """
        return self._client.page(
            ops.FIND_CALL_BROADCASTS,
            query={
                "label": label,
                "name": name,
                "running": running,
                "scheduled": scheduled,
                "intervalBegin": interval_begin,
                "intervalEnd": interval_end,
                "fields": fields,
                "limit": limit,
                "offset": offset,
            },
        )

    def create(
        self,
        name: str,
        *,
        start: bool | None = None,
        strict_validation: bool | None = None,
        answering_machine_config: CallBroadcastAnsweringMachineConfigValue | None = None,
        dialplan_xml: str | None = None,
        from_number: str | None = None,
        labels: Sequence[str] | None = None,
        local_time_restriction: LocalTimeRestriction | LocalTimeRestrictionDict | None = None,
        max_active: int | None = None,
        max_active_transfers: int | None = None,
        recipients: Sequence[Recipient | RecipientDict] | None = None,
        resume_next_day: bool | None = None,
        retry_config: RetryConfig | RetryConfigDict | None = None,
        schedules: Sequence[Schedule | ScheduleDict] | None = None,
        sounds: CallBroadcastSounds | CallBroadcastSoundsDict | None = None,
    ) -> ResourceId:
        """Create a call broadcast.

        Sets up a call broadcast: one voice message, or one IVR dialplan, for many people, with
        optional schedules, local-time window and retries. Recipients can be part of the request or
        be added later with `calls.broadcasts.add_batch` or `calls.broadcasts.add_recipients`.
        Nobody is called before the broadcast starts, either by `start` here or by
        `calls.broadcasts.start`; from then on it spends credits. Repeating the request makes a
        second broadcast.

        Args:
            name: Name of the broadcast.
            start: `True` starts the broadcast at once and so rings the recipients. Otherwise it
                waits until it is started.
            strict_validation: `True` refuses the whole request with 400 when one phone number is
                bad. Otherwise the bad ones are taken in and get the state INVALID.
            answering_machine_config: What to do about answering machines. AM_ONLY: detect them and
                hang up when a person answers. AM_AND_LIVE: detect them and play a separate sound to
                people and to machines. LIVE_WITH_AMD: detect them and hang up when a machine
                answers. LIVE_IMMEDIATE: no detection, the live sound starts at once. Default:
                AM_AND_LIVE.
            dialplan_xml: Script of an IVR broadcast, CallFire XML with a dialplan element as its
                root. Its presence makes the broadcast an IVR one; `sounds` are then not needed.
                Mind the spelling: a misnamed key is silently ignored.
            from_number: Caller ID shown to the recipient, 11 digits without +, e.g. 12135551122. It
                must be a number leased by the account or a verified caller ID.
            labels: Labels for grouping and finding broadcasts, e.g. charity, id-10002.
            local_time_restriction: Daily window in which recipients may be contacted, measured in
                each recipient's own time zone.
            max_active: Maximum number of calls in progress at the same time.
            max_active_transfers: Maximum number of transferred calls in progress at the same time.
            recipients: Whom to call, each a phone number or a stored contact. Accepted when
                creating, left out of the responses of read operations; add more with batches or the
                recipients operation.
            resume_next_day: When true, a broadcast that did not finish today continues the next
                day.
            retry_config: Whether and when to dial again recipients that were not reached: how
                often, how long to wait, after which results.
            schedules: Times at which the broadcast starts and stops by itself. Several entries may
                be combined.
            sounds: What a voice broadcast plays: text to be spoken or stored sounds, for people,
                machines, transfers and opt-outs. Not needed with `dialplan_xml`.

        Returns:
            The id of the new call broadcast.

        Raises:
            OutcomeUnknownError: There was no clear response, and the server may have carried the
                request out. Check before you send it again.

        Never retried once the server may have carried it out, so no one is contacted and nothing is
        paid twice.

        ``POST /calls/broadcasts``, operation ``createCallBroadcast``.
        """
        return self._client.call(
            ops.CREATE_CALL_BROADCAST,
            query={"start": start, "strictValidation": strict_validation},
            body={
                "name": name,
                "answeringMachineConfig": answering_machine_config,
                "dialplanXml": dialplan_xml,
                "fromNumber": from_number,
                "labels": labels,
                "localTimeRestriction": local_time_restriction,
                "maxActive": max_active,
                "maxActiveTransfers": max_active_transfers,
                "recipients": recipients,
                "resumeNextDay": resume_next_day,
                "retryConfig": retry_config,
                "schedules": schedules,
                "sounds": sounds,
            },
        )

    def get(self, id: int, *, fields: Fields | None = None) -> CallBroadcast:
        """Get a call broadcast.

        Reads one call broadcast with its settings and status, archived ones included. `recipients`
        is never part of the response; list the calls with `calls.broadcasts.find_calls`.

        Args:
            id: Id of the call broadcast.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `id,name,status`. Whatever is not named is left out of the
                response. Accepts a list or a dict of names, too.

        Returns:
            The call broadcast.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /calls/broadcasts/{id}``, operation ``getCallBroadcast``.
        """
        return self._client.call(ops.GET_CALL_BROADCAST, path={"id": id}, query={"fields": fields})

    def wait(
        self, id: int, *, fields: Fields | None = None, **options: Unpack[WaitOptions]
    ) -> CallBroadcast:
        """Poll `get` until the state is final.

        Looks again, with growing pauses, while `status` is START_PENDING, SCHEDULED, RUNNING,
        VALIDATING_START, VALIDATING_EMAIL, APPROVED. It has failed when that is SUSPENDED,
        BLOCKED_SUSPICIOUS, DECLINED.

        Args:
            id: Id of the call broadcast.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `id,name,status`. Whatever is not named is left out of the
                response. Accepts a list or a dict of names, too.
            options: How long and how often: timeout, interval, max_interval, on_poll; see
                `WaitOptions`.

        Returns:
            What the last look has shown.

        Raises:
            WaitFailedError: It failed; `response` is what was shown.
            WaitTimeoutError: It took too long; `response` is what was shown last.

        ``GET /calls/broadcasts/{id}``, operation ``getCallBroadcast``.
        """
        from .._runtime.waiting import wait as _wait

        return _wait(
            self._client,
            ops.GET_CALL_BROADCAST,
            path={"id": id},
            query={"fields": fields},
            **options,
        )

    def update(
        self,
        id: int,
        *,
        strict_validation: bool | None = None,
        answering_machine_config: CallBroadcastAnsweringMachineConfigValue | None = None,
        dialplan_xml: str | None = None,
        from_number: str | None = None,
        labels: Sequence[str] | None = None,
        local_time_restriction: LocalTimeRestriction | LocalTimeRestrictionDict | None = None,
        max_active: int | None = None,
        max_active_transfers: int | None = None,
        name: str | None = None,
        recipients: Sequence[Recipient | RecipientDict] | None = None,
        resume_next_day: bool | None = None,
        retry_config: RetryConfig | RetryConfigDict | None = None,
        schedules: Sequence[Schedule | ScheduleDict] | None = None,
        sounds: CallBroadcastSounds | CallBroadcastSoundsDict | None = None,
    ) -> None:
        """Update a call broadcast.

        Changes the settings of a call broadcast. Send only the fields that should change; the
        others keep their values. A broadcast read with `calls.broadcasts.get` shows both the text
        and the id of each sound: remove one of the two before sending it back.

        Args:
            id: Id of the call broadcast.
            strict_validation: `True` refuses the whole request with 400 when one phone number is
                bad. Otherwise the bad ones are taken in and get the state INVALID.
            answering_machine_config: What to do about answering machines. AM_ONLY: detect them and
                hang up when a person answers. AM_AND_LIVE: detect them and play a separate sound to
                people and to machines. LIVE_WITH_AMD: detect them and hang up when a machine
                answers. LIVE_IMMEDIATE: no detection, the live sound starts at once. Default:
                AM_AND_LIVE.
            dialplan_xml: Script of an IVR broadcast, CallFire XML with a dialplan element as its
                root. Its presence makes the broadcast an IVR one; `sounds` are then not needed.
                Mind the spelling: a misnamed key is silently ignored.
            from_number: Caller ID shown to the recipient, 11 digits without +, e.g. 12135551122. It
                must be a number leased by the account or a verified caller ID.
            labels: Labels for grouping and finding broadcasts, e.g. charity, id-10002.
            local_time_restriction: Daily window in which recipients may be contacted, measured in
                each recipient's own time zone.
            max_active: Maximum number of calls in progress at the same time.
            max_active_transfers: Maximum number of transferred calls in progress at the same time.
            name: Name of the broadcast.
            recipients: Whom to call, each a phone number or a stored contact. Accepted when
                creating, left out of the responses of read operations; add more with batches or the
                recipients operation.
            resume_next_day: When true, a broadcast that did not finish today continues the next
                day.
            retry_config: Whether and when to dial again recipients that were not reached: how
                often, how long to wait, after which results.
            schedules: Times at which the broadcast starts and stops by itself. Several entries may
                be combined.
            sounds: What a voice broadcast plays: text to be spoken or stored sounds, for people,
                machines, transfers and opt-outs. Not needed with `dialplan_xml`.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``PUT /calls/broadcasts/{id}``, operation ``updateCallBroadcast``.
        """
        return self._client.call(
            ops.UPDATE_CALL_BROADCAST,
            path={"id": id},
            query={"strictValidation": strict_validation},
            body={
                "answeringMachineConfig": answering_machine_config,
                "dialplanXml": dialplan_xml,
                "fromNumber": from_number,
                "labels": labels,
                "localTimeRestriction": local_time_restriction,
                "maxActive": max_active,
                "maxActiveTransfers": max_active_transfers,
                "name": name,
                "recipients": recipients,
                "resumeNextDay": resume_next_day,
                "retryConfig": retry_config,
                "schedules": schedules,
                "sounds": sounds,
            },
        )

    def archive(self, id: int) -> None:
        """Archive a call broadcast.

        Puts a call broadcast away: searches no longer return it, while `calls.broadcasts.get` still
        does. Stop a running broadcast first with `calls.broadcasts.stop`.

        Args:
            id: Id of the call broadcast to archive.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.
            OutcomeUnknownError: There was no clear response, and the server may have carried the
                request out. Check before you send it again.

        Never retried once the server may have carried it out, so nothing is created twice.

        ``POST /calls/broadcasts/{id}/archive``, operation ``archiveVoiceBroadcast``.
        """
        return self._client.call(ops.ARCHIVE_VOICE_BROADCAST, path={"id": id})

    def find_batches(
        self,
        id: int,
        *,
        fields: Fields | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> Page[Batch]:
        """Find call broadcast batches.

        Lists the batches of recipients that were added to a call broadcast. Use it to see how large
        they are, how many people remain to be called and whether validation is over.

        Args:
            id: Id of the call broadcast.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(id,name,status,remaining)`. Whatever is not named is left
                out of the response. Accepts a list or a dict of names, too.
            limit: How many items to return on one page, at most. The server uses 100 when this is
                left out.
            offset: How many items to skip before the first one returned, counted from 0. Add the
                page size to get the next page.

        Returns:
            One page of batches; `total_count` may be missing. Iterate it to go through all pages.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /calls/broadcasts/{id}/batches``, operation ``getCallBroadcastBatches``.
        """
        return self._client.page(
            ops.GET_CALL_BROADCAST_BATCHES,
            path={"id": id},
            query={"fields": fields, "limit": limit, "offset": offset},
        )

    def add_batch(
        self,
        id: int,
        *,
        strict_validation: bool | None = None,
        contact_list_id: int | None = None,
        name: str | None = None,
        recipients: Sequence[Recipient | RecipientDict] | None = None,
        scrub_duplicates: bool | None = None,
    ) -> ResourceId:
        """Add a call broadcast batch.

        Adds a contact list or a list of recipients to an existing call broadcast as one batch.
        CallFire validates the batch in the background: read it with `campaigns.batches.get` until
        `status` is no longer NEW or VALIDATING. In a running broadcast the new people are called as
        soon as the batch is ready, which spends credits. Repeating the request adds the batch a
        second time.

        Args:
            id: Id of the call broadcast.
            strict_validation: `True` refuses the whole request with 400 when one phone number is
                bad. Otherwise the bad ones are taken in and get the state INVALID.
            contact_list_id: ID of the contact list whose members become the recipients. Set either
                this or `recipients`.
            name: Name for the new batch.
            recipients: The recipients, each a phone number or the ID of a stored contact. Set
                either this or `contact_list_id`.
            scrub_duplicates: When true, each phone number is kept only once in the batch.

        Returns:
            The id of the new batch.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.
            OutcomeUnknownError: There was no clear response, and the server may have carried the
                request out. Check before you send it again.

        Never retried once the server may have carried it out, so no one is contacted and nothing is
        paid twice.

        ``POST /calls/broadcasts/{id}/batches``, operation ``addCallBroadcastBatch``.
        """
        return self._client.call(
            ops.ADD_CALL_BROADCAST_BATCH,
            path={"id": id},
            query={"strictValidation": strict_validation},
            body={
                "contactListId": contact_list_id,
                "name": name,
                "recipients": recipients,
                "scrubDuplicates": scrub_duplicates,
            },
        )

    def find_calls(
        self,
        id: int,
        *,
        batch_id: int | None = None,
        fields: Fields | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> Page[Call]:
        """Find calls of a broadcast.

        Lists the calls of one call broadcast, ordered by date: those made, and those still waiting.
        Use `calls.find` to filter by state, result or number.

        Args:
            id: Id of the call broadcast.
            batch_id: Only calls to the recipients of this batch, given by its id.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(id,state,finalCallResult)`. Whatever is not named is left
                out of the response. Accepts a list or a dict of names, too.
            limit: How many items to return on one page, at most. The server uses 100 when this is
                left out.
            offset: How many items to skip before the first one returned, counted from 0. Add the
                page size to get the next page.

        Returns:
            One page of calls. Iterate it to go through all pages.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /calls/broadcasts/{id}/calls``, operation ``getCallBroadcastCalls``.
        """
        return self._client.page(
            ops.GET_CALL_BROADCAST_CALLS,
            path={"id": id},
            query={"batchId": batch_id, "fields": fields, "limit": limit, "offset": offset},
        )

    def add_recipients(
        self,
        id: int,
        recipients: Sequence[Recipient | RecipientDict],
        *,
        strict_validation: bool | None = None,
        fields: Fields | None = None,
    ) -> CallList:
        """Add recipients to a call broadcast.

        Adds people to an existing call broadcast without the validation a batch gets, and returns
        their calls. If the broadcast is running they are called at once, which spends credits;
        repeating the request can call them again. For large numbers of people use
        `calls.broadcasts.add_batch`.

        Args:
            id: Id of the call broadcast.
            recipients: The people to add. Each has either a `phone_number` or a `contact_id`, and
                optional `attributes`. What they hear is set by the broadcast, so the messages and
                sounds known from `calls.send` have no place here.
            strict_validation: `True` refuses the whole request with 400 when one phone number is
                bad. Otherwise the bad ones are taken in and get the state INVALID.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(id,state,toNumber)`. Whatever is not named is left out of
                the response. Accepts a list or a dict of names, too.

        Returns:
            The calls just created, one for each recipient.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.
            OutcomeUnknownError: There was no clear response, and the server may have carried the
                request out. Check before you send it again.

        Never retried once the server may have carried it out, so no one is contacted and nothing is
        paid twice.

        ``POST /calls/broadcasts/{id}/recipients``, operation ``addCallBroadcastRecipients``.
        """
        return self._client.call(
            ops.ADD_CALL_BROADCAST_RECIPIENTS,
            path={"id": id},
            query={"strictValidation": strict_validation, "fields": fields},
            body=recipients,
        )

    def start(self, id: int) -> None:
        """Start a call broadcast.

        Starts a call broadcast, or resumes one that was stopped. Rings the recipients and spends
        credits until the broadcast is finished or stopped.

        Args:
            id: Id of the call broadcast to start.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.
            OutcomeUnknownError: There was no clear response, and the server may have carried the
                request out. Check before you send it again.

        Never retried once the server may have carried it out, so no one is contacted and nothing is
        paid twice.

        ``POST /calls/broadcasts/{id}/start``, operation ``startVoiceBroadcast``.
        """
        return self._client.call(ops.START_VOICE_BROADCAST, path={"id": id})

    def get_stats(
        self,
        id: int,
        *,
        begin: datetime | int | None = None,
        end: datetime | int | None = None,
        fields: Fields | None = None,
    ) -> CallBroadcastStats:
        """Get call broadcast statistics.

        Counts what a call broadcast has done: calls placed, answered, busy, failed and remaining,
        with the credits billed. Limit it to a period with `begin` and `end`.

        Args:
            id: Id of the call broadcast.
            begin: Start of the period to count, e.g. 2016-09-13 15:50:17 UTC. A datetime with time
                zone, or milliseconds since the epoch.
            end: End of the period to count. Without it the period has no end. A datetime with time
                zone, or milliseconds since the epoch.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `callsAttempted,billedAmount`. Whatever is not named is left out
                of the response. Accepts a list or a dict of names, too.

        Returns:
            The counters of the call broadcast.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /calls/broadcasts/{id}/stats``, operation ``getCallBroadcastStats``.
        """
        return self._client.call(
            ops.GET_CALL_BROADCAST_STATS,
            path={"id": id},
            query={"begin": begin, "end": end, "fields": fields},
        )

    def stop(self, id: int) -> None:
        """Stop a call broadcast.

        Stops a running call broadcast; recipients not yet called stay in it.
        `calls.broadcasts.start` resumes it.

        Args:
            id: Id of the call broadcast to stop.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.
            OutcomeUnknownError: There was no clear response, and the server may have carried the
                request out. Check before you send it again.

        Never retried once the server may have carried it out, so nothing is created twice.

        ``POST /calls/broadcasts/{id}/stop``, operation ``stopVoiceBroadcast``.
        """
        return self._client.call(ops.STOP_VOICE_BROADCAST, path={"id": id})

    def toggle_recipients(
        self,
        id: int,
        recipients: Sequence[Recipient | RecipientDict],
        *,
        enable: bool | None = None,
    ) -> None:
        """Enable or disable call recipients.

        Takes recipients out of a call broadcast before they are called, or lets them back in. Their
        calls move from READY to DISABLED or the other way; people already called are not affected.

        Args:
            id: Id of the call broadcast.
            recipients: The recipients to change, each named by its `phone_number` or its
                `contact_id`.
            enable: `True` turns DISABLED calls back to READY; `False`, the default, turns READY
                calls to DISABLED.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``POST /calls/broadcasts/{id}/toggleRecipientsStatus``, operation ``toggleCallBroadcastRecipientsStatus``.
        """
        return self._client.call(
            ops.TOGGLE_CALL_BROADCAST_RECIPIENTS_STATUS,
            path={"id": id},
            query={"enable": enable},
            body=recipients,
        )


class CallsRecordingsResource(SyncResource):
    """The methods of ``client.calls.recordings``."""

    def get(self, id: int, *, fields: Fields | None = None) -> CallRecording:
        """Get a call recording.

        Reads the details of one recording: name, length, state and the link to its MP3 file, which
        asks for the same login. Download the sound itself with `calls.recordings.download`.

        Args:
            id: Id of the recording, as `calls.recordings.list` returns it.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `id,name,lengthInSeconds,mp3Url`. Whatever is not named is left
                out of the response. Accepts a list or a dict of names, too.

        Returns:
            The details of the recording.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /calls/recordings/{id}``, operation ``getCallRecording``.
        """
        return self._client.call(ops.GET_CALL_RECORDING, path={"id": id}, query={"fields": fields})

    @overload
    def download(
        self,
        id: int,
        to: None = None,
        *,
        progress: Progress | None = None,
        max_bytes: int | None = None,
    ) -> bytes: ...

    @overload
    def download(
        self,
        id: int,
        to: Destination,
        *,
        progress: Progress | None = None,
        resume: bool = False,
        max_bytes: int | None = None,
        overwrite: bool = True,
    ) -> Downloaded: ...

    def download(
        self,
        id: int,
        to: Destination | None = None,
        *,
        progress: Progress | None = None,
        resume: bool = False,
        max_bytes: int | None = None,
        overwrite: bool = True,
    ) -> bytes | Downloaded:
        """Download a recording.

        Downloads the sound of one recording as an MP3 file (`audio/mpeg`). The body is the file
        itself, not JSON.

        Args:
            id: Id of the recording; it is not the id of the call.
            to: Where to store the bytes: a path or a binary file object. Without it they are
                returned.
            progress: Called with the number of bytes so far and of all, None where unknown.
            resume: Whether to go on with a file that an earlier call left unfinished.
            max_bytes: How many bytes to take at most; more is an error.
            overwrite: Whether a file that exists may be replaced.

        Returns:
            The MP3 file.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /calls/recordings/{id}.mp3``, operation ``getCallRecordingMp3``.
        """
        return self._client.download(
            ops.GET_CALL_RECORDING_MP3,
            to,
            path={"id": id},
            progress=progress,
            resume=resume,
            max_bytes=max_bytes,
            overwrite=overwrite,
        )

    def list(self, id: int, *, fields: Fields | None = None) -> CallRecordingList:
        """List a call's recordings.

        Lists the details of all recordings made during one call. The response is not paged.

        Args:
            id: Id of the call.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(id,name,mp3Url)`. Whatever is not named is left out of the
                response. Accepts a list or a dict of names, too.

        Returns:
            The details of each recording of the call.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /calls/{id}/recordings``, operation ``getCallRecordings``.
        """
        return self._client.call(ops.GET_CALL_RECORDINGS, path={"id": id}, query={"fields": fields})

    def get_by_name(self, id: int, name: str, *, fields: Fields | None = None) -> CallRecording:
        """Get a recording by name.

        Reads the details of the recording that has the given name within one call. Use it when your
        dialplan chose the name; otherwise find the recording with `calls.recordings.list`.

        Args:
            id: Id of the call.
            name: Name of the recording, as set by the dialplan's `record` tag.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `id,lengthInSeconds,mp3Url`. Whatever is not named is left out of
                the response. Accepts a list or a dict of names, too.

        Returns:
            The details of the recording.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /calls/{id}/recordings/{name}``, operation ``getCallRecordingByName``.
        """
        return self._client.call(
            ops.GET_CALL_RECORDING_BY_NAME, path={"id": id, "name": name}, query={"fields": fields}
        )

    @overload
    def download_by_name(
        self,
        id: int,
        name: str,
        to: None = None,
        *,
        progress: Progress | None = None,
        max_bytes: int | None = None,
    ) -> bytes: ...

    @overload
    def download_by_name(
        self,
        id: int,
        name: str,
        to: Destination,
        *,
        progress: Progress | None = None,
        resume: bool = False,
        max_bytes: int | None = None,
        overwrite: bool = True,
    ) -> Downloaded: ...

    def download_by_name(
        self,
        id: int,
        name: str,
        to: Destination | None = None,
        *,
        progress: Progress | None = None,
        resume: bool = False,
        max_bytes: int | None = None,
        overwrite: bool = True,
    ) -> bytes | Downloaded:
        """Download a recording by name.

        Downloads the recording that has the given name within one call, as an MP3 file
        (`audio/mpeg`). The body is the file itself, not JSON.

        Args:
            id: Id of the call.
            name: Name of the recording without the `.mp3` ending, as set by the dialplan's `record`
                tag.
            to: Where to store the bytes: a path or a binary file object. Without it they are
                returned.
            progress: Called with the number of bytes so far and of all, None where unknown.
            resume: Whether to go on with a file that an earlier call left unfinished.
            max_bytes: How many bytes to take at most; more is an error.
            overwrite: Whether a file that exists may be replaced.

        Returns:
            The MP3 file.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /calls/{id}/recordings/{name}.mp3``, operation ``getCallRecordingMp3ByName``.
        """
        return self._client.download(
            ops.GET_CALL_RECORDING_MP3_BY_NAME,
            to,
            path={"id": id, "name": name},
            progress=progress,
            resume=resume,
            max_bytes=max_bytes,
            overwrite=overwrite,
        )
