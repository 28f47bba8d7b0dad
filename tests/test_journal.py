"""The journal keeps every record once, in order, whole or not at all."""

import datetime as dt
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from catalogue.journal import BEGINNING, FolderJournal, JournalError, Position
from catalogue.models import Capture, Failure, Harvest, Hop, Minted, Printed, Problem, Record
from catalogue.vocabulary import FailureKind, Magic, Purpose, SourceState

WHEN = dt.datetime(2026, 1, 31, 6, 0, tzinfo=dt.UTC)


def minted(number: int) -> Minted:
    return Minted(review_id=f"review-{number}", anchors=(f"anchor-{number}",), minted_at=WHEN)


def capture(**changed: object) -> Capture:
    values: dict[str, object] = {
        "source_id": "somewhere",
        "purpose": Purpose.DOCUMENT,
        "url": "http://example.test/a.pdf",
        "final_url": "http://example.test/b.pdf",
        "chain": (Hop(url="http://example.test/a.pdf", status=302),),
        "status": 200,
        "headers": {"etag": '"x"'},
        "requested_at": WHEN,
        "magic": Magic.PDF,
        "title": 'Line\nbreak, "quotes", \u2028 and Cymru \u2013 \x00',
    }
    return Capture.model_validate({**values, **changed})


def test_records_come_back_equal_and_in_order(tmp_path: Path) -> None:
    journal = FolderJournal(tmp_path)
    failed = capture(status=None, failure=Failure(kind=FailureKind.TIMEOUT, detail="No answer in 60 seconds."))
    journal.append([capture()])
    journal.append([failed, capture(url="http://example.test/c.pdf")])
    assert list(journal.read(Capture)) == [capture(), failed, capture(url="http://example.test/c.pdf")]


def test_each_kind_has_its_own_stream(tmp_path: Path) -> None:
    journal = FolderJournal(tmp_path)
    harvest = Harvest(
        source_id="a", started_at=WHEN, state=SourceState.OK, complete=True, detail="Fine.", links_sha256=None
    )
    printed = Printed(number=1, built_at=WHEN, content_sha256="0" * 64)
    for record in (harvest, minted(1), printed):
        journal.append([record])
    assert list(journal.read(Harvest)) == [harvest]
    assert list(journal.read(Minted)) == [minted(1)]
    assert list(journal.read(Printed)) == [printed]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["editions", "harvests", "ids"]
    assert [path.name for path in (tmp_path / "ids").iterdir()] == ["00000001.jsonl"]


def test_an_empty_journal_gives_nothing_and_appending_nothing_makes_nothing(tmp_path: Path) -> None:
    journal = FolderJournal(tmp_path)
    journal.append([])
    assert list(journal.read(Capture)) == []
    assert list(tmp_path.iterdir()) == []


def test_an_exact_duplicate_is_given_once(tmp_path: Path) -> None:
    journal = FolderJournal(tmp_path)
    journal.append([minted(1), minted(2)])
    journal.append([minted(1)])
    journal.append([minted(3)])
    assert list(journal.read(Minted)) == [minted(1), minted(2), minted(3)]


def test_kinds_are_not_mixed_and_unknown_kinds_are_refused(tmp_path: Path) -> None:
    journal = FolderJournal(tmp_path)
    mixed: list[Record] = [minted(1), capture()]
    with pytest.raises(TypeError):
        journal.append(mixed)
    with pytest.raises(TypeError):
        journal.append([Problem(file="a", line=1, key="b", message="c")])
    with pytest.raises(TypeError):
        list(journal.read(Problem))
    assert list(tmp_path.iterdir()) == []


def test_an_append_that_fails_leaves_no_trace(tmp_path: Path) -> None:
    journal = FolderJournal(tmp_path)
    lone_half = minted(1).model_copy(update={"review_id": "\ud800"})
    with pytest.raises(ValueError, match="surrogate"):
        journal.append([minted(2), lone_half])
    assert list(journal.read(Minted)) == []


