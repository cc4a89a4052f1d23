"""What newer Pythons have in their standard library: ``deprecated``."""

import functools
import inspect
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["deprecated"]

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
