"""Pages of the hand-written half of a package, printed from the docstrings of its sources."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePosixPath

from msgspec import Struct, field

from generator.ir.client import Client
from generator.python.code import imported, marks, syntax_tree
from generator.render import markdown
from generator.render.common import runtime_parts
from generator.render.common.field_docs import fields
from generator.render.package import lazy_exports

Function = ast.FunctionDef | ast.AsyncFunctionDef

_TOPICS: Mapping[str, str] = {
    "Client options": "core.options core.messages core.retry core.clock recipients.hours",
    "Errors": "core.errors",
    "Paging": "paging",
    "Bulk runs": "bulk.options bulk.outcomes bulk.rate_limit bulk.reconcile",
    "Bulk runs on many machines": """
        bulk.database_journal bulk.redis_limit bulk.workers bulk.journal
    """,
    "Exports of a period": "period_export",
    "Waiting": "waiting",
    "File transfers": "files.download",
    "Model methods": "models.model models.fields models.phones",
    "Requests and responses": "raw core.summaries core.operation",
}
"""The pages of the runtime's public names, each with its modules."""
_WHOLE: Mapping[str, str] = {
    "Webhook deliveries": "webhooks.py",
    "Module testing": "testing/__init__.py",
    "Module testing wire": "testing/wire.py",
    "Module actions": "actions/__init__.py",
    "Module types": "types.py",
}
"""The pages of public modules of a package; their names are those that the modules export."""
_FURTHER = ("phone_number", "UNSET", "UnsetType")
"""What some packages export of the models."""
_SECTION = re.compile(r"^(Args|Attributes|Returns|Raises|Yields|Example|Examples):$")
_ENTRY = re.compile(r"^(\*{0,2}\w+): (.*)$")


class Topic(Struct, frozen=True):
    """A page: its title, and the names to print by the path of their module below the package."""

    title: str
    names: tuple[tuple[str, str], ...]

    @property
    def page(self) -> str:
        """The path of the page below the documentation."""
        return f"reference/{self.title.lower().replace(' ', '-').replace('_', '-')}.md"


def topics(client: Client) -> tuple[Topic, ...]:
    """Return the pages that a package has."""
    public = runtime_parts.public(client)
    result = []
    for title, modules in _TOPICS.items():
        names = tuple(
            (name, f"_runtime/{module.replace('.', '/')}.py")
            for module in modules.split()
            for name, place in public.items()
            if place == (".errors" if module == "core.errors" else f"._runtime.{module}")
        )
        if modules == "core.errors":
            names = (("ClientError", "_runtime/core/errors.py"), *names)
        result.append(Topic(title, names))
    for title, place in _WHOLE.items():
        has = {"webhooks.py": client.webhooks, "types.py": client.inputs}
        if has.get(place, runtime_parts.is_wanted(client, place)):
            result.append(Topic(title, (("*", place),)))
    result += _own(client)
    return tuple(each for each in result if each.names)


def _own(client: Client) -> Iterator[Topic]:
    """The hand-written modules of the package: one page each, and one for what the package itself exports."""
    exports, homes = client.settings.exports, lazy_exports.exported(client)
    names = [
        (name, f"{homes[name].removeprefix('.').replace('.', '/')}.py")
        for name in _FURTHER
        if name in homes
    ]
    names += [(name, f"{module}.py") for module, given in exports.items() for name in given]
    if names:
        yield Topic("Further functions", tuple(names))
    for path in client.settings.modules:
        stem = PurePosixPath(path).stem
        if not stem.startswith("_"):
            yield Topic(f"Module {stem}", (("*", f"{stem}.py"),))


