"""What a forked child process has to make anew: locks that another thread may hold, and connections.

A child starts with one thread. A lock that another thread of the parent held at the fork stays locked for ever, and
two processes on one connection would read each other's responses.
"""

import os
import weakref
from typing import Any, Protocol, TypeVar

__all__ = ["fork_safe", "on_fork"]


class Inherited(Protocol):
    """An object with state that a child process must not share."""

    def after_fork(self) -> None:
        """Make the state anew; called in the child, before any other code of it."""
        ...


LockT = TypeVar("LockT")

_locks: "weakref.WeakSet[Any]" = weakref.WeakSet()
_objects: "weakref.WeakSet[Any]" = weakref.WeakSet()


def fork_safe(lock: LockT) -> LockT:
    """Return a lock as it is; in a forked child it will be open.

    Args:
        lock: A ``threading.Lock`` or ``threading.RLock`` that lives as long as what it guards.
    """
    _locks.add(lock)
    return lock


def on_fork(inherited: Inherited) -> None:
    """Call an object's ``after_fork`` in each forked child, for as long as the object lives."""
    _objects.add(inherited)


def _renew() -> None:
    for lock in list(_locks):
        lock._at_fork_reinit()  # noqa: SLF001 - what threading and logging call after a fork, too
    for inherited in list(_objects):
        inherited.after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew)
