"""Editions are kept, listed, compared and let go; changes say where they come from; what is taken down is cut out."""

import dataclasses
import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

import duckdb
import pytest

from catalogue.edition import open_edition
from catalogue.models import Availability, Issue, Location, ReviewAlias
from catalogue.publish import Contents, Suppressed, compare, gates, kept, purge, snapshot_of, views
from catalogue.vocabulary import ChangeCause, IssueKind, RetentionStatus, Rule, State
from tests.builders import an_availability
from tests.edition_samples import NOON, Press, contents, document, location, review

DAY = dt.timedelta(days=1)


@pytest.fixture
def press(tmp_path: Path) -> Press:
    return Press(tmp_path)


def query(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with open_edition(path) as edition:
        return edition.execute(sql).fetchall()


def state_of(review_id: str, state: State) -> Availability:
    return an_availability(
        location(review_id).location_id,
        state=state,
        reason=Rule.SAME_BYTES,
        since=NOON,
        last_success_at=NOON,
        last_checked_at=NOON,
    )


def with_rows(what: Contents, field: str, *, extractor: str, document_id: str | None, value: str) -> Contents:
    """Return contents whose chosen evidence of one field is another row."""
    (old,) = (row for row in what.evidence if row.field == field)
    new = old.model_copy(update={"extractor": extractor, "document_id": document_id, "value": value})
    return dataclasses.replace(what, evidence=(*(row for row in what.evidence if row is not old), new))


# Keeping


def test_an_edition_is_kept_with_its_hash_and_opens_read_only(press: Press) -> None:
    press.print(contents(review("r1")))
    press.print(contents(review("r1"), review("r2")), at=NOON + DAY)
    newest, first = kept.kept(press.editions)
    assert (newest.number, first.number) == (2, 1)
    assert newest.path.read_bytes() == press.path.read_bytes()
    assert newest.whole
    assert first.whole
    line = kept.beside(first.path).read_text()
    assert line == f"{hashlib.sha256(first.path.read_bytes()).hexdigest()}  catalogue-0001.duckdb\n"
    assert query(first.path, "SELECT review_id FROM reviews") == [("r1",)]
    with open_edition(first.path) as edition, pytest.raises(duckdb.Error, match="read-only"):
        edition.execute("DELETE FROM reviews")
    assert query(press.path, "SELECT number, sha256, changed FROM editions") == [(1, first.sha256, 0)]


def test_a_copy_that_was_changed_is_not_whole(press: Press) -> None:
    press.print(contents(review("r1")))
    (one,) = kept.kept(press.editions)
    one.path.chmod(0o644)
    one.path.write_bytes(one.path.read_bytes() + b" ")
    assert not one.whole


def test_a_refused_edition_is_not_kept(press: Press) -> None:
    press.print(contents(review("r1")))
    assert not press.print(dataclasses.replace(contents(review("r2")), evidence=())).published
    assert [one.number for one in kept.kept(press.editions)] == [1]


def test_the_last_editions_are_kept_and_those_without_changes_go_first(press: Press) -> None:
    press.print(contents(review("r1")), keep=3)  # the first is never one that changed nothing of itself: changed 0
    for number in range(2, 6):
        press.print(contents(*(review(f"r{one}") for one in range(1, number + 1))), keep=3)
    assert [one.number for one in kept.kept(press.editions)] == [5, 4, 3]
    seen_again = contents(*(review(f"r{one}", last_seen_at=NOON + DAY) for one in range(1, 6)))
    assert press.print(seen_again, keep=3).changes == ()
    assert [one.number for one in kept.kept(press.editions)] == [6, 5, 4]
    press.print(contents(*(review(f"r{one}") for one in range(1, 7))), keep=3)
    assert [one.number for one in kept.kept(press.editions)] == [7, 5, 4]
    assert {path.suffix for path in press.editions.iterdir()} == {".duckdb", ".sha256"}
    assert len(list(press.editions.iterdir())) == 6


def test_a_number_is_never_given_twice_though_the_journal_is_lost(press: Press) -> None:
    for number in (1, 2, 3):
        press.print(contents(*(review(f"r{one}") for one in range(number))))
    for path in (press.path.parent / "journal" / "editions").rglob("*.jsonl"):
        path.unlink()
    assert press.print(contents(review("r1"))).number == 4
    assert [one.number for one in kept.kept(press.editions)] == [4, 3, 2, 1]


def test_nothing_of_an_edition_goes_to_the_store_of_bytes(press: Press) -> None:
    press.print(contents(review("r1")))
    assert not (press.path.parent / "raw").exists()


# Comparing any two


def compared(press: Press, before: int, after: int) -> list[tuple[Any, ...]]:
    with (
        open_edition(kept.path_of(press.editions, before)) as first,
        open_edition(kept.path_of(press.editions, after)) as second,
    ):
        found = compare(snapshot_of(first), snapshot_of(second))
    return [(one.record, one.record_id, one.change, one.field, one.before, one.after) for one in found]


def test_any_two_kept_editions_can_be_compared_in_both_directions(press: Press) -> None:
    press.print(contents(review("r1"), review("r2")))
    press.print(contents(review("r1", title="Another"), review("r2")))
    press.print(contents(review("r1", title="Another"), review("r3")))
    forward, back = compared(press, 1, 3), compared(press, 3, 1)
    assert [one for one in forward if one[0] == "reviews"] == [
        ("reviews", "r1", "changed", "title", '"Review r1"', '"Another"'),
        ("reviews", "r2", "removed", None, None, None),
        ("reviews", "r3", "added", None, None, None),
    ]
    assert [one for one in back if one[0] == "reviews"] == [
        ("reviews", "r1", "changed", "title", '"Another"', '"Review r1"'),
        ("reviews", "r2", "added", None, None, None),
        ("reviews", "r3", "removed", None, None, None),
    ]
    assert compared(press, 2, 2) == []
    assert {one[0] for one in forward} == {"reviews", "documents", "locations"}


def test_the_changes_table_says_what_comparing_says(press: Press) -> None:
    press.print(contents(review("r1")))
    press.print(contents(review("r1", pseudonyms=("Zed",)), review("r2")))
    printed = query(press.path, "SELECT record, record_id, change, field, before, after FROM changes")
    assert printed == compared(press, 1, 2)
    assert len(printed) == 4


# Why


def why(press: Press, before: Contents, after: Contents, **more: Any) -> list[tuple[Any, ...]]:
    press.print(before)
    press.print(after, **more)
    return query(press.path, "SELECT record, field, why FROM changes")


ONE = contents(review("r1"))
NEWER = "f" * 64


CAUSES = {
    "r-decided": ("curation", None, ChangeCause.CURATION),
    "r-listed": ("listing@1", None, ChangeCause.HARVEST),
    "r-reread": ("sample@2", "its own", ChangeCause.EXTRACTOR),
    "r-another-rule": ("other@1", "its own", ChangeCause.NEW_EVIDENCE),
    "r-newer": ("sample@1", NEWER, ChangeCause.NEWER_DOCUMENT),
    "r-by-rule": ("resolve@2", None, None),
}


def test_a_change_says_where_it_comes_from(press: Press) -> None:
    press.print(contents(*(review(name) for name in CAUSES)))
    changed = [
        with_rows(
            contents(review(name, title="Another")),
            "title",
            extractor=extractor,
            document_id=document(name).document_id if paper == "its own" else paper,
            value="Another",
        )
        for name, (extractor, paper, _) in CAUSES.items()
    ]
    newer = document("r-newer").model_copy(update={"document_id": NEWER})
    press.print(
        dataclasses.replace(
            changed[0],
            reviews=tuple(row for one in changed for row in one.reviews),
            documents=(*(row for one in changed for row in one.documents), newer),
            locations=tuple(row for one in changed for row in one.locations),
            evidence=tuple(row for one in changed for row in one.evidence),
        )
    )
    found = dict(query(press.path, "SELECT review_id, why FROM changes WHERE field = 'title'"))
    assert found == {name: cause for name, (_, _, cause) in CAUSES.items()}


def test_a_correction_that_is_taken_back_is_curation_too(press: Press) -> None:
    decided = with_rows(
        contents(review("r1", title="Another")), "title", extractor="curation", document_id=None, value="Another"
    )
    assert ("reviews", "title", ChangeCause.CURATION) in why(press, decided, ONE)


def test_what_is_new_comes_from_the_harvest_only_where_it_was_first_seen_since(press: Press) -> None:
    seen = {"first_seen_at": NOON + DAY}
    place = location("r2").model_copy(update=seen)
    fresh = contents(review("r1"), review("r2", **seen))
    fresh = dataclasses.replace(fresh, locations=(location("r1"), place))
    found = why(press, ONE, fresh, at=NOON + DAY)
    assert found == [
        ("reviews", None, ChangeCause.HARVEST),
        ("documents", None, ChangeCause.HARVEST),
        ("locations", None, ChangeCause.HARVEST),
    ]
    known = Press(press.path.parent / "other")
    assert ("reviews", None, None) in why(known, ONE, contents(review("r1"), review("r2")))


def test_a_state_changes_by_a_check_and_a_status_by_the_day(press: Press) -> None:
    up = dataclasses.replace(
        contents(review("r1", retention_status=RetentionStatus.AVAILABLE_IN_PERIOD)),
        availability=(state_of("r1", State.AVAILABLE),),
    )
    down = dataclasses.replace(
        contents(review("r1", retention_status=RetentionStatus.NOT_FOUND_IN_PERIOD)),
        availability=(state_of("r1", State.UNAVAILABLE),),
    )
    ended = dataclasses.replace(
        contents(review("r1", retention_status=RetentionStatus.COMPLETED_LATER_REMOVED)), availability=down.availability
    )
    press.print(up)
    press.print(down)
    assert query(press.path, "SELECT record, field, review_id, why FROM changes") == [
        ("reviews", "retention_status", "r1", ChangeCause.CHECK),
        ("availability", "state", "r1", ChangeCause.CHECK),
    ]
    press.print(ended)
    assert query(press.path, "SELECT record, why FROM changes") == [("reviews", ChangeCause.PERIOD)]
    press.print(down, code="0.0.other")
    assert query(press.path, "SELECT record, why FROM changes") == [("reviews", None)]


def test_looking_at_an_address_again_is_no_change(press: Press) -> None:
    one = dataclasses.replace(ONE, availability=(state_of("r1", State.AVAILABLE),))
    later = state_of("r1", State.AVAILABLE).model_copy(update={"last_checked_at": NOON + DAY, "days_verified": 1.0})
    press.print(one)
    outcome = press.print(dataclasses.replace(ONE, availability=(later,)))
    assert (outcome.number, outcome.summary) == (2, "no changes since edition 1")


# What was taken down

SECRET = review("sample-2021-quillfeather", title="The Quillfeather review", pseudonyms=("Quillfeather",))
ADDRESS = location("sample-2021-quillfeather").url
GONE = Suppressed(
    words=frozenset({"Quillfeather", "The Quillfeather review"}),
    ids=frozenset({location("sample-2021-quillfeather").location_id}),
    hashes=frozenset({document("sample-2021-quillfeather").document_id}),
    urls=frozenset({ADDRESS}),
    review_ids=frozenset({"sample-2021-quillfeather"}),
)
WITH_IT = contents(
    review("r1"), SECRET, review("sample-2021-other"), texts={"sample-2021-quillfeather": ("Quillfeather wept.",)}
)
WITHOUT = dataclasses.replace(contents(review("r1"), review("sample-2021-other")), suppressed=GONE)


def traces(path: Path) -> list[str]:
    """Return what of the taken-down review stands in the bytes or the cells of a file."""
    data = path.read_bytes().lower()
    found = [word for word in (b"the quillfeather review", ADDRESS.encode()) if word in data]
    return [*map(str, found), *gates.nothing_suppressed(path, GONE)]


def test_a_taken_down_review_leaves_the_edition_and_its_removal_is_told(press: Press) -> None:
    press.print(WITH_IT)
    assert traces(press.path)
    outcome = press.print(WITHOUT)
    assert outcome.published
    assert traces(press.path) == []
    assert query(press.path, "SELECT record, record_id, change, before, after FROM changes") == [
        ("reviews", "sample-2021-quillfeather", "removed", None, None)
    ]
    assert outcome.summary == "1 review removed since edition 1"


def test_words_of_an_older_version_are_not_repeated_as_what_was_before(press: Press) -> None:
    press.print(contents(review("r1", pseudonyms=("Quillfeather",))))
    press.print(
        dataclasses.replace(
            contents(review("r1", pseudonyms=("Child Z",))), suppressed=Suppressed(words=frozenset({"quillfeather"}))
        )
    )
    assert query(press.path, "SELECT field, before, after FROM changes") == [("pseudonyms", None, '["Child Z"]')]


ISSUE = Issue(
    issue_id="i1",
    kind=IssueKind.POSSIBLE_DUPLICATE,
    source_id=None,
    review_id="r1",
    url=None,
    message="It may be the same as the QUILL-FEATHER one.",
    seen_at=NOON,
)
RENAMED = contents(review("r1"), SECRET.model_copy(update={"review_id": "r9"}))
LEFT = {
    "its title": (dataclasses.replace(RENAMED, suppressed=GONE), "reviews"),
    "an address": (
        dataclasses.replace(
            WITHOUT,
            locations=(*WITHOUT.locations, location("r1").model_copy(update={"location_id": "x", "url": ADDRESS})),
        ),
        "locations",
    ),
    "its id in another's issue": (
        dataclasses.replace(
            WITHOUT, issues=(ISSUE.model_copy(update={"message": "Compare it with sample-2021-quillfeather."}),)
        ),
        "issues",
    ),
    "a word in the index": (
        dataclasses.replace(WITHOUT, texts={document("r1").document_id: ("Quillfeather wept.",)}),
        "search_terms",
    ),
    "a hash in evidence": (
        dataclasses.replace(
            WITHOUT,
            evidence=(
                *WITHOUT.evidence,
                WITHOUT.evidence[0].model_copy(update={"snippet": document("sample-2021-quillfeather").document_id}),
            ),
        ),
        "evidence",
    ),
}


def test_an_edition_in_which_something_taken_down_stands_is_refused(press: Press) -> None:
    press.print(contents(review("r1")))
    before = press.path.read_bytes()
    for faulty, table in LEFT.values():
        outcome = press.print(faulty)
        assert not outcome.published
        assert any(reason.startswith(f"{table}: ") for reason in outcome.refused)
        assert "Quillfeather" not in " ".join(outcome.refused)
    assert press.path.read_bytes() == before


def test_case_accents_and_escapes_do_not_hide_a_trace() -> None:
    found = Suppressed(words=frozenset({"Zoë O'Quill"}), urls=frozenset({"http://a.test/a b.pdf"}))
    assert found.shows_in("the ZOE O’QUILL case")
    assert found.shows_in("see http://a.test/a%20b.pdf")
    assert not found.shows_in("Zoe and O'Quillan")
    assert Suppressed(review_ids=frozenset({"a-2020-b"})).shows_in("about a-2020-b.")
    assert not Suppressed(review_ids=frozenset({"a-2020-b"})).shows_in("about a-2020-b-2")
    assert not Suppressed().shows_in("anything")


def test_a_review_id_may_stand_where_its_end_is_told_and_its_address_may_not() -> None:
    assert (
        GONE.traces_in(["sample-2021-quillfeather", document("sample-2021-quillfeather").document_id], told=True) == ()
    )
    assert GONE.traces_in(["sample-2021-quillfeather: about Quillfeather"], told=True) == ("quillfeather",)
    assert len(GONE.traces_in([ADDRESS], told=True)) == 1
    assert GONE.names_in("see sample-2021-quillfeather.") == {"sample-2021-quillfeather"}


def test_kept_editions_are_cut_and_nothing_else_in_them_changes(press: Press) -> None:
    press.print(contents(review("r1"), review("sample-2021-other")))
    press.print(WITH_IT)
    press.print(
        dataclasses.replace(WITH_IT, issues=(ISSUE.model_copy(update={"message": "Of sample-2021-quillfeather."}),))
    )
    untouched = kept.path_of(press.editions, 1).read_bytes()
    printed_before = kept.path_of(press.editions, 3)
    schema = query(printed_before, "SELECT sql FROM duckdb_tables() ORDER BY 1")
    done = purge(press.editions, GONE, lambda: NOON + DAY)
    assert [(one.number, one.rewritten) for one in done] == [(3, True), (2, True)]
    assert kept.path_of(press.editions, 1).read_bytes() == untouched
    for number in (2, 3):
        cut = kept.find(press.editions, number)
        assert cut is not None
        assert cut.whole
        assert traces(cut.path) == []
        assert query(cut.path, "SELECT review_id FROM reviews ORDER BY 1") == [("r1",), ("sample-2021-other",)]
        assert query(cut.path, "SELECT purged_at FROM edition") == [((NOON + DAY).replace(tzinfo=None),)]
        assert query(cut.path, "SELECT count(*) FROM search('review')") == [(2,)]
        assert query(
            cut.path,
            "SELECT DISTINCT storage FROM (SELECT tags['storage_version'] AS storage FROM duckdb_databases() WHERE NOT internal)",
        ) == [("v1.5.0+",)]
    assert query(printed_before, "SELECT sql FROM duckdb_tables() ORDER BY 1") == schema
    uncommented = (
        "SELECT column_name FROM duckdb_columns() WHERE NOT internal AND schema_name = 'main' AND comment IS NULL"
    )
    assert query(printed_before, uncommented) == []
    for view in views.VIEWS:
        query(printed_before, f"SELECT * FROM {view.example}")
    assert query(printed_before, "SELECT count(*) FROM issues") == [(0,)]
    assert purge(press.editions, GONE, lambda: NOON + DAY) == ()


def test_a_kept_edition_that_cannot_be_read_is_deleted_rather_than_left(press: Press) -> None:
    press.print(WITH_IT)
    path = kept.path_of(press.editions, 1)
    path.chmod(0o644)
    path.write_bytes(b"spoilt")
    (done,) = purge(press.editions, GONE, lambda: NOON)
    assert (done.number, done.rewritten) == (1, False)
    assert list(press.editions.iterdir()) == []


def test_the_next_edition_is_compared_with_one_that_was_cut(press: Press) -> None:
    press.print(WITH_IT)
    purge(press.editions, GONE, lambda: NOON)
    outcome = press.print(WITHOUT)
    assert outcome.summary == "no changes since edition 1"


# Bounds


def test_a_source_with_far_fewer_publications_is_refused_and_names_the_figures(press: Press) -> None:
    other = [f"o{number}" for number in range(40)]
    few = [f"r{number}" for number in range(4)]

    def world(names: list[str]) -> Contents:
        what = contents(*(review(name) for name in names))
        second = what.sources[0].model_copy(update={"source_id": "second"})
        places = tuple(
            place.model_copy(update={"source_id": "second"}) if place.review_id.startswith("o") else place
            for place in what.locations
        )
        return dataclasses.replace(what, sources=(*what.sources, second), locations=places)

    press.print(world([*other, *few]))
    fewer = world([*other, few[0]])
    outcome = press.print(fewer)
    assert outcome.refused == (
        "locations: a source has far fewer publications than in edition 1: sampleborough has 1 of 4",
    )
    assert press.print(dataclasses.replace(fewer, set_aside=frozenset(few[1:]))).published


def test_many_documents_of_one_review_count_once(press: Press) -> None:
    def linked(times: int) -> Contents:
        places = tuple(
            Location.model_validate(
                location("r1").model_dump() | {"location_id": f"x{number}", "url": f"http://a.test/{number}"}
            )
            for number in range(times)
        )
        return dataclasses.replace(ONE, locations=places)

    press.print(linked(50))
    assert press.print(linked(1)).published


def test_hidden_and_merged_reviews_are_not_missed(press: Press) -> None:
    names = [f"r{number}" for number in range(10)]
    press.print(contents(*(review(name) for name in names)))
    fewer = contents(*(review(name) for name in names[:4]))
    assert not press.print(fewer).published
    assert press.print(dataclasses.replace(fewer, set_aside=frozenset(names[4:]))).published


def test_ids_that_lead_to_another_review_are_not_missed(press: Press) -> None:
    names = [f"r{number}" for number in range(10)]
    press.print(contents(*(review(name) for name in names)))
    leads = tuple(
        ReviewAlias(alias=name, review_id="r0", since=NOON, because="They are one review.") for name in names[4:]
    )
    joined = dataclasses.replace(contents(*(review(name) for name in names[:4])), aliases=leads)
    assert press.print(joined).published
    taken = Suppressed(review_ids=frozenset({"r0"}))
    assert [one.rewritten for one in purge(press.editions, taken, lambda: NOON)] == [True, True]
