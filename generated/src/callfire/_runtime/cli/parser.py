"""Makes the parser of one command from its action, and reads inputs from what was given."""

import argparse
import re
from collections.abc import Mapping
from typing import Any, NoReturn

from ..actions.catalogue import BODY, Action, Catalogue, Schema, kebab
from .errors import FORMATS, UsageError
from .tree import Command
from .values import StdinReader, json_value, text_value

__all__ = ["Flags", "Parser", "action_parser", "common_options", "given_inputs"]

_PLAIN = {"string", "integer", "number"}
_NULL = {"type": "null"}
_WIDTH = 80
_QUOTED = re.compile(r"`(\w+)`")


class Parser(argparse.ArgumentParser):
    """Raises instead of ending the program."""

    @property
    def option_names(self) -> list[str]:
        """The names of all options, sorted."""
        return sorted(self._option_string_actions)

    def choices(self, option: str) -> list[str] | None:
        """Return the values of an option, or of the arguments where it is none; None for an option of any value."""
        action = self._option_string_actions.get(option)
        if action is not None and action.nargs != 0 and not action.choices:
            return None
        actions = [action] if action and action.choices else self._get_positional_actions()
        return [str(choice) for each in actions for choice in each.choices or ()]

    def parsed(self, words: list[str]) -> Any:
        """Parse words; an expression for the result is read here, so that nothing is sent when it is wrong."""
        result = self.parse_args(words)
        if getattr(result, "query", None) is not None:
            from .output import compiled_query

            result.query = compiled_query(result.query)
        return result

    def error(self, message: str) -> NoReturn:
        """Raise what argparse states."""
        raise UsageError(message, f"{self.prog} --help shows what there is", self)


def new_parser(prog: str, about: str, epilog: str = "") -> Parser:
    """Return a parser without arguments."""
    return Parser(
        prog,
        description=about,
        epilog=epilog,
        allow_abbrev=False,
        formatter_class=lambda prog: argparse.RawDescriptionHelpFormatter(
            prog, width=_WIDTH, max_help_position=26
        ),
    )


def common_options(
    parser: argparse.ArgumentParser, *, data: bool = True, acts: bool = False
) -> None:
    """Add the options that commands share."""
    group = parser.add_argument_group("options of all commands")
    group.add_argument("--profile", metavar="NAME", help="credentials from the config file")
    group.add_argument("--base-url", metavar="URL", help="another server")
    group.add_argument("-q", "--quiet", action="store_true", help="no notes on stderr")
    if data:
        group.add_argument(
            "-o", "--output", choices=FORMATS, help="default: table on a terminal, else json"
        )
        group.add_argument("--query", metavar="JMESPATH", help="what to take from the result")
        group.add_argument(
            "--dry-run", action="store_true", help="print the request; nothing is sent"
        )
    if acts:
        group.add_argument("-y", "--yes", action="store_true", help="do not ask")
        group.add_argument("--online", action="store_true", help="ask the API for the preview, too")


class Flags:
    """The arguments of an action: which input each one fills.

    Path parameters and required files are positional. Fields of an object body are options of their own; one that is
    called like a parameter is ``--body-NAME``.
    """

    def __init__(self, action: Action, catalogue: Catalogue) -> None:
        self.action = action
        self.catalogue = catalogue
        self.places: dict[str, tuple[str | None, str, Schema]] = {}
        """Option to: ``None`` or the name of the body it is a field of, the wire name, the schema."""
        self.positional: list[str] = []
        self.body = BODY
        """The name of the input that is the body."""
        body: Schema | None = None
        for name, schema in action.inputs["properties"].items():
            if action.places[name] == "body":
                self.body, body = name, schema
                continue
            option = action.option(name)
            self.places[option] = (None, name, schema)
            needed = name in action.inputs.get("required", ())
            if action.places[name] == "path" or (needed and schema.get("contentMediaType")):
                self.positional.append(option)
        if body is not None:
            for name, schema in catalogue.resolved(body).get("properties", {}).items():
                self.places[action.option(name, self.body)] = (self.body, name, schema)
            self.places[action.option(self.body)] = (None, self.body, body)

    def name_commands(self, text: str) -> str:
        """Return a text with the names of commands and options in place of those of the API."""

        def renamed(match: re.Match[str]) -> str:
            name = match[1]
            if (result := self.catalogue.actions.get(name)) is not None:
                return f"`{' '.join(map(kebab, result.name.split('.')))}`"
            dest = next((key for key, place in self.places.items() if place[1] == name), None)
            return match[0] if dest is None or dest in self.positional else f"`--{dest}`"

        return _QUOTED.sub(renamed, text)

    def kind(self, schema: Schema) -> str:
        """How an argument is written: text, list, switch or json."""
        schema = self.plain(schema)
        kind = schema.get("type")
        if kind == "boolean":
            return "switch"
        if kind == "array":
            return "list" if self.kind(schema["items"]) == "text" else "json"
        many = isinstance(kind, list)
        return "text" if many or kind in _PLAIN or "enum" in schema else "json"

    def plain(self, schema: Schema) -> Schema:
        """A schema without null and references."""
        branches = schema.get("anyOf")
        if isinstance(branches, list) and _NULL in branches:
            schema = {**branches[0], "description": schema.get("description", "")}
        return self.catalogue.resolved(schema)


