"""Rewrites a Swagger 2.0 document as OpenAPI 3.1, for tools that read nothing older.

Works on plain JSON values and returns a new document; vendor extensions travel along.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from generator.document import unescaped
from generator.swagger.to_openapi3.components import Components, Object
from generator.swagger.to_openapi3.schemas import Schemas
from generator.swagger.traverse import METHODS

SCHEMA_KEYS = frozenset("""
    type format items enum default maximum exclusiveMaximum minimum exclusiveMinimum
    maxLength minLength pattern maxItems minItems uniqueItems multipleOf x-enum-name
""".split())
STYLES = {
    "csv": {"style": "form", "explode": False},
    "multi": {"style": "form", "explode": True},
    "ssv": {"style": "spaceDelimited", "explode": False},
    "pipes": {"style": "pipeDelimited", "explode": False},
}
FLOWS = {
    "implicit": "implicit",
    "password": "password",
    "application": "clientCredentials",
    "accessCode": "authorizationCode",
}


def _mapping(holder: Object, key: str) -> Object:
    """A field that is a mapping; empty for anything else, as nothing checks what a reference finds under an x- key."""
    entry = holder.get(key)
    return entry if isinstance(entry, dict) else {}


def convert(swagger: Object) -> Object:
    """The same API as an OpenAPI 3.1 document."""
    return _Conversion(swagger).document()


class _Conversion:
    """One run; holds the source document because references and inheritance reach across it."""

    def __init__(self, swagger: Object) -> None:
        self._swagger = swagger
        self._components = Components(swagger)
        self._schemas = Schemas(swagger.get("definitions") or {}, self._components)

    def document(self) -> Object:
        source = self._swagger
        return {
            "openapi": "3.1.0",
            "info": source["info"],
            **({"servers": servers} if (servers := _servers(source)) else {}),
            **_some(source, "tags", "externalDocs"),
            **self._security(source),
            "paths": {
                path: item if path.startswith("x-") else self._path_item(item)
                for path, item in source.get("paths", {}).items()
                if path.startswith("x-") or isinstance(item, dict)
            },
            **({"webhooks": webhooks} if (webhooks := self._webhooks()) else {}),
            "components": self._shared(),
            **{key: value for key, value in _extensions(source).items() if key != "x-webhooks"},
        }

    def _webhooks(self) -> Object:
        """What ``x-webhooks`` describes: one request for each kind of resource, with its events in the description."""
        described = self._swagger.get("x-webhooks")
        if not isinstance(described, dict) or not isinstance(described.get("resources"), dict):
            return {}
        resources: Object = described["resources"]
        mark = described.get("signature")
        header = mark.get("header") if isinstance(mark, dict) else None
        signature = {
            "name": header,
            "in": "header",
            "description": "The signature of the raw body.",
            "schema": {"type": "string"},
        }
        return {
            name: {
                "post": {
                    "operationId": f"on{name}",
                    "summary": f"{name}: {', '.join(resource['events'])}",
                    **({"parameters": [signature]} if header else {}),
                    "requestBody": {
                        "required": True,
                        "content": {"application/json": {"schema": self._delivery(resource)}},
                    },
                    "responses": {"2XX": {"description": "The delivery was received."}},
                    "security": [],
                }
            }
            for name, resource in resources.items()
            if _is_resource(resource)
        }

    def _delivery(self, resource: Object) -> Object:
        event: Object = {
            "type": "object",
            "properties": {
                "eventType": {"type": "string", "enum": resource["events"]},
                "resource": self._schemas.of(resource["schema"]),
            },
        }
        return {"type": "object", "properties": {"events": {"type": "array", "items": event}}}

    def _shared(self) -> Object:
        source, name = self._swagger, self._components.name
        responses = {
            name("responses", key): self._response(response, source.get("produces") or [])
            for key, response in (source.get("responses") or {}).items()
        }
        schemes = {
            name("securityDefinitions", key): _security_scheme(scheme)
            for key, scheme in (source.get("securityDefinitions") or {}).items()
        }
        schemas = self._schemas.all(source.get("definitions") or {})
        parts = {"schemas": schemas, "responses": responses, "securitySchemes": schemes}
        return {key: part for key, part in parts.items() if part}

    def _security(self, holder: Object) -> Object:
        asked = holder.get("security")
        return {} if asked is None else {"security": self._components.security(asked)}

    def _path_item(self, item: Object) -> Object:
        item = self._resolve(item)
        shared = self._parameters(item)
        return {
            **_extensions(item),
            **{
                method: self._operation(item[method], shared)
                for method in METHODS
                if isinstance(item.get(method), dict)
            },
        }

    def _parameters(self, holder: Object) -> list[Object]:
        listed = holder.get("parameters")
        listed = listed if isinstance(listed, list) else []
        found = [self._resolve(each) for each in listed if isinstance(each, dict)]
        return [each for each in found if {"in", "name"} <= each.keys()]

    def _operation(self, operation: Object, shared: list[Object]) -> Object:
        kept = ("tags", "summary", "description", "externalDocs", "operationId", "deprecated")
        own = self._parameters(operation)
        taken = {(parameter["in"], parameter["name"]) for parameter in own}
        inherited = [
            parameter for parameter in shared if (parameter["in"], parameter["name"]) not in taken
        ]
        parameters = [*inherited, *own]
        produces = self._media(operation, "produces")
        result: Object = {key: operation[key] for key in kept if operation.get(key) is not None}
        result |= self._security(operation)
        if schemes := operation.get("schemes"):
            result["servers"] = _servers({**self._swagger, "schemes": schemes})
        if plain := [p for p in parameters if p["in"] not in {"body", "formData"}]:
            result["parameters"] = [self._parameter(parameter) for parameter in plain]
        if body := self._request_body(operation, parameters):
            result["requestBody"] = _with_choices(body, operation.get("x-requires"))
        result["responses"] = {
            str(status): response if status.startswith("x-") else self._response(response, produces)
            for status, response in _mapping(operation, "responses").items()
        }
        extensions = _extensions(operation)
        extensions.pop("x-requires", None)
        return {**result, **extensions}

    def _media(self, operation: Object, key: str) -> list[str]:
        """What an operation consumes or produces; its own list replaces the document's."""
        listed: list[str] = operation.get(key) or self._swagger.get(key) or []
        return listed

    def _resolve(self, node: Object) -> Object:
        """What a reference leads to, in its place; nothing where that is no mapping."""
        seen: set[str] = set()
        while isinstance(reference := node.get("$ref"), str) and reference not in seen:
            seen.add(reference)
            target: Any = self._swagger
            for part in map(unescaped, map(unquote, reference.removeprefix("#/").split("/"))):
                if isinstance(target, list):
                    target = target[int(part)]
                else:
                    target = target.get(part) if isinstance(target, dict) else None
            node = target if isinstance(target, dict) else {}
        return node

    def _parameter(self, parameter: Object) -> Object:
        location = parameter["in"]
        result: Object = {
            "name": parameter["name"],
            "in": location,
            **_some(parameter, "description", "allowEmptyValue"),
        }
        if parameter.get("required") or location == "path":
            result["required"] = True
        result["schema"] = self._parameter_schema(parameter)
        extensions = _extensions(parameter)
        if "x-example" in extensions:
            result["example"] = extensions.pop("x-example")
        return {**result, **_style(parameter), **extensions}

    def _parameter_schema(self, parameter: Object) -> Object:
        schema: Object = self._schemas.of(
            {key: parameter[key] for key in parameter if key in SCHEMA_KEYS}
        )
        return schema

    def _request_body(self, operation: Object, parameters: list[Object]) -> Object | None:
        consumes = self._media(operation, "consumes")
        for parameter in parameters:
            if parameter["in"] == "body":
                return self._json_body(parameter, consumes)
        form = [parameter for parameter in parameters if parameter["in"] == "formData"]
        return self._form_body(form, consumes) if form else None

    def _json_body(self, parameter: Object, consumes: list[str]) -> Object:
        schema = self._schemas.of(parameter.get("schema", {}))
        return {
            **_some(parameter, "description"),
            "content": {media: {"schema": schema} for media in consumes or ["application/json"]},
            **({"required": True} if parameter.get("required") else {}),
            **_extensions(parameter),
        }

    def _form_body(self, form: list[Object], consumes: list[str]) -> Object:
        has_file = any(parameter.get("type") == "file" for parameter in form)
        usual = "multipart/form-data" if has_file else "application/x-www-form-urlencoded"
        properties = {
            parameter["name"]: {
                **self._parameter_schema(parameter),
                **_some(parameter, "description"),
                **_extensions(parameter),
            }
            for parameter in form
        }
        required = [parameter["name"] for parameter in form if parameter.get("required")]
        schema = {
            "type": "object",
            "properties": properties,
            **({"required": required} if required else {}),
        }
        media = [
            name for name in consumes if name.startswith(("multipart/", "application/x-www-form"))
        ]
        # One value a key is usual, and need not be stated.
        joined = {
            parameter["name"]: style
            for parameter in form
            if parameter.get("collectionFormat") != "multi"
            if (style := _style({**parameter, "in": "query"}))
        }
        content = {"schema": schema, **({"encoding": joined} if joined else {})}
        return {
            "content": dict.fromkeys(media or [usual], content),
            **({"required": True} if required else {}),
        }

    def _response(self, response: Any, produces: list[str]) -> Object:
        if not isinstance(response, dict):
            return {"description": ""}
        if "$ref" in response:
            return {"$ref": self._components.reference(response["$ref"])}
        result: Object = {"description": response.get("description", "")}
        if headers := response.get("headers"):
            result["headers"] = {
                name: self._header(header)
                for name, header in (headers.items() if isinstance(headers, dict) else ())
                if isinstance(header, dict)
            }
        if content := self._content(response, produces):
            result["content"] = content
        return {**result, **_extensions(response)}

    def _content(self, response: Object, produces: list[str]) -> Object:
        """What a response carries by media type; examples name media types, too."""
        schema = response.get("schema")
        examples = {
            key: each for key, each in (response.get("examples") or {}).items() if "/" in key
        }
        carriers = [] if schema is None else _carriers(schema, produces)
        shape: Object = {}
        if schema is not None:
            is_file = schema.get("type") == "file"
            binary = {"type": "string", "format": "binary"}
            shape = {"schema": binary if is_file else self._schemas.of(schema)}
        return {
            media: {**shape, **({"example": examples[media]} if media in examples else {})}
            for media in dict.fromkeys([*carriers, *examples])
        }

    def _header(self, header: Object) -> Object:
        return {
            **_some(header, "description"),
            "schema": self._parameter_schema(header),
            **_style({**header, "in": "header"}),
            **_extensions(header),
        }


