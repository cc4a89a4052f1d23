"""The repository as a whole: neutral generator, layers, and a README whose pointers exist."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted(
    path
    for folder in ("generator", "templates")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".py", ".j2"}
)


def tracked() -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False, text=True
    )
    if listing.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listing.stdout.split("\0") if name]


def test_generator_and_templates_know_no_api():
    naming = [
        path.relative_to(ROOT).as_posix()
        for path in SOURCES
        if "callfire" in path.read_text("utf-8").lower()
    ]

    assert [] == naming


def test_no_machine_paths_in_tracked_text():
    wrong = []
    for path in tracked():
        if not path.is_file() or path == Path(__file__):
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        wrong += [
            f"{path.relative_to(ROOT)}: {hit}"
            for hit in re.findall(r"/(?:work|root)/\S*|/tmp/v\b", text)
        ]

    assert [] == wrong


def test_readme_pointers_exist():
    text = (ROOT / "README.md").read_text("utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]

    assert links
    assert [] == [link for link in links if not (ROOT / link).exists()]


def imports_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("generator"):
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names if alias.name.startswith("generator"))
    return found


def stage(name: str) -> str:
    return ".".join(name.split(".")[:2])


# What each early stage may know. A later stage knows the earlier ones, never the other way round.
MAY_IMPORT = {
    "generator.model": set(),
    "generator.words": set(),
    "generator.diagnostics": set(),
    "generator.source": {"generator.diagnostics"},
    "generator.overlay": {"generator.source", "generator.diagnostics"},
    "generator.normalize": {
        "generator.source",
        "generator.diagnostics",
        "generator.model",
        "generator.words",
    },
    "generator.passes": {"generator.model", "generator.diagnostics", "generator.words"},
}


@pytest.mark.parametrize("name", MAY_IMPORT)
def test_layers(name):
    place = ROOT / name.replace(".", "/")
    paths = sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
    allowed = MAY_IMPORT[name] | {name, "generator"}

    beyond = {found for path in paths for found in imports_of(path) if stage(found) not in allowed}

    assert set() == beyond
