"""Filling the search index: counting, stemming, weighing, or taking it over from an edition that has the very same.

Belongs here: what is made of labels, quotations and texts when an edition is printed. Does not belong here: the tables
(``tables``), and how they are asked (``macros``).
"""

import hashlib
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import duckdb
from duckdb import DuckDBPyConnection

from catalogue.models import Area, Review, ReviewPublisher, Theme, canonical_json
from catalogue.publish import schema
from catalogue.publish.contents import Contents, in_order
from catalogue.publish.index.counting import LONGEST_WORD, Counts, readable
from catalogue.publish.index.macros import STATEMENTS
from catalogue.publish.index.tables import TABLES, SearchReview
from catalogue.publish.revealing import Quoting
from catalogue.vocabulary import SearchField

# Reviews counted by one statement: one for each takes twice as long, and all at once would hold every text twice.
_TOGETHER = 32
_TAKE = tuple(f"INSERT INTO {schema.name(one.table)} FROM before.main.{schema.name(one.table)}" for one in TABLES)
"""Statements that copy every table of the index from an edition that is attached."""
_SHOWN = (*sorted(SearchReview.model_fields.keys() & Review.model_fields.keys()), "published_precision")
"""Columns of a review that its row of the index repeats or is worked out from."""

# Counted aside, in memory: whatever lands in the edition's own file could be read there, deleted or not.
_COUNTED = "CREATE TEMP TABLE counted (review BIGINT, stem BIGINT, labels DOUBLE, mentions BIGINT)"
_STEMS = "CREATE TEMP TABLE stems (given BIGINT, stem BIGINT, holders BIGINT)"
# What `counting` leaves to the macro.
_COUNT = """
SELECT review, term, sum(weight), sum(mention)::BIGINT
FROM (
    SELECT review, unnest(search_words(words)) AS term, weight, mention
    FROM (
        SELECT unnest(?::BIGINT[]) AS review, unnest(?::VARCHAR[]) AS words, unnest(?::DOUBLE[]) AS weight,
               unnest(?::BIGINT[]) AS mention
    )
)
WHERE length(term) <= ?
GROUP BY review, term
"""
# Three texts of numbers a review, since long lists are slow to hand over.
_KEEP = """
INSERT INTO temp.counted
SELECT review, unnest(string_split(stems, ' '))::BIGINT, unnest(string_split(labels, ' '))::DOUBLE,
       unnest(string_split(mentions, ' '))::BIGINT
FROM (
    SELECT unnest(?::BIGINT[]) AS review, unnest(?::VARCHAR[]) AS stems, unnest(?::VARCHAR[]) AS labels,
           unnest(?::VARCHAR[]) AS mentions
)
"""
_LABELS = """
INSERT INTO search_labels
WITH labels AS (
    SELECT review, field, ' | ' || string_agg(DISTINCT sought, ' | ' ORDER BY sought) || ' | ' AS words
    FROM (
        SELECT review, field, array_to_string(search_words(words), ' ') AS sought
        FROM (SELECT unnest(?::BIGINT[]) AS review, unnest(?::VARCHAR[]) AS field, unnest(?::VARCHAR[]) AS words)
    )
    WHERE sought <> ''
    GROUP BY review, field
)
SELECT review, field, words
FROM (
    FROM labels
    UNION ALL SELECT review, 'type', words FROM labels WHERE field = 'review_type'
    UNION ALL SELECT review, '', string_agg(words, '' ORDER BY field) FROM labels GROUP BY review
    UNION ALL SELECT review, 'since', published_last::VARCHAR FROM search_reviews WHERE published_last IS NOT NULL
    UNION ALL SELECT review, 'until', published_on::VARCHAR FROM search_reviews WHERE published_on IS NOT NULL
)
ORDER BY field, review
"""
_REVIEWS = """
INSERT INTO search_reviews
SELECT numbered.review, numbered.review_id, numbered.words,
       CASE shown.published_precision WHEN 'year' THEN last_day(shown.published_on + INTERVAL 11 MONTH)
                                      WHEN 'month' THEN last_day(shown.published_on)
                                      ELSE shown.published_on END,
       shown.title, shown.review_type, shown.publisher, shown.published_on, shown.url
FROM (
    SELECT unnest(?::BIGINT[]) AS review, unnest(?::VARCHAR[]) AS review_id, unnest(?::BIGINT[]) AS words
) AS numbered
JOIN reviews AS shown ON shown.review_id = numbered.review_id
ORDER BY numbered.review
"""
_POSTINGS = """
INSERT INTO search_postings
WITH held AS (
    SELECT count(*) AS reviews, coalesce(avg(sizes.words) FILTER (sizes.words > 0), 1) AS usual
    FROM search_reviews AS sizes
),
weighed AS (
    SELECT counted.stem, counted.review,
           counted.labels + 0.25 * counted.mentions::HUGEINT
               / (0.25 + 0.75 * sizes.words / greatest(held.usual, 1)) AS weight,
           held.reviews AS reviews
    FROM temp.counted AS counted
    JOIN search_reviews AS sizes ON sizes.review = counted.review
    CROSS JOIN held
)
SELECT stems.stem, weighed.review,
       greatest(1, round(
           10000 * ln(1 + (reviews - holders + 0.5) / (holders + 0.5)) * 2.2 * weight / (weight + 1.2)
       ))
FROM weighed
JOIN temp.stems AS stems ON stems.given = weighed.stem
ORDER BY ALL
"""
_TERMS = """
INSERT INTO search_terms
SELECT unnest(?::VARCHAR[]), unnest(?::BIGINT[]), unnest(?::BIGINT[])
ORDER BY ALL
"""


