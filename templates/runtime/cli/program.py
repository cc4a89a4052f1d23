"""Describes a program: the names and the parts of the package that its command line belongs to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..actions.catalogue import Catalogue

if TYPE_CHECKING:
    from ..actions.run import Runner

__all__ = ["Program"]


@dataclass(frozen=True, slots=True)
class Program:
    """One command line; parts of the package are imported at first use.

    Attributes:
        name: The command, such as ``pets``.
        package: The import package.
        distribution: What pip installs.
        version: The package's version.
        title: The API's title.
        base_url: Where the API lives.
        env_prefix: The beginning of the names of environment variables.
        secrets: The arguments that the client takes as credentials, in order.
        catalogue: All actions.
        client: Returns the class of the sync client.
        runner: Returns what runs actions.
        # testing begin
        fake: Returns the API as its fake knows it, and the class of the fake.
        # testing end
        webhooks: Returns the package's module of webhooks; None for APIs without.
        verifies: Whether there is an operation that proves credentials.
        preview: Returns the module that states what an action would do, by its function ``of_action``; None without one.
        commands: What further commands do; the module of the same name in the package has ``run_command``.
    """

    name: str
    package: str
    distribution: str
    version: str
    title: str
    base_url: str
    env_prefix: str
    secrets: tuple[str, ...]
    catalogue: Catalogue
    client: Callable[[], Any]
    runner: "Callable[[], Runner]"
    # testing begin
    fake: Callable[[], tuple[Any, Any]]
    # testing end
    webhooks: Callable[[], Any] | None
    verifies: bool
    preview: Callable[[], Any] | None = None
    commands: Mapping[str, str] = field(default_factory=dict)

    def variable(self, name: str) -> str:
        """The name of an environment variable."""
        return f"{self.env_prefix}_{name.upper()}"
