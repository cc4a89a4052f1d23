"""Black formats each chunk once, the whole is what black makes of the whole, and a damaged cache only costs time."""

import time
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator import books, formatting, workers
from generator.books import Cache
from generator.chunks import Chunk, chunks
from generator.config import Config
from generator.diagnostics.findings import Diagnostics
from generator.formatting import FormatError, formatted
from generator.render.templates import render
from generator.stages import effective, understood
from generator.workers import format_source
from generator.worklist import VIEWS, jobs_of

SPEC = Path(__file__).parents[2] / "spec"

MODULE = '''\
"""Doc."""
import a
def first(): pass


class Thing(Base):

    """Doc."""
    x: int=1

    @overload
    def get(self, key: None = None) -> bytes: ...
    @overload
    def get(self, key: int) -> Path: ...

    def get(self, key=None):
        """Text with

    def inside(self): no code
        """
        return f(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb, cccccccccccccccccccc)
    # About y.

    @property
    def y(self): return {'a':1}
    z = 1

    # About w.
    async def w(self):


        await self



    class Inner:

        def deep(self): pass

        def deeper(self): pass
    last = [1,
      2]

# About the end.
t = Thing()

if t:
    def third(): pass

    def fourth(): pass
else:
    third = None

class Empty: pass
class Next(Thing):
    def only(self): ...



    def another(self): ...
@decorated
def end(): return ('a'
  'b')
'''

LONG = "A long text. " * 40
RETURN = "return g( b,\n      'c')"
FUNCTION = f'''
import a


def f(*, b):
    """{LONG}"""
    {RETURN}
'''
METHOD = f'''
class A:
    x = 1

    async def f(self, *, b=''):
        """Text.

        {LONG}
        """
        # Why.
        c = self.g( b )

        def inner(): return c
        return inner
    # About g.

    def g(self): pass
'''
PARTS = f"""
import a


def f(b):
    c = "{LONG}"

    # Why.
    assert g( b )
"""
CUT = (FUNCTION, METHOD, PARTS)
WHOLE = (
    FUNCTION.replace(RETURN, "\n    return 1"),
    FUNCTION.replace(RETURN, "    # Odd.\n    return 1"),
    FUNCTION.replace(RETURN, "def h(): return 1\n    return h"),
    FUNCTION.replace(RETURN, "import c\n    return 1"),
    FUNCTION.replace('"""\n    return', '""" ; return'),
    FUNCTION.replace('"""\n    return', '"""  # Why.\n    return'),
    FUNCTION.replace(LONG, "Short."),
    FUNCTION.replace(f"    {RETURN}\n", ""),
    METHOD.replace("# Why.\n", "# Why.\n\n"),
    PARTS.replace("# Why.\n", "# Why.\n\n"),
    PARTS.replace("c =", "c: str ="),
    PARTS.replace("c =", "import c ;"),
    PARTS.replace("assert g( b )", "with g( b ): pass"),
    PARTS.replace('"\n\n    # Why.\n   ', '";'),
    PARTS.replace('"\n', '" \\\n', 1),
    PARTS.replace(LONG, "Short."),
)
BODIES = (*CUT, *WHOLE)
"""Functions with docstrings: what black does behind those depends on what comes there."""


def test_formatted(tmp_path):
    assert formatted({"a.py": "x='1'"}, Cache(tmp_path)) == {"a.py": 'x = "1"\n'}


@pytest.mark.parametrize(
    "source",
    [
        MODULE,
        MODULE.replace("\n\n\n", "\n"),
        MODULE.replace("    ", "\t"),
        MODULE.replace("x: int=1", "x: int=1  # fmt: skip"),
        f"# coding: utf-8\n\n{MODULE}",
        f"\n\n{MODULE}\n\n\n",
        "",
        "\n\n",
        "# A comment.",
        "def a(): pass\n\n\n\n\ndef b(): pass",
        "class A:\n\n    def a(self): pass\n\n    def b(self): pass\n\nx = 1\n\ndef c(): pass",
        "class A:\n    def a(self): pass\n\n# B.\n\n    def b(self): pass",
        "if x:\n    def a(): pass\n\ndef b(): pass\n\nelse_ = 1",
        "match x:\n    case 1: pass\n\ndef a(): pass\n\ndef b():\n    match y:\n        case _: pass",
        *BODIES,
    ],
)
def test_chunks_give_what_the_whole_gives(source):
    assert {"a.py": format_source(source)[0]} == formatted({"a.py": source}, Cache(None))


@pytest.mark.parametrize(
    ("comment", "is_cut"), [("# fmt: off", False), ("# x # yapf", False), ("# format", True)]
)
def test_comments_that_black_obeys_keep_a_source_whole(comment, is_cut):
    source = f"x = 1  {comment}\n\n\ndef f():\n    pass\n\n\n# x\n"

    assert is_cut == (len(chunks(source)) > 1)


def test_thousands_of_hashes_are_looked_at_once():
    source = f"x = '{'# ' * 200_000}'\n"
    started = time.process_time()

    assert chunks(source) == (Chunk(source),)
    assert time.process_time() - started < 5


def test_modules_are_cut_between_definitions():
    firsts = ["class Thing", "@overload", "def get", "class Inner", "class Empty", "def another"]

    assert [
        part.text.strip()[: len(first)]
        for part, first in zip(chunks(MODULE)[1:], firsts, strict=True)
    ] == firsts


