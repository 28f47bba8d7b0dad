"""Everything that the website tells, read once from a published edition.

Belongs here: the rows of the edition as the records that they were printed from, put together by what they are about.
Does not belong here: words for people (``wording``), or what stands on which page (``pages``).

The site knows nothing but what the edition tells: no journal, no register, no text of a document. So a page can never
say more than a person could ask the edition for.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from duckdb import DuckDBPyConnection
from pydantic import TypeAdapter

from catalogue.models import (
    Accuracy,
    Alert,
    Area,
    Availability,
    BriefingPartRow,
    Change,
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
from catalogue.site import places
from catalogue.vocabulary import Rule, Verdict

T = TypeVar("T", bound=Table)

_RUNS = """
WITH spaced AS (
    SELECT location_id, checked_at, verdict, reason,
           checked_at - lag(checked_at) OVER (PARTITION BY location_id ORDER BY checked_at) > INTERVAL 14 DAY AS lapsed
    FROM checks
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


class OldEditionError(Exception):
    """The edition was printed by older code and has not all that the site tells."""


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
    evidence: Mapping[str, Sequence[Evidence]]
    points: Mapping[str, Sequence[Recommendation]]
    parts: Mapping[str, Sequence[BriefingPartRow]]
    availability: Mapping[str, Availability]
    runs: Mapping[str, Sequence[Run]]
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
        connection: An open edition.

    Returns:
        Its rows; everything of one kind in a fixed order, so that equal editions give equal pages.

    Raises:
        OldEditionError: Older code printed it, and it lacks a table or column of this code.
        duckdb.Error: It is not an edition.
    """

    def all_of(model: type[T]) -> list[T]:
        return _table(connection, model)

    def ask(model: type[Record], query: str) -> list[Any]:
        return _records(connection, model, query)

    return Shelf(
        edition=all_of(Edition)[0],
        before=all_of(EditionBefore),
        reviews={one.review_id: one for one in all_of(Review)},
        bodies=_by(all_of(ReviewPublisher), lambda one: one.review_id),
        aliases=all_of(ReviewAlias),
        documents=_by(all_of(Document), lambda one: one.review_id),
        locations=_by(all_of(Location), lambda one: one.review_id),
        evidence=_by(all_of(Evidence), lambda one: one.review_id),
        points=_by(all_of(Recommendation), lambda one: one.review_id),
        parts=_by(all_of(BriefingPartRow), lambda one: one.review_id),
        availability={one.location_id: one for one in all_of(Availability)},
        runs=_by(ask(Run, _RUNS), lambda one: one.location_id),
        alerts=all_of(Alert),
        sources=all_of(SourceRow),
        areas={one.area_code: one for one in all_of(Area)},
        themes={one.theme_id: one for one in all_of(Theme)},
        issues=all_of(Issue),
        changes=all_of(Change),
        accuracy=all_of(Accuracy),
        tombstones=all_of(Tombstone),
        due=ask(Due, _select(Due, "duty_board") + " ORDER BY retained_until, review_id"),
        pairs=ask(Pair, _select(Pair, "theme_cooccurrence") + " ORDER BY reviews DESC, theme_a, theme_b"),
        years_of_themes=ask(
            YearOfTheme, _select(YearOfTheme, "reviews_by_year_and_theme") + " ORDER BY year NULLS LAST, theme_id"
        ),
    )


def _table(connection: DuckDBPyConnection, model: type[T]) -> list[T]:
    """Return a table's rows in the order of its key, or of all its columns where it has none."""
    there = {
        column
        for (column,) in connection.execute(
            "SELECT column_name FROM duckdb_columns() WHERE table_name = ?", [model.table]
        ).fetchall()
    }
    lacking = sorted(set(model.model_fields) - there)
    if lacking:
        raise OldEditionError(
            f"The edition was printed by older code: its table {model.table} lacks {', '.join(lacking)}."
            " Print it again with `catalogue publish`."
        )
    order = ", ".join(model.key) or "ALL"
    return _records(connection, model, f"{_select(model, model.table)} ORDER BY {order}")


def _select(model: type[Record], source: str) -> str:
    """Return the query for a record's fields."""
    return f"SELECT {', '.join(model.model_fields)} FROM {source}"  # noqa: S608 - names of ours


def _records(connection: DuckDBPyConnection, model: type[Record], query: str) -> list[Any]:
    """Return the rows of a query as records; its times are UTC."""
    result = connection.execute(query)
    columns = [column[0] for column in result.description or ()]
    rows = [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
    for row in rows:
        for name, value in row.items():
            if isinstance(value, dt.datetime):
                row[name] = value.replace(tzinfo=dt.UTC)
    return TypeAdapter(list[model]).validate_python(rows)  # type: ignore[valid-type] # the class is a value here


def _by(rows: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    """Put rows together by a key, in their order."""
    found: dict[str, list[T]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return dict(found)
