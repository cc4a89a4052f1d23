"""The notation of partial responses."""

import pytest
from runtime.models.fields import render_fields
from sample_models import FIND, GET, SEND


@pytest.mark.parametrize(
    ("fields", "operation", "expected"),
    [
        ("items(id, state)", FIND, "items(id, state)"),
        (["id", "from_number"], None, "id,from_number"),
        (["id", "from_number"], GET, "id,fromNumber"),
        (["id", "fromNumber"], GET, "id,fromNumber"),
        ({"attempts": ["id", "made"]}, GET, "attempts(id,made)"),
        (["id", {"attempts": ["id"]}], GET, "id,attempts(id)"),
        (["id", "from_number"], FIND, "limit,offset,totalCount,items(id,fromNumber)"),
        ({"items": ["id"]}, FIND, "limit,offset,totalCount,items(id)"),
        (["limit", {"items": ["id"]}], FIND, "offset,totalCount,limit,items(id)"),
        (["total_count"], FIND, "totalCount"),
        (["id"], SEND, "items(id)"),
        ({"attributes": "a,b"}, GET, "attributes(a,b)"),
    ],
)
def test_rendered(fields, operation, expected):
    assert render_fields(fields, operation) == expected


@pytest.mark.parametrize(
    ("fields", "reported"),
    [
        ("items(id", "brackets"),
        ("items)id(", "brackets"),
        ("", "empty"),
        ("id\n", "control"),
        ([], "empty"),
        (["from_numbr"], "no field 'from_numbr'; did you mean 'from_number'"),
        ([{"attempts": ["nope"]}], "Attempt has no field 'nope'"),
    ],
)
def test_refused(fields, reported):
    with pytest.raises(ValueError, match=reported):
        render_fields(fields, GET)


@pytest.mark.parametrize("fields", [5, [5], {"id": 5}])
def test_wrong_type(fields):
    with pytest.raises(TypeError, match="fields"):
        render_fields(fields, GET)
