"""No pattern of the generator takes time that grows with the square of a text: descriptions are not trusted."""

import importlib
import json
import pkgutil
import re
import time

import pytest

import generator
from generator.diagnostics.findings import Diagnostics
from generator.document import parse
from generator.document.overlay.jsonpath import QueryError, find

LENGTH = 20_000
LIMIT = 1.0
UNITS = (
    " ",
    "\t",
    "a",
    "A",
    "1",
    ".",
    ",",
    "_",
    "-",
    "`",
    "[",
    "(",
    "{",
    "<",
    "\n",
    "a ",
    " a",
    "a.",
    ". ",
    "in ",
    "*",
)


def patterns():
    for info in pkgutil.walk_packages(generator.__path__, "generator."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield pytest.param(value, id=f"{info.name}.{name}")


@pytest.mark.parametrize("pattern", {each.values[0].pattern: each for each in patterns()}.values())
def test_a_pattern_is_linear(pattern):
    start = time.process_time()
    for unit in UNITS:
        text = f"x{unit * (LENGTH // len(unit))}!"
        pattern.search(text)
        pattern.sub("", text)

    assert time.process_time() - start < LIMIT


@pytest.mark.slow
def test_a_query_without_end_is_broken_off():
    document = parse(json.dumps({"paths": [{"summary": "a" * 40}]}), "spec.json", Diagnostics())

    with pytest.raises(QueryError, match="longer than"):
        find("$.paths[?match(@.summary, '(a|a)*b')]", document.root)
