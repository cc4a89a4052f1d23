"""What people and time do to an API, as a page or a program in another language asks for it."""

from dataclasses import dataclass
from typing import Any

__all__ = ["Control", "Dialogue", "Line", "Offer"]


@dataclass(frozen=True, slots=True)
class Control:
    """One method of a fake that is served over HTTP: its name, what it does, and its arguments with their meaning."""

    name: str
    text: str
    arguments: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a dialogue.

    Attributes:
        text: What was written or spoken.
        side: Who it comes from: ``us``, ``them``, or a ``note`` of the fake.
        time: When, in milliseconds; None where that is not known.
        state: What became of it.
    """

    text: str
    side: str = "us"
    time: int | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be done next in a dialogue: a control, its fixed arguments, and the argument that a person gives.

    Attributes:
        control: The control.
        label: What the button states.
        argument: The argument to ask for; empty where there is none.
        fixed: The other arguments.
        keys: The keys of a pad that gives the argument; empty for a text.
    """

    control: str
    label: str
    argument: str = ""
    fixed: dict[str, Any] | None = None
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What was exchanged with one person, as the page shows it."""

    id: str
    title: str
    kind: str
    lines: tuple[Line, ...]
    offers: tuple[Offer, ...] = ()
    state: str = ""
    time: int | None = None
