"""The repository as a whole: neutral generator, layers, and a README whose pointers exist."""

import ast
import re
import subprocess
from graphlib import TopologicalSorter
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

    assert naming == []


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

    assert wrong == []


def test_readme_pointers_exist():
    text = (ROOT / "README.md").read_text("utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]

    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def imports_of(path: Path) -> set[str]:
    """The modules of the generator that a module imports; packages imported for a submodule count as that."""
    result = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("generator"):
            for alias in node.names:
                below = ROOT / node.module.replace(".", "/") / alias.name
                is_module = below.is_dir() or below.with_suffix(".py").is_file()
                result.add(f"{node.module}.{alias.name}" if is_module else node.module)
        elif isinstance(node, ast.Import):
            result.update(alias.name for alias in node.names if alias.name.startswith("generator"))
    return result


# What each early stage may import. A later stage imports the earlier ones, never the other way round.
MAY_IMPORT = {
    "generator/ir/model.py": (),
    "generator/ir/names/words.py": (),
    "generator/diagnostics/findings.py": ("diagnostics.codes",),
    "generator/document": ("diagnostics",),
    "generator/swagger": ("document", "diagnostics", "ir.model", "ir.names.words"),
    "generator/ir": ("document", "diagnostics", "python"),
}


@pytest.mark.parametrize("name", MAY_IMPORT)
def test_layers(name):
    place = ROOT / name
    paths = sorted(place.rglob("*.py")) if place.is_dir() else [place]
    own = name.removesuffix(".py").replace("/", ".")
    allowed = {own, *(f"generator.{each}" for each in MAY_IMPORT[name])}

    beyond = {
        f"{path.relative_to(ROOT)} imports {module}"
        for path in paths
        for module in imports_of(path)
        if not any(f"{module}.".startswith(f"{each}.") for each in allowed)
    }

    assert beyond == set()


RUNTIME = ROOT / "templates" / "runtime"


def runtime_imports():
    """The modules of the runtime, and which of them each imports, at any place and for type checkers too."""
    files = {
        path.relative_to(RUNTIME).with_suffix("").parts: path for path in RUNTIME.rglob("*.py")
    }
    names = {(parts[:-1] if parts[-1] == "__init__" else parts) for parts in files}
    result = {}
    for parts, path in files.items():
        own = parts[:-1] if parts[-1] == "__init__" else parts
        result[own] = set()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level:
                below = (*parts[: len(parts) - node.level], *(node.module or "").split("."))
                base = tuple(filter(None, below))
                for alias in node.names:
                    target = (*base, alias.name)
                    result[own].add(target if target in names else base)
        result[own] = {each for each in result[own] if each in names and each != own}
    return result


def test_the_runtime_has_no_import_cycle():
    TopologicalSorter(runtime_imports()).prepare()


def test_the_core_of_the_runtime_imports_nothing_above_it():
    above = {
        (".".join(module), ".".join(target))
        for module, targets in runtime_imports().items()
        for target in targets
        if module[:1] == ("core",) and target[:1] != ("core",)
    }
    assert above == set()
