"""Clients and testers that we did not write use the served fake: it is a mock server for every language."""

import json
import sys
import xml.etree.ElementTree as ET
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WALKS = Path(__file__).parent / "walks"
sys.path.insert(0, str(ROOT / "generated" / "src"))

from callfire.testing import FakeCallFire  # noqa: E402


@pytest.fixture
def fake():
    return FakeCallFire("login", "password")


@pytest.fixture
def address(fake):
    with fake.serve() as address:
        yield address


def _walked(python_tool, name, *arguments):
    ended = python_tool("python", WALKS / f"{name}.py", *arguments)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout.splitlines()[-1])


WALK = {
    "sent": ["READY"],
    "result": [["12135551122", "Hi", {"name": "Ada"}]],
    "contact": ["Ada", {"tier": "gold"}],
    "broadcast": ["RUNNING", "FINISHED"],
    "recipients": ["FINISHED"],
    "webhook": ["Finished"],
    "media": "\x89PNG",
    "missing": 404,
}


@pytest.fixture(scope="session")
def made_clients(build_once, python_tool, descriptions):
    """The clients that two generators make of the published description, each in its folder."""
    return build_once("clients", partial(_make_clients, python_tool, descriptions / "openapi.json"))


def _make_clients(python_tool, description, folder):
    settings = folder / "settings.yml"
    settings.write_text(
        "project_name_override: api\npackage_name_override: api_client\npost_hooks: []\n"
    )
    parts = ("modelTests", "apiTests", "modelDocs", "apiDocs")
    commands = {
        "openapi_generator": (
            "openapi-generator-cli",
            *("generate", "-g", "python", "--package-name", "api_client"),
            *("-i", description, "-o", folder / "openapi_generator", "--global-property"),
            ",".join(["models", "apis", "supportingFiles", *(f"{each}=false" for each in parts)]),
        ),
        "openapi_python_client": (
            "openapi-python-client",
            *("generate", "--config", settings, "--path", description),
            *("--output-path", folder / "openapi_python_client"),
        ),
    }
    for name, command in commands.items():
        ended = python_tool(*command, cwd=folder)
        (folder / f"{name}.log").write_text(ended.stdout + ended.stderr)
        assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize("name", ["openapi_generator", "openapi_python_client"])
def test_a_generated_client_walks_the_fake(python_tool, made_clients, fake, address, name):
    assert _walked(python_tool, name, address, made_clients / name) == WALK
    assert [each.error for each in fake.requests if each.error] == ["there is no id 1 in /texts"]


def test_what_generators_leave_out_is_known(made_clients):
    log = (made_clients / "openapi_python_client.log").read_text()
    # It cannot read responses of these media types; they are the seven downloads.
    assert log.count("Unsupported content_type") == 7
    assert log.count("WARNING") == 7


def test_the_former_client_walks_the_fake(python_tool, fake, address):
    """It reads the description from the fake, and checks each response against it."""
    assert _walked(python_tool, "former_client", address) == WALK
    assert [each.error for each in fake.requests if each.error] == ["there is no id 1 in /texts"]


def test_an_assistant_uses_the_fake_through_fastmcp(python_tool, address):
    walked = _walked(python_tool, "fastmcp_server", address)
    assert walked == {"tools": 122, "sent": ["READY"], "result": ["Hi"]}


# ---- Schemathesis ----

CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,"
    "response_schema_conformance,negative_data_rejection"
)
FALSE_ALARMS = ("header: violates `required` (was Authorization)",)
"""Findings that are no bug in the fake: Schemathesis removes the header of the login, and sends it all the same."""

SEED = {
    "contacts": [{"id": 1, "homePhone": "12135550123"}],
    "contacts.lists": [{"id": 1, "name": "Customers"}],
    "contacts.dncs": [{"id": 1, "number": "12135550123", "call": True}],
    "calls": [{"id": 1, "toNumber": "12135550123"}],
    "calls.broadcasts": [{"id": 1, "name": "Autumn"}],
    "calls.recordings": [{"id": 1, "callId": 1, "name": "voice"}],
    "texts": [{"id": 1, "toNumber": "12135550123", "message": "Hi"}],
    "texts.broadcasts": [{"id": 1, "name": "Autumn"}],
    "texts.auto_replies": [{"id": 1, "message": "We are open."}],
    "campaigns.batches": [{"id": 1, "broadcastId": 1}],
    "campaigns.sounds": [{"id": 1, "name": "Welcome"}],
    "me.credentials": [{"id": 1, "name": "app"}],
    "media": [{"id": 1, "name": "picture"}],
    "orders": [{"id": 1, "status": "FINISHED"}],
    "webhooks": [{"id": 1, "name": "replies"}],
}


def test_schemathesis_finds_no_undescribed_status_and_no_accepted_nonsense(
    python_tool, fake, address, tmp_path
):
    fake.seed(SEED)
    report = tmp_path / "report.xml"
    ended = python_tool(
        "schemathesis",
        *("run", f"{address}/openapi.json", "--auth", "login:password", "--checks", CHECKS),
        *("--phases", "examples,coverage,fuzzing", "--max-examples", "2", "--seed", "1"),
        *("--continue-on-failure", "--no-shrink", "--max-time", "200"),
        *("--report", "junit", "--report-junit-path", report, "--no-color"),
        cwd=tmp_path,
    )
    assert report.is_file(), ended.stdout + ended.stderr
    failures = [
        (case.get("name"), failure.text or "")
        for case in ET.parse(report).getroot().iter("testcase")
        for failure in case.iter("failure")
    ]
    assert [each for each in failures if not any(alarm in each[1] for alarm in FALSE_ALARMS)] == []
    assert len(fake.requests) > 2000
    assert {each.status for each in fake.requests if each.status and each.status >= 500} == set()
