"""Guides, cookbook and READMEs: every block of code is run or read, and all that it prints stands below it.

A block of Python that prints is followed by a block ``text`` with exactly that; ``make guides`` writes these blocks. The
same blocks pass mypy and pyright in strict mode. What the frameworks' receivers respond, tests/spec/test_guide_webhooks.py
asks with the frameworks' test clients.
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
import io
import json
import os
import re
import shlex
import subprocess
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
FILES = (
    *sorted((ROOT / "spec" / "docs").rglob("*.md")),
    *(ROOT / name for name in ("README.md", "generated/README.md", "generated/docs/index.md")),
)
PAGES = {path.relative_to(ROOT).as_posix().removeprefix("spec/docs/"): path for path in FILES}
"""What people read first; the pages of operations have a test of their own."""
GENERATED = {name for name in PAGES if name.startswith("generated/")}
"""Pages that are printed without running anything, so that they show no output."""
JOINED = {name for name in PAGES if name.startswith("cookbook/") or name == "testing.md"}
"""Pages whose blocks go on where the one before ended; on others each stands alone."""
UPDATE = bool(os.environ.get("UPDATE_GUIDES"))
FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
OUTPUT = re.compile(r"\n+```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ANY_FENCE = re.compile(r"^ *```\w", re.MULTILINE)
NOT_RUN = ("pip ", "export ", "make ", "python ", "celery ", "CALLFIRE_LOG=", "callfire fake ")
"""Beginnings of shell lines that install, set up, start a program of the reader's own, or serve (test_fake_server.py)."""
ENGINES = ("REDIS_URL", "SCHEDULER", "from tasks", "$DATABASE_URL")
"""What needs engines; test_workers_guide.py runs it with them."""


@dataclass(frozen=True)
class Block:
    """A block of code, and the output that the page shows below it."""

    page: str
    number: int
    language: str
    text: str
    output: str
    place: slice
    """What a new output replaces in the page."""

    @property
    def name(self) -> str:
        return re.sub(r"\W", "_", f"{self.page}_{self.number}")


def blocks(page: str, *languages: str) -> list[Block]:
    """The blocks of a page in some languages."""
    text = PAGES[page].read_text("utf-8")
    result = []
    for number, match in enumerate(FENCE.finditer(text)):
        output = OUTPUT.match(text, match.end())
        place = slice(match.end(), output.end() if output else match.end())
        shown = output[1] if output else ""
        result.append(Block(page, number, match["language"], match["text"], shown, place))
    return [each for each in result if not languages or each.language in languages]


def programs(page: str) -> list[list[Block]]:
    """The blocks of Python of a page, those together that are one program."""
    actual = [
        each for each in blocks(page, "python") if not any(name in each.text for name in ENGINES)
    ]
    return [actual] if page in JOINED and actual else [[each] for each in actual]


def stored_calls(fake: Any) -> None:
    for number, result in enumerate(("LA", "AM", "LA")):
        call = {"id": 7001 + number, "fromNumber": "12135551100", "toNumber": f"1213555112{number}"}
        more = {"state": "FINISHED", "finalCallResult": result, "inbound": False}
        more |= {"created": 1772366400000, "modified": 1772366400000}
        record = {"id": number + 1, "result": result, "billedAmount": 1.5}
        fake.add("/calls", {**call, **more, "records": [record]})


def calls_and_contact(fake: Any) -> None:
    stored_calls(fake)
    fake.add("/contacts", {"id": 7101, "firstName": "Ann", "homePhone": "12135551122"})


def calls_and_text(fake: Any) -> None:
    stored_calls(fake)
    text = {"fromNumber": "67076", "toNumber": "12135551122", "message": "Hi", "inbound": False}
    fake.add("/texts", {**text, "state": "FINISHED", "created": int(time.time() * 1000)})


def inbound_text(fake: Any) -> None:
    text = {"fromNumber": "12135551122", "toNumber": "67076", "message": "YES", "inbound": True}
    fake.add("/texts", {**text, "state": "FINISHED", "created": int(time.time() * 1000)})


def recording(fake: Any) -> None:
    fake.add("/calls/recordings", {"id": 7, "callId": 7001, "name": "greeting"}, content=b"ID3" * 9)


