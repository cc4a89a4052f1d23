"""Views of methods: signature, docstring and the one expression that makes the call."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.ir.arguments import Argument, Place
from generator.ir.client import Method
from generator.ir.names import PublicName
from generator.python.code import call, string, union
from generator.python.docstrings import sentence
from generator.render.common.annotations import Annotations
from generator.render.package.method_parts import (
    Colour,
    Doc,
    MethodView,
    Part,
    carried,
    doc,
    parameters,
    part,
)

_STORED = (
    (
        "to",
        "Where to store the bytes: a path or a binary file object. Without it they are returned.",
    ),
    ("progress", "Called with the number of bytes so far and of all, None where unknown."),
    ("resume", "Whether to go on with a file that an earlier call left unfinished."),
    ("max_bytes", "How many bytes to take at most; more is an error."),
    ("overwrite", "Whether a file that exists may be replaced."),
)


@dataclass(frozen=True)
class Methods:
    """Writes the methods of one resource class in one colour."""

    scope: Annotations
    colour: Colour

    def of(self, operation: Method) -> tuple[MethodView, ...]:
        """An operation's own method, and those that build on it."""
        found = [self._download(operation) if operation.answer.binary else self._call(operation)]
        if operation.bulk:
            found.append(self._bulk(operation, operation.bulk))
        if operation.waiter:
            found.append(self._wait(operation, operation.waiter))
        return tuple(found)

    def alias(self, operation: Method, name: PublicName) -> MethodView:
        """An older name of an operation's method."""
        own, new = self.of(operation)[0], operation.dotted
        return replace(
            own,
            name=name.method,
            decorators=(self._deprecated(f"Use {new}."), *self._deprecated_arguments(operation)),
            overloads=tuple(_renamed(head, own.name, name.method) for head in own.overloads),
            head=_renamed(own.head, own.name, name.method),
            signature=name.method + own.signature.removeprefix(own.name),
            doc=Doc(f"The older name of `{new}`.").text,
        )

    def _call(self, operation: Method) -> MethodView:
        given = operation.arguments
        verb, wait = ("page", "") if operation.paging else ("call", self.colour.wait)
        return self._method(
            operation,
            name=operation.name.method,
            signature=f"({parameters(self._parts(given))}) -> {self._returns(operation)}",
            says=doc(self.scope.client, operation, _described(given)),
            answer=wait
            + call(f"self._client.{verb}", (self._constant(operation),), carried(given)),
        )

    def _method(
        self, operation: Method, name: str, signature: str, says: Doc, answer: str
    ) -> MethodView:
        define = "def" if operation.paging else self.colour.define
        decorators = (
            *(() if operation.deprecated is None else (self._deprecated(operation.deprecated),)),
            *self._deprecated_arguments(operation),
        )
        return MethodView(
            name=name,
            decorators=decorators,
            overloads=(),
            head=f"{define} {name}{signature}:",
            signature=f"{name}{signature}",
            doc=says.text,
            answer=answer,
        )

    def _download(self, operation: Method) -> MethodView:
        """A method with two forms: one returns the bytes, one stores them."""
        scope, given = self.scope, operation.arguments
        integer, boolean = scope.name("builtins", "int"), scope.name("builtins", "bool")
        target, stored = scope.runtime("Destination"), scope.runtime("Downloaded")
        parts, plain = self._parts(given), scope.name("builtins", "bytes")
        progress = Part("progress", f"{scope.runtime('Progress')} | None")
        most = Part("max_bytes", f"{integer} | None")
        options = (
            progress,
            Part("resume", boolean, default="False"),
            most,
            Part("overwrite", boolean, default="True"),
        )
        nowhere = Part("to", "None", positional=True)
        somewhere = Part("to", target, optional=False, positional=True)
        either = Part("to", f"{target} | None", positional=True)
        scope.imports.use("typing", "overload")
        name = operation.name.method
        keywords = [*carried(given), *((option.name, option.name) for option in options)]
        method = self._method(
            operation,
            name,
            f"({parameters([*parts, either, *options])}) -> {plain} | {stored}",
            doc(scope.client, operation, [*_described(given), *_STORED]),
            self.colour.wait
            + call("self._client.download", (self._constant(operation), "to"), keywords),
        )
        heads = (
            f"({parameters([*parts, nowhere, progress, most])}) -> {plain}",
            f"({parameters([*parts, somewhere, *options])}) -> {stored}",
        )
        overloads = tuple(f"{self.colour.define} {name}{head}:" for head in heads)
        return replace(method, overloads=overloads)

    def _bulk(self, operation: Method, name: str) -> MethodView:
        """A method that sends any number of rows, in requests of the size the API takes."""
        scope, given = self.scope, operation.arguments
        rows = next(each for each in given if each.place is Place.BODY)
        kinds = ("Iterable", "AsyncIterable") if self.colour.prefix else ("Iterable",)
        item = scope.accepted_item(rows.type)
        many = union(*(f"{scope.name('collections.abc', kind)}[{item}]" for kind in kinds))
        parts = [
            (
                Part(rows.name, many, optional=False, positional=True)
                if each is rows
                else part(each, scope)
            )
            for each in given
        ]
        keywords = [pair for pair in carried(given) if pair != ("body", rows.name)]
        described = [
            (
                each.name,
                ("Any number of rows, read as they are sent." if each is rows else each.doc),
            )
            for each in given
        ]
        options = "concurrency, rate, chunk, journal, callbacks, dry run; see `BulkOptions`"
        return self._method(
            operation,
            name,
            f"({parameters(parts, self._options('BulkOptions'))}) -> {self._bulk_result(operation)}",
            Doc(
                opening=(
                    f"Run `{operation.name.method}` for any number of rows, {operation.chunk} in a request.\n\n"
                    "Says for each row what became of it. With a journal file, a run that was cut short goes on "
                    "where it stopped, and no row is sent twice."
                ),
                arguments=[*described, ("options", f"How to go about it: {options}.")],
                returns="Counts, and an outcome for each row in the order given.",
                raises=[
                    ("BulkStoppedError", "The run had to stop; `result` holds the outcomes so far.")
                ],
                last=doc(self.scope.client, operation, ()).last,
            ),
            self.colour.wait
            + call(
                "self._client.bulk",
                (self._constant(operation), rows.name),
                keywords,
                "options",
            ),
        )

    def _wait(self, operation: Method, name: str) -> MethodView:
        """A method that looks again and again until the thing has settled."""
        assert operation.wait
        given = operation.arguments
        wait = operation.wait
        pending = ", ".join(wait.pending)
        failed = f" It has failed when that is {', '.join(wait.failed)}." if wait.failed else ""
        options = "timeout, interval, max_interval, on_poll; see `WaitOptions`"
        return self._method(
            operation,
            name,
            f"({parameters(self._parts(given), self._options('WaitOptions'))}) -> {self._returns(operation)}",
            Doc(
                opening=(
                    f"Repeat `{operation.name.method}` until the state is final.\n\n"
                    f"Looks again, with growing pauses, while `{wait.field}` is {pending}.{failed}"
                ),
                arguments=[
                    *_described(given),
                    ("options", f"How long and how often: {options}."),
                ],
                returns="What the last look has shown.",
                raises=[
                    ("WaitFailedError", "It failed; `answer` is what was shown."),
                    ("WaitTimeoutError", "It took too long; `answer` is what was shown last."),
                ],
                last=doc(self.scope.client, operation, ()).last,
            ),
            self.colour.wait
            + call(
                "self._client.wait",
                (self._constant(operation),),
                carried(given),
                "options",
            ),
        )

    def _options(self, name: str) -> str:
        unpack = self.scope.imports.use("typing", "Unpack", checking=True)
        return f"{unpack}[{self.scope.runtime(name)}]"

    def _bulk_result(self, operation: Method) -> str:
        scope, answer = self.scope, operation.answer.type
        item = scope.client.item(answer)
        result = scope.runtime("BulkResult")
        return f"{result}[{scope.returned(item) if item else scope.name('typing', 'Any')}]"

    def _parts(self, given: tuple[Argument, ...]) -> list[Part]:
        return [part(argument, self.scope) for argument in given]

    def _constant(self, operation: Method) -> str:
        return f"ops.{operation.constant}"

    def _returns(self, operation: Method) -> str:
        scope = self.scope
        if operation.paging:
            item = scope.returned(operation.item)
            return f"{scope.runtime(self.colour.page)}[{item}]"
        return union(scope.returned(operation.answer.type), optional=operation.answer.optional)

    def _deprecated(self, message: str) -> str:
        mark = self.scope.imports.use(
            "._runtime.deprecation", "deprecated", hidden=self.scope.hidden
        )
        return f"@{mark}({string(sentence(message) or 'Deprecated by the API.')})"

    def _deprecated_arguments(self, operation: Method) -> tuple[str, ...]:
        """A decorator that warns of arguments on their way out; none, where there are none."""
        old = [
            (each.name, string(sentence(each.deprecated) or "Deprecated by the API."))
            for each in operation.arguments
            if each.deprecated is not None
        ]
        if not old:
            return ()
        mark = self.scope.imports.use(
            "._runtime.deprecation", "deprecated_arguments", hidden=self.scope.hidden
        )
        return (f"@{mark}({', '.join(f'{name}={message}' for name, message in old)})",)


def _described(given: tuple[Argument, ...]) -> list[tuple[str, str]]:
    return [(each.name, each.doc) for each in given]


def _renamed(head: str, old: str, new: str) -> str:
    """A ``def`` line with another name."""
    return head.replace(f"def {old}(", f"def {new}(", 1)
