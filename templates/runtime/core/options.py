"""The set-up of a client: the API's own settings, the user's options, and the credentials."""

import base64
import os

# recipients begin
import re

# recipients end
import ssl
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

# recipients begin
from datetime import time

# recipients end
from typing import Any, Literal, TypeAlias, TypedDict

from . import option_checks as checks
from .clock import Clock
from .errors import ConfigurationError
from .messages import MAX_RESPONSE_BYTES, Request, Response, Timeout
from .operation import Operation
from .retry import Policy, ShouldRetry
from .untrusted_text import clean

__all__ = [
    "Auth",
    "ClientOptions",
    "Credentials",
    "Options",
    "Settings",
    "check_names",
    "credentials",
    "options",
]

_SECRETS: Mapping[str, tuple[str, ...]] = {
    "none": (),
    "basic": ("login", "password"),
    "api-key": ("api_key",),
    "bearer": ("token",),
    "several": (),
}


@dataclass(frozen=True, slots=True)
class Auth:
    """How requests prove who sends them; ``place`` and ``name`` belong to API keys.

    Of several schemes each has its name in the description as ``scheme``, and its ``own`` arguments.
    """

    kind: Literal["none", "basic", "api-key", "bearer", "several"] = "basic"
    place: Literal["header", "query"] = "header"
    name: str = "Authorization"
    scheme: str = ""
    own: tuple[str, ...] = ()
    schemes: tuple["Auth", ...] = ()

    @property
    def arguments(self) -> tuple[str, ...]:
        """What the client has to be given."""
        inner = tuple(name for each in self.schemes for name in each.arguments)
        return inner or self.own or _SECRETS[self.kind]


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
"""Takes a request and what passes it on, returns the response; a coroutine function for an async client."""


class ClientOptions(TypedDict, total=False):
    """The options of a client, all of them optional."""

    base_url: str
    """The API's address. Default: the environment's ``…_BASE_URL``, then the real one."""
    timeout: Timeout | float | None
    """Seconds for each phase of a request, or a Timeout; None for no limit. Default: 10 to connect, 60 for
    the others. ``Timeout(5)`` and ``5`` set all phases."""
    max_retries: int
    """Retries of a request that may be retried; default 2."""
    max_retry_after: float
    """The longest Retry-After to wait for, in seconds; default 60. Beyond it the error is raised at once."""
    total_timeout: float | None
    """Seconds for a call with all its retries and pauses; default None, no limit."""
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
    """Further fields of every JSON object sent."""
    max_response_bytes: int | None
    """The largest response body in bytes, as sent and unpacked; default 64 MiB, None for no limit. Downloads have
    ``max_bytes`` of their own."""
    strict: bool
    """Whether a response that its description does not allow is an error, not a warning; default False."""
    on_request: RequestHook | Sequence[RequestHook]
    """Called before each attempt; may return a changed request."""
    on_response: ResponseHook | Sequence[ResponseHook]
    """Called after each response, with the request and the response."""
    middleware: Middleware | Sequence[Middleware]
    """Called around each attempt, the first one outermost."""
    http_client: Any
    """An httpx2 or httpx client, or a transport of your own, not closed by this client; "aiohttp" for many at once."""
    proxy: str | None
    """The proxy's address; default: the environment's."""
    verify: ssl.SSLContext | str | os.PathLike[str] | bool
    """A file or folder of certificates to trust, or an SSL context; default: the system's certificates."""
    allow_insecure_http: bool
    """Whether credentials may travel over http to other machines; default False."""
    clock: Clock
    """Where time, pauses and chance come from; for tests."""
    # recipients begin
    allow_only: Iterable[str | re.Pattern[str]] | str | None
    """The phone numbers that may be reached; ``1213555*`` allows all that begin so, and an expression all that it
    matches as a whole. Requests that reach others are held. Default: the environment's ``…_ALLOW_ONLY``, with commas."""
    redirect_to: str | None
    """The phone number that is reached in place of all others, or of those that ``allow_only`` does not have. Default:
    the environment's ``…_REDIRECT_TO``."""
    quiet_hours: (
        str | tuple[time | str, time | str] | tuple[time | str, time | str, str | None] | None
    )
    """When no one may be reached, by the clock of the recipient's area code: ``"21:00-08:00"``. Requests of these hours
    are held. Needs the extra ``preview``. Default: the environment's ``…_QUIET_HOURS``."""
    # recipients end


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
    # recipients begin
    allow_only: Any = None
    redirect_to: Any = None
    quiet_hours: Any = None
    # recipients end


