"""The list of public names reports everything that the package exports, with signatures."""

import pytest

from generator.render.package.public_names import full_list

ROOT = """\
__all__ = ["Client", "Effect", "Options", "Page", "Pet", "Progress", "ask", "extra", "__version__"]
__version__ = "1.2.3"
if TYPE_CHECKING:
    from . import extra
    from ._client import Client
    from ._runtime.pages import Page
    from ._runtime.options import Effect, Options, Progress, ask
    from .models.pets import Pet
"""
CLIENT = """\
from ._runtime.base import Base
class Client(Base):
    def __init__(self, login: str | None = None, *more: int, **options: Unpack[Options]) -> None: ...
    @cached_property
    def pets(self) -> PetsResource: ...
    def _hidden(self): ...
"""
BASE = """\
from .deeper.root import Root
class Base(Root[int]):
    def close(self) -> None: ...
    def __init__(self) -> None: ...
"""
DEEPER = """\
from ..pages import Page
class Root(Generic[T]):
    timeout = 5
    def close(self, now: bool) -> None: ...
    async def first(self, /, at: "Page[T]", *, by: str = "id") -> Page[T] | None: ...
"""
PAGES = '''\
class Page(Generic[T]):
    """A page."""
    size: int
    def __init__(self, size: int, whole: Any) -> None:
        self.size = size
        self.items: list[T] = whole.items
        self.all_names = read(whole)
        self._cursor = 1
    @property
    def last(self) -> bool: ...
    @staticmethod
    def empty() -> "Page[Any]": ...
'''
OPTIONS = """\
class Effect(StrEnum):
    READ = "read"
class Options(TypedDict, total=False):
    limit: float
Progress: TypeAlias = Callable[[int], object]
@overload
def ask(name: str) -> int: ...
@overload
def ask(name: None = None) -> str: ...
def ask(name: str | None = None) -> int | str: ...
"""
EXTRA = """\
__all__ = ["LIMITS", "NAME", "build"]
NAME: Final = "extra"
LIMITS: dict[str, int] = {}
def build(*steps: str) -> bytes: ...
def other(): ...
"""
FILES = {
    "api.txt": "pets.Client.pets.get(id: int) -> Pet\n",
    "src/pets/__init__.py": ROOT,
    "src/pets/_client.py": CLIENT,
    "src/pets/_runtime/base.py": BASE,
    "src/pets/_runtime/deeper/root.py": DEEPER,
    "src/pets/_runtime/pages.py": PAGES,
    "src/pets/_runtime/options.py": OPTIONS,
    "src/pets/extra.py": EXTRA,
    "src/pets/models/pets.py": "from .._runtime.pages import Page\nclass Pet(Page):\n    id: int\n",
}
EXPECTED = """\
pets.Client(login: str | None = None, *more: int, **options: Unpack[Options]) -> None
pets.Client.close() -> None
pets.Client.first(at: Page[T], *, by: str = 'id') -> Page[T] | None
pets.Client.pets.get(id: int) -> Pet
pets.Client.pets: PetsResource
pets.Client.timeout = 5
pets.Effect < StrEnum
pets.Effect.READ = "read"
pets.Options < TypedDict
pets.Options.limit: float
pets.Page(size: int, whole: Any) -> None
pets.Page.all_names: Any
pets.Page.empty() -> Page[Any]
pets.Page.items: list[T]
pets.Page.last: bool
pets.Page.size: int
pets.Pet < Page
pets.Pet.id: int
pets.Progress = Callable[[int], object]
pets.ask(name: None = None) -> str
pets.ask(name: str) -> int
pets.extra.LIMITS: dict[str, int]
pets.extra.NAME: Final
pets.extra.build(*steps: str) -> bytes
"""


@pytest.fixture
def files():
    return {path: text.encode() for path, text in FILES.items()}


def listed(files):
    return full_list(files)["api.txt"].decode().splitlines()


def test_all_names(files):
    result = full_list(files)

    assert {path: text.decode() for path, text in result.items()} == {"api.txt": EXPECTED}


@pytest.mark.parametrize("missing", ["api.txt", "src/pets/__init__.py"])
def test_without_a_package_or_a_list_there_is_none(files, missing):
    del files[missing]

    assert full_list(files) == {}


def test_a_module_that_is_no_python_shows_nothing(files):
    files["src/pets/extra.py"] = b"def (:"

    assert [line for line in listed(files) if "extra" in line] == []


@pytest.mark.parametrize(
    "source",
    [
        "from .extra import build",
        "from .other import build",
        "__all__ = ['extra']",
        "__all__ = ['other']",
        "class build(build): ...",
        "from .other import Base\nclass build(Base): ...",
        "x = " + "(" * 9000,
        "x = " + "-" * 20000 + "1",
    ],
    ids=range(8),
)
def test_modules_that_lead_in_a_circle_come_to_an_end(files, source):
    files["src/pets/extra.py"] = f"__all__ = ['build']\n{source}".encode()
    files["src/pets/other.py"] = (
        b"__all__ = ['extra']\nfrom .extra import build\nclass Base(build): ..."
    )

    others = {line for line in EXPECTED.splitlines() if "extra" not in line}
    assert {line for line in listed(files) if "extra" not in line} == others


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("class Pet:", "pets.Pet"),
        ("class Pet(Generic[T]):", "pets.Pet"),
        ("class Pet(Page[int], ValueError):", "pets.Pet < Page[int], ValueError"),
        ("class _Base(Page): pass\nclass Pet(_Base):", "pets.Pet < Page"),
        ("from .._runtime.options import Effect as E\nclass Pet(E):", "pets.Pet < Effect"),
        ("class Pet(msgspec.Struct):", "pets.Pet"),
        ("class Pet(Page):\n    def __init__(self) -> None:", "pets.Pet < Page"),
    ],
)
def test_what_a_class_stands_on(files, source, line):
    begin = "from .._runtime.pages import Page\n"
    files["src/pets/models/pets.py"] = f"{begin}{source}\n        pass\n".encode()

    assert line in listed(files)


@pytest.mark.parametrize(
    ("path", "source", "line"),
    [
        ("_runtime/deeper/root.py", "class Root:\n    timeout = 6", "pets.Client.timeout = 6"),
        ("extra.py", "__all__ = ['B']\nB: Final = 1", "pets.extra.B: Final"),
        ("models/pets.py", "class Pet:\n    age: int", "pets.Pet.age: int"),
        ("_runtime/pages/__init__.py", "class Page:\n    at: int", "pets.Page.at: int"),
    ],
)
def test_what_changed_is_read_again(files, path, source, line):
    listed(files)
    if path == "_runtime/pages/__init__.py":
        del files["src/pets/_runtime/pages.py"]
    files[f"src/pets/{path}"] = source.encode()

    assert line in listed(files)
