"""Finds out what became of rows that may have been sent: looks for them at the API, and records the verdicts.

Which search finds them, and how its items are compared with rows, is a fact of the operation. The steps are neither
sync nor async: a generator yields the queries, a driver fetches the pages.
"""

import json
import os
import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias, TypedDict, get_args

from ..core.errors import ClientError, OutcomeUnknownError
from ..core.operation import Operation, PagedOperation, Reconcile
from ..models.encode import encode_body
from ..models.phones import as_written, phone_number
from ..paging import Cursor, Walk
from .chunks import Rows, Source
from .journal import SENT, UNSENT, Journal, OpenJournal
from .options import binding, opener
from .outcomes import BulkOutcome, BulkResult, BulkStatus
from .row_results import Ledger

__all__ = ["Fetch", "ReconcileOptions", "Sleep", "Unsettled", "reconcile"]

DELAY = 30.0
"""Default seconds after which a request that was lost can no longer be carried out late."""
_MARGIN = timedelta(minutes=5)
"""How far the clocks of this machine and of the server may differ, as in ``OutcomeUnknownError.interval``."""
_Key: TypeAlias = Callable[[Any], tuple[str | None, str | None]]
_KILLED = timedelta(minutes=5)
"""How long after its start a request of a killed run may have been carried out."""
_FEW_NUMBERS = 3
"""So many numbers are searched for one by one; for more, everything of the period is read."""
_PLACEHOLDER = re.compile(r"\$\{[^}]*\}")

Unsettled: TypeAlias = BaseException | BulkResult[Any] | str | os.PathLike[str] | OpenJournal
"""What can be reconciled: an error, a result, or a journal together with its rows."""


class ReconcileOptions(TypedDict, total=False):
    """The options of ``reconcile``.

    Attributes:
        journal: The journal of the run, where a result or an error is reconciled; the verdicts are
            written into it.
        dedupe: What the run had. Default: False.
        delay: Seconds after which a request that was lost can no longer be carried out late. Until
            then ``reconcile`` waits, so that it calls nothing unsent that is on its way. Default:
            30.
    """

    journal: str | os.PathLike[str] | OpenJournal | None
    """The journal of the run, where a result or an error is reconciled; the verdicts are written into it."""
    dedupe: bool
    """What the run had. Default: False."""
    delay: float
    """Seconds after which a request that was lost can no longer be carried out late. Until then ``reconcile`` waits,
    so that it calls nothing unsent that is on its way. Default: 30."""


@dataclass(frozen=True, slots=True)
class Fetch:
    """Return a page of the search."""

    query: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sleep:
    """Wait."""

    seconds: float


Step: TypeAlias = Fetch | Sleep


@dataclass(frozen=True, slots=True)
class Target:
    """A row that may have been sent, as the API would show it."""

    outcome: BulkOutcome[Any]
    number: str
    text: str | None
    begin: datetime
    end: datetime


@dataclass(slots=True)
class _Candidate:
    """An item of the search."""

    item: Any
    taken: bool = field(default=False)


def reconcile(  # noqa: PLR0913, PLR0917 - all arguments of the method
    client: object,
    operation: Operation[Any],
    find: PagedOperation[Any],
    what: Unsettled,
    rows: Iterable[Any] | None,
    now: datetime,
    options: Mapping[str, Any],
) -> Generator[Step, Any, BulkResult[Any]]:
    """Settle the unknown rows of an error, a result or a journal.

    Args:
        client: Whose account the rows belong to.
        operation: What was to be carried out.
        find: The search that shows what was carried out.
        what: What is to be settled.
        rows: The rows of a journal.
        now: The time.
        options: See ``ReconcileOptions``.

    Returns:
        All outcomes; unknown rows are now sent, unsent, or still unknown.

    Raises:
        TypeError: An argument has the wrong type or is missing.
        BulkJournalError: The journal is damaged, in use, or belongs to other rows.
    """
    unknown = sorted(set(options) - set(ReconcileOptions.__annotations__))
    if unknown:
        raise TypeError(f"unknown option: {', '.join(unknown)}")
    delay = _delay(options.get("delay", DELAY))
    facts = operation.reconcile
    if facts is None:
        raise TypeError(f"the description does not state how to find what {operation.id} has done")
    given = _Given(client, operation, options)
    outcomes = given.outcomes(what, rows)
    journal = given.journal
    try:
        places = given.places(journal, outcomes)
        key = _keys(client, operation, facts)
        targets = list(_targets(key, outcomes))
        if targets:
            latest = max(each.outcome.ended or each.end - _MARGIN for each in targets)
            if (rest := (latest + timedelta(seconds=delay) - now).total_seconds()) > 0:
                yield Sleep(min(rest, delay))
        result: dict[str, list[_Candidate]] = {}
        for query in _queries(facts, targets):
            yield from _search(facts, find, query, result)
        _exclude(key, facts, result, outcomes)
        settled = dict(_verdicts(facts, targets, result))
        for index, outcome in settled.items():
            if journal is not None and outcome.status is not BulkStatus.UNKNOWN:
                number, place = places[index]
                letter = SENT if outcome.status is BulkStatus.SENT else UNSENT
                journal.settle(number, range(place, place + 1), letter, [outcome.id])
    finally:
        if journal is not None:
            journal.close()
    return BulkResult.from_outcomes(settled.get(each.index, each) for each in outcomes)


