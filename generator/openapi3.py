"""Rewrites a Swagger 2.0 document as OpenAPI 3.1, for tools that read nothing older.

Works on plain JSON values and returns a new document; vendor extensions travel along.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

Object = dict[str, Any]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch")
MOVED = {"definitions": "schemas", "responses": "responses", "parameters": "parameters"}
SCHEMA_KEYS = frozenset(
    [
        "type",
        "format",
        "items",
        "enum",
        "default",
        "maximum",
        "exclusiveMaximum",
        "minimum",
        "exclusiveMinimum",
        "maxLength",
        "minLength",
        "pattern",
        "maxItems",
        "minItems",
        "uniqueItems",
        "multipleOf",
        "x-enum-name",
    ]
)
STYLES = {"csv": None, "ssv": "spaceDelimited", "pipes": "pipeDelimited", "tsv": None}
FLOWS = {
    "implicit": "implicit",
    "password": "password",
    "application": "clientCredentials",
    "accessCode": "authorizationCode",
}
FLOW_KEYS = ("authorizationUrl", "tokenUrl", "scopes")
UNSAFE_NAME = re.compile(r"[^A-Za-z0-9._-]")


def convert(swagger: Object) -> Object:
    """The same API as an OpenAPI 3.1 document."""
    return _Conversion(swagger).document()


class _Conversion:
    """One run; holds the source document because references and inheritance reach across it."""

    def __init__(self, swagger: Object) -> None:
        self._swagger = swagger
        self._schema_names = dict(_safe_names(swagger.get("definitions", {})))

    def document(self) -> Object:
        source = self._swagger
        return {
            "openapi": "3.1.0",
            "info": source["info"],
            **({"servers": servers} if (servers := _servers(source)) else {}),
            **{key: source[key] for key in ("tags", "externalDocs", "security") if key in source},
            "paths": {
                path: self._path_item(item) for path, item in source.get("paths", {}).items()
            },
            "components": self._components(),
            **_extensions(source),
        }

    def _components(self) -> Object:
        source = self._swagger
        schemas = {
            self._schema_names[name]: self._schema(schema)
            for name, schema in source.get("definitions", {}).items()
        }
        responses = {
            name: self._response(response, source.get("produces", []))
            for name, response in source.get("responses", {}).items()
        }
        schemes = {
            name: _security_scheme(scheme)
            for name, scheme in source.get("securityDefinitions", {}).items()
        }
        parts = {"schemas": schemas, "responses": responses, "securitySchemes": schemes}
        return {name: part for name, part in parts.items() if part}

    def _path_item(self, item: Object) -> Object:
        shared = item.get("parameters", [])
        return {
            **_extensions(item),
            **{
                method: self._operation(item[method], shared)
                for method in METHODS
                if method in item
            },
        }

    def _operation(self, operation: Object, shared: list[Object]) -> Object:
        kept = (
            "tags",
            "summary",
            "description",
            "externalDocs",
            "operationId",
            "deprecated",
            "security",
        )
        own = [self._resolve(parameter) for parameter in operation.get("parameters", [])]
        taken = {(parameter["in"], parameter["name"]) for parameter in own}
        inherited = [
            parameter
            for parameter in map(self._resolve, shared)
            if (parameter["in"], parameter["name"]) not in taken
        ]
        parameters = [*inherited, *own]
        produces = self._media(operation, "produces")
        result: Object = {key: operation[key] for key in kept if key in operation}
        if plain := [p for p in parameters if p["in"] not in {"body", "formData"}]:
            result["parameters"] = [self._parameter(parameter) for parameter in plain]
        if body := self._request_body(operation, parameters):
            result["requestBody"] = body
        result["responses"] = {
            str(status): self._response(response, produces)
            for status, response in operation.get("responses", {}).items()
        }
        return {**result, **_extensions(operation)}

    def _media(self, operation: Object, key: str) -> list[str]:
        """What an operation consumes or produces; its own list replaces the document's."""
        listed: list[str] = operation.get(key) or self._swagger.get(key) or []
        return listed

    def _resolve(self, node: Object) -> Object:
        """A shared parameter in the place of its reference."""
        seen: set[str] = set()
        while isinstance(node.get("$ref"), str) and node["$ref"] not in seen:
            seen.add(node["$ref"])
            node = _pointed(self._swagger, node["$ref"])
        return node

    def _parameter(self, parameter: Object) -> Object:
        location = parameter["in"]
        result: Object = {
            "name": parameter["name"],
            "in": location,
            **{
                key: parameter[key]
                for key in ("description", "allowEmptyValue")
                if key in parameter
            },
        }
        if parameter.get("required") or location == "path":
            result["required"] = True
        result["schema"] = self._parameter_schema(parameter)
        return {**result, **_style(parameter, location), **_extensions(parameter)}

    def _parameter_schema(self, parameter: Object) -> Object:
        schema: Object = self._schema(
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
        schema = self._schema(parameter.get("schema", {}))
        return {
            **{key: parameter[key] for key in ("description",) if key in parameter},
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
                **{key: parameter[key] for key in ("description",) if key in parameter},
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
        return {
            "content": {name: {"schema": schema} for name in media or [usual]},
            **({"required": True} if required else {}),
        }

    def _response(self, response: Object, produces: list[str]) -> Object:
        if "$ref" in response:
            return {"$ref": self._reference(response["$ref"])}
        result: Object = {"description": response.get("description", "")}
        if headers := response.get("headers"):
            result["headers"] = {name: self._header(header) for name, header in headers.items()}
        if "schema" in response:
            schema = response["schema"]
            examples = response.get("examples", {})
            content = {} if schema.get("type") == "file" else {"schema": self._schema(schema)}
            result["content"] = {
                media: {**content, **({"example": examples[media]} if media in examples else {})}
                for media in _carriers(schema, produces)
            }
        return {**result, **_extensions(response)}

    def _header(self, header: Object) -> Object:
        return {
            **{key: header[key] for key in ("description",) if key in header},
            "schema": self._parameter_schema(header),
        }

    def _reference(self, reference: str) -> str:
        parts = reference.removeprefix("#/").split("/", 1)
        if len(parts) == 1 or parts[0] not in MOVED:
            return reference
        name = unquote(parts[1]).replace("~1", "/").replace("~0", "~")
        kept = self._schema_names.get(name, name) if parts[0] == "definitions" else name
        return f"#/components/{MOVED[parts[0]]}/{kept.replace('~', '~0').replace('/', '~1')}"

    def _schema(self, schema: Any) -> Any:
        if not isinstance(schema, dict):
            return schema
        result = {key: self._keyword(key, value) for key, value in schema.items()}
        for bound, limit in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
            if isinstance(result.get(bound), bool):
                exclusive = result.pop(bound)
                if exclusive and limit in result:
                    result[bound] = result.pop(limit)
        if result.get("type") == "file":
            result = {"type": "string", "contentMediaType": "application/octet-stream"}
        if isinstance(name := schema.get("x-enum-name"), str):
            result.setdefault("title", name)
        if result.pop("x-nullable", False) and isinstance(result.get("type"), str):
            result["type"] = [result["type"], "null"]
        if isinstance(result.get("discriminator"), str):
            result["discriminator"] = {"propertyName": result["discriminator"]}
        return result

    def _keyword(self, key: str, value: Any) -> Any:
        match key:
            case "$ref":
                return self._reference(value)
            case "properties":
                return {name: self._schema(part) for name, part in value.items()}
            case "items" | "additionalProperties":
                return self._schema(value)
            case "allOf":
                return [self._schema(part) for part in value]
            case _:
                return value


def _carriers(schema: Object, produces: list[str]) -> list[str]:
    """The media types of an answer; objects beside sounds and pictures, such as errors, are JSON."""
    structured = [name for name in produces if re.search("json|xml|yaml|text|form", name)]
    if schema.get("type") == "file" and produces:
        return produces
    return structured or ["application/json"]


def _pointed(document: Object, reference: str) -> Object:
    node: Any = document
    for part in reference.removeprefix("#/").split("/"):
        node = node[unquote(part).replace("~1", "/").replace("~0", "~")]
    return dict(node)


def _safe_names(definitions: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Component names allow fewer characters than definitions did; clashes are numbered."""
    taken: set[str] = set()
    for name in definitions:
        safe = base = UNSAFE_NAME.sub("_", name)
        number = 2
        while safe in taken:
            safe, number = f"{base}_{number}", number + 1
        taken.add(safe)
        yield name, safe


def _servers(source: Object) -> list[Object]:
    base = source.get("basePath", "")
    if "host" not in source:
        return [{"url": base}] if base else []
    return [
        {"url": f"{scheme}://{source['host']}{base}"} for scheme in source.get("schemes", ["https"])
    ]


def _extensions(node: Object) -> Object:
    return {key: value for key, value in node.items() if key.startswith("x-")}


def _style(parameter: Object, location: str) -> Object:
    if parameter.get("type") != "array":
        return {}
    style = parameter.get("collectionFormat", "csv")
    if location != "query":
        return {}
    if style == "multi":
        return {"style": "form", "explode": True}
    return {"style": STYLES.get(style) or "form", "explode": False}


def _security_scheme(scheme: Object) -> Object:
    described: Object = {
        key: value for key, value in scheme.items() if key == "description" or key.startswith("x-")
    }
    match scheme.get("type"):
        case "basic":
            return {"type": "http", "scheme": "basic", **described}
        case "oauth2":
            flow: Object = {"scopes": {}}
            flow |= {key: scheme[key] for key in FLOW_KEYS if key in scheme}
            return {"type": "oauth2", "flows": {FLOWS[scheme["flow"]]: flow}, **described}
        case _:
            return {key: scheme[key] for key in ("type", "name", "in")} | described
