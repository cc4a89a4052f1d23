"""What a client is set up with: the API's own settings, the user's options, and the credentials."""

import base64
import ipaddress
import os
import re
import ssl
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, TypedDict
from urllib.parse import urlsplit

from .clock import Clock
from .errors import ConfigurationError
from .messages import MAX_RESPONSE_BYTES, Request, Response, Timeout
from .operation import Operation
from .retry import Policy, ShouldRetry

__all__ = [
    "Auth",
    "ClientOptions",
    "Credentials",
    "Options",
    "Settings",
    "checked_headers",
    "credentials",
    "options",
]

_SECRETS: Mapping[str, tuple[str, ...]] = {
    "none": (),
    "basic": ("login", "password"),
    "api-key": ("api_key",),
    "bearer": ("token",),
}
_PROXIES = frozenset({"http", "https", "socks5", "socks5h"})
_NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_FRAMING = frozenset({"content-length", "transfer-encoding"})
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_UNSENDABLE = re.compile(r"[\x00-\x20\x7f\\]")


@dataclass(frozen=True, slots=True)
class Auth:
    """How requests prove who sends them; ``place`` and ``name`` belong to API keys."""

    kind: Literal["none", "basic", "api-key", "bearer"] = "basic"
    place: Literal["header", "query"] = "header"
    name: str = "Authorization"

    @property
    def arguments(self) -> tuple[str, ...]:
        """What the client has to be given."""
        return _SECRETS[self.kind]


@dataclass(frozen=True, slots=True)
class Settings:
    """What the runtime knows of an API as a whole.

    Attributes:
        name: The package's name; loggers and the User-Agent carry it.
        version: The package's version.
        base_url: Where the API lives.
        env_prefix: What names of environment variables begin with.
        auth: How requests prove who sends them.
        verify: Gives the operation whose success proves that the credentials work.
    """

    name: str
    version: str
    base_url: str
    env_prefix: str
    auth: Auth = Auth()
    verify: Callable[[], Operation[Any]] | None = None

    def environment(self, name: str) -> str | None:
        """Read an environment variable of this client; an empty one counts as absent."""
        return os.environ.get(self.variable(name)) or None

    def variable(self, name: str) -> str:
        """The name of an environment variable of this client."""
        return f"{self.env_prefix}_{name.upper()}"


RequestHook: TypeAlias = Callable[[Request], "Awaitable[Request | None] | Request | None"]
ResponseHook: TypeAlias = Callable[[Request, Response], "object | Awaitable[object]"]
Middleware: TypeAlias = Callable[[Request, Callable[[Request], Any]], Any]
"""Takes a request and what passes it on, returns the answer; a coroutine function for an async client."""


class ClientOptions(TypedDict, total=False):
    """The options of a client, all of them optional."""

    base_url: str
    """Where the API lives; the environment's ``…_BASE_URL`` and then the real one unless told."""
    timeout: Timeout | float | None
    """Seconds for each phase of a request, or a Timeout; None for no limit. 10 to connect, 60 to read unless told."""
    max_retries: int
    """Repetitions of a request that may be repeated; 2 unless told."""
    max_retry_after: float
    """The longest Retry-After to wait for, in seconds; 60 unless told. Beyond it the error is raised at once."""
    total_timeout: float | None
    """Seconds for a call with all its repetitions and pauses; no limit unless told."""
    trust_retry_after: bool
    """Whether 429 or 503 with Retry-After proves that a request was not carried out; default True. False reports 503
    as unknown for what sends or creates, and retries neither."""
    should_retry: ShouldRetry | None
    """Called before each retry; overrides the client's decision."""
    headers: Mapping[str, str]
    """Further headers of every request."""
    extra_query: Mapping[str, Any]
    """Further query parameters of every request, for what the description does not know."""
    extra_body: Mapping[str, Any]
    """Further members of every JSON object sent."""
    max_response_bytes: int | None
    """The largest response body in bytes, as sent and unpacked; default 64 MiB, None for no limit. Downloads have
    ``max_bytes`` of their own."""
    strict: bool
    """Whether an answer that its description does not allow is an error, not a warning."""
    on_request: RequestHook | Sequence[RequestHook]
    """Called before each attempt; may return a changed request."""
    on_response: ResponseHook | Sequence[ResponseHook]
    """Called after each answer, with the request and the answer."""
    middleware: Middleware | Sequence[Middleware]
    """Called around each attempt, the first one outermost."""
    http_client: Any
    """An httpx2 or httpx client, or a transport of your own, not closed by this client; "aiohttp" for many at once."""
    proxy: str | None
    """The proxy's address; the environment's unless told."""
    verify: ssl.SSLContext | str | bool
    """A file or folder of certificates to trust, or an SSL context; the system's certificates unless told."""
    allow_insecure_http: bool
    """Whether credentials may travel over http to other machines."""
    clock: Clock
    """Where time, pauses and chance come from; for tests."""