def pages(client: Client, sources: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the pages by path.

    Args:
        client: The client.
        sources: The sources of the package's copied modules, by their path below the output.

    """
    printer = _Printer(client, sources)
    return {f"docs/{each.page}": printer.page(each).encode() for each in topics(client)}


class _Printer(Struct, frozen=True):
    client: Client
    sources: Mapping[str, bytes]
    statements: dict[bytes, Mapping[str, list[int]]] = field(default_factory=dict)
    """The statements that bind each name, by the source that holds them."""

    def page(self, topic: Topic) -> str:
        blocks = [f"# {topic.title}", markdown.link("Overview", "../index.md")]
        for name, path in topic.names:
            source = self.sources.get(f"src/{self.client.package}/{path}")
            if source is None:
                continue
            tree = syntax_tree(source)
            if name == "*":
                blocks += _prose(ast.get_docstring(tree) or "")
            for each in _exported(tree) if name == "*" else (name,):
                blocks += self._section(path, each)
        return "\n\n".join(blocks) + "\n"

    def _section(self, path: str, name: str) -> Iterator[str]:
        source = self.sources.get(f"src/{self.client.package}/{path}")
        if source is None:
            return
        tree = syntax_tree(source)
        shown = self.client.error if name == "ClientError" else name
        if source not in self.statements:
            self.statements[source] = _by_name(tree)
        for number in self.statements[source].get(name, ()):
            node = tree.body[number]
            match node:
                case ast.ImportFrom(level=0, module=module):
                    yield f"## {shown}"
                    yield f"The same as {markdown.code(f'{module}.{name}')}."
                case ast.ImportFrom():
                    place = self._imported(path, node)
                    yield from self._section(
                        place.removeprefix(f"src/{self.client.package}/"), name
                    )
                case ast.ClassDef():
                    yield f"## {shown}"
                    yield from self._class(node, shown)
                    yield from self._hidden_base(path, tree, node, shown)
                case ast.FunctionDef() | ast.AsyncFunctionDef():
                    if "overload" not in marks(node):
                        yield f"## {shown}"
                        yield markdown.fenced([_signature(node, shown)])
                        yield from _prose(ast.get_docstring(node) or "")
                case _:
                    yield f"## {shown}"
                    yield markdown.fenced([ast.unparse(node)])
                    yield from _string_below(tree.body, number)

    def _class(self, node: ast.ClassDef, shown: str) -> Iterator[str]:
        bases = [ast.unparse(each).replace("ClientError", self.client.error) for each in node.bases]
        yield markdown.fenced([f"class {shown}({', '.join(bases)})" if bases else f"class {shown}"])
        known = fields(node)
        prose = ast.get_docstring(node) or ""
        yield from _prose(prose.partition("\nAttributes:\n")[0] if known else prose)
        items = [
            f"- {markdown.code(each.name)} · {annotation}\n\n    {markdown.inline(each.text)}"
            for each in known
            # Outside of tables, a bar needs no escape.
            for annotation in (markdown.code(each.annotation).replace("\\|", "|"),)
        ]
        if items:
            yield "\n\n".join(items)
        yield from self._methods(node, shown)

    def _hidden_base(
        self, path: str, tree: ast.Module, node: ast.ClassDef, shown: str
    ) -> Iterator[str]:
        """Print the methods of a base that another module has and users never name."""
        exported = _exported(tree)
        for base in node.bases:
            for each in tree.body:
                if (
                    isinstance(each, ast.ImportFrom)
                    and isinstance(base, ast.Name)
                    and exported
                    and base.id not in exported
                    and base.id in {alias.name for alias in each.names}
                    and (source := self.sources.get(self._imported(path, each))) is not None
                ):
                    for result in syntax_tree(source).body:
                        if isinstance(result, ast.ClassDef) and result.name == base.id:
                            own = {part.name for part in node.body if isinstance(part, Function)}
                            yield from self._methods(result, shown, own)

    def _imported(self, path: str, node: ast.ImportFrom) -> str:
        """The path of the module that an import of a module names."""
        if not node.level:
            return ""
        place = PurePosixPath("src", self.client.package, imported(path, node))
        package = f"{place}/__init__.py"
        return package if package in self.sources else f"{place}.py"

    def _methods(
        self, node: ast.ClassDef, shown: str, without: Collection[str] = ()
    ) -> Iterator[str]:
        for each in node.body:
            if isinstance(each, Function) and _is_shown(each) and each.name not in without:
                yield f"### {shown}.{each.name}"
                if not marks(each) & {"property", "cached_property"}:
                    yield markdown.fenced([_signature(each, each.name)])
                yield from _prose(ast.get_docstring(each) or "")


def _by_name(tree: ast.Module) -> Mapping[str, list[int]]:
    """The numbers of the statements that bind each name of a module."""
    result: dict[str, list[int]] = {}
    for number, node in enumerate(tree.body):
        match node:
            case ast.ImportFrom(level=0):
                names = [each.name for each in node.names]
            case ast.ImportFrom():
                names = [each.asname or each.name for each in node.names]
            case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
                names = [node.name]
            case ast.AnnAssign(target=ast.Name(name)) | ast.Assign(targets=[ast.Name(name)]):
                names = [name]
            case _:
                names = []
        for name in names:
            result.setdefault(name, []).append(number)
    return result


def _exported(tree: ast.Module) -> tuple[str, ...]:
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id="__all__")], value=value):
                return tuple(ast.literal_eval(value))
    return tuple(
        node.name
        for node in tree.body
        if isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_")
    )


def _is_shown(node: Function) -> bool:
    return (
        not node.name.startswith("_")
        and ast.get_docstring(node, clean=False) is not None
        and not marks(node) & {"overload", "setter"}
    )


def _signature(node: Function, name: str) -> str:
    given = re.sub(r"^(self|cls)(, |$)", "", ast.unparse(node.args))
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    return f"{'async ' * isinstance(node, ast.AsyncFunctionDef)}{name}({given}){returns}"


def _string_below(body: list[ast.stmt], number: int) -> Iterator[str]:
    match body[number + 1 : number + 2]:
        case [ast.Expr(value=ast.Constant(value=str(text)))]:
            yield from _prose(text)


def _prose(docstring: str) -> Iterator[str]:
    """Print a docstring: paragraphs, sections as lists, indented lines as code."""
    for paragraph in re.split(r"\n\s*\n", docstring.strip("\n")):
        lines = paragraph.split("\n")
        if _SECTION.match(lines[0]):
            yield f"**{lines[0]}**"
            if entries := list(_entries(lines[1:])):
                yield "\n".join(entries)
        elif all(line.startswith(("    ", "├", "│", "└")) for line in lines[1:] or lines):
            code = textwrap.dedent(paragraph).split("\n")
            yield markdown.fenced(code, "text" if "├" in paragraph else "python")
        else:
            yield markdown.text(re.sub(r"::$", ":", paragraph))


def _entries(lines: list[str]) -> Iterator[str]:
    """The entries of a section as list items; a line that is indented further goes on with the entry before."""
    entries: list[str] = []
    for line in lines:
        if line.startswith(" " * 8) and entries:
            entries[-1] += f" {line.strip()}"
        else:
            entries.append(line.strip())
    for entry in entries:
        result = _ENTRY.match(entry)
        text = (
            f"{markdown.code(result[1])}: {markdown.inline(result[2])}"
            if result
            else markdown.inline(entry)
        )
        yield f"- {text}"
