"""Marks what is on its way out: ``deprecated`` as newer Pythons have it, and its like for single arguments."""

import functools
import inspect
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["deprecated", "deprecated_arguments"]

F = TypeVar("F", bound=Callable[..., Any])

if TYPE_CHECKING:
    from typing_extensions import deprecated as deprecated  # noqa: PLC0414
else:

    def deprecated(message: str) -> Callable[[F], F]:
        """Mark a function so that calls warn with a DeprecationWarning, and editors strike it through.

        Args:
            message: What to use instead, or since when.

        """

        def mark(function: F) -> F:
            @functools.wraps(function)
            def warned(*args: Any, **kwargs: Any) -> Any:
                warnings.warn(message, DeprecationWarning, stacklevel=2)
                return function(*args, **kwargs)

            wrapper = warned
            if inspect.iscoroutinefunction(function):

                @functools.wraps(function)
                async def wrapper(*args: Any, **kwargs: Any) -> Any:
                    warnings.warn(message, DeprecationWarning, stacklevel=2)
                    return await function(*args, **kwargs)

            wrapper.__deprecated__ = message
            return wrapper

        return mark


def deprecated_arguments(**messages: str) -> Callable[[F], F]:
    """Mark arguments of a function, so that calls which pass them warn with a DeprecationWarning.

    Args:
        messages: What to use instead, or since when, by the argument's name.

    """

    def warn(given: dict[str, Any]) -> None:
        for name, message in messages.items():
            if given.get(name) is not None:
                warnings.warn(f"{name}: {message}", DeprecationWarning, stacklevel=3)

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
