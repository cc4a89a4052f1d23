"""What the description has and the client cannot: each is a finding, never silence."""

import json

import pytest

from generator.diagnostics.findings import Diagnostics
from generator.document import parse
from generator.swagger.to_ir import normalize

GET = {"responses": {"200": {"description": "ok"}}}
TREE = {"type": "object", "discriminator": "kind", "properties": {"name": {"type": "string"}}}
PARTS = {
    "extension-unsupported": ({"x-ms-paths": {"/b?op=1": {"get": GET}}}, "/x-ms-paths"),
    "path-fragment": ({"paths": {"/a#list": {"get": GET}}}, "/paths/~1a#list"),
    "schema-discriminator": ({"definitions": {"Pet": TREE}}, "/definitions/Pet/discriminator"),
}


@pytest.mark.parametrize("code", PARTS)
def test_findings(code):
    part, pointer = PARTS[code]
    whole = {"swagger": "2.0", "info": {"title": "t", "version": "1"}, "paths": {}, **part}
    report = Diagnostics()

    normalize(parse(json.dumps(whole), "spec.json", report), report)

    assert [each.pointer for each in report if each.code == code] == [pointer]
