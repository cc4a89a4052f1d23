"""Black would change nothing in what is generated: it judges what ruff prints."""

import re
from pathlib import Path

import pytest

from generator import pipeline
from generator.config import Config
from generator.diagnostics.findings import Diagnostics
from generator.output.format import format_sources
from generator.render.outputs import JOBS
from generator.render.templates import render

ROOT = Path(__file__).parents[3]
DATA = ROOT / "tests" / "data"
PUBLISHED = ROOT.parent / "shared" / "data" / "spec"
FOREIGN = sorted(DATA.glob("foreign/*.yaml"))
DESCRIPTIONS = sorted(DATA.glob("descriptions/*.yaml"))
REVISIONS = sorted(PUBLISHED.glob("*.json"))


def differences(config):
    """The generated modules that ruff and black print differently; None, if nothing can be generated."""
    report = Diagnostics()
    source = pipeline.read(config, report)
    client = None if source is None else pipeline.load(source, report)
    if client is None:
        return None
    sources = {
        path: text
        for jobs in JOBS.values()
        for path, text in render(jobs(client, "1.0")).items()
        if path.endswith(".py")
    }
    assert len(sources) > 15
    with_ruff, with_black = format_sources(sources), format_sources(sources, "black")
    return [path for path in sources if with_ruff[path] != with_black[path]]


@pytest.mark.parametrize("path", FOREIGN, ids=lambda path: path.stem)
def test_foreign_descriptions(path):
    assert differences(Config(path.parent, spec=path, package="client")) == []


def test_names_that_fill_a_line(tmp_path):
    text, title = (
        FOREIGN[0].read_text("utf-8"),
        "Interplanetary communication infrastructure service",
    )
    spec = tmp_path / "api.yaml"
    spec.write_text(re.sub(r"title: [^,}\n]+", f"title: {title}", text, count=1), "utf-8")

    assert differences(Config(tmp_path, spec=spec)) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", DESCRIPTIONS, ids=lambda path: path.stem)
def test_other_descriptions(path):
    assert differences(Config(path.parent, spec=path, package="client")) in ([], None)


@pytest.mark.slow
@pytest.mark.skipif(not REVISIONS, reason="the published revisions are not beside the project")
@pytest.mark.parametrize("path", REVISIONS, ids=lambda path: path.stem)
def test_published_revisions(path):
    assert differences(Config(path.parent, spec=path)) == []


@pytest.mark.slow
def test_the_project():
    spec = ROOT / "spec"
    config = Config(spec, spec / "swagger.json", spec / "overlay.yaml", spec / "names.yaml")

    assert differences(config) == []


def test_there_is_something_to_judge():
    assert (len(FOREIGN), len(DESCRIPTIONS) > 20) == (4, True)
