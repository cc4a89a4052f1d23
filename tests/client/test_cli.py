"""The command, as scripts and people use it: pipes, a pseudo-terminal, exit codes, completion, start-up."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
from callfire import actions, webhooks
from callfire._runtime.cli.parser import Flags, action_parser
from callfire._runtime.cli.tree import Command, Group, grown
from callfire._runtime.testing.server import serving
from callfire.cli import PROGRAM, run
from callfire.testing import FakeCallFire

SOURCE = Path(__file__).resolve().parents[2] / "generated" / "src"
LOGIN, PASSWORD = "cli-login", "cli-password"


@pytest.fixture
def fake() -> FakeCallFire:
    return FakeCallFire(LOGIN, PASSWORD)


@pytest.fixture
def environment(fake: FakeCallFire, tmp_path: Path) -> Iterator[dict[str, str]]:
    with serving(fake) as address:
        yield {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(SOURCE),
            "CALLFIRE_BASE_URL": address,
            "CALLFIRE_LOGIN": LOGIN,
            "CALLFIRE_PASSWORD": PASSWORD,
            "CALLFIRE_CONFIG": str(tmp_path / "config.toml"),
            "HOME": str(tmp_path),
            "TERM": "dumb",
        }


class Ended:
    """What a command left behind."""

    def __init__(self, done: subprocess.CompletedProcess[bytes]) -> None:
        self.code = done.returncode
        self.out = done.stdout.decode()
        self.err = done.stderr.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        return json.loads(self.err.strip().splitlines()[-1])


@pytest.fixture
def call(environment: dict[str, str], tmp_path: Path):
    def run(*words: str, given: str | bytes | None = None, **changes: str) -> Ended:
        env = environment | changes
        sent = given.encode() if isinstance(given, str) else given
        return Ended(
            subprocess.run(
                [sys.executable, "-m", "callfire", *words],
                env={name: value for name, value in env.items() if value},
                input=b"" if sent is None else sent,
                capture_output=True,
                cwd=tmp_path,
                timeout=60,
                check=False,
            )
        )

    return run


def on_terminal(
    words: list[str], env: dict[str, str], cwd: Path, reply: str = ""
) -> tuple[int, str]:
    """Run the command in a pseudo-terminal; returns its exit code and all that it showed."""
    child, terminal = pty.fork()
    if not child:
        os.chdir(cwd)
        os.execve(sys.executable, [sys.executable, "-m", "callfire", *words], env)
    shown = b""
    answered = not reply
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if not select.select([terminal], [], [], 0.2)[0]:
            continue
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
        if not answered and b"[y/N]" in shown:
            os.write(terminal, f"{reply}\n".encode())
            answered = True
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), shown.decode()


def commands(group: Group) -> Iterator[Command]:
    for child in group.children.values():
        if isinstance(child, Command):
            yield child
        else:
            yield from commands(child)


EVERY = list(commands(grown(PROGRAM)))


def test_every_action_is_a_command():
    assert {each.action.id for each in EVERY if each.kind == "action"} == {
        *actions.CATALOGUE.actions
    }
    assert [" ".join(each.path) for each in EVERY if each.kind == "bulk"] == [
        "calls send-bulk",
        "texts send-bulk",
    ]
    assert [" ".join(each.path) for each in EVERY if each.kind == "reconcile"] == [
        "calls reconcile",
        "texts reconcile",
    ]


@pytest.mark.parametrize(
    "command",
    [each for each in EVERY if each.kind == "action"],
    ids=lambda each: " ".join(each.path),
)
def test_help_of_every_command_fits_80_columns(command):
    flags = Flags(command.action, PROGRAM.catalogue)
    text = action_parser("callfire", command, flags).format_help()
    message, _, example = text.partition("example:\n")

    assert [line for line in message.splitlines() if len(line) > 80] == []
    assert command.action.title in text
    assert example.strip().startswith(f"callfire {' '.join(command.path)}")
    ids = set(re.findall(r"`(\w+)`", message)) & {*actions.CATALOGUE.actions}
    assert ids == set()


def every(group):
    """All groups and commands below a group."""
    for child in group.children.values():
        yield child
        yield from every(child) if isinstance(child, Group) else ()


@pytest.mark.parametrize(
    "path",
    [()] + [each.path for each in every(grown(PROGRAM)) if getattr(each, "kind", "") != "action"],
    ids=" ".join,
)
def test_help_of_groups_and_own_commands_fits_80_columns(path, capsys):
    assert run(PROGRAM, [*path, "--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("usage: callfire") or "from the command line" in lines[0]
    assert [line for line in lines if len(line) > 80] == []


def test_the_example_of_every_command_is_a_request(call, tmp_path):
    (tmp_path / "file.csv").write_text("homePhone\n12135551122\n")
    import shlex

    from callfire._runtime.cli.main import main

    for command in EVERY:
        if command.kind != "action":
            continue
        flags = Flags(command.action, PROGRAM.catalogue)
        example = action_parser("callfire", command, flags).epilog.partition("\n  ")[2]
        words = [
            str(tmp_path / each) if each == "file.csv" else each for each in shlex.split(example)
        ]
        assert main(PROGRAM, [*words[1:], "--dry-run"]) == 0


def test_a_walk_through_the_command(call, fake, tmp_path):
    checked = call("auth", "check")
    assert (checked.code, type(checked.json)) == (0, dict)
    assert fake.requests[-1].operation == "getAccount"

    dry = call(
        "texts", "send", "--recipients", "213-555-1122", "--default-message", "Hi", "--dry-run"
    )
    assert dry.json["method"] == "POST"
    assert dry.json["url"].endswith("/texts?defaultMessage=Hi")
    assert dry.json["body"] == [{"phoneNumber": "12135551122"}]
    assert "authorization" not in {name.lower() for name in dry.json["headers"]}
    assert fake.sent("sendTexts") == []

    sent = call("texts", "send", "--recipients", "213-555-1122", "--default-message", "Hi", "--yes")
    assert (sent.code, len(sent.json["items"])) == (0, 1)

    table = call("texts", "find", "-o", "table")
    assert table.out.splitlines()[0].split()[0] == "ID"
    assert "12135551122" in table.out
    lines = call("texts", "find", "--all", "-o", "jsonl", "--fields", "items(id,toNumber)")
    assert [*json.loads(lines.out)] == ["id", "toNumber"]
    assert call("texts", "find", "-o", "csv").out.splitlines()[0].startswith("id,")
    assert call("texts", "find", "--query", "items[].toNumber").json == ["12135551122"]

    (tmp_path / "people.csv").write_text("homePhone\n12135551122\n")
    made = call("contacts", "lists", "upload", "people.csv", "--name", "People")
    assert made.code == 0
    assert fake.requests[-1].files["file"].content == b"homePhone\n12135551122\n"
    waited = call("contacts", "lists", "get", str(made.json["id"]), "--wait", "30")
    assert waited.json["status"] == "ACTIVE"

    fake.add("/calls/recordings", {"id": 7}, content=b"ID3 \x00\xff sound")
    stored = call("calls", "recordings", "download", "7", "--to", "sound.mp3")
    assert (stored.json["bytes"], (tmp_path / "sound.mp3").read_bytes()) == (
        12,
        b"ID3 \x00\xff sound",
    )


@pytest.mark.parametrize(
    ("words", "given", "body"),
    [
        (["--recipients", "@rows.json"], None, [{"phoneNumber": "12135551122", "message": "a"}]),
        (["--recipients", "@rows.csv"], None, [{"phoneNumber": "12135551122", "message": "b"}]),
        (
            ["--recipients", "-"],
            '{"contactId": 1}\n{"contactId": 2}\n',
            [{"contactId": 1}, {"contactId": 2}],
        ),
        (["--input", "-"], '{"recipients": [{"contact_id": 3}]}', [{"contactId": 3}]),
        (
            ["--recipients", '[{"contactId": 1, "message": "@rows.csv"}]'],
            None,
            [{"contactId": 1, "message": "@rows.csv"}],
        ),
    ],
)
def test_values_come_from_files_and_pipes(call, tmp_path, words, given, body):
    (tmp_path / "rows.json").write_text('[{"phoneNumber": "12135551122", "message": "a"}]')
    (tmp_path / "rows.csv").write_text("phoneNumber;message\n12135551122;b\n")

    assert call("texts", "send", *words, "--dry-run", given=given).json["body"] == body


def test_a_field_that_is_called_like_a_path_parameter_has_an_option(call):
    request = call(
        "contacts",
        "dncs",
        "update",
        "2135551122",
        "--body-number",
        "2135551133",
        "--call",
        "--dry-run",
    ).json

    assert request["url"].endswith("/contacts/dncs/12135551122")
    assert request["body"] == {"number": "12135551133", "call": True}


def test_a_text_from_a_pipe_never_opens_a_file(call, tmp_path):
    (tmp_path / "secret").write_text("secret")
    text = call(
        "texts",
        "send",
        "--recipients",
        "2135551122",
        "--default-message",
        "-",
        "--dry-run",
        given="@secret\n",
    )
    assert "defaultMessage=%40secret" in text.json["url"]

    refused = call("contacts", "lists", "upload", "-", "--input", "-", given="{}")
    assert refused.code == 2
    piped = call("run", "createContactListFromFile", "--input", "-", given='{"file": "secret"}')
    assert (piped.code, "paths are not opened here" in piped.error["message"]) == (2, True)


@pytest.mark.parametrize(
    ("words", "stage", "code"),
    [
        (["texts", "get", "99"], None, 1),
        (["texts", "snd"], None, 2),
        (["texts", "find", "--limit", "x"], None, 2),
        (["texts", "find", "--states", "REDY"], None, 2),
        (["texts", "find", "--query", "[["], None, 2),
        (["texts", "send", "--recipients", "2135551122"], None, 2),
        (["texts", "find", "--nonsense"], None, 2),
        (["texts", "find"], lambda fake: fake.drop("findTexts", times=9), 3),
        (["texts", "find"], lambda fake: fake.fail("findTexts", 503, times=9), 3),
        (
            ["texts", "send", "--recipients", "2135551122", "--default-message", "Hi", "-y"],
            lambda fake: fake.fail("sendTexts", 429, times=9),
            3,
        ),
        (
            ["texts", "send", "--recipients", "2135551122", "--default-message", "Hi", "-y"],
            lambda fake: fake.drop("sendTexts"),
            5,
        ),
        (
            ["texts", "send", "--recipients", "2135551122", "--default-message", "Hi", "-y"],
            lambda fake: fake.fail("sendTexts", 500),
            5,
        ),
        (
            ["texts", "send", "--recipients", "2135551122", "--default-message", "Hi", "-y"],
            lambda fake: fake.fail("sendTexts", 400),
            1,
        ),
    ],
)
def test_exit_codes(call, fake, words, stage, code):
    if stage:
        stage(fake)
    ended = call(*words)

    assert (ended.code, ended.error["exit_code"], ended.out) == (code, code, "")
    assert ended.error["advice"]


def test_login_errors_end_in_4(call):
    assert call("texts", "find", CALLFIRE_PASSWORD="wrong").code == 4
    assert call("texts", "find", CALLFIRE_PASSWORD="", CALLFIRE_LOGIN="").code == 4


def test_an_unreachable_server_is_safe_to_retry(call):
    ended = call(
        "texts", "send", "--recipients", "2135551122", "-y", "--base-url", "http://127.0.0.1:9"
    )
    assert (ended.code, ended.error["evidence"]) == (3, "not_sent")


def test_nothing_waits_for_a_response_without_a_terminal(call, fake):
    ended = call("texts", "send", "--recipients", "2135551122")
    assert (ended.code, ended.error["message"]) == (2, "sendTexts (contact) needs --yes")
    assert call("contacts", "delete", "1").code == 2
    assert fake.requests == []


def test_a_closed_pipe_is_no_error(environment, fake, tmp_path):
    for number in range(300):
        fake.add("/texts", {"toNumber": "12135551122", "message": f"{number}" * 40})
    line = f"{sys.executable} -m callfire texts find --all -o jsonl | head -1"
    done = subprocess.run(
        line, shell=True, env=environment, capture_output=True, check=False, cwd=tmp_path
    )
    assert (done.returncode, done.stderr, done.stdout.count(b"\n")) == (0, b"", 1)


SEND = ("texts", "send", "--recipients", "2135551122", "--default-message", "Hi", "-y")


@pytest.mark.parametrize(
    ("command", "redirected", "code", "evidence", "requests"),
    [
        (SEND, ">/dev/full", 5, "done", 1),
        (("texts", "find"), ">/dev/full", 3, "done", 1),
        (SEND, ">&-", 2, None, 0),
        (SEND, "--query '[['", 2, None, 0),
        (SEND, "--query 'sum(items)'", 5, "done", 1),
        (SEND, "--query 'sum(items)' 2>&-", 5, None, 1),
    ],
)
def test_a_result_that_cannot_be_printed_does_not_hide_what_was_carried_out(
    environment, fake, tmp_path, command, redirected, code, evidence, requests
):
    line = f"{sys.executable} -m callfire {' '.join(command)} {redirected}"
    done = subprocess.run(
        line, shell=True, env=environment, capture_output=True, check=False, cwd=tmp_path
    )
    last = done.stderr.strip().splitlines()[-1:]
    error = json.loads(last[0]) if last else {}

    assert (done.returncode, error.get("evidence")) == (code, evidence)
    assert ("Nothing was sent" in error.get("advice", "")) <= (requests == 0)
    assert (len(fake.requests), done.stdout) == (requests, b"")


def test_notes_that_no_one_reads_stop_nothing(environment, fake, tmp_path):
    line = f"({sys.executable} -m callfire {' '.join(SEND)} 2>&1 >/dev/null; echo $? >code) | true"
    subprocess.run(line, shell=True, env=environment, check=True, cwd=tmp_path)

    assert ((tmp_path / "code").read_text(), len(fake.sent("texts.send"))) == ("0\n", 1)


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "table"])
def test_data_in_pipes_is_utf_8_whatever_the_locale(call, fake, form):
    fake.add("/texts", {"toNumber": "12135551122", "message": "日本 😀 é"})
    ended = call("texts", "find", "-o", form, PYTHONIOENCODING="latin-1", PYTHONUTF8="0")

    assert (ended.code, ended.err) == (0, "")
    assert "日本 😀 é" in ended.out


def test_an_error_shows_only_what_the_server_stated(call):
    assert "code" not in call("texts", "get", "99").error


@pytest.mark.parametrize(("words", "journal"), [([], True), (["--no-journal"], False)])
def test_a_bulk_run_that_stops_reports_its_rows(call, fake, tmp_path, words, journal):
    (tmp_path / "rows.csv").write_text("phone_number\n" + "2135551122\n" * 3)
    fake.fail("sendTexts", 401, times=9)
    ended = call("texts", "send-bulk", "rows.csv", "--message", "Hi", "-y", *words)

    assert (ended.code, ended.json["unsent"]) == (4, 3)
    assert ("same command again" in ended.error["advice"]) == journal


def test_an_interrupted_send_states_that_it_may_have_been_carried_out(environment, fake, tmp_path):
    fake.delay("sendTexts", 20)
    process = subprocess.Popen(
        [sys.executable, "-m", "callfire", *SEND],
        env=environment,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    deadline = time.monotonic() + 20
    while not fake.requests and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, text = process.communicate(timeout=20)
    error = json.loads(text.strip().splitlines()[-1])

    assert (process.returncode, error["outcome"]) == (130, "interrupted")
    assert "may have been carried out" in error["message"]


def test_people_see_tables_and_are_asked(environment, fake, tmp_path):
    fake.add("/texts", {"toNumber": "12135551122", "message": "Hi \x1b[31mred"})
    code, shown = on_terminal(["texts", "find"], environment, tmp_path)
    assert (code, "12135551122" in shown, "\x1b[31mred" in shown) == (0, True, False)

    words = ["texts", "send", "--recipients", "2135551122", "--default-message", "Hi"]
    code, shown = on_terminal(words, environment, tmp_path, "n")
    assert (code, fake.sent("sendTexts")) == (2, [])
    assert "This reaches people or buys something." in shown
    assert "Preview of sendTexts: 1 rows to 1 recipients" in shown
    code, shown = on_terminal(words, environment, tmp_path, "y")
    assert (code, len(fake.sent("sendTexts"))) == (0, 1)
    code, shown = on_terminal(["texts", "get", "404"], environment, tmp_path)
    assert (code, "Traceback" in shown, "callfire: getText: 404" in shown) == (1, False, True)


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
def test_texts_of_others_never_act_on_a_terminal(environment, fake, tmp_path, form):
    message = "Hi \x1b[31mred \x9b31m \u202edlrow \u2066x \u2028 end"
    fake.add("/texts", {"toNumber": "12135551122", "message": message})
    words = ["texts", "find", "-o", form, "--fields", "items(message)"]
    code, shown = on_terminal(words, environment, tmp_path)

    assert (code, "Hi" in shown) == (0, True)
    # The terminal itself gets escapes for bold heads of tables only.
    shown = re.sub(r"\x1b\[[01]?m", "", shown)
    assert [sign for sign in shown if not (sign.isprintable() or sign in "\r\n")] == []
    if "json" in form:
        assert repr(message)[1:-1] in repr(json.loads(shown))


ROWS = "Mobile Phone,firstName,message\n" + "".join(
    f"213555{number:04},Name{number},\n" for number in range(25)
)


def test_bulk_sends_rows_once_and_resumes(call, fake, tmp_path):
    (tmp_path / "contacts.csv").write_text(ROWS)
    words = ["texts", "send-bulk", "contacts.csv", "--message", "Hi ${firstName}"]
    assert call(*words).code == 2
    assert call(*words, "--dry-run").json["valid"] == 25
    assert fake.requests == []

    done = call(*words, "--yes")
    rows = fake.requests[-1].json
    assert (done.code, done.json["sent"]) == (0, 25)
    assert rows[3] == {
        "phoneNumber": "12135550003",
        "message": "Hi ${firstName}",
        "attributes": {"firstName": "Name3"},
    }
    again = call(*words, "--yes")
    assert (again.json["sent"], again.json["skipped"], len(fake.sent("sendTexts"))) == (0, 25, 1)


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_bulk_runs_of_many_workers_share_a_journal(call, fake, tmp_path, request, engine):
    (tmp_path / "contacts.csv").write_text(ROWS)
    url = "sqlite:///run.db" if engine == "sqlite" else request.getfixturevalue("postgres")
    journal = f"{url}#{token_hex(4)}"
    words = ["texts", "send-bulk", "contacts.csv", "--message", "Hi", "--yes", "--journal", journal]
    with ThreadPoolExecutor() as pool:
        ended = list(pool.map(lambda _: call(*words), range(3)))
    assert sum(each.json["sent"] for each in ended) == 25
    assert {each.code for each in ended} <= {0, 3}
    assert len(fake.items("/texts")) == 25

    status = call("bulk", "status", journal)
    assert (status.code, status.json["done"], status.json["sent"]) == (0, 25, 25)
    assert call("bulk", "pause", journal).json["state"] == "paused"
    assert call("bulk", "resume", journal).json["state"] == "running"
    assert call(*words).json["skipped"] == 25
    assert (
        call("texts", "reconcile", "contacts.csv", "--message", "Hi", "--journal", journal).code
        == 0
    )
    assert call("bulk", "cancel", journal).json["state"] == "cancelled"
    stopped = call(*words)
    assert (stopped.code, "was cancelled" in stopped.error["message"]) == (1, True)


@pytest.mark.parametrize(
    ("journal", "text"),
    [
        ("people.journal", "has its journal in a database"),
        ("sqlite:///none.db", "there is no run"),
        ("mysql://x/y", "has its journal in a database"),
        ("postgresql://user:secret@127.0.0.1:1/db", "cannot be used"),
    ],
)
def test_what_is_no_run_is_an_error(call, tmp_path, journal, text):
    ended = call("bulk", "status", journal)
    assert (ended.code in {1, 2, 3}, text in ended.error["message"]) == (True, True)
    assert ("secret" in ended.err, "Traceback" in ended.err) == (False, False)
    assert list(tmp_path.iterdir()) == []


def test_bulk_states_what_is_unknown(call, fake, tmp_path):
    (tmp_path / "contacts.csv").write_text(ROWS)
    fake.drop("sendTexts")
    words = ["texts", "send-bulk", "contacts.csv", "--message", "Hi", "--yes"]
    lost = call(*words)
    assert (lost.code, lost.json["unknown"]) == (5, 25)
    assert "do not send them again" in lost.err
    assert (call(*words).code, len(fake.sent("sendTexts"))) == (5, 1)


@pytest.mark.parametrize(
    ("when", "status", "code"), [("after", "sent", 0), ("before", "unsent", 3)]
)
def test_bulk_reconciles_what_is_unknown(call, fake, tmp_path, when, status, code):
    (tmp_path / "contacts.csv").write_text("phone,name\n2135551122,Ann\n2135551133,Bob\n")
    fake.drop("sendTexts", when)
    words = ["contacts.csv", "--message", "Hi"]
    assert call("texts", "send-bulk", *words, "--yes").code == 5
    settled = call("texts", "reconcile", *words, "--delay", "0")
    assert (settled.code, settled.json[status], settled.json["unknown"]) == (code, 2, 0)
    again = call("texts", "send-bulk", *words, "--yes")
    assert (again.code, again.json["skipped" if when == "after" else "sent"]) == (0, 2)
    assert len(fake.items("/texts")) == 2


@pytest.mark.slow
def test_a_bulk_run_that_is_killed_goes_on_and_sends_nothing_twice(
    call, fake, environment, tmp_path
):
    rows = "phone\n" + "".join(f"2135{number:06}\n" for number in range(5000))
    (tmp_path / "many.csv").write_text(rows)
    fake.delay("sendTexts", 0.3, times=None)
    words = ["texts", "send-bulk", "many.csv", "--message", "Hi", "--yes", "--concurrency", "1"]
    process = subprocess.Popen(
        [sys.executable, "-m", "callfire", *words],
        env=environment,
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    end = time.monotonic() + 20
    while not fake.sent("sendTexts") and time.monotonic() < end:
        time.sleep(0.02)
    process.kill()
    process.wait()
    time.sleep(0.5)
    call(*words)
    call("texts", "reconcile", "many.csv", "--message", "Hi", "--delay", "0")
    last = call(*words)
    numbers = [item["toNumber"] for item in fake.items("/texts")]
    assert (len(numbers), len({*numbers}), last.code) == (5000, 5000, 0)


@pytest.mark.parametrize(
    ("text", "message", "reported"),
    [
        ("phone\n2135551122\n", "Hi ${name}", "row 0 fills no ${name}"),
        ("", "Hi", "holds no rows"),
    ],
)
def test_bulk_refuses_what_would_reach_people_unfinished(
    call, fake, tmp_path, text, message, reported
):
    (tmp_path / "rows.csv").write_text(text)
    ended = call("texts", "send-bulk", "rows.csv", "--message", message, "--yes")
    assert (ended.code, reported in ended.error["message"], fake.requests) == (2, True, [])


def test_profiles(call, environment, tmp_path):
    config = Path(environment["CALLFIRE_CONFIG"])
    config.write_text(f"""
        [profiles.default]
        login = "{LOGIN}"
        password_command = ["echo", "{PASSWORD}"]
        [profiles.env]
        login = "{LOGIN}"
        password_env = "OTHER"
        [profiles.clear]
        login = "x"
        password = "y"
        [profiles.broken]
        login = "x"
        password_command = ["false"]
        """)
    bare = {"CALLFIRE_LOGIN": "", "CALLFIRE_PASSWORD": ""}
    assert call("auth", "check", **bare).code == 0
    assert call("auth", "check", "--profile", "env", OTHER=PASSWORD, **bare).code == 0
    assert call("--profile", "env", "auth", "check", **bare).code == 4
    assert "in clear text" in call("auth", "check", "--profile", "clear", **bare).error["message"]
    assert call("auth", "check", "--profile", "broken", **bare).code == 4
    assert call("auth", "check", "--profile", "none", **bare).code == 2


def test_the_password_comes_from_the_keyring(call, environment, tmp_path):
    """A keyring with one entry stands in for that of the desktop; one that is locked is no traceback."""
    backend = tmp_path / "backend" / "keyring"
    backend.mkdir(parents=True)
    (backend / "errors.py").write_text("class KeyringError(Exception): pass\n")
    (backend / "__init__.py").write_text(
        "from .errors import KeyringError\n"
        "def get_password(service, user):\n"
        "    if service == 'locked':\n"
        "        raise KeyringError\n"
        f"    return {{('desk', {LOGIN!r}): {PASSWORD!r}}}.get((service, user))\n"
    )
    Path(environment["CALLFIRE_CONFIG"]).write_text(
        "".join(
            f"[profiles.{name}]\nlogin = {LOGIN!r}\npassword_keyring = {name!r}\n"
            for name in ("desk", "empty", "locked")
        )
    )
    bare = {"CALLFIRE_LOGIN": "", "CALLFIRE_PASSWORD": ""}
    ready = bare | {"PYTHONPATH": f"{SOURCE}{os.pathsep}{backend.parent}"}

    assert call("auth", "check", "--profile", "desk", **ready).code == 0
    for name, stderr in (("empty", "holds nothing for empty"), ("locked", "cannot be read")):
        ended = call("auth", "check", "--profile", name, **ready)
        assert (ended.code, stderr in ended.error["message"]) == (4, True)
    without = call("auth", "check", "--profile", "desk", **bare)
    assert (without.code, "is not installed" in without.error["message"]) == (4, True)


def test_doctor_finds_what_is_wrong(call, tmp_path):
    rows = {row["check"]: row for row in call("doctor").json}
    assert {name for name, row in rows.items() if not row["ok"]} == set()
    assert [*rows] == [
        "python",
        "package",
        "clash",
        "import",
        "config",
        "credentials",
        "connection",
    ]

    old = tmp_path / "site"
    (old / "callfire").mkdir(parents=True)
    info = old / "old_client-0.0.9.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: old-client\nVersion: 0.0.9\n")
    (info / "RECORD").write_text("callfire/__init__.py,,\n")
    result = call("doctor", PYTHONPATH=f"{SOURCE}:{old}", CALLFIRE_PASSWORD="wrong")
    rows = {row["check"]: row for row in result.json}
    assert (result.code, rows["clash"]["detail"]) == (1, "old-client 0.0.9")
    assert "pip uninstall -y old-client" in rows["clash"]["hint"]
    assert not rows["connection"]["ok"]


def test_the_command_works_when_another_package_took_the_root(call, tmp_path):
    copy = tmp_path / "site"
    shutil.copytree(SOURCE, copy)
    (copy / "callfire" / "__init__.py").write_text("")
    result = {row["check"]: row for row in call("doctor", "--offline", PYTHONPATH=str(copy)).json}
    assert "__init__.py is missing or another one" in result["import"]["detail"]


def listening(environment, tmp_path, *words) -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "callfire", "webhooks", "listen", "--port", "0", *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
    )
    return process, process.stderr.readline().split()[-1]


def test_webhooks_are_shown_verified_and_forwarded(environment, fake, tmp_path):
    taken = []
    from http.server import BaseHTTPRequestHandler, HTTPServer
    from threading import Thread

    class App(BaseHTTPRequestHandler):
        def do_POST(self):
            length = int(self.headers["Content-Length"])
            taken.append((self.rfile.read(length), self.headers[webhooks.HEADER]))
            self.send_response(202)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    app = HTTPServer(("127.0.0.1", 0), App)
    Thread(target=app.serve_forever, daemon=True).start()
    made = fake.callback("InboundText", "Finished", {"id": 1}, secret="s")
    environment["CALLFIRE_WEBHOOK_SECRET"] = "s"
    forward = f"http://127.0.0.1:{app.server_address[1]}/in"
    process, address = listening(environment, tmp_path, "--forward", forward, "--count", "2")
    try:
        request = urllib.request.Request(address, made.body, dict(made.headers), method="POST")
        with urllib.request.urlopen(request, timeout=10) as response:
            assert response.status == 202
        forged = urllib.request.Request(address, made.body, {webhooks.HEADER: "no"}, method="POST")
        with pytest.raises(urllib.error.HTTPError, match="401") as refused:
            urllib.request.urlopen(forged, timeout=10)
        refused.value.close()
        out, _ = process.communicate(timeout=20)
    finally:
        process.kill()
        process.wait()
        process.stderr.close()
        app.shutdown()
        app.server_close()
    first, second = map(json.loads, out.splitlines())
    assert (first["verified"], first["events"], first["forward"]) == (True, ["Finished"], 202)
    assert taken == [(made.body, dict(made.headers)[webhooks.HEADER])]
    assert second["verified"] is False


@pytest.mark.parametrize(("length", "status"), [("9" * 5000, 413), ("²", 411), ("-1", 411)])
def test_a_length_that_is_no_number_is_refused_by_the_listener(
    environment, tmp_path, length, status
):
    process, address = listening(environment, tmp_path, "--unverified")
    head = f"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n"
    try:
        port = int(address.rstrip("/").rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
            connection.sendall(head.encode("latin-1"))
            line = connection.recv(100).split(b"\r\n")[0]
    finally:
        process.kill()
        process.communicate(timeout=20)
    assert line.split()[1] == str(status).encode()


def test_listening_ends_with_an_interrupt(environment, tmp_path):
    process, _ = listening(environment, tmp_path, "--unverified")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert process.returncode == 130


def test_search_and_describe(call):
    assert call("search", "send", "a", "text").json[0]["id"] == "sendTexts"
    assert call("describe", "texts.send").json["id"] == "sendTexts"
    assert call("run", "findTexts", "--input", '{"limit": 1}').json["items"] == []


COMPLETIONS = [
    (["te"], ["texts"]),
    (["texts", "send"], ["send", "send-bulk"]),
    (["texts", "find", "--camp"], ["--campaign-id"]),
    (["texts", "find", "--states", "REA"], ["READY"]),
    (["texts", "find", "--states", "READY,DN"], ["READY,DNC"]),
    (["texts", "find", "-o", "j"], ["json", "jsonl"]),
    (["report", "--d"], ["--days", "--dry-run"]),
    (["report", "-o", "c"], ["csv"]),
    (["mcp", "--to"], ["--tokens", "--tools", "--toolsets"]),
    (["bulk", "status", "--w"], ["--watch"]),
    (["texts", "send-bulk", "--jo"], ["--journal"]),
    (["completion", "f"], ["fish"]),
]


@pytest.fixture
def bin_folder(tmp_path, environment) -> Path:
    """A folder with the command, as an installation makes it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    command = folder / "callfire"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m callfire "$@"\n')
    command.chmod(0o755)
    environment["PATH"] = f"{folder}:{environment['PATH']}"
    return folder


