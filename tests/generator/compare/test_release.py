"""The guard over public names: what the generator changes is judged like what the description changes."""

import json
import subprocess
from pathlib import Path

import pytest

from generator.cli import run
from generator.compare.api_list.compare import compare_api
from generator.compare.api_list.parse import read
from generator.compare.changes import Level
from generator.compare.release import last_release, raised, version_of
from generator.config import Config
from generator.diagnostics.findings import Diagnostics

FIND = "phone.Phone.calls.find(*, id: Sequence[int] | None = None) -> Page[Call]"
GET = "phone.Phone.calls.get(id: int, *, fields: str | None = None) -> Call"
SOUND = "phone.Phone.calls.download(id: int, to: None = None) -> bytes"
SAVED = "phone.Phone.calls.download(id: int, to: str, *, overwrite: bool = True) -> Path"
STATE = 'phone.State.READY = "READY"'

CASES = {
    "nothing": ([FIND], [FIND], Level.NONE, []),
    "another package name": ([FIND], [FIND.replace("phone.", "other.")], Level.NONE, []),
    "method gone": ([FIND, GET], [GET], Level.BREAKING, ["name-removed"]),
    "method new": ([GET], [FIND, GET], Level.ADDITIVE, ["name-added"]),
    "optional argument new": (
        [FIND],
        [FIND.replace(" = None)", " = None, label: str | None = None)")],
        Level.ADDITIVE,
        ["argument-added"],
    ),
    "required argument new": (
        [FIND],
        [FIND.replace(" = None)", " = None, label: str)")],
        Level.BREAKING,
        ["argument-added"],
    ),
    "argument gone": (
        [GET],
        ["phone.Phone.calls.get(id: int) -> Call"],
        Level.BREAKING,
        ["argument-removed"],
    ),
    "argument only by name now": (
        [GET],
        [GET.replace("id: int, *,", "*, id: int,")],
        Level.BREAKING,
        ["argument-moved"],
    ),
    "argument by position, too": (
        [GET],
        [GET.replace("*, ", "")],
        Level.ADDITIVE,
        ["argument-freed"],
    ),
    "argument pushed to another position": (
        [GET],
        [GET.replace("(id", "(kind: str, id")],
        Level.BREAKING,
        ["argument-added", "argument-moved"],
    ),
    "argument wider": (
        [FIND],
        [FIND.replace("Sequence[int]", "Sequence[int] | int")],
        Level.ADDITIVE,
        ["argument-type-changed"],
    ),
    "argument narrower": (
        [FIND],
        [FIND.replace("Sequence[int] | None", "Sequence[int]")],
        Level.BREAKING,
        ["argument-type-changed"],
    ),
    "argument required now": (
        [GET],
        [GET.replace("fields: str | None = None", "fields: str | None")],
        Level.BREAKING,
        ["argument-required"],
    ),
    "another default": (
        [SAVED],
        [SAVED.replace("True", "False")],
        Level.ADDITIVE,
        ["default-changed"],
    ),
    "returns something else": (
        [GET],
        [GET.replace("-> Call", "-> Text")],
        Level.BREAKING,
        ["return-changed"],
    ),
    "never returns nothing any more": (
        [GET.replace("-> Call", "-> Call | None")],
        [GET],
        Level.ADDITIVE,
        ["return-changed"],
    ),
    "one more way to call": ([SOUND], [SOUND, SAVED], Level.ADDITIVE, ["overload-added"]),
    "one way less": (
        [SOUND, SAVED],
        [SOUND],
        Level.BREAKING,
        ["argument-optional", "argument-removed", "argument-type-changed", "return-changed"],
    ),
    "method became an attribute": (
        [GET],
        ["phone.Phone.calls.get: int"],
        Level.BREAKING,
        ["name-kind-changed"],
    ),
    "field of another type": (
        ["phone.Call.id: int | None"],
        ["phone.Call.id: str | None"],
        Level.BREAKING,
        ["annotation-changed"],
    ),
    "text became an enum": (
        ["phone.Call.state: str | None", STATE],
        ["phone.Call.state: State | None", STATE],
        Level.ADDITIVE,
        ["annotation-changed"],
    ),
    "key takes more": (
        ["phone.types.CallDict.id: int"],
        ["phone.types.CallDict.id: int | str"],
        Level.ADDITIVE,
        ["annotation-changed"],
    ),
    "enum member with another value": (
        [STATE],
        [STATE.replace('"READY"', '"ready"')],
        Level.BREAKING,
        ["value-changed"],
    ),
    "alternatives in another order": (
        [FIND.replace("Sequence[int] | None", "None | Sequence[int]")],
        [FIND.replace("Sequence[int] | None", "Optional[Sequence[int]]")],
        Level.NONE,
        [],
    ),
    "a way to call in another order": (
        [SOUND, SAVED.replace("to: str", "to: str | bytes")],
        [SAVED.replace("to: str", "to: bytes | str"), SOUND],
        Level.NONE,
        [],
    ),
    "number wider": (
        [FIND],
        [FIND.replace("int", "float")],
        Level.ADDITIVE,
        ["argument-type-changed"],
    ),
    "texts became enums": (
        [FIND.replace("int", "str"), STATE],
        [FIND.replace("int", "State | str"), STATE],
        Level.ADDITIVE,
        ["argument-type-changed"],
    ),
    "enums became texts": (
        [FIND.replace("int", "State | str"), STATE],
        [FIND.replace("int", "str"), STATE],
        Level.ADDITIVE,
        ["argument-type-changed"],
    ),
    "anything that can be gone through": (
        [FIND],
        [FIND.replace("Sequence[int]", "Iterable[int]")],
        Level.ADDITIVE,
        ["argument-type-changed"],
    ),
    "not just anything any more": (
        [FIND.replace("Sequence[int]", "Iterable[int]")],
        [FIND],
        Level.BREAKING,
        ["argument-type-changed"],
    ),
    "list of texts became one of enums": (
        ["phone.Call.states: list[str] | None", STATE],
        ["phone.Call.states: list[State] | None", STATE],
        Level.ADDITIVE,
        ["annotation-changed"],
    ),
    "enums became texts where they are read": (
        ["phone.Call.state: State | None", STATE],
        ["phone.Call.state: str | None", STATE],
        Level.BREAKING,
        ["annotation-changed"],
    ),
    "a class with a constant is no enum": (
        ["phone.Call.state: str", "phone.Other.LIMIT = 5"],
        ["phone.Call.state: Other", "phone.Other.LIMIT = 5"],
        Level.BREAKING,
        ["annotation-changed"],
    ),
    "returns a model with all of the old one": (
        [GET, "phone.Call.id: int | None", "phone.Text.id: int | None", "phone.Text.to: str"],
        [
            GET.replace("-> Call", "-> Text"),
            "phone.Call.id: int | None",
            "phone.Text.id: int | None",
            "phone.Text.to: str",
        ],
        Level.ADDITIVE,
        ["return-changed"],
    ),
    "returns a model with less": (
        [GET.replace("-> Call", "-> Text"), "phone.Call.id: int", "phone.Text.to: str"],
        [GET, "phone.Call.id: int", "phone.Text.to: str"],
        Level.BREAKING,
        ["return-changed"],
    ),
    "attribute became a value": (
        ["phone.Call.id: int"],
        ["phone.Call.id = 5"],
        Level.BREAKING,
        ["name-kind-changed"],
    ),
    "enum member gone": (
        [STATE, STATE.replace("READY", "DONE")],
        [STATE],
        Level.BREAKING,
        ["name-removed"],
    ),
    "error that is no longer caught": (
        ["phone.LostError < APIError", "phone.APIError < PhoneError"],
        ["phone.LostError < PhoneError", "phone.APIError < PhoneError"],
        Level.BREAKING,
        ["base-removed"],
    ),
    "error that stands on another one in between": (
        ["phone.LostError < PhoneError"],
        ["phone.LostError < APIError", "phone.APIError < PhoneError"],
        Level.ADDITIVE,
        ["base-added", "name-added"],
    ),
    "bases in another order": (
        ["phone.LostError < PhoneError, ValueError"],
        ["phone.LostError < ValueError, PhoneError"],
        Level.NONE,
        [],
    ),
    "list of something else": (
        ["phone.CallList < ItemList[Call]"],
        ["phone.CallList < ItemList[Text]"],
        Level.BREAKING,
        ["base-added", "base-removed"],
    ),
    "lists of earlier releases tell no bases": (
        ["phone.LostError", "phone.Page(size: int) -> None"],
        ["phone.LostError < APIError", "phone.Page(size: int) -> None", "phone.Page < Sequence"],
        Level.NONE,
        [],
    ),
    "option takes more": (
        ["phone.Options < TypedDict", "phone.Options.limit: int"],
        ["phone.Options < TypedDict", "phone.Options.limit: float"],
        Level.ADDITIVE,
        ["annotation-changed"],
    ),
    "returns a model that cannot be iterated any more": (
        [GET.replace("-> Call", "-> CallList"), "phone.CallList < ItemList[Call]"]
        + (MODELS := ["phone.CallList.items: list[Call]", "phone.CallPage.items: list[Call]"]),
        [GET.replace("-> Call", "-> CallPage"), "phone.CallList < ItemList[Call]", *MODELS],
        Level.BREAKING,
        ["return-changed"],
    ),
    "name of a type that takes more": (
        ["phone.Input = str | bytes"],
        ["phone.Input = str | bytes | Path"],
        Level.ADDITIVE,
        ["value-changed"],
    ),
    "name of a type that takes less": (
        ["phone.Input = str | bytes"],
        ["phone.Input = str"],
        Level.BREAKING,
        ["value-changed"],
    ),
    "name of a type that is returned": (
        ["phone.Output = str", "phone.read() -> Output"],
        ["phone.Output = str | None", "phone.read() -> Output"],
        Level.BREAKING,
        ["value-changed"],
    ),
    "a constant with another value": (
        ["phone.LIMIT = 5"],
        ["phone.LIMIT = 6"],
        Level.BREAKING,
        ["value-changed"],
    ),
    "all that a class has goes with it": (
        ["phone.Call", "phone.Call.id: int", "phone.Text", "phone.Text.id: int"],
        ["phone.Text", "phone.News", "phone.News.id: int"],
        Level.BREAKING,
        ["name-added", "name-removed", "name-removed"],
    ),
    "list of enums where one of texts was": (
        ["phone.States < ItemList[str]", STATE],
        ["phone.States < ItemList[State]", STATE],
        Level.ADDITIVE,
        ["base-added"],
    ),
    "model that is only sent takes more": (
        ["phone.Call.size: int | None", "phone.types.CallDict.size: int"],
        ["phone.Call.size: float | None", "phone.types.CallDict.size: float"],
        Level.ADDITIVE,
        ["annotation-changed", "annotation-changed"],
    ),
    "model that comes back may hold more": (
        [GET, "phone.Call.size: int | None", "phone.types.CallDict.size: int"],
        [GET, "phone.Call.size: float | None", "phone.types.CallDict.size: float"],
        Level.BREAKING,
        ["annotation-changed", "annotation-changed"],
    ),
    "spaces mean nothing": (
        ["phone.Call.tags: dict[str,int]"],
        ["phone.Call.tags: dict[str, int]"],
        Level.NONE,
        [],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_guard(case):
    old, new, level, kinds = CASES[case]

    result = compare_api("\n".join(old), "\n".join(new))

    assert sorted(change.kind for change in result.changes) == kinds
    assert level is result.level


def test_every_line_of_the_real_list_is_understood():
    path = Path(__file__).parents[3] / "generated" / "api.txt"
    if not path.is_file():
        pytest.skip("nothing is generated yet")
    text = path.read_text("utf-8")

    result = read(text)

    assert [name for name, entry in result.items() if " " in name or "(" in name] == []
    called = {
        line.partition("(")[0].partition(".")[2]
        for line in text.splitlines()
        if "(" in line.partition(" = ")[0]
    }
    assert [name for name in called if not result[name].signatures] == []
    assert Level.NONE is compare_api(text, text).level


@pytest.mark.parametrize(
    ("last", "level", "expected"),
    [
        ("1.2.3", Level.NONE, "1.2.3"),
        ("1.2.3", Level.DOCS, "1.2.4"),
        ("1.2.3", Level.ADDITIVE, "1.3.0"),
        ("1.2.3", Level.BREAKING, "2.0.0"),
        ("0.2.3", Level.DOCS, "0.2.4"),
        ("0.2.3", Level.ADDITIVE, "0.2.4"),
        ("0.2.3", Level.BREAKING, "0.3.0"),
    ],
)
def test_versions_are_raised_by_level(last, level, expected):
    assert raised(version_of(last), level) == version_of(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("v1.2.3", (1, 2, 3)), ("1.2.3rc1", (1, 2, 3)), ("main", None), ("1.2", None)],
)
def test_versions_are_read(text, expected):
    assert version_of(text) == expected


SPEC = {
    "swagger": "2.0",
    "info": {"title": "Phone", "version": "1"},
    "paths": {
        "/calls": {
            "get": {
                "operationId": "findCalls",
                "tags": ["calls"],
                "parameters": [{"in": "query", "name": "label", "type": "string"}],
                "responses": {"200": {"description": "ok"}},
            }
        }
    },
}


@pytest.fixture
def project(tmp_path, monkeypatch):
    def configured(version):
        table = f'spec = "spec.json"\noutput = "out"\nclient-version = "{version}"\n'
        (tmp_path / "pyproject.toml").write_text(f"[tool.client-generator]\n{table}")

    def git(*arguments):
        who = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *arguments], cwd=tmp_path, check=True, capture_output=True)

    configured("1.0.0")
    (tmp_path / "spec.json").write_text(json.dumps(SPEC))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "api.txt").write_text(f"{FIND}\n")
    monkeypatch.chdir(tmp_path)
    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "first")
    return tmp_path, configured, git


