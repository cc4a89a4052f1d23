"""The journal: what is on disk is what happened, whatever tore the process down."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from runtime.bulk.journal import REJECTED, SENT, UNKNOWN, UNSENT, Journal
from runtime.core.errors import BulkJournalError, BulkJournalMismatchError

ALL = [True] * 4


@pytest.fixture
def path(tmp_path):
    return tmp_path / "job.journal"


def opened(path, **changes):
    settings = {"operation": "send", "parameters": b"a=1", "chunk": 4} | changes
    return Journal(path, **settings)


def test_a_chunk_never_begun_has_no_past(path):
    with opened(path) as journal:
        assert None is journal.past(0, journal.digest(b"rows"), ALL)


def test_an_intent_without_end_is_unknown(path):
    with opened(path) as journal:
        journal.intend(0, journal.digest(b"rows"), range(1, 4))
    with opened(path) as journal:
        past = journal.past(0, journal.digest(b"rows"), ALL)

    assert past.ends == UNSENT + 3 * UNKNOWN


def test_ends_and_ids_come_back(path):
    with opened(path) as journal:
        digest = journal.digest(b"rows")
        journal.intend(0, digest, range(4))
        journal.settle(0, range(4), UNSENT * 4)
        journal.intend(0, digest, range(2))
        journal.settle(0, range(2), SENT * 2, [7, "x"])
        journal.intend(0, digest, range(2, 3))
        journal.settle(0, range(2, 3), REJECTED)
    with opened(path) as journal:
        past = journal.past(0, digest, ALL)

    assert (past.ends, past.ids) == ("ssrn", (7, "x", None, None))


def test_faulty_rows_take_no_part(path):
    valid = [True, False, True, True]
    with opened(path) as journal:
        digest = journal.digest(b"rows")
        journal.intend(0, digest, range(4))
        journal.settle(0, range(4), "srs", [1, None, 3])
    with opened(path) as journal:
        past = journal.past(0, digest, valid)

    assert (past.ends, past.ids) == ("snrs", (1, None, None, 3))


def test_other_rows_are_refused(path):
    with opened(path) as journal:
        journal.intend(0, journal.digest(b"rows"), range(4))
    with (
        opened(path) as journal,
        pytest.raises(BulkJournalMismatchError, match="chunk 0 holds other rows"),
    ):
        journal.past(0, journal.digest(b"other rows"), ALL)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"operation": "call"}, "belongs to send, not to call"),
        ({"parameters": b"a=2"}, "begun with other parameters"),
    ],
)
def test_other_jobs_are_refused(path, changes, message):
    opened(path).close()

    with pytest.raises(BulkJournalMismatchError, match=message):
        opened(path, **changes)


def test_fewer_rows_than_before_are_refused(path):
    with opened(path) as journal:
        journal.intend(2, journal.digest(b"rows"), range(4))
    with opened(path) as journal, pytest.raises(BulkJournalMismatchError, match="knows 3 chunks"):
        journal.require_seen(2)


def test_the_chunk_size_of_the_first_run_stays(path):
    opened(path, chunk=10).close()

    with opened(path, chunk=1000) as journal:
        assert journal.chunk == 10


def test_every_possible_tear_is_survived(path):
    """Cut the file at each byte: what was forced to disk before the cut is still known."""
    with opened(path) as journal:
        digest = journal.digest(b"rows")
        journal.intend(0, digest, range(4))
        journal.settle(0, range(4), SENT * 4, [1, 2, 3, 4])
    whole = path.read_bytes()
    seen = []
    for length in range(len(whole) + 1):
        path.write_bytes(whole[:length])
        with opened(path) as journal:
            past = journal.past(0, digest, ALL)
            seen.append(past.ends if past else "")
            journal.intend(1, digest, range(4))
        with opened(path) as journal:
            assert journal.past(1, digest, ALL).ends == UNKNOWN * 4

    assert list(dict.fromkeys(seen)) == ["", UNKNOWN * 4, SENT * 4]


def test_zeros_after_a_power_cut_are_a_tear(path):
    with opened(path) as journal:
        journal.intend(0, journal.digest(b"rows"), range(4))
    with path.open("ab") as file:
        file.write(bytes(100))

    with opened(path) as journal:
        assert journal.chunks == 1


@pytest.mark.parametrize(
    "content", [b"phone,name\n12135551122,Ann\n", b"phone", b"{}\n", b'{"a": 1}\n{"b": 2}\n']
)
def test_other_files_are_left_alone(path, content):
    path.write_bytes(content)

    with pytest.raises(BulkJournalError):
        opened(path)
    assert path.read_bytes() == content


def test_damage_in_the_middle_is_told(path):
    with opened(path) as journal:
        journal.intend(0, journal.digest(b"rows"), range(4))
        journal.intend(1, journal.digest(b"rows"), range(4))
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + b"garbage\n" + lines[2])

    with pytest.raises(BulkJournalError, match="line 2"):
        opened(path)


def test_two_runs_cannot_share_it(path):
    with opened(path), pytest.raises(BulkJournalError, match="in use by another run"):
        opened(path)

    opened(path).close()


def test_another_process_is_kept_out_until_it_dies(path):
    code = (
        "import sys, time; from runtime.bulk.journal import Journal; "
        "j = Journal(sys.argv[1], operation='send', parameters=b'a=1', chunk=4); print('held', flush=True); "
        "time.sleep(60)"
    )
    folder = str(Path(sys.modules["runtime.bulk.journal"].__file__).parents[2])
    with subprocess.Popen(
        [sys.executable, "-c", code, path],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": folder},
    ) as holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(BulkJournalError, match="in use"):
            opened(path)
        holder.kill()
    opened(path).close()


def test_it_is_readable_by_its_owner_only(path):
    opened(path).close()

    assert path.stat().st_mode & 0o777 == 0o600


def test_the_same_rows_hash_differently_in_every_journal(tmp_path):
    with opened(tmp_path / "one") as one, opened(tmp_path / "two") as two:
        assert one.digest(b"12135551122") != two.digest(b"12135551122")


def test_a_line_per_request_keeps_it_small(path):
    with opened(path, chunk=1000) as journal:
        before = path.stat().st_size
        journal.intend(0, journal.digest(b"rows"), range(1000))
        journal.settle(0, range(1000), SENT * 1000)
        added = path.stat().st_size - before

    assert added < 200
    assert [json.loads(line)["chunk"] for line in path.read_text().splitlines()[1:]] == [0, 0]


def test_nothing_is_sent_on_after_a_failed_write(path, monkeypatch):
    with opened(path) as journal:
        real = journal._file

        class Full:
            def seek(self, *_):
                return 0

            def write(self, _):
                raise OSError(28, "No space left on device")

        monkeypatch.setattr(journal, "_file", Full())
        with pytest.raises(OSError, match="No space"):
            journal.intend(0, "x", range(4))
        monkeypatch.setattr(journal, "_file", real)
        with pytest.raises(BulkJournalError, match="could not be written"):
            journal.intend(1, "x", range(4))
