"""A takedown leaves a tombstone and no other trace in anything published, and nothing brings the review back."""

import dataclasses
import datetime as dt
import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from catalogue.alike import sketch
from catalogue.cli import app
from catalogue.curation import load
from catalogue.edition import open_edition
from catalogue.house import House
from catalogue.house.printing import export_edition
from catalogue.house.silence import silenced
from catalogue.house.takedown import holding
from catalogue.models import Hidden, Issue, Minted, Renamed, Resolution, ReviewFacts, Takedown, digest
from catalogue.publish.gates import nothing_suppressed
from catalogue.publish.kept import kept
from catalogue.publish.purging import purge
from catalogue.publish.suppressed import Suppressed
from catalogue.publish.withdrawing import withdraw
from catalogue.resolve import Inputs, resolve
from catalogue.resolve.items import location_key
from catalogue.site import check
from catalogue.vocabulary import IssueKind, TakedownStep
from tests.builders import NOW, WALTHAM_FOREST, Ledger, a_link, a_source
from tests.conftest import START, settings_for
from tests.edition_samples import NOON, Press, contents
from tests.edition_samples import review as a_review
from tests.world.server import World
from tests.world.sites import FRANKIE_PDF

FRANKIE, TOMBSTONE = "wandsworth-2021-frankie", "wandsworth-withdrawn-1"
PRIVATE = ("raw", "journal", "described", ".lock", "curation.yaml")


class Place:
    """A warehouse over the miniature world, in which everything ran and two editions were printed."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.folder = world, folder
        self.hours = 50

    def house(self) -> House:
        """Return the house an hour later."""
        self.hours += 1
        return House(settings_for(self.world, self.folder, now=START + dt.timedelta(hours=self.hours)))

    def __call__(self, *words: str) -> tuple[int, str]:
        """Run a command an hour later; return its exit code and everything it said."""
        self.hours += 1
        now = (START + dt.timedelta(hours=self.hours)).isoformat()
        env = {
            **self.world.env,
            "CATALOGUE_WAREHOUSE": str(self.folder),
            "CATALOGUE_CURATION": str(self.folder / "curation.yaml"),
            "CATALOGUE_NOW": now,
        }
        answer = CliRunner().invoke(app, words, env=env, catch_exceptions=False)
        return answer.exit_code, " ".join(answer.output.split())

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """Ask the published edition."""
        with open_edition(self.folder / "catalogue.duckdb") as connection:
            return connection.execute(query, list(values)).fetchall()

    def published(self) -> Iterator[Path]:
        """Give every file of the warehouse that is published."""
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and path.relative_to(self.folder).parts[0] not in PRIVATE:
                yield path

    def found(self, words: set[str]) -> list[tuple[str, str]]:
        """Return every published file with each of the words that stands in its bytes or in a cell of it."""
        told = []
        for path in self.published():
            texts = [path.read_bytes().decode("utf-8", "replace")]
            if path.suffix == ".duckdb":
                with duckdb.connect(str(path), read_only=True) as connection:
                    for (table,) in connection.execute("select table_name from duckdb_tables()").fetchall():
                        texts += [repr(row) for row in connection.execute(f'select * from "{table}"').fetchall()]
            whole = "\n".join(texts).casefold()
            told += [(str(path.relative_to(self.folder)), word) for word in words if word.casefold() in whole]
        return told


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with World() as one:
        yield one


@pytest.fixture(scope="module")
def printed_twice(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with an alert that was told of, in which two editions were printed and one of them is kept."""
    folder = tmp_path_factory.mktemp("takedown") / "warehouse"
    House(settings_for(world, folder)).run()
    world.break_(FRANKIE_PDF, "not_found")
    for hours in (24, 49):
        House(settings_for(world, folder, now=START + dt.timedelta(hours=hours))).watch()
    world.mend(FRANKIE_PDF)
    house = House(settings_for(world, folder, now=START + dt.timedelta(hours=50)))
    assert house.publish().published
    house.site()
    export_edition(house.settings)
    return folder