def _with_choices(body: Object, requires: Any) -> Object:
    """A request body whose objects state in standard words which properties they need one of."""
    if not isinstance(requires, dict):
        return body
    choices: list[Object] = [
        {keyword: [{"required": [name]} for name in group]}
        for key, keyword in (("one-of", "oneOf"), ("any-of", "anyOf"))
        for group in requires.get(key) or ()
        if not any(name.startswith("?") for name in group)
    ]
    if needed := requires.get("properties"):
        choices.append({"required": needed})
    if not choices:
        return body
    narrowed = choices[0] if len(choices) == 1 else {"allOf": choices}

    def narrow(schema: Object) -> Object:
        if schema.get("type") == "array":
            return {**schema, "items": narrow(schema["items"])}
        return {**schema, **narrowed}

    content = {
        media: {**carrier, "schema": narrow(carrier["schema"])}
        for media, carrier in body["content"].items()
    }
    return {**body, "content": content}


def _carriers(schema: Object, produces: list[str]) -> list[str]:
    """The media types of a response; objects beside sounds and pictures, such as errors, are JSON."""
    structured = [name for name in produces if re.search("json|xml|yaml|text|form", name)]
    if schema.get("type") == "file":
        return produces or ["application/octet-stream"]
    return structured or ["application/json"]


