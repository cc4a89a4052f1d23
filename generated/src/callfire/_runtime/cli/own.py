"""The program's own commands, those that are no action."""

import sys
import time
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..actions.verdicts import Exit
from . import errors, output
from .parser import Parser, common_options, new_parser
from .tree import Command
from .values import json_value

if TYPE_CHECKING:
    from .session import Session

__all__ = ["run_own"]


def run_own(session: "Session", command: Command, words: list[str]) -> int:
    """Run one of the program's own commands."""
    parser = new_parser(f"{session.program.name} {' '.join(command.path)}", command.about)
    run = _RUNS.get(command.path)
    if run is None:
        module = import_module(f"{session.program.package}.{command.path[0]}")
        run = module.run_command
    code: int = run(session, parser, words)
    return code


def _auth_check(session: "Session", parser: Parser, words: list[str]) -> int:
    common_options(parser)
    result = parser.parsed(words)
    with session.client(result) as client:
        account = client.verify_credentials()
    from ..models.encode import to_wire

    session.show(to_wire(account), result)
    return Exit.DONE


def _bulk(session: "Session", parser: Parser, words: list[str], verb: str) -> int:
    """Watch or steer a run by the URL of its journal; needs no credentials and no API."""
    parser.add_argument(
        "journal", metavar="URL", help="sqlite:///FILE#RUN or postgresql://USER@HOST/DB#RUN"
    )
    if verb == "status":
        parser.add_argument(
            "--watch", type=float, metavar="SECONDS", help="again and again, until it ends"
        )
    parser.add_argument("-o", "--output", choices=errors.FORMATS)
    parser.set_defaults(query=None, watch=None)
    result = parser.parsed(words)
    from ..bulk.database import is_database
    from ..bulk.database_journal import BulkRun, BulkRunState

    if not is_database(result.journal):
        raise errors.UsageError(
            "a run of many workers has its journal in a database", "name its URL"
        )
    run = BulkRun(result.journal)
    if verb != "status":
        getattr(run, verb)()
    while True:
        status = run.status()
        row = {name: getattr(status, name) for name in status.__dataclass_fields__} | {
            "done": status.done
        }
        session.show(row | {"began": status.began.isoformat(timespec="seconds")}, result)
        is_over = status.state is BulkRunState.CANCELLED or not (status.workers or status.waiting)
        if result.watch is None or is_over:
            return Exit.DONE
        time.sleep(result.watch)


def _completion(session: "Session", parser: Parser, words: list[str]) -> int:
    from .completion import SCRIPTS, script

    parser.add_argument("shell", choices=SCRIPTS)
    result = parser.parsed(words)
    print(script(session.program.name, result.shell), end="")
    return Exit.DONE


def _describe(session: "Session", parser: Parser, words: list[str]) -> int:
    parser.add_argument("id", help="the action, such as texts.send or sendTexts")
    result = parser.parsed(words)
    action = session.program.catalogue.get(result.id)
    shown = {
        "id": action.id,
        "name": action.name,
        "title": action.title,
        "description": action.description,
        "effect": action.effect,
        "example": action.example,
        "input": action.input,
        "output": action.output,
    }
    output.emit(shown, "json")
    return Exit.DONE


def _search(session: "Session", parser: Parser, words: list[str]) -> int:
    parser.add_argument("words", nargs="+", help="such as: upload a list")
    parser.add_argument("-n", "--limit", type=int, default=10)
    parser.add_argument("-o", "--output", choices=errors.FORMATS)
    parser.set_defaults(query=None)
    result = parser.parsed(words)
    actions = session.program.catalogue.search(" ".join(result.words), limit=result.limit)
    rows = [
        {
            "command": each.name.replace(".", " ").replace("_", "-"),
            "id": each.id,
            "title": each.title,
        }
        for each in actions
    ]
    session.show(rows, result)
    return Exit.DONE if rows else Exit.REFUSED


def _run(session: "Session", parser: Parser, words: list[str]) -> int:
    parser.add_argument("id", help="the action, such as texts.send or sendTexts")
    parser.add_argument("--input", metavar="JSON", default="{}", help="all inputs, @file or -")
    parser.add_argument("--all", action="store_true", help="the items of all pages")
    parser.add_argument("--to", metavar="PATH", help="the file to write, for downloads")
    common_options(parser, acts=True)
    result = parser.parsed(words)
    action = session.action = session.program.catalogue.get(result.id)
    inputs = json_value(result.input, session.stdin, "--input")
    if result.input == "-":
        session.program.runner().checked(action.id, inputs, open_files=False)
    return session.execute(action, inputs, result)


