"""Literals, unions and imports."""

import ast
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.python.code import (
    Imports,
    call,
    literal,
    mapping,
    ordered,
    string,
    syntax_tree,
    union,
)

RUNTIME = Path(__file__).parents[3] / "templates/runtime"
OF_OTHERS = '''
"""A module.

def in_a_text():
    a = 1
"""
def one(): return {"a":
  1}
def two(
        x,
    y=(1,
2)):
    'A docstring in other quotes.'
    z = (
1)
    return z
class A:
    def three(self) -> "str":
        """A docstring, and \\""" in it."""

        def inner(): pass
        return """
def in_a_body():
    pass
"""
    async def four(self):
        # comment
        return "a\\
b"
    limit: int = 1
    """A field."""
'''

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
    assert ast.literal_eval(string(text)) == text


@given(st.text(st.characters()))
def test_strings_are_printable(text):
    assert string(text).isprintable()


@given(JSON)
def test_literals_come_back(value):
    assert ast.literal_eval(literal(value)) == value


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
    assert string(text) == written


def test_tuple_of_one():
    assert literal(("a",)) == '("a",)'


def test_mapping_and_call():
    assert mapping([("a b", "x")]) == '{"a b": x}'
    assert call("f", ["1"], {"a": "2"}, "rest") == "f(1, a=2, **rest)"


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
    assert union(*parts, optional=optional) == written


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

    assert imports.lines() == (
        "from datetime import UTC, date",
        "from typing import Any",
        "",
        "from msgspec import field",
        "",
        "from ..models.calls import Call",
        "from .texts import Other",
    )


def test_imports_for_type_checkers_stand_apart():
    imports = Imports("")
    imports.use("datetime", "date", checking=True)
    imports.use("datetime", "time", checking=True)
    imports.use("datetime", "time")

    assert imports.lines(checking=True) == ("from datetime import date",)
    assert imports.lines() == ("from datetime import time", "from typing import TYPE_CHECKING")


def test_hidden_names_get_an_alias():
    imports = Imports("models.calls")

    assert imports.use("datetime", "date", hidden={"date"}) == "_date"
    assert imports.use("builtins", "list", hidden={"list"}) == "_list"
    assert imports.use("datetime", "date") == "date"
    assert imports.lines() == (
        "from builtins import list as _list",
        "from datetime import date",
        "from datetime import date as _date",
    )


def test_names_of_the_module_itself_win():
    imports = Imports("models.calls", ["Model"])

    assert imports.use("._runtime.models.model", "Model") == "_Model"
    assert imports.use(".models.calls", "Model") == "Model"
    assert imports.lines() == ("from .._runtime.models.model import Model as _Model",)


def test_two_modules_with_the_same_name():
    imports = Imports("types")

    assert [imports.use(module, "Page") for module in (".a", ".b", ".a")] == [
        "Page",
        "_Page",
        "Page",
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
def test_one_spelling_means_one_item(uses, hidden):
    imports = Imports("m")
    meanings = {}
    for module, name in uses:
        spelled = imports.use(module, name, hidden=hidden)
        assert spelled not in hidden
        assert meanings.setdefault(spelled, (module, name)) == (module, name)
    ast.parse("\n".join(imports.lines()))


def test_ordered():
    assert ordered(["raw", "X", "ALL", "Api"]) == ["ALL", "Api", "X", "raw"]


class WithoutBodies(ast.NodeTransformer):
    """Leaves the docstring of each function, or nothing."""

    def visit_FunctionDef(self, node):
        if node.name == "__init__":
            return node
        node.body = node.body[:1] if ast.get_docstring(node) is not None else []
        return node

    def visit_AsyncFunctionDef(self, node):
        return self.visit_FunctionDef(node)


def outline(tree):
    """The tree with its lines, without the bodies of functions."""
    tree = deepcopy(tree)  # others read the same one
    for node in ast.walk(tree):
        node.end_lineno = node.end_col_offset = None
    return ast.dump(WithoutBodies().visit(tree), include_attributes=True)


@pytest.mark.parametrize(
    "source",
    [
        *(
            pytest.param(each.read_bytes(), id=each.relative_to(RUNTIME).as_posix())
            for each in sorted(RUNTIME.rglob("*.py"))
        ),
        pytest.param(OF_OTHERS.encode(), id="of others"),
        pytest.param(OF_OTHERS.replace("\n", "\r\n").encode(), id="of others on Windows"),
        pytest.param("# coding: latin-1\nx = 'é'\n".encode("latin-1"), id="Latin-1"),
        pytest.param(b"def f(:\n", id="not Python"),
    ],
)
def test_trees_lack_nothing_but_the_bodies_of_functions(source):
    try:
        expected = ast.parse(source)
    except SyntaxError:
        expected = ast.Module([], [])

    assert outline(syntax_tree(source)) == outline(expected)


def test_most_bodies_are_not_parsed():
    source = (RUNTIME / "models/decode.py").read_bytes()
    parsed, whole = (
        sum(1 for _ in ast.walk(each)) for each in (syntax_tree(source), ast.parse(source))
    )

    assert parsed < whole / 2