def _delay(given: object) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float) or not given >= 0:
        raise TypeError(f"delay must be a number of seconds, 0 or more, not {given!r}")
    return given


class _Given:
    """Reads the outcomes of what was given, and opens the journal."""

    def __init__(
        self, client: object, operation: Operation[Any], options: Mapping[str, Any]
    ) -> None:
        self._operation = operation
        self._client = client
        self._dedupe = bool(options.get("dedupe", False))
        self._asked = options.get("journal")
        self.journal: Journal | None = None

    def outcomes(self, what: Unsettled, rows: Iterable[Any] | None) -> list[BulkOutcome[Any]]:
        if isinstance(what, str | os.PathLike) or (
            callable(what) and not isinstance(what, BaseException | BulkResult)
        ):
            if rows is None:
                raise TypeError(
                    "a journal holds no phone numbers and no texts; pass the rows of the run too: "
                    "reconcile(journal, rows)"
                )
            if self._asked is not None:
                raise TypeError("the journal is given twice")
            return self._open(what, rows)
        if rows is not None:
            raise TypeError("rows belong to a journal; an error or a result has its own")
        if isinstance(what, OutcomeUnknownError):
            outcomes = list(self._of_error(what))
        else:
            result = BulkResult.of(what) if isinstance(what, BaseException) else what
            if not isinstance(result, BulkResult):
                raise TypeError(
                    "reconcile takes an OutcomeUnknownError, a BulkResult, an exception that carries one, "
                    f"or the path of a journal, not {type(what).__name__}"
                )
            outcomes = list(result.outcomes)
        if self._asked is not None:
            self._open(self._asked, [outcome.recipient for outcome in outcomes])
        return outcomes

    def _of_error(self, error: OutcomeUnknownError) -> Iterator[BulkOutcome[Any]]:
        if error.operation != self._operation.id:
            raise TypeError(f"the error is about {error.operation}, not about {self._operation.id}")
        content = None if error.request is None else error.request.content
        try:
            rows = json.loads(content or b"")
        except ValueError:
            rows = None
        if not isinstance(rows, list):
            raise TypeError("the error does not hold the request that was sent")
        for index, row in enumerate(rows):
            yield BulkOutcome(
                index=index,
                status=BulkStatus.UNKNOWN,
                recipient=row,
                error=error,
                began=error.began,
                ended=error.ended,
            )

    def _open(self, journal: object, rows: Iterable[Any]) -> list[BulkOutcome[Any]]:
        """Open the journal, and hold each chunk of the rows against it."""
        bound = binding(self._client, self._operation, {}, None, 1)
        opens = opener(journal, bound)
        assert opens is not None
        self.journal = opened = opens()
        outcomes: list[BulkOutcome[Any]] = []
        try:
            checked = Rows(self._operation, rows, dedupe=self._dedupe)
            source, number = Source(rows, opened.chunk), 0
            while (group := source.take()) is not None:
                source.advance()
                chunk = checked.check(number, number * opened.chunk, group)
                ledger = Ledger(self._operation.id, chunk)
                past = opened.claim(number, chunk.content, chunk.valid)
                if past is not None:
                    ledger.recall(past, resend_unknown=False)
                outcomes += ledger.outcomes(ClientError("not sent: no run has reached this row"))
                number += 1
            opened.finish(number)
        except BaseException:
            opened.close()
            raise
        return outcomes

    def places(
        self, journal: Journal | None, outcomes: list[BulkOutcome[Any]]
    ) -> dict[int, tuple[int, int]]:
        """Return for each unknown row its chunk in the journal and its place there."""
        if journal is None:
            return {}
        unknown = (each.index for each in outcomes if each.status is BulkStatus.UNKNOWN)
        return {index: divmod(index, journal.chunk) for index in unknown}


def _targets(key: _Key, outcomes: list[BulkOutcome[Any]]) -> Iterator[Target]:
    for outcome in outcomes:
        if outcome.status is not BulkStatus.UNKNOWN or outcome.began is None:
            continue
        number, text = key(outcome.recipient)
        if number is not None:
            ended = outcome.ended or outcome.began + _KILLED
            yield Target(outcome, number, text, outcome.began - _MARGIN, ended + _MARGIN)