@dataclass(frozen=True, slots=True, repr=False)
class Options:
    """The options with their defaults, checked."""

    base_url: str
    timeout: Timeout = field(default_factory=Timeout)
    policy: Policy = field(default_factory=Policy)
    should_retry: ShouldRetry | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    extra_query: Mapping[str, Any] = field(default_factory=dict)
    extra_body: Mapping[str, Any] = field(default_factory=dict)
    max_response_bytes: int | None = MAX_RESPONSE_BYTES
    strict: bool = False
    on_request: tuple[RequestHook, ...] = ()
    on_response: tuple[ResponseHook, ...] = ()
    middleware: tuple[Middleware, ...] = ()
    http_client: Any = None
    proxy: str | None = None
    verify: ssl.SSLContext | str | bool = True
    allow_insecure_http: bool = False
    clock: Clock = field(default_factory=Clock)


_POLICY = ("max_retries", "max_retry_after", "total_timeout", "trust_retry_after")


def options(settings: Settings, given: Mapping[str, Any]) -> Options:
    """Fill in what was not given, from the environment and the API's settings.

    Raises:
        ConfigurationError: An option has a value that cannot work.
        TypeError: There is no such option.
    """
    unknown = sorted(set(given) - set(ClientOptions.__annotations__))
    if unknown:
        raise TypeError(f"unknown option: {', '.join(unknown)}")
    chosen = {name: value for name, value in given.items() if name not in _POLICY}
    found = given.get("base_url")
    if found is None:
        found = settings.environment("BASE_URL") or settings.base_url
    chosen["base_url"] = _checked_url(found, insecure=bool(given.get("allow_insecure_http")))
    chosen["policy"] = _policy({name: given[name] for name in _POLICY if name in given})
    for name in ("headers", "extra_query", "extra_body"):
        chosen[name] = _mapping(name, given.get(name))
    chosen["headers"] = checked_headers(chosen["headers"])
    for name in ("on_request", "on_response", "middleware"):
        chosen[name] = _several(name, given.get(name))
    if given.get("should_retry") is not None and not callable(given["should_retry"]):
        raise ConfigurationError(
            f"should_retry must be a function, not {_kind(given, 'should_retry')}"
        )
    limit = given.get("max_response_bytes")
    if limit is not None and (type(limit) is not int or limit < 1):
        raise ConfigurationError(
            f"max_response_bytes must be a positive number of bytes or None, not {limit!r}"
        )
    _check_proxy(given.get("proxy"))
    if not isinstance(given.get("verify", True), ssl.SSLContext | str | os.PathLike | bool):
        raise ConfigurationError(
            f"verify must be a path, an SSLContext or a bool, not {_kind(given, 'verify')}"
        )
    if "timeout" in given:
        try:
            chosen["timeout"] = Timeout.of(given["timeout"])
        except (TypeError, ValueError) as error:
            raise ConfigurationError(str(error)) from error
    return Options(**chosen)


def _kind(given: Mapping[str, Any], name: str) -> str:
    return type(given[name]).__name__


def _mapping(name: str, given: Any) -> Mapping[str, Any]:
    if given is not None and not isinstance(given, Mapping):
        raise ConfigurationError(f"{name} must be a mapping, not {type(given).__name__}")
    return given or {}


def _several(name: str, given: Any) -> tuple[Any, ...]:
    if given is None:
        return ()
    several = (given,) if callable(given) or not isinstance(given, Sequence) else tuple(given)
    if not all(map(callable, several)):
        raise ConfigurationError(f"{name} must be a function, or a list of functions")
    return several


def _policy(given: Mapping[str, Any]) -> Policy:
    policy = Policy(**given)
    if isinstance(policy.max_retries, bool) or not isinstance(policy.max_retries, int):
        raise ConfigurationError(f"max_retries must be an int, not {policy.max_retries!r}")
    if policy.max_retries < 0:
        raise ConfigurationError(f"max_retries must not be negative: {policy.max_retries}")
    for name in ("max_retry_after", "total_timeout"):
        seconds = given.get(name)
        if isinstance(seconds, bool) or not isinstance(seconds, int | float | None):
            raise ConfigurationError(f"{name} must be a number of seconds, not {seconds!r}")
    if not policy.max_retry_after >= 0:
        raise ConfigurationError(f"max_retry_after must be 0 or more: {policy.max_retry_after!r}")
    if policy.total_timeout is not None and not policy.total_timeout > 0:
        raise ConfigurationError(f"total_timeout must be positive: {policy.total_timeout!r}")
    return policy