def test_before_the_first_release_anything_goes(project):
    assert run(["release-check"]) == 0


@pytest.mark.parametrize(
    ("change", "version", "expected"),
    [
        (None, "1.0.0", (0, "1.0.0")),
        ("package", "1.0.0", (1, "2.0.0")),
        ("package", "1.9.0", (1, "2.0.0")),
        ("package", "2.0.0", (0, "2.0.0")),
        ("description", "1.0.1", (1, "2.0.0")),
        ("text", "1.0.0", (1, "1.0.1")),
        ("text", "1.1.0", (0, "1.0.1")),
    ],
)
def test_the_next_version(project, capsys, change, version, expected):
    folder, configured, git = project
    git("tag", "v1.0.0")
    configured(version)
    spec = json.loads(json.dumps(SPEC))
    operation = spec["paths"]["/calls"]["get"]
    match change:
        case "package":
            (folder / "out" / "api.txt").write_text(f"{GET}\n")
        case "description":
            operation["parameters"] = []
        case "text":
            operation["summary"] = "Find"
    (folder / "spec.json").write_text(json.dumps(spec))

    code = run(["release-check", "--format", "json"])

    result = json.loads(capsys.readouterr().out)
    assert (result["since"], (code, result["next"])) == ("v1.0.0", expected)


