"""Everything that the website tells, read once from a published edition.

Belongs here: the rows of the edition as the records that they were printed from, put together by what they are about.
Does not belong here: words for people (``wording``), or what stands on which page (``pages``).

The site knows nothing but what the edition tells: no journal, no register, no text of a document. So a page can never
say more than a person could ask the edition for.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from duckdb import DuckDBPyConnection

from catalogue.models import (
    Accuracy,
    Alert,
    Area,
    Availability,
    BriefingPartRow,
    Change,
    Check,
    Document,
    Edition,
    EditionBefore,
    Evidence,
    Issue,
    Location,
    Recommendation,
    Record,
    Review,
    ReviewAlias,
    ReviewPublisher,
    SourceRow,
    Table,
    Theme,
    Tombstone,
)
from catalogue.site import places, rows
from catalogue.vocabulary import Rule, Verdict

T = TypeVar("T", bound=Table)

_TOLD: tuple[type[Table], ...] = (
    Edition,
    EditionBefore,
    Review,
    ReviewPublisher,
    ReviewAlias,
    Document,
    Location,
    Evidence,
    Recommendation,
    BriefingPartRow,
    Availability,
    Check,
    Alert,
    SourceRow,
    Area,
    Theme,
    Issue,
    Change,
    Accuracy,
    Tombstone,
)
"""Tables of which the site tells."""

_RUNS = """
WITH spaced AS (
    SELECT location_id, checked_at, verdict, reason,
           checked_at - lag(checked_at) OVER (PARTITION BY location_id ORDER BY checked_at) > INTERVAL 14 DAY AS lapsed
    FROM checks WHERE location_id IN (SELECT location_id FROM locations WHERE review_id IN (SELECT unnest(?)))
),
marked AS (
    SELECT location_id, checked_at, verdict, reason,
           count(*) FILTER (lapsed) OVER (PARTITION BY location_id ORDER BY checked_at) AS lapses,
           row_number() OVER (PARTITION BY location_id ORDER BY checked_at)
           - row_number() OVER (PARTITION BY location_id, verdict, reason ORDER BY checked_at) AS run
    FROM spaced
)
SELECT location_id, verdict, reason, min(checked_at) AS first_at, max(checked_at) AS last_at, count(*) AS checks
FROM marked GROUP BY location_id, verdict, reason, run, lapses ORDER BY location_id, first_at
"""
_QUOTES = """
WHERE field = 'themes' AND chosen AND value <> '' AND snippet <> '' AND document_id <> ''
QUALIFY row_number() OVER (
    PARTITION BY review_id, value ORDER BY confidence DESC, coalesce(page, 0), snippet, document_id, url NULLS FIRST
) = 1
ORDER BY review_id, value
"""


class Run(Record):
    """Checks of one address that all said the same, each at most 14 days after the one before."""

    location_id: str
    """Location checked."""
    verdict: Verdict
    """What each of them says."""
    reason: Rule
    """The rule that decided each."""
    first_at: dt.datetime
    """When the first was made, UTC."""
    last_at: dt.datetime
    """When the last was made, UTC."""
    checks: int
    """How many there are."""


class Due(Record):
    """One line of the board of reviews whose period runs, or may run."""

    review_id: str
    """The review."""
    retained_until: dt.date | None
    """Last day of its period for the earliest possible date of publication."""
    days_left: int | None
    """Days from the edition to that day."""
    last_success_at: dt.datetime | None
    """When the main document was last seen well at its address, UTC."""
    last_checked_at: dt.datetime | None
    """When that address was last checked, UTC."""
    open_alerts: int
    """Alerts about it that are open."""


class Pair(Record):
    """Two themes that reviews have together."""

    theme_a: str
    """One theme."""
    theme_b: str
    """The other."""
    reviews: int
    """Children's reviews with both."""


class YearOfTheme(Record):
    """How many of a year's children's reviews have a theme."""

    year: int | None
    """Year of publication; null where no date is known."""
    theme_id: str
    """The theme."""
    reviews: int
    """Reviews of that year with the theme."""
    reviews_of_year: int
    """All reviews of that year."""


