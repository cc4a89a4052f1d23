"""Shows which version the next release needs: what the description changed and what the generator changed, together."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from generator.compare.api_list.compare import compare_api
from generator.compare.changes import Level, Verdict
from generator.compare.compare import compare
from generator.compare.git import GitError, git
from generator.compare.sources import GIT, VENDORED, from_git, read_surface
from generator.config import TABLE, Config
from generator.diagnostics.findings import Diagnostics, Spot
from generator.ir.model import Effect

API = "api.txt"
RELEASED = Path("spec/released")
"""The folder that keeps the list of public names of the last release."""
_VERSION = re.compile(r"\Av?(\d+)\.(\d+)\.(\d+)")
Version: TypeAlias = tuple[int, int, int]


class Advice(Struct, frozen=True):
    """What a release since ``revision`` has to be called at least, and why; no revision before the first release."""

    revision: str
    last: Version
    next: Version
    configured: Version
    spec: Verdict
    api: Verdict
    unstated: tuple[str, ...] = ()
    """The methods whose effect is not stated."""

    @property
    def enough(self) -> bool:
        """Whether the configured version is high enough."""
        return self.configured >= self.next

    @property
    def allowed(self) -> bool:
        """Whether the release may go out: its version is high enough and every effect is stated."""
        return self.enough and not self.unstated

    @property
    def level(self) -> Level:
        """The worse of both levels."""
        return max(self.spec.level, self.api.level)


def version_of(text: str) -> Version | None:
    """A version, or a tag that names one, as numbers; what follows them does not count."""
    match = _VERSION.match(text.strip())
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def spelled(version: Version) -> str:
    """A version as people write it."""
    return ".".join(map(str, version))


def raised(last: Version, level: Level) -> Version:
    """The next version for a change of this level; before 1.0 everything counts one place less."""
    major, minor, patch = last
    if level is Level.NONE:
        return last
    if major == 0:
        return (0, minor + 1, 0) if level is Level.BREAKING else (0, minor, patch + 1)
    if level is Level.BREAKING:
        return (major + 1, 0, 0)
    return (major, minor + 1, 0) if level >= Level.ADDITIVE else (major, minor, patch + 1)


def last_release(config: Config, report: Diagnostics) -> str | None:
    """The newest tag before this point that names a version; where one may be hidden, that is a finding."""
    tags = ["describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"]
    if tag := _git(config.root, *tags):
        return tag
    recorded = config.root / RELEASED / API
    if recorded.is_file():
        message = f"{config.name(recorded)} mentions a release, but no tag of one can be seen"
    elif _git(config.root, "rev-parse", "--is-shallow-repository") != "false":
        message = "this is no whole git repository, so a release may be hidden"
    else:
        return None
    hint = "run git fetch --tags --unshallow, or name the release with --since"
    report.add("release-hidden", Spot(config.name(config.root / RELEASED)), message, hint)
    return None


def _git(root: Path, *arguments: str) -> str:
    """The output of a git command; empty if it fails."""
    try:
        return git(root, *arguments).strip()
    except GitError:
        return ""


def advice(config: Config, since: str | None, report: Diagnostics) -> Advice | None:
    """What the next release has to be; None, with findings, if that cannot be found out."""
    configured = version_of(config.version)
    if configured is None:
        message = f"client-version {config.version!r} is not of the form 1.2.3"
        report.add("config-invalid", Spot("pyproject.toml"), message)
        return None
    client = read_surface(VENDORED, config, report)
    if client is None:
        return None
    unstated = tuple(
        sorted(name for name, each in client.methods.items() if each.own.effect == Effect.UNSTATED)
    )
    revision = since or last_release(config, report)
    if report.failed:
        return None
    if revision is None:
        nothing = Verdict(())
        return Advice("", configured, configured, configured, nothing, nothing, unstated)
    last = _version_at(revision, config, report) or version_of(revision)
    if last is None:
        report.add("git-revision", Spot(f"{GIT}{revision}"), "it names no version of the client")
        return None
    before, api = read_surface(f"{GIT}{revision}", config, report), _api(revision, config, report)
    if before is None or api is None:
        return None
    spec, api = (replace(each, is_early=last[0] == 0) for each in (compare(before, client), api))
    least = raised(last, max(spec.level, api.level))
    return Advice(revision, last, least, configured, spec, api, unstated)


def _version_at(revision: str, config: Config, report: Diagnostics) -> Version | None:
    raw = from_git(revision, config.root / "pyproject.toml", config, report)
    try:
        table = tomllib.loads((raw or b"").decode("utf-8")).get("tool", {}).get(TABLE, {})
    except (ValueError, AttributeError):
        return None
    version = table.get("client-version") if isinstance(table, dict) else None
    return version_of(version) if isinstance(version, str) else None


def _api(revision: str, config: Config, report: Diagnostics) -> Verdict | None:
    """What the package changed; nothing, where the release had no list of names yet."""
    path = (config.output or config.root / "generated") / API
    if not path.is_file():
        message = "there is no list of public names"
        report.add("file-missing", Spot(config.name(path)), message, "run generate")
        return None
    recorded = config.root / RELEASED / API
    before = (
        recorded.read_bytes()
        if recorded.is_file()
        else from_git(revision, path, config, Diagnostics())
    )
    if before is None:
        return Verdict((), (f"{revision} has no {config.name(path)}",))
    return compare_api(before.decode("utf-8", "replace"), path.read_text(encoding="utf-8"))
