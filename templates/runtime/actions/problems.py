"""The error for inputs that cannot be sent; it lists every problem with its place."""

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["InputError", "Problem"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: ``at`` is its place, such as ``requestBody[3].firstName``; empty for the input as a whole."""

    at: str
    message: str

    def __str__(self) -> str:
        return f"{self.at} {self.message}" if self.at else self.message


class InputError(ValueError):
    """The input of an action cannot be sent; nothing was sent.

    Attributes:
        action: The action's id; empty where there is no such action.
        problems: All problems, in the order of the input.
    """

    def __init__(self, action: str, problems: Iterable[Problem]) -> None:
        self.action = action
        self.problems: tuple[Problem, ...] = tuple(problems)
        text = "; ".join(map(str, self.problems))
        super().__init__(f"{action}: {text}" if action else text)

    def __reduce__(self) -> tuple[type["InputError"], tuple[str, tuple[Problem, ...]]]:
        return type(self), (self.action, self.problems)
