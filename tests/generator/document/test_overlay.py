"""Overlays say what they change, change it nowhere else, and complain when they cannot."""

import pytest

from generator.diagnostics.codes import Severity
from generator.diagnostics.findings import Diagnostics
from generator.document import overlay, parse


def applied(spec, actions, *, severities=None, version="1.1.0"):
    report = Diagnostics(severities)
    patch = f"overlay: {version}\ninfo: {{title: t, version: v}}\nactions:\n{actions}"
    result = overlay.apply(
        parse(spec, "spec.yaml", report),
        parse(patch, "patch.yaml", report),
        report,
    )
    return result, report


def test_official_example_of_a_structured_update():
    result, report = applied(
        "info: {title: a}\npaths: {/: {get: {}}}",
        "- target: $\n  update: {info: {x: 1}, paths: {/: {get: {y: 2}}}}",
    )

    assert result.document.root.plain() == {
        "info": {"title": "a", "x": 1},
        "paths": {"/": {"get": {"y": 2}}},
    }
    assert report.findings == ()


@pytest.mark.parametrize(
    ("spec", "action", "expected"),
    [
        ("a: [1]", "{target: $.a, update: [2, 3]}", {"a": [1, 2, 3]}),
        ("a: [1]", "{target: $.a, update: {b: 2}}", {"a": [1, {"b": 2}]}),
        ("a: {b: [1]}", "{target: $.a, update: {b: [2]}}", {"a": {"b": [1, 2]}}),
        ("a: 1", "{target: $.a, update: x}", {"a": "x"}),
        ("a: 1", "{target: $.a, update: null}", {"a": None}),
        ("a: [1, 2, 3, 2]", "{target: '$.a[?@ == 2]', remove: true}", {"a": [1, 3]}),
        ("a: {b: 1, c: 2}", "{target: $.a.b, remove: true}", {"a": {"c": 2}}),
        ("a: {x: {x: 1}}", "{target: $..x, remove: true}", {"a": {}}),
        ("a: {b: 1}\nc: {}", "{target: $.c, copy: $.a}", {"a": {"b": 1}, "c": {"b": 1}}),
        ("a: {b: 1}", "{target: $.a, remove: false, update: {b: 2}}", {"a": {"b": 2}}),
    ],
)
def test_changes(spec, action, expected):
    result, report = applied(spec, f"- {action}")

    assert result.document.root.plain() == expected
    assert report.findings == ()
    assert all(hit > 0 for hit in result.hits)


def test_matches_do_not_share_what_is_written():
    result, _ = applied(
        "a: {}\nb: {}", "- {target: '$.*', update: {x: {y: 1}}}\n- {target: $.a.x, update: {z: 2}}"
    )

    assert result.document.root.plain() == {"a": {"x": {"y": 1, "z": 2}}, "b": {"x": {"y": 1}}}


def test_nodes_remember_which_file_wrote_them():
    result, _ = applied(
        "a: {b: 1}\nl: [1]", "- {target: $.a, update: {c: 2, b: 3}}\n- {target: $.l, update: [2]}"
    )
    root = result.document.root

    assert (root["a"].file, root["a"].line, root["a"].col) == ("spec.yaml", 1, 4)
    assert (root["a"]["c"].file, root["a"]["c"].line) == ("patch.yaml", 4)
    assert (root["a"]["b"].file, root["a"]["b"].line) == ("patch.yaml", 4)
    assert [node.file for node in root["l"].children()] == ["spec.yaml", "patch.yaml"]
    assert root["l"][1].pointer == "/l/1"


