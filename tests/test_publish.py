"""An edition is printed whole or not at all, says what it changed, and replaces the last one safely."""

import dataclasses
import datetime as dt
import hashlib
import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from catalogue.edition import open_edition
from catalogue.models import Alert, Evidence, Printed
from catalogue.publish import Contents, canonical_content, citing, gates, index, publish, schema, views
from catalogue.publish.kept import path_of
from catalogue.publish.printing import TABLES as PRINTED
from catalogue.vocabulary import AlertKind, Incident, Precision
from tests.edition_samples import NEGLECT, NOON, Press, contents, document, evidence, location, review

ROOT = Path(__file__).parents[1]
NAMES = {model.table for model in PRINTED}


@pytest.fixture
def press(tmp_path: Path) -> Press:
    return Press(tmp_path)


def query(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with open_edition(path) as edition:
        return edition.execute(sql).fetchall()


def left_beside(press: Press) -> set[str]:
    return {path.name for path in press.path.parent.iterdir()}


# What stands in the file


def test_every_table_and_every_column_has_a_comment(press: Press) -> None:
    press.print(contents(review("r1")))
    tables = dict(query(press.path, "SELECT table_name, comment FROM duckdb_tables()"))
    columns = query(
        press.path,
        "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal AND schema_name = 'main'",
    )
    macros = dict(query(press.path, "SELECT function_name, comment FROM duckdb_functions() WHERE NOT internal"))
    assert set(tables) == NAMES
    assert all(tables.values())
    shown = dict(query(press.path, "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal"))
    assert {row[0] for row in columns} == NAMES | set(shown)
    assert [row for row in columns if not row[2]] == []
    assert set(shown) == {view.name for view in views.VIEWS if not view.parameters}
    assert all(shown.values())
    named = {view.name for view in (*index.MACROS, *views.VIEWS) if view.parameters}
    assert set(macros) == {"search_words"} | named
    assert all(macros.values())


def test_keys_and_references_are_declared(press: Press) -> None:
    press.print(contents(review("r1")))
    keys = query(
        press.path,
        "SELECT table_name, constraint_column_names FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'",
    )
    references = query(
        press.path,
        "SELECT table_name, referenced_table FROM duckdb_constraints() WHERE constraint_type = 'FOREIGN KEY'",
    )
    assert dict(keys) == {model.table: list(model.key) for model in PRINTED if model.key}
    assert {"documents", "locations", "listings", "evidence"} <= {str(table) for table, _ in references}
    assert {other for _, other in references} == {"reviews", "documents", "sources"}


def test_the_rows_are_what_was_handed_over(press: Press) -> None:
    outcome = press.print(contents(review("r2"), review("r1", pseudonyms=("Zed", "Yam"), themes=("neglect",))))
    assert query(press.path, "SELECT review_id, pseudonyms, published_on, first_seen_at FROM reviews") == [
        ("r1", ["Zed", "Yam"], dt.date(2021, 1, 1), NOON.replace(tzinfo=None)),
        ("r2", [], dt.date(2021, 1, 1), NOON.replace(tzinfo=None)),
    ]
    assert query(press.path, "SELECT value FROM evidence WHERE field = 'published_on'") == [("2021-01",), ("2021-01",)]
    assert outcome.published
    assert outcome.path == press.path


def test_the_edition_says_what_it_is(press: Press) -> None:
    adult = review("r2", about_child=False)
    alert = Alert(
        alert_id="a1",
        review_id="r1",
        location_id=location("r1").location_id,
        publisher_id="sampleborough",
        kind=AlertKind.NOT_FOUND,
        opened_at=NOON,
        closed_at=None,
        delivered_at=None,
        answer=None,
    )
    closed = alert.model_copy(update={"alert_id": "a2", "closed_at": NOON})
    what = dataclasses.replace(contents(review("r1"), adult), alerts=(alert, closed))
    press.print(what)
    (printed,) = press.journal.read(Printed)
    assert query(press.path, "SELECT * FROM edition") == [
        (
            1,
            NOON.replace(tzinfo=None),
            "0.0.test",
            "a" * 64,
            "b" * 64,
            printed.content_sha256,
            2,
            1,
            2,
            2,
            1,
            0,
            "first edition: 2 reviews",
            f"{citing.NAME}, edition 1, 2 March 2026, content {printed.content_sha256}",
            schema.VERSION,
            None,
        )
    ]
    assert printed.content_sha256 == hashlib.sha256(b"".join(canonical_content(what))).hexdigest()


def test_clients_of_the_older_duckdb_can_open_it(press: Press, tmp_path: Path) -> None:
    press.print(contents(review("r1")))
    assert query(press.path, "SELECT tags['storage_version'] FROM duckdb_databases() WHERE NOT internal") == [
        ("v1.5.0+",)
    ]
    with duckdb.connect() as client:
        for name, options in (("old", "(STORAGE_VERSION 'v1.5.0')"), ("new", "")):
            client.execute(f"ATTACH ? AS {name} {options}", [str(tmp_path / f"{name}.db")])
    headers = {path.name: path.read_bytes()[8:20] for path in (press.path, tmp_path / "old.db", tmp_path / "new.db")}
    assert headers[press.path.name] == headers["old.db"] != headers["new.db"]


def test_nothing_is_left_beside_the_edition(press: Press) -> None:
    press.print(contents(review("r1")))
    press.path.with_name("catalogue.duckdb.wal").write_bytes(b"of another file")
    (press.path.parent / ".edition-left").mkdir()
    (press.path.parent / ".edition-left" / "catalogue.duckdb").write_bytes(b"half")
    press.print(contents(review("r1"), review("r2")))
    assert left_beside(press) == {"editions", "journal", "catalogue.duckdb", "catalogue.duckdb.sha256"}
    assert query(press.path, "SELECT number FROM edition") == [(2,)]


def test_the_very_same_is_not_printed_again(press: Press) -> None:
    press.print(contents(review("r1"), texts={"r1": ("One word.",)}))
    before = press.path.read_bytes()
    press.path.with_name("catalogue.duckdb.wal").write_bytes(b"of another file")
    same = press.print(contents(review("r1"), texts={"r1": ("One word.",)}))
    assert (same.published, same.number, same.changes) == (True, 1, ())
    assert same.summary == "no changes since edition 1, which stands"
    assert press.path.read_bytes() == before
    assert left_beside(press) == {"editions", "journal", "catalogue.duckdb", "catalogue.duckdb.sha256"}
    assert press.print(contents(review("r1"), texts={"r1": ("Another word.",)})).number == 2
    assert [found for (found,) in query(press.path, "SELECT review_id FROM search('another')")] == ["r1"]


def test_an_edition_that_is_lost_or_damaged_is_printed_again(press: Press) -> None:
    press.print(contents(review("r1")))
    press.path.write_bytes(b"spoilt")
    assert press.print(contents(review("r1"))).summary == "no changes since edition 1"
    press.path.unlink()
    assert press.print(contents(review("r1"))).number == 3
    assert query(press.path, "SELECT number, changed FROM editions ORDER BY 1") == [(1, 0), (2, 0)]


# Reading


def test_a_reader_can_neither_write_nor_reach_out(press: Press, tmp_path: Path) -> None:
    press.print(contents(review("r1")))
    secret = tmp_path / "secret.csv"
    secret.write_text("a,b\n1,2\n")
    with open_edition(press.path) as edition:
        for sql in (
            "DELETE FROM reviews",
            f"FROM read_csv('{secret}')",
            f"ATTACH '{tmp_path / 'other.db'}'",
            "SET enable_external_access = true",
        ):
            with pytest.raises(duckdb.Error):
                edition.execute(sql)


def test_opening_what_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="there is no edition at"):
        open_edition(tmp_path / "none.duckdb")