@pytest.fixture
def place(world: World, printed_twice: Path, tmp_path: Path) -> Place:
    folder = tmp_path / "warehouse"
    shutil.copytree(printed_twice, folder)
    return Place(world, folder)


def told_of(place: Place, review_id: str) -> set[str]:
    """Return every word by which the edition tells of one review and of no other."""
    with open_edition(place.folder / "catalogue.duckdb") as connection:
        words = {review_id}
        for query in (
            "select unnest(pseudonyms) from reviews where review_id = ?",
            "select unnest(reviewers) from reviews where review_id = ?",
            "select title from reviews where review_id = ?",
            "select title from documents where review_id = ?",
            "select document_id from documents where review_id = ?",
            "select url from locations where review_id = ?",
            "select location_id from locations where review_id = ?",
            "select snippet from evidence where review_id = ?",
            "select snippet from recommendations where review_id = ?",
            "select alert_id from alerts where review_id = ?",
        ):
            words |= {str(row[0]) for row in connection.execute(query, [review_id]).fetchall() if row[0]}
        others = connection.execute(
            "select snippet from evidence where review_id != ? union all select url from locations where review_id != ?",
            [review_id, review_id],
        ).fetchall()
    rest = "\n".join(str(row[0]) for row in others).casefold()
    words.discard("January 2021")  # its date of publication, which the tombstone tells, and on the site in these words
    return {word for word in words if len(word) > 4 and word.casefold() not in rest}


def terms_of(place: Place, review_id: str) -> set[str]:
    """Return the words of the search index that stand for one review only."""
    stems = (
        "select stem from search_postings join search_reviews using (review)"
        " group by stem having min(review_id) = ? and max(review_id) = ?"
    )
    return {
        str(row[0])
        for row in place.rows(f"select term from search_terms where stem in ({stems})", review_id, review_id)
    }


def take_down(place: Place, *more: str) -> str:
    code, said = place("takedown", FRANKIE, "--because", "The partnership asked for it.", "--by", "A. Curator", *more)
    assert code == 0, said
    return said


def test_nothing_published_tells_of_it_but_the_tombstone(place: Place) -> None:
    words = told_of(place, FRANKIE)
    assert len(words) > 20
    terms, told = terms_of(place, FRANKIE), place.found(words)
    assert "frankie" in terms
    # What is looked for is there before: in the edition, in the one that was kept, in exports, in a feed and on the site.
    assert {Path(path).parts[0] for path, _ in told} == {"catalogue.duckdb", "editions", "exports", "feeds", "site"}
    said = take_down(place, "--reason", "welfare", "--now")
    assert f"{FRANKIE} is taken down as {TOMBSTONE}" in said
    assert place.found(words) == []
    assert not (place.folder / "site" / "reviews" / FRANKIE).exists()
    assert "For the welfare of a person" in (place.folder / "site" / "reviews" / TOMBSTONE / "index.html").read_text()
    assert not check(place.folder / "site")
    assert list((place.folder / "exports").iterdir()) == [], "words in a workbook are compressed, so none is looked for"
    assert place.rows("select * from tombstones") == [
        (
            TOMBSTONE,
            "wandsworth",
            "Wandsworth Safeguarding Children Partnership",
            dt.date(2021, 1, 1),
            "month",
            START.replace(tzinfo=None),
            dt.date(2021, 2, 17),
            "welfare",
        )
    ]
    assert place.rows("select record, record_id, change, before, after from changes") == [
        ("tombstones", TOMBSTONE, "added", None, None)
    ]
    assert place.rows("select * from search('Frankie')") == []
    assert not terms & {row[0] for row in place.rows("select term from search_terms")}
    # Older editions stay, without it, and are what they say.
    assert [one.whole for one in kept(place.folder / "editions")] == [True, True, True]


