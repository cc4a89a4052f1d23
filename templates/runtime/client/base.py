"""The base of the sync and the async client: settings, options, credentials, and how clones share them."""

# ruff: noqa: SLF001 - a clone is set up by the methods of its own class

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self, TypeVar, Unpack
from urllib.parse import urlsplit

from ..call.attempts import Call, Exchange, exchange
from ..call.request import Inputs, SharedHeaders, prepare, standard_headers
from ..core.deadline import Deadline
from ..core.errors import ClientClosedError, ConfigurationError
from ..core.messages import Request, Response
from ..core.operation import Operation
from ..core.options import (
    ClientOptions,
    Credentials,
    Options,
    Settings,
    check_names,
    credentials,
    options,
)
from ..http.httpx_common import TransportOptions
from ..logs import log

__all__ = ["ClientState", "Resource", "Tap", "Taps"]

T = TypeVar("T")


@dataclass(slots=True)
class Tap:
    """Records the request and response of a call, for ``raw``; or the request it would send, for ``stream``."""

    holds: bool = False
    request: Request | None = None
    response: Response | None = None
    held: tuple[Operation[Any], Inputs] | None = None


Taps = Tap | None


class Resource:
    """A group of operations; it keeps its client."""

    _client: Any

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._client!r}>"


class ClientState:
    """The part that the sync and the async client share. Clones share transport and hooks, and own neither."""

    _settings: Settings
    _given: Mapping[str, Any]
    _options: Options
    _proof: Credentials
    _shared: SharedHeaders
    _transport: Any
    _handle: Any
    _owner: bool
    _closed: bool = False
    _tap: Taps
    _log: log.CallLog
    # recipients begin
    _guard: Any
    # recipients end

    def __init__(
        self, settings: Settings, *secrets: str | None, **given: Unpack[ClientOptions]
    ) -> None:
        check_names(settings, given)
        self._settings = settings
        self._proof = credentials(settings, secrets)
        self._tap = None
        self._log = log.CallLog(settings.name)
        log.set_up(settings)
        self._configure(given)
        self._transport = self._open()
        self._owner, self._closed = True, False
        self._compose()

    def _configure(self, given: Mapping[str, Any]) -> None:
        self._given = dict(given)
        self._options = options(self._settings, given)
        self._shared = SharedHeaders(standard_headers(self._settings, self._options), self._proof)
        log.mask_library_logs(self._options.base_url)
        # recipients begin
        from ..recipients.guard import guard

        self._guard = guard(self._settings, self._options)
        # recipients end

    def _open(self) -> Any:
        """Open the sync or the async transport."""
        raise NotImplementedError

    def _compose(self) -> None:
        """Put hooks and middleware around the transport."""
        raise NotImplementedError

    def _sender(self) -> Any:
        """What hands a request to the transport, after all hooks and middleware."""
        handle = self._transport.handle
        # recipients begin
        if (guard := self._guard) is not None:
            return lambda request: handle(guard.checked(request))
        # recipients end
        return handle

    def __repr__(self) -> str:
        # Tracebacks with locals show clients whose constructor failed.
        if "_options" not in vars(self):
            return f"<{type(self).__name__}, not set up>"
        state = ", closed" if self._closed else ""
        return f"<{type(self).__name__} {self._options.base_url}{state}>"

    def with_options(self, **changes: Unpack[ClientOptions]) -> Self:
        """Return a client with other options. It shares this one's connections, and ends with it.

        Closing the clone does not close this client. Options that decide about the connections themselves
        (``http_client``, ``proxy``, ``verify``) give the clone connections of its own.

        Args:
            changes: Options to set; the others stay as they are.
        """
        clone = self._clone()
        before = self._transport_options()
        clone._configure({**self._given, **changes})
        if clone._transport_options() != before:
            clone._transport, clone._owner = clone._open(), True
        clone._compose()
        return clone

    def with_auth(self, *secrets: str) -> Self:
        """Return a client with other credentials, for operations that take the account's own login.

        Args:
            secrets: What the client itself takes: login and password, for example.
        """
        auth = self._settings.auth
        if not all(secrets) or (len(secrets) != len(auth.arguments) and not auth.schemes):
            names = ", ".join(auth.arguments) or "nothing"
            raise ConfigurationError(f"with_auth takes {names}")
        clone = self._clone()
        clone._proof = credentials(self._settings, secrets)
        clone._shared = SharedHeaders(self._shared.standard, clone._proof)
        return clone

    def _clone(self) -> Self:
        self._check_open()
        clone = object.__new__(type(self))
        clone.__dict__.update(self.__dict__)
        # Resources that were looked up belong to this client, not to its clone.
        for name in [name for name, value in vars(self).items() if isinstance(value, Resource)]:
            del clone.__dict__[name]
        clone._owner = False
        return clone

    def __copy__(self) -> Self:
        return self._clone()

    def __deepcopy__(self, memo: Any) -> Self:
        """Connections cannot be copied; a copy of what holds a client gets a clone that shares them."""
        return self._clone()

    def __reduce__(self) -> Any:
        raise TypeError(
            f"a {type(self).__name__} holds credentials and connections, so it cannot be pickled; "
            "make one where it is needed"
        )

    @property
    def _account(self) -> bytes:
        """The base URL and the login: what a journal of sent rows belongs to. It must not be stored as it is."""
        shown = []
        for text in self._proof.secrets:
            kind, _, pair = text.partition(" ")
            is_basic = kind == "Basic"
            shown.append(base64.b64decode(pair).decode().partition(":")[0] if is_basic else text)
        # recipients begin
        if self._guard is not None and self._guard.redirect is not None:
            # Who was reached in place of others is not who is to be reached.
            shown.append(f"redirect_to {self._guard.redirect}")
        # recipients end
        return "\n".join([self._options.base_url, *shown]).encode()

    @property
    def _announces_departure(self) -> bool:
        """Whether ``before_departure`` works; middleware may send by other means."""
        own = getattr(self._transport, "announces_departure", False)
        return own and not self._options.middleware

    def _tapped(self, tap: Tap) -> Self:
        clone = self._clone()
        clone._tap = tap
        return clone

    def _transport_options(self) -> TransportOptions:
        return TransportOptions(
            self._options.http_client,
            self._options.proxy,
            self._options.verify,
            secure=urlsplit(self._options.base_url).scheme == "https",
        )

    def _check_open(self) -> None:
        if self._closed:
            raise ClientClosedError("the client is closed")

    def _begin(  # noqa: PLR0913 - what is special about a request, by name
        self,
        operation: Operation[Any],
        inputs: Inputs,
        *,
        accepts: Callable[[Response], bool] | None = None,
        headers: Mapping[str, str] | None = None,
        deadline: Deadline | None = None,
        stream: bool = False,
    ) -> tuple[Request, Exchange]:
        self._check_open()
        request = self._prepare(operation, inputs)
        if headers:
            request = request.with_headers(headers)
        if stream or deadline is not None:
            request = replace(request, stream=stream, deadline=deadline)
        chosen = self._options
        call = Call(operation, request, chosen.policy, chosen.clock, chosen.should_retry, accepts)
        return request, exchange(call)

    def _prepare(self, operation: Operation[Any], inputs: Inputs) -> Request:
        if not isinstance(operation, Operation):
            raise TypeError(
                f"expected an Operation of the package's operations, not {type(operation).__name__}; "
                "operations.by_id finds one by its id"
            )
        try:
            return prepare(operation, inputs, self._options, self._shared)
        except (TypeError, ValueError) as error:
            # The text names the place; a dozen frames of the walk to it would only hide the caller's line.
            if _is_own(error):
                error.__traceback__ = None
            raise

    def _hold(self, operation: Operation[Any], inputs: Inputs) -> bool:
        if self._tap is None or not self._tap.holds:
            return False
        self._tap.held = operation, inputs
        return True

    def _note(self, request: Request, response: Response) -> None:
        if self._tap is not None:
            self._tap.request, self._tap.response = request, response

    def _verification(self) -> Operation[Any]:
        if self._settings.verify is None:
            raise ConfigurationError("this API has no operation that proves credentials")
        return self._settings.verify()


def _is_own(error: Exception) -> bool:
    """Return whether an error was raised by this package, not by an object of the caller."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    module = "" if trace is None else str(trace.tb_frame.f_globals.get("__name__", ""))
    return module.partition(".")[0] == __name__.partition(".")[0]