def rented_number(fake: Any) -> None:
    fake.add("/numbers/leases/configs", {"number": "12135551100"})


def credentials(fake: Any) -> None:
    fake.add("/me/api/credentials", {"name": "reports", "enabled": True})


def failures_and_idle_number(fake: Any) -> None:
    text = {"fromNumber": "67076", "toNumber": "12135551122", "inbound": False, "state": "FINISHED"}
    for result in ("SENT", "CARRIER_ERROR", "INVALID_NUMBER", "CARRIER_ERROR"):
        now = int(time.time() * 1000) - 1000
        fake.add("/texts", {**text, "created": now, "finalTextResult": result})
    fake.add("/numbers/leases", {"number": "12135551199", "labels": ["shop"], "leaseBegin": 0})


SEEDS: Mapping[str, Callable[[Any], None]] = {
    "paging.md": calls_and_contact,
    "partial-responses.md": stored_calls,
    "errors.md": calls_and_text,
    "report.md": failures_and_idle_number,
    "quickstart.md": inbound_text,
    "files.md": recording,
    "phone-menus.md": rented_number,
    "authentication.md": credentials,
    "README.md": stored_calls,
    "generated/README.md": stored_calls,
    "generated/docs/index.md": stored_calls,
}
"""What the API holds before the programs of a page run."""


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with files to send, the package, credentials, and an app of the reader's."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CALLFIRE_LOGIN", "login")
    monkeypatch.setenv("CALLFIRE_PASSWORD", "password")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("JOURNAL", "sqlite:///guide.db#january")
    monkeypatch.syspath_prepend(str(ROOT / "generated" / "src"))
    rows = "phone_number,firstName\n12135551122,Ann\n12135551133,Bob\n"
    (tmp_path / "contacts.csv").write_text(rows)
    (tmp_path / "people.csv").write_text("homePhone,firstName\n12135551122,Ann\n")
    (tmp_path / "rows.json").write_text('[{"phoneNumber": "2135551122", "message": "Hi"}]')
    app = ModuleType("my_app")
    app.remind = lambda client, numbers: client.texts.send(  # type: ignore[attr-defined]
        [{"phone_number": each, "message": "See you tomorrow"} for each in numbers]
    )
    monkeypatch.setitem(sys.modules, "my_app", app)
    return tmp_path