def test_its_bytes_and_what_was_read_from_them_are_gone_and_the_rest_stays(place: Place) -> None:
    (sha256,) = (str(row[0]) for row in place.rows("select document_id from documents where review_id = ?", FRANKIE))
    others = {str(row[0]) for row in place.rows("select document_id from documents where review_id != ?", FRANKIE)}
    take_down(place, "--now")
    house = place.house()
    assert not house.store.has(sha256)
    assert not list((place.folder / "described").rglob(f"{sha256}.json"))
    assert all(house.store.has(one) for one in others)
    assert {str(row[0]) for row in place.rows("select document_id from documents")} == others


def test_without_now_it_goes_with_the_next_publish(place: Place) -> None:
    said = take_down(place)
    assert "by the next publish" in said
    assert place.rows("select count(*) from reviews where review_id = ?", FRANKIE) == [(1,)]
    assert place.house().publish().published
    assert place.rows("select count(*) from reviews where review_id = ?", FRANKIE) == [(0,)]


def test_another_harvest_neither_asks_for_it_nor_brings_it_back(place: Place) -> None:
    words = told_of(place, FRANKIE)
    take_down(place, "--now")
    seen = len(place.world.log)
    ran = place.house().run()
    assert ran.outcome is not None
    assert ran.outcome.published
    asked = place.world.log[seen:]
    assert asked
    assert not [one.path for one in asked if "frankie" in one.path]
    assert place.found(words) == []


def test_it_is_suppressed_even_when_nothing_can_be_reached(place: Place) -> None:
    for host in place.world.hosts:
        place.world.break_(f"http://{host}/", "down", whole_host=True)
    try:
        assert place.house().run().reached_nothing
        take_down(place, "--now")
    finally:
        place.world.mend()
    assert place.rows("select count(*) from reviews where review_id = ?", FRANKIE) == [(0,)]


def test_the_edition_is_the_same_when_built_again_from_bytes_and_journal(place: Place) -> None:
    take_down(place, "--now")
    tables = ("reviews", "documents", "locations", "evidence", "tombstones", "issues", "search_postings")
    before = {table: place.rows(f"select * from {table} order by all") for table in tables}
    (place.folder / "catalogue.duckdb").unlink()
    shutil.rmtree(place.folder / "described")
    assert place.house().publish().published
    assert {table: place.rows(f"select * from {table} order by all") for table in tables} == before


@pytest.mark.parametrize("entries", ["entries: []\n", "entries:\n  - {kind: takedown, review: %s, colour: red}\n"])
def test_an_entry_that_is_gone_or_broken_goes_on_hiding(place: Place, entries: str) -> None:
    take_down(place, "--now")
    path = place.folder / "curation.yaml"
    path.write_text(entries % TOMBSTONE if "%s" in entries else entries)
    house = place.house()
    assert house.publish().published
    assert place.rows("select review_id from tombstones") == [(TOMBSTONE,)]
    assert place.rows("select count(*) from reviews where review_id = ?", FRANKIE) == [(0,)]
    kinds = {row[0] for row in place.rows("select kind from issues where message like '%curation%'")}
    assert kinds & {"takedown-entry", "configuration"}


def test_a_warehouse_made_from_nothing_keeps_what_the_curation_file_takes_down(place: Place, tmp_path: Path) -> None:
    words = told_of(place, FRANKIE)
    take_down(place, "--now")
    fresh = Place(place.world, tmp_path / "fresh")
    fresh.folder.mkdir()
    shutil.copy(place.folder / "curation.yaml", fresh.folder)
    assert fresh.house().run().outcome is not None
    assert fresh.rows("select review_id, publisher_id from tombstones") == [(TOMBSTONE, "wandsworth")]
    assert fresh.found(words) == []