_POLICY = ("max_retries", "max_retry_after", "total_timeout", "trust_retry_after")


def _timeout(_name: str, value: Any) -> Timeout:
    try:
        return Timeout.of(value)
    except (TypeError, ValueError) as error:
        raise ConfigurationError(str(error)) from None


_CHECKS: Mapping[str, checks.Check] = {
    "timeout": _timeout,
    "max_retries": checks.integer(0),
    "max_retry_after": checks.seconds(),
    "total_timeout": checks.seconds(optional=True, positive=True),
    "trust_retry_after": checks.flag,
    "should_retry": checks.function,
    "headers": checks.headers,
    "extra_query": checks.query,
    "extra_body": checks.json_object,
    "max_response_bytes": checks.integer(1, optional=True),
    "strict": checks.flag,
    "on_request": checks.functions,
    "on_response": checks.functions,
    "middleware": checks.functions,
    "proxy": checks.proxy,
    "verify": checks.verify,
    "allow_insecure_http": checks.flag,
    "clock": checks.clock,
}
_MEANT: Mapping[str, str] = {
    "email": "login",
    "user": "login",
    "user_name": "login",
    "username": "login",
    "pass": "password",
    "passwd": "password",
    "pwd": "password",
    "secret": "password",
    "key": "api_key",
    "host": "base_url",
    "url": "base_url",
    "endpoint": "base_url",
    "retries": "max_retries",
    "session": "http_client",
    "ssl": "verify",
    "proxies": "proxy",
}
"""What other clients call these arguments."""


def check_names(settings: Settings, names: Iterable[str]) -> None:
    """Refuse arguments that no client has.

    Raises:
        TypeError: There is no such argument.
    """
    for name in names:
        if name in ClientOptions.__annotations__:
            continue
        if name in settings.auth.arguments:
            raise TypeError(
                f"{name} is no option; with_auth({', '.join(settings.auth.arguments)}) returns a client "
                "with other credentials"
            )
        from difflib import get_close_matches

        known = [*settings.auth.arguments, *ClientOptions.__annotations__]
        close = [_MEANT[name]] if _MEANT.get(name) in known else get_close_matches(name, known, 1)
        hint = f"; did you mean {close[0]!r}?" if close else f"; options are {', '.join(known)}"
        raise TypeError(f"there is no option {clean(name, 40)!r}{hint}")


def options(settings: Settings, given: Mapping[str, Any]) -> Options:
    """Fill in what was not given, from the environment and the API's settings.

    Raises:
        ConfigurationError: An option has a value that cannot work.
        TypeError: There is no such option.
    """
    check_names(settings, given)
    chosen = {
        name: _CHECKS[name](name, value) if name in _CHECKS else value
        for name, value in given.items()
    }
    policy = {name: chosen.pop(name) for name in _POLICY if name in chosen}
    url = given.get("base_url")
    if url is None:
        url = settings.environment("BASE_URL") or settings.base_url
    insecure = bool(chosen.get("allow_insecure_http"))
    chosen["base_url"] = checks.base_url("base_url", url, insecure=insecure)
    return Options(policy=Policy(**policy), **chosen)


