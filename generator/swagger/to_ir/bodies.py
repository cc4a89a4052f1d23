"""Reads what a request carries: a JSON body, a body of bytes, or a form."""

from __future__ import annotations

from msgspec import Struct

from generator.document import Node
from generator.ir.model import (
    Body,
    FormStyle,
    Kind,
    Limits,
    ListOf,
    Location,
    Parameter,
    Scalar,
    TypeRef,
)
from generator.swagger.to_ir.media_types import JSON, base, is_form, is_textual, json_types
from generator.swagger.to_ir.reader import Reader
from generator.swagger.to_ir.scalars import ANY, STRING
from generator.swagger.to_ir.schemas import Schemas, hinted

_FILE = Scalar(Kind.FILE)


class Bodies(Struct, frozen=True):
    """The request bodies of one document."""

    reader: Reader
    schemas: Schemas

    def body(self, nodes: list[Node], consumes: tuple[str, ...], operation_id: str) -> Body | None:
        """The body among the parameters of an operation."""
        for surplus in nodes[1:]:
            self.reader.add("body-several", surplus, "an operation has one body at most")
        if not nodes:
            return None
        node = nodes[0]
        schema = self.reader.get(node, "schema")
        if schema is None:
            self.reader.add("body-untyped", node, "this body has no schema")
        type_ = (
            ANY if schema is None else self.schemas.type_of(schema, hinted(operation_id, "body"))
        )
        sent, media_type = self._sent(node, type_, consumes)
        return Body(
            at=node.pointer,
            type=sent,
            description=self.reader.prose(node),
            required=self.reader.flag(node, "required"),
            media_type=media_type,
            name=self.reader.text(node, "x-name") or None,
            limits=Limits() if schema is None else self.schemas.limits(schema),
        )

    def _sent(self, node: Node, type_: TypeRef, consumes: tuple[str, ...]) -> tuple[TypeRef, str]:
        if type_ == _FILE:
            binary = [item for item in consumes if not json_types([item]) and not is_form(item)]
            return type_, binary[0] if binary else "application/octet-stream"
        if result := json_types(consumes):
            return type_, result[0]
        others = [item for item in consumes if not is_form(item)]
        if not others:
            return type_, JSON
        if type_ == STRING and is_textual(others[0]):
            return STRING, base(others[0])
        self.reader.add(
            "media-unsupported",
            node,
            f"bodies of type {others[0]} are not built from the schema; they are passed on as bytes",
        )
        return _FILE, others[0]

    def form_style(
        self, parameters: tuple[Parameter, ...], consumes: tuple[str, ...]
    ) -> FormStyle | None:
        """How the form parameters of an operation are sent."""
        form = [parameter for parameter in parameters if parameter.location is Location.FORM]
        if not form:
            return None
        offered = {base(item) for item in consumes}
        if any(parameter.type in {_FILE, ListOf(_FILE)} for parameter in form):
            return FormStyle.MULTIPART
        only_multipart = FormStyle.MULTIPART in offered and FormStyle.URLENCODED not in offered
        return FormStyle.MULTIPART if only_multipart else FormStyle.URLENCODED