def test_an_entry_written_by_hand_takes_down_and_the_file_is_to_be_freed_of_the_name(place: Place) -> None:
    words = told_of(place, FRANKIE)
    entry = "{kind: takedown, review: %s, because: Asked for., by: A. Curator, on: 2021-02-17}"
    (place.folder / "curation.yaml").write_text(f"entries:\n  - {entry % FRANKIE}\n")
    assert place.house().publish().published
    assert place.found(words) == []
    assert place.rows("select kind, message from issues where kind = 'takedown-entry'") == [
        (
            "takedown-entry",
            "The entry on line 2 of the curation file tells the name of what it takes down. "
            f"Write {TOMBSTONE} as its review instead.",
        )
    ]


def test_a_takedown_that_is_lifted_ends_and_the_document_is_fetched_again(place: Place) -> None:
    take_down(place, "--now")
    code, said = place("takedown", TOMBSTONE, "--lift", "--because", "Asked for again.", "--by", "A. Curator")
    assert code == 0, said
    assert place.house().publish().published  # its bytes are gone, and that ends nothing
    assert place.rows("select pages from documents where review_id = ?", FRANKIE) == [(None,)]
    ran = place.house().run()
    assert ran.outcome is not None
    assert ran.outcome.published
    assert place.rows("select title, reviewers from reviews where review_id = ?", FRANKIE) == [
        ("Frankie", ["Alex Sampleford"])
    ]
    assert place.rows("select * from tombstones") == []
    assert [entry.kind for entry in load(place.folder / "curation.yaml").entries] == ["takedown", "lift"]


def test_the_list_tells_the_operator_what_it_was(place: Place) -> None:
    assert place("takedown", "--list") == (0, "Nothing is taken down.")
    take_down(place)
    code, said = place("takedown", "--list", "--json")
    (one,) = json.loads(said)
    assert (code, one["tombstone_id"], one["review_ids"], one["by"]) == (0, TOMBSTONE, [FRANKIE], "A. Curator")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((FRANKIE, "--by", "A"), "say why with --because"),
        ((FRANKIE, "--because", "Asked for."), "who decided with --by"),
        (("wandsworth-2021-franky", "--because", "Asked.", "--by", "A"), f"Is one of these meant: {FRANKIE}"),
        ((FRANKIE, "--because", "Frankie's mother asked.", "--by", "A"), "The reason names 'Frankie'"),
        ((TOMBSTONE, "--lift", "--because", "Asked.", "--by", "A"), f"No takedown {TOMBSTONE} holds"),
    ],
)
def test_a_takedown_that_cannot_be_is_refused_and_does_nothing(
    place: Place, words: tuple[str, ...], expected: str
) -> None:
    code, said = place("takedown", *words)
    assert code == 2
    assert expected in said
    assert not holding(place.house().journal)
    assert not (place.folder / "curation.yaml").exists()


def a_text(seed: int) -> str:
    """Return 1,600 words that are nobody's, with a name in every eighth place."""
    pick = random.Random(seed)
    words = [
        "".join(pick.choices(("ba", "de", "fi", "go", "lu", "me", "no", "pi", "ra", "su"), k=3)) for _ in range(600)
    ]
    return " ".join("Alma" if place % 8 == 0 else pick.choice(words) for place in range(1600))


REPORT = a_text(1)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    sources = (a_source(), a_source("walthamforest", (WALTHAM_FOREST,), publisher_id="waltham-forest"))
    ledger = Ledger(tmp_path, sources)
    ledger.harvest(
        "wandsworth",
        a_link("Alma", "http://wandsworth.test/alma.pdf", names=("Alma",), item="alma"),
        a_link("Bryn", "http://wandsworth.test/bryn.pdf", names=("Bryn",), item="bryn", position=1),
    )
    ledger.document("wandsworth", "http://wandsworth.test/alma.pdf", REPORT)
    ledger.document("wandsworth", "http://wandsworth.test/bryn.pdf", "another report altogether")
    return ledger


