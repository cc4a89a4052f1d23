"""Views of methods: signature, docstring and the one expression that makes the call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from generator.model import Effect, Operation
from generator.prose import WIDTH, clean, lines, quoted, section, sentence, summary_first
from generator.python import call, mapping, string, union
from generator.views.annotations import Annotations
from generator.views.operations import item_type
from generator.views.signatures import Argument, Place, arguments
from generator.views.wording import OUTCOME_UNKNOWN, REPEATS, Wording

_GROUPS = {"path": Place.PATH, "query": Place.QUERY, "headers": Place.HEADER, "form": Place.FORM}
_ERRORS = {
    "400": "BadRequestError",
    "401": "AuthenticationError",
    "403": "PermissionDeniedError",
    "404": "NotFoundError",
    "409": "ConflictError",
    "429": "RateLimitError",
}


@dataclass(frozen=True, slots=True)
class Colour:
    """What differs between the two twins of a module."""

    folder: str
    prefix: str
    define: str
    wait: str
    page: str
    resource: str


@dataclass(frozen=True, slots=True)
class Method:
    """One method: ``head`` and ``overloads`` are whole ``def`` lines, ``doc`` is quoted, ``answer`` the expression it returns."""

    name: str
    decorators: tuple[str, ...]
    overloads: tuple[str, ...]
    head: str
    signature: str
    doc: str
    answer: str


@dataclass(frozen=True, slots=True)
class _Part:
    """One argument as written: its name, its type, and whether it may be left out."""

    name: str
    annotation: str
    optional: bool
    positional: bool
    default: str = "None"

    @property
    def text(self) -> str:
        """Write it as it stands in a signature."""
        return f"{self.name}: {self.annotation}{f' = {self.default}' if self.optional else ''}"


def methods(
    operation: Operation, scope: Annotations, wording: Wording, colour: Colour
) -> tuple[Method, ...]:
    """Return the methods of one operation: its own, and those that build on it."""
    return (_method(operation, scope, wording, colour),)


def _method(operation: Operation, scope: Annotations, wording: Wording, colour: Colour) -> Method:
    given = arguments(scope.api, scope.names, operation)
    parts = [_part(argument, scope) for argument in given]
    name = scope.names.method(operation.at).method
    define = "def" if operation.paging else colour.define
    entries = [(each.name, wording.argument(each)) for each in given]
    overloads: tuple[str, ...] = ()
    if operation.answer.binary:
        overloads, signature, answer = _download(operation, name, parts, given, scope, colour)
        entries += _STORED
    else:
        signature = f"{name}({_parameters(parts)}) -> {_returns(operation, scope, colour)}"
        answer = _call(operation, given, scope, colour)
    return Method(
        name=name,
        decorators=_decorators(operation, scope),
        overloads=overloads,
        head=f"{define} {signature}:",
        signature=signature,
        doc=_doc(operation, entries, wording),
        answer=answer,
    )


def _part(argument: Argument, scope: Annotations) -> _Part:
    if argument.partial:
        annotation = scope.runtime("Fields")
    else:
        annotation = scope.accepted(argument.type)
    optional = not argument.required
    return _Part(argument.name, union(annotation, optional=optional), optional, argument.positional)


def _parameters(parts: Sequence[_Part]) -> str:
    """Write the parameters: positional ones, a star, the others."""
    positional = [part.text for part in parts if part.positional]
    keyword = [part.text for part in parts if not part.positional]
    return ", ".join(["self", *positional, *(["*", *keyword] if keyword else [])])


def _returns(operation: Operation, scope: Annotations, colour: Colour) -> str:
    if operation.paging:
        return f"{scope.runtime(colour.page)}[{scope.returned(item_type(scope.api, operation))}]"
    return union(scope.returned(operation.answer.type), optional=operation.answer.optional)


def _decorators(operation: Operation, scope: Annotations) -> tuple[str, ...]:
    if operation.deprecated is None:
        return ()
    deprecated = scope.imports.use("._runtime.compat", "deprecated", hidden=scope.hidden)
    message = sentence(operation.deprecated) or "Deprecated by the API."
    return (f"@{deprecated}({string(message)})",)


def _call(
    operation: Operation, given: Iterable[Argument], scope: Annotations, colour: Colour
) -> str:
    verb = "page" if operation.paging else "call"
    positional = (f"ops.{scope.names.constant(operation.at)}",)
    wait = "" if operation.paging else colour.wait
    return wait + call(f"self._client.{verb}", positional, _carried(tuple(given)))


def _carried(given: tuple[Argument, ...]) -> list[tuple[str, str]]:
    """Return what the call carries, by place, with wire names in the signature's order."""
    carried = [
        (keyword, mapping((each.wire, each.name) for each in given if each.place is place))
        for keyword, place in _GROUPS.items()
        if any(each.place is place for each in given)
    ]
    if fields := [(each.wire, each.name) for each in given if each.place is Place.FIELD]:
        carried.append(("body", mapping(fields)))
    return carried + [("body", each.name) for each in given if each.place is Place.BODY]


