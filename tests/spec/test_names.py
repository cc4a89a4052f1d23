"""The public names: complete, well-formed, and those that were promised."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml


@pytest.fixture(scope="module")
def names(root: Path) -> dict[str, str]:
    return dict(yaml.safe_load((root / "spec" / "names.yaml").read_text(encoding="utf-8")))


def test_every_operation_has_a_name(names: dict[str, str], operations: dict[str, Any]) -> None:
    assert operations.keys() == names.keys()


def test_names_are_methods_of_resources(names: dict[str, str]) -> None:
    unusual = [
        name
        for name in names.values()
        if name.count(".") not in {1, 2}
        or not all(part.isidentifier() and part.islower() for part in name.split("."))
    ]
    assert unusual == []


def test_no_name_is_given_twice(names: dict[str, str]) -> None:
    assert [name for name, times in Counter(names.values()).items() if times > 1] == []


def test_names_are_the_promised_ones(names: dict[str, str], shared: Path) -> None:
    with (shared / "contract" / "names.tsv").open(encoding="utf-8", newline="") as file:
        promised = [tuple(row) for row in csv.reader(file, delimiter="\t")][1:]
    assert list(names.items()) == promised
