"""View of the module that verifies and reads webhooks: one class of events for each kind of resource."""

from __future__ import annotations

from msgspec import Struct

from generator.ir.client import Client
from generator.ir.model import EventResource, Webhooks
from generator.ir.names.identifiers import class_name, distinct_names
from generator.python.code import Imports, literal, ordered, string
from generator.python.docstrings import clean, docstring
from generator.render.common.annotations import Annotations

_RUNTIME = {
    name: module
    for module, names in {
        "receivers": "Receiver ASGIApp WSGIApp Handler MAX_BYTES asgi wsgi",
        "signatures": "UNVERIFIED Bytes Secret Unverified",
        "events": """
            DeliveryState EventKind Scheme SeenDeliveries SeenEvents WebhookEvent WebhookPayload
        """,
    }.items()
    for name in names.split()
}
_PUBLIC = frozenset("""
    EVENTS HEADER UNVERIFIED DeliveryState SeenDeliveries SeenEvents WebhookEvent
    WebhookPayload asgi_app parse sign verify wsgi_app
""".split())


class Event(Struct, frozen=True):
    """The events of one kind of resource: ``base`` and ``kind`` are expressions, ``events`` a tuple of strings."""

    name: str
    base: str
    doc: str
    resource: str
    kind: str
    events: str


class Module(Struct, frozen=True):
    """The module; strings are quoted. ``shown`` is the class that its docstring shows."""

    imports: str
    all: tuple[str, ...]
    header: str
    algorithm: str
    encoding: str
    events: tuple[Event, ...]
    shown: str


def module(client: Client, webhooks: Webhooks) -> Module:
    """The view of the module of webhooks."""
    classes = _classes(webhooks)
    imports = Imports("webhooks", [*classes.values(), *_PUBLIC - _RUNTIME.keys()])
    for name, place in _RUNTIME.items():
        imports.use(f"._runtime.webhooks.{place}", name)
    annotations = Annotations(client, imports, checking=True)
    events = tuple(
        _event(resource, classes[resource.name], annotations) for resource in webhooks.resources
    )
    return Module(
        imports=imports.text(),
        all=tuple(string(name) for name in ordered([*classes.values(), *_PUBLIC])),
        header=string(webhooks.signature.header),
        algorithm=string(webhooks.signature.algorithm),
        encoding=string(webhooks.signature.encoding),
        events=events,
        shown=next(
            (
                classes[each.name]
                for each in webhooks.resources
                if client.model(each.type) is not None
            ),
            events[0].name,
        ),
    )


def _classes(webhooks: Webhooks) -> dict[str, str]:
    """The name of each class: unique, and none that the module needs for something else."""
    reserved = _PUBLIC | _RUNTIME.keys()
    wanted = {
        resource.name: class_name(f"{resource.name}Event", "Event", reserved)
        for resource in webhooks.resources
    }
    return distinct_names(wanted, rank=lambda name: (name,))


def _event(resource: EventResource, name: str, annotations: Annotations) -> Event:
    model = annotations.client.model(resource.type)
    listed = ", ".join(f"``{clean(event)}``" for event in resource.events)
    known = f"EVENTS[{string(resource.name)}]"
    if model is None:
        held = f"dict[str, {annotations.imports.use('typing', 'Any')}]"
        kind = f"EventKind({name}, events={known})"
    else:  # quoted, as it is imported late
        held = string(annotations.returned(resource.type))
        models = annotations.imports.use(".", "models")
        kind = f"EventKind({name}, lambda: {models}.{model.name}, {known})"
    return Event(
        name=name,
        base=f"WebhookEvent[{held}]",
        doc=docstring(f"What is reported of ``{clean(resource.name)}``: {listed}."),
        resource=string(resource.name),
        kind=kind,
        events=literal(resource.events),
    )
