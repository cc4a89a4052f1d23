"""Templates see one view, fail on what it lacks, and show which class it is."""

import importlib
import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator.render import templates
from generator.render.file import Job
from generator.render.templates import TEMPLATES, RenderError, render

DECLARED = re.compile(r"\{#- view: (generator\.[\w.]+)\.(\w+) -#\}")


def rendered(folder, template, **view):
    (folder / "t.j2").write_text(template, encoding="utf-8")
    return render([Job("a.txt", "t.j2", SimpleNamespace(**view))], folder)["a.txt"]


def test_lines_of_tags_leave_no_trace(tmp_path):
    template = "{#- view: x -#}\n{% for each in view.items %}\n  {{ each }}\n{% endfor %}\nend\n"

    assert rendered(tmp_path, template, items=["<a>", "&"]) == "  <a>\n  &\nend\n"


@pytest.mark.parametrize(
    "template", ["{{ view.nothing }}", "{{ nothing }}", "{% if view.nothing %}{% endif %}"]
)
def test_undefined_names_fail(tmp_path, template):
    with pytest.raises(RenderError, match="nothing"):
        rendered(tmp_path, template)


def test_texts_are_no_templates(tmp_path):
    assert rendered(tmp_path, "{{ view.text }}", text="{{ 7 * 7 }}{% x %}") == "{{ 7 * 7 }}{% x %}"


@pytest.mark.parametrize("kept", [True, False])
def test_a_compiled_template_is_used_until_its_source_changes(tmp_path, monkeypatch, kept):
    monkeypatch.setattr(templates, "TEMPLATES", tmp_path)
    monkeypatch.setattr(templates, "__file__", str(tmp_path / "templates.py"))
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    if kept:
        (tmp_path / "__pycache__").mkdir()
    texts = []
    for text in ("one", "one", "two"):
        templates.environment.cache_clear()
        texts.append(rendered(tmp_path, text))
    templates.environment.cache_clear()

    assert texts == ["one", "one", "two"]
    assert len([*tmp_path.glob("__pycache__/*.jinja")]) == kept


def test_two_jobs_for_one_path(tmp_path):
    with pytest.raises(ValueError, match=r"a\.txt"):
        render([Job("a.txt", "t.j2", 1), Job("a.txt", "t.j2", 2)], prepared(tmp_path))


def prepared(folder):
    (folder / "t.j2").write_text("x", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.j2")), ids=lambda path: path.relative_to(TEMPLATES).as_posix()
)
def test_each_template_declares_its_view(path):
    declared = DECLARED.match(Path(path).read_text("utf-8").splitlines()[0])

    assert declared, "the first line must be {#- view: module.Class -#}"
    assert isinstance(getattr(importlib.import_module(declared[1]), declared[2]), type)
