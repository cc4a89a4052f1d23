"""The client to print: what the API means, with every Python name, argument and wire fact decided.

All that is printed (package, docs, tests, catalogue, list of public names, fake) is printed from one ``Client``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias, TypeVar

from msgspec import Struct
from msgspec.structs import asdict, replace

from generator.ir import texts
from generator.ir.arguments import Argument, Place, arguments
from generator.ir.metadata import NONE, Metadata
from generator.ir.model import (
    Api,
    Auth,
    ClientSettings,
    Definition,
    EnumDefinition,
    Field,
    Group,
    Kind,
    ListOf,
    Named,
    ObjectDefinition,
    Operation,
    Scalar,
    TypeRef,
    Webhooks,
)
from generator.ir.names import Names, PublicName
from generator.ir.names.arguments import with_arguments
from generator.ir.types import mentioned

_Value = TypeVar("_Value")


class Method(Operation, frozen=True, kw_only=True):
    """An operation with its place in the client.

    ``name`` is its public name, ``aliases`` are older ones that still work. ``bulk``, ``waiter`` and ``reconciler``
    name the methods beside it that send any number of rows, wait for a final state, and find out what was done. ``body_name`` is the argument for a whole body.
    ``item`` is the type of the items of a paged response, ``row`` the model of each item of a body that is a list.
    """

    name: PublicName
    constant: str
    arguments: tuple[Argument, ...]
    body_name: str
    aliases: tuple[PublicName, ...] = ()
    bulk: str | None = None
    waiter: str | None = None
    reconciler: str | None = None
    item: TypeRef | None = None
    row: Model | None = None

    @property
    def dotted(self) -> str:
        """The path from the client, as users write it."""
        return self.name.dotted

    @property
    def route(self) -> str:
        """HTTP method and path."""
        return f"{self.method} {self.path}"

    @property
    def needs_more(self) -> bool:
        """Whether a call needs more than its body."""
        return any(each.required and each.place is not Place.BODY for each in self.arguments)


class Attribute(Field, frozen=True, kw_only=True):
    """A field of a model with its name in Python and its description in the client's terms."""

    name: str
    doc: str


class Model(ObjectDefinition, frozen=True, kw_only=True):
    """An object with its class, its TypedDict, and the module of the models package that holds it."""

    name: str
    dict_name: str
    module: str
    fields: tuple[Attribute, ...]

    @property
    def extra_name(self) -> str:
        """The attribute that holds free keys."""
        taken = {each.name for each in self.fields}
        return next(name for name in ("extra", "extra_keys", "extra_keys_") if name not in taken)

    @property
    def writable(self) -> tuple[Attribute, ...]:
        """What a caller may set."""
        return tuple(each for each in self.fields if not each.read_only)

    @property
    def wrapped(self) -> Attribute | None:
        """The list that an object stands for, where it only wraps one."""
        return None if self.items is None else self.attribute(self.items)

    def attribute(self, wire: str) -> Attribute:
        """The attribute with this wire name."""
        return next(each for each in self.fields if each.wire == wire)


class Member(Struct, frozen=True):
    """One member of an enum."""

    name: str
    value: str


class Enum(EnumDefinition, frozen=True, kw_only=True):
    """An enum with its class, the alias for its values, its members, and the module that holds it."""

    name: str
    value_name: str
    module: str
    members: tuple[Member, ...]


ModelOrEnum: TypeAlias = Model | Enum


class Resource(Struct, frozen=True, eq=False):
    """One resource: ``path`` leads to it from the client, ``description`` is the tag's where one tag fills it.

    ``class_name`` is its sync class; that of its async twin begins with Async.
    """

    path: tuple[str, ...]
    class_name: str
    methods: tuple[Method, ...]
    children: tuple[Resource, ...]
    aliases: tuple[tuple[Method, PublicName], ...] = ()
    description: str = ""

    @property
    def name(self) -> str:
        """The attribute that leads to it; that of an outermost resource names its modules, too."""
        return self.path[-1]

    @property
    def all(self) -> tuple[Resource, ...]:
        """This resource and all below, parents first."""
        return (self, *(inner for child in self.children for inner in child.all))

    @property
    def every_method(self) -> tuple[Method, ...]:
        """The methods of this resource and of all below."""
        return tuple(method for resource in self.all for method in resource.methods)


class Tag(Struct, frozen=True):
    """A tag of the description with its methods, in the description's order."""

    name: str
    description: str
    methods: tuple[Method, ...]


