"""References to other files of the description's folder are followed; nothing else is read."""

import json

import pytest

from generator.diagnostics.findings import Diagnostics
from generator.document import load
from generator.ir import passes
from generator.swagger import validate
from generator.swagger.other_files import on_disk, with_other_files
from generator.swagger.to_ir import normalize

HEAD = {"swagger": "2.0", "info": {"title": "t", "version": "1"}, "host": "a.example"}


def response(reference):
    return {
        "responses": {"200": {"description": "d", "schema": {"$ref": reference}}},
        "operationId": "a",
    }


def read(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content), "utf-8")
    report = Diagnostics()
    path = folder / "spec" / "api.json"
    document = load(path, report, "api.json")
    whole, others = with_other_files(document, path, on_disk(path, lambda each: each.name, report))
    validate.structure(whole, report)
    return whole, [each.name for each in others], report


def test_files_are_taken_in_with_their_own_references(tmp_path):
    whole, others, report = read(
        tmp_path,
        {
            "spec/api.json": {
                **HEAD,
                "paths": {
                    "/a": {"$ref": "sub/paths.json#/a~1b"},
                    "/b": {"get": {**response("pet.json"), "operationId": "b"}},
                },
                "definitions": {
                    "Local": {"type": "object", "properties": {"id": {"type": "integer"}}}
                },
            },
            "spec/sub/paths.json": {"a/b": {"get": response("../pet.json#")}},
            "spec/pet.json": {
                "type": "object",
                "properties": {
                    "friend": {"$ref": "#"},
                    "home": {"$ref": "api.json#/definitions/Local"},
                },
            },
        },
    )
    api = passes.run(normalize(whole, report), report)

    assert others == ["pet.json", "paths.json"]
    assert [each.path for each in api.operations] == ["/a", "/b"]
    assert sorted(each.hint for each in api.definitions.values()) == ["Local", "pet"]
    assert not report.failed


@pytest.mark.parametrize(
    "reference",
    [
        "../secret.json",
        "/etc/passwd",
        "file:///etc/passwd",
        "https://a.example/x.json",
        "//a.example/x.json",
        "missing.json",
        "sub/../../secret.json",
        "..%2Fsecret.json",
        "C:\\\\secret.json",
    ],
)
def test_nothing_outside_of_the_folder_is_read(tmp_path, reference):
    document = {**HEAD, "paths": {"/a": {"get": response(reference)}}}
    whole, others, report = read(
        tmp_path, {"spec/api.json": document, "secret.json": {"type": "string"}}
    )

    assert others == []
    assert whole.root.get("x-files") is None
    assert report.codes == ("ref-foreign",)


def test_a_link_that_leaves_the_folder_is_not_followed(tmp_path):
    (tmp_path / "secret.json").write_text("{}", "utf-8")
    (tmp_path / "spec").mkdir()
    (tmp_path / "spec" / "link.json").symlink_to(tmp_path / "secret.json")
    _, others, report = read(
        tmp_path, {"spec/api.json": {**HEAD, "paths": {"/a": {"get": response("link.json")}}}}
    )

    assert (others, report.codes) == ([], ("ref-foreign",))
