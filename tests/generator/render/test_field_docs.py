"""The strings below fields, in the docstrings of their classes."""

import ast

import pytest

from generator.render.common.field_docs import documented

OPTIONS = '''
class Options(TypedDict):
    """The options."""

    limit: int
    """How many;
    default 10."""
    _hidden: int
    """Not shown."""
    quote: str
    """A \\\\ and more."""


class After:
    """Untouched."""
'''


def test_fields_reach_the_docstring():
    tree = ast.parse(documented(OPTIONS))

    assert ast.get_docstring(tree.body[0]) == (
        "The options.\n\nAttributes:\n    limit: How many; default 10.\n    quote: A \\ and more."
    )
    assert ast.get_docstring(tree.body[1]) == "Untouched."


@pytest.mark.parametrize(
    "source",
    [
        "x = 1\n",
        'class A:\n    x: int\n    """No docstring above."""\n',
        'class A:\n    """States.\n\n    Attributes:\n        x: It.\n    """\n\n    x: int\n    """It."""\n',
        'class _A:\n    """Private."""\n\n    x: int\n    """It."""\n',
    ],
)
def test_other_modules_stay_as_they_are(source):
    assert documented(source) == source


def test_a_docstring_of_several_lines_goes_on():
    source = 'class A:\n    """States.\n\n    More.\n    """\n\n    x: int\n    """It."""\n'

    text = ast.get_docstring(ast.parse(documented(source)).body[0])

    assert text == "States.\n\nMore.\n\nAttributes:\n    x: It."