def test_a_version_before_the_last_one(project, capsys):
    _, configured, git = project
    git("tag", "v1.0.0")
    configured("0.9.0")

    assert run(["release-check"]) == 1
    assert capsys.readouterr().out == "since v1.0.0 (1.0.0): client-version is only 0.9.0\n"


def test_a_release_without_a_list_of_names_is_reported(project, capsys):
    git = project[2]
    git("rm", "-q", "--cached", "out/api.txt")
    git("commit", "-q", "-m", "without")
    git("tag", "v1.0.0")

    assert run(["release-check"]) == 0
    assert "note: v1.0.0 has no out/api.txt" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["--since", "no-such"], ["--since", "--output=x"]])
def test_unknown_revisions_are_bad_input(project, arguments):
    assert run(["release-check", *arguments]) == 2


def test_an_unstated_effect_stops_every_release(project, capsys):
    folder, _, _ = project
    spec = json.loads(json.dumps(SPEC))
    spec["paths"]["/calls"]["put"] = {
        "operationId": "resendCalls",
        "tags": ["calls"],
        "responses": {"200": {"description": "ok"}},
    }
    (folder / "spec.json").write_text(json.dumps(spec))

    assert run(["release-check"]) == 1
    assert "nothing states the effect of calls.resend;" in capsys.readouterr().out

    spec["paths"]["/calls"]["put"]["x-effect"] = "contact"
    (folder / "spec.json").write_text(json.dumps(spec))
    assert run(["release-check"]) == 0


