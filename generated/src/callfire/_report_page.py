"""Prints a report as one HTML page with plots: no script, no other file, light and dark."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .report import Report

__all__ = ["page"]

_STYLE: Final = """
:root { color-scheme: light dark; --ink: #1d2430; --quiet: #667085; --line: #e4e7ec; --back: #ffffff; --card: #f8f9fb;
  --sent: #2f9e6e; --failed: #d64545; --received: #4673d1; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ef; --quiet: #98a2b3; --line: #2b3342; --back: #12161d;
  --card: #1a202b; --sent: #46c08c; --failed: #f0706f; --received: #7ba2f5; } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 64rem; padding: 2rem 1rem 4rem; background: var(--back); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif }
h1 { font-size: 1.6rem; margin: 0 } h2 { font-size: 1.15rem; margin: 2.5rem 0 .75rem }
p { margin: .25rem 0; color: var(--quiet) }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem; margin-top: 1.5rem }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .75rem 1rem }
.card b { display: block; font-size: 1.6rem; line-height: 1.2 } .card.bad b { color: var(--failed) }
.scroll { overflow-x: auto } svg { display: block; width: 100%; height: auto }
svg text { fill: var(--ink); font: 13px system-ui, sans-serif } svg .quiet { fill: var(--quiet) }
svg .sent { fill: var(--sent) } svg .failed { fill: var(--failed) } svg .received { fill: var(--received) }
svg .grid { stroke: var(--line) }
.key span::before { content: ""; display: inline-block; width: .7rem; height: .7rem; border-radius: .2rem;
  margin: 0 .35rem 0 1rem; background: var(--c) }
.key span:first-child::before { margin-left: 0 }
table { border-collapse: collapse; width: 100% } svg + .scroll { margin-top: 1rem } th, td { text-align: left; padding: .4rem .75rem .4rem 0;
  border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere }
