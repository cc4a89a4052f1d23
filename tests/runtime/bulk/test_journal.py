"""The journal file: what it states is what happened, and damage is never read as rows that no one has sent."""

import asyncio
import errno
import fcntl
import json
import os
import random
import stat
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from runtime.bulk import async_, file_journal, sync
from runtime.bulk.file_journal import FileJournal
from runtime.bulk.journal import REJECTED, SENT, UNKNOWN, UNSENT, JournalBinding, JournalPast
from runtime.core.errors import (
    BulkJournalError,
    BulkJournalMismatchError,
    OutcomeUnknownError,
)
from runtime.core.operation import Effect, Operation
from runtime.models.model import Model

ALL = [True] * 4


class Row(Model):
    to: int | None = None


BINDING = JournalBinding("send", b"https://api.example.com\nlogin", b"a=1", 4)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "job.journal"


class Opened(FileJournal):
    """A journal that a ``with`` block closes."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def opened(path, **changes):
    settings = {
        name: getattr(BINDING, name) for name in JournalBinding.__dataclass_fields__
    } | changes
    return Opened(path, JournalBinding(**settings))


def write(path, *chunks):
    """Write a journal; each chunk is reported by its end, or None when it was under way at the end."""
    with opened(path) as journal:
        for number, ends in enumerate(chunks):
            journal.claim(number, b"rows", ALL)
            journal.intend(number, range(4))
            if ends is not None:
                journal.settle(number, range(4), ends, [1, 2, 3, 4])


def read(path, count):
    """Read the ends of so many chunks."""
    with opened(path) as journal:
        pasts = [journal.claim(number, b"rows", ALL) for number in range(count)]
    return [None if past is None else past.ends for past in pasts]


def test_a_chunk_never_begun_has_no_past(path):
    with opened(path) as journal:
        assert journal.claim(0, b"rows", ALL) is None


def test_an_intent_without_end_is_unknown_since_a_time(path):
    with opened(path) as journal:
        journal.claim(0, b"rows", ALL)
        journal.intend(0, range(1, 4))
    with opened(path) as journal:
        past = journal.claim(0, b"rows", ALL)

    assert past.ends == UNSENT + 3 * UNKNOWN
    assert past.windows[0] is None
    assert past.windows[1][1] is None


def test_ends_and_ids_come_back(path):
    with opened(path) as journal:
        journal.claim(0, b"rows", ALL)
        for rows, ends, ids in (
            (range(4), UNSENT * 4, ()),
            (range(2), SENT * 2, [7, "x"]),
            (range(2, 3), REJECTED, ()),
        ):
            journal.intend(0, rows)
            journal.settle(0, rows, ends, ids)
    with opened(path) as journal:
        past = journal.claim(0, b"rows", ALL)

    assert (past.ends, past.ids) == ("ssrn", (7, "x", None, None))
    assert all(began <= ended for began, ended in past.windows[:3])


def test_broken_rows_take_no_part(path):
    valid = [True, False, True, True]
    with opened(path) as journal:
        journal.claim(0, b"rows", valid)
        journal.intend(0, range(4))
        journal.settle(0, range(4), "srs", [1, None, 3])
    with opened(path) as journal:
        past = journal.claim(0, b"rows", valid)

    assert (past.ends, past.ids) == ("snrs", (1, None, None, 3))


@pytest.mark.parametrize("count", [4, 3])
def test_other_rows_are_refused(path, count):
    write(path, None)
    with (
        opened(path) as journal,
        pytest.raises(BulkJournalMismatchError, match="chunk 0 holds other rows"),
    ):
        journal.claim(0, b"other rows", ALL[:count])


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"operation": "call"}, "belongs to send, not to call"),
        ({"parameters": b"a=2"}, "begun with other parameters"),
        ({"owner": b"https://api.example.com\nother"}, "another base_url or another login"),
        ({"owner": b"https://test.example.com\nlogin"}, "another base_url or another login"),
    ],
)
def test_other_jobs_are_refused(path, changes, message):
    opened(path).close()

    with pytest.raises(BulkJournalMismatchError, match=message):
        opened(path, **changes)


def test_parameters_that_are_not_reported_are_not_compared(path):
    opened(path).close()
    opened(path, parameters=None).close()


def test_fewer_rows_than_before_are_refused(path):
    write(path, SENT * 4, SENT * 4, None)
    with opened(path) as journal, pytest.raises(BulkJournalMismatchError, match="knows 3 chunks"):
        journal.finish(2)


def test_the_chunk_size_of_the_first_run_stays(path):
    opened(path, chunk=10).close()

    with opened(path, chunk=1000) as journal:
        assert journal.chunk == 10


# ---- Damage -----------------------------------------------------------------------------------------------------


def damages(whole):
    """Damage a journal in every way that is known from practice; yields a name and the bytes."""
    chance = random.Random(9)
    for length in range(len(whole)):
        yield f"cut at {length}", whole[:length]
        if length % 5 == 0:
            yield f"zeros from {length}", whole[:length] + bytes(len(whole) - length)
    for _ in range(250):
        at, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        yield f"bit {bit} at {at}", whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :]
    lines = whole.splitlines(keepends=True)
    for place in range(len(lines)):
        rest = lines[:place] + lines[place + 1 :]
        yield f"without line {place}", b"".join(rest)
        yield f"line {place} twice", b"".join([*lines[: place + 1], *lines[place:]])
        yield f"line {place} joined", b"".join(lines).replace(lines[place], lines[place][:-1], 1)
        for new in (b"\n", b"{}\n", b"garbage\n", b"[" * 100_000 + b"\n", b'{"line":"settle"}\n'):
            edited = b"".join([*lines[:place], new, *lines[place + 1 :]])
            yield f"line {place} is {new[:9]!r}", edited
        for old, new in (
            (b'"ends":"4s"', b'"ends":"999999999999s"'),
            (b'"stop":4', b'"stop":0'),
            (b'"stop":4', b'"stop":99999999999999999999999999'),
            (b'"chunk":0', b'"chunk":' + b"[" * 50_000),
            (b'"number":', b'"number":-'),
        ):
            if old in lines[place]:
                edited = b"".join(
                    [*lines[:place], lines[place].replace(old, new), *lines[place + 1 :]]
                )
                yield f"line {place}: {new[:20]!r}", edited
    yield "only zeros", bytes(1_000_000)
    yield "other line ends", whole.replace(b"\n", b"\r\n")
    yield "a byte order mark", b"\xef\xbb\xbf" + whole


@pytest.mark.parametrize("last", [None, SENT * 4])
def test_damage_is_an_error_or_leaves_rows_unknown_and_never_unsent(path, last):
    write(path, SENT * 4, UNKNOWN * 4, last)
    whole = path.read_bytes()
    seen = {}
    for name, content in damages(whole):
        path.write_bytes(content)
        try:
            ends = read(path, 3)
        except BulkJournalError as error:
            seen[name] = type(error)
        else:
            seen[name] = {end for end in ends if end is None or UNSENT in end} or "known"

    assert len(seen) > 1000
    assert {name: end for name, end in seen.items() if end not in (BulkJournalError, "known")} == {}
    # Only a line end that is missing, and bits that no one reads, may pass.
    assert sum(end == "known" for end in seen.values()) < 20


def test_a_line_whose_request_never_left_is_dropped(path):
    """Cut the last line at each byte where a crash may tear it: before the count, so before the request."""
    write(path, SENT * 4)
    before = path.read_bytes()
    write_more(path)
    after = path.read_bytes()
    count = file_journal._COUNT_SIZE
    for length in range(len(before), len(after) - 1):
        path.write_bytes(before[:count] + after[count:length])
        assert read(path, 2) == [SENT * 4, None]
        assert path.read_bytes() == before


def write_more(path):
    with opened(path) as journal:
        journal.claim(1, b"rows", ALL)
        journal.intend(1, range(4))


def test_a_line_that_a_crash_left_uncounted_counts_all_the_same(path):
    write(path, SENT * 4)
    before = path.read_bytes()
    write_more(path)
    count = file_journal._COUNT_SIZE
    path.write_bytes(before[:count] + path.read_bytes()[count:])

    assert read(path, 2) == [SENT * 4, UNKNOWN * 4]


def test_a_missing_last_line_end_is_added(path):
    write(path, SENT * 4, None)
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])

    assert read(path, 2) == [SENT * 4, UNKNOWN * 4]
    assert path.read_bytes() == whole


@pytest.mark.parametrize(
    "content",
    [
        b"phone,name\n12135551122,Ann\n",
        b"",
        b"phone",
        b"{}\n",
        b'{"journal":1,"operation":"send","parameters":"00","chunk":4,"salt":"00"}\n',
    ],
)
def test_other_files_are_refused_and_left_alone(path, content):
    path.write_bytes(content)

    with pytest.raises(BulkJournalError, match=r"line|empty|not a journal|older version"):
        opened(path)
    assert path.read_bytes() == content


def test_what_is_no_file_is_refused(tmp_path):
    os.mkfifo(tmp_path / "fifo")
    devices = [Path(f"/dev/{name}") for name in ("null", "full", "zero", "stdin")]
    for path in (tmp_path, tmp_path / "fifo", tmp_path / "no folder" / "j", *devices):
        with pytest.raises(BulkJournalError, match=r"not a regular file|cannot be opened"):
            opened(path)


def test_a_change_while_it_is_in_use_is_noticed(path):
    write(path, SENT * 4)
    with opened(path) as journal:
        path.write_bytes(path.read_bytes().replace(b'"4s"', b'"4n"'))
        with pytest.raises(BulkJournalError, match="was changed while it was in use"):
            journal.claim(0, b"rows", ALL)


# ---- Locks, rights, disks -----------------------------------------------------------------------------------------


def test_two_runs_cannot_share_it(path):
    with opened(path), pytest.raises(BulkJournalError, match="in use by another run"):
        opened(path)

    opened(path).close()


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS])
def test_a_file_system_without_locks_is_named(path, monkeypatch, number):
    def flock(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", flock)
    with pytest.raises(BulkJournalError, match="its file system has no locks"):
        opened(path)


def test_a_file_system_without_hard_links_is_enough(path, monkeypatch):
    def link(*_):
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    write(path, SENT * 4)

    assert read(path, 1) == [SENT * 4]
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_another_process_is_kept_out_until_it_dies(path):
    code = (
        "import sys, time; from runtime.bulk.file_journal import FileJournal; "
        "from runtime.bulk.journal import JournalBinding; "
        "j = FileJournal(sys.argv[1], JournalBinding('send', b'', b'', 4)); print('held', flush=True); time.sleep(60)"
    )
    folder = str(Path(file_journal.__file__).parents[2])
    with subprocess.Popen(
        [sys.executable, "-c", code, path],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": folder},
    ) as holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(BulkJournalError, match="in use"):
            opened(path)
        holder.kill()
    opened(path, owner=b"", parameters=b"").close()


def test_a_forked_child_cannot_write_into_it(path):
    with opened(path) as journal:
        journal.claim(0, b"rows", ALL)
        child = os.fork()
        if child == 0:
            try:
                journal.intend(0, range(4))
            except BulkJournalError:
                os._exit(0)
            os._exit(1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert read(path, 1) == [None]


def test_it_is_readable_by_its_owner_only_whatever_it_was_before(path):
    opened(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o666)
    opened(path).close()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_same_rows_hash_differently_in_every_journal(tmp_path):
    contents = []
    for name in ("one", "two"):
        write(tmp_path / name, None)
        contents.append((tmp_path / name).read_text().splitlines()[2])

    keys = [json.loads(line.rsplit(" ", 1)[0])["content"] for line in contents]
    assert keys[0] != keys[1]


def test_nothing_of_the_account_is_in_it(path):
    write(path, SENT * 4)

    assert not [word for word in ("login", "example", "a=1") if word in path.read_text()]


def test_a_line_per_request_keeps_it_small(path):
    with opened(path, chunk=1000) as journal:
        before = path.stat().st_size
        journal.claim(0, b"rows", [True] * 1000)
        journal.intend(0, range(1000))
        journal.settle(0, range(1000), SENT * 1000)
        added = path.stat().st_size - before

    assert added < 350


@pytest.mark.parametrize("room", [0, 1, 10, 100])
def test_nothing_is_written_after_a_failed_write(path, monkeypatch, room):
    write(path, SENT * 4)
    real = os.write
    with opened(path) as journal:
        journal.claim(1, b"rows", ALL)

        def full(file, content):
            if room:
                real(file, content[:room])
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(file_journal.os, "write", full)
        with pytest.raises(OSError, match="No space"):
            journal.intend(1, range(4))
        monkeypatch.setattr(file_journal.os, "write", real)
        with pytest.raises(OSError, match="No space"):
            journal.intend(1, range(4))
    assert read(path, 2) == [SENT * 4, None]


def test_a_closed_journal_states_so(path):
    journal = opened(path)
    journal.claim(0, b"rows", ALL)
    journal.close()
    journal.close()

    with pytest.raises(BulkJournalError, match="is closed"):
        journal.settle(0, range(4), SENT * 4)


# ---- Other journals -----------------------------------------------------------------------------------------------


class MemoryJournal:
    """The least that a journal must do; it knows nothing of files."""

    def __init__(self, binding, lines):
        self.binding = binding
        self.chunk = 3
        self.lines = lines
        self.closed = False

    def claim(self, number, content, valid):
        lines = [line for line in self.lines if line[0] == number]
        if not lines:
            self.lines.append((number, content, range(0), ""))
            return None
        assert all(line[1] == content for line in lines)
        ends = [UNSENT] * len(valid)
        for _, _, rows, letters in lines:
            ends[rows.start : rows.stop] = letters
        return JournalPast("".join(ends), (None,) * len(valid), (None,) * len(valid))

    def intend(self, number, rows):
        content = next(line[1] for line in self.lines if line[0] == number)
        self.lines.append((number, content, rows, UNKNOWN * len(rows)))

    def settle(self, number, rows, ends, ids=()):
        content = next(line[1] for line in self.lines if line[0] == number)
        self.lines.append((number, content, rows, ends))

    def finish(self, chunks):
        assert chunks * self.chunk >= len(self.lines) // 3

    def close(self):
        self.closed = True


@pytest.mark.parametrize("mode", ["sync", "async"])
def test_any_object_with_these_methods_is_a_journal(mode):
    lines, opened_journals, got = [], [], []
    operation = Operation("send", "POST", "/", effect=Effect.CONTACT, body=list[Row], chunk=10)

    def open_journal(binding):
        opened_journals.append(MemoryJournal(binding, lines))
        return opened_journals[-1]

    def take(body):
        got.extend(row["to"] for row in body)
        if got[-1] == 5 and len(got) == 6:
            raise OutcomeUnknownError("lost", operation="send", reason="lost")
        return [None] * len(body)

    async def take_async(*_, body, **__):
        return take(body)

    def run(**options):
        rows = [{"to": number} for number in range(8)]
        options = {"journal": open_journal, "concurrency": 1, **options}
        if mode == "async":
            client = SimpleNamespace(call=take_async)
            return asyncio.run(async_.send_bulk(client, operation, rows, **options))
        client = SimpleNamespace(call=lambda *_, body, **__: take(body))
        return sync.send_bulk(client, operation, rows, **options)

    first, again, last = run(), run(), run(resend_unknown=True)

    assert [(each.sent, each.unknown, each.skipped) for each in (first, again, last)] == [
        (5, 3, 0),
        (0, 3, 5),
        (3, 0, 5),
    ]
    assert got == [0, 1, 2, 3, 4, 5, 6, 7, 3, 4, 5]
    assert [journal.closed for journal in opened_journals] == [True] * 3
    assert opened_journals[0].binding.operation == "send"
