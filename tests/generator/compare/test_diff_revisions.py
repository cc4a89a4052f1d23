"""The levels of the published revisions, pair by pair, each justified from the facts in the files."""

import json
from functools import cache
from pathlib import Path

import pytest

from generator import config
from generator.compare.changes import Level
from generator.compare.compare import compare
from generator.compare.sources import read_surface
from generator.diagnostics.findings import Diagnostics

ROOT = Path(__file__).parents[3]

PAIRS = {
    # A status of sounds, ACTIVE_SYSTEM, is new; enums are open. Texts were rewritten. Flags no longer state that they are
    # false by default, so what a request without them means is open.
    ("2017-09-04", "2018-01-04"): Level.WIRE,
    # GET /media and filters of broadcasts by time are new; nothing is gone.
    ("2018-01-04", "2018-08-24"): Level.ADDITIVE,
    # Credentials can be disabled and enabled: two operations and a filter by name are new.
    ("2018-08-24", "2019-01-03"): Level.ADDITIVE,
    # Filters and fields lata and rateCenter are gone: old calls that pass them fail.
    ("2019-01-03", "2019-03-17"): Level.BREAKING,
    # createContactList returns the whole list, id included, where it answered the id. The class JResponse of the server
    # leaked out of a response without body; the readOnly flags of broadcasts wandered.
    # The paging fields of responses became 32 bits wide.
    ("2019-03-17", "2019-09-09"): Level.WIRE,
    # Orders, webhook resources and universal bans were pages of anything; now their items have types and attributes.
    ("2019-09-09", "2020-01-07"): Level.BREAKING,
    # Delivery reports are new, and updateTextBroadcast responds where it was silent.
    # The host became api.callfire.com: clients of the old description go on asking the old one.
    ("2020-01-07", "2020-09-07"): Level.WIRE,
    # Account turned into an internal class of the server, which the overlay undoes; LocalTime got a leaked nano.
    ("2020-09-07", "2020-09-28"): Level.NONE,
    # Orders take a promo code. Duration, which only the leaked Account used, changed its shape.
    ("2020-09-28", "2020-11-23"): Level.ADDITIVE,
    # Contact lists can be searched for by exact name. Duration changed its shape again.
    ("2020-11-23", "2021-02-15"): Level.ADDITIVE,
    # Orders tell total, sum and tax; getAccount takes fields.
    ("2021-02-15", "2021-07-26"): Level.ADDITIVE,
    # What every step keeps, the whole way keeps; what one breaks, it breaks.
    ("2017-09-04", "2019-01-03"): Level.WIRE,
    ("2017-09-04", "2021-07-26"): Level.BREAKING,
    # The way back takes away what came: operations and fields.
    ("2021-07-26", "2021-02-15"): Level.BREAKING,
}


@pytest.fixture(scope="module")
def surface_at(shared):
    project = config.find(ROOT, Diagnostics())

    @cache
    def at(revision):
        report = Diagnostics()
        surface = read_surface(str(shared / "data" / "spec" / f"{revision}.json"), project, report)
        assert surface is not None, list(report)
        return surface

    return at


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_level(surface_at, old, new):
    verdict = compare(surface_at(old), surface_at(new))

    assert PAIRS[old, new] is verdict.level, verdict.changes[:5]


def test_newest_revision_is_our_description_in_other_words(surface_at, shared):
    project = config.find(ROOT, Diagnostics())
    ours = read_surface("vendored", project, Diagnostics())

    verdict = compare(surface_at("2021-07-26"), ours)

    assert verdict.level <= Level.DOCS, verdict.changes[:5]


def moved(schema, parts):
    """The schema with its properties spread over so many schemas of an allOf."""
    if "allOf" in schema or len(schema.get("properties", ())) < parts:
        return schema
    items = list(schema["properties"].items())
    size = -(-len(items) // parts)
    cuts = [dict(items[at : at + size]) for at in range(0, len(items), size)]
    rest = {key: value for key, value in schema.items() if key not in {"type", "properties"}}
    return rest | {"allOf": [{"type": "object", "properties": each} for each in cuts]}


@pytest.mark.parametrize("parts", [1, 2])
def test_properties_that_move_through_all_of_are_no_news_under_our_overlay(tmp_path, parts):
    project = config.find(ROOT, Diagnostics())
    spec = json.loads((ROOT / "spec" / "swagger.json").read_text("utf-8"))
    spec["definitions"] = {
        name: moved(schema, parts) for name, schema in spec["definitions"].items()
    }
    (tmp_path / "moved.json").write_text(json.dumps(spec))
    report = Diagnostics()

    after = read_surface(str(tmp_path / "moved.json"), project, report)

    assert report.codes == ()
    assert Level.NONE is compare(read_surface("vendored", project, Diagnostics()), after).level