class Label(NamedTuple):
    """A text that is printed of a review, where it stands, and what its words count."""

    field: SearchField
    words: str
    weight: float


class Making:
    """The index of one edition in the making.

    Attributes:
        made_from: Hash of everything that the index is made from: the same where the index would be. It holds what
            stands for texts, not the texts.
        taken_from: Edition whose index was made from the same and is taken over; null where all is counted.
    """

    def __init__(self, contents: Contents, code_version: str) -> None:
        """Gather what is counted; no text is read.

        Args:
            contents: What the edition holds.
            code_version: Version of the code that prints: another may count otherwise.
        """
        reviews = in_order(contents.reviews)
        self._contents = contents
        self._numbers = {review.review_id: number for number, review in enumerate(reviews, 1)}
        self._labels = _labels(contents)
        self._documents = _documents(contents)
        told = hashlib.sha256(f"{code_version} {duckdb.__version__} {version('snowballstemmer')}".encode() + b"\0")
        ours = (_COUNT, _KEEP, _LABELS, _REVIEWS, _POSTINGS, _TERMS)
        for statement in (*STATEMENTS, *schema.statements(TABLES), *ours):
            told.update(statement.encode() + b"\0")
        for review in reviews:
            shown = [getattr(review, column) for column in _SHOWN]
            labels = [(str(label.field), label.words, label.weight) for label in self._labels[review.review_id]]
            texts = [contents.text_mark(one) for one in self._documents.get(review.review_id, ())]
            told.update(canonical_json([*map(str, shown), sorted(labels), texts]).encode() + b"\0")
        self.made_from = told.hexdigest()
        self.taken_from: Path | None = None

    def fill(self, connection: DuckDBPyConnection) -> None:
        """Fill the index tables and create the macros.

        Args:
            connection: Connection whose current database holds the tables, ``reviews`` filled, and whose temporary
                tables are in memory.
        """
        if self.taken_from is not None:
            self._take_over(connection, self.taken_from)
            return
        cut, *others = STATEMENTS
        connection.execute(cut)
        connection.execute(_COUNTED)
        every, counts = list(self._numbers.items()), Counts()
        for first in range(0, len(every), _TOGETHER):
            self._count(connection, every[first : first + _TOGETHER], counts)
        rows = [
            (self._numbers[review_id], str(one.field), one.words)
            for review_id, found in self._labels.items()
            for one in found
        ]
        sizes = [counts.sizes[number] for number in self._numbers.values()]
        connection.execute(_REVIEWS, [list(self._numbers.values()), list(self._numbers), sizes])
        connection.execute(_LABELS, _columns(rows, 3))
        connection.execute(_STEMS)
        connection.execute(
            "INSERT INTO temp.stems SELECT unnest(?::BIGINT[]), unnest(?::BIGINT[]), unnest(?::BIGINT[])",
            _columns(counts.stems(), 3),
        )
        connection.execute(_POSTINGS)
        connection.execute(_TERMS, _columns(counts.terms(), 3))
        for statement in ("DROP TABLE temp.counted", "DROP TABLE temp.stems", *others):
            connection.execute(statement)

    def _take_over(self, connection: DuckDBPyConnection, before: Path) -> None:
        """Copy the index tables from an edition and create the macros."""
        connection.execute("ATTACH ? AS before (READ_ONLY)", [str(before)])
        for statement in (*_TAKE, *STATEMENTS):
            connection.execute(statement)

    def _count(self, connection: DuckDBPyConnection, numbered: list[tuple[str, int]], counts: Counts) -> None:
        """Count the words of some reviews, of labels with their weights and of pages as mentions."""
        left: list[tuple[int, str, float, int]] = []
        for review_id, number in numbered:
            for label in self._labels[review_id]:
                if label.weight and not counts.label(number, label.words, label.weight):
                    left.append((number, label.words, label.weight, 0))
            for paper in self._documents.get(review_id, ()):
                others = (page for page in self._contents.texts[paper] if not counts.page(number, page))
                left += [(number, readable(page), 0.0, 1) for page in others]
        if left:
            for number, term, labels, mentions in connection.execute(
                _COUNT, [*_columns(left, 4), LONGEST_WORD]
            ).fetchall():
                counts.add(number, term, labels, mentions)
        if rows := list(counts.settle()):
            connection.execute(_KEEP, _columns(rows, 4))


