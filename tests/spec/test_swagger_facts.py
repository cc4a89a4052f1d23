"""The description: the published facts, described in own words, complete and valid."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openapi_spec_validator import OpenAPIV2SpecValidator

from generator.fetch import spec_lock
from generator.output.manifest import checksum


def texts(node: Any, at: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key in {"summary", "description", "title"} and isinstance(value, str):
                yield f"{at}/{key}", value
            else:
                yield from texts(value, f"{at}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from texts(value, f"{at}/{index}")


def described_nodes(document: Any) -> Iterator[tuple[str, Any]]:
    yield from ((f"tag {tag['name']}", tag) for tag in document["tags"])
    for path, item in document["paths"].items():
        for method, operation in item.items():
            at = f"{method} {path}"
            yield at, operation
            yield from ((f"{at} {each['name']}", each) for each in operation["parameters"])
            yield from ((f"{at} {code}", each) for code, each in operation["responses"].items())
    for name, definition in document["definitions"].items():
        yield name, definition
        yield from ((f"{name}.{key}", each) for key, each in properties(definition))


def properties(definition: Any) -> Iterator[tuple[str, Any]]:
    yield from definition.get("properties", {}).items()
    for part in definition.get("allOf", []):
        yield from part.get("properties", {}).items()


def test_facts_are_the_published_ones_and_words_are_not(root: Path, shared: Path) -> None:
    checked = subprocess.run(
        [
            sys.executable,
            str(shared / "checks" / "spec_facts.py"),
            str(root / "spec" / "swagger.json"),
            str(shared / "data" / "spec" / "2021-07-26.json"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.stdout.endswith(": 0 facts differ, 0 sentences copied\n"), checked.stdout


def test_the_description_is_valid(described: Any) -> None:
    assert list(OpenAPIV2SpecValidator(described).iter_errors()) == []


def test_everything_is_described(described: Any) -> None:
    silent = [
        at for at, node in described_nodes(described) if not node.get("description", "").strip()
    ]
    assert silent == []


def test_every_operation_has_a_title(described: Any) -> None:
    assert [
        operation["operationId"]
        for item in described["paths"].values()
        for operation in item.values()
        if not 3 <= len(operation["summary"]) <= 60 or operation["summary"].endswith(".")
    ] == []


def test_texts_are_clean(described: Any) -> None:
    unusual = [
        (at, text)
        for at, text in texts(described)
        if "~" in text or text != text.strip() or "  " in text or "<" in text or "\n" in text
    ]
    assert unusual == []


def test_no_vendor_noise_is_left(described: Any) -> None:
    assert '"x-' not in json.dumps(described)


def test_the_file_is_written_in_one_form_only(root: Path, described: Any) -> None:
    written = (root / "spec" / "swagger.json").read_bytes()
    assert (json.dumps(described, indent=2, ensure_ascii=False) + "\n").encode() == written


def test_the_inputs_are_those_that_were_sealed(root: Path) -> None:
    """After a change on purpose: callfire-gen lock."""
    path = root / "spec" / "spec.lock"
    assert spec_lock.verify(path, spec_lock.read(path)) == ()


def test_the_lock_knows_the_published_revision(root: Path, shared: Path) -> None:
    sealed = spec_lock.read(root / "spec" / "spec.lock")
    published = shared / "data" / "spec" / f"{sealed.revision}.json"
    assert checksum(published.read_bytes()) == sealed.published
