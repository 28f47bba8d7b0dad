"""A report that its publisher put up again under another name: nothing published tells the first one any more."""

import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from catalogue.house import House
from catalogue.letters import NOT_REPEATED
from catalogue.models import Harvest
from catalogue.publish.kept import kept
from catalogue.vocabulary import SourceState
from tests.conftest import START, dump, settings_for
from tests.test_takedown import Place
from tests.world.papers import Report, report
from tests.world.reports import FRANKIE
from tests.world.server import World
from tests.world.sites import FRANKIE_PDF, WANDSWORTH_PAGE

OLD_ID, NEW_ID = "wandsworth-2021-frankie", "wandsworth-2021-review"
MOVED = "http://wandsworth.test/media/1440/child-x-lcspr.pdf"


def renamed(words: Report) -> Report:
    """Return a report with another name in the place of Frankie."""
    chapters = tuple(
        replace(one, paragraphs=tuple(text.replace("Frankie", "Child X") for text in one.paragraphs))
        for one in words.chapters
    )
    return replace(words, title="Child X", chapters=chapters)


class Known(Place):
    """A place whose register is another one."""

    def __init__(self, world: World, folder: Path, rows: Path) -> None:
        super().__init__(world, folder)
        self.rows_file = rows

    def house(self) -> House:
        self.hours += 1
        now = START + dt.timedelta(hours=self.hours)
        return House(settings_for(self.world, self.folder, now=now, sources=self.rows_file))


def put_up_again(world: World, to: str) -> None:
    """Put the report about Frankie up again as Child X on the partnership's page; the national list goes on naming Frankie."""
    world.put(to, report(renamed(FRANKIE)), "application/pdf")
    page = world.body(WANDSWORTH_PAGE).decode()
    path = to.removeprefix("http://wandsworth.test")
    page = page.replace(FRANKIE_PDF.removeprefix("http://wandsworth.test"), "ADDRESS").replace("Frankie", "Child X")
    world.put(WANDSWORTH_PAGE, page.replace("ADDRESS", path).encode())


@pytest.fixture
def place(world: World, tmp_path: Path) -> Known:
    """A warehouse with a report about Frankie and a feed that told of it, in which two editions were printed."""
    rows = tmp_path / "sources.yaml"
    # A row that knows an item by its name doubts the list without it until a person corrects the row.
    told = (Path(__file__).parent / "world" / "sources.yaml").read_text()
    rows.write_text(told.replace("[Frankie, ", "["))
    folder = tmp_path / "warehouse"
    House(settings_for(world, folder, sources=rows)).run()
    world.break_(FRANKIE_PDF, "not_found")
    for hours in (24, 49):
        House(settings_for(world, folder, sources=rows, now=START + dt.timedelta(hours=hours))).watch()
    world.mend(FRANKIE_PDF)
    place = Known(world, folder, rows)
    assert place.house().publish().published
    return place


def told(place: Place) -> set[tuple[str, str]]:
    """Return where the old name stands: each published file and column."""
    found = set()
    for path in place.published():
        where = path.relative_to(place.folder).parts[0]
        if b"frankie" in path.read_bytes().lower():
            found.add((where, "bytes"))
        if path.suffix == ".duckdb":
            with duckdb.connect(str(path), read_only=True) as connection:
                tables = [row[0] for row in connection.execute("select table_name from duckdb_tables()").fetchall()]
                for table in tables:
                    edition = connection.execute(f'select * from "{table}"')
                    names = [one[0] for one in edition.description or ()]
                    for row in edition.fetchall():
                        cells = zip(names, map(repr, row), strict=True)
                        found |= {(where, f"{table}.{name}") for name, cell in cells if "frankie" in cell.casefold()}
    return found


def harvest_again(place: Known) -> None:
    outcome = place.house().run().outcome
    assert outcome is not None
    assert outcome.published, outcome.refused


@pytest.mark.parametrize("to", [FRANKIE_PDF, MOVED])
def test_nothing_published_tells_the_name_that_a_publisher_took_back(place: Known, to: str) -> None:
    assert {where for where, _ in told(place)} == {"catalogue.duckdb", "editions", "feeds"}
    ((old, since),) = place.rows(
        "select document_id, published_on from documents join reviews using (review_id) where review_id = ?", OLD_ID
    )
    alerts = place.rows("select alert_id, opened_at from alerts where review_id = ?", OLD_ID)
    assert len(alerts) == 1
    put_up_again(place.world, to)
    for _ in range(2):  # its id is given up once, and the one in its place is kept
        harvest_again(place)
        assert told(place) == set()
        assert place.rows("select review_id, pseudonyms, published_on from reviews where review_id like '%2021%'") == [
            (NEW_ID, ["Child X"], since)
        ]
        papers = place.rows("select document_id, superseded_by is not null from documents where review_id = ?", NEW_ID)
        assert len(papers) == 2
        assert (old, True) in papers
        assert place.rows("select * from review_aliases") == []
        assert place.rows("select alert_id, opened_at from alerts where review_id = ?", NEW_ID) == alerts
        assert place.rows("select * from search('Frankie')") == []
    # Where the older one stood is told by its host, its days and its hash; the newer one is still to be found.
    ((address,),) = place.rows("select url from reviews where review_id = ?", NEW_ID)
    assert address == (MOVED if to == MOVED else WANDSWORTH_PAGE)
    places = place.rows("select url, first_seen_at is null from locations where review_id = ? order by url", NEW_ID)
    assert ("http://wandsworth.test/", False) in places
    checked = (
        "select count(*) from locations join checks using (location_id) where review_id = ? and url like '%.test/'"
    )
    assert place.rows(checked, NEW_ID) != [(0,)]
    told_to = "select source_id from issues where kind = 'older-form-shown' order by all"
    bodies = {str(row[0]) for row in place.rows(told_to)}
    assert bodies == ({"nspcc"} if to == MOVED else {"nspcc", "wandsworth"})
    # Older editions stay, without it.
    assert [one.whole for one in kept(place.folder / "editions")] == [True] * 4
    feeds = [path.read_text() for path in place.published() if path.suffix == ".atom"]
    assert len(feeds) == 2
    assert all(NOT_REPEATED in feed for feed in feeds)


