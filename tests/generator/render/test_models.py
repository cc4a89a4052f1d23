"""Models, enums and TypedDicts as they come out of a few lines."""

import ast
import pickle
import typing

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.package.models import camel

PATHS = """
paths:
  /widgets:
    post:
      operationId: addWidget
      parameters: [{name: body, in: body, schema: {$ref: '#/definitions/Widget'}}]
"""


def models(load, definitions):
    return load(PATHS + definitions).models


@given(st.from_regex(r"_?[a-z][a-zA-Z0-9_]{0,12}", fullmatch=True))
def test_camel_is_what_msgspec_does(name):
    struct = msgspec.defstruct("S", [(name, int)], rename="camel")

    assert (camel(name),) == struct.__struct_encode_fields__


def test_wire_names_are_given_only_where_the_rule_fails(build):
    text = build(PATHS + """
definitions:
  Widget:
    properties: {fromNumber: {type: string}, dialplanXML: {type: string}, class: {type: string}, x-odd: {type: string}}
""")["src/widgets/models/widgets.py"]

    assert "from_number: str | None = None\n" in text
    assert 'dialplan_xml: str | None = field(default=None, name="dialplanXML")\n' in text
    assert "class_: str | None = None\n" in text
    assert 'x_odd: str | None = field(default=None, name="x-odd")\n' in text


def test_fields_may_be_called_like_their_types(load):
    item = models(
        load,
        """
definitions:
  Widget:
    properties:
      int: {type: integer}
      str: {type: string}
      list: {type: array, items: {type: integer}}
      date: {type: string, format: date}
      datetime: {type: integer, x-unix-ms: true}
      field: {type: string, description: hides nothing}
      Odd-Name: {type: integer}
""",
    ).Widget

    hints = typing.get_type_hints(item)

    assert hints["int"] == int | None
    assert hints["list"] == list[int] | None
    assert item(int=1, list=[2]).list == [2]


def test_models_may_refer_to_each_other(load):
    result = models(
        load,
        """
definitions:
  Widget: {properties: {parent: {$ref: '#/definitions/Widget'}, other: {$ref: '#/definitions/Other'}}}
  Other: {properties: {widgets: {type: array, items: {$ref: '#/definitions/Widget'}}}}
""",
    )
    nested = result.Widget(other=result.Other(widgets=[result.Widget()]))

    assert pickle.loads(pickle.dumps(nested)) == nested


def test_lists_may_come_before_what_they_hold(load):
    result = models(
        load,
        """
definitions:
  Widget: {properties: {alpha: {$ref: '#/definitions/Alpha'}}}
  Alpha: {properties: {items: {type: array, items: {$ref: '#/definitions/Beta'}}}}
  Beta: {properties: {items: {type: array, items: {$ref: '#/definitions/Zed'}}}}
  Zed: {properties: {id: {type: integer}}}
""",
    )
    alpha = result.Alpha(items=[result.Beta(items=[result.Zed(id=1)])])

    assert alpha[0][0].id == 1


def test_models_are_frozen_and_keyword_only(load):
    item = models(load, "definitions: {Widget: {properties: {id: {type: integer}}}}").Widget

    with pytest.raises(TypeError):
        item(1)
    with pytest.raises(AttributeError):
        item(id=1).id = 2


def test_enums_are_open(load):
    result = models(
        load,
        "definitions: {Widget: {properties: {state: {type: string, enum: ['ON', '3GP', 'a b']}}}}",
    )
    state = result.WidgetState

    assert [entry.value for entry in state] == ["ON", "3GP", "a b"]
    assert state("LATER") == "LATER"


def test_calendar_objects_have_their_bases(build):
    text = build(PATHS + """
definitions:
  Widget: {properties: {day: {$ref: '#/definitions/Day'}}}
  Day: {x-calendar: date, properties: {year: {type: integer}, month: {type: integer}, day: {type: integer}}}
""")

    assert "class Day(DateObject):" in text["src/widgets/models/widgets.py"]
    assert "day: date | Day | DayDict | None = None" in text["src/widgets/resources/widgets.py"]


def test_fields_that_responses_always_hold_have_no_none(build):
    text = build("""
paths:
  /widgets: {get: {operationId: f, responses: {200: {description: d, schema: {$ref: '#/definitions/Widget'}}}}}
definitions:
  Widget:
    properties:
      id: {type: integer, x-always: true}
      date: {type: integer, x-unix-ms: true, x-always: true}
      madeAT: {type: string, x-always: true}
      name: {type: string}
""")["src/widgets/models/widgets.py"]

    assert fields(text, "Widget") == [
        "id: int = OMITTED",
        "date: Timestamp = OMITTED",
        "made_at: str = field(default=OMITTED, name='madeAT')",
        "name: str | None = None",
    ]


