"""Literals, unions and imports."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.python.code import Imports, call, literal, mapping, ordered, string, union

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.text(st.characters()))
def test_strings_come_back(text):
    assert text == ast.literal_eval(string(text))


@given(st.text(st.characters()))
def test_strings_are_printable(text):
    assert string(text).isprintable()


@given(JSON)
def test_literals_come_back(value):
    assert value == ast.literal_eval(literal(value))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain", '"plain"'),
        ("it's", '"it\'s"'),
        ('say "x"', "'say \"x\"'"),
        ("a\nb\\", '"a\\nb\\\\"'),
        ("\u202ex\u200b", '"\\u202ex\\u200b"'),
        ("\ud800", '"\\ud800"'),
        ("é€", '"é€"'),
    ],
)
def test_string(text, written):
    assert written == string(text)


def test_tuple_of_one():
    assert '("a",)' == literal(("a",))


def test_mapping_and_call():
    assert '{"a b": x}' == mapping([("a b", "x")])
    assert "f(1, a=2, **rest)" == call("f", ["1"], [("a", "2")], "rest")


@pytest.mark.parametrize(
    ("parts", "optional", "written"),
    [
        (["int"], True, "int | None"),
        (["A | str", "str"], False, "A | str"),
        (["None"], True, "None"),
        (["list[A | B]", "None"], False, "list[A | B] | None"),
    ],
)
def test_union(parts, optional, written):
    assert written == union(*parts, optional=optional)


def test_imports_are_sorted_and_grouped():
    imports = Imports("resources.calls")
    for module, name in (
        (".models.calls", "Call"),
        (".resources.texts", "Other"),
        ("msgspec", "field"),
        ("typing", "Any"),
        ("datetime", "date"),
        ("datetime", "UTC"),
        ("builtins", "int"),
    ):
        imports.use(module, name)

    assert (
        "from datetime import UTC, date",
        "from typing import Any",
        "",
        "from msgspec import field",
        "",
        "from ..models.calls import Call",
        "from .texts import Other",
    ) == imports.lines()


def test_imports_for_type_checkers_stand_apart():
    imports = Imports("")
    imports.use("datetime", "date", checking=True)
    imports.use("datetime", "time", checking=True)
    imports.use("datetime", "time")

    assert ("from datetime import date",) == imports.lines(checking=True)
    assert ("from datetime import time", "from typing import TYPE_CHECKING") == imports.lines()


def test_hidden_names_get_an_alias():
    imports = Imports("models.calls")

    assert "_date" == imports.use("datetime", "date", hidden={"date"})
    assert "_list" == imports.use("builtins", "list", hidden={"list"})
    assert "date" == imports.use("datetime", "date")
    assert (
        "from builtins import list as _list",
        "from datetime import date",
        "from datetime import date as _date",
    ) == imports.lines()


def test_names_of_the_module_itself_win():
    imports = Imports("models.calls", ["Model"])

    assert "_Model" == imports.use("._runtime.models.model", "Model")
    assert "Model" == imports.use(".models.calls", "Model")
    assert ("from .._runtime.models.model import Model as _Model",) == imports.lines()


def test_two_modules_with_the_same_name():
    imports = Imports("types")

    assert ["Page", "_Page", "Page"] == [
        imports.use(module, "Page") for module in (".a", ".b", ".a")
    ]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", ".b", "c.d", "builtins"]), st.sampled_from(["X", "int", "y"])
        ),
        max_size=8,
    ),
    st.sets(st.sampled_from(["X", "int", "y", "_X"])),
)
def test_one_spelling_means_one_thing(uses, hidden):
    imports = Imports("m")
    meanings = {}
    for module, name in uses:
        spelled = imports.use(module, name, hidden=hidden)
        assert spelled not in hidden
        assert (module, name) == meanings.setdefault(spelled, (module, name))
    ast.parse("\n".join(imports.lines()))


def test_ordered():
    assert ["ALL", "Api", "X", "raw"] == ordered(["raw", "X", "ALL", "Api"])
