"""Checks, right before a request leaves, whom it reaches; holds it back or changes its numbers as the options ask.

What is checked is the request as it is sent, so that models, mappings, hooks and further fields are all the same here.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit, urlunsplit

import msgspec

from ..core.clock import Clock
from ..core.errors import ConfigurationError, HeldError
from ..core.messages import Request
from ..core.operation import Operation
from ..core.options import Options, Settings
from ..models.phones import phone_number
from .facts import Pairs, Recipients, Spot, spots
from .hours import QuietHours, require_zones

__all__ = ["Guard", "guard"]

_DIGITS = re.compile(r"[1-9][0-9]{6,14}")
_PATTERN = re.compile(r"\+?[0-9]*\*[0-9*]*")


def guard(settings: Settings, options: Options) -> "Guard | None":
    """Return what checks the recipients of requests; None when no option asks for that.

    What is not given as an option is taken from the environment.

    Raises:
        ConfigurationError: An option has a value that cannot work.
    """
    allow, redirect, hours = options.allow_only, options.redirect_to, options.quiet_hours
    if allow is None and (text := settings.environment("ALLOW_ONLY")) is not None:
        allow = [each.strip() for each in text.split(",") if each.strip()]
    redirect = settings.environment("REDIRECT_TO") if redirect is None else redirect
    hours = settings.environment("QUIET_HOURS") if hours is None else hours
    if allow is None and redirect is None and hours is None:
        return None
    if hours is not None:
        hours = QuietHours.of(hours)
        require_zones(f"{settings.name}[preview]")
    return Guard(
        None if allow is None else _allowed(allow),
        None if redirect is None else _number("redirect_to", redirect),
        hours,
        options.clock,
    )


def _allowed(given: Any) -> Callable[[str], bool]:
    """Return a function that shows whether a number is allowed."""
    if isinstance(given, str | re.Pattern):
        given = [given]
    try:
        listed = list(given)
    except TypeError:
        raise ConfigurationError("allow_only must be a list of phone numbers") from None
    numbers: set[str] = set()
    patterns: list[re.Pattern[str]] = []
    for each in listed:
        if isinstance(each, re.Pattern):
            patterns.append(each)
        elif isinstance(each, str) and _PATTERN.fullmatch(each.strip()):
            digits = each.strip().lstrip("+").replace("*", "[0-9]*")
            patterns.append(re.compile(digits))
        else:
            numbers.add(_number("allow_only", each))
    return lambda number: number in numbers or any(each.fullmatch(number) for each in patterns)


def _number(name: str, value: Any) -> str:
    try:
        return phone_number(value, name)
    except (TypeError, ValueError) as error:
        raise ConfigurationError(str(error)) from None


class Guard:
    """Checks whom requests reach.

    Args:
        allowed: Shows whether a number may be reached; None allows all.
        redirect: The number that is reached in place of those that are not allowed, or of all.
        hours: When no one may be reached.
        clock: Shows the time.
    """

    def __init__(
        self,
        allowed: Callable[[str], bool] | None,
        redirect: str | None,
        hours: QuietHours | None,
        clock: Clock,
    ) -> None:
        self._allowed = allowed
        self.redirect = redirect
        self.hours = hours
        self._clock = clock

    def checked(self, request: Request) -> Request:
        """Return a request that may leave: itself, or one that reaches the number of ``redirect_to``.

        Raises:
            HeldError: It must not leave.
        """
        operation: Operation[Any] | None = request.reaches
        query = parse_qsl(urlsplit(request.url).query)
        if operation is None or not operation.recipients.reaches(query):
            return request
        content = request.content
        if content is not None and not isinstance(content, bytes):
            raise HeldError(operation.id, {None: "its body cannot be read before it is sent"})
        document = None
        if content:
            try:
                document = msgspec.json.decode(content)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                raise HeldError(operation.id, {None: "its body is not JSON"}) from None
        url, reasons = self._path(operation, request.url)
        reasons |= self._body(operation.recipients, document, query)
        if reasons:
            raise HeldError(operation.id, reasons)
        # Written anew: of a key that a body has twice, only the one that was checked is sent.
        content = msgspec.json.encode(document) if content else content
        return replace(request, url=url, content=content)

    def reached(self, number: str) -> str:
        """Return the number that is reached in place of a number, mostly itself."""
        allowed = self._allowed is not None and self._allowed(number)
        return number if self.redirect is None or allowed else self.redirect

    def held(
        self, operation: Operation[Any], body: bytes, query: Pairs
    ) -> Mapping[int | None, str]:
        """Return why a request or rows of it would be held at this moment, by the place of the row.

        Args:
            operation: The operation.
            body: The body as it is sent.
            query: The parameters of the query as they are sent.
        """
        facts = operation.recipients
        if facts is None or not facts.reaches(query):
            return {}
        return self._body(facts, msgspec.json.decode(body), query)

    def _body(self, facts: Recipients, body: Any, query: Pairs) -> dict[int | None, str]:
        now = self._clock.now() if facts.reaches_at_once(query) else None
        if now is None and self._allowed is None and self.redirect is None:
            return {}
        reasons: dict[int | None, str] = {}
        if facts.always:
            reasons[None] = (
                "it reaches people whom earlier requests named, so their numbers cannot be checked"
            )
        for spot in _all(body, facts.numbers):
            if reason := self._number(spot, now):
                reasons.setdefault(spot.row, reason)
        for spot in _all(body, facts.people):
            # False and 0 name no one; an empty list does not either.
            if spot.value:
                reasons.setdefault(
                    spot.row, f"{spot.key} stands for people whose numbers cannot be checked"
                )
        for place, pattern in facts.patterns.items():
            for spot in spots(body, place):
                if not isinstance(spot.value, str) or re.search(pattern, spot.value):
                    reasons.setdefault(
                        spot.row, f"{spot.key} may reach numbers that cannot be checked"
                    )
        return reasons

    def _number(self, spot: Spot, now: datetime | None) -> str | None:
        number, reason = self._verdict(spot.value, str(spot.key), now)
        if reason is None:
            spot.holder[spot.key] = number
        return reason

    def _path(self, operation: Operation[Any], url: str) -> tuple[str, dict[int | None, str]]:
        """Check the numbers in the path of an address; returns it with what they become, and why it is held."""
        names = [each[1:-1] for each in operation.recipients.numbers if each.startswith("{")]
        if not names:
            return url, {}
        parts = urlsplit(url)
        result = _template(operation.path).search(parts.path)
        if result is None:
            return url, {None: "its address is not that of the operation"}
        path, reasons = parts.path, dict[int | None, str]()
        for name in names:
            number, reason = self._verdict(unquote(result[name]), name, self._clock.now())
            if reason is not None:
                reasons[None] = reason
            else:
                path = path[: result.start(name)] + quote(number) + path[result.end(name) :]
        return urlunsplit(parts._replace(path=path)), reasons

    def _verdict(self, value: Any, name: str, now: datetime | None) -> tuple[Any, str | None]:
        """Return the number to reach, and why it may not be reached."""
        try:
            numbers = _readings(value, name)
        except (TypeError, ValueError) as error:
            return value, str(error)
        if self._allowed is None or not any(map(self._allowed, numbers)):
            if self.redirect is not None:
                value, numbers = self.redirect, {self.redirect}
            elif self._allowed is not None:
                return value, f"***{min(numbers)[-4:]} is not among allow_only"
        if self.hours is None or now is None:
            return value, None
        return value, self.hours.reason(numbers, now)


def _readings(value: Any, name: str) -> set[str]:
    """Return what a number may mean: digits as they are sent, or without the country code of North America.

    A body may be given as it is sent, so that both can be. Mostly they are the same.

    Raises:
        TypeError: It is neither text nor a number.
        ValueError: It cannot be understood.
    """
    whole = {value} if isinstance(value, str) and _DIGITS.fullmatch(value) else set[str]()
    try:
        return whole | {phone_number(value, name)}
    except ValueError:
        if not whole:
            raise
        return whole


def _all(body: Any, places: tuple[str, ...]) -> Iterator[Spot]:
    for place in places:
        if not place.startswith("{"):
            yield from spots(body, place)


@cache
def _template(path: str) -> re.Pattern[str]:
    """Return an expression that finds the parameters of a path at the end of an address."""
    made = (
        f"(?P<{piece}>[^/]+)" if place % 2 else re.escape(piece)
        for place, piece in enumerate(re.split(r"\{(\w+)\}", path))
    )
    return re.compile("".join(made) + r"\Z")
