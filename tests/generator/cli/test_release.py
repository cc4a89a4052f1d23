"""``release``: version, changelog, generated files, commit and tag in one step, and refused where it must be."""

import subprocess
import tomllib
from datetime import UTC, datetime

import pytest

from generator import cli
from generator.compare.changelog import BEGIN, END, released

TODAY = datetime.now(UTC).date().isoformat()
STATED = """\
overlay: 1.0.0
info: {title: t, version: v}
actions: [{target: "$.paths.*.get", update: {x-effect: read}}]
"""
NEW = """\
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      summary: List pets
      responses: {200: {description: Pets, schema: {type: array, items: {$ref: "#/definitions/Pet"}}}}
"""


def git(folder, *arguments):
    command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *arguments]
    return subprocess.run(
        command, cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()


def ran(capsys, *arguments):
    code = cli.run(arguments)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def committed(folder, capsys):
    assert ran(capsys, "generate")[0] == 0
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "work", "--allow-empty")


@pytest.fixture
def repository(project, capsys, monkeypatch):
    """A project in git with all effects stated."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "t")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "t@example.org")
    (project / "spec" / "overlay.yaml").write_text(STATED)
    git(project, "init", "-q", "-b", "main")
    committed(project, capsys)
    return project


def version(folder):
    text = (folder / "pyproject.toml").read_text()
    return tomllib.loads(text)["tool"]["client-generator"]["client-version"]


def test_the_first_and_the_next_release(repository, capsys):
    assert ran(capsys, "release", "1.0.0") == (
        0,
        "committed and tagged v1.0.0\n",
        "next: git push --follow-tags\n",
    )
    assert version(repository) == "1.0.0"
    assert git(repository, "tag", "--list") == "v1.0.0"
    assert git(repository, "status", "--porcelain") == ""
    assert git(repository, "log", "-1", "--format=%s") == "Release 1.0.0"
    log = (repository / "CHANGELOG.md").read_text()
    assert log == (
        f"# Changelog\n\n## Unreleased\n\n## 1.0.0 ({TODAY})\n\nNothing changes for users of the client.\n"
    )
    assert ran(capsys, "generate", "--check")[0] == 0
    spec = repository / "spec" / "swagger.yaml"
    spec.write_text(spec.read_text().replace("paths:\n", f"paths:\n{NEW}"))
    (repository / "CHANGELOG.md").write_text(
        log.replace("Unreleased\n", "Unreleased\n\nBy hand.\n")
    )
    committed(repository, capsys)

    assert ran(capsys, "release")[:2] == (0, "committed and tagged v1.1.0\n")
    assert version(repository) == "1.1.0"
    log = (repository / "CHANGELOG.md").read_text()
    assert log.startswith(f"# Changelog\n\n## Unreleased\n\n## 1.1.0 ({TODAY})\n\nBy hand.\n\n### ")
    assert "- `pets.list` " in log.partition("## 1.0.0")[0]
    assert (repository / "spec/released/api.txt").read_text() == (
        repository / "out/api.txt"
    ).read_text()


def refused(repository, capsys, *arguments):
    before = git(repository, "rev-parse", "HEAD")
    status = git(repository, "status", "--porcelain")
    code, out, err = ran(capsys, "release", *arguments)
    assert git(repository, "rev-parse", "HEAD") == before
    assert git(repository, "status", "--porcelain") == status
    return code, out + err


def test_a_tree_with_changes_is_refused(repository, capsys):
    (repository / "note.txt").write_text("x")

    assert refused(repository, capsys, "1.0.0") == (
        2,
        "error: no release: commit or stash first, these differ: note.txt\n",
    )


def test_an_unstated_effect_is_refused(repository, capsys):
    spec = repository / "spec" / "swagger.yaml"
    spec.write_text(spec.read_text().replace("paths:\n", f"paths:\n{NEW.replace('get:', 'put:')}"))
    committed(repository, capsys)

    code, shown = refused(repository, capsys, "1.0.0")
    assert (code, "nothing states the effect of pets.list" in shown) == (1, True)


def test_a_version_that_is_too_low_is_refused(repository, capsys):
    ran(capsys, "release", "1.0.0")
    spec = repository / "spec" / "swagger.yaml"
    spec.write_text(spec.read_text().replace("operationId: getPet", "operationId: fetchPet"))
    committed(repository, capsys)

    code, shown = refused(repository, capsys, "1.0.1")
    assert (
        code,
        "breaking changes need 2.0.0 or higher, but client-version is 1.0.1" in shown,
    ) == (1, True)


def test_nothing_new_is_refused(repository, capsys):
    ran(capsys, "release", "1.0.0")

    code, shown = refused(repository, capsys)
    assert (code, "nothing changed since v1.0.0; name a higher version" in shown) == (1, True)
    assert refused(repository, capsys, "0.9.0")[0] == 1
    assert ran(capsys, "release", "1.0.1")[0] == 0


def test_a_stale_client_is_refused(repository, capsys):
    spec = repository / "spec" / "swagger.yaml"
    spec.write_text(spec.read_text().replace("Get a pet", "Get one pet"))
    git(repository, "commit", "-qam", "later")

    assert refused(repository, capsys, "1.0.0") == (
        2,
        "error: no release: out is stale; run generate and commit what it writes\n",
    )


@pytest.mark.parametrize("asked", ["1", "v1.0.0", "1.0.0rc1", "one"])
def test_other_versions_are_refused(repository, capsys, asked):
    assert refused(repository, capsys, asked) == (
        2,
        f"error: no release: {asked!r} is not of the form 1.2.3\n",
    )


def test_outside_of_git_there_is_no_release(project, capsys):
    code, _, err = ran(capsys, "release", "1.0.0")

    assert code == 2
    assert err.startswith("error: no release: git status: not a git repository")


@pytest.mark.parametrize(
    ("text", "block", "expected"),
    [
        (
            "",
            "",
            "# Changelog\n\n## Unreleased\n\n## 2\n\nNothing changes for users of the client.\n",
        ),
        (
            f"# Changelog\n\n## Unreleased\n\nHand.\n\n{BEGIN}\n\nold\n\n{END}\n\n## 1\n\nx\n",
            "new",
            "# Changelog\n\n## Unreleased\n\n## 2\n\nHand.\n\nnew\n\n## 1\n\nx\n",
        ),
        (
            "# Changelog\n\n## Unreleased\n\nHand.\n",
            "",
            "# Changelog\n\n## Unreleased\n\n## 2\n\nHand.\n",
        ),
        (
            "# C\r\n\r\n## Unreleased\r\n\r\nA\r\n",
            "",
            "# C\r\n\r\n## Unreleased\r\n\r\n## 2\r\n\r\nA\r\n",
        ),
    ],
)
def test_the_section_of_a_release(text, block, expected):
    assert released(text, block, "2") == expected
