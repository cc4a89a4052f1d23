"""Lazy packages: a name is imported when it is first asked for (PEP 562)."""

from collections.abc import Callable, Mapping
from importlib import import_module
from sys import modules

__all__ = ["lazy"]


def lazy(
    package: str, places: Mapping[str, tuple[str, ...]]
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Make ``__getattr__`` and ``__dir__`` of a package.

    Args:
        package: The package's ``__name__``.
        places: Relative modules and the names that each defines; ``.`` stands for modules of the package itself.

    Returns:
        The two functions, to be assigned at the package's top level.

    """
    homes = {name: place for place, names in places.items() for name in names}

    def get(name: str) -> object:
        if name not in homes:
            raise AttributeError(
                f"module {package!r} has no attribute {name!r}", name=name, obj=modules[package]
            )
        place = homes[name]
        value = (
            import_module(f".{name}", package)
            if place == "."
            else getattr(import_module(place, package), name)
        )
        setattr(modules[package], name, value)
        return value

    def names() -> list[str]:
        return sorted({*vars(modules[package]), *homes})

    return get, names