@dataclass(frozen=True)
class Shelf:
    """An edition's rows, put together by what they are about; sequences are in the order of the edition's keys."""

    edition: Edition
    before: Sequence[EditionBefore]
    reviews: Mapping[str, Review]
    bodies: Mapping[str, Sequence[ReviewPublisher]]
    aliases: Sequence[ReviewAlias]
    documents: Mapping[str, Sequence[Document]]
    locations: Mapping[str, Sequence[Location]]
    evidence: rows.OfReviews[Evidence]
    points: rows.OfReviews[Recommendation]
    parts: rows.OfReviews[BriefingPartRow]
    runs: rows.OfReviews[Run]
    quotes: Sequence[Evidence]
    """The surest words by which each review was given each theme."""
    availability: Mapping[str, Availability]
    alerts: Sequence[Alert]
    sources: Sequence[SourceRow]
    areas: Mapping[str, Area]
    themes: Mapping[str, Theme]
    issues: Sequence[Issue]
    changes: Sequence[Change]
    accuracy: Sequence[Accuracy]
    tombstones: Sequence[Tombstone]
    due: Sequence[Due]
    pairs: Sequence[Pair]
    years_of_themes: Sequence[YearOfTheme]

    @cached_property
    def publishers(self) -> frozenset[str]:
        """Keys of the publishers of the register; each has a page."""
        return frozenset(one.publisher_id for one in self.sources)

    def fetch(self, review_ids: Sequence[str]) -> None:
        """Read the many rows of some reviews at once; those of the others are read when they are asked for."""
        several: tuple[rows.OfReviews[Any], ...] = (self.evidence, self.points, self.parts, self.runs)
        for one in several:
            one.fetch(review_ids)

    def runs_of(self, place: Location) -> Sequence[Run]:
        """Return the checks of an address, those in a row that said the same as one."""
        return [one for one in self.runs.of(place.review_id) if one.location_id == place.location_id]

    def page_of_publisher(self, publisher_id: str | None) -> str | None:
        """Return the path of a publisher's page; null where it has none."""
        return places.publisher(publisher_id) if publisher_id in self.publishers and publisher_id else None

    @property
    def today(self) -> dt.date:
        """The day of the edition: every number of days on the site is counted from it."""
        return self.edition.built_at.date()


def read(connection: DuckDBPyConnection) -> Shelf:
    """Read an edition.

    Args:
        connection: An open edition, which stays open as long as the rows are used.

    Returns:
        Its rows; everything of one kind in a fixed order, so that equal editions give equal pages.

    Raises:
        OldEditionError: Older code printed it, and it lacks a table or column of this code.
        duckdb.Error: It is not an edition.
    """
    rows.refuse_older(connection, _TOLD)

    def all_of(model: type[T]) -> list[T]:
        return rows.records(connection, model, f"{rows.select(model, model.table)} ORDER BY {rows.order(model)}")

    def ask(model: type[Record], query: str) -> list[Any]:
        return rows.records(connection, model, query)

    def of_reviews(model: type[T]) -> rows.OfReviews[T]:
        query = f"{rows.select(model, model.table)} WHERE review_id IN (SELECT unnest(?)) ORDER BY {rows.order(model)}"

        def found(review_ids: Sequence[str]) -> Iterable[tuple[str, T]]:
            return ((row.review_id, row) for row in rows.records(connection, model, query, review_ids))

        return rows.OfReviews(found)

    locations = all_of(Location)
    owner = {one.location_id: one.review_id for one in locations}
    return Shelf(
        edition=all_of(Edition)[0],
        before=all_of(EditionBefore),
        reviews={one.review_id: one for one in all_of(Review)},
        bodies=rows.by(all_of(ReviewPublisher), lambda one: one.review_id),
        aliases=all_of(ReviewAlias),
        documents=rows.by(all_of(Document), lambda one: one.review_id),
        locations=rows.by(locations, lambda one: one.review_id),
        evidence=of_reviews(Evidence),
        points=of_reviews(Recommendation),
        parts=of_reviews(BriefingPartRow),
        runs=rows.OfReviews(
            lambda keys: ((owner[one.location_id], one) for one in rows.records(connection, Run, _RUNS, keys))
        ),
        quotes=ask(Evidence, rows.select(Evidence, Evidence.table) + _QUOTES),
        availability={one.location_id: one for one in all_of(Availability)},
        alerts=all_of(Alert),
        sources=all_of(SourceRow),
        areas={one.area_code: one for one in all_of(Area)},
        themes={one.theme_id: one for one in all_of(Theme)},
        issues=all_of(Issue),
        changes=all_of(Change),
        accuracy=all_of(Accuracy),
        tombstones=all_of(Tombstone),
        due=ask(Due, rows.select(Due, "duty_board") + " ORDER BY retained_until, review_id"),
        pairs=ask(Pair, rows.select(Pair, "theme_cooccurrence") + " ORDER BY reviews DESC, theme_a, theme_b"),
        years_of_themes=ask(
            YearOfTheme, rows.select(YearOfTheme, "reviews_by_year_and_theme") + " ORDER BY year NULLS LAST, theme_id"
        ),
    )