def action_parser(prog: str, command: Command, flags: Flags) -> Parser:
    """Return the parser of an action's command."""
    action = flags.action
    example = _example(prog, flags)
    parser = new_parser(f"{prog} {' '.join(command.path)}", _about(flags), f"example:\n  {example}")
    words = " ".join(kebab(flags.places[dest][1]).upper() for dest in flags.positional)
    parser.usage = f"%(prog)s {words} [options]".replace("  ", " ")
    for dest in flags.positional:
        _, name, schema = flags.places[dest]
        parser.add_argument(dest, metavar=kebab(name).upper(), help=_help(flags, schema))
    group = parser.add_argument_group("inputs")
    required = action.inputs.get("required", ())
    for dest, (within, name, schema) in flags.places.items():
        if dest not in flags.positional:
            needed = within is None and name in required
            _option(group, flags, dest, schema, needed=needed)
    group.add_argument(
        "--input", metavar="JSON", help="inputs as a JSON object, @file or - for stdin"
    )
    if action.paging:
        parser.add_argument("--all", action="store_true", help="the items of all pages")
    if action.binary:
        parser.add_argument("--to", metavar="PATH", help="the file to write")
    if action.wait:
        parser.add_argument(
            "--wait", metavar="SECONDS", type=float, nargs="?", const=600.0, help=_waits(action)
        )
    common_options(parser, acts=action.acts)
    return parser


def _about(flags: Flags) -> str:
    """The title, the description, and what the effect means, at 80 columns."""
    from textwrap import fill

    action = flags.action
    text = flags.name_commands(action.description)
    paragraphs = [fill(part, _WIDTH) for part in text.split("\n") if part.strip()]
    return "\n".join(
        [f"{action.title}.", "", *paragraphs, "", f"Effect: {action.effect}. Id: {action.id}."]
    )


def _waits(action: Action) -> str:
    assert action.wait is not None
    return f"look until {action.wait['field']} is none of {', '.join(action.wait['pending'])}"


def _help(flags: Flags, schema: Schema) -> str:
    plain = flags.plain(schema)
    item = flags.plain(plain["items"]) if "items" in plain else plain
    help_text = flags.name_commands(str(schema.get("description") or plain.get("description", "")))
    values = item.get("enum", ())
    listed = "" if all(value in help_text for value in values) else f" Values: {', '.join(values)}."
    return (help_text + listed).replace("%", "%%")


def _option(group: Any, flags: Flags, dest: str, schema: Schema, *, needed: bool) -> None:
    kind = flags.kind(schema)
    help_text = ("(required) " if needed else "") + _help(flags, schema)
    if kind == "switch":
        group.add_argument(
            f"--{dest}",
            dest=dest,
            action=argparse.BooleanOptionalAction,
            default=None,
            help=help_text,
        )
    elif kind == "list":
        group.add_argument(f"--{dest}", dest=dest, metavar="A,B", action="append", help=help_text)
    else:
        shown = "JSON" if kind == "json" else _metavar(flags.plain(schema))
        group.add_argument(f"--{dest}", dest=dest, metavar=shown, help=help_text)


