"""Runs an action for the rows of a file: with a journal, progress on stderr, and an exit code for what is unknown."""

import re
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..actions.catalogue import BODY, Action, Schema, kebab
from ..actions.verdicts import Exit
from . import output
from .errors import UsageError, note
from .parser import Flags, Parser, common_options, new_parser
from .tree import Command
from .values import rows_of, text_value

if TYPE_CHECKING:
    from .session import Session

__all__ = ["run_bulk"]

_PHONES = ("phone", "number", "mobile", "cell", "tel", "telephone", "msisdn")
_PLACEHOLDER = re.compile(r"\$\{([^}]*)\}")
_SIMPLE = {"string", "integer", "number", "boolean"}
_SHOWN = 3


def run_bulk(session: "Session", command: Command, action: Action, words: list[str]) -> int:
    """Send rows."""
    session.action = action
    flags = Flags(action, session.program.catalogue)
    parser, constants = _parser(session, command, action, flags)
    result = parser.parsed(words)
    row = action.item_schema(BODY)
    values = {
        name: text_value(value, session.stdin)
        for dest, name in constants.items()
        if (value := getattr(result, f"row:{dest}")) is not None
    }
    rows = list(_rows(session, action, rows_of(result.rows, session.stdin), values))
    _check_placeholders(rows, row)
    inputs = {
        name: text_value(value, session.stdin)
        for dest, (within, name, _) in flags.places.items()
        if within is None and name != BODY and (value := getattr(result, dest, None)) is not None
    }
    if command.kind == "reconcile":
        return _reconcile(session, action, rows, result)
    checked = _checked(session, action, inputs, rows[:1])
    whole = replace(checked, body=rows)
    if not result.dry_run:
        shown = {**inputs, "rows": len(rows), "first": rows[:_SHOWN]}
        session.confirm(action, shown, whole, result)
    return _send(session, action, whole, result)


def _parser(
    session: "Session", command: Command, action: Action, flags: Flags
) -> tuple[Parser, dict[str, str]]:
    about = f"{command.about}.\nRows are CSV, a JSON list, or lines of JSON."
    prog = f"{session.program.name} {' '.join(command.path)}"
    parser = new_parser(prog, about, f"example:\n  {prog} rows.csv --yes")
    parser.add_argument(
        "rows", metavar="FILE", help="the rows; - for stdin. The first row names the columns"
    )
    group = parser.add_argument_group("inputs")
    for dest, (within, name, schema) in flags.places.items():
        if within is None and name != BODY:
            help_text = str(schema.get("description", "")).replace("%", "%%")
            group.add_argument(f"--{dest}", dest=dest, metavar="VALUE", help=help_text)
    whole = parser.add_argument_group("the same for all rows")
    run = parser.add_argument_group("the run")
    run.add_argument(
        "--journal",
        metavar="PATH|URL",
        help="remembers what was sent; FILE.journal. Workers share sqlite:///FILE or postgresql://USER@HOST/DB#RUN",
    )
    if command.kind == "reconcile":
        run.add_argument("--delay", type=float, help="seconds that the search may lag behind")
    else:
        run.add_argument("--no-journal", action="store_true", help="remember nothing")
        run.add_argument("--rate", type=float, help="rows per second")
        run.add_argument("--concurrency", type=int, default=4, help="requests at a time; 4")
        run.add_argument(
            "--resend-unknown", action="store_true", help="send rows again that may be sent"
        )
    common_options(parser, acts=command.kind != "reconcile")
    constants: dict[str, str] = {}
    for name, schema in action.item_schema(BODY).get("properties", {}).items():
        plain, dest = flags.plain(schema), kebab(name)
        while f"--{dest}" in parser.option_names:
            dest = f"row-{dest}"
        if plain.get("type") in _SIMPLE:
            constants[dest] = name
            help_text = str(schema.get("description", "")).replace("%", "%%")
            whole.add_argument(f"--{dest}", dest=f"row:{dest}", metavar="VALUE", help=help_text)
    return parser, constants


