"""Reads what comes back: which response is the success, what it carries, and the documented failures."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from generator.document import Node
from generator.ir.model import Answer, ErrorCase, Kind, Scalar
from generator.swagger.to_ir.media_types import is_json, is_text, is_xml, json_types
from generator.swagger.to_ir.reader import Reader
from generator.swagger.to_ir.references import References
from generator.swagger.to_ir.scalars import ANY, STRING
from generator.swagger.to_ir.schemas import Schemas, hinted

_FILE = Scalar(Kind.FILE)
_FAILURE = re.compile(r"error|fail|unexpected|invalid|exception|problem", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Responses:
    """The responses of an operation: the good ones, and the rest, in the description's order."""

    good: tuple[tuple[str, Node], ...]
    bad: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """The responses of one document."""

    reader: Reader
    references: References
    schemas: Schemas

    def responses(self, node: Node) -> Responses:
        """The responses of an operation, told apart."""
        found = [
            (status, target)
            for status, response in self.reader.members(node, "responses").items()
            if not status.lower().startswith("x-")
            and (target := self.references.follow(response)) is not None
        ]
        for status, target in found:
            if re.fullmatch(r"[1-5]([0-9]{2}|XX)|default", status) is None:
                self.reader.add("response-status", target, f"{status!r} is no status")
        good = [(status, target) for status, target in found if status.startswith("2")]
        if not good:
            good = [item for item in found if item[0] == "default" and self._is_success(item[1])]
        return Responses(tuple(good), tuple(item for item in found if item not in good))

    def _is_success(self, node: Node) -> bool:
        schema = self.reader.get(node, "schema")
        reference = schema and isinstance(schema.value, dict) and self.reader.text(schema, "$ref")
        return not _FAILURE.search(f"{self.reader.prose(node)} {reference or ''}")

    def errors(self, responses: Responses) -> tuple[ErrorCase, ...]:
        """The documented failures."""
        return tuple(
            ErrorCase(status, self.reader.prose(target)) for status, target in responses.bad
        )

    def answer(
        self, responses: Responses, produces: tuple[str, ...], method: str, operation_id: str
    ) -> Answer:
        """What a success carries."""
        if not responses.good:
            return Answer()
        typed = [node for _, node in responses.good if self.reader.get(node, "schema") is not None]
        self._check_several(typed)
        node = typed[0] if typed else responses.good[0][1]
        empty_too = bool(typed) and len(typed) < len(responses.good)
        found = self._carried(node, produces, method, hinted(operation_id, "answer"))
        return replace(
            found,
            optional=found.optional or empty_too or self.reader.flag(node, "x-optional"),
            description=self.reader.prose(node),
        )

    def _check_several(self, typed: list[Node]) -> None:
        schemas = [self.reader.get(node, "schema") for node in typed]
        plain = [None if schema is None else schema.plain() for schema in schemas]
        for node, schema in zip(typed[1:], plain[1:], strict=True):
            if schema != plain[0]:
                self.reader.add(
                    "answer-several", node, "answers differ by status; the first one gives the type"
                )

    def _carried(self, node: Node, produces: tuple[str, ...], method: str, hint: str) -> Answer:
        schema = self.reader.get(node, "schema")
        if method == "head":
            return Answer()
        if schema is None:
            return self._undeclared(produces, method)
        type_ = self.schemas.type_of(schema, hint)
        bare = self._is_bare(schema)
        json = json_types(produces)
        if type_ == _FILE or (bare and produces and not json):
            return Answer(binary=True, media_types=produces or ("*/*",))
        if json or not produces:
            return Answer(type=ANY if bare else type_, media_types=json or ("application/json",))
        if type_ == STRING and any(is_text(item) for item in produces):
            return Answer(type=STRING, media_types=produces)
        self.reader.add(
            "media-unsupported",
            node,
            f"answers of type {produces[0]} are not taken apart; they come as bytes",
        )
        return Answer(binary=True, media_types=produces)

    def _undeclared(self, produces: tuple[str, ...], method: str) -> Answer:
        """An answer without a schema carries nothing, unless all it can be is a file."""
        if method != "get" or not produces or any(map(is_json, produces)):
            return Answer()
        if any(map(is_text, produces)):
            return Answer(type=STRING, optional=True, media_types=produces)
        if any(map(is_xml, produces)):
            return Answer()
        return Answer(binary=True, media_types=produces)

    def _is_bare(self, schema: Node) -> bool:
        """Whether a schema is an object of which nothing is known: often a stream in disguise."""
        target = self.references.follow(schema)
        if target is None or not isinstance(target.value, dict):
            return False
        telling = {"properties", "additionalProperties", "allOf", "items", "enum"}
        return self.schemas.type_name(target) in {None, "object"} and not any(
            self.reader.get(target, key) is not None for key in telling
        )
