"""Views of methods: signature, docstring and the one expression that makes the call."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from generator.ir.arguments import Argument, Place
from generator.ir.client import Enum, Method
from generator.ir.model import Json
from generator.ir.names import PublicName
from generator.ir.types import mentioned
from generator.python.code import call, literal, union
from generator.render.common.annotations import Annotations
from generator.render.package.method_parts import (
    Doc,
    MethodView,
    Mode,
    Part,
    Signature,
    carried,
    decorator,
    doc,
    parameters,
    part,
    reason_text,
)
from generator.render.package.operation_constants import finder_of

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


class Methods(Struct, frozen=True):
    """Writes the methods of one resource class sync or async."""

    scope: Annotations
    mode: Mode

    def of(self, operation: Method) -> tuple[MethodView, ...]:
        """An operation's own method, and those that build on it."""
        result = [self._download(operation) if operation.response.binary else self._call(operation)]
        if operation.bulk:
            result.append(self._bulk(operation, operation.bulk))
        if operation.reconciler:
            result.append(self._reconcile(operation, operation.reconciler))
        if operation.waiter:
            result.append(self._wait(operation, operation.waiter))
        return tuple(result)

    def alias(self, operation: Method, name: PublicName) -> MethodView:
        """An older name of an operation's method."""
        own, new = self.of(operation)[0], operation.dotted
        return replace(
            own,
            signature=replace(own.signature, name=name.method),
            decorators=self._decorators(operation, f"Use {new}."),
            overloads=tuple(replace(each, name=name.method) for each in own.overloads),
            doc=Doc(f"The older name of `{new}`.").text,
        )

    def _call(self, operation: Method) -> MethodView:
        scope, given = self.scope, operation.arguments
        verb, wait = ("page", "") if operation.paging else ("call", self.mode.wait)
        return self._method(
            operation,
            signature=self._signature(
                operation,
                operation.name.method,
                [part(each, scope) for each in given],
                self._returns(operation),
            ),
            doc_text=doc(scope.client, operation, _described(given)),
            response=wait
            + call(f"self._client.{verb}", (self._constant(operation),), carried(given)),
        )

    def _method(
        self,
        operation: Method,
        signature: Signature,
        doc_text: Doc,
        response: str,
        imports: tuple[str, ...] = (),
    ) -> MethodView:
        decorators = self._decorators(operation, operation.deprecated)
        return MethodView(signature, decorators, (), doc_text.text, response, imports)

    def _signature(
        self, operation: Method, name: str, parts: list[Part], returns: str, options: str = ""
    ) -> Signature:
        define = "def" if operation.paging else self.mode.define
        return Signature(define, name, parameters(parts, options), returns)

    def _feature(self, module: str, function: str) -> tuple[str, ...]:
        """The import of a function that only some packages and few programs need; the name cannot hide an argument."""
        return (f"from .._runtime.{module} import {function} as _{function}",)

    def _download(self, operation: Method) -> MethodView:
        """A method with two forms: one returns the bytes, one stores them."""
        scope, given = self.scope, operation.arguments
        integer, boolean = scope.name("builtins", "int"), scope.name("builtins", "bool")
        target, stored = scope.runtime("Destination"), scope.runtime("Downloaded")
        parts, plain = [part(each, scope) for each in given], scope.name("builtins", "bytes")
        progress = Part("progress", f"{scope.runtime('Progress')} | None")
        most = Part("max_bytes", f"{integer} | None")
        options = (
            progress,
            Part("resume", boolean, default="False"),
            most,
            Part("overwrite", boolean, default="True"),
        )
        # A required argument cannot stand behind an optional one, such as a body that may be left out.
        positional = not any(each.positional and each.optional for each in parts)
        nowhere = Part("to", "None", positional=positional)
        somewhere = Part("to", target, optional=False, positional=positional)
        either = Part("to", f"{target} | None", positional=positional)
        scope.imports.use("typing", "overload")
        name = operation.name.method
        keywords = carried(given) | {option.name: option.name for option in options}
        method = self._method(
            operation,
            self._signature(operation, name, [*parts, either, *options], f"{plain} | {stored}"),
            doc(scope.client, operation, [*_described(given), *_STORED]),
            self.mode.wait
            + call("self._client.download", (self._constant(operation), "to"), keywords),
        )
        overloads = (
            self._signature(operation, name, [*parts, nowhere, progress, most], plain),
            self._signature(operation, name, [*parts, somewhere, *options], stored),
        )
        return replace(method, overloads=overloads)

    def _bulk(self, operation: Method, name: str) -> MethodView:
        """A method that sends any number of rows, in requests of the size the API takes."""
        scope, given = self.scope, operation.arguments
        rows = next(each for each in given if each.place is Place.BODY)
        kinds = ("Iterable", "AsyncIterable") if self.mode.prefix else ("Iterable",)
        many = union(*(self._rows(kind, rows) for kind in kinds))
        parts = [
            (
                Part(rows.name, many, optional=False, positional=True)
                if each is rows
                else part(each, scope)
            )
            for each in given
        ]
        keywords = carried([each for each in given if each.place is not Place.BODY])
        about = "Any number of rows, read as they are sent."
        described = [(each.name, about if each is rows else each.doc) for each in given]
        options = "concurrency, rate, chunk, journal, dedupe, callbacks, dry run; see `BulkOptions`"
        return self._method(
            operation,
            self._signature(
                operation, name, parts, self._bulk_result(operation), self._options("BulkOptions")
            ),
            Doc(
                opening=(
                    f"Run `{operation.name.method}` for any number of rows, {operation.chunk} in a request.\n\n"
                    "Returns an outcome for each row. With a journal file, a run that was cut short goes on "
                    "where it stopped, and no row is sent twice."
                ),
                arguments=[*described, ("options", f"Options of the run: {options}.")],
                returns="Counts, and an outcome for each row in the order given.",
                raises=[
                    (
                        "BulkStoppedError",
                        "The run had to stop; `result` holds the outcomes so far.",
                    ),
                    (
                        "BulkJournalError",
                        "The journal is damaged, in use, or belongs to another run.",
                    ),
                    ("TypeError", "A row has the wrong type, or one of its keys is misspelt."),
                ],
                last=doc(scope.client, operation, ()).last,
            ),
            self.mode.wait
            + call(
                "_send_bulk",
                ("self._client", self._constant(operation), rows.name),
                keywords,
                "options",
            ),
            self._feature(self.mode.bulk, "send_bulk"),
        )

    def _reconcile(self, operation: Method, name: str) -> MethodView:
        """A method that finds out what became of rows that may have been sent."""
        scope = self.scope
        rows = next(each for each in operation.arguments if each.place is Place.BODY)
        parts = [
            Part("what", scope.runtime("Unsettled"), optional=False, positional=True),
            Part("rows", f"{self._rows('Iterable', rows)} | None", positional=True),
        ]
        find = finder_of(scope.client, operation)
        given = (self._constant(operation), self._constant(find), "what", "rows")
        options = "journal, dedupe, delay; see `ReconcileOptions`"
        return self._method(
            operation,
            self._signature(
                operation,
                name,
                parts,
                self._bulk_result(operation),
                self._options("ReconcileOptions"),
            ),
            Doc(
                opening=(
                    f"Find out which unknown rows of `{operation.name.method}` were sent.\n\n"
                    f"Searches with `{find.name.method}` for what was created at that time, and compares numbers and "
                    "texts. What cannot be reported stays unknown. The verdicts are written into the journal, if there is "
                    "one."
                ),
                arguments=[
                    (
                        "what",
                        "An OutcomeUnknownError, a BulkResult, an exception that has one, or a journal's path.",
                    ),
                    ("rows", "The rows of a journal, which holds none itself; in the same order."),
                    ("options", f"Options: {options}."),
                ],
                returns="All outcomes; unknown rows are now sent, unsent, or still unknown.",
                raises=[("BulkJournalError", "The journal is damaged, in use, or has other rows.")],
                last=doc(scope.client, operation, ()).last,
            ),
            self.mode.wait + call("_reconcile", ("self._client", *given), {}, "options"),
            self._feature(self.mode.bulk, "reconcile"),
        )

    def _rows(self, kind: str, rows: Argument) -> str:
        """The annotation for many rows; what a data source yields has no type of its own."""
        scope = self.scope
        free = f"{scope.name('collections.abc', 'Mapping')}[{scope.name('builtins', 'str')}, {scope.name('typing', 'Any')}]"
        item = union(scope.accepted_item(rows.type), free)
        return f"{scope.name('collections.abc', kind)}[{item}]"

    def _wait(self, operation: Method, name: str) -> MethodView:
        """A method that looks again and again until the state is final."""
        assert operation.wait
        scope, given, wait = self.scope, operation.arguments, operation.wait
        pending = ", ".join(wait.pending)
        failed = f" It has failed when that is {', '.join(wait.failed)}." if wait.failed else ""
        options = "timeout, interval, max_interval, on_poll; see `WaitOptions`"
        return self._method(
            operation,
            self._signature(
                operation,
                name,
                [part(each, scope) for each in given],
                self._returns(operation),
                self._options("WaitOptions"),
            ),
            Doc(
                opening=(
                    f"Poll `{operation.name.method}` until the state is final.\n\n"
                    f"Looks again, with growing pauses, while `{wait.field}` is {pending}.{failed}"
                ),
                arguments=[*_described(given), ("options", f"How long and how often: {options}.")],
                returns="What the last look has shown.",
                raises=[
                    ("WaitFailedError", "It failed; `response` is what was shown."),
                    ("WaitTimeoutError", "It took too long; `response` is what was shown last."),
                ],
                last=doc(scope.client, operation, ()).last,
            ),
            self.mode.wait
            + call(
                f"_{self.mode.poll}",
                ("self._client", self._constant(operation)),
                carried(given),
                "options",
            ),
            self._feature("waiting", self.mode.poll),
        )

    def _options(self, name: str) -> str:
        unpack = self.scope.imports.use("typing", "Unpack", checking=True)
        return f"{unpack}[{self.scope.runtime(name)}]"

    def _bulk_result(self, operation: Method) -> str:
        scope, response = self.scope, operation.response.type
        item = scope.client.item(response)
        result = scope.runtime("BulkResult")
        return f"{result}[{scope.returned(item) if item else scope.name('typing', 'Any')}]"

    def _constant(self, operation: Method) -> str:
        return f"ops.{operation.constant}"

    def _returns(self, operation: Method) -> str:
        scope = self.scope
        if operation.paging:
            item = scope.returned(operation.item)
            return f"{scope.runtime(self.mode.page)}[{item}]"
        return scope.result(operation)

    def _decorators(self, operation: Method, reason: str | None) -> tuple[str, ...]:
        """What warns of use: of the method, and of arguments and values that are on their way out."""
        scope, arguments = self.scope, operation.arguments
        old = [
            f"{each.name}={reason_text(each.deprecated)}"
            for each in arguments
            if each.deprecated is not None
        ]
        values = [
            f"{each.name}={literal(dict[str, Json](enum.deprecated))}"
            for each in arguments
            for at in mentioned(each.type)
            if isinstance(enum := scope.client.definitions[at], Enum) and enum.deprecated
        ]
        return (
            *decorator(scope, "deprecated", [] if reason is None else [reason_text(reason)]),
            *decorator(scope, "deprecated_arguments", old),
            *decorator(scope, "deprecated_values", values),
        )


def _described(given: tuple[Argument, ...]) -> list[tuple[str, str]]:
    return [(each.name, each.doc) for each in given]