def _checked_url(url: Any, *, insecure: bool) -> str:
    if not isinstance(url, str) or not url:
        raise ConfigurationError(f"base_url must begin with https:// and name a host, not {url!r}")
    if _UNSENDABLE.search(url):
        raise ConfigurationError("base_url must hold no blanks, line ends or control characters")
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise ConfigurationError(f"base_url is not an address: {error}") from None
    if parts.username is not None or parts.query or parts.fragment:
        raise ConfigurationError("base_url must have no credentials, query or fragment in it")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ConfigurationError(f"base_url must begin with https:// and name a host, not {url!r}")
    if parts.scheme == "http" and not insecure and not _loopback(parts.hostname):
        raise ConfigurationError(
            f"base_url is http://{parts.hostname}…, which would send the credentials in the clear; "
            "use https, or pass allow_insecure_http=True"
        )
    return url.rstrip("/")


def _check_proxy(proxy: Any) -> None:
    if proxy is None:
        return
    parts = urlsplit(proxy) if isinstance(proxy, str) else None
    if parts is None or parts.scheme not in _PROXIES or not parts.hostname:
        raise ConfigurationError("proxy must be an address such as http://host:8080")


def _loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def checked_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Refuse headers that would break out of their line.

    Raises:
        ConfigurationError: A name or value holds characters that no header may.
    """
    for name, value in headers.items():
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise ConfigurationError(f"not a header's name: {name!r}")
        if not isinstance(value, str):
            raise ConfigurationError(f"the header {name} must be a str, not {type(value).__name__}")
        if name.lower() in _FRAMING:
            raise ConfigurationError(f"the header {name} is set by what the request holds")
        if _CONTROL.search(value) or not value.isascii():
            raise ConfigurationError(f"the header {name} holds characters that are not allowed")
    return dict(headers)


@dataclass(frozen=True, slots=True, repr=False)
class Credentials:
    """What proves who sends a request: a header or a query parameter."""

    headers: Mapping[str, str] = field(default_factory=dict)
    query: tuple[tuple[str, str], ...] = ()


def credentials(settings: Settings, given: Sequence[str | None]) -> Credentials:
    """Take credentials from arguments, and from the environment where those are missing.

    Raises:
        ConfigurationError: Some are missing, or hold characters that cannot be sent.
    """
    auth = settings.auth
    if len(given) > len(auth.arguments):
        raise TypeError(f"expected {len(auth.arguments)} credentials, got {len(given)}")
    padded = [*given, *[None] * (len(auth.arguments) - len(given))]
    # A login from one place with a password from another would be refused without anyone seeing why.
    if not any(padded):
        padded = [settings.environment(name) for name in auth.arguments]
    missing = [name for name, value in zip(auth.arguments, padded, strict=True) if not value]
    if missing:
        variables = " and ".join(map(settings.variable, auth.arguments))
        raise ConfigurationError(
            f"missing credentials: {' and '.join(missing)}; pass {' and '.join(auth.arguments)}, "
            f"or set {variables} in the environment"
        )
    return _proof(
        auth,
        [_checked_secret(name, value) for name, value in zip(auth.arguments, padded, strict=True)],
    )


def _checked_secret(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise ConfigurationError(f"{name} must be a str, not {type(value).__name__}")
    if _CONTROL.search(value) or "\t" in value:
        raise ConfigurationError(f"{name} holds control characters, perhaps a line end")
    if any("\ud800" <= sign <= "\udfff" for sign in value):
        raise ConfigurationError(f"{name} holds half a character (a lone surrogate)")
    return value


def _proof(auth: Auth, secrets: Sequence[str]) -> Credentials:
    match auth.kind:
        case "none":
            return Credentials()
        case "basic":
            if ":" in secrets[0]:
                raise ConfigurationError("login must not hold a colon")
            pair = base64.b64encode(":".join(secrets).encode()).decode()
            return Credentials({"Authorization": f"Basic {pair}"})
        case "bearer":
            return Credentials(checked_headers({"Authorization": f"Bearer {secrets[0]}"}))
        case "api-key" if auth.place == "query":
            return Credentials(query=((auth.name, secrets[0]),))
        case "api-key":
            return Credentials(checked_headers({auth.name: secrets[0]}))
