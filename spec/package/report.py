"""Show what went wrong lately: failures by reason, texts after an opt-out, idle numbers, and webhooks that fail.

Everything is read from the API; nothing is changed or sent:

    from callfire import CallFire, report

    with CallFire() as client:
        seen = report.collect(client, days=30)
    print(seen)
    Path("report.html").write_text(seen.to_html(), encoding="utf-8")

The command ``callfire report`` does the same.
"""

from __future__ import annotations

import ipaddress
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from ._asking import Ask, Asking, drive, drive_async
from ._report_page import page

if TYPE_CHECKING:
    from ._client import AsyncCallFire, CallFire
    from .models import Call, NumberLease, Text, Webhook

__all__ = [
    "Day",
    "Failure",
    "IdleNumber",
    "OptOut",
    "Report",
    "WebhookProblem",
    "acollect",
    "collect",
    "webhook_problems",
]

OPT_OUT: Final = frozenset(
    {"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "OPT OUT"}
)
"""What people write who want no more texts; carriers and the law of the United States name these words."""
OPT_IN: Final = frozenset({"START", "UNSTOP", "YES", "OPTIN", "OPT IN"})
"""What people write who want texts again."""
CONFIRMATION: Final = timedelta(minutes=5)
"""How long after an opt-out a text may confirm it."""
REASONS: Final[Mapping[str, str]] = {
    "ABANDONED": "the call was given up before anyone spoke",
    "BUSY": "the line was busy",
    "CARRIER_ERROR": "the carrier refused it",
    "CARRIER_TEMP_ERROR": "the carrier could not take it at that time",
    "DISABLED": "its batch was switched off",
    "DNC": "the number is on a do-not-contact list",
    "DNT": "the number is on a do-not-text list",
    "DUP": "the same number waited already in the campaign",
    "INTERNAL_ERROR": "CallFire failed",
    "INVALID": "the number is not valid",
    "INVALID_NUMBER": "the number is not valid",
    "NO_ANS": "no one answered",
    "PERIOD_LIMIT": "the number was contacted too often",
    "POSTPONED": "the former call centre put it off",
    "SD": "the former call centre ended it",
    "SKIPPED": "it was skipped",
    "TIMEOUT": "no result was reported in time",
    "TOO_BIG": "the message was too long",
    "UNDIALED": "it was never dialled",
}
"""What the results and states mean."""
_DONE: Final = frozenset({"SENT", "RECEIVED", "LA", "AM", "XFER", "XFER_LEG"})
_PENDING: Final = frozenset({"READY", "SELECTED", "CALLBACK"})
_REFUSED: Final = frozenset(
    {"DNC", "DNT", "DUP", "INVALID", "INVALID_NUMBER", "DISABLED", "SKIPPED"}
)
"""Results of texts that no one has received, for a reason that CallFire knew before."""
_RESERVED: Final = (
    "example",
    "home.arpa",
    "internal",
    "invalid",
    "lan",
    "local",
    "localhost",
    "test",
)
_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why messages failed.

    Attributes:
        kind: ``text`` or ``call``.
        reason: The result or state, as the API names it.
        meaning: What that means.
        count: How many.
        share: Their part of all messages of the kind that were sent, from 0 to 1.
    """

    kind: str
    reason: str
    meaning: str
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Day:
    """What happened on one day, in UTC.

    Attributes:
        day: The day.
        sent: Texts and calls that reached someone.
        failed: Texts and calls that did not.
        received: Texts and calls that came in.
    """

    day: date
    sent: int
    failed: int
    received: int


@dataclass(frozen=True, slots=True)
class OptOut:
    """Texts to a number after it wrote that it wants none. Each may cost a fine.

    Attributes:
        number: The number.
        word: What it wrote.
        stopped: When.
        texts: How many texts were sent to it later, without one that confirms the opt-out.
        last: When the last of them was sent.
        last_id: Its id.
    """

    number: str
    word: str
    stopped: datetime
    texts: int
    last: datetime
    last_id: int | None


@dataclass(frozen=True, slots=True)
class IdleNumber:
    """A leased number that no text and no call used.

    Attributes:
        number: The number.
        labels: Its labels.
        lease_end: When the lease ends.
        auto_renew: Whether it is renewed then.
    """

    number: str
    labels: tuple[str, ...] = ()
    lease_end: datetime | None = None
    auto_renew: bool | None = None


@dataclass(frozen=True, slots=True)
class WebhookProblem:
    """A webhook whose deliveries cannot be received.

    Attributes:
        id: The webhook's id.
        name: Its name.
        callback: Where it delivers.
        problems: Why that does not work.
    """

    id: int | None
    name: str
    callback: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What happened in a period.

    Attributes:
        begin: Its begin.
        end: Its end.
        texts: Texts that were sent, or should have been.
        calls: Calls that were made, or should have been.
        received: Texts and calls that came in.
        pending: Texts and calls that have no result yet.
        failures: Why messages failed, the most frequent reason first.
        days: Each day of the period.
        opt_outs: Numbers that were sent texts after they opted out.
        idle: Leased numbers that were not used.
        leases: Leased numbers in all.
        webhooks: Webhooks whose deliveries cannot be received.
        callbacks: Webhooks in all.
    """

    begin: datetime
    end: datetime
    texts: int = 0
    calls: int = 0
    received: int = 0
    pending: int = 0
    failures: tuple[Failure, ...] = ()
    days: tuple[Day, ...] = ()
    opt_outs: tuple[OptOut, ...] = ()
    idle: tuple[IdleNumber, ...] = ()
    leases: int = 0
    webhooks: tuple[WebhookProblem, ...] = ()
    callbacks: int = 0

    @property
    def failed(self) -> int:
        """Texts and calls that failed."""
        return sum(each.count for each in self.failures)

    @property
    def ok(self) -> bool:
        """Whether no number was texted after its opt-out, and all webhooks can deliver."""
        return not self.opt_outs and not self.webhooks

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON values; times are ISO 8601."""
        result: dict[str, Any] = _plain(self)
        return result | {"failed": self.failed}

    def to_html(self) -> str:
        """Return the report as one page with plots, which needs no other file and no network."""
        return page(self)

    def __repr__(self) -> str:
        return (
            f"<Report of {self.begin:%Y-%m-%d} to {self.end:%Y-%m-%d}: {self.texts} texts, {self.calls} calls, "
            f"{self.failed} failed, {len(self.opt_outs)} texted after an opt-out, {len(self.idle)} idle numbers, "
            f"{len(self.webhooks)} webhooks that cannot deliver>"
        )

    def __str__(self) -> str:
        return "\n".join(_lines(self))


def collect(
    client: CallFire,
    *,
    days: float = 30,
    end: datetime | None = None,
    opt_outs_since: datetime | None = None,
) -> Report:
    """Read what happened in a period.

    Args:
        client: Who asks the API. Nothing but searches is sent.
        days: How long the period is, in days.
        end: When it ends. Default: now.
        opt_outs_since: Since when opt-outs count. Default: a year before the end.

    Returns:
        The report.

    Raises:
        ValueError: The period has no length.
    """
    return drive(_report(days, end, opt_outs_since), client)


async def acollect(
    client: AsyncCallFire,
    *,
    days: float = 30,
    end: datetime | None = None,
    opt_outs_since: datetime | None = None,
) -> Report:
    """Read what happened in a period, through an async client; see ``collect``."""
    return await drive_async(_report(days, end, opt_outs_since), client)


@dataclass(slots=True)
class _Tally:
    """What the texts and calls of a period add up to."""

    begin: datetime
    sent: Counter[str] = field(default_factory=Counter)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)
    received: int = 0
    pending: int = 0
    by_day: dict[str, Counter[date | None]] = field(
        default_factory=lambda: {name: Counter() for name in ("sent", "failed", "received")}
    )
    used: set[str] = field(default_factory=set)
    words: dict[str, list[tuple[datetime, str]]] = field(default_factory=dict)
    texts_to: dict[str, list[tuple[datetime, int | None]]] = field(default_factory=dict)

    def text(self, text: Text) -> None:
        """Count a text."""
        reason = self._count("text", text, text.final_text_result)
        if reason not in _REFUSED and not text.inbound and text.to_number and text.created:
            self.texts_to.setdefault(text.to_number, []).append((text.created, text.id))

    def call(self, call: Call) -> None:
        """Count a call."""
        self._count("call", call, call.final_call_result)

    def inbound(self, text: Text) -> None:
        """Count a text that came in, and read whether it opts out or in."""
        if text.created and text.created >= self.begin:
            self._count("text", text, None)
        word = " ".join(re.sub(r"[^A-Z ]", " ", (text.message or "").upper()).split())
        if word in OPT_OUT | OPT_IN and text.from_number and text.created:
            self.words.setdefault(text.from_number, []).append((text.created, word))

    def _count(self, kind: str, action: Any, result: Any) -> str:
        self.used |= {number for number in (action.from_number, action.to_number) if number}
        day = action.created.date() if action.created else None
        if action.inbound:
            self.received += 1
            self.by_day["received"][day] += 1
            return ""
        reason = str(result or action.state or "UNKNOWN")
        self.sent[kind] += 1
        if reason in _PENDING:
            self.pending += 1
        elif reason in _DONE:
            self.by_day["sent"][day] += 1
        else:
            self.reasons[kind, reason] += 1
            self.by_day["failed"][day] += 1
        return reason

    def failures(self) -> Iterator[Failure]:
        """Yield why messages failed."""
        for (kind, reason), count in self.reasons.most_common():
            meaning = REASONS.get(reason, "")
            yield Failure(kind, reason, meaning, count, round(count / self.sent[kind], 4))

    def days(self, end: datetime) -> Iterator[Day]:
        """Yield each day of the period."""
        day = self.begin.date()
        while day <= end.date():
            yield Day(day, *(self.by_day[name][day] for name in ("sent", "failed", "received")))
            day += timedelta(days=1)

    def opt_outs(self) -> Iterator[OptOut]:
        """Yield the numbers that were sent texts while they wanted none."""
        for number, words in self.words.items():
            words.sort()
            sent = sorted(self.texts_to.get(number, ()), key=lambda each: each[0])
            late: list[tuple[datetime, int | None]] = []
            first: tuple[datetime, str] | None = None
            for place, (moment, word) in enumerate(words):
                until = words[place + 1][0] if place + 1 < len(words) else None
                if word in OPT_IN:
                    continue
                inside = [
                    each for each in sent if moment < each[0] and (until is None or each[0] < until)
                ]
                if inside and inside[0][0] - moment <= CONFIRMATION:
                    inside = inside[1:]
                first = first or ((moment, word) if inside else None)
                late += inside
            if first:
                yield OptOut(number, first[1], first[0], len(late), late[-1][0], late[-1][1])


def _report(days: float, end: datetime | None, since: datetime | None) -> Asking[Report]:
    if days <= 0:
        raise ValueError("days must be more than 0")
    end = end or datetime.now(UTC)
    begin = end - timedelta(days=days)
    tally = _Tally(begin)
    common = "id,created,fromNumber,toNumber,inbound,state"
    period = {"intervalBegin": begin, "intervalEnd": end}
    selected = f"items({common},finalTextResult)"
    yield Ask("findTexts", {**period, "inbound": False, "fields": selected}, tally.text)
    earlier = {**period, "intervalBegin": since or end - timedelta(days=365)}
    yield Ask(
        "findTexts",
        {**earlier, "inbound": True, "fields": f"items({common},message)"},
        tally.inbound,
    )
    yield Ask("findCalls", {**period, "fields": f"items({common},finalCallResult)"}, tally.call)
    leases: list[NumberLease] = []
    yield Ask("findNumberLeases", {}, leases.append)
    webhooks: list[Webhook] = []
    yield Ask("findWebhooks", {}, webhooks.append)
    problems = (
        WebhookProblem(each.id, each.name or "", each.callback or "", found)
        for each in webhooks
        if (found := webhook_problems(each, now=end))
    )
    idle = (
        IdleNumber(each.number, tuple(each.labels or ()), each.lease_end, each.auto_renew)
        for each in leases
        if each.number and each.number not in tally.used and (each.lease_begin or begin) <= begin
    )
    return Report(
        begin=begin,
        end=end,
        texts=tally.sent["text"],
        calls=tally.sent["call"],
        received=tally.received,
        pending=tally.pending,
        failures=tuple(tally.failures()),
        days=tuple(tally.days(end)),
        opt_outs=tuple(sorted(tally.opt_outs(), key=lambda each: -each.texts)),
        idle=tuple(sorted(idle, key=lambda each: each.number)),
        leases=len(leases),
        webhooks=tuple(problems),
        callbacks=len(webhooks),
    )


def webhook_problems(webhook: Webhook, *, now: datetime | None = None) -> tuple[str, ...]:
    """Return why deliveries of a webhook cannot be received, as far as the webhook itself shows it.

    Args:
        webhook: The webhook; no request is made to its address.
        now: The moment at which it may have expired. Default: now.
    """
    return tuple(_webhook_problems(webhook, now or datetime.now(UTC)))


def _webhook_problems(webhook: Webhook, now: datetime) -> Iterator[str]:
    if webhook.enabled is False:
        yield "it is disabled"
    if webhook.expires_at and webhook.expires_at <= now:
        yield f"it expired on {webhook.expires_at:%Y-%m-%d}"
    if not webhook.events:
        yield "it names no event"
    callback = (webhook.callback or "").strip()
    if not callback:
        yield "it has no callback"
        return
    try:
        parts = urlsplit(callback)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        yield f"its callback is no address: {error}"
        return
    if parts.scheme not in {"http", "https"}:
        yield f"its callback is no address on the web, but {parts.scheme or 'nothing'}:"
        return
    if parts.scheme == "http":
        yield "its callback is http, so that anyone on the way can read and forge deliveries"
    if port == 0:
        yield "its callback has port 0"
    yield from _host_problems(host)


def _host_problems(host: str) -> Iterator[str]:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        labels = host.rstrip(".").lower().split(".")
        if not all(map(_HOST.fullmatch, labels)):
            yield f"its host {host!r} is not written as hosts are"
        elif any(f".{host.rstrip('.').lower()}".endswith(f".{each}") for each in _RESERVED):
            yield f"its host {host!r} exists on one machine or network only"
        elif len(labels) == 1:
            yield f"its host {host!r} has no domain"
        elif labels[-1].isdecimal():
            yield f"its host {host!r} is not written as hosts are"
        return
    if not address.is_global:
        yield f"its host {host} is an address of a private network"


def run_command(session: Any, parser: Any, words: Sequence[str]) -> int:
    """Run the command ``report``."""
    import sys
    from pathlib import Path

    from ._runtime.cli.parser import common_options

    parser.add_argument("--days", type=float, default=30, help="how long the period is; 30")
    parser.add_argument("--html", metavar="PATH", help="write the page with plots into this file")
    common_options(parser)
    given = parser.parsed(words)
    with session.client(given) as client:
        seen = collect(client, days=given.days)
    if given.html:
        Path(given.html).write_text(seen.to_html(), encoding="utf-8")
    form = given.output or ("table" if sys.stdout.isatty() else "json")
    if form == "table" and not given.query:
        shown = (each if each.isprintable() or each == "\n" else " " for each in str(seen))
        sys.stdout.write("".join(shown) + "\n")
    else:
        session.show(seen.to_dict(), given)
    return 0 if seen.ok else 1


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _lines(report: Report) -> Iterator[str]:
    yield repr(report)[1:-1]
    yield ""
    yield from _table(
        "Failures",
        ("count", "share", "kind", "reason", "meaning"),
        [
            (each.count, f"{each.share:.1%}", each.kind, each.reason, each.meaning)
            for each in report.failures
        ],
    )
    yield from _table(
        "Texts after an opt-out",
        ("number", "texts", "opted out", "word", "last text"),
        [
            (
                each.number,
                each.texts,
                f"{each.stopped:%Y-%m-%d %H:%M}",
                each.word,
                f"{each.last:%Y-%m-%d %H:%M}",
            )
            for each in report.opt_outs
        ],
    )
    yield from _table(
        "Idle numbers",
        ("number", "labels", "lease ends", "renewed"),
        [
            (
                each.number,
                ", ".join(each.labels),
                f"{each.lease_end:%Y-%m-%d}" if each.lease_end else "",
                {True: "yes", False: "no", None: ""}[each.auto_renew],
            )
            for each in report.idle
        ],
    )
    yield from _table(
        "Webhooks that cannot deliver",
        ("id", "name", "callback", "problem"),
        [(each.id, each.name, each.callback, "; ".join(each.problems)) for each in report.webhooks],
    )


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    cells = [list(map(str, row)) for row in (head, *rows)]
    if len(cells) == 1:
        yield f"{title}: none"
        yield ""
        return
    yield title
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        yield "  " + "  ".join(
            cell.ljust(width) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
    yield ""
