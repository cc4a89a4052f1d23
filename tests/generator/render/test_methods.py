"""Methods as they come out of a few lines: signatures, docstrings, and what they hand to the runtime."""

import ast

import pytest


def methods(
    build, operation, definitions="{}", *, path="/widgets/{id}", verb="post", overrides=None
):
    text = f"""
paths:
  {path}:
    {verb}: {operation}
definitions: {definitions}
"""
    files = build(text, overrides)
    tree = ast.parse(files["src/widgets/resources/widgets.py"])
    return {
        node.name: node
        for part in tree.body
        if isinstance(part, ast.ClassDef)
        for node in part.body
        if isinstance(node, ast.FunctionDef)
    }


def method(build, operation, definitions="{}", **more):
    (result,) = methods(build, operation, definitions, **more).values()
    return result


def signature(node):
    return f"({ast.unparse(node.args)}) -> {ast.unparse(node.returns)}"


def response(node):
    return ast.unparse(node.body[-1].value)


def docstring(node):
    return ast.get_docstring(node)


ID = "{name: id, in: path, required: true, type: integer}"


def test_object_bodies_are_spread_beside_the_id_of_the_path(build):
    result = method(
        build,
        f"{{operationId: op, parameters: [{ID}, {{name: start, in: query, type: boolean}},"
        " {name: body, in: body, schema: {$ref: '#/definitions/Widget'}}]}",
        "{Widget: {properties: {id: {type: integer}, fromNumber: {type: string},"
        " made: {type: string, readOnly: true}}}}",
    )

    assert (
        signature(result)
        == "(self, id: int, *, start: bool | None=None, body_id: int | None=None, from_number: str | None=None) -> None"
    )
    assert (
        response(result)
        == "self._client.call(ops.OP, path={'id': id}, query={'start': start}, body={'id': body_id, 'fromNumber': from_number})"
    )


@pytest.mark.parametrize(
    ("schema", "annotation"),
    [
        ("{type: array, items: {$ref: '#/definitions/Widget'}}", "Sequence[Widget | WidgetDict]"),
        ("{type: array, items: {type: string}}", "Sequence[str]"),
        ("{type: object, additionalProperties: {type: integer}}", "Mapping[str, int]"),
        ("{type: string}", "str"),
        ("{$ref: '#/definitions/Widgets'}", "Sequence[Widget | WidgetDict]"),
    ],
)
def test_other_bodies_are_positional(build, schema, annotation):
    result = method(
        build,
        f"{{operationId: op, parameters: [{{name: body, in: body, required: true, x-name: widgets, schema: {schema}}},"
        " {name: q, in: query, type: string}]}",
        "{Widget: {properties: {a: {type: string}}}, Widgets: {type: array, items: {$ref: '#/definitions/Widget'}}}",
        path="/widgets",
    )

    assert signature(result) == f"(self, widgets: {annotation}, *, q: str | None=None) -> None"
    assert response(result) == "self._client.call(ops.OP, query={'q': q}, body=widgets)"


def test_files_come_first(build):
    result = method(
        build,
        "{operationId: op, consumes: [multipart/form-data], parameters: [{name: name, in: formData, type: string},"
        " {name: file, in: formData, required: true, type: file}]}",
        path="/widgets",
    )

    assert signature(result) == "(self, file: FileInput, *, name: str | None=None) -> None"
    assert response(result) == "self._client.call(ops.OP, form={'file': file, 'name': name})"


def test_order_of_arguments(build):
    result = method(
        build,
        "{operationId: find, x-paging: {limit: limit, offset: offset, items: items, total: total},"
        " responses: {200: {description: d, schema: {$ref: '#/definitions/Page'}}}, parameters: ["
        "{name: offset, in: query, type: integer}, {name: limit, in: query, type: integer},"
        " {name: fields, in: query, type: string, x-partial: true}, {name: b, in: query, type: string},"
        f" {{name: must, in: query, required: true, type: string}}, {ID}, {{name: X-A, in: header, type: string}}]}}",
        "{Page: {properties: {items: {type: array, items: {type: integer}}, total: {type: integer}}}}",
        verb="get",
    )

    assert [argument.arg for argument in result.args.args] == ["self", "id", "must"]
    assert [argument.arg for argument in result.args.kwonlyargs] == [
        "b",
        "x_a",
        "fields",
        "limit",
        "offset",
    ]
    assert ast.unparse(result.returns) == "Page[int]"
    assert response(result).startswith("self._client.page(ops.FIND, path={'id': id}, query={")
    assert response(result).endswith("headers={'X-A': x_a})")