@dataclass(frozen=True, slots=True, repr=False)
class Credentials:
    """What proves who sends a request: headers and query parameters; with several schemes, those of each by its name."""

    headers: Mapping[str, str] = field(default_factory=dict)
    query: tuple[tuple[str, str], ...] = ()
    schemes: Mapping[str, "Credentials"] | None = None

    def signing(self, operation: Operation[Any]) -> "Credentials":
        """Return what an operation asks for, and nothing else.

        Raises:
            ConfigurationError: The client was given none of the sets of credentials that the operation takes.
        """
        if not operation.secured:
            return Credentials()
        if self.schemes is None:
            return self
        known = self.schemes
        sets = sorted(operation.security, key=lambda names: not names)
        chosen = next((names for names in sets if known.keys() >= {*names}), None)
        if chosen is None:
            wanted = ", or ".join(" and ".join(names) for names in sets)
            raise ConfigurationError(
                f"{operation.id} takes the credentials of {wanted}; this client has those of "
                f"{', '.join(known) or 'none'}. Pass what is missing to the client"
            )
        parts = [known[name] for name in chosen]
        headers = {name: text for part in parts for name, text in part.headers.items()}
        return Credentials(headers, tuple(pair for part in parts for pair in part.query))

    @property
    def secrets(self) -> tuple[str, ...]:
        """The texts that are sent, of all schemes."""
        parts = (self,) if self.schemes is None else tuple(self.schemes.values())
        return tuple(
            text
            for part in parts
            for text in (*part.headers.values(), *(value for _, value in part.query))
        )


def credentials(settings: Settings, given: Sequence[str | None]) -> Credentials:
    """Take credentials from arguments; if none is given, from the environment.

    Raises:
        ConfigurationError: Some are missing, or hold characters that cannot be sent.
    """
    auth = settings.auth
    names = auth.arguments
    if len(given) > len(names):
        raise TypeError(f"expected {len(names)} credentials, got {len(given)}")
    result: list[str | None] = [*given, *[None] * (len(names) - len(given))]
    # A login from one place with a password from another would be refused without anyone seeing why.
    is_given = any(result)
    if not is_given:
        result = [settings.environment(name) for name in names]
    values = dict(zip(names, result, strict=True))
    schemes = auth.schemes or (auth,)
    # Of several schemes those that are not used may be left out, but not half of one.
    used = [each for each in schemes if any(values[name] for name in each.arguments)]
    missing = [name for each in used or schemes for name in each.arguments if not values[name]]
    if missing:
        raise ConfigurationError(_missing(settings, missing, is_given=is_given))
    proofs = {
        each.scheme: _proof(each, [_checked_secret(name, values[name]) for name in each.arguments])
        for each in used or schemes
    }
    return Credentials(schemes=proofs) if auth.schemes else proofs[auth.scheme]


def _missing(settings: Settings, missing: Sequence[str], *, is_given: bool) -> str:
    names = settings.auth.arguments
    variables = " and ".join(map(settings.variable, names))
    if is_given:
        return (
            f"{' and '.join(missing)} is missing. Pass {' and '.join(names)} together, or none of them and set "
            f"{variables} in the environment; the two ways are not mixed"
        )
    if len(missing) < len(names):
        return (
            f"{' and '.join(map(settings.variable, missing))} is not set in the environment; "
            f"set {variables}, or pass {' and '.join(names)}"
        )
    return f"missing credentials: pass {' and '.join(names)}, or set {variables} in the environment"


def _checked_secret(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise ConfigurationError(f"{name} must be a str, not {type(value).__name__}")
    if checks.CONTROL.search(value) or "\t" in value:
        raise ConfigurationError(f"{name} holds control characters, perhaps a line end")
    if any("\ud800" <= sign <= "\udfff" for sign in value):
        raise ConfigurationError(f"{name} holds half a character (a lone surrogate)")
    return value


def _proof(auth: Auth, secrets: Sequence[str]) -> Credentials:
    match auth.kind:
        case "none" | "several":
            return Credentials()
        case "basic":
            if ":" in secrets[0]:
                raise ConfigurationError("login must not hold a colon")
            pair = base64.b64encode(":".join(secrets).encode()).decode()
            return Credentials({"Authorization": f"Basic {pair}"})
        case "bearer":
            return Credentials(
                checks.headers("credentials", {"Authorization": f"Bearer {secrets[0]}"})
            )
        case "api-key" if auth.place == "query":
            return Credentials(query=((auth.name, secrets[0]),))
        case "api-key":
            return Credentials(checks.headers("credentials", {auth.name: secrets[0]}))