@pytest.mark.parametrize(
    ("damage", "where"),
    [
        (lambda data: data[:-5], "00000002.jsonl:2"),
        (lambda data: b"", "00000002.jsonl:1"),
        (lambda data: data.replace(b"review-3", b'review"3'), "00000002.jsonl:2"),
        (lambda data: data.replace(b'"review_id"', b'"other_key"'), "00000002.jsonl:1"),
        (lambda data: b"\xff\xfe" + data, "00000002.jsonl:1"),
        (lambda data: data + b"\n", "00000002.jsonl:3"),
    ],
)
def test_damage_is_named_by_file_and_line(tmp_path: Path, damage: object, where: str) -> None:
    journal = FolderJournal(tmp_path)
    journal.append([minted(1)])
    journal.append([minted(2), minted(3)])
    segment = tmp_path / "ids" / "00000002.jsonl"
    assert callable(damage)
    segment.write_bytes(damage(segment.read_bytes()))
    with pytest.raises(JournalError, match=where):
        list(journal.read(Minted))


def test_a_missing_segment_is_not_read_around(tmp_path: Path) -> None:
    journal = FolderJournal(tmp_path)
    for number in range(3):
        journal.append([minted(number)])
    (tmp_path / "ids" / "00000002.jsonl").unlink()
    with pytest.raises(JournalError, match="00000002"):
        list(journal.read(Minted))


def test_writers_at_once_lose_nothing_and_keep_their_own_order(tmp_path: Path) -> None:
    def write(writer: int) -> None:
        journal = FolderJournal(tmp_path)
        for number in range(10):
            journal.append([minted(writer * 100 + number)])

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = [int(record.review_id.removeprefix("review-")) for record in FolderJournal(tmp_path).read(Minted)]
    assert sorted(found) == [writer * 100 + number for writer in range(6) for number in range(10)]
    for writer in range(6):
        own = [number for number in found if number // 100 == writer]
        assert own == sorted(own)


def test_a_killed_writer_leaves_every_acknowledged_record(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib, datetime as dt\nfrom catalogue.journal import FolderJournal\n"
        "from catalogue.models import Minted\njournal = FolderJournal(pathlib.Path(sys.argv[1]))\nnumber = 0\n"
        "when = dt.datetime(2026, 1, 31, tzinfo=dt.UTC)\n"
        "while True:\n"
        "    journal.append([Minted(review_id=f'{number}-{part}', anchors=('a',) * 50, minted_at=when)"
        " for part in range(20)])\n"
        "    print(number, flush=True)\n    number += 1\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        acknowledged = [int(writer.stdout.readline()) for _ in range(25)]
        writer.send_signal(signal.SIGKILL)
    found = [record.review_id for record in FolderJournal(tmp_path).read(Minted)]
    batches = len(found) // 20
    assert found == [f"{number}-{part}" for number in range(batches) for part in range(20)]
    assert batches > acknowledged[-1]
    FolderJournal(tmp_path).append([minted(1)])
    assert len(list(FolderJournal(tmp_path).read(Minted))) == len(found) + 1


def test_reading_goes_on_where_it_stopped(tmp_path: Path) -> None:
    journal = FolderJournal(tmp_path)
    assert list(journal.read_after(Minted, BEGINNING)) == []
    journal.append([minted(1), minted(2)])
    journal.append([minted(3)])
    (first, middle), (second, end) = journal.read_after(Minted, BEGINNING)
    assert (first, second) == ([minted(1), minted(2)], [minted(3)])
    assert [records for records, _ in journal.read_after(Minted, middle)] == [[minted(3)]]
    assert list(journal.read_after(Minted, end)) == []
    journal.append([minted(4)])
    ((later, _),) = FolderJournal(tmp_path).read_after(Minted, end)
    assert later == [minted(4)]


def test_a_kept_position_is_believed_only_where_it_was_reached(tmp_path: Path) -> None:
    journal = FolderJournal(tmp_path / "one")
    journal.append([minted(1)])
    journal.append([minted(2)])
    *_, (_, end) = journal.read_after(Minted, BEGINNING)
    journal.append([minted(3)])
    assert journal.stands(Minted, BEGINNING)
    assert journal.stands(Minted, end)
    assert not journal.stands(Minted, Position(end.segments + 2, end.mark))
    other = FolderJournal(tmp_path / "other")
    other.append([minted(2)])
    assert not other.stands(Minted, end)
    with pytest.raises(JournalError, match="00000002"):
        list(other.read_after(Minted, end))
    segment = tmp_path / "one" / "ids" / "00000001.jsonl"
    segment.write_bytes(segment.read_bytes().replace(b"review-1", b"review-9"))
    assert not journal.stands(Minted, end)
