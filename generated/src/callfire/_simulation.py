"""What people do to CallFire, for the fake: they reply to texts, take calls and press keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ._dialplan import DialplanError
from ._dialplan_run import Run, run
from ._runtime.testing.controls import Control, Dialogue, Line, Offer
from ._runtime.testing.fake import Fake
from ._runtime.testing.records import normal_number
from ._runtime.testing.store import Stored

__all__ = ["Simulation"]

_SHORT_CODE: Final = "67076"
_KEYS: Final = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#")


class Simulation(Fake):
    """Replies of customers, and keys that they press in a call."""

    controls: tuple[Control, ...] = (
        Control(
            "receive_text",
            "Receive a text from a customer.",
            (
                ("message", "What the customer writes."),
                ("from_number", "The customer's number."),
                ("to_number", "Your number; 67076 by default."),
            ),
        ),
        Control(
            "receive_call",
            "Receive a call from a customer; the number's dialplan is followed.",
            (("from_number", "The customer's number."), ("to_number", "Your number.")),
        ),
        Control(
            "press_keys",
            "Press keys in a call with a dialplan.",
            (
                ("call_id", "The id of the call."),
                ("keys", "Digits, * and #; t where the caller waits too long."),
            ),
        ),
    )

    def reset(self) -> None:
        """Forget everything: items, requests, deliveries, keys, and what was to go wrong."""
        self._keys: dict[str, str] = {}
        super().reset()

    def receive_text(self, message: str, from_number: str, to_number: str = _SHORT_CODE) -> int:
        """Receive a text from a customer: webhooks report it, and auto-replies respond to it.

        Args:
            message: What the customer writes.
            from_number: The customer's number.
            to_number: Your number, or the short code that all accounts share.

        Returns:
            The id of the text.

        Raises:
            ValueError: A number cannot be one.
        """
        with self._lock:
            stored = self._text(
                {
                    "fromNumber": from_number,
                    "toNumber": to_number,
                    "message": message,
                    "inbound": True,
                    "finalTextResult": "RECEIVED",
                }
            )
            self._report("InboundText", "Finished", stored)
            for reply in self._store.all("/texts/auto-replys"):
                if _is_for(reply.values, to_number, message):
                    sent = {
                        "fromNumber": to_number,
                        "toNumber": from_number,
                        "message": reply.values.get("message"),
                        "inbound": False,
                        "finalTextResult": "SENT",
                    }
                    self._report("OutboundText", "Finished", self._text(sent))
            return int(stored.values["id"])

    def receive_call(self, from_number: str, to_number: str) -> int:
        """Receive a call from a customer. Where the number has a dialplan, `press_keys` goes on with it.

        Args:
            from_number: The customer's number.
            to_number: Your number.

        Returns:
            The id of the call.

        Raises:
            ValueError: A number cannot be one.
        """
        with self._lock:
            values = {"fromNumber": from_number, "toNumber": to_number, "inbound": True}
            id_ = self.add("/calls", {**values, "state": "SELECTED"})
            stored = self._one("/calls", id_)
            if self._dialplan(stored):
                self._follow(stored)
            else:
                self._end(stored, Run())
            return int(id_)

    def press_keys(self, call_id: int, keys: str = "") -> list[str]:
        """Press keys in a call with a dialplan, after those that were pressed before.

        The call is finished once the dialplan ends: what it stashed are the responses in the call's records, what it
        recorded are recordings, and webhooks report the call.

        Args:
            call_id: The id of the call.
            keys: Digits, ``*`` and ``#``; ``t`` where the caller waits too long. Without any, the call is answered.

        Returns:
            What the dialplan has stated since the last keys.

        Raises:
            ValueError: There is no such call, it has no dialplan, or a key is none.
        """
        if wrong := set(keys) - {*_KEYS, "t"}:
            raise ValueError(f"{min(wrong)!r} is no key; keys are {' '.join(_KEYS)} and t")
        with self._lock:
            stored = self._one("/calls", call_id)
            if not self._dialplan(stored):
                raise ValueError(f"the call {call_id} has no dialplan")
            before = self._keys.get(str(call_id))
            old = [] if before is None else self._run(stored).lines
            self._keys[str(call_id)] = (before or "") + keys
            lines = self._follow(stored).lines
            return [text for side, text in lines[len(old) :] if side == "us"]

    def dialogues(self) -> list[Dialogue]:
        """What was exchanged with each customer, the latest first."""
        with self._lock:
            dialogues = [*self._text_dialogues(), *self._call_dialogues()]
            dialogues.reverse()
            return sorted(dialogues, key=lambda each: -(each.time or 0))

    def _holds(self, stored: Stored) -> bool:
        """A call whose dialplan asks for keys waits for them."""
        is_call = self._store.has("/calls", stored)
        return is_call and "<menu" in self._dialplan(stored)

    def _text(self, values: Mapping[str, Any]) -> Stored:
        return self._one("/texts", self.add("/texts", {**values, "state": "FINISHED"}))

    def _one(self, collection: str, id_: Any) -> Stored:
        stored = self._store.find(collection, "id", id_)
        if stored is None:
            raise ValueError(f"there is no {id_} in {collection}")
        return stored

    def _dialplan(self, call: Stored) -> str:
        """The dialplan of a call, of its broadcast, or of the number that was called."""
        values = call.values
        broadcast = self._store.find("/calls/broadcasts", "id", values.get("campaignId"))
        config = self._store.find("/numbers/leases/configs", "number", values.get("toNumber"))
        inbound = (config.values.get("ivrInboundConfig") or {}) if config else {}
        own = (
            inbound.get("dialplanXml")
            if values.get("inbound")
            else values.get("dialplanXml")
            or (broadcast.values.get("dialplanXml") if broadcast else None)
        )
        return own or ""

    def _run(self, call: Stored) -> Run:
        values = call.values
        variables = {
            **{name: str(each) for name, each in (values.get("attributes") or {}).items()},
            "call.id": str(values["id"]),
            "call.callerid": str(values.get("fromNumber", "")),
            "call.phonenumber": str(values.get("toNumber", "")),
        }
        try:
            return run(self._dialplan(call), self._keys.get(str(values["id"]), ""), variables)
        except DialplanError as error:
            return Run(lines=[("note", f"the dialplan cannot be followed: {error}")])

    def _follow(self, call: Stored) -> Run:
        done = self._run(call)
        if done.waiting:
            call.values["state"] = "SELECTED"
        else:
            self._end(call, done)
        return done

    def _end(self, call: Stored, done: Run) -> None:
        """Write down what came of a call, and report it once."""
        values, now = call.values, self._milliseconds()
        was_finished = values.get("state") == "FINISHED"
        call.later = {}
        responses = [{"question": name, "response": text} for name, text in done.stashed.items()]
        record = {
            "id": values["id"],
            "result": done.result,
            "finishTime": now,
            **({"questionResponses": responses} if responses else {}),
        }
        values |= {
            "state": "FINISHED",
            "finalCallResult": done.result,
            "modified": now,
            "records": [record],
        }
        if was_finished:
            return
        for name in done.recordings:
            about = {"callId": values["id"], "name": name, "created": now}
            self.add("/calls/recordings", about, content=b"ID3 fake recording")
        for number, message in done.texts:
            about = {"fromNumber": _SHORT_CODE, "toNumber": number, "message": message}
            self._text({**about, "inbound": False, "finalTextResult": "SENT"})
        caller = values.get("fromNumber" if values.get("inbound") else "toNumber")
        if done.do_not_call and caller:
            self.add("/contacts/dncs", {"number": caller, "call": True, "text": False})
        kind = "InboundCall" if values.get("inbound") else "OutboundCall"
        self._report(kind, "Finished", call)

    def _text_dialogues(self) -> Iterator[Dialogue]:
        people: dict[str, list[dict[str, Any]]] = {}
        for stored in self._store.all("/texts"):
            person = _other(stored.values)
            # Moved to the end, so that equal times keep their order.
            texts = people.pop(person, [])
            texts.append(stored.values)
            people[person] = texts
        for person, texts in people.items():
            latest = texts[-1]
            own = latest.get("toNumber" if latest.get("inbound") else "fromNumber") or _SHORT_CODE
            fixed = {"from_number": person, "to_number": own}
            yield Dialogue(
                id=f"texts-{person}",
                title=person,
                kind="text",
                lines=tuple(
                    Line(
                        str(text.get("message") or ""),
                        "them" if text.get("inbound") else "us",
                        text.get("created"),
                        str(text.get("finalTextResult") or text.get("state") or ""),
                    )
                    for text in texts
                ),
                offers=(Offer("receive_text", "Reply as the customer", "message", fixed),),
                state=f"{len(texts)} text{'s'[: len(texts) > 1]}",
                time=latest.get("created"),
            )

    def _call_dialogues(self) -> Iterator[Dialogue]:
        for stored in self._store.all("/calls"):
            values = stored.values
            fixed = {"call_id": values["id"]}
            offers: tuple[Offer, ...] = ()
            if self._dialplan(stored):
                is_over = values.get("state") == "FINISHED" and str(values["id"]) in self._keys
                if not is_over:
                    keys = Offer("press_keys", "Press a key", "keys", fixed, _KEYS)
                    late = Offer("press_keys", "Wait too long", "", {**fixed, "keys": "t"})
                    offers = (keys, late)
                lines = [Line(text, side) for side, text in self._run(stored).lines]
            else:
                messages = (values.get(name) for name in ("liveMessage", "machineMessage"))
                lines = [Line(str(text)) for text in messages if text]
            state = values.get("finalCallResult") or values.get("state") or ""
            yield Dialogue(
                id=f"call-{values['id']}",
                title=_other(values),
                kind="call",
                lines=tuple(lines),
                offers=offers,
                state=str(state),
                time=values.get("created"),
            )


def _other(values: Mapping[str, Any]) -> str:
    """The number of the customer, or their contact."""
    number = values.get("fromNumber" if values.get("inbound") else "toNumber")
    return str(number or f"contact {(values.get('contact') or {}).get('id', '')}")


def _is_for(reply: Mapping[str, Any], number: str, message: str) -> bool:
    """Whether an auto-reply responds to a text: it is for all numbers or this one, and its words match."""
    own, match = reply.get("number"), reply.get("match")
    is_number = not own or normal_number(own) == normal_number(number)
    return is_number and (not match or match.lower() in message.lower())