@pytest.mark.parametrize(
    ("spec", "action", "code"),
    [
        ("a: 1", "{target: $.b, update: 1}", "overlay-no-match"),
        ("a: {b: 1}", "{target: $.a, update: {b: 1}}", "overlay-no-change"),
        ("a: 1", "{target: '$.[', update: 1}", "overlay-target"),
        ("a: 1", "{target: a, update: 1}", "overlay-target"),
        ("a: 1", "{target: '', update: 1}", "overlay-target"),
        ("a: 1", "{target: '$[?@.a == 1e999]', update: 1}", "overlay-target"),
        ("a: {}", "{target: $.a, copy: ''}", "overlay-target"),
        ("a: {b: [1]}", "{target: $.a, update: {b: {}}}", "overlay-mismatch"),
        ("a: {b: [1]}", "{target: $.a, update: 1}", "overlay-mismatch"),
        ("a: 1\nb: []", "{target: '$.*', update: 1}", "overlay-mismatch"),
        ("a: 1", "{target: $, remove: true}", "overlay-mismatch"),
        ("a: {}", "{target: $.a, copy: $.b}", "overlay-mismatch"),
        ("a: {}", "{target: $.a}", "overlay-invalid"),
        ("a: {}", "{target: $.a, update: {}, copy: $.a}", "overlay-invalid"),
        ("a: {}", "{target: 1, update: {}}", "overlay-invalid"),
        ("a: {}", "{target: $.a, remove: 1}", "overlay-invalid"),
        ("a: {}", "{target: $.a, copy: 1}", "overlay-invalid"),
        ("a: {}", "{target: $.a, updte: {b: 1}, update: {c: 1}}", "overlay-invalid"),
        ("a: {}", "text", "overlay-invalid"),
    ],
)
def test_faults_are_located_in_the_overlay(spec, action, code):
    _, report = applied(spec, f"- {action}")

    assert [(each.code, each.file, each.line) for each in report] == [(code, "patch.yaml", 4)]


def test_a_misspelt_key_names_its_neighbour():
    _, report = applied("a: {}", "- {target: $.a, descripton: x, update: {b: 1}}")

    assert [each.hint for each in report] == ["is 'description' meant?"]


def test_own_keys_are_welcome():
    assert applied("a: {}", "- {target: $.a, x-reason: because, update: {b: 1}}")[1].findings == ()


@pytest.mark.parametrize(
    "patch",
    ["overlay: 2.0.0\nactions: [{target: $, update: {x: 1}}]", "overlay: 1.0.0", "actions: {}"],
)
def test_documents_that_are_no_overlay(patch):
    report = Diagnostics()

    overlay.apply(parse("a: 1", "spec.yaml", report), parse(patch, "patch.yaml", report), report)

    assert set(report.codes) == {"overlay-invalid"}


def test_a_severity_can_be_replaced():
    result, report = applied(
        "a: 1",
        "- {target: $.b, update: 1}\n- {target: $.a, update: 2}",
        severities={"overlay-no-match": Severity.NOTICE},
    )

    assert [each.severity for each in report] == [Severity.NOTICE]
    assert result.hits == (0, 1)
    assert result.document.root.plain() == {"a": 2}


def test_the_document_is_left_alone():
    report = Diagnostics()
    document = parse("a: {b: 1}", "spec.yaml", report)

    overlay.apply(
        document,
        parse("overlay: 1.0.0\nactions: [{target: $.a, update: {b: 2}}]", "p.yaml", report),
        report,
    )

    assert document.root.plain() == {"a": {"b": 1}}


@pytest.mark.parametrize(
    "query",
    [
        "$..[?@.enum[0] == 'A']",
        "$..[?@.enum[0]=='A'&&@.enum[1] == 'B']",
        "$..[?@.a.b == 'A']",
        "$..[?@.type == '@.b == C']",
        "$..[?@.none == 'A']",
        "$..[?@.enum[0] != 'A']",
        "$..[?@.enum[0] == 'A' || @.a]",
        "$..enum",
        "$.x..enum[0]",
        "$.x..enum['none', *]",
        "$.*..enum",
        "$['x', 'y']..a.b",
        "$.x.deep[*]..enum",
        "$.y..['enum']",
        "$..x..enum",
        "$.x..enum..b",
        "$['a..enum']",
        "$['a..enum'].c",
        "$.none..enum",
    ],
)
def test_queries_that_look_everywhere_select_what_the_library_selects(query):
    from generator.document.overlay.jsonpath import _environment, find

    root = {
        "x": {"enum": ["A", "B"], "deep": [{"enum": ["A"]}, {"a": {"b": "A"}}, "enum"]},
        "enum": ["A"],
        "y": [[{"enum": ["B"]}, {"type": "@.b == C"}], {"enum": "A"}],
        "a..enum": {"c": 1},
    }
    expected = [match.parts for match in _environment().finditer(query, root)]

    assert find(query, root) == list(dict.fromkeys(expected))
