"""What a fake is asked to do wrong: refuse, lose connections, be slow, respond in unusual ways."""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ..models.encode import to_wire
from .requests import Refusal
from .responses import Reply, json_reply

__all__ = ["Failure", "Failures", "Lost", "Script", "When"]

When = Literal["connect", "before", "after"]
"""When a connection is lost: before it stands, before the request is carried out, or after that."""


class Lost(Exception):  # noqa: N818 - what happens, not what is wrong
    """The connection is gone."""

    def __init__(self, when: When, seconds: float = 0.0) -> None:
        super().__init__(when)
        self.when = when
        self.seconds = seconds


@dataclass(slots=True)
class Failure:
    """One item to do wrong. ``operation`` is an id, or ``*`` for all; ``times`` is None without an end."""

    operation: str
    times: int | None = 1
    skip: int = 0
    reply: Reply | None = None
    refusal: Refusal | None = None
    lost: When | None = None
    seconds: float = 0.0


@dataclass(slots=True)
class Failures:
    """All that is still to be done wrong, in the order given."""

    waiting: list[Failure] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, failure: Failure) -> None:
        """Note one more."""
        with self.lock:
            self.waiting.append(failure)

    def next(self, operation: str) -> Mapping[str, Failure]:
        """Take what concerns this request: one outcome at most, and one delay."""
        with self.lock:
            return self._next(operation)

    def _next(self, operation: str) -> Mapping[str, Failure]:
        taken: dict[str, Failure] = {}
        for failure in [*self._of(operation)]:
            kind = "delay" if failure.seconds else "outcome"
            if kind in taken:
                continue
            if failure.skip:
                failure.skip -= 1
                continue
            taken[kind] = failure
            if failure.times is not None:
                failure.times -= 1
        self.waiting = [each for each in self.waiting if each.times != 0]
        return taken

    def _of(self, operation: str) -> Iterator[Failure]:
        yield from (each for each in self.waiting if each.operation in {operation, "*"})


class Script:
    """Takes down what is to go wrong."""

    _failures: Failures

    def _known(self, operation: str) -> str:
        """Return the id of an operation; refuse names that no operation has."""
        raise NotImplementedError

    def fail(  # noqa: PLR0913 - each sets something of its own
        self,
        operation: str = "*",
        status: int = 500,
        *,
        message: str = "",
        retry_after: float | str | None = None,
        times: int | None = 1,
        skip: int = 0,
    ) -> None:
        """Refuse requests.

        Args:
            operation: The client's method or the operation's id, ``*`` for all.
            status: The HTTP status.
            message: The text of the error.
            retry_after: The value of the header of this name.
            times: How often, None without an end.
            skip: How many requests go well before.
        """
        headers = {} if retry_after is None else {"retry-after": f"{retry_after}"}
        refusal = Refusal(status, message, headers)
        self._plan(Failure(operation, times, skip, refusal=refusal))

    def respond(  # noqa: PLR0913 - each sets something of its own
        self,
        operation: str,
        body: Any,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        times: int | None = 1,
        skip: int = 0,
    ) -> None:
        """Respond with this instead: anything that JSON can hold, or bytes. Nothing is carried out.

        Args:
            operation: The client's method or the operation's id, ``*`` for all.
            body: What is answered; models are written as the API would.
            status: The HTTP status.
            headers: Further headers.
            times: How often, None without an end.
            skip: How many requests go well before.
        """
        if isinstance(body, bytes):
            reply = Reply(status, {**(headers or {})}, body)
        else:
            reply = json_reply(to_wire(body), status, headers)
        self._plan(Failure(operation, times, skip, reply=reply))

    def drop(
        self,
        operation: str = "*",
        when: When = "before",
        *,
        times: int | None = 1,
        skip: int = 0,
    ) -> None:
        """Lose the connection.

        Args:
            operation: The client's method or the operation's id, ``*`` for all.
            when: ``connect``, so that the request never arrives; ``before`` or ``after`` it is carried out, which
                looks the same to the client.
            times: How often, None without an end.
            skip: How many requests go well before.
        """
        self._plan(Failure(operation, times, skip, lost=when))

    def delay(
        self, operation: str, seconds: float, *, times: int | None = 1, skip: int = 0
    ) -> None:
        """Respond late; a client that waits for less gives up.

        Args:
            operation: The client's method or the operation's id, ``*`` for all.
            seconds: How late.
            times: How often, None without an end.
            skip: How many requests are answered at once before.
        """
        self._plan(Failure(operation, times, skip, seconds=seconds))

    def _plan(self, failure: Failure) -> None:
        if failure.operation != "*":
            failure.operation = self._known(failure.operation)
        self._failures.add(failure)