@contextlib.contextmanager
def served(page: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A fake on a port of this machine, which clients without a base URL use."""
    testing = importlib.import_module("callfire.testing")
    fake = testing.FakeCallFire()
    SEEDS.get(page, lambda fake: None)(fake)
    with fake.serve() as address:
        monkeypatch.setenv("CALLFIRE_BASE_URL", address)
        yield fake


def call_tests(scope: Mapping[str, Any]) -> None:
    """Call the tests of a block with the fixtures that the package gives pytest."""
    testing = importlib.import_module("callfire.testing")
    for name in [each for each in scope if each.startswith("test_")]:
        fake = testing.FakeCallFire()
        fixtures = {"fake_callfire": fake, "callfire_client": fake.client()}
        scope[name](**{each: fixtures[each] for each in inspect.signature(scope[name]).parameters})


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_every_program_prints_what_the_page_shows(
    page: str, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert workplace.is_dir()
    printed: list[str] = []
    for program in programs(page):
        scope: dict[str, Any] = {"__name__": "guide"}
        with served(page, monkeypatch):
            for block in program:
                known = set(scope)
                with contextlib.redirect_stdout(io.StringIO()) as out:
                    exec(compile(block.text, block.name, "exec", dont_inherit=True), scope)
                    call_tests({key: scope[key] for key in scope if key not in known})
                printed.append(out.getvalue())
            close_clients(scope)
    if UPDATE:
        write_outputs(page, printed)
    ran = [block for program in programs(page) for block in program]
    for block, shown in zip(ran, printed, strict=True):
        if page in GENERATED:
            continue
        assert shown == block.output, f"{block.name}: make guides"


def close_clients(scope: Mapping[str, Any]) -> None:
    """Close what an example leaves open for its reader."""
    for value in scope.values():
        if type(value).__name__ == "CallFire":
            value.close()


def write_outputs(page: str, printed: Sequence[str]) -> None:
    text = PAGES[page].read_text("utf-8")
    ran = [block for program in programs(page) for block in program]
    for block, shown in reversed([*zip(ran, printed, strict=True)]):
        new = f"\n\n```text\n{shown}```" if shown else ""
        text = text[: block.place.start] + new + text[block.place.stop :]
    if page not in GENERATED:
        PAGES[page].write_text(text, "utf-8")


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "sh")])
def test_every_command_runs(
    page: str, workplace: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    assert workplace.is_dir()
    cli = importlib.import_module("callfire.cli")
    failed = []
    for block in blocks(page, "sh"):
        for line in block.text.splitlines():
            if line.startswith(NOT_RUN) or any(name in line for name in ENGINES):
                continue
            words = shlex.split(os.path.expandvars(re.split(r" [>|] ", line)[0]))
            assert words[0] == "callfire", line
            with served(page, monkeypatch), contextlib.suppress(SystemExit):
                if code := cli.run(cli.PROGRAM, words[1:]):
                    failed.append((line, code, capsys.readouterr().err[-300:]))
    assert failed == []


def test_data_is_well_formed() -> None:
    readers = {"json": json.loads, "toml": tomllib.loads, "yaml": yaml.safe_load}
    for page in PAGES:
        for block in blocks(page, *readers):
            assert readers[block.language](block.text), block.name


def test_no_block_escapes() -> None:
    counted = Counter(each.language for page in PAGES for each in blocks(page))
    outputs = sum(bool(each.output) for page in PAGES for each in blocks(page, "python"))
    fences = sum(len(ANY_FENCE.findall(path.read_text("utf-8"))) for path in PAGES.values())

    assert sorted(counted) == ["json", "python", "sh", "text", "toml", "yaml"]
    assert counted["text"] == outputs + 1  # the lines of a log
    assert fences == counted.total()
    elsewhere = counted["python"] - sum(len(each) for page in PAGES for each in programs(page))
    assert elsewhere == 5  # those with engines
    assert counted["python"] >= 75


def extracted(folder: Path) -> list[Path]:
    """Every program in a file of its own."""
    (folder / "my_app.py").write_text(
        "from callfire import CallFire, TextList\n\n\n"
        "def remind(client: CallFire, numbers: list[str]) -> TextList:\n    raise NotImplementedError\n"
    )
    for page in PAGES:
        for program in programs(page):
            text = "\n".join(each.text for each in program)
            (folder / f"{program[0].name}.py").write_text(text, "utf-8")
    return sorted(folder.glob("*.py"))


@pytest.mark.slow
def test_every_program_passes_mypy_strict(tmp_path: Path) -> None:
    files = extracted(tmp_path)
    assert len(files) > 60
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--explicit-package-bases",
        *map(str, files),
    ]
    run = subprocess.run(
        command,
        cwd=tmp_path,
        env={"MYPYPATH": str(ROOT / "generated" / "src"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout.splitlines()[-1].startswith("Success"), run.stdout + run.stderr


@pytest.mark.slow
def test_every_program_passes_pyright_strict(tmp_path: Path) -> None:
    assert len(extracted(tmp_path)) > 60
    settings = {
        "include": ["."],
        "extraPaths": [str(ROOT / "generated" / "src")],
        "typeCheckingMode": "strict",
        "reportMissingTypeStubs": "none",
    }
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))
    command = [
        sys.executable,
        "-m",
        "pyright",
        "--outputjson",
        "--pythonpath",
        sys.executable,
        "-p",
        ".",
    ]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    result = json.loads(run.stdout)
    problems = [
        f"{Path(each['file']).name}:{each['range']['start']['line'] + 1}: {each['message']}"
        for each in result["generalDiagnostics"]
        if each["severity"] == "error"
    ]
    assert not problems, "\n".join(problems)
    assert result["summary"]["filesAnalyzed"] > 60


COOKBOOK = [page for page in PAGES if page.startswith("cookbook/")]


@pytest.mark.parametrize("page", COOKBOOK)
def test_programs_of_the_cookbook_need_no_help_with_types(page: str) -> None:
    code = "".join(each.text for each in blocks(page, "python"))

    assert re.findall(r"\bcast\b|is not None|type: ignore|pyright:|\bAny\b", code) == []


def test_the_cookbook_has_its_programs() -> None:
    assert len(COOKBOOK) >= 5