def sealed(ledger: Ledger, takedown: Takedown) -> Resolution:
    """Resolve without what was taken down, and without what was read from its bytes."""
    read = {key: one for key, one in ledger.descriptions.items() if key not in takedown.documents}
    inputs = Inputs(ledger.sources, (), read, (takedown,))
    return resolve(inputs, journal=ledger.journal, store=ledger.store, clock=lambda: NOW)


def alma(ledger: Ledger, **known: object) -> Takedown:
    """Return a takedown of Alma that knows only what is given."""
    given = {"tombstone_id": TOMBSTONE, "step": TakedownStep.TAKEN_DOWN, "at": NOW, "by": "A", "reason": "not_told"}
    return Takedown.model_validate({**given, "review_ids": ("wandsworth-alma",), **known})


def again(found: Resolution) -> list[tuple[str | None, str]]:
    return [(one.source_id, one.message) for one in found.issues if one.kind is IssueKind.TAKEN_DOWN_AGAIN]


def test_the_same_bytes_at_another_source_stay_away(ledger: Ledger) -> None:
    ledger.resolve()
    page = "http://walthamforest.test/reviews"
    ledger.harvest("walthamforest", a_link("A review", f"{page}/x.pdf", page=page, names=("Child Z",)))
    sha256 = ledger.document("walthamforest", f"{page}/x.pdf", REPORT)
    known = alma(ledger, documents=(sha256,), locations=(location_key("http://wandsworth.test/alma.pdf"),))
    found = sealed(ledger, known)
    assert [one.review_id for one in found.reviews] == ["wandsworth-bryn"]
    ((source, message),) = again(found)
    assert source == "walthamforest"
    assert TOMBSTONE in message
    assert "Alma" not in message


def test_another_document_at_the_same_address_stays_away(ledger: Ledger) -> None:
    ledger.resolve()
    page = "http://wandsworth.test/elsewhere"
    ledger.harvest(
        "wandsworth",
        a_link("A new name", "https://www.wandsworth.test/alma.pdf", page=page),
        at=NOW + dt.timedelta(days=7),
    )
    ledger.document(
        "wandsworth", "https://www.wandsworth.test/alma.pdf", "a short new text", at=NOW + dt.timedelta(days=7)
    )
    known = alma(ledger, review_ids=(), locations=(location_key("http://wandsworth.test/alma.pdf"),))
    assert [one.review_id for one in sealed(ledger, known).reviews] == ["wandsworth-bryn"]


def test_nearly_the_same_text_with_other_names_stays_away(ledger: Ledger) -> None:
    ledger.resolve()
    page = "http://walthamforest.test/reviews"
    ledger.harvest("walthamforest", a_link("Child Z", f"{page}/z.pdf", page=page, names=("Child Z",)))
    words = REPORT.replace("Alma", "Child Z").split()
    changed = " ".join([*words[:700], "as", "was", "found", "since", *words[720:]])
    ledger.document("walthamforest", f"{page}/z.pdf", changed)
    found = sealed(ledger, alma(ledger, sketches=(sketch(REPORT),)))
    assert [one.review_id for one in found.reviews] == ["wandsworth-bryn"]


def test_another_report_and_a_short_letter_are_not_taken_for_it(ledger: Ledger) -> None:
    ledger.resolve()
    page, letter = "http://walthamforest.test/reviews", " ".join(a_text(3).split()[:200])
    for name, text in (("Child Y", a_text(2)), ("Child Z", letter)):
        url = f"{page}/{name[-1]}.pdf"
        ledger.harvest("walthamforest", a_link(name, url, page=page, names=(name,)))
        ledger.document("walthamforest", url, text)
    found = sealed(ledger, alma(ledger, sketches=(sketch(REPORT), sketch(letter))))
    assert len(found.reviews) == 3


