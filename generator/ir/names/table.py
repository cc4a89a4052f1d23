"""The table of all Python names, by the pointer of what they name."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from generator.ir.names.arguments import Arguments
from generator.ir.names.definitions import Definitions
from generator.ir.names.methods import Methods
from generator.ir.names.overrides import PublicName


class Names(Struct, frozen=True):
    """Every Python name of a client; asking for one that was not decided raises KeyError with the pointer.

    Fields and methods may carry the names of built-ins (``list``, ``type``, ``date``): annotations in the same class
    must reach the built-in by another name.
    """

    package: str
    client: str
    async_client: str
    error: str
    env: str
    methods: Methods
    classes: Mapping[tuple[str, ...], str]
    definitions: Definitions
    arguments: Mapping[str, Arguments]

    @property
    def resources(self) -> tuple[tuple[str, ...], ...]:
        """Every resource as the path of attributes from the client, outer ones first."""
        return tuple(self.classes)

    @property
    def places(self) -> tuple[str, ...]:
        """The names of the outermost resources, which are modules too."""
        return tuple(path[0] for path in self.classes if len(path) == 1)

    @property
    def model_modules(self) -> tuple[str, ...]:
        """The modules of the models package that are not empty."""
        return tuple(sorted(set(self.definitions.modules.values())))

    def resource(self, path: tuple[str, ...]) -> str:
        """The class of a resource; that of its async twin begins with Async."""
        return self.classes[path]

    def method(self, operation_at: str) -> PublicName:
        """Where an operation is found."""
        return self.methods.names[operation_at]

    def aliases(self, operation_at: str) -> tuple[PublicName, ...]:
        """Older names of an operation."""
        return self.methods.aliases.get(operation_at, ())

    def bulk(self, operation_at: str) -> str:
        """The method that sends in bulk, beside the operation's own."""
        return self.methods.bulk[operation_at]

    def reconcile(self, operation_at: str) -> str:
        """The method that finds out what was done, beside the operation's own."""
        return self.methods.reconcile[operation_at]

    def wait(self, operation_at: str) -> str:
        """The method that waits, beside the operation's own."""
        return self.methods.wait[operation_at]

    def constant(self, operation_at: str) -> str:
        """The constant that describes an operation."""
        return self.methods.constants[operation_at]

    def definition(self, at: str) -> str:
        """The class of a model or enum."""
        return self.definitions.classes[at]

    def accepted(self, at: str) -> str:
        """What a caller may give: the TypedDict of a model, or the alias for the values of an enum."""
        return self.definitions.accepted[at]

    def module(self, at: str) -> str:
        """The module of the models package that holds a model or enum."""
        return self.definitions.modules[at]

    def field(self, at: str, owner: str) -> str:
        """A field of a model; inherited ones have a name in each model."""
        return self.definitions.fields[owner, at]

    def enum_member(self, at: str, value: str) -> str:
        """A member of an enum."""
        return self.definitions.members[at, value]

    def parameter(self, operation_at: str, at: str) -> str:
        """The argument for a parameter."""
        return self.arguments[operation_at].parameters[at]

    def body(self, operation_at: str) -> str:
        """The argument for a whole body."""
        return self.arguments[operation_at].body

    def body_field(self, operation_at: str, at: str) -> str:
        """The argument for one field of an object body."""
        return self.arguments[operation_at].fields[at]