def _returned_text(operation: Operation, wording: Wording) -> str:
    said = wording.plain(operation.answer.description)
    if operation.answer.type is None and not operation.answer.binary:
        return ""
    if operation.paging:
        said = f"{said} Iterate it to go through all pages."
    optional = " None where the server sends no body." if operation.answer.optional else ""
    return f"{said}{optional}".strip()


def _doc(operation: Operation, entries: Sequence[tuple[str, str]], wording: Wording) -> str:
    """Write the docstring of a method, to stand eight columns in."""
    room = WIDTH - 8
    written = lines(_opening(operation, wording, room - 6), room, taken=6)
    returned = _returned_text(operation, wording)
    sections = [
        section("Args", entries, room) if entries else [],
        section("Returns", [("", returned)], room) if returned else [],
        section("Raises", raised, room) if (raised := _raises(operation)) else [],
        lines(_closing(operation), room),
        lines(
            f"``{operation.method.upper()} {clean(operation.path)}``, operation ``{clean(operation.id)}``.",
            room,
        ),
    ]
    for block in sections:
        written += ["", *block] if block else []
    return quoted("\n".join(written), " " * 8)


def _opening(operation: Operation, wording: Wording, width: int) -> str:
    summary, description = wording.plain(operation.summary), wording.plain(operation.description)
    if not summary:
        return summary_first(description, width) or f"Call `{clean(operation.id)}`."
    return f"{summary}\n\n{description}" if description and description != summary else summary


def _closing(operation: Operation) -> str:
    login = (
        f"Needs the {clean(operation.login)} login: ``client.with_auth(...)``."
        if operation.login
        else ""
    )
    public = "" if operation.secured else "Needs no credentials."
    return " ".join(part for part in (REPEATS[operation.effect], login, public) if part)


def _raises(operation: Operation) -> list[tuple[str, str]]:
    """Return what is worth catching: a missing thing, an outcome that nobody knows."""
    found = []
    documented = {error.status: error.description for error in operation.errors}
    if "{" in operation.path and "404" in documented:
        found.append(("NotFoundError", sentence(documented["404"])))
    if "409" in documented:
        found.append((_ERRORS["409"], sentence(documented["409"])))
    if operation.effect in {Effect.CREATE, Effect.CONTACT, Effect.CREDENTIALS}:
        found.append(("OutcomeUnknownError", OUTCOME_UNKNOWN))
    return found


_STORED = (
    (
        "to",
        "Where to store the bytes: a path or a binary file object. Without it they are returned.",
    ),
    ("progress", "Called with the number of bytes so far and of all, None where unknown."),
    ("resume", "Whether to go on with a file that an earlier call left unfinished."),
    ("max_bytes", "Most bytes to take; more is an error."),
    ("overwrite", "Whether a file that exists may be replaced."),
)


def _download(
    operation: Operation,
    name: str,
    parts: list[_Part],
    given: tuple[Argument, ...],
    scope: Annotations,
    colour: Colour,
) -> tuple[tuple[str, ...], str, str]:
    """Return the overloads, the signature and the expression of a method that fetches or stores bytes."""
    plain, optional = scope.name("builtins", "bytes"), scope.runtime("Progress")
    integer, boolean = scope.name("builtins", "int"), scope.name("builtins", "bool")
    target, result = scope.runtime("Destination"), scope.runtime("Downloaded")
    options = [
        _Part("progress", f"{optional} | None", optional=True, positional=False),
        _Part("resume", boolean, optional=True, positional=False, default="False"),
        _Part("max_bytes", f"{integer} | None", optional=True, positional=False),
        _Part("overwrite", boolean, optional=True, positional=False, default="True"),
    ]
    capped = [option for option in options if option.name in {"progress", "max_bytes"}]
    nowhere = _Part("to", "None", optional=True, positional=True)
    somewhere = _Part("to", target, optional=False, positional=True)
    either = _Part("to", f"{target} | None", optional=True, positional=True)
    scope.imports.use("typing", "overload")
    heads = (
        f"{colour.define} {name}({_parameters([*parts, nowhere, *capped])}) -> {plain}:",
        f"{colour.define} {name}({_parameters([*parts, somewhere, *options])}) -> {result}:",
    )
    signature = f"{name}({_parameters([*parts, either, *options])}) -> {plain} | {result}"
    carried = [*_carried(given), *((option.name, option.name) for option in options)]
    positional = (f"ops.{scope.names.constant(operation.at)}", "to")
    return heads, signature, colour.wait + call("self._client.download", positional, carried)
