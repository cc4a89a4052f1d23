"""Published descriptions without any help: packages that import and type-check."""

import importlib
import json
import pkgutil
import subprocess
import sys

import pytest

REVISIONS = [
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
]


def written(shared, build, folder, revision):
    """Writes the package of a revision, and returns how many operations it has."""
    whole = json.loads((shared / "data" / "spec" / f"{revision}.json").read_text("utf-8"))
    whole["x-client"] = {"package": f"published_{revision.replace('-', '_')}"}
    for path, content in build(whole).items():
        if path.startswith("src/"):
            target = folder / path.removeprefix("src/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(content, encoding="utf-8")
    return sum(
        verb in {"get", "put", "post", "delete"}
        for path in whole["paths"].values()
        for verb in path
    )


@pytest.mark.parametrize(
    "revision",
    [pytest.param(each, marks=pytest.mark.slow) for each in REVISIONS[:-1]] + REVISIONS[-1:],
)
def test_everything_imports(shared, build, with_runtime, tmp_path, monkeypatch, revision):
    monkeypatch.syspath_prepend(str(tmp_path))
    count = written(shared, build, tmp_path, revision)
    package = with_runtime(tmp_path)

    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)

    assert len(package.operations.IDS) == count
    assert [name for name in package.__all__ if not hasattr(package, name)] == []


@pytest.mark.slow
@pytest.mark.parametrize("revision", REVISIONS)
def test_everything_is_typed(
    shared, build, build_once, with_runtime, tmp_path, monkeypatch, revision
):
    monkeypatch.syspath_prepend(str(tmp_path))
    cache = build_once("mypy", lambda folder: folder)  # libraries are read for all revisions once
    written(shared, build, tmp_path, revision)
    package = with_runtime(tmp_path)

    done = subprocess.run(
        [*(sys.executable, "-m", "mypy", "--strict"), "--cache-dir", cache, "-p", package.__name__],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-3000:]