class Client(Struct, frozen=True, eq=False):
    """A whole client.

    ``resources`` are the outermost ones, sorted by name. ``terms`` has the client's word for words of the description.
    """

    package: str
    name: str
    async_name: str
    error: str
    env: str
    title: str
    version: str
    description: str
    base_url: str
    auth: Auth
    settings: ClientSettings
    tags: tuple[Tag, ...]
    methods: tuple[Method, ...]
    """All methods, tag by tag."""
    inputs: tuple[Model, ...]
    """The models that can be part of a request, sorted by the names of their TypedDicts."""
    resources: tuple[Resource, ...]
    definitions: Mapping[str, ModelOrEnum]
    webhooks: Webhooks | None
    terms: Mapping[str, str]
    metadata: Metadata = NONE

    @property
    def distribution(self) -> str:
        """The name under which the package is installed."""
        return self.metadata.distribution or self.package.replace("_", "-")

    @property
    def models(self) -> tuple[Model, ...]:
        """All models."""
        return tuple(each for each in self.definitions.values() if isinstance(each, Model))

    @property
    def enums(self) -> tuple[Enum, ...]:
        """All enums."""
        return tuple(each for each in self.definitions.values() if isinstance(each, Enum))

    @property
    def model_modules(self) -> tuple[str, ...]:
        """The modules of the models package that are not empty."""
        return tuple(sorted({each.module for each in self.definitions.values()}))

    def plain(self, text: str) -> str:
        """A text of the description in the client's terms, as whole sentences."""
        return texts.plain(text, self.terms)

    def tag(self, model: Model, attribute: Attribute) -> str | None:
        """The value that names a model, for the attribute that is its discriminator."""
        holder: ModelOrEnum | None = model
        while isinstance(holder, Model) and holder.discriminator is None:
            holder = self.definitions.get(holder.extends or "")
        is_tag = isinstance(holder, Model) and holder.discriminator == attribute.wire
        return model.tag if is_tag else None

    def concrete(self, model: Model) -> Model:
        """The model itself, or its first subtype where the discriminator is an enum that cannot name the model."""
        kinds = {each.wire: self.enum(each.type) for each in model.fields}
        enum = kinds.get(model.discriminator or "")
        if enum is None or model.tag in enum.values:
            return model
        named = (self.definitions[at] for tag, at in model.subtypes if tag in enum.values)
        return next((each for each in named if isinstance(each, Model)), model)

    def subtypes(self, model: Model) -> tuple[Model, ...]:
        """The models that a model's discriminator can mean, beside itself."""
        result = (self.definitions[at] for _, at in model.subtypes)
        return tuple(each for each in result if isinstance(each, Model))

    def definition(self, type_: TypeRef | None) -> ModelOrEnum | None:
        """The model or enum that a type names, if it names one."""
        return self.definitions[type_.at] if isinstance(type_, Named) else None

    def model(self, type_: TypeRef | None) -> Model | None:
        """The model that a type names, if it names one."""
        result = self.definition(type_)
        return result if isinstance(result, Model) else None

    def enum(self, type_: TypeRef | None) -> Enum | None:
        """The enum that a type names, if it names one."""
        result = self.definition(type_)
        return result if isinstance(result, Enum) else None

    def item(self, type_: TypeRef | None) -> TypeRef | None:
        """The type of the items of a list, or of a model that only wraps one."""
        if isinstance(type_, ListOf):
            return type_.item
        model = self.model(type_)
        return self.item(model.wrapped.type) if model and model.wrapped else None

    def input_enums(self) -> tuple[Enum, ...]:
        """The enums that can be part of a request or of a model in one, sorted by the names of their aliases."""
        types = [each.type for method in self.methods for each in method.arguments]
        types += [each.type for model in self.inputs for each in model.fields]
        places = {at for type_ in types for at in mentioned(type_)}
        enums = (each for at in places if isinstance(each := self.definitions[at], Enum))
        return tuple(sorted(enums, key=lambda enum: enum.value_name))


def client(api: Api, names: Names) -> Client:
    """The client of an API under the names that were decided for it."""
    terms = texts.terms(api, names)
    writer = texts.Texts(terms, api.definitions)
    definitions = {at: _definition(each, names, writer) for at, each in api.definitions.items()}
    methods = {each.at: _method(each, names, definitions, writer) for each in api.operations}
    tags = tuple(
        Tag(group.tag, group.description, tuple(methods[each.at] for each in group.operations))
        for group in api.groups
    )
    listed = tuple(method for tag in tags for method in tag.methods)
    return Client(
        package=names.package,
        name=names.client,
        async_name=names.async_client,
        error=names.error,
        env=names.env,
        title=api.title,
        version=api.version,
        description=api.description,
        base_url=api.base_url,
        auth=with_arguments(api.auth),
        settings=api.client,
        tags=tags,
        methods=listed,
        inputs=_inputs(listed, definitions),
        resources=_resources(api.groups, methods, names),
        definitions=definitions,
        webhooks=api.webhooks,
        terms=terms,
    )