@pytest.mark.parametrize("source", BODIES)
def test_bodies_are_cut_off_where_nothing_before_them_matters(source):
    insides = [part for part in chunks(source) if "def _" in part.outer]

    assert (source in CUT) == (len(insides) == 1)


@pytest.mark.slow
def test_all_generated_sources_are_what_black_makes_of_them(tmp_path):
    inputs = (SPEC / name for name in ("swagger.json", "overlay.yaml", "names.yaml"))
    config = Config(tmp_path, *inputs)
    report = Diagnostics()
    known = understood(effective(config, report), config, report)
    sources = {
        path: text
        for kind in VIEWS
        for path, text in render(jobs_of(kind)(*known, "1")).items()
        if path.endswith(".py")
    }

    assert len(sources) > 60
    assert {path: format_source(text)[0] for path, text in sources.items()} == formatted(
        sources, Cache(None)
    )


def test_known_sources_are_not_formatted_again(tmp_path, monkeypatch):
    first = formatted({"a.py": "x='1'", "b.py": "y  =  2", "c.py": ""}, Cache(tmp_path))
    monkeypatch.setattr(workers, "_formatted", lambda _: pytest.fail("formatted again"))

    assert formatted({"a.py": "x='1'", "b.py": "y  =  2", "c.py": ""}, Cache(tmp_path)) == first


def test_of_a_changed_source_the_changed_chunk_is_formatted(tmp_path, monkeypatch):
    source = "x = 1\n\n\ndef a():\n    pass\n\n\ndef b():\n    pass\n"
    formatted({"a.py": source}, Cache(tmp_path))
    seen = []
    monkeypatch.setattr(workers, "_formatted", lambda part: seen.append(part) or (part.text, ""))
    changed = source.replace("b()", "c()")

    assert formatted({"a.py": changed}, Cache(tmp_path)) == {"a.py": changed}
    assert [part.text for part in seen] == ["def c():\n    pass\n"]


def test_a_chunk_that_fails_alone_is_formatted_with_its_whole(monkeypatch):
    monkeypatch.setattr(workers, "_formatted", lambda _: ("", "no reason"))

    assert formatted({"a.py": "x=1"}, Cache(None)) == {"a.py": "x = 1\n"}


@pytest.mark.parametrize("damage", [b"", b"x", b"0\nevil = 1\n", b"\xff"])
def test_damaged_books_are_made_again(tmp_path, damage):
    formatted({"a.py": "x='1'"}, Cache(tmp_path))
    for entry in tmp_path.iterdir():
        entry.write_bytes(damage)

    assert formatted({"a.py": "x='1'"}, Cache(tmp_path)) == {"a.py": 'x = "1"\n'}


@pytest.mark.parametrize("content", ["[]", "1", "[" * 100_000, '{"KEY": 1}', '{"KEY": null}'])
def test_books_of_others_are_made_again(tmp_path, content):
    formatted({"a.py": "x='1'"}, Cache(tmp_path))
    (key,) = Cache(tmp_path).get("a.py")
    text = content.replace("KEY", key).encode()
    for entry in tmp_path.iterdir():
        entry.write_bytes(sha256(text).hexdigest().encode() + b"\n" + text)

    assert formatted({"a.py": "x='1'"}, Cache(tmp_path)) == {"a.py": 'x = "1"\n'}


@pytest.mark.parametrize("name", ["code_of", "version"])
def test_books_of_other_makers_are_not_read(tmp_path, monkeypatch, name):
    formatted({"a.py": "x='1'"}, Cache(tmp_path))
    monkeypatch.setattr(formatting, name, lambda *_: "another")
    monkeypatch.setattr(workers, "_formatted", lambda _: ("made = 1\n", ""))

    assert formatted({"a.py": "x='1'"}, Cache(tmp_path)) == {"a.py": "made = 1\n"}


@pytest.mark.parametrize("folder", [None, "file"])
def test_without_a_cache(tmp_path, folder):
    (tmp_path / "file").touch()

    assert formatted({"a.py": "x=1"}, Cache(folder and tmp_path / folder)) == {"a.py": "x = 1\n"}


def test_the_oldest_books_go(tmp_path, monkeypatch):
    monkeypatch.setattr(books, "_KEPT", 2)
    formatted({f"{n}.py": f"x={n}" for n in range(5)}, Cache(tmp_path))

    assert len(list(tmp_path.iterdir())) == 2


def test_books_do_not_grow_forever(tmp_path):
    for number in range(50):
        formatted({"a.py": f"x={number}"}, Cache(tmp_path))

    assert len(Cache(tmp_path).get("a.py")) == 22


def test_what_is_not_python_is_named(tmp_path):
    with pytest.raises(FormatError, match=r"bad\.py") as caught:
        formatted({"good.py": "x=1", "bad.py": "x = ("}, Cache(tmp_path))

    assert (caught.value.path, caught.value.source) == ("bad.py", "x = (")


def test_many_sources_in_parallel(tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "_ALONE", 10)
    sources = {f"{n}.py": f"x{n}=1" for n in range(4)}

    assert {f"{n}.py": f"x{n} = 1\n" for n in range(4)} == formatted(sources, Cache(tmp_path))


def test_a_process_that_is_started_early_takes_its_part(tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "sys", SimpleNamespace(modules={}))
    with formatting.Formatter(Cache(tmp_path)) as formatter:
        formatter.warm()
        formatter.add({"a.py": "x='1'"})
        formatter.add({"b.py": "y=2"})

        assert formatter.finished() == {"a.py": 'x = "1"\n', "b.py": "y = 2\n"}