def test_a_shallow_clone_cannot_pass(project, monkeypatch, capsys):
    folder, _, git = project
    git("tag", "v1.0.0")
    git("commit", "-q", "--allow-empty", "-m", "second")
    clone = folder / "clone"
    git("clone", "-q", "--depth", "1", "--no-tags", f"file://{folder}", str(clone))
    monkeypatch.chdir(clone)

    assert run(["release-check"]) == 2
    assert "git fetch --tags --unshallow" in capsys.readouterr().err


def test_a_folder_without_git_cannot_pass(tmp_path, monkeypatch, project):
    folder, _, _ = project
    (folder / ".git").rename(folder / "no-git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parent))

    assert run(["release-check"]) == 2


def test_the_recorded_list_of_names_is_what_was_released(project, capsys):
    folder, configured, git = project
    git("tag", "v1.0.0")
    assert run(["release-check", "--record"]) == 0
    assert (folder / "spec" / "released" / "api.txt").read_text() == f"{FIND}\n"

    (folder / "out" / "api.txt").write_text(f"{GET}\n")
    assert run(["release-check"]) == 1
    git("tag", "-d", "v1.0.0")
    capsys.readouterr()
    assert run(["release-check"]) == 2
    assert "no tag of one can be seen" in capsys.readouterr().err
    configured("2.0.0")
    assert run(["release-check", "--since", "HEAD"]) == 0


def test_what_hides_a_release_is_a_finding(tmp_path):
    report = Diagnostics()

    assert last_release(Config(root=tmp_path), report) is None
    assert report.codes == ("release-hidden",)
