"""Validators, linters and a mock server that we did not write read the published description."""

import json
import os
import re
import socket
import subprocess
import time
import urllib.request
from collections import Counter

import pytest

FILES = ("swagger.json", "openapi.json")
# Findings that stay, with the reason.
PATHS = {"no-ambiguous-paths": 5}  # the API has /media/{id} beside /media/{filename}, and the like
ACCEPTED = {
    "swagger.json": PATHS,
    # A schema beside a reference requires properties of what it refers to; Redocly does not look there.
    "openapi.json": PATHS | {"no-required-schema-properties-undefined": 27},
}


@pytest.mark.parametrize("name", FILES)
def test_swagger_parser(node_tool, descriptions, name):
    ended = node_tool("swagger-cli", "validate", descriptions / name)

    assert ended.returncode == 0, ended.stderr
    assert "is valid" in ended.stdout


@pytest.mark.parametrize("name", FILES)
def test_spectral(node_tool, descriptions, name):
    rules = descriptions / "rules.yaml"
    rules.write_text('extends: ["spectral:oas"]\n')

    ended = node_tool("spectral", "lint", descriptions / name, "-r", rules, "-f", "text")

    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.strip() == "No results with a severity of 'error' found!"


@pytest.mark.parametrize("name", FILES)
def test_redocly(node_tool, descriptions, name):
    ended = node_tool("redocly", "lint", descriptions / name, "--format", "json")

    problems = json.loads(ended.stdout)["problems"]
    assert Counter(each["ruleId"] for each in problems) == ACCEPTED[name]
    assert {each["severity"] for each in problems} == {"warn"}


@pytest.mark.parametrize("name", FILES)
def test_prism_responses_each_read(node_tool, descriptions, name):
    """Prism mocks every GET operation without a required parameter from the examples and bounds alone."""
    document = json.loads((descriptions / name).read_text("utf-8"))
    paths = [
        path
        for path, item in document["paths"].items()
        if "get" in item
        and "{" not in path
        and not any(each.get("required") for each in item["get"].get("parameters", ()))
    ]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    from .conftest import MODULES

    command = [MODULES / ".bin" / "prism", "mock", descriptions / name, "-p", str(port)]
    server = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ, "CI": "1"}
    )
    try:
        _await_port(server, port)
        statuses = {path: _status(port, path) for path in paths}
    finally:
        server.terminate()
        server.communicate()

    assert len(paths) > 20
    assert {path: status for path, status in statuses.items() if status != 200} == {}


def _await_port(server, port):
    for _ in range(600):
        assert server.poll() is None, server.stdout.read().decode()
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("Prism does not listen")


def _status(port, path):
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}", headers={"Authorization": "Basic bG9naW46cGFzc3dvcmQ="}
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as response:
            body = response.read()
            assert not re.search(rb"-9007199254740991", body)
            return response.status
    except urllib.error.HTTPError as error:
        return error.code
