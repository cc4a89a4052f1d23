"""The extensions that this generator reads: one table for reading, checking and the documentation."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from generator.diagnostics.findings import Diagnostics
from generator.document import HOLDERS, Node, unescaped
from generator.swagger.text_locations import NAMED, OPAQUE

_OF_OTHERS = frozenset(
    {"x-code", "x-examples", "x-faker", "x-file", "x-logic", "x-required", "x-text"}
)
"""Keys of other tools, and other words, that are one letter from one of ours."""


EXTENSIONS = {
    "x-always": "property | true | Responses hold it unless the caller chose other fields, so its type has no None.",
    "x-calendar": "schema | a name | An object that stands for a date or a time.",
    "x-chunk": "operation | integer | The most items that one request may carry.",
    "x-client": "document | class-name, package, env-prefix, modules, docs, exports, preview, commands, verify, fake | Names of the client as a whole, and the hand-written parts that ship with it.",
    "x-core": "operation | true | One of the few operations that most people need.",
    "x-csv": "parameter | true, or enum and x-enum-name | A text parameter that holds a list with commas.",
    "x-deprecated": "operation, parameter, schema | text | What to use instead; deprecated: true stands beside it.",
    "x-effect": "operation | read, set, delete, create, contact or credentials | What the operation does to the world; it decides whether a request is retried.",
    "x-enum-deprecated": "enum | mapping of value to text | Values that are on their way out, each with what to use instead.",
    "x-enum-name": "enum | text | The name of the Python enum.",
    "x-enum-varnames": "enum | list of texts | The names of the values.",
    "x-error-id": "operation | pattern with one group | Finds, in an error's message, the id of what exists already.",
    "x-example": "parameter, schema | any value | An example of the value.",
    "x-fake": "operation | mapping of rules | How the fake carries it out.",
    "x-files": "document | mapping | Schemas of other local files; written by the generator.",
    "x-login": "operation | text | Another kind of credentials that it requires.",
    "x-ms-discriminator-value": "schema | text | The value of the discriminator for a subtype.",
    "x-ms-enum": "enum | name and values | The name of an enum and of its values.",
    "x-name": "parameter | identifier | The name of the Python argument.",
    "x-nullable": "schema | true | The value may be null.",
    "x-optional": "response | true | The body may be missing.",
    "x-paging": "operation | limit, offset, items, total, largest | The names of the parameters and fields that page.",
    "x-partial": "parameter | true | A selection of fields, so others may be missing.",
    "x-phone": "schema, parameter | true | The text is a phone number.",
    "x-recipients": "operation | numbers, people, patterns, always, when, at-once | Where a request names the people that it reaches; an empty mapping states that it reaches no one.",
    "x-reconcile": "operation | find, begin, end, number, lookup-number, text, lookup-text | How to find out which requests of unknown outcome were carried out.",
    "x-refuses-whole": "operation | statuses, source, query | The statuses with which the API refuses all of a request, and who states it.",
    "x-requires": "operation | properties, one-of, any-of, any-query, known-events | What a request must have beyond what the description requires.",
    "x-since": "operation | version | The first version of the client that has it.",
    "x-soft-delete": "operation | mapping of fields | The fields of a deleted object that can still be read.",
    "x-texts": "schema | true | The published description shows the values of this mapping as texts; the client takes any.",
    "x-unix-ms": "schema, parameter | true | The integer counts milliseconds since 1970.",
    "x-wait": "operation | field, pending, failed | How to wait for a final state.",
    "x-webhooks": "document | signature and resources | What callbacks carry.",
}
"""Each extension with the objects that carry it, the form of its value, and what it states: a row of the page."""
NAMES = tuple(EXTENSIONS)
_NAMED = NAMED | {"schemas", "securityDefinitions"}
_HEAD = """# Extensions

An overlay or a description states with these keys what Swagger 2.0 cannot. A key that is one letter from one of them is an error, but for a few words such as `x-text`; all other keys that start with `x-` belong to other tools.

| key | on | value | meaning |
| --- | --- | --- | --- |
"""


def page() -> str:
    """The page that documents all extensions, as Markdown."""
    return _HEAD + "".join(f"| `{name}` | {cells} |\n" for name, cells in EXTENSIONS.items())


def misspelt(root: Node, report: Diagnostics) -> None:
    """Report each key that is one letter from a known extension."""
    for node in _extensions(root):
        key = unescaped(node.pointer.rpartition("/")[2])
        if near := _near(key):
            code = "extension-close" if node.file == root.file else "extension-misspelt"
            report.add(code, node.key, f"there is no {key!r}", f"did you mean {near}?")


@cache
def _near(key: str) -> str | None:
    """The extension that a key differs from by one letter: too many, too few, wrong, or swapped with the next one."""
    if key in NAMES or key in _OF_OTHERS:
        return None
    word = key.lower()
    for known in NAMES:
        short = min(len(word), len(known))
        start = next((at for at in range(short) if word[at] != known[at]), short)
        ours, theirs = word[start:], known[start:]
        swapped = ours[:2][::-1] + ours[2:]
        if ours[1:] in {theirs, theirs[1:]} or theirs == swapped or theirs[1:] == ours:
            return known
    return None


def _extensions(root: Node) -> Iterator[Node]:
    """All keys that start with ``x-`` where keys are no names and values are no data of the API."""
    waiting = [(root, False)]
    while waiting:
        node, names = waiting.pop()
        if not isinstance(node.value, dict):
            waiting += [(each, False) for each in node.children()]
            continue
        for key, child in node.items():
            if not names and key.startswith("x-"):
                yield child
            elif isinstance(child.value, HOLDERS) and (names or key not in OPAQUE):
                waiting.append((child, not names and key in _NAMED))
