"""The methods of ``client.texts``, to be awaited."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from .._runtime.client import AsyncResource
from ..operations import texts as ops

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, Iterable, Mapping, Sequence
    from datetime import datetime
    from typing import Any, Unpack

    from .._runtime.bulk.options import BulkOptions
    from .._runtime.bulk.outcomes import BulkResult
    from .._runtime.bulk.reconcile import ReconcileOptions, Unsettled
    from .._runtime.models.fields import Fields
    from .._runtime.paging import AsyncPager
    from .._runtime.waiting import WaitOptions
    from ..models._shared import (
        Batch,
        LocalTimeRestriction,
        Media,
        Recipient,
        ResourceId,
        RetryConfig,
        Schedule,
        Text,
    )
    from ..models.texts import (
        TextAutoReply,
        TextBroadcast,
        TextBroadcastCreateResponse,
        TextBroadcastStatsDto,
        TextList,
        TextRecipient,
    )
    from ..types import (
        ActionStateValue,
        LocalTimeRestrictionDict,
        MediaDict,
        RecipientDict,
        RetryConfigDict,
        ScheduleDict,
        TextBroadcastBigMessageStrategyValue,
        TextRecipientDict,
        TextResultValue,
    )


class AsyncTextsResource(AsyncResource):
    """Text people, one by one or in broadcasts, find the texts sent and received, and set up
    auto replies.

    The methods of ``client.texts``.
    """

    @cached_property
    def auto_replies(self) -> AsyncTextsAutoRepliesResource:
        """The methods below ``client.texts.auto_replies``."""
        return AsyncTextsAutoRepliesResource(self._client)

    @cached_property
    def broadcasts(self) -> AsyncTextsBroadcastsResource:
        """The methods below ``client.texts.broadcasts``."""
        return AsyncTextsBroadcastsResource(self._client)

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
        results: Sequence[TextResultValue] | None = None,
        inbound: bool | None = None,
        interval_begin: datetime | int | None = None,
        interval_end: datetime | int | None = None,
        fields: Fields | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> AsyncPager[Text]:
        """Find texts.

        Finds texts your account sent or received, narrowed by any mix of filters; without filters
        it returns all of them, a page at a time. Texts sent by `texts.send` without a campaign are
        found with `campaign_id` 0. For the texts of one text broadcast
        `texts.broadcasts.find_texts` is simpler.

        Args:
            id: Ids of the texts to return. The other filters are ignored when ids are given.
            campaign_id: Only texts of this campaign. Use 0 for texts sent without a campaign; leave
                it out for all campaigns.
            batch_id: Only texts to the recipients of this batch, given by its id.
            from_number: Only texts from this number: 11 digits without `+`, e.g. 12135551122, or a
                short code, e.g. 67076.
            to_number: Only texts to this number: 11 digits without `+`, e.g. 12135551122, or a
                short code, e.g. 67076.
            label: Only texts that carry this label.
            states: Only texts in these states. Values: READY (waiting), SELECTED (in progress),
                FINISHED (done), DISABLED (switched off), DNC (on a do-not-contact list), DUP
                (number already waiting), INVALID (bad number), TIMEOUT (no result reported),
                PERIOD_LIMIT (contacted too often); CALLBACK and SKIPPED come from an older
                call-center product.
            results: Only texts that ended with these results. Values: SENT, RECEIVED, DNT (on a
                do-not-text list), TOO_BIG (message too long), UNDIALED (not sent), INVALID_NUMBER,
                INTERNAL_ERROR, CARRIER_ERROR, CARRIER_TEMP_ERROR (can be retried).
            inbound: `True` for texts received, `False` for texts sent. Leave it out for both.
            interval_begin: Start of the period to search, e.g. 2016-09-13 15:50:17 UTC. A datetime
                with time zone, or milliseconds since the epoch.
            interval_end: End of the period to search. Without it the period has no end. A datetime
                with time zone, or milliseconds since the epoch.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(id,message,created)`. Whatever is not named is left out of
                the response. Accepts a list or a dict of names, too.
            limit: How many items to return on one page, at most. The server uses 10 when this is
                left out.
            offset: How many items to skip before the first one returned, counted from 0. Add the
                page size to get the next page.

        Returns:
            One page of texts. Iterate it to go through all pages.

        Retried after a lost connection or a temporary error.

        ``GET /texts``, operation ``findTexts``.
        """
        return self._client.page(
            ops.FIND_TEXTS,
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

    async def send(
        self,
        recipients: Sequence[TextRecipient | TextRecipientDict],
        *,
        campaign_id: int | None = None,
        default_message: str | None = None,
        strict_validation: bool | None = None,
        fields: Fields | None = None,
    ) -> TextList:
        """Send texts.

        Sends texts to up to 1000 recipients, each with its own message or the common
        `default_message`. They leave from the short code 67076 unless the recipient names another
        `from_number`, and are queued, so follow them with `texts.get` or a webhook. Spends credits,
        and repeating the request sends everything again. For more recipients use a text broadcast
        (`texts.broadcasts.create`).

        Args:
            recipients: The people to text, 1000 at most. Each has either a `phone_number` or a
                `contact_id`, and may bring its own `message`, `media` (objects with the `id` of an
                uploaded file) and `attributes`. Entries of `attributes` fill `${name}` placeholders
                in the message.
            campaign_id: Id of an existing campaign to send the texts in. Without it they belong to
                the account's default campaign.
            default_message: Message for every recipient that brings none of its own. Placeholders
                such as `${name}` are filled from the recipient's attributes or contact fields.
            strict_validation: `True` refuses the whole request with 400 when one phone number is
                bad. Otherwise the bad ones are taken in and get the state INVALID.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(id,state,toNumber)`. Whatever is not named is left out of
                the response. Accepts a list or a dict of names, too.

        Returns:
            The texts just created, one for each recipient; some may have been sent already.

        Raises:
            OutcomeUnknownError: There was no clear response, and the server may have carried the
                request out. Check before you send it again.

        Never retried once the server may have carried it out, so no one is contacted and nothing is
        paid twice.

        ``POST /texts``, operation ``sendTexts``.
        """
        return await self._client.call(
            ops.SEND_TEXTS,
            query={
                "campaignId": campaign_id,
                "defaultMessage": default_message,
                "strictValidation": strict_validation,
                "fields": fields,
            },
            body=recipients,
        )

    async def send_bulk(
        self,
        recipients: (
            Iterable[TextRecipient | TextRecipientDict | Mapping[str, Any]]
            | AsyncIterable[TextRecipient | TextRecipientDict | Mapping[str, Any]]
        ),
        *,
        campaign_id: int | None = None,
        default_message: str | None = None,
        strict_validation: bool | None = None,
        fields: Fields | None = None,
        **options: Unpack[BulkOptions],
    ) -> BulkResult[Text]:
        """Run `send` for any number of rows, 1000 in a request.

        Returns an outcome for each row. With a journal file, a run that was cut short goes on where
        it stopped, and no row is sent twice.

        Args:
            recipients: Any number of rows, read as they are sent.
            campaign_id: Id of an existing campaign to send the texts in. Without it they belong to
                the account's default campaign.
            default_message: Message for every recipient that brings none of its own. Placeholders
                such as `${name}` are filled from the recipient's attributes or contact fields.
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

        ``POST /texts``, operation ``sendTexts``.
        """
        from .._runtime.bulk.async_ import send_bulk as _send_bulk

        return await _send_bulk(
            self._client,
            ops.SEND_TEXTS,
            recipients,
            query={
                "campaignId": campaign_id,
                "defaultMessage": default_message,
                "strictValidation": strict_validation,
                "fields": fields,
            },
            **options,
        )

    async def reconcile(
        self,
        what: Unsettled,
        rows: Iterable[TextRecipient | TextRecipientDict | Mapping[str, Any]] | None = None,
        **options: Unpack[ReconcileOptions],
    ) -> BulkResult[Text]:
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

        ``POST /texts``, operation ``sendTexts``.
        """
        from .._runtime.bulk.async_ import reconcile as _reconcile

        return await _reconcile(self._client, ops.SEND_TEXTS, ops.FIND_TEXTS, what, rows, **options)

    async def get(self, id: int, *, fields: Fields | None = None) -> Text:
        """Get a text.

        Reads one text, sent or received, with its message, state, result and a record of each
        attempt.

        Args:
            id: Id of the text.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `id,state,finalTextResult,message`. Whatever is not named is left
                out of the response. Accepts a list or a dict of names, too.

        Returns:
            The text.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /texts/{id}``, operation ``getText``.
        """
        return await self._client.call(ops.GET_TEXT, path={"id": id}, query={"fields": fields})