def _rows(
    session: "Session", action: Action, rows: list[Mapping[str, Any]], constants: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Columns that are fields of a row become those; the others go into its free keys, for placeholders."""
    catalogue, phone = session.program.catalogue, action.phone_field
    properties = action.item_schema(BODY).get("properties", {})
    free = next(
        (
            name
            for name, each in properties.items()
            if isinstance(catalogue.resolved(each).get("additionalProperties"), dict | bool)
            and not catalogue.resolved(each).get("properties")
            and catalogue.resolved(each).get("type") == "object"
        ),
        None,
    )
    fields = {_bare(name): name for name in properties}
    columns = list(dict.fromkeys(name for row in rows for name in row))
    homes = {name: fields.get(_bare(name)) for name in columns}
    if phone and phone not in homes.values():
        likely = [name for name in columns if homes[name] is None and _bare(name).endswith(_PHONES)]
        homes |= {likely[0]: phone} if likely else {}
    lost = [name for name in columns if homes[name] is None]
    if lost and free is None:
        raise UsageError(
            f"no field for the columns {', '.join(lost)}", f"known: {', '.join(properties)}"
        )
    for row in rows:
        fields_of_row: dict[str, Any] = dict(constants)
        rest: dict[str, Any] = {}
        for name, value in row.items():
            home = homes[name]
            if value not in ("", None):
                (fields_of_row if home else rest)[home or name] = value
        if rest:
            assert free is not None
            fields_of_row[free] = {**rest, **fields_of_row.get(free, {})}
        yield fields_of_row


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _check_placeholders(rows: list[dict[str, Any]], schema: Schema) -> None:
    """A placeholder that no column fills would reach people as it is."""
    known = schema.get("properties", {})
    for place, row in enumerate(rows):
        filled = {*known} | {
            key for value in row.values() if isinstance(value, dict) for key in value
        }
        wanted = {
            name
            for value in row.values()
            if isinstance(value, str)
            for name in _PLACEHOLDER.findall(value)
        }
        has_contact = any(name.lower().endswith("id") for name in row)
        if (missing := wanted - filled) and not has_contact:
            named = ", ".join(f"${{{name}}}" for name in sorted(missing))
            raise UsageError(f"row {place} fills no {named}", "every placeholder needs a column")


def _checked(session: "Session", action: Action, inputs: Any, sample: list[Any]) -> Any:
    """Check the inputs that all rows share."""
    _, checked = session.program.runner().checked(action.id, {**inputs, BODY: sample})
    return checked


def _reconcile(session: "Session", action: Action, rows: list[Any], args: Any) -> int:
    """Look up the unknown rows of a journal, and write the verdicts into it."""
    journal = args.journal or f"{args.rows}.journal"
    if _run_of(journal) is None and not Path(journal).exists():
        raise UsageError(f"there is no journal {journal}", "name it with --journal")
    options = {} if args.delay is None else {"delay": args.delay}
    with session.client(args, action.login) as client:
        resource = client
        for name in action.name.split(".")[:-1]:
            resource = getattr(resource, name)
        result = resource.reconcile(journal, rows, **options)
    _report(session, action, result, args, {"journal": _named(journal)})
    return _code(result)


def _send(session: "Session", action: Action, checked: Any, args: Any) -> int:
    rows = checked.body
    journal = args.journal
    if journal is None and args.rows != "-" and not args.no_journal:
        journal = f"{args.rows}.journal"
    options: dict[str, Any] = {"concurrency": args.concurrency, "dry_run": args.dry_run}
    options |= {"rate": args.rate} if args.rate else {}
    options |= {"journal": journal} if journal and not args.no_journal else {}
    options |= {"resend_unknown": True} if args.resend_unknown else {}
    if sys.stderr.isatty() and not args.quiet:
        options["on_progress"] = _progress(len(rows), journal)
    from ..bulk.sync import send_bulk
    from ..core.errors import BulkStoppedError

    operation = session.program.runner().by_id(action.id)
    client = session.offline(args) if args.dry_run else session.client(args, action.login)
    stopped: BulkStoppedError | None = None
    with client:
        places = {"path": checked.path, "query": checked.query}
        try:
            result = send_bulk(client, operation, rows, **places, **options)
        except BulkStoppedError as error:
            stopped, result = error, error.result
    session.is_done = not args.dry_run
    if sys.stderr.isatty() and not args.quiet:
        note("")
    more: dict[str, Any] = {"journal": named} if (named := _named(journal)) else {}
    if args.dry_run and (preview := session.preview(action, checked, args)) is not None:
        more["reaches"] = preview.to_dict()
    _report(session, action, result, args, more)
    if stopped is None:
        return _code(result)
    session.is_done = False
    if "journal" in options:
        return session.fail(
            stopped, advice="Give the same command again: the journal holds what was sent."
        )
    if result.sent:
        advice = "Some rows were sent, and no journal holds which. Do not send the file again."
        return session.fail(stopped, outcome="unknown", exit_code=int(Exit.UNKNOWN), advice=advice)
    return session.fail(stopped)


def _progress(total: int, journal: str | None) -> Any:
    """Show how far this worker is; with a journal in a database, once a second how far all of them are."""
    run, seen = _run_of(journal), 0.0

    def show(state: Any) -> None:
        nonlocal seen
        text = f"{state.done} of {total} rows, {state.sent} sent, {state.rate:.0f} a second"
        if run is not None:
            if time.monotonic() - seen < 1:
                return
            status, seen = run.status(), time.monotonic()
            text = f"{status.done} of {total} rows, {status.sent} sent by {status.workers} workers"
        print(f"\r{text:<70}", end="", file=sys.stderr, flush=True)

    return show


def _run_of(journal: str | None) -> Any:
    from ..bulk.database import is_database

    if not is_database(journal):
        return None
    from ..bulk.database_journal import BulkRun

    assert journal
    return BulkRun(journal)


def _named(journal: str | None) -> str | None:
    """A journal as it may be shown: a URL can hold a password."""
    if (run := _run_of(journal)) is not None:
        return str(run)
    return journal if journal and Path(journal).exists() else None


def _report(
    session: "Session", action: Action, result: Any, args: Any, more: Mapping[str, Any]
) -> None:
    """Print the counts, or an outcome for each row with ``-o jsonl`` and ``-o csv``."""
    if args.output in {"jsonl", "csv"}:
        rows = [
            {
                "row": each.index,
                "status": str(each.status),
                "id": each.id,
                "error": str(each.error) if each.error else None,
            }
            for each in result.outcomes
        ]
        output.emit(rows, args.output, query=args.query)
    else:
        names = ("sent", "rejected", "unknown", "skipped", "unsent", "duplicate", "valid")
        counts = {name: getattr(result, name) for name in names}
        counts |= {name: count for name in ("held", "claimed") if (count := getattr(result, name))}
        session.show({**counts, **more}, args)
    for status in ("rejected", "held"):
        for each in result.having(status)[:_SHOWN]:
            note(f"row {each.index} is {status}: {each.error}")
    if result.unknown:
        hint = (
            "; the command reconcile looks, with the same file and options"
            if action.reconciles
            else ""
        )
        note(f"{result.unknown} rows may have been sent; do not send them again{hint}")


def _code(result: Any) -> int:
    if result.unknown:
        return Exit.UNKNOWN
    if result.unsent or result.claimed:
        return Exit.TRANSIENT
    return Exit.REFUSED if result.rejected or result.held else Exit.DONE