def test_an_entry_of_the_curation_file_follows_to_the_neutral_id(place: Known) -> None:
    put_up_again(place.world, MOVED)
    harvest_again(place)
    entry = "{kind: set, review: %s, field: title, value: A child, because: Clearer., by: A. Curator, on: 2021-02-17}"
    (place.folder / "curation.yaml").write_text(f"entries:\n  - {entry % OLD_ID}\n")
    assert place.house().publish().published
    assert place.rows("select title from reviews where review_id = ?", NEW_ID) == [("A child",)]
    assert told(place) == set()


def test_an_entry_that_sets_what_was_taken_back_is_not_heeded_any_more(place: Known) -> None:
    words = "because: Frankie is the name in print., by: A. Curator, on: 2021-02-17}"
    entries = (f"{{kind: {kind}, review: {OLD_ID}, field: {field}, value: {value}, {words}" for kind, field, value in (
        ("set", "title", "The death of Frankie"), ("confirm", "pseudonyms", "[Frankie]"), ("set", "incident", "death")
    ))  # fmt: skip
    (place.folder / "curation.yaml").write_text("entries:\n" + "".join(f"  - {entry}\n" for entry in entries))
    assert place.house().publish().published
    assert place.rows("select title from reviews where review_id = ?", OLD_ID) == [("The death of Frankie",)]
    put_up_again(place.world, MOVED)
    harvest_again(place)
    assert place.rows("select pseudonyms, incident from reviews where review_id = ?", NEW_ID) == [
        (["Child X"], "death")
    ]
    notes = place.rows("select message from issues where kind = 'configuration' order by 1")
    assert [str(note[0])[:26] for note in notes] == ["The entry on line 2 of the", "The entry on line 3 of the"]
    assert told(place) == set()


def test_a_rebuild_gives_the_neutral_id_again(place: Known) -> None:
    put_up_again(place.world, FRANKIE_PDF)
    harvest_again(place)
    before = dump(place.folder / "catalogue.duckdb")
    (content,) = place.rows("select content_sha256 from edition")
    (place.folder / "catalogue.duckdb").unlink()
    for folder in ("described", "editions"):
        shutil.rmtree(place.folder / folder)
    place.hours -= 1
    assert place.house().publish().published
    assert dump(place.folder / "catalogue.duckdb") == before
    assert place.rows("select content_sha256 from edition") == [content]
    assert told(place) == set()


@pytest.mark.parametrize("to", [FRANKIE_PDF, MOVED])
def test_a_list_that_its_row_knows_by_the_old_name_is_believed_by_the_new_one(
    world: World, tmp_path: Path, to: str
) -> None:
    place = Place(world, tmp_path / "warehouse")
    place.hours = 0
    assert place.house().run().outcome is not None
    put_up_again(world, to)
    state = "select state from sources where source_id = 'wandsworth'"
    if to == MOVED:  # what the new file says is known only after it was fetched once
        assert place.house().run().outcome is not None
        assert place.rows(state) == [("doubted",)]
    outcome = place.house().run().outcome
    assert outcome is not None
    assert outcome.published, outcome.refused
    assert place.rows(state) == [("ok",)]
    assert place.rows("select pseudonyms from reviews where review_id = ?", NEW_ID) == [(["Child X"],)]
    assert told(place) == set()


def test_a_list_that_lost_what_its_row_knows_stays_doubted(world: World, tmp_path: Path) -> None:
    place = Place(world, tmp_path / "warehouse")
    place.hours = 0
    assert place.house().run().outcome is not None
    other = report(replace(FRANKIE, title="Child X", chapters=FRANKIE.chapters[:1]))
    put_up_again(world, MOVED)
    world.put(MOVED, other, "application/pdf")
    for _ in range(2):
        place.house().harvest(["wandsworth"])
    last = [one for one in place.house().journal.read(Harvest) if one.source_id == "wandsworth"][-1]
    assert last.state is SourceState.DOUBTED
