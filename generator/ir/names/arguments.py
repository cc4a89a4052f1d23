"""Decides the arguments of methods: one scope per operation, in which nothing clashes."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from generator.diagnostics.findings import Diagnostics, Spot
from generator.ir.model import (
    Api,
    Auth,
    AuthKind,
    Field,
    Location,
    Operation,
    Parameter,
)
from generator.ir.names.identifiers import attribute, is_attribute, is_exact
from generator.ir.names.methods import is_bulk
from generator.ir.names.reserved import (
    ARGUMENTS,
    avoiding,
    bulk_arguments,
    client_options,
    download_arguments,
    wait_arguments,
)
from generator.ir.names.words import numbered
from generator.ir.types import object_of

_ORDER = list(Location)


class Arguments(Struct, frozen=True):
    """The arguments of one operation: parameters and fields by pointer, and the whole body."""

    parameters: Mapping[str, str]
    fields: Mapping[str, str]
    body: str


def with_arguments(auth: Auth) -> Auth:
    """The schemes with arguments that begin with their names, so that a further scheme renames none."""
    taken = set(client_options())
    schemes = []
    for scheme in auth.schemes:
        plain = attribute(scheme.name, "scheme")
        for stem in chain([plain], numbered(plain)):
            basic = scheme.kind is AuthKind.BASIC
            own = (f"{stem}_login", f"{stem}_password") if basic else (stem,)
            if not taken.intersection(own):
                break
        taken.update(own)
        schemes.append(replace(scheme, own=own))
    return replace(auth, schemes=tuple(schemes))


class _Scope:
    """The names taken so far in one signature."""

    def __init__(self, reserved: frozenset[str]) -> None:
        self.reserved = reserved
        self.taken: set[str] = set()

    def take(self, wanted: str, otherwise: str) -> str:
        """The name, else the longer one, else that one with a number."""
        for name in (wanted, otherwise):
            if (safe := avoiding(name, self.reserved)) not in self.taken:
                self.taken.add(safe)
                return safe
        chosen = next(
            name for name in numbered(otherwise) if name not in self.taken | self.reserved
        )
        self.taken.add(chosen)
        return chosen


def arguments(api: Api, operation: Operation, report: Diagnostics) -> Arguments:
    """Decide the arguments of an operation; what the description fixed (x-name) comes first."""
    scope = _Scope(_reserved(operation))
    parameters = {
        each.at: scope.take(_asked(each.name, each.at, report) or plain, f"{each.location}_{plain}")
        for each in sorted(operation.parameters, key=_rank)
        for plain in (attribute(each.wire, "argument"),)
    }
    body = operation.body
    asked = None if body is None else _asked(body.name, body.at, report)
    whole_body = object_of(api.definitions, body.type if body else None)
    spread = whole_body.fields if whole_body else ()
    whole = "body" if body is None or spread else scope.take(asked or "body", "request_body")
    wires = {each.wire for each in operation.parameters}

    def field_rank(field: Field) -> tuple[bool, bool, bool]:
        """Exact fields choose first; those that are never asked for, or spelt like a parameter, take what is left."""
        exact = is_exact(attribute(field.wire, "field"), field.wire)
        return (field.read_only, not exact, field.wire in wires)

    fields = {
        field.at: scope.take(plain, f"body_{plain}")
        for field in sorted(spread, key=field_rank)
        for plain in (attribute(field.wire, "field"),)
    }
    if spread and asked:
        whole = scope.take(asked, "request_body")
    elif spread:
        whole = scope.take("body", "request_body")
    return Arguments(parameters, fields, whole)


def _reserved(operation: Operation) -> frozenset[str]:
    reserved = ARGUMENTS
    if operation.response.binary:
        reserved |= download_arguments()
    if is_bulk(operation):
        reserved |= bulk_arguments()
    if operation.wait is not None:
        reserved |= wait_arguments()
    return reserved


def _asked(name: str | None, at: str, report: Diagnostics) -> str | None:
    if name is None or is_attribute(name):
        return name
    report.add(
        "names-argument",
        Spot(pointer=f"{at}/x-name"),
        f"{name!r} cannot be the name of an argument",
        "the name by rule is used",
    )
    return None


def _rank(parameter: Parameter) -> tuple[bool, bool, int, str]:
    """Names that the description fixes come first, then those spelt exactly like a parameter."""
    exact = is_exact(attribute(parameter.wire, "argument"), parameter.wire)
    return (parameter.name is None, not exact, _ORDER.index(parameter.location), parameter.wire)