def _doctor(session: "Session", parser: Parser, words: list[str]) -> int:
    from .doctor import checks

    parser.add_argument("--offline", action="store_true", help="no requests")
    common_options(parser)
    result = parser.parsed(words)
    rows = [each.as_row() for each in checks(session, result)]
    session.show(rows, result)
    return Exit.DONE if all(row["ok"] for row in rows) else Exit.REFUSED


def _fake(session: "Session", parser: Parser, words: list[str]) -> int:
    from ..testing.server import add_options, run

    contract, make = session.program.fake()
    add_options(parser, contract)
    return run(parser, parser.parsed(words), contract, make)


def _listen(session: "Session", parser: Parser, words: list[str]) -> int:
    from .listen import listen

    program = session.program
    parser.add_argument("--port", type=int, default=8787, help="the local port; 8787")
    parser.add_argument("--host", default="127.0.0.1", help="the local address; 127.0.0.1")
    parser.add_argument("--path", default="/", help="the path that is served; /")
    parser.add_argument("--forward", metavar="URL", help="a local address that gets each delivery")
    parser.add_argument(
        "--secret-env",
        metavar="NAME",
        default=program.variable("WEBHOOK_SECRET"),
        help=f"the variable that holds the secret; {program.variable('WEBHOOK_SECRET')}",
    )
    parser.add_argument(
        "--unverified", action="store_true", help="take deliveries without signature"
    )
    parser.add_argument("--count", type=int, help="end after so many deliveries")
    parser.add_argument("-q", "--quiet", action="store_true", help="no notes on stderr")
    result = parser.parsed(words)
    return listen(program, result)


def _mcp(session: "Session", parser: Parser, words: list[str]) -> int:
    from ..mcp.tools import Surface

    parser.add_argument(
        "--toolsets", metavar="A,B", help="a tool for each action of these groups; core, all"
    )
    parser.add_argument("--tools", metavar="A,B", help="a tool for each of these actions")
    parser.add_argument("--read-only", action="store_true", help="nothing that acts; wins over all")
    parser.add_argument("--allow-spend", action="store_true", help="let it reach people and spend")
    parser.add_argument("--list", action="store_true", help="print the tools and end")
    parser.add_argument("--tokens", action="store_true", help="with --list: what they cost")
    parser.add_argument("--http", metavar="PORT", type=int, help="HTTP on this machine, not stdio")
    parser.add_argument("--state", metavar="PATH", help="the file that remembers what was sent")
    parser.add_argument("-o", "--output", choices=errors.FORMATS, help="with --list")
    common_options(parser, data=False)
    result = parser.parsed(words)
    surface = Surface.of(
        session.program.catalogue,
        toolsets=_words(result.toolsets),
        tools=_words(result.tools),
        read_only=result.read_only,
        spend=result.allow_spend,
    )
    if result.list:
        return _list_tools(surface, result)
    try:
        from ..mcp.serve import serve
    except ImportError as error:
        hint = f"pip install '{session.program.distribution}[mcp]'"
        raise errors.UsageError(f"this needs the official SDK: {error}", hint) from None
    return serve(session, surface, result)


def _words(given: str | None) -> list[str]:
    return [word.strip() for word in (given or "").split(",") if word.strip()]


def _list_tools(surface: Any, args: Any) -> int:
    """Print the tools, and with ``--tokens`` what they cost."""
    from ..mcp.tools import tokens

    costs = tokens(surface.listed())
    rows: list[dict[str, Any]] = [{"tool": name} for name, _ in costs]
    if args.tokens:
        rows = [{"tool": name, "tokens": cost} for name, cost in costs]
        rows.append({"tool": "all", "tokens": sum(cost for _, cost in costs)})
    output.emit(rows, args.output or ("table" if sys.stdout.isatty() else "json"))
    return Exit.DONE


_RUNS: dict[tuple[str, ...], Any] = {
    ("auth", "check"): _auth_check,
    **{
        ("bulk", verb): partial(_bulk, verb=verb)
        for verb in ("cancel", "pause", "resume", "status")
    },
    ("completion",): _completion,
    ("describe",): _describe,
    ("doctor",): _doctor,
    ("fake",): _fake,
    ("mcp",): _mcp,
    ("run",): _run,
    ("search",): _search,
    ("webhooks", "listen"): _listen,
}
