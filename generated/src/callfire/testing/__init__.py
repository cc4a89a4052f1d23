"""The API in memory, for tests of what uses it: no network, no account, no bill.

    fake = FakeCallFire()
    client = fake.client()
    ...  # what is to be tested, with this client
    assert len(fake.sent("calls.find")) == 1

With pytest, ask for the fixture ``fake_callfire`` or ``callfire_client``. For other processes there
is a server: ``python -m callfire.testing``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from time import time
from typing import TYPE_CHECKING, Any, Unpack

from .._client import AsyncCallFire, CallFire
from .._runtime.testing.callbacks import Callback, callback
from .._runtime.testing.clock import InstantClock
from .._runtime.testing.deliveries import Delivery
from .._runtime.testing.records import Record, Recorded
from .._runtime.testing.requests import SentFile
from .._simulation import Simulation
from ._routes import CONTRACT

if TYPE_CHECKING:
    from .._runtime.core.options import ClientOptions

__all__ = ["Callback", "Delivery", "FakeCallFire", "InstantClock", "Record", "Recorded", "SentFile"]


class FakeCallFire(Simulation):
    """The API in memory.

    It refuses what the description does not allow, keeps what is made, changed and deleted, pages, and fails when
    it is asked to. Threads may share it.

    Args:
        login: Accept only this; anything by default.
        password: Accept only this; anything by default.
        logins: Credentials of operations that take others than the usual ones, by the kind of login.
        now: Gives the time in seconds since the epoch, for what is made.

    """

    def __init__(
        self,
        login: str | None = None,
        password: str | None = None,
        *,
        logins: Mapping[str, Sequence[str]] | None = None,
        now: Callable[[], float] = time,
    ) -> None:
        super().__init__(
            CONTRACT,
            (
                login,
                password,
            ),
            logins=logins,
            now=now,
        )

    def client(self, **options: Unpack[ClientOptions]) -> CallFire:
        """Make a client of this fake; its pauses take no time unless it is given a clock.

        Args:
            **options: As for `CallFire`.

        """
        options.setdefault("clock", InstantClock())
        options.setdefault("http_client", self.transport)
        options.setdefault("base_url", CONTRACT.settings.base_url)
        return CallFire(*(self._given or _GIVEN), **options)

    def async_client(self, **options: Unpack[ClientOptions]) -> AsyncCallFire:
        """Make an async client of this fake; its pauses take no time unless it is given a clock.

        Args:
            **options: As for `AsyncCallFire`.

        """
        options.setdefault("clock", InstantClock())
        options.setdefault("http_client", self.async_transport)
        options.setdefault("base_url", CONTRACT.settings.base_url)
        return AsyncCallFire(*(self._given or _GIVEN), **options)

    def serve(self, port: int = 0) -> AbstractContextManager[str]:
        """Serve it on a port of this machine, too.

        Args:
            port: Which one; 0 takes any that is free.

        Returns:
            A context that gives the address to use as ``base_url``.

        """
        from .._runtime.testing.server import serving

        return serving(self, port)

    def callback(
        self,
        resource: str,
        event: str,
        item: Any,
        *,
        secret: str | bytes | None = None,
        webhook_id: int = 1,
    ) -> Callback:
        """Write what the API would post to a webhook, for tests of your receiver.

        Args:
            resource: The kind of the resource, as in `webhooks.EVENTS`.
            event: What happened to it, as there.
            item: The resource: a model, or a mapping with Python's names or wire names.
            secret: The webhook's secret; without one there is no signature.
            webhook_id: The id of the webhook.

        Returns:
            The raw body, and the headers.

        Raises:
            ValueError: There is no such resource, event or field.

        """
        return callback(
            CONTRACT.webhooks,
            resource,
            event,
            item,
            secret=secret,
            now=self._milliseconds(),
            webhook_id=webhook_id,
        )


_GIVEN = (
    "fake-login",
    "fake-password",
)
