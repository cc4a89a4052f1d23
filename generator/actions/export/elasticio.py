"""The catalogue as a component for elastic.io and Open Integration Hub: facts as JSON, behaviour as fixed files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from msgspec import Struct

from generator.actions.export.draft3 import draft3
from generator.actions.export.texts import shortened, written
from generator.actions.inputs import inputs
from generator.actions.json_schema import Schema
from generator.ir.client import Client
from generator.ir.model import (
    Auth,
    AuthKind,
    Effect,
    Join,
    Kind,
    Location,
    Operation,
    Parameter,
    Scalar,
)
from generator.render import markdown
from generator.render.file import Job
from generator.render.templates import TEMPLATES, render

FIXED = TEMPLATES / "elasticio"
ACTION, TRIGGER = "./lib/actions/action.js", "./lib/triggers/trigger.js"
_SIMPLE = frozenset({"string", "integer", "number", "boolean"})
_LONGEST = 300
_LONGEST_FILE = 80
_DEVICE = re.compile(r"(?i)con|prn|aux|nul|(com|lpt)[0-9]")
"""Names that Windows keeps for devices, with any ending."""


def component(client: Client, catalogue: Schema) -> dict[str, bytes]:
    """All files of the component by path."""
    actions: Any = catalogue["actions"]
    texts = {
        "component.json": written(_manifest(client, catalogue)),
        "package.json": written(_package(client)),
        "lib/api.json": written(_facts(client, actions)),
        **_schemas(catalogue),
        **render([Job("README.md", "elasticio/README.md.j2", _readme(client, catalogue))]),
    }
    fixed = {
        path.relative_to(FIXED).as_posix(): path.read_bytes()
        for path in sorted(FIXED.rglob("*"))
        if path.is_file() and path.suffix != ".j2"
    }
    return {path: text.encode() for path, text in texts.items()} | fixed


def _manifest(client: Client, catalogue: Schema) -> dict[str, Any]:
    actions: Any = catalogue["actions"]
    stems, credentials = _stems(actions), _credentials(client)
    return {
        "title": catalogue["title"],
        "description": shortened(str(catalogue["description"]), _LONGEST),
        "buildType": "docker",
        "credentials": {"fields": credentials},
        "actions": {action["id"]: _action(action, stems[action["id"]]) for action in actions},
        "triggers": {
            key: _trigger(action, stems[action["id"]], {*credentials})
            for key, action in _triggers(actions).items()
        },
    }


def _triggers(actions: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The searches that can be polled, by the key of their trigger.

    The platform looks for triggers first, so no trigger may have the key of an action.
    """
    taken = {action["id"] for action in actions}
    result: dict[str, dict[str, Any]] = {}
    for action in actions:
        if action["paging"] and action["effect"] == Effect.READ:
            key = f"{action['id']}_new"
            while key in taken:
                key += "_"
            taken.add(key)
            result[key] = action
    return result


def _credentials(client: Client) -> dict[str, Any]:
    """The fields of the credentials; whatever is secret is shown as such."""
    secrets: dict[AuthKind, dict[str, Any]] = {
        AuthKind.NONE: {},
        AuthKind.SEVERAL: {},
        AuthKind.BASIC: {
            "username": _field("Login", "TextFieldView"),
            "password": _field("Password", "PasswordFieldView"),
        },
        AuthKind.API_KEY: {"apiKey": _field("API key", "PasswordFieldView")},
        AuthKind.BEARER: {"token": _field("Access token", "PasswordFieldView")},
    }
    server = _field("Server URL", "TextFieldView", required=False)
    return {
        **secrets[_auth(client).kind],
        "server": {**server, "placeholder": client.base_url, "note": "Empty for the usual server."},
    }


def _auth(client: Client) -> Auth:
    """The scheme that the component signs in by: the only one, or the first of several."""
    return client.auth.schemes[0] if client.auth.schemes else client.auth


def _field(label: str, view: str, *, required: bool = True) -> dict[str, Any]:
    return {"label": label, "viewClass": view, "required": required}


def _action(action: dict[str, Any], stem: str) -> dict[str, Any]:
    paged = {
        "emit": {
            "label": "Emit",
            "viewClass": "SelectView",
            "required": False,
            "model": {
                "page": "The page asked for",
                "pages": "All pages, one message each",
                "items": "All items, one message each",
            },
            "prompt": "The page asked for",
        }
    }
    return {
        "main": ACTION,
        "title": action["title"],
        "description": shortened(action["description"], _LONGEST),
        **({"fields": paged} if action["paging"] else {}),
        "metadata": {way: f"./lib/schemas/{stem}.{way}.json" for way in ("in", "out")},
    }


