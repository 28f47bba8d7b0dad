"""A site that was brought up to an edition is the site printed of it from nothing, byte for byte."""

import datetime as dt
import json
import random
from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from catalogue.models import (
    Alert,
    Area,
    BriefingPartRow,
    Check,
    Edition,
    Evidence,
    Location,
    Review,
    ReviewAlias,
    Table,
    Theme,
    Tombstone,
)
from catalogue.site import Site, build
from catalogue.vocabulary import AlertKind, BriefingPart, RetentionStatus, TakedownReason
from tests.edition_samples import NOON
from tests.site import made
from tests.site.country import Size, tables

HERE = Site(url="https://reviews.example.org/", contact="catalogue@example.org")
SIZE = Size(reviews=14, documents=20, publishers=4, themes=6, areas=5, reviewers=6, checks=4, evidence=14, points=2)
Rows = dict[type[Table], list[Table]]

# What names a row, or joins it with others: a change of these is another row, which is tested by taking rows away.
NAMES = frozenset(
    [
        "review_id",
        "document_id",
        "location_id",
        "source_id",
        "publisher_id",
        "theme_id",
        "theme_a",
        "theme_b",
        "area_code",
        "alias",
        "field",
        "part",
    ]
)
# What the rest of an edition must go along with.
JOINED = frozenset(["area_codes", "area_names", "themes", "superseded_by"])


