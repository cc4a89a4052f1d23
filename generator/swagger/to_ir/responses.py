"""Reads the responses of operations: a table of status, media type and schema becomes what a call returns or raises."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from generator.document import Node
from generator.ir.model import ErrorCase, Kind, Response, Scalar, Success, TypeRef
from generator.swagger.to_ir.media_types import is_json, is_text, is_xml, json_types
from generator.swagger.to_ir.reader import Reader
from generator.swagger.to_ir.references import References
from generator.swagger.to_ir.scalars import ANY, STRING
from generator.swagger.to_ir.schemas import Schemas, hinted

_FILE = Scalar(Kind.FILE)
_STATUS = re.compile(r"[1-5]([0-9]{2}|[xX]{2})|default")
_OF_TEXT = {"string", "integer", "number", "boolean"}
"""The types that a plain text can hold."""
_NO_CONTENT = {"204", "205", "304"}
DEFAULT = "default"


class Responses(Struct, frozen=True):
    """The responses of an operation by what they mean for a call, in the description's order.

    A default response describes every status that nothing else describes: successes, where no other is described,
    and failures always.
    """

    method: str
    id: str
    produces: tuple[str, ...]
    successes: tuple[tuple[str, Node], ...]
    redirects: tuple[int, ...]
    failures: tuple[tuple[str, Node], ...]


class ResponseReader(Struct, frozen=True):
    """The responses of one document."""

    reader: Reader
    references: References
    schemas: Schemas

    def responses(self, node: Node, method: str, id_: str, produces: tuple[str, ...]) -> Responses:
        """The responses of an operation."""
        result = [
            (status, target)
            for status, response in self.reader.children(node, "responses").items()
            if not status.lower().startswith("x-")
            and (target := self.references.follow(response)) is not None
        ]
        known = [item for item in result if _STATUS.fullmatch(item[0])]
        for status, target in result:
            if _STATUS.fullmatch(status) is None:
                self.reader.add(
                    "response-status", target, f"{status!r} is no status; this response is left out"
                )
        successes = [item for item in known if item[0].startswith("2")]
        redirects = [
            int(status) for status, _ in known if status.startswith("3") and status.isdigit()
        ]
        failures = [item for item in known if item[0][0] in "45d"]
        if not successes and not redirects:
            successes = [item for item in known if item[0] == DEFAULT]
        return Responses(method, id_, produces, tuple(successes), tuple(redirects), tuple(failures))

    def errors(self, responses: Responses) -> tuple[ErrorCase, ...]:
        """The documented failures, each with the type of its body."""
        return tuple(
            ErrorCase(
                status, self.reader.prose(target), self._error_type(status, target, responses)
            )
            for status, target in responses.failures
        )

    def _error_type(self, status: str, node: Node, responses: Responses) -> TypeRef | None:
        """Errors are mostly JSON, even where successes are files."""
        schema, produces = self.reader.get(node, "schema"), responses.produces
        if schema is None or responses.method == "head" or self._is_bare(schema):
            return None
        target = self.references.follow(schema)
        is_object = target is not None and self.reader.has(target, "properties", "allOf")
        known = not produces or bool(json_types(produces)) or is_object
        hint = hinted(responses.id, f"error{status}")
        type_ = self.schemas.type_of(schema, hint) if known else STRING
        return None if type_ == _FILE else type_

    def response(self, responses: Responses) -> Response:
        """What the first success with a body carries."""
        if not responses.successes:
            return Response()
        status, node = self._main(responses)
        result = self._carried(node, responses, "response")
        typed = self.reader.get(node, "schema") is not None
        empty_too = typed and any(
            self.reader.get(each, "schema") is None for _, each in responses.successes
        )
        return replace(
            result,
            optional=result.optional
            or result.nullable
            or empty_too
            or bool(result.type is None and not result.binary and responses.redirects)
            or self.reader.flag(node, "x-optional"),
            description=self.reader.prose(node),
            status=int(status) if status.isdigit() else 200,
            headers=tuple(
                (name, self.reader.text(header, "type") or "string")
                for name, header in sorted(self.reader.children(node, "headers").items())
            ),
        )

    def _main(self, responses: Responses) -> tuple[str, Node]:
        typed = [
            item for item in responses.successes if self.reader.get(item[1], "schema") is not None
        ]
        return (typed or list(responses.successes))[0]

    def others(self, responses: Responses, main: Response) -> tuple[Success, ...]:
        """The successes whose bodies have other types than that of the main one."""
        if not responses.successes or responses.method == "head":
            return ()
        first = self._main(responses)[0]
        result = []
        for status, node in responses.successes:
            if status == first or not status.isdigit():
                continue
            if self.reader.get(node, "schema") is None:
                if main.type is not None and status not in _NO_CONTENT:
                    result.append(Success(status))
                continue
            carried = self._carried(node, responses, f"response{status}")
            if carried.binary or main.binary:
                if carried.binary != main.binary:
                    self.reader.add(
                        "response-several", node, "a body that is a file in one success only"
                    )
            elif carried.type != main.type:
                result.append(Success(status, carried.type))
        return tuple(result)

    def _carried(self, node: Node, responses: Responses, name: str) -> Response:
        schema, produces = self.reader.get(node, "schema"), responses.produces
        if responses.method == "head":
            return Response()
        if schema is None:
            return self._undeclared(responses)
        type_ = self.schemas.type_of(schema, hinted(responses.id, name))
        bare = self._is_bare(schema)
        json = json_types(produces)
        target = self.references.follow(schema)
        fits = target is not None and self.schemas.type_name(target) in _OF_TEXT
        texts = tuple(filter(is_text, produces)) if fits else ()
        if type_ == _FILE or (bare and produces and not json):
            return Response(binary=True, media_types=produces or ("*/*",))
        if json or texts or not produces:
            accepted = (*json, *texts) or ("application/json",)
            return Response(
                type=ANY if bare else type_,
                nullable=self.schemas.nullable(schema),
                limits=self.schemas.limits(schema),
                media_types=accepted,
            )
        self.reader.add(
            "media-unsupported",
            node,
            f"responses of type {produces[0]} are not parsed; they are returned as bytes",
        )
        return Response(binary=True, media_types=produces)

    def _undeclared(self, responses: Responses) -> Response:
        """A response without a schema carries nothing, unless all it can be is a file."""
        produces = responses.produces
        if responses.method != "get" or not produces or any(map(is_json, produces)):
            return Response()
        if any(map(is_text, produces)):
            return Response(type=STRING, optional=True, media_types=produces)
        if any(map(is_xml, produces)):
            return Response()
        return Response(binary=True, media_types=produces)

    def _is_bare(self, schema: Node) -> bool:
        """Whether a schema is an object of which nothing is known: often a stream in disguise."""
        target = self.references.follow(schema)
        if target is None or not isinstance(target.value, dict):
            return False
        describing = {"properties", "additionalProperties", "allOf", "items", "enum"}
        return self.schemas.type_name(target) in {None, "object"} and not any(
            self.reader.get(target, key) is not None for key in describing
        )
