"""Makes and changes items: what a body becomes, what uploads keep, which fields a group gets."""

import csv
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import replace
from io import StringIO
from typing import Any

from ..models.base import ModelBase
from ..models.shapes import Plain, model_plan
from .requests import Refusal, Sent
from .routing import expand
from .rules import Rules
from .store import Store, Stored, Until, field_value

__all__ = ["Maker"]

_BAD = 400


class Maker:
    """Makes items in a store, at a time."""

    def __init__(self, store: Store, models: Mapping[str, type[ModelBase]], now: int) -> None:
        self._store = store
        self._models = models
        self._now = now

    def create(self, rules: Rules, collection: str, key: str, sent: Sent) -> list[Stored]:
        """Make what a request asks for, and what follows from it."""
        if (old := self._uploaded(rules, collection, sent)) is not None:
            return [old]
        # By key, so that one request with many items takes time in proportion to their number.
        known = self._known(expand(collection, sent.path), key)
        made = [
            self._one(rules, collection, key, body, sent, known=known)
            for body in _bodies(rules, sent)
        ]
        self.also(
            rules,
            replace(sent, path={**sent.path, "created": made[0].values[key]}) if made else sent,
        )
        return made

    def also(self, rules: Rules, sent: Sent) -> None:
        """Make what else follows from a request."""
        for also in rules.also:
            self.create(also, also.collection, also.key or "id", sent)

    def _known(self, path: str, key: str) -> dict[str, Stored]:
        """The items of a collection by their key; ids are always new."""
        if key == "id":
            return {}
        return {
            str(own): each
            for each in self._store.all(path)
            if (own := field_value(each.values, key)) is not None
        }

    def _one(  # noqa: PLR0913 - what an item is made of
        self,
        rules: Rules,
        collection: str,
        key: str,
        body: dict[str, Any],
        sent: Sent,
        *,
        known: dict[str, Stored],
    ) -> Stored:
        path = expand(collection, sent.path)
        values = self._values(rules, body, sent)
        old = known.get(str(values[key])) if values.get(key) is not None else None
        if old is not None:
            old.values.update(values)
            old.hidden = False
            return old
        own = {name: value for name, value in values.items() if name != "id"}
        values = {"id": self._id(collection, "id"), **own}
        if values.get(key) is None:
            values[key] = self._id(collection, key)
        stored = Stored(values, secret=rules.secret)
        self._keep(rules, stored, sent)
        self._store.add(path, stored)
        self._plan(rules, stored, sent)
        if key != "id":
            known[str(values[key])] = stored
        self.join(rules, {**sent.path, key: values[key]}, sent.json or self._listed(rules, sent))
        return stored

    def _plan(self, rules: Rules, stored: Stored, sent: Sent) -> None:
        """Note what changes later, and report what has happened now."""
        is_on = not rules.when or any(sent.query.get(name) for name in rules.when)
        stored.later = deepcopy(dict(rules.later)) if is_on else {}
        stored.stamp = rules.restamp or stored.stamp
        stored.event = tuple(rules.event.get("later", stored.event))
        if until := rules.until:
            awaited = field_value(stored.values, until["field"])
            self._store.wait(stored, Until(until["collection"], awaited, until["values"]))
        if is_on and "now" in rules.event:
            resource, event = rules.event["now"]
            self._store.report(resource, event, stored)

    def _id(self, collection: str, key: str) -> int | str:
        number = next(self._store.ids)
        model = self._models.get(collection)
        field = model_plan(model).by_wire.get(key) if model is not None else None
        return str(number) if field is not None and field.shape == Plain(str) else number

    def _values(self, rules: Rules, body: Mapping[str, Any], sent: Sent) -> dict[str, Any]:
        """The fields of an item: fixed ones, then those of parameters, then those of the body."""
        values: dict[str, Any] = deepcopy(dict(rules.set))
        values |= {
            name: sent.query[parameter]
            for parameter, name in rules.query.items()
            if parameter in sent.query
        }
        values |= {name: sent.path[parameter] for name, parameter in rules.where.items()}
        for name, value in body.items():
            if value is not None:
                _put(values, rules.rename.get(name, name), value)
        for parameter, changes in rules.when.items():
            values |= dict(changes) if sent.query.get(parameter) else {}
        return values | dict.fromkeys(rules.stamp, self._now)

    def _keep(self, rules: Rules, stored: Stored, sent: Sent) -> None:
        for file in sent.files.values():
            stored.content, stored.content_type = file.content, file.content_type
            stored.values.setdefault("name", file.filename)
            if rules.length:
                stored.values[rules.length] = len(file.content)
            if rules.media:
                stored.values[rules.media] = file.content_type

    def _uploaded(self, rules: Rules, collection: str, sent: Sent) -> Stored | None:
        if rules.same is None or not sent.files:
            return None
        contents = {file.content for file in sent.files.values()}
        result = (
            each
            for each in self._store.all(expand(collection, sent.path))
            if each.content in contents and not each.hidden
        )
        old = next(result, None)
        if old is not None and isinstance(rules.same, str):
            raise Refusal(_BAD, expand(rules.same, old.values))
        if old is not None:
            old.values |= dict(rules.same)
        return old

    def join(self, rules: Rules, path: Mapping[str, Any], body: Any) -> None:
        """Put into a group what a body names: whole items, keys of items, or bare values.

        ``members`` states ``to`` and ``from``, the collections; ``objects``, ``keys`` and ``values``, the body's fields;
        ``field`` and ``fallback``, what a bare value is; ``rest``, the field for further columns of a CSV file.
        """
        messages = rules.members
        if not messages or not isinstance(body, dict):
            return
        home, group = messages["from"], expand(messages["to"], path)
        for stored in [*self._named(messages, home, body)]:
            self._store.add(group, stored)

    def _listed(self, rules: Rules, sent: Sent) -> dict[str, Any]:
        """Return a body with the items that the CSV files of a form list, by the names in their first row."""
        names = rules.members
        if "rest" not in names:
            return {}
        fields = model_plan(self._models[names["from"]]).by_wire
        items: list[dict[str, Any]] = []
        for file in sent.files.values():
            lines = StringIO(file.content.decode("utf-8-sig", "replace"), newline="")
            for row in csv.DictReader(lines):
                cells = {name: text for name, text in row.items() if name and text}
                rest = {name: cells.pop(name) for name in [*cells] if name not in fields}
                items.append(cells | ({names["rest"]: rest} if rest else {}))
        return {names["objects"]: items}

    def _named(
        self, names: Mapping[str, str], home: str, body: Mapping[str, Any]
    ) -> Iterable[Stored]:
        items = [dict(each) for each in body.get(names["objects"]) or ()]
        field = body.get(names.get("field", "")) or names.get("fallback")
        items += [{field: value} for value in body.get(names.get("values", "")) or ()]
        for key in body.get(names.get("keys", "")) or ():
            known = self._store.find(home, "id", key)
            if known is None:
                raise Refusal(_BAD, f"{names['keys']}: there is no {key}")
            yield known
        for values in items:
            known = self._store.find(home, "id", values["id"]) if "id" in values else None
            yield known or self._store.add(home, Stored({"id": self._id(home, "id"), **values}))

    def update(self, rules: Rules, stored: Stored, key: str, sent: Sent) -> None:
        """Change the fields that a body names; what names an item stays."""
        body = sent.json if isinstance(sent.json, dict) else {}
        changes = {name: value for name, value in body.items() if name not in {"id", key}}
        stored.values |= self._values(rules, changes, Sent(query=sent.query))

    def change(self, rules: Rules, stored: Stored, sent: Sent) -> None:
        """Set what a request without a body stands for."""
        stored.values |= self._values(rules, {}, Sent(query=sent.query))
        self._plan(rules, stored, sent)


def _bodies(rules: Rules, sent: Sent) -> list[dict[str, Any]]:
    """The items that a body asks for; a form is one."""
    whole = sent.json if sent.json is not None else dict(sent.form)
    for name, own in rules.each.items():
        entries = whole.get(name) or [] if isinstance(whole, dict) else []
        rest = {key: value for key, value in whole.items() if key not in rules.each}
        return [{**rest, **({own: entry} if own else entry)} for entry in entries]
    return [dict(each) for each in whole] if isinstance(whole, list) else [dict(whole)]


def _put(values: dict[str, Any], path: str, value: Any) -> None:
    if not path:
        return
    *outer, last = path.split(".")
    for name in outer:
        inner = values.setdefault(name, {})
        values = inner if isinstance(inner, dict) else {}
    values[last] = deepcopy(value)
