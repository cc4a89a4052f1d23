"""What methods are put together from: parameters, the values a call carries, docstrings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from generator.ir.arguments import Argument, Place
from generator.ir.client import Client, Method
from generator.ir.model import AuthKind
from generator.ir.names.runtime_names import RUNTIME
from generator.ir.texts import without_empty_body
from generator.python.code import alternatives, mapping, string, union
from generator.python.docstrings import (
    WIDTH,
    clean,
    lines,
    quoted,
    section,
    sentence,
    summary_first,
)
from generator.render.common.annotations import Annotations
from generator.render.common.effects import OUTCOME_UNKNOWN, retries

_EMPTY = {"", "ok", "done", "success", "successful operation", "successful response"}
"""What descriptions state where they have nothing to state."""
_GROUPS = {"path": Place.PATH, "query": Place.QUERY, "headers": Place.HEADER, "form": Place.FORM}


class Mode(Struct, frozen=True):
    """What differs between the sync and the async version of a module.

    ``bulk`` and ``poll`` name the module and the function of the runtime that send many rows and wait.
    """

    folder: str
    prefix: str
    define: str
    wait: str
    page: str
    resource: str
    bulk: str
    poll: str


SYNC = Mode(
    folder="resources",
    prefix="",
    define="def",
    wait="",
    page="Page",
    resource="SyncResource",
    bulk="bulk.sync",
    poll="wait",
)
ASYNC = Mode(
    folder="aio",
    prefix="Async",
    define="async def",
    wait="await ",
    page="AsyncPager",
    resource="AsyncResource",
    bulk="bulk.async_",
    poll="wait_async",
)


class Signature(Struct, frozen=True):
    """One way to call a method: its parameters without ``self``, and the type of its result."""

    define: str
    name: str
    parameters: str
    returns: str

    @property
    def head(self) -> str:
        """The whole ``def`` line."""
        given = f"self, {self.parameters}" if self.parameters else "self"
        return f"{self.define} {self.name}({given}) -> {self.returns}:"

    @property
    def public(self) -> str:
        """The signature as callers see it."""
        return f"{self.name}({self.parameters}) -> {self.returns}"


class MethodView(Struct, frozen=True):
    """One method, ready to print.

    ``doc`` is quoted, ``response`` is the expression that the method returns, ``imports`` are the lines that it needs
    before.
    """

    signature: Signature
    decorators: tuple[str, ...]
    overloads: tuple[Signature, ...]
    doc: str
    response: str
    imports: tuple[str, ...] = ()


class Part(Struct, frozen=True):
    """One parameter as written: its name, its type, and whether it may be left out."""

    name: str
    annotation: str
    optional: bool = True
    positional: bool = False
    default: str = "None"

    @property
    def text(self) -> str:
        """How it stands in a signature; a union that does not fit into a line has parentheses, as black prints it."""
        return self.indented(8)

    def indented(self, spaces: int) -> str:
        """How it stands in a signature whose parameters are indented as far."""
        default = f" = {self.default}" if self.optional else ""
        text = f"{self.name}: {self.annotation}{default}"
        if spaces + len(f"{text},") > WIDTH and len(alternatives(self.annotation)) > 1:
            return f"{self.name}: ({self.annotation}){default}"
        return text


def part(argument: Argument, scope: Annotations) -> Part:
    """The parameter for an argument."""
    plain = scope.runtime("Fields") if argument.partial else scope.accepted(argument.type)
    optional = not argument.required
    if argument.nullable and optional:
        either = union(plain, "None", scope.runtime("UnsetType"))
        unset = scope.imports.use(RUNTIME["UNSET"], "UNSET", hidden=scope.hidden)
        return Part(argument.name, either, default=unset)
    can_be_none = optional or argument.nullable
    return Part(argument.name, union(plain, optional=can_be_none), optional, argument.positional)


def parameters(parts: Iterable[Part], options: str = "") -> str:
    """All parameters: positional ones, a star, the others, and the type of further options."""
    parts = tuple(parts)
    positional = [part.text for part in parts if part.positional]
    keyword = [part.text for part in parts if not part.positional]
    further = [f"**options: {options}"] if options else []
    return ", ".join([*positional, *(["*", *keyword] if keyword else []), *further])


def carried(given: Sequence[Argument]) -> dict[str, str]:
    """What a call carries, by place: wire names in the order of the signature."""
    whole = next((each.name for each in given if each.place is Place.BODY), None)
    groups = {
        keyword: mapping((each.wire, each.name) for each in given if each.place is place)
        for keyword, place in (*_GROUPS.items(), ("body", Place.FIELD))
        if any(each.place is place for each in given)
    }
    return groups if whole is None else groups | {"body": whole}


def reason_text(reason: str) -> str:
    """Why something should not be used any more, quoted."""
    return string(sentence(reason) or "Deprecated by the API.")


def decorator(scope: Annotations, name: str, arguments: Sequence[str]) -> tuple[str, ...]:
    """A decorator of the runtime that warns of what is on its way out; none without arguments."""
    if not arguments:
        return ()
    mark = scope.imports.use("._runtime.deprecation", name, hidden=scope.hidden)
    return (f"@{mark}({', '.join(arguments)})",)


class Doc(Struct, frozen=True):
    """What a docstring states, before it is laid out; empty parts are left out."""

    opening: str
    arguments: Sequence[tuple[str, str]] = ()
    returns: str = ""
    raises: Sequence[tuple[str, str]] = ()
    closing: str = ""
    last: str = ""

    @property
    def text(self) -> str:
        """The quoted docstring of a method, to stand eight columns in."""
        room = WIDTH - 8
        written = lines(self.opening, room, taken=6)
        blocks = [
            section("Args", self.arguments, room) if self.arguments else [],
            section("Returns", [("", self.returns)], room) if self.returns else [],
            section("Raises", self.raises, room) if self.raises else [],
            lines(self.closing, room) if self.closing else [],
            lines(self.last, room) if self.last else [],
        ]
        for block in blocks:
            written += ["", *block] if block else []
        return quoted("\n".join(written), " " * 8)


def doc(client: Client, operation: Method, arguments: Sequence[tuple[str, str]]) -> Doc:
    """What the docstring of an operation's method states."""
    return Doc(
        opening=opening(client, operation),
        arguments=arguments,
        returns=_returns(client, operation),
        raises=_raises(operation),
        closing=_closing(client, operation),
        last=f"``{clean(operation.route)}``, operation ``{clean(operation.id)}``.",
    )


