"""The decision table: every cell against a second statement of the rules, and mutations that must be noticed."""

import dataclasses
import itertools
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from runtime.core import outcomes
from runtime.core.operation import Effect
from runtime.core.outcomes import (
    RULES,
    ErrorKind,
    Evidence,
    Rows,
    Source,
    Stage,
    Verdict,
    decide,
    table,
)

STATUSES = range(100, 600)
EDGES = [100, 101, 199, 200, 201, 299, 300, 303, 399, *range(400, 405), 408, 409, 413, 422, 425]
EDGES += [428, 429, 430, 498, 499, *range(500, 506), 599]
RESPONSES = (Source.API, Source.EMPTY, Source.BETWEEN)
HARMLESS = {"read", "set", "delete"}
CELLS = [
    *itertools.product(Effect, STATUSES, RESPONSES, (False, True), (False, True)),
    *itertools.product(Effect, Stage, (Source.SOCKET,), (False,), (False,)),
]


def expected(effect, end, source, retry_after, whole):
    """Evidence, retry, error and rows, by the words of the guide; written without the table."""
    harmless = effect.value in HARMLESS
    if source is Source.SOCKET:
        never_left = end.value in {"connect", "refused_here"}
        return (
            "not_sent" if never_left else "unknown",
            end.value == "connect" or (end.value == "under_way" and harmless),
            "TransportError" if never_left or harmless else "OutcomeUnknownError",
            "stop" if never_left else "unknown",
        )
    by_api = source is Source.API
    if 200 <= end <= 299:
        if source is not Source.BETWEEN:
            return "done", False, "none", "sent"
        return "unknown", False, "DecodeError" if harmless else "OutcomeUnknownError", "unknown"
    error = "APIError"
    known = 400 <= end <= 499 and end not in {408, 409, 499} and by_api
    known = known or (end == 503 and by_api and retry_after)
    known = known or (end in {401, 403} and source is Source.EMPTY)
    if not known and not harmless:
        error = "OutcomeUnknownError"
    if end in {429, 503} and known:
        return "refused_whole", harmless or retry_after, error, "stop"
    if end in {401, 403} and known:
        return "refused_whole", False, error, "stop"
    retry = harmless and end in {408, 429, 500, 502, 503, 504}
    if known and whole:
        return "refused_whole", False, error, "divide"
    return "unknown", retry, error, "divide" if known and harmless else "unknown"


def actual(effect, end, source, retry_after, whole):
    verdict = decide.__wrapped__(effect, end, source, retry_after=retry_after, whole=whole)
    return verdict.evidence.value, verdict.retry, verdict.error.value, verdict.rows.value


def test_every_cell_is_as_the_rules_state():
    assert len(CELLS) == 7 * (500 * 3 * 2 * 2 + 4)
    assert [cell for cell in CELLS if actual(*cell) != expected(*cell)] == []


@pytest.mark.parametrize(
    ("effect", "end", "source", "options", "verdict"),
    [
        ("contact", 200, "api", {}, ("done", False, "none", "sent")),
        ("contact", 200, "between", {}, ("unknown", False, "OutcomeUnknownError", "unknown")),
        ("contact", 303, "api", {}, ("unknown", False, "OutcomeUnknownError", "unknown")),
        ("contact", 400, "api", {}, ("unknown", False, "APIError", "unknown")),
        ("contact", 400, "api", {"whole": True}, ("refused_whole", False, "APIError", "divide")),
        ("contact", 400, "between", {"whole": True}, ("unknown", False, "OutcomeUnknownError", "unknown")),
        ("contact", 409, "api", {"whole": True}, ("unknown", False, "OutcomeUnknownError", "unknown")),
        ("contact", 425, "api", {"retry_after": True}, ("unknown", False, "APIError", "unknown")),
        ("contact", 429, "api", {"retry_after": True}, ("refused_whole", True, "APIError", "stop")),
        ("contact", 429, "between", {"retry_after": True}, ("unknown", False, "OutcomeUnknownError", "unknown")),
        ("contact", 502, "api", {"retry_after": True}, ("unknown", False, "OutcomeUnknownError", "unknown")),
        ("contact", 503, "api", {}, ("unknown", False, "OutcomeUnknownError", "unknown")),
        ("unstated", 500, "api", {}, ("unknown", False, "OutcomeUnknownError", "unknown")),
        ("read", 503, "between", {}, ("unknown", True, "APIError", "unknown")),
        ("read", 404, "api", {}, ("unknown", False, "APIError", "divide")),
    ],
)  # fmt: skip
def test_cells_that_people_ask_about(effect, end, source, options, verdict):
    cell = Effect(effect), end, Source(source)
    flags = {"retry_after": False, "whole": False, **options}
    assert actual(*cell, flags["retry_after"], flags["whole"]) == verdict


def test_a_status_that_is_no_http_is_never_retried():
    for status in (0, 99, 600, 999, -1):
        assert decide(Effect.READ, status, Source.API).retry is False
        assert decide(Effect.CONTACT, status, Source.API).error is ErrorKind.UNKNOWN


