"""One table of extensions: what is read stands in it, what stands in it is read, and a slip is found."""

import json
import re
from pathlib import Path

import pytest

from generator.diagnostics.findings import Diagnostics
from generator.document import overlay, parse
from generator.swagger.extensions import EXTENSIONS, NAMES, misspelt, page

ROOT = Path(__file__).parents[3]
OTHER_TOOLS = {"x-ms-paths", "x-ms-parameterized-host"}


def document(operation):
    plain = {"swagger": "2.0", "info": {}, "paths": {"/a": {"get": operation}}}
    return parse(json.dumps(plain), "spec.json", Diagnostics())


def test_the_table_has_what_is_read_and_nothing_else():
    folder = ROOT / "generator" / "swagger"
    sources = [*(folder / "to_ir").glob("*.py"), folder / "other_files.py", folder / "publish.py"]
    text = "\n".join(path.read_text("utf-8") for path in sources)
    read = set(re.findall(r'"(x-[a-z-]+)"', text)) - OTHER_TOOLS

    assert read == set(NAMES)


def test_the_page_is_fresh():
    assert (ROOT / "docs" / "extensions.md").read_text("utf-8") == page()


def test_each_extension_is_documented():
    rows = {name: cells.split(" | ") for name, cells in EXTENSIONS.items()}
    assert [name for name, cells in rows.items() if len(cells) != 3 or cells[2][-1] != "."] == []
    assert list(NAMES) == sorted(NAMES)


@pytest.mark.parametrize(
    ("key", "near"),
    [
        ("x-efect", "x-effect"),
        ("x-Effect", "x-effect"),
        ("x-unix-mss", "x-unix-ms"),
        ("x-effcet", "x-effect"),
        ("x-affect", "x-effect"),
        ("x-efects", None),
        ("x-e", None),
        ("x-page", None),
        ("x-pagin", "x-paging"),
        ("x-chunks", "x-chunk"),
        ("x-soft-deleted", "x-soft-delete"),
        ("x-deprecate", "x-deprecated"),
        ("x-examples", None),
        ("x-code", None),
        ("x-faker", None),
        ("x-text", None),
        ("x-required", None),
        ("x-is-nullable", None),
        ("x-logo", None),
        ("x-origin", None),
        ("x-waiters", None),
        ("x-internal", None),
        ("x-amazon-apigateway-integration", None),
        ("x-effect", None),
    ],
)
def test_a_slip_is_an_error(key, near):
    written, patched = Diagnostics(), Diagnostics()
    action = {"target": "$.paths['/a'].get", "update": {key: 1}}
    patch = {"overlay": "1.1.0", "info": {"title": "t", "version": "1"}, "actions": [action]}

    misspelt(document({key: 1}).root, written)
    applied = overlay.apply(
        document({}), parse(json.dumps(patch), "overlay.yaml", Diagnostics()), patched
    )
    misspelt(applied.document.root, patched)

    hints = [f"did you mean {near}?"] * bool(near)
    assert [(each.code, each.hint) for each in written] == [("extension-close", h) for h in hints]
    assert [(each.code, each.hint) for each in patched] == [
        ("extension-misspelt", h) for h in hints
    ]
    assert written.failed is patched.failed is bool(near)


def test_names_and_values_of_the_api_are_no_extensions():
    report = Diagnostics()
    responses = {"200": {"headers": {"x-pagin": {}}, "schema": {"properties": {"x-efect": {}}}}}

    misspelt(document({"responses": responses, "x-example": {"x-efect": 1}}).root, report)

    assert report.codes == ()
