"""Hand-written pages: shipped beside the generated ones, listed first, and missed when they are not there."""

import pytest

from generator import pipeline
from generator.config import find
from generator.diagnostics.findings import Diagnostics
from generator.pipeline import Request, State

OVERLAY = """\
overlay: 1.0.0
info: {{title: t, version: v}}
actions: [{{target: $, update: {{x-client: {{docs: [{page}]}}}}}}]
"""


def generated(folder, page, **options):
    (folder / "spec" / "overlay.yaml").write_text(OVERLAY.format(page=page), encoding="utf-8")
    report = Diagnostics()
    config = find(folder, report)
    return pipeline.run(Request(config, config.output, ("docs",), **options), report), report


@pytest.fixture
def guide(project):
    """A page beside the overlay."""
    page = project / "spec" / "docs" / "first-steps.md"
    page.parent.mkdir()
    page.write_bytes("# First steps\n\nBe bold: <b>é</b>\n".encode())
    return page


def test_a_page_is_copied_and_listed(project, guide):
    outcome, report = generated(project, "docs/first-steps.md")
    assert (outcome.state, report.findings) == (State.WRITTEN, ())
    assert guide.read_bytes() == (project / "out" / "docs" / "first-steps.md").read_bytes()
    index = (project / "out" / "docs" / "index.md").read_text(encoding="utf-8")
    assert "## Guides\n\n- [First steps](first-steps.md)\n" in index
    assert generated(project, "docs/first-steps.md", check=True)[0].state == State.FRESH


def test_a_changed_page_makes_the_output_stale(project, guide):
    generated(project, "docs/first-steps.md")
    guide.write_bytes(b"# Other steps\n")
    outcome, _ = generated(project, "docs/first-steps.md", check=True)
    assert (outcome.state, outcome.reasons) == (State.STALE, ("spec/docs/first-steps.md changed",))


@pytest.mark.parametrize("page", ["docs/none.md", "../pyproject.toml", "overlay.yaml", "3"])
def test_what_cannot_be_shipped_is_a_finding(project, page):
    outcome, report = generated(project, page)
    assert outcome.state == State.FAILED
    assert set(report.codes) <= {"module-missing", "file-missing", "value-type"}
    assert not (project / "out" / "docs").exists()


def test_a_page_does_not_replace_a_generated_one(project, guide):
    guide.with_name("index.md").write_bytes(b"# Mine\n")
    outcome, report = generated(project, "docs/index.md")
    assert (outcome.state, report.codes) == (State.FAILED, ("output-clash",))
