"""The webhook guide: every receiver it shows takes signed deliveries and refuses others."""

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "spec" / "docs" / "webhooks.md").read_text("utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)
SECRET = "a long random text"
BODY = b'{"webhookId": 7, "events": [{"resourceType": "InboundText", "eventType": "Finished", "resource": {"id": 1}}]}'


@pytest.fixture
def webhooks(monkeypatch):
    source = ROOT / "generated" / "src"
    if not (source / "callfire" / "webhooks.py").exists():
        pytest.skip("the client is not generated")
    monkeypatch.syspath_prepend(str(source))
    return pytest.importorskip("callfire.webhooks")


def block(mark):
    (result,) = [text for text in BLOCKS if mark in text]
    return result


def run(mark):
    module = {"__name__": "guide"}
    exec(compile(block(mark), mark, "exec"), module)
    return module


def requests(webhooks):
    """Each case: method, signature, body, expected status."""
    good = webhooks.sign(BODY, SECRET)
    return [
        ("POST", good, BODY, 204),
        ("POST", "wrong", BODY, 401),
        ("POST", None, BODY, 401),
        ("POST", webhooks.sign(b"[]", SECRET), b"[]", 400),
        ("GET", good, BODY, 405),
    ]


def headers(webhooks, signature):
    return {} if signature is None else {webhooks.HEADER: signature}


def test_reading(webhooks, capsys):
    run("webhooks.InboundTextEvent")

    assert capsys.readouterr().out == "12135551122 STOP\n"


@pytest.mark.filterwarnings("ignore")
def test_fastapi(webhooks):
    pytest.importorskip("fastapi")
    client = pytest.importorskip("fastapi.testclient").TestClient(
        run("# receiver_fastapi.py")["app"]
    )
    for method, signature, body, status in requests(webhooks):
        response = client.request(
            method, "/hooks", content=body, headers=headers(webhooks, signature)
        )
        assert response.status_code == status


@pytest.mark.filterwarnings("ignore")
def test_asgi(webhooks):
    client_module = pytest.importorskip("starlette.testclient")
    client = client_module.TestClient(run("# receiver_asgi.py")["app"])
    for method, signature, body, status in requests(webhooks):
        response = client.request(
            method, "/hooks", content=body, headers=headers(webhooks, signature)
        )
        assert response.status_code == status


def test_flask(webhooks):
    pytest.importorskip("flask")
    client = run("# receiver_flask.py")["app"].test_client()
    for method, signature, body, status in requests(webhooks):
        response = client.open(
            "/hooks", method=method, data=body, headers=headers(webhooks, signature)
        )
        assert response.status_code == status


def test_wsgi(webhooks):
    client_module = pytest.importorskip("werkzeug.test")
    client = client_module.Client(run("# receiver_wsgi.py")["app"])
    for method, signature, body, status in requests(webhooks):
        response = client.open(
            "/hooks", method=method, data=body, headers=headers(webhooks, signature)
        )
        assert response.status_code == status


@pytest.mark.filterwarnings("ignore")
def test_django(webhooks, monkeypatch):
    django = pytest.importorskip("django")
    from django.conf import settings

    module = type(sys)("receiver_django")
    monkeypatch.setitem(sys.modules, "receiver_django", module)
    exec(compile(block("# receiver_django.py"), "receiver_django", "exec"), module.__dict__)
    if not settings.configured:
        settings.configure(ROOT_URLCONF="receiver_django", ALLOWED_HOSTS=["*"], SECRET_KEY="x")
        django.setup()
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    for method, signature, body, status in requests(webhooks):
        response = client.generic(
            method, "/hooks", body, "application/json", headers=headers(webhooks, signature)
        )
        assert response.status_code == status
