"""From each published revision to the next and back, the whole way: fetch, diff, validate, generate, release-check."""

import itertools
import json
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from generator.cli import run
from generator.compare.changes import Level
from generator.compare.release import raised
from generator.fetch import spec_lock

ROOT = Path(__file__).parents[2]
NONE, DOCS, ADDITIVE, WIRE, BREAKING = Level
REVISIONS = (
    "2017-09-04",
    "2018-01-04",
    "2018-08-24",
    "2019-01-03",
    "2019-03-17",
    "2019-09-09",
    "2020-01-07",
    "2020-09-07",
    "2020-09-28",
    "2020-11-23",
    "2021-02-15",
    "2021-07-26",
)
LEVELS = {
    ("2017-09-04", "2018-01-04"): (WIRE, WIRE),
    ("2018-01-04", "2017-09-04"): (BREAKING, BREAKING),
    ("2018-01-04", "2018-08-24"): (ADDITIVE, ADDITIVE),
    ("2018-08-24", "2018-01-04"): (BREAKING, BREAKING),
    ("2018-08-24", "2019-01-03"): (ADDITIVE, ADDITIVE),
    ("2019-01-03", "2018-08-24"): (BREAKING, BREAKING),
    ("2019-01-03", "2019-03-17"): (BREAKING, BREAKING),
    ("2019-03-17", "2019-01-03"): (BREAKING, BREAKING),
    ("2019-03-17", "2019-09-09"): (BREAKING, BREAKING),
    ("2019-09-09", "2019-03-17"): (BREAKING, BREAKING),
    ("2019-09-09", "2020-01-07"): (BREAKING, BREAKING),
    ("2020-01-07", "2019-09-09"): (BREAKING, BREAKING),
    ("2020-01-07", "2020-09-07"): (WIRE, WIRE),
    ("2020-09-07", "2020-01-07"): (BREAKING, BREAKING),
    ("2020-09-07", "2020-09-28"): (ADDITIVE, ADDITIVE),
    ("2020-09-28", "2020-09-07"): (NONE, NONE),
    ("2020-09-28", "2020-11-23"): (ADDITIVE, ADDITIVE),
    ("2020-11-23", "2020-09-28"): (BREAKING, BREAKING),
    ("2020-11-23", "2021-02-15"): (ADDITIVE, ADDITIVE),
    ("2021-02-15", "2020-11-23"): (BREAKING, BREAKING),
    ("2021-02-15", "2021-07-26"): (ADDITIVE, ADDITIVE),
    ("2021-07-26", "2021-02-15"): (BREAKING, BREAKING),
}
"""The level of each step and that of the release that it asks for. The overlay is the one that was corrected for the old
revision: where later revisions leak classes of the server that today's overlay corrects, as in September 2019, the step
breaks."""
PROJECT = """\
[tool.client-generator]
spec = "spec/swagger.json"
overlay = "spec/overlay.yaml"
names = "spec/names.yaml"
output = "generated"
client-version = "1.0.0"
"""


def git(folder, *arguments):
    who = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def released(tmp_path_factory, shared):
    """A project that has a revision taken in and released, by revision."""

    @cache
    def at(revision):
        folder = tmp_path_factory.mktemp(revision)
        shutil.copytree(ROOT / "spec", folder / "spec", ignore=shutil.ignore_patterns("released"))
        (folder / "pyproject.toml").write_text(PROJECT)
        published = str(shared / "data" / "spec" / f"{revision}.json")
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder)
            assert run(["fetch", "--from", published, "--apply"]) == 0
            assert run(["generate"]) == 0
            git(folder, "init", "-q")
            git(folder, "add", ".")
            git(folder, "commit", "-q", "-m", "Release")
            git(folder, "tag", "v1.0.0")
        return folder

    return at


def version(folder, number):
    path = folder / "pyproject.toml"
    path.write_text(PROJECT.replace("1.0.0", number))


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new"), LEVELS)
def test_no_transition_ends_in_a_dead_end(
    released, shared, tmp_path, monkeypatch, capsys, old, new
):
    level, of_release = LEVELS[old, new]
    folder = tmp_path / "project"
    shutil.copytree(released(old), folder)
    monkeypatch.chdir(folder)
    published = str(shared / "data" / "spec" / f"{new}.json")

    def reported(*arguments):
        capsys.readouterr()
        code = run([*arguments, "--format", "json"])
        text = capsys.readouterr()
        assert text.out, text.err
        return code, json.loads(text.out)

    code, offered = reported("fetch", "--from", published)
    assert (code, offered["level"]) == (3, level.word)
    assert all(each["edit"] for each in offered["edits"]), offered["edits"]
    code, taken = reported("fetch", "--from", published, "--apply")
    assert (code, taken["changes"]) == (0, offered["changes"])
    assert (
        spec_lock.verify(folder / "spec/spec.lock", spec_lock.read(folder / "spec/spec.lock")) == ()
    )
    code, compared = reported("diff", "git:v1.0.0", "vendored")
    assert (code, compared["level"], compared["bump"]) == (0, level.word, offered["bump"])
    assert reported("diff", "git:v1.0.0", "vendored", "--fail-on", "breaking")[0] == (
        level is BREAKING
    )
    code, result = reported("validate")
    assert (code, result["counts"]["error"]) == (0, 0)
    assert run(["generate"]) == 0
    code, advice = reported("release-check")
    expected = ".".join(map(str, raised((1, 0, 0), of_release)))
    assert (code, advice["level"], advice["next"]) == (
        of_release is not NONE,
        of_release.word,
        expected,
    )
    assert advice["description"]["level"] == level.word
    assert advice["unstated"] == []
    version(folder, expected)
    assert run(["generate"]) == 0
    assert reported("release-check")[0] == 0
    assert reported("fetch", "--from", published)[0] == 0


def test_every_step_and_its_reverse_is_in_the_table(shared):
    steps = [*itertools.pairwise(REVISIONS)]

    assert sorted(path.stem for path in (shared / "data" / "spec").glob("*.json")) == [*REVISIONS]
    assert {*LEVELS} == {*steps, *((new, old) for old, new in steps)}