def fields(text, name):
    """The annotated fields of a class of a module."""
    node = next(each for each in ast.parse(text).body if getattr(each, "name", "") == name)
    return [ast.unparse(each) for each in node.body if isinstance(each, ast.AnnAssign)]


def test_constructors_of_inputs_take_what_methods_take(build):
    text = build("""
paths:
  /widgets: {post: {operationId: f, parameters: [
    {name: body, in: body, schema: {type: array, items: {$ref: '#/definitions/Widget'}}}]}}
definitions:
  Widget:
    properties:
      self: {type: string}
      kinds: {type: array, items: {type: string, enum: [A]}}
      inner: {$ref: '#/definitions/Inner'}
  Inner: {properties: {name: {type: string}}}
""")["src/widgets/models/widgets.py"]
    inits = {
        each.name: [
            ast.unparse(inner.args)
            for inner in ast.walk(each)
            if isinstance(inner, ast.FunctionDef)
        ]
        for each in ast.parse(text).body
        if isinstance(each, ast.ClassDef) and each.name in {"Widget", "Inner"}
    }

    assert inits["Inner"] == []
    assert inits["Widget"] == [
        "_self, *, self: str | None=..., kinds: Sequence[WidgetKindValue] | None=..., inner: Inner | InnerDict | None=..."
    ]


def test_dicts_hold_what_may_be_written(build):
    text = build("""
paths:
  /widgets:
    post:
      operationId: addWidgets
      parameters:
        - {name: body, in: body, schema: {type: array, items: {$ref: '#/definitions/Widget'}}}
definitions:
  Widget:
    properties:
      id: {type: integer, readOnly: true}
      date: {type: integer, x-unix-ms: true}
      kind: {type: string, enum: [A]}
      inner: {$ref: '#/definitions/Inner'}
      extras: {type: object, additionalProperties: {type: string}}
  Inner: {properties: {name: {type: string}}}
""")["src/widgets/types.py"]

    result = {
        node.name: [ast.unparse(key) for key in node.body[1:]]
        for node in ast.parse(text).body
        if isinstance(node, ast.ClassDef)
    }

    assert result == {
        "InnerDict": ["name: str"],
        "WidgetDict": [
            "date: datetime | int",
            "kind: WidgetKindValue",
            "'Values: A.'",
            "inner: Inner | InnerDict",
            "extras: Mapping[str, str | float | bool]",
        ],
    }


HOSTILE = [
    '"""\nimport shelve\n"""',
    "\\",
    "\\N{DIGIT ONE}",
    "{{ 7*7 }}{% raw %}",
    "\u202e\u2066abc",
    "zero\u200bwidth",
    "a\x00b",
    "'''",
    '"',
    "x\r\ny\u2028z",
    "#}{#",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_texts(build, text):
    item = {"description": text, "properties": {"a": {"type": "string", "description": text}}}
    kind = {"type": "string", "enum": [text, "B"], "description": text}
    operation = {
        "operationId": "add",
        "summary": text,
        "description": text,
        "tags": ["widgets"],
        "parameters": [
            {
                "name": "body",
                "in": "body",
                "description": text,
                "schema": {"$ref": "#/definitions/Widget"},
            },
            {"name": "kind", "in": "query", "description": text, **kind},
            {"name": text, "in": "header", "type": "string", "description": text},
        ],
        "responses": {"200": {"description": text}, "409": {"description": text}},
    }
    files = build(
        {
            "swagger": "2.0",
            "info": {"title": f"T {text}", "version": text, "description": text},
            "host": "a.example",
            "tags": [{"name": "widgets", "description": text}],
            "paths": {"/widgets": {"post": operation}},
            "definitions": {"Widget": item},
        }
    )

    for path, content in files.items():
        if path.endswith(".py"):
            assert not imported(ast.parse(content)) & {"shelve"}, path
            assert content.replace("\n", "").isprintable(), path


def imported(tree):
    return {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }


def test_type_checkers_know_models_as_frozen_and_keyword_only(load):
    item = models(load, "definitions: {Widget: {properties: {id: {type: integer}}}}").Widget

    messages = item.__mro__[1].__dataclass_transform__

    assert {"frozen_default", "kw_only_default"} <= {*messages, *messages["kwargs"]}
    assert messages["kw_only_default"]
