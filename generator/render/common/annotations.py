"""Python types of what the API carries: what comes back, what models store, what methods accept."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct
from msgspec.structs import replace

from generator.ir.client import Client, Enum
from generator.ir.model import Kind, ListOf, MapOf, Named, Operation, Scalar, TypeRef
from generator.ir.names.runtime_names import RUNTIME
from generator.python.code import Imports, union

PLAIN = {
    Kind.STRING: ("builtins", "str"),
    Kind.INTEGER: ("builtins", "int"),
    Kind.NUMBER: ("builtins", "float"),
    Kind.BOOLEAN: ("builtins", "bool"),
    Kind.BYTES: ("builtins", "bytes"),
    Kind.FILE: ("builtins", "bytes"),
    Kind.DATE: ("datetime", "date"),
    Kind.DATE_TIME: ("datetime", "datetime"),
    Kind.UNIX_MS: ("datetime", "datetime"),
    Kind.ANY: ("typing", "Any"),
}
"""The module and the name of the type that values of a kind have in Python."""


class Annotations(Struct, frozen=True):
    """Writes types for one module and one scope of it.

    ``hidden`` holds names that mean something else in that scope, such as a field called ``date``; ``checking``
    shows that only type checkers read the types.
    """

    client: Client
    imports: Imports
    checking: bool = False
    hidden: Collection[str] = ()

    def within(self, hidden: Collection[str]) -> Annotations:
        """Return the same for a scope in which these names are hidden."""
        return replace(self, hidden=frozenset(hidden))

    def name(self, module: str, name: str) -> str:
        """Import a name into this module, for this scope."""
        return self.imports.use(module, name, hidden=self.hidden, checking=self.checking)

    def runtime(self, name: str) -> str:
        """Import a name of the runtime."""
        return self.name(RUNTIME[name], name)

    def model(self, at: str) -> str:
        """Import a model or enum."""
        definition = self.client.definitions[at]
        return self.name(f".models.{definition.module}", definition.name)

    def returned(self, type_: TypeRef | None, *, stored: bool = False) -> str:
        """Write the type of what comes back; ``stored`` is how a model declares it to the decoder."""
        match type_ or None:
            case None:
                return "None"
            case Scalar(Kind.UNIX_MS) if stored:
                return self.runtime("TimestampItem")
            case Scalar(Kind.STRING, True) if stored:
                return self.runtime("Phone")
            case Scalar(kind):
                return self.name(*PLAIN[kind])
            case Named(at):
                return self.model(at)
            case ListOf(item, nullable):
                inner = union(self.returned(item, stored=stored), optional=nullable)
                return f"{self.name('builtins', 'list')}[{inner}]"
            case MapOf(value, nullable):
                inner = union(self.returned(value, stored=stored), optional=nullable)
                return f"{self.name('builtins', 'dict')}[{self.name('builtins', 'str')}, {inner}]"

    def result(self, operation: Operation) -> str:
        """Write the type of what a call returns: a union, where successes differ."""
        response = operation.response
        types = [response.type, *(each.type for each in operation.others)]
        redirects = [self.runtime("Redirect")] if operation.redirects else []
        named = [self.returned(each) for each in types if each is not None]
        nothing = response.optional or None in types
        if nothing and not named and not redirects:
            return "None"
        return union(*dict.fromkeys([*named, *redirects]), optional=nothing)

    def accepted(self, type_: TypeRef) -> str:
        """Write the type of what a method takes: models or dicts, enums or their values, any sequence."""
        match type_:
            case Scalar(Kind.UNIX_MS):
                return union(self.name("datetime", "datetime"), self.name("builtins", "int"))
            case Scalar(Kind.FILE):
                return self.runtime("FileInput")
            case Scalar(kind):
                return self.name(*PLAIN[kind])
            case Named(at):
                return self._accepted_definition(at)
            case ListOf(item, nullable):
                inner = union(self.accepted(item), optional=nullable)
                return f"{self.name('collections.abc', 'Sequence')}[{inner}]"
            case MapOf(value, nullable):
                texts = ("str", "float", "bool")  # of numbers and booleans, where texts belong
                key = self.name("builtins", "str")
                held = (
                    union(*(self.name("builtins", each) for each in texts))
                    if value == Scalar(Kind.STRING)
                    else self.accepted(value)
                )
                inner = union(held, optional=nullable)
                return f"{self.name('collections.abc', 'Mapping')}[{key}, {inner}]"

    def accepted_item(self, type_: TypeRef) -> str:
        """The type of one item of a list that a method takes."""
        item = self.client.item(type_)
        return self.accepted(item) if item else self.name("typing", "Any")

    def _accepted_definition(self, at: str) -> str:
        definition = self.client.definitions[at]
        if isinstance(definition, Enum):
            return self.name(".types", definition.value_name)
        # Any dict, where keys are free or subtypes have further ones.
        if definition.extra is None and not definition.subtypes:
            as_dict = self.name(".types", definition.dict_name)
        else:
            names = self.name("collections.abc", "Mapping"), self.name("builtins", "str")
            as_dict = f"{names[0]}[{names[1]}, {self.name('typing', 'Any')}]"
        if definition.calendar:
            value = self.name("datetime", definition.calendar.value)
            return union(value, self.model(at), as_dict)
        return union(self.model(at), as_dict)
