"""The module of webhooks: a class for each kind of event, whatever the description calls them."""

import ast
import json

import pytest

from generator.diagnostics.findings import Diagnostics
from generator.document import parse
from generator.ir import names, passes
from generator.ir.client import client
from generator.render.file import Job
from generator.render.package import webhooks
from generator.render.templates import render
from generator.swagger.to_ir import normalize

SIGNATURE = {"header": "X-Signature", "algorithm": "sha256", "encoding": "hex"}


def rendered(resources, signature=SIGNATURE):
    document = {
        "swagger": "2.0",
        "info": {"title": "Shop", "version": "1"},
        "host": "a.example",
        "paths": {"/a": {"get": {"operationId": "get", "tags": ["a"], "responses": {"204": {}}}}},
        "definitions": {"Order": {"type": "object", "properties": {"id": {"type": "integer"}}}},
        "x-webhooks": {"signature": signature, "resources": resources},
    }
    report = Diagnostics()
    api = passes.run(normalize(parse(json.dumps(document), "spec.json", report), report), report)
    view = webhooks.module(client(api, names.decide(api, None, report, None)), api.webhooks)
    return render([Job("webhooks.py", "package/webhooks.py.j2", view)])["webhooks.py"]


def classes(text):
    return {
        node.name: ast.unparse(node.bases[0])
        for node in ast.parse(text).body
        if isinstance(node, ast.ClassDef)
    }


def constant(text, name):
    for node in ast.parse(text).body:
        target = (
            node.target if isinstance(node, ast.AnnAssign) else getattr(node, "targets", [None])[0]
        )
        if isinstance(target, ast.Name) and target.id == name:
            return ast.literal_eval(node.value)
    return None


def test_a_class_for_each_resource():
    text = rendered(
        {
            "Order": {"events": ["Paid", "Sent"], "schema": {"$ref": "#/definitions/Order"}},
            "LowStock": {"events": ["Found"], "schema": {"type": "object"}},
        }
    )

    assert classes(text) == {
        "OrderEvent": "WebhookEvent['Order']",
        "LowStockEvent": "WebhookEvent[dict[str, Any]]",
    }
    assert constant(text, "EVENTS") == {"Order": ("Paid", "Sent"), "LowStock": ("Found",)}
    assert constant(text, "HEADER") == "X-Signature"
    assert 'EventKind(OrderEvent, lambda: models.Order, EVENTS["Order"])' in text
    assert "case webhooks.OrderEvent(resource=resource):" in text


def test_models_are_imported_for_type_checkers_only():
    text = rendered({"Order": {"events": ["Paid"], "schema": {"$ref": "#/definitions/Order"}}})
    tree = ast.parse(text)
    (checking,) = [node for node in tree.body if isinstance(node, ast.If)]

    assert [alias.name for node in checking.body for alias in node.names] == ["Order"]


@pytest.mark.parametrize(
    "name",
    [
        "Webhook",
        "seen events",
        "Any",
        "1st",
        "",
        '"""\nimport os\n"""',
        "{{ view }}",
        "a'b\"c\\",
        "\u202e\x00",
        "../x",
        "class",
    ],
)
def test_any_name_makes_one_class_and_stays_itself_as_a_value(name):
    text = rendered({name: {"events": [name, "x"], "schema": {"type": "object"}}})
    (made,) = classes(text)

    assert made.isidentifier()
    assert made not in ("WebhookEvent", "SeenEvents")
    assert constant(text, "EVENTS") == {name: (name, "x")}


def test_resources_that_look_alike_are_distinguished():
    schema = {"events": ["x"], "schema": {"type": "object"}}

    assert len(classes(rendered({"a-b": schema, "a_b": schema, "aB": schema}))) == 3
