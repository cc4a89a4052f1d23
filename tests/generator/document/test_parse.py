"""Any bytes become nodes with places, or findings; nothing is raised."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.findings import Diagnostics
from generator.document import MAX_BYTES, Node, load, parse, pointer_of

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.text()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def findings(raw, file="a.yaml"):
    report = Diagnostics()
    parse(raw, file, report)
    return [(each.code, each.line, each.col) for each in report]


def plain(raw, file="a.yaml"):
    report = Diagnostics()
    document = parse(raw, file, report)
    assert report.findings == ()
    return document.root.plain()


@pytest.mark.parametrize(
    ("raw", "file", "expected"),
    [
        (b"", "a.json", [("file-empty", 0, 0)]),
        (b" \n", "a.yaml", [("file-empty", 0, 0)]),
        (b'{"a" 1}', "a.json", [("json-syntax", 1, 6)]),
        (b'{"a": 1', "a.json", [("json-syntax", 1, 8)]),
        (b'{"a": tru}', "a.json", [("json-syntax", 1, 7)]),
        (b'{"a": "x\ny"}', "a.json", [("json-syntax", 1, 7)]),
        (b'{"a": "\\q"}', "a.json", [("json-syntax", 1, 7)]),
        (b"{} x", "a.json", [("json-syntax", 1, 4)]),
        (b"a: 1", "a.json", [("json-syntax", 1, 1)]),
        (b"a: [1", "a.yaml", [("yaml-syntax", 2, 1)]),
        (b"a: \x07", "a.yaml", [("yaml-syntax", 1, 4)]),
        (b"a: 1\n---\nb: 2", "a.yaml", [("yaml-documents", 2, 1)]),
        (b"a: *b", "a.yaml", [("yaml-alias", 1, 4)]),
        (b"a: &b [*b]", "a.yaml", [("yaml-alias", 1, 8)]),
        (b"a: !!python/name:os.system x", "a.yaml", [("yaml-tag", 1, 4)]),
        (b"? [a]\n: b", "a.yaml", [("yaml-key", 1, 3)]),
        (b"<<: 1\na: 2", "a.yaml", [("yaml-key", 1, 5)]),
        (b'{"a": 1,\n "a": 2}', "a.json", [("duplicate-key", 2, 2)]),
        (b"a: 1\na: 2", "a.yaml", [("duplicate-key", 2, 1)]),
        (
            b'{"a": NaN, "b": -Infinity}',
            "a.json",
            [("number-not-finite", 1, 7), ("number-not-finite", 1, 17)],
        ),
        (
            b"a: .nan\nb: -.inf\nc: 1e999",
            "a.yaml",
            [("number-not-finite", n, 4) for n in (1, 2, 3)],
        ),
        (b'{"a": 1e999}', "a.json", [("number-not-finite", 1, 7)]),
        (b'{"a": 9223372036854775808}', "a.json", [("number-range", 1, 7)]),
        (b'{"a": ' + b"9" * 6000 + b"}", "a.json", [("number-too-long", 1, 7)]),
        (b"a: " + b"9" * 6000, "a.yaml", [("number-too-long", 1, 4)]),
        (b'{"a": "\\ud800"}', "a.json", [("lone-surrogate", 1, 7)]),
        (b"[]", "a.json", [("not-an-object", 1, 1)]),
        (b"just text", "a.yaml", [("not-an-object", 1, 1)]),
        (b'a: "\xff"', "a.yaml", [("encoding", 1, 5)]),
        ("{}".encode("utf-16"), "a.json", [("encoding", 0, 0)]),
        (b'{"a":' * 10_000, "a.json", [("too-deep", 1, 1006)]),
        (b"[" * 10_000, "a.yaml", [("too-deep", 1, 201)]),
        (b"- " * 10_000, "a.yaml", [("too-deep", 1, 401)]),
    ],
)
def test_bad_text_is_a_located_finding(raw, file, expected):
    assert findings(raw, file) == expected


def test_laughing_aliases_end_in_a_finding():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]

    assert [code for code, _, _ in findings("\n".join(lines))] == ["yaml-alias"]


def test_aliases_that_nest_too_deep_are_a_finding():
    lines = ["a0: &a0 [x]", *(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 300))]

    assert [code for code, _, _ in findings("\n".join(lines))] == ["too-deep"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("# nothing yet\n", {}),
        ("a: 2021-07-26", {"a": "2021-07-26"}),
        ("a: no\nb: on\nc: true", {"a": "no", "b": "on", "c": True}),
        ("200: ok\ntrue: x", {"200": "ok", "true": "x"}),
        ("a: 010\nb: 0x1F\nc: 0o17\nd: 1_000", {"a": 10, "b": 31, "c": 15, "d": "1_000"}),
        ("a: 1.5\nb: 1.\nc: .5\nd: 1e3", {"a": 1.5, "b": 1.0, "c": 0.5, "d": 1000.0}),
        ("a: ~\nb:\nc: ''", {"a": None, "b": None, "c": ""}),
        ("a: '1'\nb: !!str 1", {"a": "1", "b": "1"}),
        ("a: &x {y: 1}\nb: *x", {"a": {"y": 1}, "b": {"y": 1}}),
        ("a: &x {y: 1, z: 1}\nb: {<<: *x, z: 2}", {"a": {"y": 1, "z": 1}, "b": {"y": 1, "z": 2}}),
        ("b:\n  <<: [{y: 1}, {y: 2, z: 3}]", {"b": {"y": 1, "z": 3}}),
        ("\ufeffa: 1", {"a": 1}),
    ],
)
def test_yaml_follows_the_core_schema(raw, expected):
    assert plain(raw) == expected


def test_an_alias_has_an_address_of_its_own():
    root = parse("a: &x {y: 1}\nb: *x", "a.yaml", Diagnostics()).root

    assert root["b"]["y"].pointer == "/b/y"


def test_nodes_know_their_place():
    root = parse('{\n  "a/b": [\n    {"c~": "x"}\n  ]\n}', "a.json", Diagnostics()).root
    node = root["a/b"][0]["c~"]

    assert (node.pointer, node.line, node.col, node.key.col) == ("/a~1b/0/c~0", 3, 12, 6)
    assert [each.pointer for each in root.mappings()] == ["", "/a~1b/0"]
    assert pointer_of("paths", "/a", "get") == "/paths/~1a/get"


def test_missing_fields():
    root = parse('{"a": [1]}', "a.json", Diagnostics()).root

    assert root.get("b") is None
    assert root["a"].get("b") is None
    assert list(root["a"].items()) == []
    with pytest.raises(KeyError):
        root["a"]["b"]


def test_json_without_its_suffix_is_recognised():
    assert plain('{"a": 1}', "description") == {"a": 1}


@given(VALUES)
def test_json_reads_like_the_standard_library(value):
    text = json.dumps({"x": value}, indent=1)
    report = Diagnostics()

    document = parse(text, "a.json", report)

    if not report.failed:
        assert document.root.plain() == json.loads(text)


@given(st.binary(max_size=200), st.sampled_from(["a.json", "a.yaml", "a"]))
def test_any_bytes(raw, file):
    report = Diagnostics()

    document = parse(raw, file, report)

    assert (document is None) <= report.failed


@given(
    st.text(alphabet="{}[]:,-&*!|>'\"#%@\\ \n\tab1.e~<?", max_size=60),
    st.sampled_from(["a.json", "a.yaml"]),
)
def test_any_punctuation(text, file):
    report = Diagnostics()

    document = parse(text, file, report)

    assert document is None or isinstance(document.root, Node)
    assert (document is None) <= report.failed


def test_files(tmp_path):
    (tmp_path / "big.json").touch()
    with (tmp_path / "big.json").open("r+b") as stream:
        stream.truncate(MAX_BYTES + 1)
    report = Diagnostics()

    for name in ("missing.json", ".", "big.json", "\0"):
        assert load(tmp_path / name, report, name) is None

    result = {each.file: each.code for each in report}
    assert result == {
        "missing.json": "file-missing",
        ".": "file-unreadable",
        "big.json": "file-too-big",
        "\0": "file-unreadable",
    }


def test_aliases_that_explode_are_refused_before_anything_is_copied():
    lines = ["a0: &a0 [x,x,x,x,x,x,x,x,x,x]"]
    lines += [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    report = Diagnostics()
    start = time.process_time()

    assert parse("\n".join(lines), "bomb.yaml", report) is None
    assert report.codes == ("yaml-alias",)
    assert time.process_time() - start < 0.5