def _metavar(schema: Schema) -> str:
    if schema.get("format") == "unix-ms":
        return "TIME"
    if schema.get("format") == "phone":
        return "PHONE"
    if schema.get("contentMediaType"):
        return "FILE"
    kind = schema.get("type")
    return "N" if kind == "integer" else "X" if kind == "number" else "TEXT"


def _example(prog: str, flags: Flags) -> str:
    import shlex

    action = flags.action
    words = [prog, *map(kebab, action.name.split("."))]
    for dest in flags.positional:
        value = action.example.get(flags.places[dest][1], "")
        value = ",".join(map(str, value)) if isinstance(value, list) else value
        words.append("file.csv" if str(value).startswith("data:") else str(value))
    for name, value in action.example.items():
        dest = next((key for key, place in flags.places.items() if place[:2] == (None, name)), "")
        if dest and dest not in flags.positional:
            import json

            plain = isinstance(value, str | int | float) and not isinstance(value, bool)
            text = str(value) if plain else json.dumps(value, ensure_ascii=False)
            words += [f"--{dest}", text]
    return " ".join(map(shlex.quote, words)) + (" --yes" if needs_confirmation(action) else "")


def needs_confirmation(action: Action) -> bool:
    """Whether a command wants a response first: it contacts, spends, deletes, changes credentials or does not state."""
    return action.effect in {"contact", "credentials", "delete", "unstated"}


def given_inputs(flags: Flags, args: argparse.Namespace, stdin: StdinReader) -> dict[str, Any]:
    """Return the inputs that the arguments give, by wire name."""
    inputs = _whole_input(flags, args.input, stdin)
    body: dict[str, Any] = {}
    values: Mapping[str, Any] = vars(args)
    for dest, (within, name, schema) in flags.places.items():
        value = values.get(dest)
        if value is not None:
            (body if within else inputs)[name] = _read(flags, dest, schema, value, stdin)
    if body:
        base = inputs.get(flags.body, {})
        if not isinstance(base, dict):
            raise UsageError("fields and a whole body that is no object cannot both be given")
        inputs[flags.body] = {**base, **body}
    return inputs


def _whole_input(flags: Flags, given: str | None, stdin: StdinReader) -> dict[str, Any]:
    if given is None:
        return {}
    result = json_value(given, stdin, "--input")
    if not isinstance(result, dict):
        raise UsageError("--input must be a JSON object")
    if given == "-":
        for name, schema in flags.action.inputs["properties"].items():
            value = result.get(name)
            if schema.get("contentMediaType") and not str(value or "data:").startswith("data:"):
                raise UsageError(
                    f"{name} from standard input must be a data: URL; paths are not opened"
                )
    return result


def _read(flags: Flags, dest: str, schema: Schema, value: Any, stdin: StdinReader) -> Any:
    kind = flags.kind(schema)
    if kind == "json":
        return _structured(flags, schema, _json(flags, schema, value, stdin, f"--{dest}"))
    if kind == "list":
        given = value if isinstance(value, list) else [value]
        texts = [text_value(each, stdin) for each in given]
        if any(text.lstrip().startswith("[") for text in texts):
            return [item for text in texts for item in json_value(text, stdin, f"--{dest}")]
        return [
            part for text in texts for part in text.replace("\n", ",").split(",") if part.strip()
        ]
    if kind == "text" and not flags.plain(schema).get("contentMediaType"):
        return text_value(value, stdin)
    if value == "-":
        import base64

        content = stdin.read_bytes()
        return f"data:application/octet-stream;base64,{base64.b64encode(content).decode()}"
    return value


def _json(flags: Flags, schema: Schema, value: str, stdin: StdinReader, name: str) -> Any:
    # A list of items that have a phone number may be written as numbers with commas.
    is_list = flags.plain(schema).get("type") == "array"
    if (phone := flags.action.phone_field) and is_list and value[:1] not in {"[", "{", "@", "-"}:
        return [{phone: part.strip()} for part in value.split(",") if part.strip()]
    return json_value(value, stdin, name)


def _structured(flags: Flags, schema: Schema, value: Any) -> Any:
    """One object where a list is wanted is a list of one."""
    wants_list = flags.plain(schema).get("type") == "array"
    return [value] if wants_list and isinstance(value, dict) else value