def _columns(rows: Sequence[tuple[object, ...]], width: int) -> list[list[object]]:
    """Return rows as columns, of which there are so many even where no row is."""
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(width)]


def _labels(contents: Contents) -> dict[str, list[Label]]:
    """Return by review everything that is printed of it and can be searched; what has no weight is not ranked."""
    themes = {theme.theme_id: theme for theme in contents.themes}
    areas = {area.area_code: area for area in contents.areas}
    found = {review.review_id: list(_of_review(review, themes, areas)) for review in contents.reviews}
    withheld = {review.review_id for review in contents.reviews if review.anonymous}
    for body in contents.publishers:
        found[body.review_id] += _of_publisher(body)
    for document in contents.documents:
        if document.title and document.review_id not in withheld:
            found[document.review_id].append(Label(SearchField.DOCUMENT, readable(document.title), 0.0))
    quoting: tuple[Quoting, ...] = (
        *(one for one in contents.evidence if one.chosen and one.value is not None and one.document_id is not None),
        *contents.recommendations,
        *contents.briefing_parts,
    )
    for row in quoting:
        if row.review_id not in withheld:
            found[row.review_id].append(Label(SearchField.QUOTED, readable(row.snippet), 0.0))
    return found


def _of_review(review: Review, themes: dict[str, Theme], areas: dict[str, Area]) -> Iterator[Label]:
    """Give the labels of a review: its columns in words, with the ids and other names behind them."""
    told = [(SearchField.TITLE, review.title, 8.0), (SearchField.TITLE, review.subtitle, 0.0)]
    told += [(SearchField.REVIEW_TYPE, review.review_type.replace("_", " "), 4.0)]
    told += [(SearchField.PUBLISHER, review.publisher, 3.0), (SearchField.PUBLISHER, review.publisher_id, 0.0)]
    told += [(SearchField.PSEUDONYM, pseudonym, 8.0) for pseudonym in review.pseudonyms]
    told += [(SearchField.AREA, area, 6.0) for area in review.area_names]
    told += [(SearchField.REVIEWER, reviewer, 3.0) for reviewer in review.reviewers]
    told += [(SearchField.NATION, review.nation, 0.0), (SearchField.INCIDENT, review.incident, 0.0)]
    for code in review.area_codes:
        told += [(SearchField.AREA, code, 0.0)]
        told += [(SearchField.AREA, alias, 0.0) for alias in (areas[code].aliases if code in areas else ())]
    for theme in review.themes:
        told += [(SearchField.THEME, themes[theme].label if theme in themes else theme, 4.0)]
        told += [(SearchField.THEME, theme, 0.0)]
    yield from (Label(field, readable(words), weight) for field, words, weight in told if words)


def _of_publisher(body: ReviewPublisher) -> tuple[Label, Label]:
    """Return a body's id and name."""
    return (
        Label(SearchField.PUBLISHER, body.publisher_id, 0.0),
        Label(SearchField.PUBLISHER, readable(body.publisher), 0.0),
    )


def _documents(contents: Contents) -> dict[str, list[str]]:
    """Return the documents with a text of every review but those whose area is withheld.

    A text may name the area all the same, and a search for it must not find the review.
    """
    found: dict[str, list[str]] = {}
    withheld = {review.review_id for review in contents.reviews if review.anonymous}
    for document in in_order(contents.documents):
        if document.review_id not in withheld and document.document_id in contents.texts:
            found.setdefault(document.review_id, []).append(document.document_id)
    return found