def opening(client: Client, operation: Method) -> str:
    """What a method does: the summary, then what the description adds."""
    summary, description = client.plain(operation.summary), client.plain(operation.description)
    if operation.response.type is None:
        description = without_empty_body(description)
    if not summary:
        return summary_first(description, WIDTH - 14) or f"Call `{clean(operation.id)}`."
    return f"{summary}\n\n{description}" if description and description != summary else summary


def _returns(client: Client, operation: Method) -> str:
    response = operation.response
    if response.type is None and not response.binary:
        return ""
    message = (
        ""
        if response.description.strip(" .!").lower() in _EMPTY
        else client.plain(response.description)
    )
    paged = "Iterate it to go through all pages." if operation.paging else ""
    optional = "None where the server sends no body." if response.optional else ""
    return " ".join(text for text in (message, paged, optional) if text)


def _closing(client: Client, operation: Method) -> str:
    login = (
        operation.login and f"Needs the {clean(operation.login)} login: ``client.with_auth(...)``."
    )
    open_ = not (operation.secured or login or client.auth.kind is AuthKind.NONE)
    public = "Needs no credentials." if open_ else ""
    return " ".join(text for text in (retries(operation.effect), login, public) if text)


def _raises(operation: Method) -> list[tuple[str, str]]:
    """What is worth catching: a missing item, a conflict, an outcome that no one knows."""
    documented = {error.status: error.description for error in operation.errors}
    result = []
    if "{" in operation.path and "404" in documented:
        result.append(("NotFoundError", sentence(documented["404"])))
    if "409" in documented:
        result.append(("ConflictError", sentence(documented["409"])))
    if not operation.effect.repeatable:
        result.append(("OutcomeUnknownError", OUTCOME_UNKNOWN))
    return result