def test_a_review_of_the_same_name_elsewhere_stays(ledger: Ledger) -> None:
    page = "http://walthamforest.test/reviews"
    ledger.harvest("walthamforest", a_link("Alma", f"{page}/alma.pdf", page=page, names=("Alma",)))
    ledger.document("walthamforest", f"{page}/alma.pdf", "a third report")
    ledger.resolve()
    found = sealed(ledger, alma(ledger))
    assert [one.review_id for one in found.reviews] == ["waltham-forest-alma", "wandsworth-bryn"]


def test_what_was_taken_down_changes_no_id_of_another_review(ledger: Ledger) -> None:
    ledger.resolve()
    before = {one.review_id: one.anchors for one in ledger.journal.read(Minted)}
    found = sealed(ledger, alma(ledger))
    assert not found.minted
    assert before.keys() == {"wandsworth-alma", "wandsworth-bryn"}
    assert [one.tombstone_id for one in found.hidden] == [TOMBSTONE]


R1 = "sample-2021-r1"


def suppressing(**more: frozenset[str]) -> Suppressed:
    """Return what may stand nowhere of the review r1, or only a part of it."""
    given: dict[str, Any] = {
        "secret_ids": frozenset({R1}),
        "hashes": frozenset({digest(R1, length=64)}),
        "ids": frozenset({digest("at", R1)}),
    }
    given = dict(more) or given
    return Suppressed(**given)


@pytest.mark.parametrize(
    "told",
    [
        {"secret_ids": frozenset({R1})},
        {"hashes": frozenset({digest(R1, length=64)})},
        {"ids": frozenset({digest("at", R1)})},
        {"urls": frozenset({f"http://sampleborough.test/{R1}.pdf"})},
    ],
)
def test_an_edition_in_which_it_stands_is_refused_and_one_of_another_name_is_not(
    tmp_path: Path, told: dict[str, frozenset[str]]
) -> None:
    press, suppressed = Press(tmp_path), suppressing(**told)
    outcome = press.print(dataclasses.replace(contents(a_review(R1)), suppressed=suppressed))
    assert not outcome.published
    assert "taken down" in outcome.refused[0]
    other = dataclasses.replace(contents(a_review(f"{R1}-2")), suppressed=suppressed)
    assert press.print(other).published


def test_kept_editions_are_cut_and_the_next_one_says_nothing_of_it(tmp_path: Path) -> None:
    press = Press(tmp_path)
    for number, what in enumerate((contents(a_review(R1), a_review("r2")), contents(a_review("r2"), a_review("r3")))):
        assert press.print(what, at=NOON + dt.timedelta(hours=number)).published
    assert {one.number: one.rewritten for one in purge(press.editions, suppressing(), lambda: NOON)} == {
        1: True,
        2: True,
    }
    for one in kept(press.editions):
        assert nothing_suppressed(one.path, suppressing()) == ()
        assert one.whole
    assert purge(press.editions, suppressing(), lambda: NOON) == ()
    outcome = press.print(
        dataclasses.replace(contents(a_review("r2")), suppressed=suppressing()), at=NOON + dt.timedelta(hours=2)
    )
    assert [one.record_id for one in outcome.changes if one.record == "reviews"] == ["r3"]


def taken_back(review_id: str, *names: str, replaced: str | None = None, former: str | None = None) -> Renamed:
    return Renamed(
        review_id=review_id,
        names=names,
        former_ids=(former,) if former else (),
        document_ids=(digest(replaced, length=64),) if replaced else (),
        source_ids=("sampleborough",),
    )


def three_editions(press: Press) -> None:
    """Print r1 as Robin in force, then replaced by a version that tells nothing, then without Robin anywhere."""
    whole = contents(a_review(R1, pseudonyms=("Robin",)), a_review("r2"), texts={R1: ("Robin was seen.",)})
    other = contents(a_review(R1), a_review("r2"))
    papers = tuple(
        one.model_copy(update={"superseded_by": "e" * 64}) if one.review_id == R1 else one for one in other.documents
    )
    silent = tuple(row for row in other.evidence if row.review_id != R1 or row.document_id is None)
    silent += tuple(
        row.model_copy(update={"document_id": None})
        for row in other.evidence
        if row.review_id == R1 and row.document_id
    )
    after = dataclasses.replace(other, documents=papers, evidence=silent)
    for number, what in enumerate((whole, other, after)):
        assert press.print(what, at=NOON + dt.timedelta(hours=number)).published


