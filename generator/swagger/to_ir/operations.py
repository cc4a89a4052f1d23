"""Reads operations: every method of every path, none left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from generator.diagnostics.suggest import suggestion
from generator.document import Node
from generator.ir.model import Location, Operation, Parameter
from generator.ir.names.words import split
from generator.swagger.to_ir.bodies import Bodies
from generator.swagger.to_ir.extensions import Extensions
from generator.swagger.to_ir.fake import fake_rules
from generator.swagger.to_ir.parameters import Parameters
from generator.swagger.to_ir.reader import Reader
from generator.swagger.to_ir.references import References
from generator.swagger.to_ir.responses import ResponseReader
from generator.swagger.to_ir.scalars import STRING
from generator.swagger.to_ir.security import Security
from generator.swagger.traverse import METHODS

UNTAGGED = "default"
"""The tag of operations that have none."""

_FOREIGN = {
    "x-ms-paths": "its operations are not generated; list them under paths",
    "x-ms-parameterized-host": "users pass the base URL themselves",
}
"""Extensions of other tools at the root whose loss would be felt."""
_SLOT = re.compile(r"\{([^{}/]*)\}")


class Spot(Struct, frozen=True):
    """An operation and where it is: the method, the path, the parameters it shares with its neighbours."""

    method: str
    path: str
    node: Node
    shared: tuple[Node, ...]
    at: str
    """The pointer of the operation below its own path, also where that path is a reference to another."""

    @property
    def is_shared(self) -> bool:
        """Whether another path has this operation, and this one refers to it."""
        return self.at != self.node.pointer

    @property
    def by_place(self) -> str:
        """An operation id made of method and path: GET /users/{id} -> getUsersById."""
        words: list[str] = []
        for segment in self.path.split("/"):
            slots = _SLOT.findall(segment)
            literal = _SLOT.sub(" ", segment)
            words += [*split(literal), *(word for slot in slots for word in ("by", *split(slot)))]
        return self.method + "".join(word[0].upper() + word[1:] for word in words)


class Operations(Struct, frozen=True):
    """The operations of one document."""

    reader: Reader
    references: References
    extensions: Extensions
    parameters: Parameters
    bodies: Bodies
    response_reader: ResponseReader
    security: Security

    def spots(self, root: Node) -> Iterator[Spot]:
        """Every operation in the description's order."""
        for key, what in _FOREIGN.items():
            if (node := self.reader.get(root, key)) is not None:
                self.reader.add("extension-unsupported", node, f"{key} is not read: {what}")
        for path, entry in self.reader.children(root, "paths").items():
            if path.lower().startswith("x-"):
                continue
            if "#" in path:
                self.reader.add("path-fragment", entry, f"requests go to {path.partition('#')[0]}")
            item = self.references.follow(entry)
            if item is None:
                continue
            shared = self.reader.items(item, "parameters")
            for method, node in self.reader.mapping(item).items():
                if method.lower() in METHODS:
                    at, whole = f"{entry.pointer}/{method}", f"/{path.removeprefix('/')}"
                    yield Spot(method.lower(), whole, node, shared, at)
                elif method not in {"parameters", "$ref"} and not method.lower().startswith("x-"):
                    message = f"there is no method {method!r}"
                    self.reader.add("method-unknown", node, message, suggestion(method, METHODS))

    def ids(self, spots: list[Spot]) -> Mapping[str, str]:
        """The id of each operation by its pointer: as given if that is unique, else made from its place."""
        ids: dict[str, str] = {}
        taken: set[str] = set()
        given = [(spot, self.reader.text(spot.node, "operationId")) for spot in spots]
        for spot, name in sorted(given, key=lambda each: each[0].is_shared):
            if name and name not in taken:
                ids[spot.at] = name
                taken.add(name)
        for spot, name in given:
            if spot.at not in ids:
                ids[spot.at] = chosen = self._made(spot, taken)
                taken.add(chosen)
                if not name or spot.is_shared:
                    message = f"without operationId; it is called {chosen!r}"
                    self.reader.add("operation-id-missing", spot.node, message)
        return ids

    def _made(self, spot: Spot, taken: set[str]) -> str:
        made = spot.by_place
        number = 2
        while made in taken:
            made = f"{spot.by_place}{number}"
            number += 1
        return made

    def operation(self, spot: Spot, root: Node, id_: str) -> Operation:
        """One operation."""
        node = spot.node
        chosen = self.parameters.effective(spot.shared, self.reader.items(node, "parameters"))
        body_nodes = [each for each in chosen if self.parameters.is_body(each)]
        parameters = _in_path(
            spot,
            [
                self.parameters.parameter(each, id_)
                for each in chosen
                if not self.parameters.is_body(each)
            ],
        )
        consumes = self._media_types(node, root, "consumes")
        produces = self._media_types(node, root, "produces")
        responses = self.response_reader.responses(node, spot.method, id_, produces)
        response = self.response_reader.response(responses)
        form_style = self.bodies.form_style(parameters, consumes)
        tags = dict.fromkeys(tag for tag in self.reader.texts(node, "tags") if tag.strip())
        return Operation(
            at=spot.at,
            id=id_,
            method=spot.method.upper(),
            path=spot.path,
            tags=(*tags,) or (UNTAGGED,),
            summary=self.reader.prose(node, "summary"),
            description=self.reader.prose(node),
            effect=self.extensions.effect(node, spot.method),
            parameters=parameters,
            body=self.bodies.body(body_nodes, consumes, id_),
            form_style=form_style,
            response=response,
            others=self.response_reader.others(responses, response),
            redirects=() if response.binary else responses.redirects,
            errors=self.response_reader.errors(responses),
            paging=self.extensions.paging(node),
            wait=self.extensions.wait(node),
            chunk=self.extensions.chunk(node),
            reconcile=self.extensions.reconcile(node),
            recipients=self.extensions.recipients(node),
            refuses_whole=self.extensions.refuses_whole(node),
            login=self.extensions.login(node),
            deprecated=self.extensions.deprecated(node),
            security=self.security.required(node),
            error_id=self.extensions.error_id(node),
            core=self.reader.flag(node, "x-core"),
            since=self.reader.text(node, "x-since") or "",
            soft_delete=self.extensions.soft_delete(node),
            requires=self.extensions.requires(node),
            fake=fake_rules(self.reader, node),
        )

    def _media_types(self, node: Node, root: Node, key: str) -> tuple[str, ...]:
        """The operation's own list replaces the document's, even if it is empty."""
        place = root if self.reader.get(node, key) is None else node
        return tuple(each for each in self.reader.texts(place, key) if "/" in each)


def _in_path(spot: Spot, parameters: list[Parameter]) -> tuple[Parameter, ...]:
    """The parameters with those of the path that its template names: a text for one that is not declared."""
    named = dict.fromkeys(_SLOT.findall(spot.path))
    known = [
        each for each in parameters if each.location is not Location.PATH or each.wire in named
    ]
    declared = {each.wire for each in known if each.location is Location.PATH}
    for wire in [each for each in named if each not in declared]:
        at = f"{spot.at}/{{{wire}}}"
        known.append(
            Parameter(at=at, wire=wire, location=Location.PATH, type=STRING, required=True)
        )
    return tuple(known)
