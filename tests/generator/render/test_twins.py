"""The async modules are the sync ones in another mode."""

import ast

import pytest

SPEC = """
paths:
  /widgets:
    get:
      operationId: findWidgets
      parameters:
        - {name: limit, in: query, type: integer}
        - {name: offset, in: query, type: integer}
      x-paging: {limit: limit, offset: offset, items: items, total: totalCount}
      responses: {200: {description: fine, schema: {$ref: '#/definitions/WidgetPage'}}}
    post:
      operationId: sendWidgets
      x-effect: contact
      x-chunk: 10
      parameters:
        - {name: body, in: body, schema: {type: array, items: {$ref: '#/definitions/Widget'}}}
  /widgets/{id}:
    get:
      operationId: getWidget
      x-wait: {field: state, pending: [NEW], failed: [BAD]}
      parameters: [{name: id, in: path, required: true, type: integer}]
      responses: {200: {description: fine, schema: {$ref: '#/definitions/Widget'}}}
    put:
      operationId: updateWidget
      deprecated: true
      parameters:
        - {name: id, in: path, required: true, type: integer}
        - {name: body, in: body, schema: {$ref: '#/definitions/Widget'}}
  /widgets/{id}/file:
    get:
      operationId: downloadWidget
      produces: [audio/mpeg]
      parameters: [{name: id, in: path, required: true, type: integer}]
      responses: {200: {description: the file, schema: {type: file}}}
definitions:
  Widget: {properties: {id: {type: integer}, state: {type: string, enum: [NEW, BAD, OK]}}}
  WidgetPage:
    properties: {items: {type: array, items: {$ref: '#/definitions/Widget'}}, totalCount: {type: integer}}
"""


class ToSync(ast.NodeTransformer):
    """Turns an async module into the sync one."""

    def visit_AsyncFunctionDef(self, node):
        self.generic_visit(node)
        return ast.FunctionDef(**{field: getattr(node, field) for field in node._fields})

    def visit_Await(self, node):
        return self.visit(node.value)

    def visit_Name(self, node):
        return ast.Name(plain(node.id), node.ctx)

    def visit_ClassDef(self, node):
        self.generic_visit(node)
        node.name = plain(node.name)
        return node

    def visit_alias(self, node):
        return ast.alias(plain(node.name), node.asname and plain(node.asname))

    def visit_ImportFrom(self, node):
        self.generic_visit(node)
        node.module = plain(node.module)
        return node


def plain(name):
    different = {
        "AsyncPager": "Page",
        "AsyncResource": "SyncResource",
        "_runtime.bulk.async_": "_runtime.bulk.sync",
        "wait_async": "wait",
        "_wait_async": "_wait",
    }
    return different.get(name, name.removeprefix("Async"))


def body(text):
    """The classes of a module; what is imported may be sorted differently."""
    tree = ast.parse(text)
    return [node for node in tree.body if isinstance(node, ast.ClassDef)]


def dumped(classes):
    return [ast.dump(node) for node in classes]


def sync_of(text):
    """An async module as a sync one; async rows are an addition, not a difference."""
    return [
        ToSync().visit(node)
        for node in body(
            text.replace(" | AsyncIterable[Widget | WidgetDict | Mapping[str, Any]]", "")
        )
    ]


def test_twins_are_equal(build):
    files = build(SPEC)

    sync = files["src/widgets/resources/widgets.py"]
    asynchronous = files["src/widgets/aio/widgets.py"]

    assert dumped(body(sync)) == dumped(sync_of(asynchronous))


@pytest.mark.parametrize("word", ["await ", "async def"])
def test_only_one_twin_waits(build, word):
    files = build(SPEC)

    assert word not in files["src/widgets/resources/widgets.py"]
    assert word in files["src/widgets/aio/widgets.py"]


def test_finding_is_not_awaited_to_begin_with(build):
    text = build(SPEC)["src/widgets/aio/widgets.py"]

    assert "    def find(self" in text
    assert "return self._client.page(" in text