def reviews_in(press: Press) -> dict[int, list[str]]:
    found = {}
    for one in kept(press.editions):
        with open_edition(one.path) as edition:
            ids = edition.execute("select review_id from reviews order by all").fetchall()
        assert one.whole
        found[one.number] = [str(row[0]) for row in ids]
    return found


def test_a_review_is_cut_out_of_editions_in_which_a_version_was_in_force_whose_name_was_taken_back(
    tmp_path: Path,
) -> None:
    press = Press(tmp_path)
    three_editions(press)
    names = (taken_back(R1, "robin", replaced=R1),)
    assert [(one.number, one.rewritten) for one in withdraw(press.editions, names, {}, lambda: NOON)] == [
        (2, True),
        (1, True),
    ]
    assert reviews_in(press) == {1: ["r2"], 2: ["r2"], 3: ["r2", R1]}
    for one in kept(press.editions):
        assert b"robin" not in one.path.read_bytes().lower()
    assert withdraw(press.editions, names, {}, lambda: NOON) == ()


def test_an_edition_that_tells_the_name_in_a_row_or_an_id_is_cut_too(tmp_path: Path) -> None:
    press = Press(tmp_path)
    three_editions(press)
    assert [one.number for one in withdraw(press.editions, (taken_back(R1, "robin"),), {}, lambda: NOON)] == [1]
    former = (taken_back("another", former=R1),)
    assert [one.number for one in withdraw(press.editions, former, {}, lambda: NOON)] == [3, 2]
    assert reviews_in(press) == {1: ["r2"], 2: ["r2"], 3: ["r2"]}


def test_a_version_that_was_only_put_up_again_takes_nothing_from_kept_editions(tmp_path: Path) -> None:
    press = Press(tmp_path)
    three_editions(press)
    before = [one.path.read_bytes() for one in kept(press.editions)]
    assert withdraw(press.editions, (), {}, lambda: NOON) == ()
    assert [one.path.read_bytes() for one in kept(press.editions)] == before


def test_what_was_said_of_a_source_goes_where_it_tells_the_name_and_an_unreadable_edition_goes_whole(
    tmp_path: Path,
) -> None:
    press, names = Press(tmp_path), {"sampleborough": frozenset({"robin"})}
    whole = contents(a_review("r2"))
    row = whole.sources[0].model_copy(update={"detail": "The known item 'Robin' is not among them."})
    note = told(IssueKind.LIST_SHRANK, "http://sampleborough.test/files/robin-report.pdf was not among them.")
    stays = told(IssueKind.INCOMPLETE, "A page could not be read.")
    assert press.print(dataclasses.replace(whole, sources=(row,), issues=(note, stays))).published
    (press.editions / "catalogue-0007.duckdb").write_bytes(b"no edition")
    done = withdraw(press.editions, (taken_back("another", "robin"),), names, lambda: NOON)
    assert [(one.number, one.rewritten) for one in done] == [(7, False), (1, True)]
    (left,) = kept(press.editions)
    with open_edition(left.path) as edition:
        assert edition.execute("select message from issues").fetchall() == [(stays.message,)]
        assert edition.execute("select detail from sources").fetchall() == [("",)]


def test_an_edition_that_tells_a_name_which_its_publisher_took_back_is_refused(tmp_path: Path) -> None:
    whole = contents(a_review(R1, title="The death of Robin"))
    for name, refused in (("robin", True), ("rob", False)):
        sealed = Suppressed(taken_back={R1: frozenset({name})})
        outcome = Press(tmp_path / name).print(dataclasses.replace(whole, suppressed=sealed))
        assert bool(outcome.refused) is refused
        assert "Robin" not in " ".join(outcome.refused)