class Country:
    """An edition that changes, and the site that is brought up to it each time."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.chance = random.Random(seed)
        self.rows: Rows = tables(SIZE)
        # What is not about a child has no reviews that are like it, whose lines would change with it.
        self.rows[Review] = [
            one.model_copy(update={"about_child": number % 2 == 0}) for number, one in enumerate(self.rows[Review])
        ]
        self.rows |= more_of(self.rows)
        self.prints = 0

    def bring_up(self) -> int:
        """Print the edition both ways, compare the two, and return how many files were made anew."""
        self.prints += 1
        edition = made.write(self.folder / f"{self.prints}.duckdb", self.rows)
        done = build(edition, self.folder / "site", site=HERE)
        whole = self.folder / f"whole-{self.prints}"
        build(edition, whole, site=HERE)
        assert differing(self.folder / "site", whole) == []
        return done.written

    def change_a_value(self, model: type[Table], name: str) -> None:
        """Change one value of one row."""
        rows = self.rows[model]
        place = self.chance.randrange(len(rows))
        rows[place] = rows[place].model_copy(update={name: other(getattr(rows[place], name))})

    def take_away(self, review_id: str, *, down: bool) -> None:
        """Take a review out of the edition with all its rows; of one taken down a stone is left."""
        places = {getattr(one, "location_id", None) for one in self.of(review_id)} - {None}
        for model in list(self.rows):
            self.rows[model] = [
                one
                for one in self.rows[model]
                if getattr(one, "review_id", None) != review_id and getattr(one, "location_id", None) not in places
            ]
        if down:
            self.rows.setdefault(Tombstone, []).append(a_stone(review_id))

    def of(self, review_id: str) -> list[Any]:
        """Return all rows that name a review."""
        return [one for rows in self.rows.values() for one in rows if getattr(one, "review_id", None) == review_id]

    def reviews(self) -> list[Review]:
        """Return the reviews."""
        return [one for one in self.rows[Review] if isinstance(one, Review)]

    def places(self) -> list[Location]:
        """Return the addresses."""
        return [one for one in self.rows[Location] if isinstance(one, Location)]

    def any_review(self) -> str:
        """Return the id of one of the reviews."""
        return self.chance.choice(self.reviews()).review_id


def more_of(rows: Rows) -> Rows:
    """Return rows of tables that the invented country has none of, for a few of its reviews."""
    reviews = [one for one in rows[Review] if isinstance(one, Review)]
    return {
        ReviewAlias: [
            ReviewAlias(alias=f"older-{one.review_id}", review_id=one.review_id, since=NOON, because="One file.")
            for one in reviews[::4]
        ],
        Alert: [
            Alert(
                alert_id=f"a-{one.review_id}",
                review_id=one.review_id,
                location_id=None,
                publisher_id=str(one.publisher_id),
                kind=AlertKind.NOT_FOUND,
                opened_at=NOON,
                closed_at=None,
                delivered_at=NOON,
                answer=None,
            )
            for one in reviews[1::4]
        ],
        BriefingPartRow: [
            BriefingPartRow(
                review_id=one.review_id,
                document_id=one.document_id,
                part=next(iter(BriefingPart)),
                heading="What happened",
                page=1,
                snippet="What happened",
                extractor="sample@1",
            )
            for one in rows[Evidence][::30]
            if isinstance(one, Evidence) and one.document_id
        ],
        Tombstone: [a_stone("gone")],
    }


def a_stone(review_id: str) -> Tombstone:
    """Return what is left of a review that was taken down."""
    return Tombstone(
        review_id=review_id,
        publisher_id=None,
        publisher="Sampleborough Safeguarding Partnership",
        published_on=None,
        published_precision=None,
        first_seen_at=NOON,
        taken_down_on=NOON.date(),
        reason=TakedownReason.WELFARE,
    )


def other(value: object) -> object:
    """Return another value of the same type; a value that is not there stays so."""
    if isinstance(value, Enum):
        members = list(type(value))
        return members[(members.index(value) + 1) % len(members)]
    if isinstance(value, bool):
        return not value
    if isinstance(value, tuple):
        return (*value, "something else")
    if isinstance(value, str):
        return f"{value} and more"
    if isinstance(value, dt.date):
        return value - dt.timedelta(days=2)
    return value if value is None else value + (0.25 if isinstance(value, float) else 1)  # type: ignore[operator]


def values(rows: Rows) -> Iterator[tuple[type[Table], str]]:
    """Give every table and column whose values can change alone."""
    for model, several in rows.items():
        for name in model.model_fields:
            if name not in NAMES | JOINED | set(model.key) and any(getattr(one, name) is not None for one in several):
                yield model, name


def differing(one: Path, other: Path) -> list[str]:
    """Return the files that are not the same in two folders, our own two files among them."""
    files = {
        path.relative_to(folder).as_posix() for folder in (one, other) for path in folder.rglob("*") if path.is_file()
    }
    return [
        path
        for path in sorted(files)
        if not ((one / path).is_file() and (other / path).is_file())
        or (one / path).read_bytes() != (other / path).read_bytes()
    ]


def every_round(folder: Path, seed: int, rounds: Sequence[Sequence[tuple[type[Table], str]]]) -> None:
    """Change a value of each kind of a round, and print after each round."""
    country = Country(folder, seed)
    country.bring_up()
    for kinds in rounds:
        for model, name in kinds:
            country.change_a_value(model, name)
        country.bring_up()


def test_every_kind_of_value_may_change(tmp_path: Path) -> None:
    """What many reviews share changes alone: it would hide what is wrong with the others."""
    shared = (Area, Theme)
    kinds = [one for one in values(Country(tmp_path, 8).rows) if one[0] not in shared]
    random.Random(8).shuffle(kinds)
    alone: list[list[tuple[type[Table], str]]] = [[(Area, "name")], [(Theme, "label")], [(Theme, "alternatives")]]
    every_round(tmp_path, 8, [kinds[::3], *alone, kinds[1::3], kinds[2::3]])


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_each_value_may_change_alone(tmp_path: Path, seed: int) -> None:
    every_round(tmp_path, seed, [[one] for one in values(Country(tmp_path, seed).rows)])


def test_reviews_may_come_go_and_be_taken_down(tmp_path: Path) -> None:
    country = Country(tmp_path, seed=5)
    back = dict(country.rows)
    first = country.bring_up()
    country.take_away(country.any_review(), down=False)
    country.take_away(country.any_review(), down=True)
    assert country.bring_up() < first / 2
    country.rows = back
    country.bring_up()


def test_days_may_pass_with_nothing_looked_at(tmp_path: Path) -> None:
    """After one, days of a period are fewer; after a month, nothing is known of the days since the last check."""
    country = Country(tmp_path, seed=6)
    country.rows[Review] = [
        one.model_copy(update={"retention_status": RetentionStatus.AVAILABLE_IN_PERIOD}) for one in country.rows[Review]
    ]
    country.bring_up()
    for days in (1, 30):
        country.rows[Edition] = [
            one.model_copy(update={"number": one.number + 1, "built_at": one.built_at + dt.timedelta(days=days)})
            for one in country.rows[Edition]
            if isinstance(one, Edition)
        ]
        country.bring_up()


def test_one_change_spares_most_files(tmp_path: Path) -> None:
    country = Country(tmp_path, seed=7)
    first = country.bring_up()
    country.change_a_value(Check, "verdict")
    assert 0 < country.bring_up() < first / 10


def test_what_is_known_of_the_last_print_may_be_cut_short(tmp_path: Path) -> None:
    country = Country(tmp_path, seed=9)
    first = country.bring_up()
    for name in (".kept.json", ".manifest.json"):
        told = tmp_path / "site" / name
        told.write_bytes(told.read_bytes()[:-40])
        country.change_a_value(Review, "title")
        assert country.bring_up() <= first
    (tmp_path / "site" / "reviews" / "gone" / "index.html").unlink()
    country.change_a_value(Review, "title")
    country.bring_up()


def test_a_bundle_is_not_made_again_while_it_stands(tmp_path: Path) -> None:
    """What was kept of a review is used: with its words exchanged, the search tells the exchanged ones."""
    country = Country(tmp_path, seed=3)
    country.bring_up()
    kept = tmp_path / "site" / ".kept.json"
    known = json.loads(kept.read_text())
    stays, changes = (one.review_id for one in country.rows[Review][:2] if isinstance(one, Review))
    known[stays]["value"]["weights"]["exchangedword"] = 9
    kept.write_text(json.dumps(known))
    country.rows[Review][1] = country.rows[Review][1].model_copy(update={"retention_note": f"Not {changes}."})
    build(made.write(tmp_path / "next.duckdb", country.rows), tmp_path / "site", site=HERE)
    assert "exchangedword" in (tmp_path / "site" / "search" / "index.json").read_text()
