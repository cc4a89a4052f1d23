"""Entries are removed, replaced and added; everything else stays byte for byte."""

import json

import pytest
import yaml

from generator.document.draft import Draft, entries

BLOCK = """\
# head
overlay: 1.0.0   # version

actions:

  # ---- one
  - target: $.a
    update:
      x-one: true   # why
      x-two: {a: 1, b: [1, 2], c: é}

  # ---- two
  - target: $.b
    description: >-
      Folded, and
      long.

  - {target: $.c, remove: true}
# tail
"""


def removed(text, line, col):
    draft = Draft(text)
    draft.remove(draft.at(line, col)[-1])
    return draft.done()


@pytest.mark.parametrize(
    ("line", "col", "gone"),
    [
        (9, 7, "      x-one: true   # why\n"),
        (10, 7, "      x-two: {a: 1, b: [1, 2], c: é}\n"),
        (10, 15, "a: 1, "),
        (10, 21, "b: [1, 2], "),
        (10, 25, "1, "),
        (10, 28, ", 2"),
        (10, 32, ", c: é"),
        (2, 1, "overlay: 1.0.0   # version\n"),
        (14, 5, "    description: >-\n      Folded, and\n      long.\n"),
        (18, 22, ", remove: true"),
    ],
)
def test_an_entry_goes_and_nothing_else(line, col, gone):
    assert BLOCK.count(gone) >= 1
    before = yaml.safe_load(BLOCK)

    after = removed(BLOCK, line, col)

    assert len(after) == len(BLOCK) - len(gone)
    assert after in {BLOCK[:at] + BLOCK[at + len(gone) :] for at in range(len(BLOCK))}
    assert yaml.safe_load(after) != before


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, ["$.b", "$.c"]), (1, ["$.a", "$.c"]), (2, ["$.a", "$.b"])],
)
def test_items_of_a_list_go_with_one_blank_line(number, expected):
    draft = Draft(BLOCK)
    draft.remove(entries(entries(draft.root)[1].value)[number])
    after = draft.done()

    assert [each["target"] for each in yaml.safe_load(after)["actions"]] == expected
    assert "\n\n\n" not in after
    assert [line for line in after.splitlines() if "#" in line] == [
        line for line in BLOCK.splitlines() if "#" in line and (number or "why" not in line)
    ]


@pytest.mark.parametrize(
    ("text", "line", "col", "expected"),
    [
        ("a:\n  b: 1\nc: 2\n", 2, 3, {"a": {}, "c": 2}),
        ("a:\n- 1\nc: 2\n", 2, 3, {"a": [], "c": 2}),
        ("a: {b: 1}\n", 1, 5, {"a": {}}),
        ("a: [1]\n", 1, 5, {"a": []}),
        ("- a: 1\n  b: 2\n", 1, 3, [{"b": 2}]),
        ("- - 1\n  - 2\n", 1, 5, [[2]]),
        ('{"a": 1, "b": {"c": [1, 2]}}', 1, 2, {"b": {"c": [1, 2]}}),
        ('{\n  "a": 1,\n  "b": 2\n}\n', 3, 3, {"a": 1}),
        ('{\n  "a": [\n    {"x": 1},\n    {"y": 2}\n  ]\n}', 3, 5, {"a": [{"y": 2}]}),
        ("a: |\n  x\n\n  # no comment\nb: 1\n", 1, 1, {"b": 1}),
        ("b: 1\na: 'last'", 2, 1, {"b": 1}),
        ("é: ö\nb: 1\n", 2, 1, {"é": "ö"}),
    ],
)
def test_what_is_left_is_still_a_document(text, line, col, expected):
    assert yaml.safe_load(removed(text, line, col)) == expected


def test_two_edits_are_made_together_and_outer_ones_win():
    draft = Draft(BLOCK)
    one = draft.at(9, 7)
    draft.remove(one[-1])
    draft.remove(one[1])
    (target,) = [each for each in entries(draft.at(13, 5)[1].value) if each.name == "target"]
    draft.replace(target.value, "$.z")

    actions = yaml.safe_load(draft.done())["actions"]

    assert [each["target"] for each in actions] == ["$.z", "$.c"]
    assert draft.is_edited


@pytest.mark.parametrize(
    "text",
    [
        BLOCK,
        "overlay: 1.0.0\nactions: [{target: $.a, remove: true}]\n",
        "overlay: 1.0.0\nactions: []\n",
        "overlay: 1.0.0\nactions:\n- target: $.a\n  remove: true",
        json.dumps({"overlay": "1.0.0", "actions": [{"target": "$.a", "remove": True}]}, indent=2),
    ],
)
def test_items_are_added_behind_the_others(text):
    before = yaml.safe_load(text)["actions"]
    draft = Draft(text)
    (actions,) = [each for each in entries(draft.root) if each.name == "actions"]
    for name in ("one", "two"):
        draft.append(actions.value, None, {"target": f"$.{name}", "update": {"x-effect": "read"}})

    after = yaml.safe_load(draft.done())["actions"]

    assert after[: len(before)] == before
    assert [each["target"] for each in after[len(before) :]] == ["$.one", "$.two"]


@pytest.mark.parametrize("text", ["a: b.c\n# end\n", "a: b.c", '{"a": "b.c"}', "{a: b.c}"])
def test_entries_are_added_behind_the_others(text):
    draft = Draft(text)
    draft.append(draft.root, "getB", "b.get")
    draft.append(draft.root, "getC", "c.get")

    assert yaml.safe_load(draft.done()) == {"a": "b.c", "getB": "b.get", "getC": "c.get"}


def test_line_ends_stay():
    text = BLOCK.replace("\n", "\r\n")
    draft = Draft(text)
    draft.append(entries(draft.root)[1].value, None, {"target": "$.d", "remove": True})

    assert draft.done().count("\n") == draft.done().count("\r\n")