def test_an_edition_that_quotes_a_version_that_was_replaced_is_refused(tmp_path: Path) -> None:
    whole = contents(a_review(R1))
    papers = tuple(one.model_copy(update={"superseded_by": "e" * 64}) for one in whole.documents)
    outcome = Press(tmp_path).print(dataclasses.replace(whole, documents=papers))
    assert "a version that was replaced is quoted" in outcome.refused[0]


def test_many_reviews_taken_down_at_once_are_no_fall(tmp_path: Path) -> None:
    press, ids = Press(tmp_path), [f"r{number}" for number in range(12)]
    assert press.print(contents(*(a_review(one) for one in ids))).published
    left = contents(*(a_review(one) for one in ids[6:]))
    assert not press.print(left).published
    gone = Suppressed(secret_ids=frozenset(ids[:6]))
    assert press.print(dataclasses.replace(left, suppressed=gone)).published


def told(kind: IssueKind, message: str, **more: str) -> Issue:
    given = {"issue_id": message, "kind": kind, "source_id": "sampleborough", "review_id": None, "url": None}
    return Issue.model_validate({**given, "message": message, "seen_at": NOW, **more})


def test_other_tables_say_nothing_of_it_in_passing_and_lose_nothing_else() -> None:
    gone, elsewhere = "http://sampleborough.test/files/robin.pdf", "http://sampleborough.test/files/robin.pdf2"
    hidden = Hidden(
        tombstone_id="sampleborough-withdrawn-1",
        review_ids=("sampleborough-robin",),
        document_ids=("d" * 64,),
        location_ids=(location_key(gone),),
        addresses=(gone,),
        names=("Robin", "Alex"),
        source_ids=("sampleborough",),
        again=(),
    )
    stays = (
        told(IssueKind.INCOMPLETE, "A page could not be read."),
        told(IssueKind.DOCUMENT_UNREACHABLE, f"{elsewhere} could not be fetched.", url=elsewhere),
        told(IssueKind.LIST_SHRANK, "The known item 'Robin' is not among them.", source_id="elsewhere"),
        told(IssueKind.LIST_SHRANK, "The known item 'Alex' is not among them."),  # a review that is shown has the name
        told(IssueKind.TAKEN_DOWN_AGAIN, "It is seen again as sampleborough-withdrawn-1."),
    )
    goes = (
        told(IssueKind.DOCUMENT_UNREACHABLE, f"{gone} is listed and could not be fetched."),
        told(IssueKind.DOCUMENT_UNREACHABLE, "It could not be fetched.", url=gone),
        told(IssueKind.CURATION_UNMATCHED, "The entry for sampleborough-robin matches nothing."),
        told(IssueKind.LIST_SHRANK, "The known item 'Robin' is not among them."),
        told(IssueKind.NEEDS_OCR, "It has no text.", review_id="sampleborough-robin"),
    )
    shown = a_review("r1", pseudonyms=("Alex",))
    whole = contents(shown)
    row = whole.sources[0].model_copy(update={"detail": "Read whole and not believed: 'Robin' is not among them."})
    place = whole.locations[0].model_copy(update={"moved_to": gone})
    resolution = Resolution(
        reviews=(ReviewFacts.model_validate(dict(shown.model_dump(include=set(ReviewFacts.model_fields)))),),
        documents=whole.documents,
        locations=(place,),
        evidence=whole.evidence,
        issues=(),
        minted=(),
        hidden=(hidden,),
    )
    whole = dataclasses.replace(whole, issues=(*stays, *goes), sources=(row,), locations=(place,))
    found = silenced(whole, resolution, ())
    assert found.issues == stays
    assert found.sources[0].detail == row.state.definition
    assert found.locations[0].moved_to is None
    assert found.suppressed.urls == {gone}
