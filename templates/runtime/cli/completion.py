"""Completes commands in bash, zsh and fish: the shell asks the program itself, so nothing can be out of date."""

import re
from collections.abc import Callable, Mapping, Sequence

from .errors import UsageError
from .parser import Flags, Parser
from .program import Program
from .session import Session
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
    local -a known
    known=("${(@f)$(PROG __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    if [[ "${known[1]}" == "@files" ]]; then
        _files
    else
        compadd -- $known
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
    set -l known (PROG __complete $words[2..-1] 2>/dev/null)
    if test "$known[1]" = "@files"
        __fish_complete_path (commandline -ct)
    else
        printf '%s\\n' $known
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


_Run = Callable[[Session, Command, list[str]], object]


def candidates(session: Session, words: Sequence[str], run: _Run) -> list[str]:
    """Return what may stand in place of the last word; ``@files`` alone stands for file names.

    Args:
        session: The program and what it was given.
        words: The words of the line after the program's name.
        run: Runs a command, and so refuses an option that no command has.

    """
    *before, current = [*words] or [""]
    result: Group | Command = grown(session.program)
    place = 0
    while place < len(before) and isinstance(result, Group) and before[place] in result.children:
        result = result.children[before[place]]
        place += 1
    if isinstance(result, Group):
        unknown = place < len(before)
        return [] if unknown else [name for name in result.children if name.startswith(current)]
    parser = _parser(session, result, run)
    if current.startswith("-"):
        known = parser.option_names
        return [name for name in known if name.startswith("--") and name.startswith(current)]
    last = before[-1] if before else ""
    found = parser.choices(last)
    if found is None:
        found = _values(session.program, result, last, current)
        return [each for each in found if each.startswith(current)] or [_FILES]
    files = [] if result.kind == "own" else [_FILES]
    return [each for each in found if each.startswith(current)] or files


def _parser(session: Session, command: Command, run: _Run) -> Parser:
    """Return the parser of a command, which shows itself when it meets an option that no command has."""
    try:
        run(session, command, ["--\0"])
    except UsageError as error:
        if isinstance(error.parser, Parser):
            return error.parser
        raise
    raise AssertionError(command.path)


def _values(program: Program, command: Command, last: str, current: str) -> list[str]:
    """Return the known values of an input, each behind those that are written already."""
    if command.kind != "action" or command.action is None or not last.startswith("--"):
        return []
    flags = Flags(command.action, program.catalogue)
    if (place := flags.places.get(last.removeprefix("--"))) is None:
        return []
    schema = flags.plain(place[2])
    item = flags.plain(schema["items"]) if "items" in schema else schema
    head, comma, _ = current.rpartition(",")
    return [f"{head}{comma}{value}" for value in item.get("enum", ())]