def _servers(source: Object) -> list[Object]:
    base, host = (source.get("basePath") or "").rstrip("/"), source.get("host")
    if not host:
        return [{"url": base}] if base else []
    schemes: Iterable[str] = source.get("schemes") or ["https"]
    return [{"url": f"{scheme}://{host}{base}"} for scheme in dict.fromkeys(schemes)]


def _some(node: Object, *keys: str) -> Object:
    """These fields, as far as they are there."""
    return {key: node[key] for key in keys if key in node}


def _extensions(node: Object) -> Object:
    return {key: value for key, value in node.items() if key.startswith("x-")}


def _style(parameter: Object) -> Object:
    """How a list travels; a way that OpenAPI 3 does not know stays as an extension."""
    if parameter.get("type") != "array":
        return {}
    joined = parameter.get("collectionFormat") or "csv"
    if parameter["in"] == "query":
        return STYLES.get(joined) or {**STYLES["csv"], "x-collectionFormat": joined}
    return {} if joined == "csv" else {"x-collectionFormat": joined}


def _security_scheme(scheme: Object) -> Object:
    described = _some(scheme, "description") | _extensions(scheme)
    match scheme.get("type"):
        case "basic":
            return {"type": "http", "scheme": "basic", **described}
        case "oauth2":
            flow = {"scopes": {}, **_some(scheme, "authorizationUrl", "tokenUrl", "scopes")}
            return {"type": "oauth2", "flows": {FLOWS[scheme["flow"]]: flow}, **described}
        case _:
            return _some(scheme, "type", "name", "in") | described


def _is_resource(resource: Any) -> bool:
    """Whether an entry of ``x-webhooks`` states what it delivers: the extension is not checked before."""
    if not isinstance(resource, dict) or not isinstance(resource.get("schema"), dict):
        return False
    events = resource.get("events")
    return isinstance(events, list) and all(isinstance(each, str) for each in events)