def _stems(actions: list[dict[str, Any]]) -> dict[str, str]:
    """The beginning of each action's file names: its id where every file system can have it, else a checksum."""
    result: dict[str, str] = {}
    taken: set[str] = set()
    for action in actions:
        id_: str = action["id"]
        plain = len(id_) <= _LONGEST_FILE and id_.isascii() and id_.replace("_", "a").isalnum()
        if not plain or _DEVICE.fullmatch(id_) or id_.lower() in taken:
            result[id_] = sha256(id_.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        else:
            result[id_] = id_
        taken.add(result[id_].lower())
    return result


def _trigger(action: dict[str, Any], stem: str, credentials: set[str]) -> dict[str, Any]:
    """Each simple input that is not about pages can narrow the search, unless a credential has its name."""
    hidden = {action["paging"]["limit"], action["paging"]["offset"], *credentials}
    fields = {
        name: {
            "label": shortened(schema.get("description", name), 120),
            "viewClass": "TextFieldView",
            "required": name in action["input"].get("required", []),
        }
        for name, schema in action["input"]["properties"].items()
        if name not in hidden and _is_simple(schema.get("type"))
    }
    return {
        "main": TRIGGER,
        "type": "polling",
        "title": f"{action['title']}: new ones",
        "description": shortened(
            f"Emits each item that was not there at the last poll. {action['description']}",
            _LONGEST,
        ),
        "fields": fields,
        "metadata": {"out": f"./lib/schemas/{stem}.item.json"},
    }


def _is_simple(kind: Any) -> bool:
    """Whether values of this type, or of one of these types, are written in one line."""
    return {*([kind] if isinstance(kind, str) else kind or [None])} <= _SIMPLE


def _schemas(catalogue: Schema) -> dict[str, str]:
    actions: Any = catalogue["actions"]
    definitions: Any = catalogue["$defs"]
    files = {}
    stems = _stems(actions)
    for action in actions:
        stem = f"lib/schemas/{stems[action['id']]}"
        files[f"{stem}.in.json"] = written(draft3(action["input"], definitions))
        files[f"{stem}.out.json"] = written(draft3(action["output"], definitions))
        if action["paging"] and action["effect"] == Effect.READ:
            item = _item(action, definitions)
            files[f"{stem}.item.json"] = written(draft3(item, definitions))
    return files


def _item(action: dict[str, Any], definitions: Any) -> Schema:
    """The schema of one item of a paged response; anything, where it is not described."""
    page = action["output"]
    if isinstance(target := page.get("$ref"), str):
        page = definitions[target.removeprefix("#/$defs/")]
    listed = page.get("properties", {}).get(action["paging"]["items"], {})
    items: Schema = listed.get("items", {})
    return items or {"type": "object"}


def _facts(client: Client, actions: list[dict[str, Any]]) -> dict[str, Any]:
    """All that the fixed files need to know of the API."""
    auth = _auth(client)
    return {
        "server": client.base_url,
        "auth": {
            "kind": auth.kind.value,
            "location": auth.location.value if auth.location else None,
            "name": auth.wire,
        },
        "credentials": sorted(_credentials(client)),
        "verify": _verify(client),
        "actions": {
            operation.id: _operation(operation) | {"paging": action["paging"]}
            for operation, action in zip(client.methods, actions, strict=True)
        },
        "triggers": {key: action["id"] for key, action in _triggers(actions).items()},
    }


def _verify(client: Client) -> str | None:
    """The operation that proves credentials: the one named for it, or the first read without inputs."""
    free = (
        operation.id
        for operation in client.methods
        if operation.effect is Effect.READ
        and operation.secured
        and not any(parameter.required for parameter in operation.parameters)
    )
    return client.settings.verify or next(free, None)


def _operation(operation: Operation) -> dict[str, Any]:
    return {
        "method": operation.method,
        "path": operation.path,
        "inputs": {
            name: _body(operation) if parameter is None else _input(place, parameter)
            for name, (place, parameter) in inputs(operation).items()
        },
        "secured": operation.secured,
        "form": operation.form_style.value if operation.form_style else None,
        "accept": list(operation.response.media_types),
        "binary": operation.response.binary,
        "repeated": operation.effect.repeatable,
    }


def _body(operation: Operation) -> dict[str, Any]:
    body = operation.body
    assert body is not None
    return {"place": "body", "wire": None, "required": body.required, "media": body.media_type}


def _input(place: str, parameter: Parameter) -> dict[str, Any]:
    join = None if parameter.join is Join.MULTI else parameter.join.value
    needed = parameter.required or parameter.location is Location.PATH
    known = {"place": place, "wire": parameter.wire, "join": join, "required": needed}
    match parameter.type:
        case Scalar(Kind.FILE):
            return {**known, "file": True}
        case Scalar(Kind.UNIX_MS):
            return {**known, "time": True}
        case _:
            return known


def _package(client: Client) -> dict[str, Any]:
    name = "".join(
        sign if sign.isascii() and sign.isalnum() else "-" for sign in client.title.lower()
    )
    return {
        "name": f"{'-'.join(filter(None, name.split('-'))) or 'api'}-component",
        "version": "1.0.0",
        "private": True,
        "license": "Apache-2.0",
        "engines": {"node": ">=18"},
        "scripts": {"start": "node ./node_modules/elasticio-sailor-nodejs/run.js"},
        "dependencies": {"elasticio-sailor-nodejs": "2.7.8"},
    }


class Readme(Struct, frozen=True):
    """What the component's page prints; ``groups`` hold the actions of each tag."""

    title: str
    server: str
    groups: tuple[Mapping[str, Any], ...]


def _readme(client: Client, catalogue: Schema) -> Readme:
    actions: Any = catalogue["actions"]
    return Readme(
        title=markdown.inline(str(catalogue["title"])),
        server=markdown.inline(client.base_url),
        groups=tuple(
            {
                "tag": markdown.inline(tag.name),
                "actions": [
                    {
                        "id": markdown.inline(each["id"]),
                        "title": markdown.inline(each["title"]),
                        "effect": each["effect"],
                        "paged": " Pages." if each["paging"] else "",
                    }
                    for each in actions
                    if each["tags"][0] == tag.name
                ],
            }
            for tag in client.tags
        ),
    )
