"""The other tools: the Python environment that they have to themselves, and what they make of the description.

``make bench`` installs the environment; without it their rows are left out.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.pages import page, recipients
from tests.bench.sandbox import ROOT

PEER = "openapi-python-client"
PEER_PACKAGE = "call_fire_api_client"
_BIN = ROOT / ".cache" / "bench" / "python" / "bin"
PEER_PYTHON = _BIN / "python"
"""The interpreter of the environment."""
PEER_GENERATORS = (
    "openapi-generator",
    "datamodel-code-generator, pydantic",
    "datamodel-code-generator, msgspec",
)
"""The generators in it."""
REQUIREMENTS = Path(__file__).with_name("requirements.txt")


def is_installed() -> bool:
    """Whether the environment is there."""
    return PEER_PYTHON.exists()


def peer_command(view: Path, output: str) -> list[str]:
    """Return the command of openapi-python-client; it reads OpenAPI 3 only, so it gets the same description in that form."""
    command = Path(sys.executable).with_name(PEER)
    return [str(command), "generate", "--path", str(view), "--output-path", output, "--overwrite"]


def peer_commands(folder: Path) -> dict[str, list[str]]:
    """Return the commands of the generators in the environment, with the descriptions and the results in a folder."""
    models = [
        str(_BIN / "datamodel-codegen"),
        *("--input", str(folder / "openapi3.json"), "--input-file-type", "openapi"),
        *("--snake-case-field", "--target-python-version", "3.11", "--formatters", "builtin"),
    ]
    commands = [
        [
            str(_BIN / "openapi-generator-cli"),
            *("generate", "-g", "python", "--skip-validate-spec"),
            *("-i", str(folder / "values_as_text.json"), "-o", str(folder / "openapi-generator")),
            *("--package-name", "openapi_generator_client"),
        ],
        [
            *(*models, "--output-model-type", "pydantic_v2.BaseModel"),
            *("--output", str(folder / "pydantic_models.py")),
        ],
        [
            *(*models, "--output-model-type", "msgspec.Struct"),
            *("--output", str(folder / "msgspec_models.py")),
        ],
    ]
    return dict(zip(PEER_GENERATORS, commands, strict=True))


@cache
def peer_packages() -> Path:
    """Return a folder with the packages and models that the tools make, made once for each description.

    ``package`` is openapi-python-client's; beside it stand the inputs of the codecs.
    """
    description = _printed("effective")
    view = _printed("effective", "--openapi3")
    pins = REQUIREMENTS.read_bytes() if is_installed() else b""
    inputs = [description, view, pins, page(), version(PEER).encode(), Path(__file__).read_bytes()]
    folder = ROOT / ".cache" / "bench" / hashlib.sha256(b"\0".join(inputs)).hexdigest()[:16]
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder.parent) as name:
            place = Path(name, "made")
            place.mkdir()
            _make(place, description, view)
            with suppress(OSError):  # another process was faster
                place.rename(folder)
    return folder


def write_inputs(place: Path, description: bytes, view: bytes) -> None:
    """Write the descriptions that the tools read, as Swagger 2.0 and as OpenAPI 3."""
    (place / "swagger.json").write_bytes(description)
    (place / "openapi3.json").write_bytes(view)
    # openapi-generator takes a free-form value for an object, and would read no call of this API.
    spec = json.loads(description, object_hook=_with_texts)
    (place / "values_as_text.json").write_text(json.dumps(spec), encoding="utf-8")


def _make(place: Path, description: bytes, view: bytes) -> None:
    write_inputs(place, description, view)
    (place / "page.json").write_bytes(page())
    (place / "recipients.json").write_text(json.dumps(recipients()), encoding="utf-8")
    commands = [peer_command(place / "openapi3.json", str(place / "package"))]
    if is_installed():
        commands += peer_commands(place).values()
    for command in commands:
        path = {"PATH": f"{Path(command[0]).parent}:/usr/local/bin:/usr/bin:/bin"}
        subprocess.run(command, env=path, capture_output=True, check=True)


def _with_texts(value: dict[str, Any]) -> dict[str, Any]:
    free = value.get("additionalProperties") == {}
    return value | {"additionalProperties": {"type": "string"}} if free else value


def _printed(*arguments: str) -> bytes:
    command = [sys.executable, "-m", "generator", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout


@contextmanager
def peer_importable() -> Iterator[None]:
    """Let this process import openapi-python-client's package until the block ends."""
    folder = str(peer_packages() / "package")
    sys.path.insert(0, folder)
    try:
        yield
    finally:
        sys.path.remove(folder)


def peer_versions(names: tuple[str, ...]) -> dict[str, str]:
    """Return the versions of packages in the environment; none where it is not there."""
    if not is_installed():
        return {}
    code = (
        "import json, sys; from importlib.metadata import version\n"
        "print(json.dumps({name: version(name) for name in sys.argv[1:]}))"
    )
    printed = subprocess.run(
        [PEER_PYTHON, "-c", code, *names], capture_output=True, check=True
    ).stdout
    result: dict[str, str] = json.loads(printed)
    return result
