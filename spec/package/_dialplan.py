"""The tags of a dialplan, and how they are written as XML and read from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

MAX_DEPTH: Final = 100


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: its name, its attributes in order, and texts and tags inside.

    Build tags with the functions of the module ``ivr``; they are typed and documented.
    """

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    content: tuple[Content, ...] = ()
    line: int = field(default=0, compare=False, repr=False)

    def get(self, attribute: str) -> str | None:
        """Return the value of an attribute, or None."""
        return dict(self.attributes).get(attribute)

    @property
    def children(self) -> tuple[Tag, ...]:
        """The tags directly inside."""
        return tuple(item for item in self.content if isinstance(item, Tag))

    @property
    def text(self) -> str:
        """The text directly inside, without surrounding white space."""
        return "".join(item for item in self.content if isinstance(item, str)).strip()

    def walk(self) -> Iterator[Tag]:
        """Yield this tag and all inside, in document order."""
        waiting: list[Tag] = [self]
        while waiting:
            tag = waiting.pop()
            yield tag
            waiting.extend(reversed(tag.children))


Content: TypeAlias = Tag | str


@dataclass(frozen=True, slots=True)
class Problem:
    """One error of a dialplan; ``line`` is 0 when it was not read from XML."""

    place: str
    message: str
    line: int = 0

    def __str__(self) -> str:
        """Return the error as one line of text."""
        at = f"line {self.line}, " if self.line else ""
        return f"{at}{self.place}: {self.message}"


class DialplanError(ValueError):
    """A dialplan that the service would refuse or that would lead callers astray.

    Attributes:
        problems: All errors that were found.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems

    def __reduce__(self) -> tuple[type[DialplanError], tuple[tuple[Problem, ...]]]:
        """Pickle by the problems, not by the text made from them."""
        return DialplanError, (self.problems,)


def render(tag: Tag, indent: int | None, level: int = 0) -> str:
    """Write a tag as XML; tags that hold text are never spread over lines, for white space is spoken."""
    head = tag.tag + "".join(f" {name}={quoteattr(value)}" for name, value in tag.attributes)
    if not tag.content:
        return f"<{head}/>"
    spread = indent is not None and len(tag.children) == len(tag.content)
    inner = [
        (
            render(item, indent if spread else None, level + 1)
            if isinstance(item, Tag)
            else escape(item)
        )
        for item in tag.content
    ]
    if not spread or indent is None:
        return f"<{head}>{''.join(inner)}</{tag.tag}>"
    margin = "\n" + " " * indent * level
    step = margin + " " * indent
    return f"<{head}>{step}{step.join(inner)}{margin}</{tag.tag}>"


def read(xml: str) -> Tag:
    """Read XML into tags.

    Raises:
        DialplanError: If it is not well-formed, has a document type, or nests too deeply.
        TypeError: If it is no text.
    """
    if not isinstance(xml, str):
        raise TypeError(f"xml must be a str, not {type(xml).__name__}")
    reader = _Reader()
    content = xml.encode(errors="surrogatepass")
    try:
        reader.parser.Parse(content, True)  # noqa: FBT003, it has no name
    except expat.ExpatError as error:
        message = expat.ErrorString(error.code)
        raise DialplanError((Problem("XML", message, error.lineno),)) from error
    return reader.root


class _Reader:
    """Collects what the XML parser reports."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self._open: list[tuple[Tag, list[Content]]] = [(Tag(""), [])]

    @property
    def root(self) -> Tag:
        """The outermost tag."""
        return next(item for item in self._open[0][1] if isinstance(item, Tag))

    def _fail(self, message: str) -> None:
        raise DialplanError((Problem("XML", message, self.parser.CurrentLineNumber),))

    def _refuse(self, *_: object) -> None:
        self._fail("document types and entities are not read")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._open) > MAX_DEPTH:
            self._fail(f"more than {MAX_DEPTH} tags inside each other")
        line = self.parser.CurrentLineNumber
        self._open.append((Tag(tag, tuple(attributes.items()), line=line), []))

    def _end(self, _: str) -> None:
        tag, content = self._open.pop()
        mixed = any(isinstance(item, str) and item.strip() for item in content)
        has_tags = any(isinstance(item, Tag) for item in content)
        kept = (
            content if mixed else [item for item in content if has_tags and isinstance(item, Tag)]
        )
        self._open[-1][1].append(Tag(tag.tag, tag.attributes, tuple(kept), tag.line))

    def _text(self, text: str) -> None:
        self._open[-1][1].append(text)
