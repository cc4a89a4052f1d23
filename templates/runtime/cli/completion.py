"""Completes commands in bash, zsh and fish: the shell asks the program itself, so nothing can be out of date."""

import re
from collections.abc import Mapping, Sequence

from .errors import FORMATS
from .parser import Flags, action_parser
from .program import Program
from .tree import Command, Group, grown

__all__ = ["SCRIPTS", "candidates", "script"]

SCRIPTS: Mapping[str, str] = {
    "bash": """\
_NAME_complete() {
    local IFS=$'\\n'
    COMPREPLY=($(PROG __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
    if [ "${COMPREPLY[0]}" = "@files" ]; then
        compopt -o filenames 2>/dev/null
        COMPREPLY=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}"))
    fi
}
complete -o nosort -F _NAME_complete PROG
""",
    "zsh": """\
#compdef PROG
_NAME_complete() {
    local -a words
    words=("${(@f)$(PROG __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    if [[ "${words[1]}" == "@files" ]]; then
        _files
    else
        compadd -- $words
    fi
}
if [ "$funcstack[1]" = "_NAME_complete" ]; then
    _NAME_complete "$@"
else
    compdef _NAME_complete PROG
fi
""",
    "fish": """\
function __NAME_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l words (PROG __complete $words[2..-1] 2>/dev/null)
    if test "$words[1]" = "@files"
        __fish_complete_path (commandline -ct)
    else
        printf '%s\\n' $words
    end
end
complete -c PROG -f -a '(__NAME_complete)'
""",
}
"""A script for each shell; PROG and NAME stand for the program."""
_FILES = "@files"


def script(prog: str, shell: str) -> str:
    """Return the script of a shell."""
    name = re.sub(r"\W", "_", prog)
    return SCRIPTS[shell].replace("PROG", prog).replace("NAME", name)


def candidates(program: Program, words: Sequence[str]) -> list[str]:
    """Return what may stand in place of the last word; ``@files`` alone stands for file names."""
    *before, current = [*words] or [""]
    result: Group | Command = grown(program)
    place = 0
    while place < len(before) and isinstance(result, Group) and before[place] in result.children:
        result = result.children[before[place]]
        place += 1
    if isinstance(result, Group):
        unknown = place < len(before)
        return [] if unknown else [name for name in result.children if name.startswith(current)]
    if result.action is None or result.kind != "action":
        return [_FILES] if result.kind == "bulk" else []
    return _of_action(program, result, before, current)


def _of_action(
    program: Program, command: Command, before: Sequence[str], current: str
) -> list[str]:
    assert command.action is not None
    flags = Flags(command.action, program.catalogue)
    if current.startswith("-"):
        parser = action_parser(program.name, command, flags)
        known = parser.option_names
        return [name for name in known if name.startswith("--") and name.startswith(current)]
    last = before[-1] if before else ""
    if last in {"-o", "--output"}:
        return [name for name in FORMATS if name.startswith(current)]
    place = flags.places.get(last.removeprefix("--")) if last.startswith("--") else None
    if place is None:
        return [_FILES]
    schema = flags.plain(place[2])
    item = flags.plain(schema["items"]) if "items" in schema else schema
    if "enum" not in item:
        return [_FILES]
    head, comma, tail = current.rpartition(",")
    return [f"{head}{comma}{value}" for value in item["enum"] if value.startswith(tail)]