th { color: var(--quiet); font-weight: 500 } td.number { font-variant-numeric: tabular-nums; white-space: nowrap }
"""
_WIDTH, _NAME, _BAR = 720, 230, 26
_HEIGHT, _FOOT = 200, 24


def page(report: Report) -> str:
    """Return the page of a report."""
    period = f"{report.begin:%Y-%m-%d} to {report.end:%Y-%m-%d}"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Report, {period}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>Calls and texts</h1>\n<p>{period}, in UTC</p>\n"
        + "\n".join(_parts(report))
        + "\n</body>\n</html>\n"
    )


def _parts(report: Report) -> Iterator[str]:
    counts = (
        ("texts", report.texts, False),
        ("calls", report.calls, False),
        ("received", report.received, False),
        ("failed", report.failed, report.failed > 0),
        ("texted after an opt-out", len(report.opt_outs), bool(report.opt_outs)),
        (f"of {report.leases} numbers idle", len(report.idle), False),
        (
            f"of {report.callbacks} webhooks cannot deliver",
            len(report.webhooks),
            bool(report.webhooks),
        ),
    )
    yield '<div class="cards">'
    for title, count, is_bad in counts:
        yield f'<div class="card{" bad" if is_bad else ""}"><b>{count:,}</b>{escape(title)}</div>'
    yield "</div>"
    yield "<h2>Day by day</h2>"
    yield (
        '<p class="key"><span style="--c:var(--sent)">reached</span><span style="--c:var(--failed)">failed</span>'
        '<span style="--c:var(--received)">received</span></p>'
    )
    yield _columns(
        [(f"{each.day:%b %d}", each.sent, each.failed, each.received) for each in report.days]
    )
    yield "<h2>Failures by reason</h2>"
    yield _bars([(f"{each.kind}: {each.reason}", each.count) for each in report.failures])
    yield _table(
        ("reason", "count", "share", "meaning"),
        (
            (f"{each.kind}: {each.reason}", each.count, f"{each.share:.1%}", each.meaning)
            for each in report.failures
        ),
    )
    yield "<h2>Texts after an opt-out</h2>"
    yield _table(
        ("number", "texts", "opted out", "word", "last text"),
        (
            (
                each.number,
                each.texts,
                f"{each.stopped:%Y-%m-%d %H:%M}",
                each.word,
                f"{each.last:%Y-%m-%d %H:%M}",
            )
            for each in report.opt_outs
        ),
    )
    yield "<h2>Idle numbers</h2>"
    yield _table(
        ("number", "labels", "lease ends", "renewed"),
        (
            (
                each.number,
                ", ".join(each.labels),
                f"{each.lease_end:%Y-%m-%d}" if each.lease_end else "",
                {True: "yes", False: "no", None: ""}[each.auto_renew],
            )
            for each in report.idle
        ),
    )
    yield "<h2>Webhooks that cannot deliver</h2>"
    yield _table(
        ("name", "callback", "problem"),
        (
            (each.name or str(each.id), each.callback, "; ".join(each.problems))
            for each in report.webhooks
        ),
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [
        "<tr>"
        + "".join(
            (
                f'<td class="number">{cell:,}</td>'
                if isinstance(cell, int)
                else f"<td>{escape(str(cell))}</td>"
            )
            for cell in row
        )
        + "</tr>"
        for row in rows
    ]
    if not lines:
        return "<p>None.</p>"
    titles = "".join(f"<th>{escape(each)}</th>" for each in head)
    return f'<div class="scroll"><table><tr>{titles}</tr>{"".join(lines)}</table></div>'


def _bars(rows: Sequence[tuple[str, int]]) -> str:
    """Return horizontal bars, one for each row."""
    if not rows:
        return ""
    most = max(count for _, count in rows)
    room = _WIDTH - _NAME - 70
    lines = []
    for place, (name, count) in enumerate(rows):
        top, long = place * _BAR, max(2.0, room * count / most)
        lines.append(
            f'<text x="0" y="{top + 17}">{escape(name)}</text>'
            f'<rect class="failed" x="{_NAME}" y="{top + 4}" width="{long:.1f}" height="18" rx="3"/>'
            f'<text class="quiet" x="{_NAME + long + 8:.1f}" y="{top + 17}">{count:,}</text>'
        )
    height = len(rows) * _BAR
    return f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="Failures by reason">{"".join(lines)}</svg>'


def _columns(days: Sequence[tuple[str, int, int, int]]) -> str:
    """Return a column for each day: what was reached, failed and received, one above the other."""
    most = _rounded_up(max((sum(counts) for _, *counts in days), default=0))
    step = (_WIDTH - 50) / max(len(days), 1)
    lines = []
    for part in range(5):
        at = 8 + _HEIGHT * (1 - part / 4)
        lines.append(
            f'<line class="grid" x1="50" x2="{_WIDTH}" y1="{at:.1f}" y2="{at:.1f}"/>'
            f'<text class="quiet" x="42" y="{at + 4:.1f}" text-anchor="end">{most * part // 4:,}</text>'
        )
    every = math.ceil(len(days) / 10)
    for place, (name, *counts) in enumerate(days):
        left, bottom = 50 + place * step, 8.0 + _HEIGHT
        title = escape(f"{name}: {counts[0]} reached, {counts[1]} failed, {counts[2]} received")
        lines.append(f"<g><title>{title}</title>")
        for kind, count in zip(("sent", "failed", "received"), counts, strict=True):
            high = _HEIGHT * count / most
            bottom -= high
            lines.append(
                f'<rect class="{kind}" x="{left + step * 0.12:.1f}" y="{bottom:.1f}" width="{step * 0.76:.1f}" '
                f'height="{high:.1f}"/>'
            )
        lines.append("</g>")
        if place % every == 0:
            lines.append(
                f'<text class="quiet" x="{left + step / 2:.1f}" y="{_HEIGHT + _FOOT + 2}" text-anchor="middle">'
                f"{escape(name)}</text>"
            )
    size = f"0 0 {_WIDTH} {_HEIGHT + _FOOT + 10}"
    return f'<svg viewBox="{size}" role="img" aria-label="Texts and calls by day">{"".join(lines)}</svg>'


def _rounded_up(count: int) -> int:
    """Return the next number that divides well into four."""
    size = 10 ** max(0, len(str(count)) - 1)
    return next(
        each
        for each in (4, size, 2 * size, 4 * size, 8 * size, 10 * size, 20 * size)
        if each >= count and each % 4 == 0
    )
