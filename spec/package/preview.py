"""Show what a run would do before anything leaves: whom it reaches, what each message takes, and what it may cost.

Nothing is sent. With a client, the API is asked for do-not-contact entries, for what recent messages cost and for the
credits that are left; ``ask=False`` or no client keeps off the network:

    from callfire import CallFire, preview

    rows = [{"phone_number": "12135551122", "message": "Hello, ${name}!"}]
    with CallFire() as client:
        print(preview.texts(rows, client=client))

The functions whose names begin with ``a`` are the same for an async client.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime, time
from typing import (
    TYPE_CHECKING,
    Any,
    Final,
    NamedTuple,
    TypeAlias,
    TypedDict,
    Unpack,
    get_args,
    get_origin,
)

import msgspec

from . import operations
from ._asking import Ask, Asking, drive, drive_async
from ._runtime.models.encode import encode_body
from ._runtime.models.parameters import query_pairs
from ._segments import segments

if TYPE_CHECKING:
    from ._client import AsyncCallFire, CallFire
    from ._runtime.core.operation import Operation
    from .models.calls import CallBroadcast, CallRecipient
    from .models.contacts import DoNotContact
    from .models.texts import TextBroadcast, TextRecipient

__all__ = [
    "Estimate",
    "Issue",
    "Preview",
    "PreviewOptions",
    "Prices",
    "acall_broadcast",
    "acalls",
    "atext_broadcast",
    "atexts",
    "call_broadcast",
    "calls",
    "text_broadcast",
    "texts",
]

Hours: TypeAlias = "str | tuple[time | str, time | str] | tuple[time | str, time | str, str | None]"

CHUNK: Final = 100
"""Numbers in one question for do-not-contact entries; they travel in the address."""
RECENT: Final = 100
"""Recent messages from which a price is learned."""
_LONG: Final = 160
"""Characters above which a broadcast follows its ``big_message_strategy``."""
_SHOWN: Final = 3
_PLACEHOLDER = re.compile(r"\$\{([^}]*)\}")
_NO_DOLLAR = re.compile(r"(?<!\$)\{([A-Za-z_][\w.]*)\}")


class Issue(NamedTuple):
    """Something about one row.

    Attributes:
        row: The place of the row, from 0; None for the request as a whole.
        text: What is the matter.
    """

    row: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Prices:
    """What messages cost, in credits. The API has no prices, so the defaults are assumptions.

    Attributes:
        segment: One segment of a text.
        multimedia: One multimedia message.
        minute: One minute of a call.
        minutes: The minutes that a call is assumed to last.
    """

    segment: float = 1.0
    multimedia: float = 3.0
    minute: float = 1.0
    minutes: float = 1.0


@dataclass(frozen=True, slots=True)
class Estimate:
    """About what a run costs.

    Attributes:
        credits: The credits, for all rows that would be sent.
        basis: Where the prices come from.
        assumed: Whether the prices are assumptions, neither given nor learned from recent messages.
        remaining: The credits that the account has left; None when the API was not asked.
    """

    credits: float
    basis: str
    assumed: bool
    remaining: float | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Preview:
    """What a run would do.

    Attributes:
        operation: The operation's id.
        rows: Rows that were given.
        recipients: Different people among them, by number or contact.
        contacts: Rows that name a stored contact, whose number, placeholders and do-not-contact entries are not known.
        stored: Whether people are reached whom the request does not list: a stored list, or a broadcast as a whole.
        invalid: Rows that cannot be sent.
        duplicates: Rows whose number stands in an earlier row, in any spelling.
        unresolved: Rows with placeholders that nothing fills.
        too_long: Rows that a broadcast with ``DO_NOT_SEND`` leaves out.
        do_not_contact: Rows whose number must not be contacted in this way; None when the API was not asked.
        quiet: Rows in the quiet hours; None without quiet hours.
        held: Rows that the client would hold back; None without a client that holds rows back.
        redirect_to: The number that the client reaches in place of others.
        messages: Messages that would be sent: rows that are neither invalid, held, too long nor do-not-contact entries.
        segments: How many texts have how many segments.
        unicode: How many texts are sent in UCS-2, because of a character that GSM-7 lacks.
        expensive: Those characters, with the number of texts that hold each.
        multimedia: Messages that are sent as multimedia messages.
        estimate: About what it costs.
    """

    operation: str
    rows: int
    recipients: int
    contacts: int
    stored: bool
    invalid: tuple[Issue, ...]
    duplicates: tuple[Issue, ...]
    unresolved: tuple[Issue, ...]
    too_long: tuple[Issue, ...]
    do_not_contact: tuple[Issue, ...] | None
    quiet: tuple[Issue, ...] | None
    held: tuple[Issue, ...] | None
    redirect_to: str | None
    messages: int
    segments: Mapping[int, int]
    unicode: int
    expensive: Mapping[str, int]
    multimedia: int
    estimate: Estimate

    @property
    def total_segments(self) -> int:
        """The segments of all texts."""
        return sum(size * count for size, count in self.segments.items())

    @property
    def ok(self) -> bool:
        """Whether nothing is the matter with any row."""
        return not any(self._issues().values())

    def _issues(self) -> dict[str, tuple[Issue, ...]]:
        return {
            each.name: value
            for each in fields(self)
            if each.name in _TITLES and (value := getattr(self, each.name))
        }

    def to_dict(self, *, limit: int = 10) -> dict[str, Any]:
        """Return the preview as JSON values.

        Args:
            limit: How many rows of each kind are listed; they are counted all the same.
        """
        result: dict[str, Any] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if each.name in _TITLES and value is not None:
                listed = [issue._asdict() for issue in value[:limit]]
                value = {"count": len(value), "rows": listed}
            elif isinstance(value, Mapping):
                value = {str(key): count for key, count in value.items()}
            elif isinstance(value, Estimate):
                value = {inner.name: getattr(value, inner.name) for inner in fields(value)}
            result[each.name] = value
        return result | {"total_segments": self.total_segments}

    def __repr__(self) -> str:
        issues = "".join(f", {len(each)} {_TITLES[name]}" for name, each in self._issues().items())
        size = f", {self.total_segments} segments" if self.segments else ""
        more = " and people who are stored elsewhere" if self.stored else ""
        return (
            f"<Preview of {self.operation}: {self.rows} rows to {self.recipients} recipients{more}"
            f"{issues}{size}, about {self.estimate.credits:g} credits>"
        )

    def __str__(self) -> str:
        lines = [repr(self)[1:-1]]
        if self.redirect_to:
            lines.append(f"  all go to {self.redirect_to} that are not allowed")
        if self.unicode:
            shown = " ".join(map(repr, list(self.expensive)[:5]))
            lines.append(f"  {self.unicode} in UCS-2, which holds less, because of {shown}")
        for name, issues in self._issues().items():
            lines += [
                f"  {_TITLES[name]}: {'the request' if row is None else f'row {row}'}: {text}"
                for row, text in issues[:_SHOWN]
            ]
        left = "" if self.estimate.remaining is None else f"; {self.estimate.remaining:g} are left"
        lines.append(f"  credits: {self.estimate.basis}{left}")
        return "\n".join(lines)


_TITLES: Final = {
    "invalid": "invalid",
    "duplicates": "duplicate",
    "unresolved": "with placeholders that nothing fills",
    "too_long": "too long",
    "do_not_contact": "not to be contacted",
    "quiet": "in quiet hours",
    "held": "held",
}


class PreviewOptions(TypedDict, total=False):
    """The options that every preview takes."""

    ask: bool
    """Whether the API is asked, where a client is given. Default: True."""
    prices: Prices | None
    """What messages cost. Default: what recent messages cost, else an assumption."""
    quiet_hours: Hours | None
    """When no one is to be reached. Default: those of the client. Needs the extra ``preview``."""


def texts(
    recipients: Iterable[TextRecipient | Mapping[str, Any]],
    *,
    default_message: str | None = None,
    client: CallFire | None = None,
    **options: Unpack[PreviewOptions],
) -> Preview:
    """Preview ``client.texts.send`` and ``client.texts.send_bulk``.

    Args:
        recipients: The rows, as they would be sent.
        default_message: The message of rows without one.
        client: Whose options hold rows back, and who asks the API.
        options: See ``PreviewOptions``.

    Returns:
        What the run would do at this moment.

    Example:
        >>> texts([{"phone_number": each, "message": "Hi"} for each in ("12135551122", "(213) 555-1122")])
        <Preview of sendTexts: 2 rows to 1 recipients, 1 duplicate, 2 segments, about 2 credits>

    """
    query = {"defaultMessage": default_message}
    return drive(_steps("sendTexts", {}, query, list(recipients), client, options), client)


async def atexts(
    recipients: Iterable[TextRecipient | Mapping[str, Any]],
    *,
    default_message: str | None = None,
    client: AsyncCallFire | None = None,
    **options: Unpack[PreviewOptions],
) -> Preview:
    """Preview texts of an async client; see ``texts``."""
    query = {"defaultMessage": default_message}
    steps = _steps("sendTexts", {}, query, list(recipients), client, options)
    return await drive_async(steps, client)


def calls(
    recipients: Iterable[CallRecipient | Mapping[str, Any]],
    *,
    client: CallFire | None = None,
    **options: Unpack[PreviewOptions],
) -> Preview:
    """Preview ``client.calls.send`` and ``client.calls.send_bulk``; see ``texts``."""
    return drive(_steps("sendCalls", {}, {}, list(recipients), client, options), client)


async def acalls(
    recipients: Iterable[CallRecipient | Mapping[str, Any]],
    *,
    client: AsyncCallFire | None = None,
    **options: Unpack[PreviewOptions],
) -> Preview:
    """Preview calls of an async client; see ``texts``."""
    steps = _steps("sendCalls", {}, {}, list(recipients), client, options)
    return await drive_async(steps, client)


def text_broadcast(
    broadcast: TextBroadcast | Mapping[str, Any],
    *,
    client: CallFire | None = None,
    **options: Unpack[PreviewOptions],
) -> Preview:
    """Preview a text broadcast with its recipients, by its ``big_message_strategy``; see ``texts``.

    Args:
        broadcast: What ``client.texts.broadcasts.create`` would be given, by its names or as a model.
        client: Whose options hold rows back, and who asks the API.
        options: See ``PreviewOptions``.

    """
    return drive(_steps("createTextBroadcast", {}, {}, broadcast, client, options), client)


async def atext_broadcast(
    broadcast: TextBroadcast | Mapping[str, Any],
    *,
    client: AsyncCallFire | None = None,
    **options: Unpack[PreviewOptions],
) -> Preview:
    """Preview a text broadcast of an async client; see ``text_broadcast``."""
    steps = _steps("createTextBroadcast", {}, {}, broadcast, client, options)
    return await drive_async(steps, client)


def call_broadcast(
    broadcast: CallBroadcast | Mapping[str, Any],
    *,
    client: CallFire | None = None,
    **options: Unpack[PreviewOptions],
) -> Preview:
    """Preview a call broadcast with its recipients; see ``text_broadcast``."""
    return drive(_steps("createCallBroadcast", {}, {}, broadcast, client, options), client)


async def acall_broadcast(
    broadcast: CallBroadcast | Mapping[str, Any],
    *,
    client: AsyncCallFire | None = None,
    **options: Unpack[PreviewOptions],
) -> Preview:
    """Preview a call broadcast of an async client; see ``call_broadcast``."""
    steps = _steps("createCallBroadcast", {}, {}, broadcast, client, options)
    return await drive_async(steps, client)


def of_action(
    operation: str, inputs: Any, client: CallFire | None = None, *, ask: bool = False
) -> Preview | None:
    """Preview an action, for the command line and the server for assistants; None where it reaches no one.

    Args:
        operation: The operation's id.
        inputs: Its checked inputs by the place where they travel.
        client: Whose options hold rows back, and who asks the API.
        ask: Whether the API is asked.
    """
    if operations.by_id(operation).recipients is None:
        return None
    steps = _steps(operation, inputs.path, inputs.query, inputs.body, client, {"ask": ask})
    return drive(steps, client)


def _steps(  # noqa: PLR0913, PLR0917 - a request, and how it is looked at
    operation_id: str,
    path: Mapping[str, Any],
    query: Mapping[str, Any],
    body: Any,
    client: Any,
    options: PreviewOptions,
) -> Asking[Preview]:
    ask = client is not None and options.get("ask", True)
    operation = operations.by_id(operation_id)
    sent, invalid = _as_sent(operation, body)
    rows = _rows(sent, path)
    guard = getattr(client, "_guard", None)
    held = None if guard is None else _held(guard, operation, sent, query, len(rows))
    numbers = {
        row: each["phoneNumber"]
        for row, each in enumerate(rows)
        if each and each.get("phoneNumber")
    }
    quiet = _quiet(numbers, options.get("quiet_hours") or (guard and guard.hours))
    is_text = "Text" in operation_id
    refused: list[Issue] | None = None
    if ask:
        entries = yield from _entries(sorted(set(numbers.values())), is_text=is_text)
        refused = [
            Issue(row, "do-not-contact entry") for row, each in numbers.items() if each in entries
        ]
    whole = sent if isinstance(sent, Mapping) else {}
    out = {issue.row for issue in (*invalid, *(held or ()), *(refused or ()))}
    if None in out:
        out = {*range(len(rows))}
    composed = _composed(rows, out, whole, query, is_text=is_text)
    estimate = yield from _estimate(composed, options.get("prices"), ask=ask, is_text=is_text)
    contacts = [each["contactId"] for each in rows if each and each.get("contactId")]
    return Preview(
        operation=operation_id,
        rows=len(rows),
        recipients=len({*numbers.values()}) + len({*contacts}),
        contacts=len(contacts),
        stored=operation.recipients.always
        or bool(whole.get("contactListId") or whole.get("enabled")),
        invalid=tuple(invalid),
        duplicates=tuple(_duplicates(numbers)),
        unresolved=tuple(composed.unresolved),
        too_long=tuple(composed.too_long),
        do_not_contact=None if refused is None else tuple(refused),
        quiet=quiet,
        held=held,
        redirect_to=None if guard is None else guard.redirect,
        messages=composed.messages,
        segments=dict(sorted(composed.segments.items())),
        unicode=composed.unicode,
        expensive=dict(composed.expensive.most_common()),
        multimedia=composed.multimedia,
        estimate=estimate,
    )


def _as_sent(operation: Operation[Any], body: Any) -> tuple[Any, list[Issue]]:
    """Return a body as it is sent, with None for rows that cannot be, and what is wrong with them."""
    if body is None:
        return None, []
    if get_origin(operation.body) is not list:
        return msgspec.json.decode(encode_body(operation.body, body, operation.body_name)), []
    try:
        return msgspec.json.decode(encode_body(operation.body, body, operation.body_name)), []
    except (TypeError, ValueError):
        rows, invalid = [], []
        for place, row in enumerate(body):
            try:
                rows.append(
                    msgspec.json.decode(encode_body(get_args(operation.body)[0], row, "row"))
                )
            except (TypeError, ValueError) as error:
                rows.append(None)
                invalid.append(Issue(place, str(error)))
        return rows, invalid


def _rows(sent: Any, path: Mapping[str, Any]) -> list[Any]:
    """Return those whom a request lists."""
    if isinstance(sent, list):
        return sent
    if "callerid" in path:
        return [{"phoneNumber": path["callerid"]}]
    if not isinstance(sent, Mapping):
        return []
    if "toNumber" in sent:
        return [{"phoneNumber": sent["toNumber"]}]
    return list(sent.get("recipients") or ())


def _held(
    guard: Any, operation: Any, sent: Any, query: Mapping[str, Any], count: int
) -> tuple[Issue, ...]:
    """Return what the client would hold back, where the rows can be sent at all."""
    places = range(count)
    if isinstance(sent, list):
        places = [place for place in places if sent[place] is not None]  # type: ignore[assignment]
        sent = [sent[place] for place in places]
    given = {name: value for name, value in query.items() if value is not None}
    asked = query_pairs(operation, given)
    reasons = guard.held(operation, msgspec.json.encode(sent), asked)
    return tuple(
        Issue(None if row is None or not count else places[row], text)
        for row, text in sorted(
            reasons.items(), key=lambda each: -1 if each[0] is None else each[0]
        )
    )


def _quiet(numbers: Mapping[int, str], given: Any) -> tuple[Issue, ...] | None:
    if not given:
        return None
    from ._runtime.recipients.hours import QuietHours, require_zones

    require_zones("callfire[preview]")
    hours, now = QuietHours.of(given), datetime.now(UTC)
    reasons: dict[str, str | None] = {}
    for number in numbers.values():
        if number not in reasons:
            reasons[number] = hours.reason({number}, now)
    return tuple(Issue(row, text) for row, each in numbers.items() if (text := reasons[each]))


def _duplicates(numbers: Mapping[int, str]) -> Iterable[Issue]:
    first: dict[str, int] = {}
    for row, number in numbers.items():
        if (earlier := first.setdefault(number, row)) != row:
            yield Issue(row, f"the number of row {earlier}")


def _entries(numbers: Sequence[str], *, is_text: bool) -> Asking[set[str]]:
    """Ask which numbers must not be contacted."""
    result: set[str] = set()

    def note(entry: DoNotContact) -> None:
        if entry.number and (entry.text if is_text else entry.call):
            result.add(entry.number)

    for start in range(0, len(numbers), CHUNK):
        asked = numbers[start : start + CHUNK]
        query = {"number": asked, "fields": "items(number,call,text)", "limit": 1000}
        yield Ask("findDoNotContacts", query, note)
    return result.intersection(numbers)


class _Composed:
    """The messages of a run, counted."""

    def __init__(self) -> None:
        self.messages = self.unicode = self.multimedia = 0
        self.segments: Counter[int] = Counter()
        self.expensive: Counter[str] = Counter()
        self.unresolved: list[Issue] = []
        self.too_long: list[Issue] = []

    def add(self, row: int, text: str, strategy: str) -> None:
        """Count a text."""
        if len(text) > _LONG and strategy == "DO_NOT_SEND":
            self.too_long.append(Issue(row, f"{len(text)} characters"))
            return
        self.messages += 1
        if len(text) > _LONG and strategy == "MMS":
            self.multimedia += 1
            return
        size = segments(text[:_LONG] if strategy == "TRIM" else text)
        self.segments[size.count] += 1
        if size.expensive:
            self.unicode += 1
            self.expensive.update(size.expensive)


def _composed(
    rows: Sequence[Any],
    out: Collection[int | None],
    whole: Mapping[str, Any],
    query: Mapping[str, Any],
    *,
    is_text: bool,
) -> _Composed:
    """Fill and count the messages of a run, but for the rows that do not go out."""
    result = _Composed()
    common = query.get("defaultMessage") or whole.get("message") or ""
    strategy = whole.get("bigMessageStrategy") or "SEND_MULTIPLE"
    sounds = _texts(whole.get("sounds") or {}, "SoundText") + _texts(query, "Message")
    for place, row in enumerate(rows):
        if row is None:
            continue
        messages = [row.get("message") or common] if is_text else _texts(row, "essage") or sounds
        filled = _filled(result, place, row, messages)
        if place in out:
            continue
        if not is_text:
            result.messages += 1
        elif row.get("media") or whole.get("media"):
            result.messages += 1
            result.multimedia += 1
        else:
            result.add(place, filled, strategy)
    return result


def _texts(fields_of: Mapping[str, Any], ending: str) -> list[str]:
    """Return the texts of the fields whose names end so."""
    return [
        text for name, text in fields_of.items() if name.endswith(ending) and isinstance(text, str)
    ]


def _filled(result: _Composed, place: int, row: Mapping[str, Any], messages: Sequence[str]) -> str:
    """Fill the placeholders of messages; returns the first, and notes what nothing fills."""
    first = messages[0] if messages else ""
    if not any("{" in each for each in messages):
        return first
    known = row.get("attributes") or {}
    missing = (
        []
        if row.get("contactId")
        else [
            f"${{{name}}}"
            for each in messages
            for name in _PLACEHOLDER.findall(each)
            if name not in known
        ]
    )
    plain = [f"{{{name}}} without $" for each in messages for name in _NO_DOLLAR.findall(each)]
    if missing or plain:
        result.unresolved.append(Issue(place, ", ".join(dict.fromkeys([*missing, *plain]))))
    return _PLACEHOLDER.sub(lambda name: str(known.get(name[1], name[0])), first)


def _estimate(
    composed: _Composed, given: Prices | None, *, ask: bool, is_text: bool
) -> Asking[Estimate]:
    sizes = sum(size * count for size, count in composed.segments.items())
    remaining = None
    learned, count = None, 0
    if ask:
        remaining = (yield Ask("getBillingPlanUsage")).total_remaining_credits
        if given is None:
            learned, count = yield from _learned(is_text=is_text)
    prices = given or Prices()
    if learned is not None:
        each = "a segment" if is_text else "a call"
        basis = f"{learned:.4g} {each}, as {count} recent {'texts' if is_text else 'calls'} cost"
        prices = Prices(segment=learned, minute=learned)
    else:
        basis = (
            f"{prices.segment:g} a segment, {prices.multimedia:g} a multimedia message"
            if is_text
            else f"{prices.minute:g} a minute, {prices.minutes:g} minutes a call"
        )
        basis += ", as given" if given else ", assumed, since the API has no prices"
    total = sizes * prices.segment + composed.multimedia * prices.multimedia
    if not is_text:
        total = composed.messages * prices.minute * prices.minutes
    return Estimate(round(total, 4), basis, given is None and learned is None, remaining)


def _learned(*, is_text: bool) -> Asking[tuple[float | None, int]]:
    """Ask what recent messages cost; None when none were billed."""
    query = {"inbound": False, "states": ["FINISHED"], "limit": RECENT}
    page = yield Ask("findTexts" if is_text else "findCalls", query)
    billed, units, count = 0.0, 0, 0
    for item in page.items or ():
        costs = [each.billed_amount for each in item.records or () if each.billed_amount]
        if costs:
            billed += sum(costs)
            units += segments(item.message or "").count if is_text else 1
            count += 1
    return (billed / units if units else None), count
