"""The weekly script opens its pull request in every case, with a list of what is left to do."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = """\
[tool.client-generator]
spec = "spec/swagger.json"
overlay = "spec/overlay.yaml"
names = "spec/names.yaml"
client-version = "1.0.0"
"""
OVERLAY = "overlay: 1.1.0\ninfo: {title: t, version: '1'}\nactions: []\n"


def operation(id_, **more):
    return {
        "operationId": id_,
        "tags": ["pets"],
        "summary": "Ours.",
        "responses": {"204": {"description": "Done."}},
    } | more


SPEC = {
    "swagger": "2.0",
    "info": {"title": "Pets", "version": "1"},
    "host": "api.example",
    "paths": {
        "/pets": {
            "get": operation("findPets"),
            "post": operation("addPet", **{"x-effect": "create"}),
        }
    },
}
GH = """\
#!/bin/sh
printf '%s\\n' "$*" >> "$LOG"
case "$*" in
  "pr edit"*) test -e "$LOG.opened" || exit 1; cp "$RUNNER_TEMP/body.md.short" "$LOG.body" ;;
  "pr create"*) touch "$LOG.opened"; cp "$RUNNER_TEMP/body.md.short" "$LOG.body" ;;
esac
"""


def git(folder, *arguments):
    who = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(
        ["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout


@pytest.fixture
def project(tmp_path):
    """A released project, a place to push to, and a gh that remembers what it is asked for."""
    folder = tmp_path / "project"
    (folder / "spec").mkdir(parents=True)
    (folder / "pyproject.toml").write_text(PROJECT)
    (folder / "spec/swagger.json").write_text(json.dumps(SPEC, indent=2) + "\n")
    (folder / "spec/overlay.yaml").write_text(OVERLAY)
    (folder / "spec/names.yaml").write_text("findPets: pets.find\naddPet: pets.add\n")
    lock = {"source": "https://a.example/b", "revision": "1", "published": "0", "files": {}}
    (folder / "spec/spec.lock").write_text(json.dumps(lock))
    environment = os.environ | {
        "PYTHON": sys.executable,
        "PYTHONPATH": str(ROOT),
        "CI": "1",
        "RUNNER_TEMP": str(tmp_path),
        "LOG": str(tmp_path / "log"),
        "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "GITHUB_SERVER_URL": str(tmp_path),
        "GITHUB_REPOSITORY": "upstream.git",
    }
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/gh").write_text(GH)
    (tmp_path / "bin/gh").chmod(0o755)
    subprocess.run(
        [sys.executable, "-m", "generator", "generate"], cwd=folder, env=environment, check=True
    )
    git(tmp_path, "init", "-q", "--bare", "upstream.git")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "first")
    git(folder, "tag", "v1.0.0")
    return folder, environment


def updated(project, published):
    folder, environment = project
    (folder.parent / "new.json").write_text(json.dumps(published))
    script = [shutil.which("bash"), ROOT / ".ci/spec-update", "--from", folder.parent / "new.json"]
    git(folder, "switch", "-q", "main")
    done = subprocess.run(
        script, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    log = folder.parent / "log"
    return log.read_text().splitlines(), Path(f"{log}.body").read_text()


def changed(**paths):
    return SPEC | {"paths": SPEC["paths"] | paths}


@pytest.mark.slow
def test_an_addition_asks_for_review_and_a_version(project):
    asked, body = updated(project, changed(**{"/cats": {"put": operation("putCats")}}))

    assert [line.split(" --")[0] for line in asked] == [
        "auth setup-git",
        "pr edit spec-update",
        "pr create",
        "workflow run test.yml",
        "workflow run freshness.yml",
    ]
    assert "**additive** change" in body
    assert "- [ ] Review `spec/overlay.yaml`: nothing states the effect of PUT /cats" in body
    assert "+      x-effect: create" in body
    assert "- [x] The client is generated" in body
    assert "- [ ] The version is high enough" in body
    assert "need 1.1.0" in body
    assert "Take in the published description" in git(
        project[0].parent / "upstream.git", "log", "-1", "spec-update"
    )
    asked, _ = updated(project, changed())
    assert [line.split(" --")[0] for line in asked[5:]][:2] == [
        "auth setup-git",
        "pr edit spec-update",
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("published", "box"),
    [
        (changed(**{"/pets": {"get": operation("findPets")}}), "- [ ] Review `spec/names.yaml:2`"),
        (changed(**{"/pets": {"get": operation("findPets", tags="pets")}}), "get.tags"),
        (
            changed(**{"/cats": {"get": operation("getCats", parameters=[{"in": "query"}])}}),
            "parameters",
        ),
    ],
)
def test_what_is_taken_away_or_wrong_opens_it_all_the_same(project, published, box):
    asked, body = updated(project, published)

    assert any(line.startswith("pr create") for line in asked)
    assert box in body
    assert "### Checks" in body