READER = """
import sys
from pathlib import Path
from catalogue.edition import open_edition
path = Path(sys.argv[1])
edition = open_edition(path)
print(edition.execute("SELECT number, reviews FROM edition").fetchall(), flush=True)
sys.stdin.readline()
print(edition.execute("SELECT max(number), count(*) FROM edition, reviews").fetchall(), flush=True)
print(edition.execute("SELECT count(*) FROM search('review')").fetchall(), flush=True)
edition.close()
edition = open_edition(path)
print(edition.execute("SELECT number, reviews FROM edition").fetchall(), flush=True)
"""


def test_a_reader_in_another_process_keeps_its_edition_while_the_next_replaces_it(press: Press) -> None:
    press.print(contents(review("r1")))
    command = [sys.executable, "-c", READER, str(press.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None
        assert reader.stdout.readline() == "[(1, 1)]\n"
        assert press.print(contents(review("r1"), review("r2"))).published
        rest, _ = reader.communicate("go\n", timeout=30)
    assert rest.splitlines() == ["[(1, 1)]", "[(1,)]", "[(2, 2)]"]
    assert reader.returncode == 0


# Being stopped

STOPPED = """
import os, signal, sys
from collections.abc import Sequence
from pathlib import Path
from tests.edition_samples import NOON, Press, contents, review

class Texts(dict):
    def __getitem__(self, key):
        os.kill(os.getpid(), signal.SIGKILL)

class Journal:
    def __init__(self, inner): self.inner = inner
    def read(self, kind): return self.inner.read(kind)
    def append(self, records): os.kill(os.getpid(), signal.SIGKILL)

press = Press(Path(sys.argv[1]))
what = contents(review("r1"), review("r2"))
if sys.argv[2] == "while-building":
    import dataclasses
    ids = [one.document_id for one in what.documents]
    what = dataclasses.replace(what, texts=Texts.fromkeys(ids), text_marks=dict.fromkeys(ids, "read once"))
else:
    press.journal = Journal(press.journal)
press.print(what)
"""


@pytest.mark.parametrize(("when", "stands"), [("while-building", 1), ("before-recording", 2)])
def test_a_printing_that_is_killed_leaves_a_whole_edition_and_is_printed_again(
    press: Press, when: str, stands: int
) -> None:
    press.print(contents(review("r1")))
    killed = subprocess.run(
        [sys.executable, "-c", STOPPED, str(press.path.parent), when], cwd=ROOT, check=False, timeout=60
    )
    assert killed.returncode == -signal.SIGKILL
    assert query(press.path, "SELECT number FROM edition") == [(stands,)]
    again = press.print(contents(review("r1"), review("r2")))
    assert again.number == 2
    assert again.summary == "1 review added; 1 document added; 1 location added since edition 1"
    assert [printed.number for printed in press.journal.read(Printed)] == [1, 2]
    assert left_beside(press) == {"editions", "journal", "catalogue.duckdb", "catalogue.duckdb.sha256"}


def test_a_disk_that_cannot_be_written_leaves_the_last_edition(press: Press) -> None:
    press.print(contents(review("r1")))
    before = press.path.read_bytes()
    blocked = press.path.with_name("catalogue.duckdb.wal")
    blocked.mkdir()  # cannot be unlinked as a file: the last step before the swap fails
    with pytest.raises(OSError):  # noqa: PT011  (which one depends on the system)
        press.print(contents(review("r2")))
    blocked.rmdir()
    assert press.path.read_bytes() == before
    assert [printed.number for printed in press.journal.read(Printed)] == [1]
    assert left_beside(press) == {"editions", "journal", "catalogue.duckdb", "catalogue.duckdb.sha256"}


# What changed


def test_an_edition_that_says_the_same_changes_nothing(press: Press) -> None:
    press.print(contents(review("r1")))
    later = review("r1", last_seen_at=NOON + dt.timedelta(days=1))
    outcome = press.print(contents(later))
    assert outcome.published
    assert (outcome.number, outcome.summary, outcome.changes) == (2, "no changes since edition 1", ())
    assert query(press.path, "SELECT count(*) FROM changes") == [(0,)]


def test_changes_name_the_record_the_column_and_both_values(press: Press) -> None:
    press.print(contents(review("r1"), review("r2"), review("r3")))
    odd = "Line one\u2028Line two\x85"
    press.print(contents(review("r1"), review("r2", title=odd), review("r4")))
    outcome = press.print(contents(review("r1", pseudonyms=("Zed",)), review("r2", title="Plain"), review("r5")))
    assert outcome.summary == (
        "1 review added, 2 changed, 1 removed; 1 document added, 1 removed; 1 location added, 1 removed since edition 2"
    )
    found = query(press.path, "SELECT * EXCLUDE record FROM changes WHERE record = 'reviews'")
    assert found == [
        ("r1", "r1", "changed", "pseudonyms", "[]", '["Zed"]', "new-evidence"),
        ("r2", "r2", "changed", "title", json.dumps(odd, ensure_ascii=False), '"Plain"', "new-evidence"),
        ("r4", "r4", "removed", None, None, None, None),
        ("r5", "r5", "added", None, None, None, None),
    ]
    assert query(press.path, "SELECT summary FROM edition") == [(outcome.summary,)]


def test_a_lost_edition_is_passed_over_and_all_lost_is_said(press: Press) -> None:
    press.print(contents(review("r1")))
    press.print(contents(review("r1"), review("r2")))
    for number in (1, 2):
        path_of(press.editions, number).chmod(0o644)
    path_of(press.editions, 2).write_bytes(b"spoilt")
    press.path.unlink()
    third = press.print(contents(review("r1"), review("r2")))
    assert third.number == 3
    assert third.summary == "1 review added; 1 document added; 1 location added since edition 1"
    for path in (*press.editions.iterdir(), press.path):
        path.unlink()
    fourth = press.print(contents(review("r9")))
    assert fourth.changes == ()
    assert fourth.summary == "what changed is not known: no earlier edition is kept that can be read"
    assert query(press.path, "SELECT number, changed FROM editions ORDER BY 1")[-1] == (3, 3)


def test_the_edition_in_place_serves_where_its_copy_is_lost(press: Press) -> None:
    press.print(contents(review("r1")))
    path_of(press.editions, 1).unlink()
    outcome = press.print(contents(review("r1"), review("r2")))
    assert outcome.summary == "1 review added; 1 document added; 1 location added since edition 1"


def test_a_column_that_only_one_edition_has_is_no_change(press: Press) -> None:
    press.print(contents(review("r1")))
    older = press.path.with_name("older.duckdb")
    with duckdb.connect(str(older)) as connection:
        connection.execute("ATTACH ? AS printed (READ_ONLY)", [str(press.path)])
        for table in ("edition", "documents", "locations", "availability", "evidence"):
            connection.execute(f"CREATE TABLE {table} AS FROM printed.{table}")
        connection.execute("CREATE TABLE reviews AS SELECT * EXCLUDE no_document, 1 AS former FROM printed.reviews")
    older.replace(press.path)
    path_of(press.editions, 1).unlink()
    outcome = press.print(contents(review("r1")))
    assert (outcome.number, outcome.summary) == (2, "no changes since edition 1")


def test_canonical_content_does_not_depend_on_order() -> None:
    what = contents(review("r1", pseudonyms=("Zed",)), review("r2"))
    turned = dataclasses.replace(
        what,
        reviews=what.reviews[::-1],
        documents=what.documents[::-1],
        locations=what.locations[::-1],
        evidence=what.evidence[::-1],
    )
    content = list(canonical_content(what))
    assert list(canonical_content(turned)) == content
    assert list(canonical_content(contents(review("r1", pseudonyms=("Yam",)), review("r2")))) != content
    assert {json.loads(line)["table"] for line in content} == {
        "areas",
        "themes",
        "sources",
        "reviews",
        "documents",
        "locations",
        "evidence",
    }


# Refusing


def without(what: Contents, field: str) -> Contents:
    kept = tuple(row for row in what.evidence if row.field != field)
    assert len(kept) < len(what.evidence)
    return dataclasses.replace(what, evidence=kept)


FULL = review(
    "r1",
    pseudonyms=("Zed",),
    reviewers=("Alex Sampleford",),
    themes=("neglect",),
    incident=Incident.DEATH,
)
GOOD = contents(FULL)
LONG = Evidence.model_validate(evidence(FULL)[0].model_dump() | {"snippet": "x" * 301})
REFUSED = {
    "a review stands twice": (
        dataclasses.replace(GOOD, reviews=(FULL, FULL)),
        "reviews: a key stands in several rows: r1",
    ),
    "a theme stands twice": (
        dataclasses.replace(GOOD, themes=(NEGLECT, NEGLECT)),
        "themes: a key stands in several rows: neglect",
    ),
    "a theme of no row": (
        dataclasses.replace(GOOD, themes=()),
        "reviews: a row names a theme that is not in themes: r1: neglect",
    ),
    "an area of no row": (
        dataclasses.replace(GOOD, areas=()),
        "reviews: a row names an area that is not in areas: r1: E09000999",
    ),
    "a document of no review": (
        dataclasses.replace(GOOD, documents=(*GOOD.documents, document("r2"))),
        "documents: a row refers to something that is not in reviews: r2",
    ),
    "a location of no review": (
        dataclasses.replace(
            GOOD,
            documents=(*GOOD.documents, document("r2")),
            locations=(*GOOD.locations, location("r2")),
        ),
        "locations: a row refers to something that is not in reviews: r2",
    ),
    "evidence from another review's document": (
        dataclasses.replace(
            GOOD,
            evidence=(*GOOD.evidence, GOOD.evidence[0].model_copy(update={"document_id": "f" * 64})),
        ),
        f"evidence: a row names a document that is not its review's: r1 in {'f' * 64}",
    ),
    "a review that is nowhere": (
        dataclasses.replace(
            GOOD,
            documents=(),
            locations=(),
            evidence=tuple(row.model_copy(update={"document_id": None}) for row in GOOD.evidence),
        ),
        "reviews: a review has neither a document nor an address: r1",
    ),
    "a long snippet": (
        dataclasses.replace(GOOD, evidence=(*GOOD.evidence, LONG)),
        "evidence: snippet holds more than 300 characters: r1 title",
    ),
    "evidence that was rejected": (
        dataclasses.replace(
            GOOD,
            evidence=tuple(row.model_copy(update={"chosen": row.field != "title"}) for row in GOOD.evidence),
        ),
        "evidence: a value has no chosen evidence: r1 title Review r1",
    ),
    "a date more precise than its text": (
        dataclasses.replace(GOOD, reviews=(FULL.model_copy(update={"published_precision": Precision.DAY}),)),
        "evidence: a value has no chosen evidence: r1 published_on 2021-01-01",
    ),
    "a date without a basis": (
        dataclasses.replace(GOOD, reviews=(FULL.model_copy(update={"published_basis": None}),)),
        "reviews: a publication date lacks its precision or its basis: r1",
    ),
} | {
    f"no evidence for {field}": (without(GOOD, field), f"evidence: a value has no chosen evidence: r1 {field} {value}")
    for field, value in {
        "title": "Review r1",
        "review_type": "LCSPR",
        "pseudonyms": "Zed",
        "published_on": "2021-01",
        "reviewers": "Alex Sampleford",
        "incident": "death",
        "themes": "neglect",
        "area_codes": "E09000999",
        "about_child": "true",
        "publisher": "Sampleborough Safeguarding Partnership",
    }.items()
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_faulty_edition_is_refused_and_the_last_one_stays(press: Press, case: str) -> None:
    faulty, reason = REFUSED[case]
    press.print(contents(review("r0")))
    before = press.path.read_bytes()
    outcome = press.print(faulty)
    assert not outcome.published
    assert reason in outcome.refused
    assert outcome.number == 1
    assert outcome.summary.startswith("edition 2 refused for ")
    assert outcome.summary.endswith("edition 1 stays")
    assert press.path.read_bytes() == before
    assert [printed.number for printed in press.journal.read(Printed)] == [1]
    assert left_beside(press) == {"editions", "journal", "catalogue.duckdb", "catalogue.duckdb.sha256"}


def test_a_first_edition_that_is_refused_leaves_none(press: Press) -> None:
    outcome = press.print(without(GOOD, "title"))
    assert (outcome.published, outcome.number) == (False, 0)
    assert outcome.summary == "edition 1 refused for 1 reason; there is no edition yet"
    assert not press.path.exists()


def test_what_is_unknown_needs_no_evidence(press: Press) -> None:
    unknown = review(
        "r1",
        publisher_id=None,
        publisher=None,
        area_codes=(),
        area_names=(),
        about_child=None,
        published_on=None,
        published_precision=None,
        published_basis=None,
    )
    assert {row.field for row in evidence(unknown)} == {"title", "review_type"}
    assert press.print(contents(unknown)).published


@pytest.mark.parametrize(
    ("before", "after", "published"), [(10, 6, True), (10, 5, False), (5, 0, False), (30, 24, True), (30, 23, False)]
)
def test_an_edition_that_lost_many_reviews_is_refused(press: Press, before: int, after: int, published: bool) -> None:
    press.print(contents(*(review(f"r{number}") for number in range(before))))
    fewer = contents(*(review(f"r{number}") for number in range(after)))
    outcome = press.print(fewer)
    assert outcome.published is published
    if not published:
        assert outcome.refused == (
            f"reviews: {after} are left of the {before} of edition 1",
            f"locations: a source has far fewer publications than in edition 1: sampleborough has {after} of {before}",
        )
        assert press.print(fewer, accept_fall=True).number == 2


def test_many_faults_are_told_by_their_first_five(press: Press) -> None:
    what = contents(*(review(f"r{number}") for number in range(8)))
    (reason,) = press.print(without(what, "title")).refused
    assert reason.count("Review") == 5
    assert reason.endswith("and 3 more")


def test_a_file_with_other_rows_than_were_handed_over_is_told(press: Press) -> None:
    press.print(contents(review("r1")))
    assert gates.printed_faithfully(press.path, {"reviews": 1, "edition": 1}) == ()
    assert gates.printed_faithfully(press.path, {"reviews": 2, "edition": 1}) == (
        "reviews: 2 rows were to be printed and 1 are in the file",
    )


def test_two_printings_at_once_wait_for_each_other(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom pathlib import Path\nfrom tests.edition_samples import *\n"
        "print(Press(Path(sys.argv[1])).print(contents(review(sys.argv[2]))).number)"
    )
    commands = [[sys.executable, "-c", script, str(tmp_path), name] for name in ("r1", "r2")]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) for command in commands]
    numbers = sorted(one.communicate(timeout=60)[0].strip() for one in both)
    assert numbers == ["1", "2"]
    assert query(tmp_path / "catalogue.duckdb", "SELECT number FROM edition") == [(2,)]


def test_a_target_in_a_new_folder_is_made(press: Press) -> None:
    target = press.path.parent / "new" / "folder" / "edition.duckdb"
    outcome = publish(
        GOOD, target=target, editions=press.editions, journal=press.journal, clock=lambda: NOON, code_version="1"
    )
    assert outcome.path == target
    assert query(target, "SELECT code_version FROM edition") == [("1",)]


# The index


def _index(path: Path) -> list[list[tuple[object, ...]]]:
    """Return every row of the index tables, in the order of the file."""
    return [query(path, f"FROM {one.table}") for one in index.TABLES]


def _with_text(*pages: str, **values: object) -> Contents:
    what = contents(review("r1"), review("r2", **values))
    (first, second) = (one.document_id for one in what.documents)
    return dataclasses.replace(what, texts={first: ("an unseen baby",), second: pages})


def _looked_again(what: Contents) -> Contents:
    """Return contents of a day later, on which nothing but that was learned."""
    later = tuple(one.model_copy(update={"last_seen_at": NOON + dt.timedelta(days=1)}) for one in what.reviews)
    return dataclasses.replace(what, reviews=later)


def test_an_index_of_the_same_texts_is_taken_over_without_reading_them(press: Press) -> None:
    class Unread(dict[str, tuple[str, ...]]):
        """Texts that must not be read."""

        def __getitem__(self, key: str) -> tuple[str, ...]:
            raise AssertionError(f"the text of {key} was read")

    what = _with_text("sleeping with a baby", "unsafe sleep")
    marked = dataclasses.replace(what, text_marks=dict.fromkeys(what.texts, "read once"))
    press.print(marked)
    first = _index(press.path)
    again = dataclasses.replace(_looked_again(marked), texts=Unread(what.texts))
    assert press.print(again).number == 2
    assert _index(press.path) == first
    assert [row[0] for row in query(press.path, "SELECT review_id FROM search('asleep sleep')")] == ["r2"]


@pytest.mark.parametrize("change", ["text", "title", "damaged", "withheld"])
def test_an_index_is_made_anew_where_anything_it_is_made_from_differs(
    press: Press, tmp_path: Path, change: str
) -> None:
    press.print(_with_text("sleeping with a baby"))
    pages = "a fall down the stairs" if change == "text" else "sleeping with a baby"
    differs: dict[str, dict[str, object]] = {"title": {"title": "About water"}, "withheld": {"anonymous": True}}
    what = _looked_again(_with_text(pages, **differs.get(change, {})))
    if change == "damaged":
        press.path.write_bytes(b"no database")
    outcome = press.print(what)
    assert outcome.published, outcome.refused
    alone = Press(tmp_path / "alone")
    alone.print(what)
    assert _index(press.path) == _index(alone.path)
