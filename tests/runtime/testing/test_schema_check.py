"""Bounds of values, as the fake tells of them."""

import pytest
from runtime.testing.rules import Limits
from runtime.testing.schema_check import out_of_bounds


@pytest.mark.parametrize(
    ("limits", "good", "bad", "told"),
    [
        (Limits(minimum=2), 2, 1, "x must be at least 2"),
        (Limits(maximum=2), 2, 3, "x must be at most 2"),
        (Limits(exclusive_minimum=2), 2.5, 2, "x must be more than 2"),
        (Limits(exclusive_maximum=0.5), 0.25, 0.5, "x must be less than 0.5"),
        (Limits(multiple_of=0.01), 0.07, 0.075, "x must be a multiple of 0.01"),
        (Limits(multiple_of=5), 10, 11, "x must be a multiple of 5"),
        (Limits(min_length=2), "ab", "a", "x must have at least 2 characters"),
        (Limits(max_length=2), ["ab"], ["abc"], "x[0] must have at most 2 characters"),
        (Limits(pattern="^a"), "ab", "b", "x must match ^a"),
        (Limits(min_items=1), [1], [], "x must have at least 1 items"),
        (Limits(max_items=1), [1], [1, 2], "x must have at most 1 items"),
        (Limits(unique_items=True), [1, 2], [1, 1], "x must not have an item twice"),
        (Limits(min_properties=1), {"a": 1}, {}, "x must have at least 1 keys"),
        (Limits(max_properties=1), {"a": 1}, {"a": 1, "b": 2}, "x must have at most 1 keys"),
    ],
)
def test_a_bound(limits, good, bad, told):
    assert list(out_of_bounds(limits, good, "x")) == []
    assert list(out_of_bounds(limits, bad, "x")) == [told]
