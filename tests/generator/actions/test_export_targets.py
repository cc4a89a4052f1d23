"""Every export is offered by the command, and every target of the command exists."""

from typing import get_args, get_type_hints

from generator.actions.export import FILES, FOLDERS
from generator.cli.export import export


def test_the_command_offers_each_export():
    assert set(get_args(get_type_hints(export)["target"])) == {*FILES, *FOLDERS}
