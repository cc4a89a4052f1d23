"""Overlays state what they change, change it nowhere else, and complain when they cannot."""

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.codes import Severity
from generator.diagnostics.findings import Diagnostics
from generator.document import json_parser, overlay, parse
from generator.document.overlay.jsonpath import QueryError, _environment, find
from generator.document.overlay.simple_queries import select

SPEC = Path(__file__).parents[3] / "spec"


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
def test_errors_are_located_in_the_overlay(spec, action, code):
    _, report = applied(spec, f"- {action}")

    assert [(each.code, each.file, each.line) for each in report] == [(code, "patch.yaml", 4)]


def test_a_misspelt_key_names_its_neighbour():
    _, report = applied("a: {}", "- {target: $.a, descripton: x, update: {b: 1}}")

    assert [each.hint for each in report] == ["did you mean description?"]


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


SIMPLE = [
    "$",
    "$.x",
    "$['x', 'y'].enum",
    "$[\"x\"]['enum']",
    "$.*",
    "$[*]",
    "$.x.*",
    "$..enum",
    "$.*..enum",
    "$['x', 'y']..a.b",
    "$.x.deep[*]..enum",
    "$.y..['enum']",
    "$..x..enum",
    "$.x..enum..b",
    "$..*",
    "$..[*]",
    "$['a..enum']",
    "$['a..enum'].c",
    "$.none..enum",
    "$..[?@.enum[0] == 'A']",
    "$..[?@.enum[0]=='A'&&@.enum[1] == 'B']",
    "$..[?@.a.b == 'A']",
    "$..[?@.type == '@.b == C']",
    "$..[?@.none == 'A']",
    "$..[?@.enum[0] == 'A' || @.a]",
    "$..[?@ == 'A']",
    "$..[?@[0] == 'A']",
    "$..[?!@.enum && @.a]",
    "$..[? ! @['enum'] || @.deep ]",
    "$..[?@.deep[?@.a.b == 'A']]",
    "$..[?@..b]",
    "$..[?@.*]",
    "$..[?match(@, 'A|B')]",
    "$..[?!match(@.enum, 'A(B)?')]",
    "$..[?match(@.enum[0], 'A(B)?') && @.enum[1] == 'B']",
]
OTHER = [
    "$..[?@.enum[0] != 'A']",
    "$..[?match(@.type, '@.b == C')]",
    "$..[?@]",
    "$.x..enum[0]",
    "$.x..enum['none', *]",
    "$..[?match(@, '[AB]')]",
    "$..[?match(@, '(?:A)')]",
    "$..[?match(@, 'A.*')]",
    "$..[?(@.a)]",
    "$..[?@.a == 1]",
    "$.y[-1:]",
    "$['\\u0078']",
    "$ .x",
    "$[?!@.a == 'x']",
    "$[?@.a == 'x' == 'y']",
]
WRONG = [
    "x",
    "",
    "$.",
    "$..",
    "$.x.",
    "$[x]",
    "$['x'",
    "$[?@.a == ]",
    "$[?match(@.a)]",
    "$[?'a']",
    "$.x y",
    "$[?@.a,]",
    "$[00]",
    "$['a' 'b']",
]
PLAIN = {
    "x": {"enum": ["A", "B"], "deep": [{"enum": ["A"]}, {"a": {"b": "A"}}, "enum", None]},
    "enum": ["A"],
    "y": [[{"enum": ["B"]}, {"type": "@.b == C"}], {"enum": "A", "a": False}, []],
    "a..enum": {"c": 1},
    "": {"a": {"b": ["A"]}, "0": "A"},
}


def library(query, root):
    return list(
        dict.fromkeys(match.parts for match in _environment().finditer(query, root.plain()))
    )


def node(value):
    return json_parser.read(json.dumps(value), "spec.json", Diagnostics())


ROOT = node(PLAIN)


@pytest.mark.parametrize("query", SIMPLE)
def test_simple_queries_select_what_the_library_selects(query):
    assert select(query, ROOT) == library(query, ROOT)


@pytest.mark.parametrize("query", OTHER)
def test_other_queries_are_left_to_the_library(query):
    assert (select(query, ROOT), find(query, ROOT)) == (None, library(query, ROOT))


@pytest.mark.parametrize("query", WRONG)
def test_what_is_no_query_is_refused(query):
    assert select(query, ROOT) is None
    with pytest.raises(QueryError):
        find(query, ROOT)


@given(
    st.lists(
        st.sampled_from(
            [".a", ".*", "['a', 'b']", "..a", "..['b']", "[?@.a]", "[?@.b == 'x']", "[?!@.a.b]"]
        ),
        max_size=4,
    ),
    st.recursive(
        st.sampled_from(["x", "y", None, 1]),
        lambda each: st.lists(each, max_size=3)
        | st.dictionaries(st.sampled_from("abc"), each, max_size=3),
        max_leaves=12,
    ),
)
def test_any_combination_selects_what_the_library_selects(parts, value):
    query, root = f"${''.join(parts)}", node(value)

    assert select(query, root) == library(query, root)


def test_the_targets_of_the_project_need_no_library():
    spec = parse((SPEC / "swagger.json").read_bytes(), "swagger.json", Diagnostics()).root
    actions = yaml.safe_load((SPEC / "overlay.yaml").read_bytes())["actions"]
    targets = [action["target"] for action in actions]

    assert len(targets) > 100
    assert [each for each in targets if select(each, spec) is None] == []
