"""The inputs of an action: what they are called in the catalogue, and as options of the command line."""

from __future__ import annotations

from functools import cache

from generator.ir.client import Client, Method
from generator.ir.model import Kind, Operation, Parameter, Scalar, TypeRef

BODY = "requestBody"
RESERVED = frozenset("""
    all base-url dry-run help input output profile query quiet to wait yes
    concurrency delay journal no-journal rate resend-unknown
""".split())
"""Options that commands have of their own; an input of that name is called ``--input-NAME``."""


def inputs(operation: Operation) -> dict[str, tuple[str, Parameter | None]]:
    """Return the inputs of an action by name: where each travels and, except for the body, its parameter.

    They have wire names; of two that are equal the second one begins with its place.
    """
    result: dict[str, tuple[str, Parameter | None]] = {}
    for parameter in operation.parameters:
        result[_free(parameter.wire, parameter.location, result)] = (
            parameter.location.value,
            parameter,
        )
    if operation.body:
        result[_free(BODY, "body", result)] = ("body", None)
    return result


def _free(wire: str, place: str, taken: dict[str, tuple[str, Parameter | None]]) -> str:
    name = wire
    while name in taken:
        name = f"{place}_{name}"
    return name


@cache
def kebab(name: str) -> str:
    """Return a name as a word of the command line: ``fromNumber`` becomes ``from-number``."""
    parts: list[str] = []
    for sign in name.replace("_", "-").replace(".", "-"):
        parts.append(
            f"-{sign.lower()}" if sign.isupper() and parts and parts[-1] != "-" else sign.lower()
        )
    return "".join(parts).strip("-")


def options(client: Client, method: Method) -> dict[str, tuple[str, str]]:
    """Return the place in the description, and the option, of each input and of each field of an object body.

    Fields stand below ``requestBody.name``.

    An option is the name of the method's argument in words with hyphens. So a field that is spelt like a parameter
    begins with ``body-`` here, too.
    """
    names = {each.at: each.name for each in method.arguments}
    result: dict[str, tuple[str, str]] = {}
    taken: set[str] = set()

    def add(key: str, at: str, name: str, place: str, type_: TypeRef | None = None) -> None:
        word = kebab(name) or place
        if word in RESERVED:
            word = f"input-{word}"
        negated = f"no-{word}" if type_ == Scalar(Kind.BOOLEAN) else word
        while not taken.isdisjoint({word, negated}):
            word, negated = f"{place}-{word}", f"no-{place}-{word}"
        taken.update({word, negated})
        result[key] = (at, word)

    for key, (place, parameter) in inputs(method).items():
        if parameter is not None:
            add(key, parameter.at, names[parameter.at], place, parameter.type)
        elif method.body is not None:
            model = client.model(method.body.type)
            for field in model.writable if model else ():
                name = names.get(field.at, field.wire)
                add(f"{key}.{field.wire}", field.at, name, "body", field.type)
            add(key, method.body.at, method.body_name, "request")
    return result
