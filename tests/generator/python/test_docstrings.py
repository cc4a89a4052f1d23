"""Texts of untrusted sources as docstrings: they parse, they read, and nothing of them is code."""

import ast
import textwrap

import black
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.python.docstrings import (
    clean,
    docstring,
    lines,
    note,
    section,
    sentence,
    sentences,
    summary_first,
)

HOSTILE = st.text(
    st.sampled_from("\"'\\`{}%#\n\r\t -*.>|1aZ\u202e\u200b\ud800\x00\x1b\x85\u2028\xa0é")
    | st.characters(),
    max_size=200,
)


def value_of(quoted):
    module = ast.parse(f"class X:\n    {quoted}\n")
    body = module.body[0].body
    assert len(body) == 1
    assert isinstance(body[0].value, ast.Constant)
    return body[0].value.value


@given(HOSTILE)
@example('"""')
@example('""""')
@example('x"')
@example('"')
@example("\\")
@example('\\"""')
@example('"""\nimport os\nos.abort()\n"""')
@example("{{ 7 * 7 }} {% raw %}")
def test_any_text_is_one_docstring(text):
    assert words(value_of(docstring(text))) == words(clean(text))


@given(HOSTILE)
def test_any_text_is_one_note(text):
    assert words(value_of(note(text))) == words(clean(text))


@given(HOSTILE)
def test_docstrings_are_printable(text):
    assert docstring(text).replace("\n", "").isprintable()


@given(HOSTILE)
def test_black_keeps_the_words(text):
    written = black.format_str(
        f"class X:\n    {docstring(text)}\n", mode=black.Mode(line_length=100)
    )

    assert words(ast.parse(written).body[0].body[0].value.value) == words(clean(text))


def words(text):
    return text.split()


@given(st.text("ab `.", max_size=400))
def test_lines_fit(text):
    long = max(map(len, clean(text).replace("`", " ").split()), default=0)

    assert all(len(line) <= max(40, long + 62) for line in lines(clean(text), 40))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\r\nb\x0bc\u2028d", "a\nb\nc\nd"),
        ("\u202eevil\u200b", "\\u202eevil\\u200b"),
        ("a\x00b\x1b[1m", "a\\x00b\\x1b[1m"),
        ("non\xa0breaking\ttab", "non breaking    tab"),
        ("trailing   \n\n", "trailing"),
        ("\ud800", "\\ud800"),
    ],
)
def test_clean(text, shown):
    assert clean(text) == shown


@pytest.mark.parametrize(
    ("text", "ended"),
    [("Done", "Done."), ("Done.", "Done."), ("`x`", "`x`."), ("", ""), ("Why?", "Why?")],
)
def test_sentence(text, ended):
    assert sentence(text) == ended


def test_sentences_know_abbreviations():
    assert sentences("Use e.g. A. Or i.e. B. C.") == ["Use e.g. A.", "Or i.e. B.", "C."]


def test_first_sentence_stands_alone():
    assert summary_first("One. Two. Three.") == "One.\n\nTwo. Three."


def test_markdown_keeps_its_shape():
    text = "Intro that is wrapped here:\n- one item that is long enough\n- two\n\n```\ncode   stays\n```\n| a | b |"

    assert lines(text, 26) == [
        "Intro that is wrapped",
        "here:",
        "- one item that is long",
        "  enough",
        "- two",
        "",
        "```",
        "code   stays",
        "```",
        "| a | b |",
    ]


def test_code_is_not_broken():
    assert lines("Give `items(id, name)` and more.", 24) == ["Give `items(id, name)`", "and more."]


def test_docstring_layout():
    text = "A call. It has a state, and it is long enough to need a second line, which is indented as the first one is."

    assert textwrap.dedent('''\
        """A call.

            It has a state, and it is long enough to need a second line, which is indented as the first one
            is.
            """''') == docstring(text)


def test_section_hangs():
    assert section("Args", [("name", "What it is\ncalled by people.")], 28) == [
        "Args:",
        "    name: What it is called",
        "        by people.",
    ]