@pytest.mark.parametrize(("words", "actual"), COMPLETIONS)
def test_completion_in_bash(bin_folder, environment, words, actual):
    line = ["callfire", *words]
    script = f"""
        source <(callfire completion bash)
        COMP_WORDS=({" ".join(line)}); COMP_CWORD={len(words)}
        _callfire_complete
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(
        ["bash", "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == actual


@pytest.mark.parametrize("words", ["contacts lists upload", "texts send-bulk", "report --html"])
def test_completion_of_files_in_bash(bin_folder, environment, tmp_path, words):
    (tmp_path / "people.csv").touch()
    line = f"callfire {words} peo"
    script = f"""
        source <(callfire completion bash)
        COMP_WORDS=({line}); COMP_CWORD={line.count(" ")}
        _callfire_complete
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(
        ["bash", "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert done.stdout.split() == ["people.csv"]


@pytest.mark.skipif(not shutil.which("zsh"), reason="zsh is not installed")
@pytest.mark.parametrize(("words", "actual"), COMPLETIONS)
def test_completion_in_zsh(bin_folder, environment, words, actual):
    script = f"""
        compadd() {{ shift; print -l -- "$@" }}
        compdef() {{ }}
        source <(callfire completion zsh)
        words=(callfire {" ".join(words)}); CURRENT={len(words) + 1}
        _callfire_complete
    """
    done = subprocess.run(
        ["zsh", "-fc", script], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == actual


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not installed")
def test_completion_in_fish(bin_folder, environment):
    script = "callfire completion fish | source; complete -C 'callfire te'"
    done = subprocess.run(
        ["fish", "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["texts"]


def cpu(words: list[str], env: dict[str, str]) -> float:
    """Seconds of processor time, the best of three runs."""
    best = float("inf")
    for _ in range(3):
        before = os.times()
        subprocess.run(words, env=env, capture_output=True, check=True)
        after = os.times()
        spent = after.children_user + after.children_system
        best = min(best, spent - before.children_user - before.children_system)
    return best


def test_start_up(environment):
    """Ratios hold on a busy machine: the bare interpreter is the yardstick."""
    bare = cpu([sys.executable, "-c", "import argparse, json"], environment)
    helped = cpu([sys.executable, "-m", "callfire", "--help"], environment)
    completed = cpu([sys.executable, "-m", "callfire", "__complete", "te"], environment)
    assert helped < bare + 0.08
    assert completed < bare + 0.08


def test_help_needs_no_client(environment):
    program = "import sys; from callfire.cli import PROGRAM, run; run(PROGRAM, ['texts', 'find', '--help']); print(sorted(m for m in sys.modules if m.split('.')[0] in ('httpx2', 'msgspec')), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "[]"
