"""Views: what each template prints, as frozen values of finished strings in their final order."""

from __future__ import annotations

from msgspec import Struct


class Job(Struct, frozen=True):
    """One file to write: its path below the output folder, its template, and what the template prints.

    ``path`` always has forward slashes; ``template`` is a path below the folder of templates.
    """

    path: str
    template: str
    view: object
