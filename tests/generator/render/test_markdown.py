"""Text of untrusted sources as Markdown: nothing in it becomes more than text, code, a list or a link to the web."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.render import markdown

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HARMLESS = {
    "paragraph_open",
    "paragraph_close",
    "inline",
    "bullet_list_open",
    "bullet_list_close",
    "ordered_list_open",
    "ordered_list_close",
    "list_item_open",
    "list_item_close",
    "fence",
    "text",
    "text_special",
    "code_inline",
    "softbreak",
    "link_open",
    "link_close",
}


def tokens(text):
    return [part for block in READER.parse(text) for part in (block, *(block.children or ()))]


def shown(text):
    """What a reader sees of a text."""
    return "".join(part.content for part in tokens(text) if part.type in {"text", "code_inline"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("snake_case and PERIOD_LIMIT", "snake_case and PERIOD_LIMIT"),
        ("_emphasis_ and *stars*", "\\_emphasis\\_ and \\*stars\\*"),
        ("`code | here`", "`code \\| here`"),
        ("a | b", "a \\| b"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("R&D", "R&amp;D"),
        ("[go](javascript:alert(1))", "\\[go\\](javascript:alert(1))"),
        ("[go](https://example.com/a_b)", "[go](https://example.com/a_b)"),
        ("see https://example.com/a_b.", "see <https://example.com/a_b>."),
        ("![x](https://example.com/x.png)", "\\![x](https://example.com/x.png)"),
        ("${name}", "$\\{name\\}"),
        ("# not a heading", "&#35; not a heading"),
        ("===", "&#61;=="),
        ("--8<-- file", "&#45;-8&lt;-- file"),
        ("::: module", "&#58;:: module"),
        ("Wow!", "Wow\\!"),
        ("~~~", "&#126;&#126;&#126;"),
        ("- one\n- two", "- one\n- two"),
        ("* one", "- one"),
        ("    indented", "indented"),
        ("> quoted", "&gt; quoted"),
        ("```\nopen <b>", "```\nopen <b>\n```"),
        ("un`closed", "un\\`closed"),
        ("right\u202eleft", "right\\\\u202eleft"),
    ],
)
def test_text(text, expected):
    assert markdown.text(text) == expected


HOSTILE = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("`*_[]()<>!#|~\\-+=:.{}&\"'\n\r\t 1a/")), st.characters(codec="utf-8")
    ),
    max_size=60,
)


@given(HOSTILE)
@example("<!-- \n-->")
@example("[a]: http://x\n\n[a]")
@example("a\n---")
@example("`a`<b>`c`")
@example("|a|b|\n|-|-|\n|1|2|")
@example("\\<b>")
@example("[![x](https://a/)](https://b/)")
def test_no_text_becomes_more_than_text(text):
    result = tokens(markdown.text(text))
    assert {part.type for part in result} - HARMLESS == set()
    targets = [str(part.attrs.get("href", "")) for part in result if part.type == "link_open"]
    assert [target for target in targets if not target.startswith(("http://", "https://"))] == []


@given(HOSTILE)
def test_no_text_leaves_its_cell(text):
    table = markdown.table(("a", "b"), [(markdown.inline(text), markdown.code(text))])
    cells = [part for part in READER.parse(table) if part.type in {"td_open", "th_open"}]
    assert len(cells) == 4
    assert "html_inline" not in {part.type for part in tokens(table)}


@given(HOSTILE)
def test_no_line_ends_its_block_of_code(text):
    (block,) = READER.parse(markdown.fenced(text.splitlines() or [""]))
    assert (block.type, block.info) == ("fence", "python")


@given(st.text(alphabet="ab`c ", min_size=1, max_size=20).filter(str.strip))
def test_code_shows_what_it_was_given(text):
    assert shown(markdown.code(text)).strip() == " ".join(text.split())


@pytest.mark.parametrize(
    ("heading", "expected"),
    [("calls.find", "callsfind"), ("find_calls", "find_calls"), ("Two Words!", "two-words")],
)
def test_slug(heading, expected):
    assert markdown.slug(heading) == expected
