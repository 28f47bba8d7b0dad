"""What must not happen by accident: a review comes back or vanishes, an edition is emptied, a traceback is shown."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalogue.edition import open_edition
from catalogue.house import House
from catalogue.publish import Outcome
from catalogue.settings import Settings
from catalogue.yamlrows import ConfigurationError
from tests.conftest import START, settings_for
from tests.test_cli import Shell
from tests.world.server import HERE, World
from tests.world.sites import FRANKIE_PDF

FRANKIE = "wandsworth-2021-frankie"
HIDE = "entries:\n  - {kind: hide, review: %s, because: A request., by: A. Curator, on: %s}\n"


class Place:
    """A copy of a warehouse in which everything ran once, with its own two YAML files."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.folder = world, folder
        self.sources, self.curation = folder / "sources.yaml", folder / "curation.yaml"
        self.sources.write_text((HERE / "sources.yaml").read_text())

    def settings(self, days: float = 0) -> Settings:
        now = START + dt.timedelta(days=days)
        paths = {"sources": self.sources, "curation": self.curation}
        return settings_for(self.world, self.folder / "warehouse", now=now, **paths)

    def house(self, days: float = 0) -> House:
        return House(self.settings(days))

    def publish(self) -> Outcome:
        return self.house().publish()

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with open_edition(self.folder / "warehouse" / "catalogue.duckdb") as connection:
            return connection.execute(query).fetchall()

    def ids(self) -> set[object]:
        return {row[0] for row in self.rows("select review_id from reviews")}


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with World() as world:
        place = Place(world, tmp_path_factory.mktemp("ran"))
        place.house().run()
        yield place


@pytest.fixture
def place(ran: Place, tmp_path: Path) -> Iterator[Place]:
    shutil.copytree(ran.folder / "warehouse", tmp_path / "warehouse")
    yield Place(ran.world, tmp_path)
    ran.world.mend()
    ran.world.mailbox.messages.clear()


def test_a_slip_in_the_entry_that_hides_a_review_does_not_publish_it(place: Place) -> None:
    place.curation.write_text(HIDE % (FRANKIE, "2021-02-16"))
    assert place.publish().published
    assert FRANKIE not in place.ids()
    place.curation.write_text(HIDE % (FRANKIE, "16 Feb 2021"))
    house = place.house()
    assert house.publish().published
    assert house.curation.problems
    assert FRANKIE not in place.ids()


def test_a_curation_file_that_is_gone_is_not_taken_for_an_empty_one(place: Place) -> None:
    place.curation.write_text(HIDE % (FRANKIE, "2021-02-16"))
    place.publish()
    for gone in (place.curation.unlink, lambda: place.curation.write_text("")):
        gone()
        with pytest.raises(ConfigurationError, match="would come back"):
            place.publish()
    assert FRANKIE not in place.ids()


def test_what_is_hidden_leaves_alerts_and_feed_and_nobody_is_written_to_about_it(place: Place) -> None:
    place.world.break_(FRANKIE_PDF, "not_found")
    for days in (1, 2.1):
        place.house(days).watch()
    feed = place.folder / "warehouse" / "feeds" / "wandsworth.atom"
    assert "Frankie" in feed.read_text()
    place.curation.write_text(HIDE % (FRANKIE, "2021-02-17"))
    place.world.mend()
    letters = len(place.world.mailbox.messages)
    for days in (3, 4, 5):
        house = place.house(days)
        house.watch()
        house.publish()
    assert not feed.exists()
    assert place.rows("select count(*) from alerts") == [(0,)]
    assert len(place.world.mailbox.messages) == letters


@pytest.mark.parametrize("harm", ["scope: kid", None])
def test_a_source_whose_row_is_broken_or_gone_keeps_its_reviews(place: Place, harm: str | None) -> None:
    before = place.ids()
    text = place.sources.read_text()
    start, end = text.index("  - id: wandsworth"), text.index("  - id: walthamforest")
    row = text[start:end].replace("scope: child", harm) if harm else ""
    place.sources.write_text(text[:start] + row + text[end:])
    assert place.publish().published
    assert place.ids() == before
    assert place.rows(f"select publisher_id from reviews where review_id = '{FRANKIE}'") == [("wandsworth",)]
    assert place.rows("select state from sources where source_id = 'wandsworth'") == [("paused",)]


@pytest.mark.parametrize(
    ("value", "precision", "day"), [("2021-01-15", "day", 15), ("2021-01", "month", 1), ("2021", "year", 1)]
)
def test_a_date_that_a_person_sets_is_published_as_exact_as_written(
    place: Place, value: str, precision: str, day: int
) -> None:
    entry = f"{{kind: set, review: {FRANKIE}, field: published_on, value: {value}"
    place.curation.write_text(f"entries:\n  - {entry}, because: By e-mail., by: A. Curator, on: 2021-02-16}}\n")
    outcome = place.publish()
    assert outcome.published, outcome.refused
    columns = "published_on, published_precision, published_basis"
    found = place.rows(f"select {columns} from reviews where review_id = '{FRANKIE}'")
    assert found == [(dt.date(2021, 1, day), precision, "curation")]


def test_a_lost_journal_never_empties_the_edition(place: Place) -> None:
    before = place.ids()
    shutil.rmtree(place.folder / "warehouse" / "journal")
    outcome = place.publish()
    assert not outcome.published
    assert "journal" in " ".join(outcome.refused)
    assert place.ids() == before


def test_bytes_damaged_on_disk_are_fetched_again(place: Place) -> None:
    ((document_id,),) = place.rows(f"select document_id from documents where review_id = '{FRANKIE}'")
    store = place.house().store
    store.path(str(document_id)).write_bytes(b"cut short")
    shutil.rmtree(place.folder / "warehouse" / "described")
    house = place.house(1)
    house.run()
    assert house.store.read(str(document_id)) == place.world.body(FRANKIE_PDF)
    assert place.rows(f"select reviewers from reviews where review_id = '{FRANKIE}'") == [(["Alex Sampleford"],)]


def test_a_cached_listing_that_says_nothing_is_not_believed(place: Place) -> None:
    cached = list((place.folder / "warehouse" / "described" / "listings").rglob("*.json"))
    assert cached
    for path in cached:
        path.write_text("{}")
    states = {harvest.state.value for harvest in place.house(1).harvest()}
    assert states == {"ok"}


def _truncate(folder: Path) -> None:
    segment = sorted((folder / "journal" / "captures").iterdir())[0]
    segment.write_bytes(segment.read_bytes()[:-40])


def _no_raw(folder: Path) -> None:
    shutil.rmtree(folder / "raw")


def _garbage(folder: Path) -> None:
    (folder / "catalogue.duckdb").write_bytes(b"no database at all" * 500)


@pytest.mark.parametrize(
    ("harm", "command", "said"),
    [
        (_truncate, ("publish",), "torn"),
        (_no_raw, ("publish",), "no blob"),
        (_garbage, ("status",), "catalogue publish"),
        (_garbage, ("search", "words"), "catalogue publish"),
        (None, ("sql", ""), "empty"),
    ],
)
def test_damage_is_told_in_a_sentence(place: Place, harm: object, command: tuple[str, ...], said: str) -> None:
    if callable(harm):
        harm(place.folder / "warehouse")
    answer = Shell(place.world, place.folder)(*command)
    assert answer.returncode == 2
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_terminal_that_lacks_letters_ends_nothing(place: Place) -> None:
    answer = Shell(place.world, place.folder)("sql", "select '“é”' as x", PYTHONIOENCODING="ascii", LANG="C")
    assert answer.returncode == 0, answer.stderr