def _queries(facts: Reconcile, targets: list[Target]) -> Iterator[Mapping[str, Any]]:
    """Return as few searches as is enough: one for each period, or for each of a few numbers in it."""
    periods: list[tuple[datetime, datetime, list[str]]] = []
    for target in sorted(targets, key=lambda each: each.begin):
        if periods and target.begin <= periods[-1][1]:
            begin, end, numbers = periods[-1]
            periods[-1] = (begin, max(end, target.end), [*numbers, target.number])
        else:
            periods.append((target.begin, target.end, [target.number]))
    for begin, end, numbers in periods:
        query = {facts.begin: begin, facts.end: end}
        different = dict.fromkeys(numbers)
        if len(different) > _FEW_NUMBERS:
            yield query
        else:
            yield from (
                {**query, facts.lookup_number[0]: as_written(number)} for number in different
            )


def _search(
    facts: Reconcile,
    find: PagedOperation[Any],
    query: Mapping[str, Any],
    by_number: dict[str, list[_Candidate]],
) -> Generator[Step, Any, None]:
    walk = Walk(Cursor.start(find, query))
    while (page := walk.next()) is not None:
        for item in walk.take((yield Fetch(page))):
            number = _normalised(getattr(item, facts.lookup_number[1], None))
            by_number.setdefault(number, []).append(_Candidate(item))


def _normalised(number: object) -> str:
    try:
        return phone_number(number, "number")
    except (TypeError, ValueError):
        return str(number)


def _exclude(
    key: _Key,
    facts: Reconcile,
    by_number: dict[str, list[_Candidate]],
    outcomes: list[BulkOutcome[Any]],
) -> None:
    """Take the items out that belong to rows whose end is known."""
    known = {each.id for each in outcomes if each.id is not None}
    seen: set[Any] = set()
    for items in by_number.values():
        for each in items:
            identity = getattr(each.item, "id", None)
            each.taken = identity in known or identity in seen
            if identity is not None:
                seen.add(identity)
    sent = (BulkStatus.SENT, BulkStatus.SKIPPED)
    for outcome in outcomes:
        if outcome.status in sent and outcome.id is None and by_number:
            number, text = key(outcome.recipient)
            match = _match(facts, by_number.get(number or "", ()), text)
            if match is not None:
                match.taken = True


def _keys(client: object, operation: Operation[Any], facts: Reconcile) -> _Key:
    """Return what shows the number and the text of a row as they are sent."""
    (item,) = get_args(operation.body)
    guard = getattr(client, "_guard", None)

    def key(row: Any) -> tuple[str | None, str | None]:
        wire = json.loads(encode_body(item, row))
        number = wire.get(facts.number)
        if guard is not None and number is not None:
            number = guard.reached(number)
        return number, wire.get(facts.text) if facts.text else None

    return key


def _match(facts: Reconcile, items: Iterable[_Candidate], text: str | None) -> _Candidate | None:
    return next((each for each in items if not each.taken and _equal(facts, text, each)), None)


def _verdicts(
    facts: Reconcile, targets: list[Target], by_number: dict[str, list[_Candidate]]
) -> Iterator[tuple[int, BulkOutcome[Any]]]:
    """Match rows that are equal in number and text first; what is left over decides about the others."""
    left: list[Target] = []
    for target in targets:
        match = _match(facts, by_number.get(target.number, ()), target.text)
        if match is None:
            left.append(target)
            continue
        match.taken = True
        identity = getattr(match.item, "id", None)
        status, item = BulkStatus.SENT, match.item
        yield (
            target.outcome.index,
            replace(target.outcome, status=status, item=item, id=identity, error=None),
        )
    for target in left:
        others = [each for each in by_number.get(target.number, ()) if not each.taken]
        if others:
            # The server may have changed the text, so one of these may be it.
            continue
        period = " to ".join(
            each.astimezone(UTC).isoformat(timespec="seconds")
            for each in (target.begin, target.end)
        )
        error = ClientError(f"not sent: the API has nothing of it from {period}")
        outcome = replace(target.outcome, status=BulkStatus.UNSENT, error=error)
        yield target.outcome.index, replace(outcome, began=None, ended=None)


def _equal(facts: Reconcile, wanted: str | None, by_number: _Candidate) -> bool:
    if wanted is None or facts.lookup_text is None:
        return True
    text = getattr(by_number.item, facts.lookup_text, None)
    if not isinstance(text, str):
        return False
    # The server fills placeholders such as ${name} from what it knows about the recipient.
    parts = [re.escape(part) for part in _PLACEHOLDER.split(wanted.strip())]
    return re.fullmatch(".*".join(parts), text.strip(), re.DOTALL) is not None
