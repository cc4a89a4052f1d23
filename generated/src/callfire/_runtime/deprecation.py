"""Marks what is on its way out: ``deprecated`` as newer Pythons have it, and its like for arguments, fields and values."""

import functools
import inspect
import sys
import warnings
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["deprecated", "deprecated_arguments", "deprecated_fields", "deprecated_values"]

F = TypeVar("F", bound=Callable[..., Any])
M = TypeVar("M", bound=type)

_OWN = frozenset({__name__.partition(".")[0], "msgspec"})
"""Who makes models of what the API sends, which is no reason to warn."""


def _warn(message: str) -> None:
    """Warn the code that called, also where a function has several marks."""
    level, frame = 1, sys._getframe()  # noqa: SLF001
    while frame.f_globals is globals() and frame.f_back is not None:
        level, frame = level + 1, frame.f_back
    warnings.warn(message, DeprecationWarning, stacklevel=level)


if TYPE_CHECKING:
    from typing_extensions import deprecated as deprecated  # noqa: PLC0414
else:

    def deprecated(message: str) -> Callable[[F], F]:
        """Mark a function or a model so that calls warn with a DeprecationWarning, and editors strike it through.

        Args:
            message: What to use instead, or since when.

        """

        def mark(function: F) -> F:
            if isinstance(function, type):
                function.__deprecated__ = message
                return _warning(function, lambda _: [message])

            @functools.wraps(function)
            def warned(*args: Any, **kwargs: Any) -> Any:
                _warn(message)
                return function(*args, **kwargs)

            wrapper = warned
            if inspect.iscoroutinefunction(function):

                @functools.wraps(function)
                async def wrapper(*args: Any, **kwargs: Any) -> Any:
                    _warn(message)
                    return await function(*args, **kwargs)

            wrapper.__deprecated__ = message
            return wrapper

        return mark


def deprecated_fields(**messages: str) -> Callable[[M], M]:
    """Mark fields of a model, so that code which makes one with them warns with a DeprecationWarning.

    Args:
        messages: What to use instead, or since when, by the field's name.

    """

    def mark(model: M) -> M:
        marked: M = _warning(
            model,
            lambda given: [f"{name}: {messages[name]}" for name in messages if name in given],
        )
        return marked

    return mark


def _warning(model: Any, reasons: Callable[[Mapping[str, Any]], list[str]]) -> Any:
    """Let a model warn where code makes one; decoding stays as fast as it is, since it never asks the class."""

    class Warns(type(model)):  # type: ignore[misc]
        def __call__(self, *values: Any, **fields: Any) -> Any:
            caller = sys._getframe(1).f_globals.get("__name__", "")  # noqa: SLF001
            if caller.partition(".")[0] not in _OWN:
                for reason in reasons(fields):
                    _warn(reason)
            return super().__call__(*values, **fields)

    model.__class__ = Warns
    return model


def deprecated_values(**messages: Mapping[str | int, str]) -> Callable[[F], F]:
    """Mark values of arguments, so that calls which pass them warn with a DeprecationWarning.

    Args:
        messages: What to use instead by the value, by the argument's name.

    """

    def reasons(given: dict[str, Any]) -> list[str]:
        return [
            f"{name}: {value}: {message}"
            for name, known in messages.items()
            for value, message in known.items()
            if value in (each if isinstance(each := given.get(name), list | tuple) else (each,))
        ]

    return _marked(reasons)


def deprecated_arguments(**messages: str) -> Callable[[F], F]:
    """Mark arguments of a function, so that calls which pass them warn with a DeprecationWarning.

    Args:
        messages: What to use instead, or since when, by the argument's name.

    """

    def reasons(given: dict[str, Any]) -> list[str]:
        return [
            f"{name}: {message}"
            for name, message in messages.items()
            if given.get(name) is not None
        ]

    return _marked(reasons)


def _marked(reasons: Callable[[dict[str, Any]], list[str]]) -> Callable[[F], F]:
    """A decorator that warns for the reasons that the arguments by name give."""

    def warn(given: dict[str, Any]) -> None:
        for reason in reasons(given):
            _warn(reason)

    def mark(function: F) -> F:
        @functools.wraps(function)
        def warned(*args: Any, **kwargs: Any) -> Any:
            warn(kwargs)
            return function(*args, **kwargs)

        wrapper: Any = warned
        if inspect.iscoroutinefunction(function):

            @functools.wraps(function)
            async def awaited(*args: Any, **kwargs: Any) -> Any:
                warn(kwargs)
                return await function(*args, **kwargs)

            wrapper = awaited
        marked: F = wrapper
        return marked

    return mark
