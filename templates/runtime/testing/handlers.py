"""Carries out what a request asks for: finds, reads, makes, changes and deletes items."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from ..core.operation import Operation
from ..models.shapes import Plain, shape_of
from .create import Maker
from .requests import Arrival, Refusal, Sent
from .responses import Reply, file_reply, json_reply, listed, partial, projected
from .routing import Router, Target, expand, item_shape
from .search import page_of, search
from .store import Store, Stored, field_value

__all__ = ["Actor"]

_MISSING = 404
_FILE = b"\x00fake"


class Actor:
    """Carries out one request."""

    def __init__(self, router: Router, store: Store, now: int) -> None:
        self._router = router
        self._store = store
        self._maker = Maker(store, router.models, now)

    def act(self, target: Target, sent: Sent, arrival: Arrival) -> Reply:
        """Do it, and respond.

        Raises:
            Refusal: It cannot be done.
        """
        for collection, parameter, key in target.parents:
            self._one(expand(collection, sent.path), key, sent.path.get(parameter))
        if target.does == "file":
            return self._file(target, sent, arrival)
        reply = self._actions[target.does](target, sent)
        return replace(reply, status=target.route.status)

    @property
    def _actions(self) -> Mapping[str, Callable[[Target, Sent], Reply]]:
        return {
            "find": self._find,
            "get": self._get,
            "document": self._document,
            "create": self._create,
            "update": self._update,
            "change": self._change,
            "switch": self._switch,
            "join": self._join,
            "delete": self._delete,
            "remove": self._removal,
            "absent": self._absent,
            "respond": self._respond,
        }

    def _find(self, target: Target, sent: Sent) -> Reply:
        model = item_shape(target.operation)
        items = self._store.all(expand(target.collection, sent.path))
        result = search(items, target, sent, model, self._store)
        for item in result:
            self._counted(target, item)
        shown, about = page_of(result, target.operation, sent, target.route.page)
        return self._listed(target.operation, sent, shown, about)

    def _listed(
        self,
        operation: Operation[Any],
        sent: Sent,
        shown: list[Stored],
        about: Mapping[str, int] | None = None,
    ) -> Reply:
        value = listed(operation, [item.values for item in shown], about or {})
        reply = json_reply(partial(operation, sent, value))
        for item in shown:
            self._store.shown(item)
        return reply

    def _get(self, target: Target, sent: Sent) -> Reply:
        stored = self._named(target, sent)
        self._counted(target, stored)
        return self._shown(target.operation, sent, stored)

    def _counted(self, target: Target, stored: Stored) -> None:
        for name, collection in target.route.rules.count.items():
            entries = self._store.all(expand(collection, stored.values))
            stored.values[name] = sum(not each.hidden for each in entries)

    def _document(self, target: Target, sent: Sent) -> Reply:
        stored = self._store.document(expand(target.collection, sent.path))
        if isinstance(sent.json, dict):
            stored.values |= sent.json
        return self._shown(target.operation, sent, stored)

    def _shown(self, operation: Operation[Any], sent: Sent, stored: Stored) -> Reply:
        if operation.returns is None:
            return Reply()
        value = projected(shape_of(operation.returns), stored.values)
        reply = json_reply(partial(operation, sent, value))
        if isinstance(value, dict) and value.keys() - {"id"}:
            self._store.shown(stored)
        return reply

    def _create(self, target: Target, sent: Sent) -> Reply:
        rules, operation = target.route.rules, target.operation
        made = self._maker.create(rules, target.collection, target.key, sent)
        for item in made:
            self._counted(target, item)
        if operation.returns is None:
            return Reply()
        if isinstance(sent.json, list):
            return self._listed(operation, sent, made)
        return self._shown(operation, sent, made[-1] if made else Stored({}))

    def _update(self, target: Target, sent: Sent) -> Reply:
        stored = self._named(target, sent)
        self._maker.update(target.route.rules, stored, target.key, sent)
        return self._shown(target.operation, sent, stored)

    def _change(self, target: Target, sent: Sent) -> Reply:
        if target.parameter:
            stored = self._named(target, sent)
            self._maker.change(target.route.rules, stored, sent)
            return self._shown(target.operation, sent, stored)
        return self._respond(target, sent)

    def _join(self, target: Target, sent: Sent) -> Reply:
        self._maker.join(target.route.rules, sent.path, sent.json)
        return Reply()

    def _switch(self, target: Target, sent: Sent) -> Reply:
        """Set fields of the items that a body lists, as far as they are there."""
        rules = target.route.rules
        on = any(sent.query.get(name) for name in rules.when)
        changes = next(iter(rules.when.values()), {}) if on else rules.set
        items = self._store.all(expand(target.collection, sent.path))
        there = search(items, target, Sent(sent.path), None, self._store)
        for body in sent.json if isinstance(sent.json, list) else []:
            wanted = {
                own: body[name] for name, own in rules.rename.items() if body.get(name) is not None
            }
            for item in there:
                if all(field_value(item.values, name) == value for name, value in wanted.items()):
                    item.values |= changes
                    if on:
                        item.later, item.paused = item.later or item.paused, {}
                    else:
                        item.later, item.paused = {}, item.later or item.paused
        return Reply()

    def _delete(self, target: Target, sent: Sent) -> Reply:
        path = expand(target.collection, sent.path)
        given = sent.path.get(target.parameter)
        for value in given if isinstance(given, list) else [given]:
            self._one(path, target.key, value)
            self._remove(target, path, value)
        return Reply()

    def _remove(self, target: Target, path: str, value: Any) -> None:
        named = self._store.named(path, target.key, value)
        soft = target.route.soft
        if soft is None:
            self._store.remove(path, named)
            return
        for stored in named:
            stored.values |= soft
            stored.later, stored.hidden = {}, True

    def _removal(self, target: Target, sent: Sent) -> Reply:
        """Delete what a search would find; without parameters, everything."""
        path = expand(target.collection, sent.path)
        model = self._router.models.get(target.collection)
        there = search(self._store.all(path), target, sent, model, self._store)
        self._store.remove(path, there)
        return Reply()

    def _absent(self, target: Target, sent: Sent) -> Reply:
        """Return whether there is no such item."""
        path = expand(target.collection, sent.path)
        rules = target.route.rules
        key, given = rules.key, sent.path.get(target.parameter or next(iter(sent.path), ""))
        return json_reply(self._store.find(path, key, given) is None)

    def _respond(self, target: Target, sent: Sent) -> Reply:
        operation, given = target.operation, target.route.rules.reply
        self._maker.also(target.route.rules, sent)
        if operation.returns is None:
            return Reply()
        shape = shape_of(operation.returns)
        usual = True if shape == Plain(bool) else None
        return json_reply(partial(operation, sent, given if given is not None else usual))

    def _file(self, target: Target, sent: Sent, arrival: Arrival) -> Reply:
        stored = self._named(target, sent) if target.parameter else Stored({})
        content = _FILE if stored.content is None else stored.content
        return file_reply(target.operation, arrival, content, stored.content_type)

    def _named(self, target: Target, sent: Sent) -> Stored:
        path = expand(target.collection, sent.path)
        had = {name: sent.path.get(own) for name, own in target.route.rules.where.items()}
        return self._one(path, target.key, sent.path.get(target.parameter), had)

    def _one(self, path: str, key: str, value: Any, had: Mapping[str, Any] | None = None) -> Stored:
        result = self._store.find(path, key, value, had or {})
        if result is None:
            raise Refusal(_MISSING, f"there is no {key} {value} in {path}")
        return result
