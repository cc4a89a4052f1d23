"""The list of public names tells of everything that the package exports, with signatures."""

import pytest

from generator.surface import completed

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
        self.answer = read(whole)
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
pets.Effect
pets.Effect.READ = "read"
pets.Options
pets.Options.limit: float
pets.Page(size: int, whole: Any) -> None
pets.Page.answer: Any
pets.Page.empty() -> Page[Any]
pets.Page.items: list[T]
pets.Page.last: bool
pets.Page.size: int
pets.Pet
pets.Pet.id: int
pets.Progress = Callable[[int], object]
pets.ask(name: None = None) -> str
pets.ask(name: str) -> int
pets.extra.LIMITS: dict[str, int]
pets.extra.NAME: Final
pets.extra.build(*steps: str) -> bytes
"""


def test_all_names():
    files = {path: text.encode() for path, text in FILES.items()}

    done = completed(files)

    assert EXPECTED == done.pop("api.txt").decode()
    assert done == {path: text for path, text in files.items() if path != "api.txt"}


@pytest.mark.parametrize("missing", ["api.txt", "src/pets/__init__.py"])
def test_other_files_stay_as_they_are(missing):
    files = {path: text.encode() for path, text in FILES.items() if path != missing}

    assert files == completed(files)


def test_a_module_that_is_no_python_tells_nothing():
    files = {path: text.encode() for path, text in FILES.items()}
    files["src/pets/extra.py"] = b"def (:"

    told = completed(files)["api.txt"].decode().splitlines()

    assert [] == [line for line in told if "extra" in line]
