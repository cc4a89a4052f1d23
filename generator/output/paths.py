"""Which paths may be written: inside the output folder, on every system, and never through a link."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_MAX_SEGMENT = 120
_MAX_PATH = 220


def problem(path: str) -> str:
    """Why a relative path must not be written; empty, if it may."""
    segments = path.split("/")
    wrong = [
        (len(path) > _MAX_PATH, "it is too long"),
        (path.startswith("/") or not path, "it is not relative"),
        (any(part in {"", ".", ".."} for part in segments), "it leaves its folder"),
        (_FORBIDDEN.search(path) is not None, "it holds a character that some systems forbid"),
        (any(part.endswith((".", " ")) for part in segments), "a part ends in a dot or a blank"),
        (any(_RESERVED.fullmatch(part) for part in segments), "a part is a device on some systems"),
        (any(len(part) > _MAX_SEGMENT for part in segments), "a part of it is too long"),
        (not path.isprintable(), "it holds an invisible character"),
    ]
    return next((reason for applies, reason in wrong if applies), "")


def clashes(paths: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of paths that some systems cannot distinguish, or of which one is the other's folder."""
    seen: dict[str, str] = {}
    result = []
    for path in sorted(paths):
        folded = path.casefold()
        if folded in seen:
            result.append((seen[folded], path))
        seen[folded] = path
    for path, spelt in seen.items():
        parents = path.split("/")[:-1]
        above = ("/".join(parents[:count]) for count in range(1, len(parents) + 1))
        result.extend((seen[each], spelt) for each in above if each in seen)
    return result


def blocked(root: Path, paths: Iterable[str]) -> dict[str, str]:
    """The paths for which something stands where a folder must be, and is none, with what that is."""
    result: dict[str, str] = {}
    for folder, inside in _by_folder(paths).items():
        steps = folder.split("/") if folder else []
        above = ("/".join(steps[:count]) for count in range(1, len(steps) + 1))
        for each in above:
            place = root / each
            if not place.is_dir() and (place.is_symlink() or place.exists()):
                result |= dict.fromkeys(inside, each)
                break
    return result


def leaving(root: Path, paths: Iterable[str]) -> set[str]:
    """The paths among whose folders a link leads out of the root; each folder is looked at once."""
    real = root.resolve()
    return {
        path
        for folder, inside in _by_folder(paths).items()
        if not (root / folder).resolve().is_relative_to(real)
        for path in inside
    }


def _by_folder(paths: Iterable[str]) -> dict[str, set[str]]:
    folders = defaultdict[str, set[str]](set)
    for path in paths:
        folders[path.rpartition("/")[0]].add(path)
    return folders
