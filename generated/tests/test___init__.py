"""What the package states it holds is there."""

from __future__ import annotations

import callfire


def test_every_public_name_can_be_imported() -> None:
    """Names are looked up at first use, so a missing one would only show then."""
    names = callfire.__all__

    assert [name for name in names if not hasattr(callfire, name)] == []