class AsyncTextsAutoRepliesResource(AsyncResource):
    """The methods of ``client.texts.auto_replies``."""

    def find(
        self,
        *,
        number: str | None = None,
        fields: Fields | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> AsyncPager[TextAutoReply]:
        """Find auto replies.

        Finds the auto replies set up on your numbers and keywords.

        Args:
            number: Only auto replies of this number: 11 digits without `+`, e.g. 12135551122, or a
                short code, e.g. 67076. Leave it out for all numbers.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(id,number,keyword,message)`. Whatever is not named is left
                out of the response. Accepts a list or a dict of names, too.
            limit: How many items to return on one page, at most. The server uses 100 when this is
                left out.
            offset: How many items to skip before the first one returned, counted from 0. Add the
                page size to get the next page.

        Returns:
            One page of auto replies. Iterate it to go through all pages.

        Retried after a lost connection or a temporary error.

        ``GET /texts/auto-replys``, operation ``findTextAutoReplys``.
        """
        return self._client.page(
            ops.FIND_TEXT_AUTO_REPLYS,
            query={"number": number, "fields": fields, "limit": limit, "offset": offset},
        )

    async def create(
        self,
        *,
        keyword: str | None = None,
        match: str | None = None,
        message: str | None = None,
        number: str | None = None,
    ) -> ResourceId:
        """Create an auto reply.

        Makes CallFire reply to texts that come in to one of your numbers or keywords. Every text
        gets the reply, or only those that contain the `match` words, in upper or lower case.
        Replies are texts like any other and spend credits. Repeating the request makes a second
        auto reply.

        Args:
            keyword: Keyword whose incoming texts are answered, e.g. CALLFIRE. Give this, `number`,
                or both.
            match: Only texts that match this one are answered, regardless of case. When absent,
                every incoming text is.
            message: Text of the reply.
            number: Number whose incoming texts are answered, 11 digits without +, e.g. 12135551122,
                or a short code, e.g. 67076. Give this, `keyword`, or both.

        Returns:
            The id of the new auto reply.

        Raises:
            OutcomeUnknownError: There was no clear response, and the server may have carried the
                request out. Check before you send it again.

        Never retried once the server may have carried it out, so nothing is created twice.

        ``POST /texts/auto-replys``, operation ``createTextAutoReply``.
        """
        return await self._client.call(
            ops.CREATE_TEXT_AUTO_REPLY,
            body={"keyword": keyword, "match": match, "message": message, "number": number},
        )

    async def delete(self, id: int) -> None:
        """Delete an auto reply.

        Deletes an auto reply; texts that come in get no reply from it any more. One that a campaign
        is using at the moment cannot be deleted.

        Args:
            id: Id of the auto reply.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``DELETE /texts/auto-replys/{id}``, operation ``deleteTextAutoReply``.
        """
        return await self._client.call(ops.DELETE_TEXT_AUTO_REPLY, path={"id": id})

    async def get(self, id: int, *, fields: Fields | None = None) -> TextAutoReply:
        """Get an auto reply.

        Reads one auto reply.

        Args:
            id: Id of the auto reply.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `id,number,message`. Whatever is not named is left out of the
                response. Accepts a list or a dict of names, too.

        Returns:
            The auto reply.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /texts/auto-replys/{id}``, operation ``getTextAutoReply``.
        """
        return await self._client.call(
            ops.GET_TEXT_AUTO_REPLY, path={"id": id}, query={"fields": fields}
        )


class AsyncTextsBroadcastsResource(AsyncResource):
    """The methods of ``client.texts.broadcasts``."""

    def find(
        self,
        *,
        name: str | None = None,
        label: str | None = None,
        running: bool | None = None,
        scheduled: bool | None = None,
        interval_begin: datetime | int | None = None,
        interval_end: datetime | int | None = None,
        fields: Fields | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> AsyncPager[TextBroadcast]:
        """Find text broadcasts.

        Finds text broadcasts by name, label, state or time. Archived ones are not among them. The
        recipients are never part of the response; list the texts with
        `texts.broadcasts.find_texts`.

        Args:
            name: Only broadcasts of this name.
            label: Only broadcasts that carry this label.
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
            One page of text broadcasts. Iterate it to go through all pages.

        Retried after a lost connection or a temporary error.

        ``GET /texts/broadcasts``, operation ``findTextBroadcasts``.
        """
        return self._client.page(
            ops.FIND_TEXT_BROADCASTS,
            query={
                "name": name,
                "label": label,
                "running": running,
                "scheduled": scheduled,
                "intervalBegin": interval_begin,
                "intervalEnd": interval_end,
                "fields": fields,
                "limit": limit,
                "offset": offset,
            },
        )

    async def create(
        self,
        name: str,
        *,
        start: bool | None = None,
        strict_validation: bool | None = None,
        big_message_strategy: TextBroadcastBigMessageStrategyValue | None = None,
        from_number: str | None = None,
        labels: Sequence[str] | None = None,
        local_time_restriction: LocalTimeRestriction | LocalTimeRestrictionDict | None = None,
        max_active: int | None = None,
        media: Sequence[Media | MediaDict] | None = None,
        message: str | None = None,
        recipients: Sequence[TextRecipient | TextRecipientDict] | None = None,
        resume_next_day: bool | None = None,
        schedules: Sequence[Schedule | ScheduleDict] | None = None,
        retry_config: RetryConfig | RetryConfigDict | None = None,
    ) -> ResourceId:
        """Create a text broadcast.

        Sets up a text broadcast: one message, possibly with placeholders and media, for many
        people, with optional schedules and local-time window. Recipients can be part of the request
        or be added later with `texts.broadcasts.add_batch` or `texts.broadcasts.add_recipients`.
        Nothing is sent before the broadcast starts, either by `start` here or by
        `texts.broadcasts.start`; from then on it spends credits. Repeating the request makes a
        second broadcast.

        Args:
            name: Name of the broadcast.
            start: `True` starts the broadcast at once and so texts the recipients. Otherwise it
                waits until it is started.
            strict_validation: `True` refuses the whole request with 400 when one phone number is
                bad. Otherwise the bad ones are taken in and get the state INVALID.
            big_message_strategy: What to do with a message of more than 160 characters.
                SEND_MULTIPLE: split it into several texts. DO_NOT_SEND: leave it unsent. TRIM: cut
                it off at 160 characters. MMS: send it as one multimedia message. Default:
                SEND_MULTIPLE.
            from_number: Number the text is sent from: 11 digits without +, e.g. 12135551122, or a
                short code, e.g. 67076.
            labels: Labels for grouping and finding broadcasts, e.g. charity, id-10002.
            local_time_restriction: Daily window in which recipients may be contacted, measured in
                each recipient's own time zone.
            max_active: Maximum number of texts being sent at the same time.
            media: Files to attach to the message, each an object with the `id` of an uploaded file.
            message: Text sent to every recipient without a message of their own. ${name} is
                replaced by the recipient's attribute of that name.
            recipients: Whom to text, each a phone number or a stored contact, with a message of
                their own if wanted. Accepted when creating, left out of the responses of read
                operations; add more with batches or the recipients operation.
            resume_next_day: When true, a broadcast that did not finish today continues the next
                day.
            schedules: Times at which the broadcast starts and stops by itself. Several entries may
                be combined.
            retry_config: When and how often to text a recipient again whom the first attempt did
                not reach.

        Returns:
            The id of the new text broadcast.

        Raises:
            OutcomeUnknownError: There was no clear response, and the server may have carried the
                request out. Check before you send it again.

        Never retried once the server may have carried it out, so no one is contacted and nothing is
        paid twice.

        ``POST /texts/broadcasts``, operation ``createTextBroadcast``.
        """
        return await self._client.call(
            ops.CREATE_TEXT_BROADCAST,
            query={"start": start, "strictValidation": strict_validation},
            body={
                "name": name,
                "bigMessageStrategy": big_message_strategy,
                "fromNumber": from_number,
                "labels": labels,
                "localTimeRestriction": local_time_restriction,
                "maxActive": max_active,
                "media": media,
                "message": message,
                "recipients": recipients,
                "resumeNextDay": resume_next_day,
                "schedules": schedules,
                "retryConfig": retry_config,
            },
        )

    async def get(self, id: int, *, fields: Fields | None = None) -> TextBroadcast:
        """Get a text broadcast.

        Reads one text broadcast with its settings and status, archived ones included. `recipients`
        is never part of the response; list the texts with `texts.broadcasts.find_texts`.

        Args:
            id: Id of the text broadcast.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `id,name,status`. Whatever is not named is left out of the
                response. Accepts a list or a dict of names, too.

        Returns:
            The text broadcast.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /texts/broadcasts/{id}``, operation ``getTextBroadcast``.
        """
        return await self._client.call(
            ops.GET_TEXT_BROADCAST, path={"id": id}, query={"fields": fields}
        )

    async def wait(
        self, id: int, *, fields: Fields | None = None, **options: Unpack[WaitOptions]
    ) -> TextBroadcast:
        """Poll `get` until the state is final.

        Looks again, with growing pauses, while `status` is START_PENDING, SCHEDULED, RUNNING,
        VALIDATING_START, VALIDATING_EMAIL, APPROVED. It has failed when that is SUSPENDED,
        BLOCKED_SUSPICIOUS, DECLINED.

        Args:
            id: Id of the text broadcast.
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

        ``GET /texts/broadcasts/{id}``, operation ``getTextBroadcast``.
        """
        from .._runtime.waiting import wait_async as _wait_async

        return await _wait_async(
            self._client,
            ops.GET_TEXT_BROADCAST,
            path={"id": id},
            query={"fields": fields},
            **options,
        )

    async def update(
        self,
        id: int,
        *,
        strict_validation: bool | None = None,
        big_message_strategy: TextBroadcastBigMessageStrategyValue | None = None,
        from_number: str | None = None,
        labels: Sequence[str] | None = None,
        local_time_restriction: LocalTimeRestriction | LocalTimeRestrictionDict | None = None,
        max_active: int | None = None,
        media: Sequence[Media | MediaDict] | None = None,
        message: str | None = None,
        name: str | None = None,
        recipients: Sequence[TextRecipient | TextRecipientDict] | None = None,
        resume_next_day: bool | None = None,
        schedules: Sequence[Schedule | ScheduleDict] | None = None,
        retry_config: RetryConfig | RetryConfigDict | None = None,
    ) -> TextBroadcastCreateResponse | None:
        """Update a text broadcast.

        Changes the settings of a text broadcast. Send only the fields that should change; the
        others keep their values.

        Args:
            id: Id of the text broadcast.
            strict_validation: `True` refuses the whole request with 400 when one phone number is
                bad. Otherwise the bad ones are taken in and get the state INVALID.
            big_message_strategy: What to do with a message of more than 160 characters.
                SEND_MULTIPLE: split it into several texts. DO_NOT_SEND: leave it unsent. TRIM: cut
                it off at 160 characters. MMS: send it as one multimedia message. Default:
                SEND_MULTIPLE.
            from_number: Number the text is sent from: 11 digits without +, e.g. 12135551122, or a
                short code, e.g. 67076.
            labels: Labels for grouping and finding broadcasts, e.g. charity, id-10002.
            local_time_restriction: Daily window in which recipients may be contacted, measured in
                each recipient's own time zone.
            max_active: Maximum number of texts being sent at the same time.
            media: Files to attach to the message, each an object with the `id` of an uploaded file.
            message: Text sent to every recipient without a message of their own. ${name} is
                replaced by the recipient's attribute of that name.
            name: Name of the broadcast.
            recipients: Whom to text, each a phone number or a stored contact, with a message of
                their own if wanted. Accepted when creating, left out of the responses of read
                operations; add more with batches or the recipients operation.
            resume_next_day: When true, a broadcast that did not finish today continues the next
                day.
            schedules: Times at which the broadcast starts and stops by itself. Several entries may
                be combined.
            retry_config: When and how often to text a recipient again whom the first attempt did
                not reach.

        Returns:
            The id of the text broadcast. The body may be empty. None where the server sends no
            body.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``PUT /texts/broadcasts/{id}``, operation ``updateTextBroadcast``.
        """
        return await self._client.call(
            ops.UPDATE_TEXT_BROADCAST,
            path={"id": id},
            query={"strictValidation": strict_validation},
            body={
                "bigMessageStrategy": big_message_strategy,
                "fromNumber": from_number,
                "labels": labels,
                "localTimeRestriction": local_time_restriction,
                "maxActive": max_active,
                "media": media,
                "message": message,
                "name": name,
                "recipients": recipients,
                "resumeNextDay": resume_next_day,
                "schedules": schedules,
                "retryConfig": retry_config,
            },
        )

    async def archive(self, id: int) -> None:
        """Archive a text broadcast.

        Puts a text broadcast away: searches no longer return it, while `texts.broadcasts.get` still
        does. Stop a running broadcast first with `texts.broadcasts.stop`.

        Args:
            id: Id of the text broadcast to archive.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.
            OutcomeUnknownError: There was no clear response, and the server may have carried the
                request out. Check before you send it again.

        Never retried once the server may have carried it out, so nothing is created twice.

        ``POST /texts/broadcasts/{id}/archive``, operation ``archiveTextBroadcast``.
        """
        return await self._client.call(ops.ARCHIVE_TEXT_BROADCAST, path={"id": id})

    def find_batches(
        self,
        id: int,
        *,
        fields: Fields | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> AsyncPager[Batch]:
        """Find text broadcast batches.

        Lists the batches of recipients that were added to a text broadcast. Use it to see how large
        they are, how many people remain to be texted and whether validation is over.

        Args:
            id: Id of the text broadcast.
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

        ``GET /texts/broadcasts/{id}/batches``, operation ``getTextBroadcastBatches``.
        """
        return self._client.page(
            ops.GET_TEXT_BROADCAST_BATCHES,
            path={"id": id},
            query={"fields": fields, "limit": limit, "offset": offset},
        )

    async def add_batch(
        self,
        id: int,
        *,
        strict_validation: bool | None = None,
        contact_list_id: int | None = None,
        name: str | None = None,
        recipients: Sequence[Recipient | RecipientDict] | None = None,
        scrub_duplicates: bool | None = None,
    ) -> ResourceId:
        """Add a text broadcast batch.

        Adds a contact list or a list of recipients to an existing text broadcast as one batch.
        CallFire validates the batch in the background: read it with `campaigns.batches.get` until
        `status` is no longer NEW or VALIDATING. In a running broadcast the new people are texted as
        soon as the batch is ready, which spends credits. Repeating the request adds the batch a
        second time.

        Args:
            id: Id of the text broadcast.
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

        ``POST /texts/broadcasts/{id}/batches``, operation ``addTextBroadcastBatch``.
        """
        return await self._client.call(
            ops.ADD_TEXT_BROADCAST_BATCH,
            path={"id": id},
            query={"strictValidation": strict_validation},
            body={
                "contactListId": contact_list_id,
                "name": name,
                "recipients": recipients,
                "scrubDuplicates": scrub_duplicates,
            },
        )

    async def add_recipients(
        self,
        id: int,
        recipients: Sequence[TextRecipient | TextRecipientDict],
        *,
        strict_validation: bool | None = None,
        fields: Fields | None = None,
    ) -> TextList:
        """Add recipients to a text broadcast.

        Adds people to an existing text broadcast without the validation a batch gets, and returns
        their texts. If the broadcast is running they are texted at once, which spends credits;
        repeating the request can text them again. For large numbers of people use
        `texts.broadcasts.add_batch`.

        Args:
            id: Id of the text broadcast.
            recipients: The people to add. Each has either a `phone_number` or a `contact_id`, and
                may bring a `message` and `media` of its own. Entries of `attributes` fill `${name}`
                placeholders in the message.
            strict_validation: `True` refuses the whole request with 400 when one phone number is
                bad. Otherwise the bad ones are taken in and get the state INVALID.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(id,state,toNumber)`. Whatever is not named is left out of
                the response. Accepts a list or a dict of names, too.

        Returns:
            The texts just created, one for each recipient.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.
            OutcomeUnknownError: There was no clear response, and the server may have carried the
                request out. Check before you send it again.

        Never retried once the server may have carried it out, so no one is contacted and nothing is
        paid twice.

        ``POST /texts/broadcasts/{id}/recipients``, operation ``addTextBroadcastRecipients``.
        """
        return await self._client.call(
            ops.ADD_TEXT_BROADCAST_RECIPIENTS,
            path={"id": id},
            query={"strictValidation": strict_validation, "fields": fields},
            body=recipients,
        )

    async def start(self, id: int) -> None:
        """Start a text broadcast.

        Starts a text broadcast, or resumes one that was stopped. Texts the recipients and spends
        credits until the broadcast is finished or stopped.

        Args:
            id: Id of the text broadcast to start.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.
            OutcomeUnknownError: There was no clear response, and the server may have carried the
                request out. Check before you send it again.

        Never retried once the server may have carried it out, so no one is contacted and nothing is
        paid twice.

        ``POST /texts/broadcasts/{id}/start``, operation ``startTextBroadcast``.
        """
        return await self._client.call(ops.START_TEXT_BROADCAST, path={"id": id})

    async def get_stats(
        self,
        id: int,
        *,
        begin: datetime | int | None = None,
        end: datetime | int | None = None,
        fields: Fields | None = None,
    ) -> TextBroadcastStatsDto:
        """Get text broadcast statistics.

        Counts what a text broadcast has done: texts sent, received, failed and remaining, with the
        credits billed. Limit it to a period with `begin` and `end`.

        Args:
            id: Id of the text broadcast.
            begin: Start of the period to count, e.g. 2016-09-13 15:50:17 UTC. A datetime with time
                zone, or milliseconds since the epoch.
            end: End of the period to count. Without it the period has no end. A datetime with time
                zone, or milliseconds since the epoch.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `sentCount,billedAmount`. Whatever is not named is left out of the
                response. Accepts a list or a dict of names, too.

        Returns:
            The counters of the text broadcast.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /texts/broadcasts/{id}/stats``, operation ``getTextBroadcastStats``.
        """
        return await self._client.call(
            ops.GET_TEXT_BROADCAST_STATS,
            path={"id": id},
            query={"begin": begin, "end": end, "fields": fields},
        )

    async def stop(self, id: int) -> None:
        """Stop a text broadcast.

        Stops a running text broadcast; recipients not yet texted stay in it.
        `texts.broadcasts.start` resumes it.

        Args:
            id: Id of the text broadcast to stop.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.
            OutcomeUnknownError: There was no clear response, and the server may have carried the
                request out. Check before you send it again.

        Never retried once the server may have carried it out, so nothing is created twice.

        ``POST /texts/broadcasts/{id}/stop``, operation ``stopTextBroadcast``.
        """
        return await self._client.call(ops.STOP_TEXT_BROADCAST, path={"id": id})

    def find_texts(
        self,
        id: int,
        *,
        batch_id: int | None = None,
        fields: Fields | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> AsyncPager[Text]:
        """Find texts of a broadcast.

        Lists the texts of one text broadcast, ordered by date: those sent, and those still waiting.
        Use `texts.find` to filter by state, result or number.

        Args:
            id: Id of the text broadcast.
            batch_id: Only texts to the recipients of this batch, given by its id.
            fields: Fields to return: names separated by commas, those of nested objects in
                parentheses, e.g. `items(id,state,finalTextResult)`. Whatever is not named is left
                out of the response. Accepts a list or a dict of names, too.
            limit: How many items to return on one page, at most. The server uses 100 when this is
                left out.
            offset: How many items to skip before the first one returned, counted from 0. Add the
                page size to get the next page.

        Returns:
            One page of texts. Iterate it to go through all pages.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``GET /texts/broadcasts/{id}/texts``, operation ``getTextBroadcastTexts``.
        """
        return self._client.page(
            ops.GET_TEXT_BROADCAST_TEXTS,
            path={"id": id},
            query={"batchId": batch_id, "fields": fields, "limit": limit, "offset": offset},
        )

    async def toggle_recipients(
        self,
        id: int,
        recipients: Sequence[Recipient | RecipientDict],
        *,
        enable: bool | None = None,
    ) -> None:
        """Enable or disable text recipients.

        Takes recipients out of a text broadcast before they are texted, or lets them back in. Their
        texts move from READY to DISABLED or the other way; people already texted are not affected.

        Args:
            id: Id of the text broadcast.
            recipients: The recipients to change, each named by its `phone_number` or its
                `contact_id`.
            enable: `True` turns DISABLED texts back to READY; `False`, the default, turns READY
                texts to DISABLED.

        Raises:
            NotFoundError: What the request refers to does not exist in this account.

        Retried after a lost connection or a temporary error.

        ``POST /texts/broadcasts/{id}/toggleRecipientsStatus``, operation ``toggleTextBroadcastRecipientsStatus``.
        """
        return await self._client.call(
            ops.TOGGLE_TEXT_BROADCAST_RECIPIENTS_STATUS,
            path={"id": id},
            query={"enable": enable},
            body=recipients,
        )