def _inputs(methods: Iterable[Method], definitions: Mapping[str, ModelOrEnum]) -> tuple[Model, ...]:
    result: dict[str, Model] = {}
    waiting = [each.type for method in methods for each in method.arguments]
    while waiting:
        for at in mentioned(waiting.pop()):
            model = definitions[at]
            if isinstance(model, Model) and at not in result:
                result[at] = model
                waiting += [each.type for each in model.writable]
    return tuple(sorted(result.values(), key=lambda model: model.dict_name))


def _definition(definition: Definition, names: Names, writer: texts.Texts) -> ModelOrEnum:
    at = definition.at
    given = asdict(definition) | {
        "name": names.definitions.classes[at],
        "module": names.definitions.modules[at],
    }
    if isinstance(definition, EnumDefinition):
        entries = (
            Member(names.definitions.members[at, value], value) for value in definition.values
        )
        return Enum(**given, members=tuple(entries), value_name=names.definitions.accepted[at])
    attributes = (
        Attribute(
            **asdict(each), name=names.definitions.fields[at, each.at], doc=writer.field(each)
        )
        for each in definition.fields
    )
    return Model(**given | {"fields": tuple(attributes)}, dict_name=names.definitions.accepted[at])


def _method(
    operation: Operation, names: Names, definitions: Mapping[str, ModelOrEnum], writer: texts.Texts
) -> Method:
    at = operation.at
    return Method(
        **asdict(operation),
        name=names.methods.names[at],
        constant=names.methods.constants[at],
        arguments=tuple(
            replace(each, doc=writer.argument(each))
            for each in arguments(definitions, names, operation)
        ),
        body_name=names.arguments[at].body,
        aliases=names.methods.aliases.get(at, ()),
        bulk=names.methods.bulk.get(at),
        waiter=names.methods.wait.get(at),
        reconciler=names.methods.reconcile.get(at),
        item=_paged_item(operation, definitions),
        row=_row(operation, definitions),
    )


def _paged_item(operation: Operation, definitions: Mapping[str, ModelOrEnum]) -> TypeRef | None:
    page = operation.response.type
    if operation.paging is None or not isinstance(page, Named):
        return None
    model = definitions[page.at]
    assert isinstance(model, Model)
    listed = model.attribute(operation.paging.items).type
    return listed.item if isinstance(listed, ListOf) else Scalar(Kind.ANY)


def _row(operation: Operation, definitions: Mapping[str, ModelOrEnum]) -> Model | None:
    listed = operation.body.type if operation.body else None
    item = listed.item if isinstance(listed, ListOf) else None
    row = definitions[item.at] if isinstance(item, Named) else None
    return row if isinstance(row, Model) else None


def _resources(
    groups: Iterable[Group], methods: Mapping[str, Method], names: Names
) -> tuple[Resource, ...]:
    own = _grouped((each.name.resource, each) for each in methods.values())
    aliases = _grouped(
        (name.resource, (each, name)) for each in methods.values() for name in each.aliases
    )
    children = _grouped((path[:-1], path) for path in sorted(names.classes))
    # A tag is about the outermost resources that its operations are in.
    tags = _grouped(
        ((name,), group)
        for group in groups
        for name in dict.fromkeys(methods[each.at].name.resource[0] for each in group.operations)
    )

    def resource(path: tuple[str, ...]) -> Resource:
        about = tags.get(path, ())
        return Resource(
            path=path,
            class_name=names.classes[path],
            methods=tuple(own.get(path, ())),
            children=tuple(map(resource, children.get(path, ()))),
            aliases=tuple(aliases.get(path, ())),
            description=about[0].description if len(about) == 1 else "",
        )

    return tuple(map(resource, children.get((), ())))


def _grouped(
    pairs: Iterable[tuple[tuple[str, ...], _Value]],
) -> dict[tuple[str, ...], list[_Value]]:
    result: dict[tuple[str, ...], list[_Value]] = {}
    for path, value in pairs:
        result.setdefault(path, []).append(value)
    return result
