"""The assertions that an edition must pass before it may replace the last one.

Belongs here: one small named function an assertion, each returning why not. Does not belong here: any
mending; an edition that fails is refused and the last one stays.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import duckdb

from catalogue.models import Evidence, Location, Review, Table
from catalogue.publish.changes import Earlier
from catalogue.publish.contents import Contents, rows
from catalogue.publish.reader import open_edition
from catalogue.publish.schema import name
from catalogue.publish.withdrawing import has_address, has_key
from catalogue.vocabulary import Incident, Precision

_LONGEST_SNIPPET = 300
_SHOWN = 5
_LARGEST_FALL = 0.2
_SMALLEST_FALL = 5
_ISO_LENGTH = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}


def judge(contents: Contents, earlier: Earlier | None, *, accept_fall: bool = False) -> tuple[str, ...]:
    """Return every reason not to publish.

    Args:
        contents: What the edition would hold.
        earlier: The edition before, null where there is none to compare with.
        accept_fall: Whether a person has said that a large fall in the number of reviews is right.

    Returns:
        Reasons in plain sentences; none where the edition may be published.
    """
    return (
        *keys_are_unique(contents),
        *references_hold(contents),
        *reviews_have_a_place(contents),
        *values_have_evidence(contents),
        *dates_are_whole(contents),
        *snippets_are_short(contents),
        *nothing_sealed(contents),
        *(() if accept_fall else reviews_have_not_vanished(contents, earlier)),
    )


def keys_are_unique(contents: Contents) -> tuple[str, ...]:
    """Return the keys that several rows of one table share."""
    reasons: list[str] = []
    for model, records in rows(contents).items():
        counts = Counter(_key(record, model.key) for record in records) if model.key else Counter[str]()
        reasons += _told(f"{model.table}: a key stands in several rows", (key for key, n in counts.items() if n > 1))
    return tuple(reasons)


def references_hold(contents: Contents) -> tuple[str, ...]:
    """Return the rows that refer to a row which is not there."""
    tables = {model.table: (model, records) for model, records in rows(contents).items()}
    reasons: list[str] = []
    for model, records in tables.values():
        for own, table, theirs in model.references:
            known = {_key(record, theirs) for record in tables[table][1]}
            lost = (key for record in records if (key := _key(record, own)) not in known)
            reasons += _told(f"{model.table}: a row refers to something that is not in {table}", lost)
    held = {(document.document_id, document.review_id) for document in contents.documents}
    pairs: tuple[Location | Evidence, ...] = (*contents.locations, *contents.evidence)
    strays = [pair for pair in pairs if pair.document_id and (pair.document_id, pair.review_id) not in held]
    for kind in (Location, Evidence):
        names = (f"{stray.review_id} in {stray.document_id}" for stray in strays if isinstance(stray, kind))
        reasons += _told(f"{kind.table}: a row names a document that is not its review's", names)
    return tuple(reasons)


def reviews_have_a_place(contents: Contents) -> tuple[str, ...]:
    """Return the reviews that have neither a document nor an address."""
    placed = {document.review_id for document in contents.documents}
    placed |= {location.review_id for location in contents.locations}
    bare = (review.review_id for review in contents.reviews if review.review_id not in placed)
    return _told("reviews: a review has neither a document nor an address", bare)


def values_have_evidence(contents: Contents) -> tuple[str, ...]:
    """Return the values of reviews that no chosen evidence gives."""
    given = {(row.review_id, row.field, row.value) for row in contents.evidence if row.chosen}
    missing = (
        f"{review.review_id} {field} {value}"
        for review in contents.reviews
        for field, value in stated(review)
        if (review.review_id, field, value) not in given
    )
    return _told("evidence: a value has no chosen evidence", missing)


def stated(review: Review) -> tuple[tuple[str, str], ...]:
    """Return every value of a review that needs evidence, as ``evidence`` words it.

    Args:
        review: The review.

    Returns:
        Pairs of column and value: one a value for a column that holds several, none for a column that is null or
        empty. A date is as long as it is precise (2021, 2021-01 or 2021-01-15); a yes or no is true or false.
    """
    values: list[tuple[str, str | None]] = [
        ("title", review.title),
        ("subtitle", review.subtitle),
        ("review_type", review.review_type.value),
        ("publisher", review.publisher),
        ("published_on", _date(review.published_on, review.published_precision)),
        ("incident", review.incident.value if review.incident is not Incident.UNKNOWN else None),
        ("about_child", None if review.about_child is None else str(review.about_child).lower()),
    ]
    for field in ("pseudonyms", "ages", "reviewers", "themes", "area_codes"):
        values += [(field, value) for value in getattr(review, field)]
    return tuple((field, value) for field, value in values if value)


def _date(value: dt.date | None, precision: Precision | None) -> str | None:
    """Return a date as long as it is precise."""
    if value is None:
        return None
    return value.isoformat()[: _ISO_LENGTH[precision or Precision.DAY]]


def dates_are_whole(contents: Contents) -> tuple[str, ...]:
    """Return the reviews whose date, precision and basis are not all there or all absent."""
    halves = (
        review.review_id
        for review in contents.reviews
        if len({part is None for part in (review.published_on, review.published_precision, review.published_basis)}) > 1
    )
    return _told("reviews: a publication date lacks its precision or its basis", halves)


def snippets_are_short(contents: Contents) -> tuple[str, ...]:
    """Return the evidence that quotes more than is fair."""
    long = (f"{row.review_id} {row.field}" for row in contents.evidence if len(row.snippet) > _LONGEST_SNIPPET)
    return _told(f"evidence: a snippet is longer than {_LONGEST_SNIPPET} characters", long)


def nothing_sealed(contents: Contents) -> tuple[str, ...]:
    """Return the tables in which something stands that was taken down, or a quotation of a version replaced."""
    sealed, replaced = contents.sealed, frozenset(contents.sealed.replaced)
    quoting = (contents.evidence, contents.recommendations, contents.briefing_parts)
    told = {one.table for records in quoting for one in records if one.document_id in replaced}
    if sealed.keys or sealed.addresses:
        for model, records in rows(contents).items():
            text = "\n".join(one.canonical() for one in records)
            if has_key(text, sealed.keys) or has_address(text, sealed.addresses):
                told.add(model.table)
    return _told("takedown: something that was taken down or replaced stands in a table", told)


def reviews_have_not_vanished(contents: Contents, earlier: Earlier | None) -> tuple[str, ...]:
    """Return a reason where far fewer reviews are left than before: a fault is likelier than that."""
    if earlier is None:
        return ()
    taken_down = len(contents.sealed.keys & earlier.rows.get(Review.table, {}).keys())
    lost = earlier.reviews - len(contents.reviews) - taken_down
    if lost < _SMALLEST_FALL or lost <= _LARGEST_FALL * earlier.reviews:
        return ()
    return (f"reviews: {len(contents.reviews)} are left of the {earlier.reviews} of edition {earlier.number}",)


def not_emptied(contents: Contents, target: Path) -> tuple[str, ...]:
    """Refuse an edition without any review in place of one that has some: the journal may have been lost."""
    if contents.reviews or not target.is_file():
        return ()
    try:
        with open_edition(target) as connection:
            row = connection.execute("select count(*) from reviews").fetchone()
    except duckdb.Error:
        return ()  # what stands there is no edition, and nothing is lost by replacing it
    if row is None or not row[0]:
        return ()
    return (f"bounds: the edition in place has {row[0]} reviews and the new one none; was the journal lost?",)


def printed_faithfully(path: Path, expected: dict[str, int]) -> tuple[str, ...]:
    """Return where a finished file differs from what was handed over.

    Args:
        path: The file, closed by its writer.
        expected: Number of rows by table.

    Returns:
        Reasons; none where every table opens read-only with its number of rows and the search answers.
    """
    reasons: list[str] = []
    connection = open_edition(path)
    try:
        for table, count in expected.items():
            found = connection.execute(f"SELECT count(*) FROM {name(table)}").fetchall()[0][0]  # noqa: S608
            if found != count:
                reasons.append(f"{table}: {count} rows were to be printed and {found} are in the file")
        connection.execute("SELECT count(*) FROM search(?)", ["review"])
    finally:
        connection.close()
    return tuple(reasons)


def _key(record: Table, key: tuple[str, ...]) -> str:
    """Return the key of a row as one text."""
    return "/".join(str(getattr(record, column)) for column in key)


def _told(reason: str, cases: Iterable[str]) -> tuple[str, ...]:
    """Return one reason with its first cases, or none where there are no cases."""
    found = sorted(set(cases))
    if not found:
        return ()
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return (f"{reason}: {', '.join(found[:_SHOWN])}{more}",)