def _mutations():
    """Each rule with one value changed, or without one of its conditions, or missing."""
    for place, rule in enumerate(RULES):
        for name in ("repeatable", "once"):
            verdict = getattr(rule, name)
            for changed in (
                {"retry": not verdict.retry},
                *({"evidence": each} for each in Evidence if each is not verdict.evidence),
                *({"error": each} for each in ErrorKind if each is not verdict.error),
                *({"rows": each} for each in Rows if each is not verdict.rows),
            ):
                altered = dataclasses.replace(verdict, **changed)
                yield place, dataclasses.replace(rule, **{name: altered})
        for status in {min(rule.statuses), max(rule.statuses)} if rule.statuses else ():
            yield place, dataclasses.replace(rule, statuses=rule.statuses - {status})
        if rule.statuses and rule.repeatable.retry:
            more = frozenset({425, 501, 503, 404, 502})
            yield place, dataclasses.replace(rule, statuses=rule.statuses | more)
        for source in rule.sources:
            yield place, dataclasses.replace(rule, sources=rule.sources - {source})
        for name in ("retry_after", "whole"):
            if getattr(rule, name) is not None:
                yield place, dataclasses.replace(rule, **{name: None})
        yield place, None


def _is_noticed(cells):
    try:
        return any(actual(*cell) != expected(*cell) for cell in cells)
    except LookupError:
        return True


def test_every_mutation_of_the_table_is_noticed(monkeypatch):
    mutations = list(_mutations())
    cells = [cell for cell in CELLS if isinstance(cell[1], Stage) or cell[1] in EDGES]
    assert not _is_noticed(cells)
    missed = []
    for place, rule in mutations:
        rules = [*RULES[:place], *([] if rule is None else [rule]), *RULES[place + 1 :]]
        monkeypatch.setattr(outcomes, "RULES", tuple(rules))
        if not _is_noticed(cells):
            missed.append((place, rule))
    assert len(mutations) > 200
    assert missed == []


def test_the_printed_table_has_every_rule():
    lines = table().splitlines()
    assert lines[0].startswith("| what happened | effect | what is known |")
    assert all(line.count("|") == 7 for line in lines)
    for rule in RULES:
        assert sum(line.startswith(f"| {rule.text} |") for line in lines) == 1
    assert isinstance(RULES[0].once, Verdict)


def test_the_guide_prints_the_table():
    guide = Path(__file__).parents[3] / "spec" / "docs" / "sending-safely.md"
    text = guide.read_text("utf-8")
    start = text.index(table().splitlines()[0])
    printed = text[start : text.index("\n\n", start) + 1]
    # Where this fails, print(runtime.core.outcomes.table()) gives the new text.
    assert printed == table()


def _ranges(statuses):
    """Neighbours as one pair of the first and the last."""
    result = []
    for status in sorted(statuses):
        if result and result[-1][1] == status - 1:
            result[-1][1] = status
        else:
            result.append([status, status])
    return result


def _rule(rule):
    def verdict(each):
        return {"evidence": each.evidence, "error": each.error, "retry": each.retry}

    return {
        "text": rule.text,
        "sources": sorted(rule.sources),
        "stages": sorted(rule.stages),
        "statuses": _ranges(rule.statuses),
        "retryAfter": rule.retry_after,
        "whole": rule.whole,
        "repeatable": verdict(rule.repeatable),
        "once": verdict(rule.once),
    }


def test_the_component_reads_the_table():
    path = Path(__file__).parents[3] / "templates" / "elasticio" / "lib" / "outcomes.json"
    rules = "[\n" + ",\n".join(f"  {json.dumps(_rule(rule))}" for rule in RULES) + "\n]\n"

    # Where this fails, the text on the right is the new file.
    assert path.read_text("utf-8") == rules


EVERY_CELL = """
const { decide } = require(process.argv[1]);
const { sources, stages } = JSON.parse(process.argv[2]);
const found = [];
for (const repeated of [true, false]) {
  for (const stage of stages) found.push(decide({ repeated }, stage));
  for (let status = 100; status < 600; status += 1) {
    for (const source of sources) {
      for (const after of [true, false]) found.push(decide({ repeated }, status, source, after));
    }
  }
}
console.log(JSON.stringify(found.map(({ evidence, error, retry }) => [evidence, error, retry])));
"""


def test_the_component_decides_every_cell_alike():
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no node here")
    script = Path(__file__).parents[3] / "templates" / "elasticio" / "lib" / "outcomes.js"
    given = {"sources": RESPONSES, "stages": [*Stage]}
    done = subprocess.run(
        [node, "-e", EVERY_CELL, script, json.dumps(given)],
        check=True,
        capture_output=True,
        timeout=60,
    )
    verdicts = [
        verdict
        for effect in (Effect.READ, Effect.CONTACT)
        for verdict in (
            *(decide(effect, stage) for stage in Stage),
            *(
                decide(effect, status, source, retry_after=after)
                for status in STATUSES
                for source in RESPONSES
                for after in (True, False)
            ),
        )
    ]

    assert json.loads(done.stdout) == [[each.evidence, each.error, each.retry] for each in verdicts]
    acting = json.loads(done.stdout)[len(verdicts) // 2 :]
    assert {evidence for evidence, _, retry in acting if retry} == {"not_sent", "refused_whole"}