@pytest.mark.parametrize(
    ("properties", "requires", "expected"),
    [
        ("{a: {type: string}, b: {type: string}}", "{properties: [b]}", ["self", "id", "b"]),
        ("{a: {type: string}, b: {type: string}}", "{properties: [a, b]}", ["self", "id"]),
        ("{a: {type: string}}", "{any-of: [[a]]}", ["self", "id"]),
    ],
)
def test_the_only_required_argument_needs_no_name(build, properties, requires, expected):
    result = method(
        build,
        f"{{operationId: add, x-requires: {requires}, parameters: [{ID}, "
        f"{{name: body, in: body, required: true, schema: {{properties: {properties}}}}}]}}",
    )

    assert [argument.arg for argument in result.args.args] == expected


def test_times_enums_and_lists(build):
    result = method(
        build,
        "{operationId: find, parameters: [{name: since, in: query, type: integer, format: int64, x-unix-ms: true},"
        " {name: state, in: query, type: string, enum: [A]},"
        " {name: states, in: query, type: string, x-csv: {enum: [A, B]}},"
        " {name: ids, in: query, type: array, collectionFormat: multi, items: {type: integer}}]}",
        verb="get",
        path="/widgets",
    )
    hints = {each.arg: ast.unparse(each.annotation) for each in result.args.kwonlyargs}

    assert hints["since"] == "datetime | int | None"
    assert hints["state"] == "FindStateValue | None"
    assert hints["states"].startswith("Sequence[")
    assert hints["states"].endswith("Value] | None")
    assert hints["ids"] == "Sequence[int] | None"


def test_downloads_have_two_forms(build):
    text = build(
        "paths: {'/widgets/{id}': {get: {operationId: load, produces: [audio/mpeg],"
        f" parameters: [{ID}], responses: {{200: {{description: the sound, schema: {{type: file}}}}}}}}}}}}"
    )["src/widgets/resources/widgets.py"]

    assert text.count("@overload") == 2
    assert "to: None = None, *, progress: Progress | None = None" in text
    assert "to: Destination, *, progress" in text
    assert "return self._client.download(ops.LOAD, to, path=" in text


def test_deprecated_methods_state_so(build):
    result = method(
        build,
        "{operationId: op, deprecated: true, x-deprecated: Use other, parameters: [" + ID + "]}",
    )

    assert [ast.unparse(each) for each in result.decorator_list] == ["deprecated('Use other.')"]


def test_older_names_stay(build):
    names = {"op": {"name": "widgets.find", "aliases": ["widgets.search"]}}
    result = methods(
        build,
        "{operationId: op, parameters: [" + ID + "]}",
        overrides=names,
    )

    assert [*result] == ["find", "search"]
    assert [ast.unparse(each) for each in result["search"].decorator_list] == [
        "deprecated('Use widgets.find.')"
    ]
    assert response(result["find"]) == response(result["search"])


def test_methods_may_be_called_like_types(build):
    text = build(
        "paths: {/widgets: {get: {operationId: op, responses:"
        " {200: {description: d, schema: {type: array, items: {type: integer}}}}}}}",
        {"op": "widgets.list"},
    )["src/widgets/resources/widgets.py"]

    assert "from builtins import list as _list" in text
    assert "def list(self) -> _list[int]:" in text


DOCUMENTED = """
{operationId: buy, summary: Buy widgets, x-effect: contact, x-login: owner,
 description: 'Buys. Look with `findWidgets`, and mind `fromNumber`; `true` is fine.',
 parameters: [
  {name: fromNumber, in: query, type: string, description: "Who pays. E.g. me", maxLength: 5, default: x},
  {name: since, in: query, type: integer, x-unix-ms: true,
   description: "Begin, in milliseconds since the Unix epoch, UTC, e.g. 1473781817000 for 2016-09-13 15:50:17 UTC."},
  {name: ids, in: query, type: array, items: {type: string}, description: "Ids, separated by commas, e.g. `1,2`."},
  {name: state, in: query, type: string, enum: ['ON', 'OFF']}],
 responses: {200: {description: A widget, schema: {type: string}}, 409: {description: Bought already}}}
"""


def test_docstring_states_it_all(build):
    result = method(build, " ".join(DOCUMENTED.split("\n")), path="/widgets")

    assert docstring(result) == """Buy widgets.

Buys. Look with `findWidgets`, and mind `from_number`; `True` is fine.

Args:
    from_number: Who pays. E.g. me. At most 5 characters. The server's default is x.
    since: Begin, e.g. 2016-09-13 15:50:17 UTC. A datetime with time zone, or milliseconds
        since the epoch.
    ids: Ids.
    state: Values: ON, OFF.

Returns:
    A widget.

Raises:
    ConflictError: Bought already.
    OutcomeUnknownError: There was no clear response, and the server may have carried the
        request out. Check before you send it again.

Never retried once the server may have carried it out, so no one is contacted and nothing is
paid twice. Needs the owner login: ``client.with_auth(...)``.

``POST /widgets``, operation ``buy``."""
