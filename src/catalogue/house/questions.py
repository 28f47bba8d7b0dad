"""What a person should decide: open questions of an edition, with what speaks for and against.

Belongs here: which questions there are, what is shown of each, and which entry each answer makes. Does not belong
here: asking (``cli.review``), or writing the answer (``catalogue.curation``).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from duckdb import DuckDBPyConnection

from catalogue.curation import Entry
from catalogue.models import Source
from catalogue.vocabulary import IssueKind, ReviewType

SNIPPET = 160
"""Characters of a quotation that are shown."""

_COMPARED = ("review_type", "publisher", "area_names", "pseudonyms", "published_on", "reviewers", "incident", "ages")
_QUOTED = ("pseudonyms", "review_type", "published_on", "reviewers", "incident", "ages")

Row = dict[str, Any]
Made = dict[str, object]
"""Keys of an entry, without because, by and on."""


@dataclass(frozen=True)
class Choice:
    """One way to answer."""

    key: str
    """What is typed."""
    words: str
    """What it means."""
    make: Callable[[tuple[str, ...]], Made] | None
    """Makes the entry from the values typed; null where there is nothing to write."""
    asks: str | None = None
    """What value is asked for; null where none is."""
    advice: str | None = None
    """What the person is to do by hand; null where there is nothing."""


@dataclass(frozen=True)
class Question:
    """One thing to decide."""

    kind: str
    """What kind of question: a kind of issue, or the column that is not known."""
    headline: str
    """The question in a sentence."""
    lines: tuple[str, ...]
    """What is known, line by line."""
    choices: tuple[Choice, ...]
    """The answers that make a difference."""


def questions(edition: DuckDBPyConnection, sources: Sequence[Source], entries: Iterable[Entry]) -> tuple[Question, ...]:
    """Return what is open in an edition and was not answered since.

    Args:
        edition: The published edition.
        sources: Rows of the register, to say where a row stands.
        entries: Entries of the curation file; what they answer is not asked again.

    Returns:
        Pairs that may be one first, then lists that fell, then reviews whose kind, date or reviewer is not known.
    """
    decided = tuple(entries)
    pairs = {frozenset({one.review, one.other or one.into or ""}) for one in decided if one.other or one.into}
    fields = {(one.review, "review_type" if one.kind == "retype" else one.field) for one in decided}
    away = {one.review for one in decided if one.kind in ("hide", "takedown")}
    return (
        *(one for one in _pairs(edition, pairs, away)),
        *_fallen(edition, {source.id: source for source in sources}),
        *_unknown(edition, fields, away),
    )


def _pairs(edition: DuckDBPyConnection, answered: set[frozenset[str]], away: set[str]) -> Iterator[Question]:
    """Give the pairs of reviews that may be one."""
    found = _rows(
        edition,
        "select review_id, other_review_id, message from issues where kind = ? and other_review_id is not null"
        " order by review_id, other_review_id",
        IssueKind.POSSIBLE_DUPLICATE,
    )
    for row in found:
        ids = (str(row["review_id"]), str(row["other_review_id"]))
        if frozenset(ids) not in answered and not away & {*ids}:
            yield _pair(edition, *ids, str(row["message"]))


def _pair(edition: DuckDBPyConnection, one: str, two: str, message: str) -> Question:
    """Return the question whether two reviews are one."""
    first, second = _review(edition, one), _review(edition, two)
    lines = [message]
    for name in _COMPARED:
        left, right = _plain(first.get(name)), _plain(second.get(name))
        if left == right and left != "–":
            lines.append(f"for:      {name} is the same: {left}")
        elif "–" not in (left, right):
            lines.append(f"against:  {name} differs: {left} | {right}")
    for number, review_id in ((1, one), (2, two)):
        lines.append(f"({number}) {review_id}")
        lines += _shown(edition, review_id, _QUOTED)
    pair: Made = {"kind": "confirm", "review": one, "other": two}
    return Question(
        IssueKind.POSSIBLE_DUPLICATE,
        f"Are {one} and {two} one review?",
        tuple(lines),
        (
            Choice("s", f"the same: {two} goes into {one}", lambda _: {**pair, "same": True}),
            Choice(
                "n", "not the same: they stay two, and are not asked about again", lambda _: {**pair, "same": False}
            ),
        ),
    )


def _fallen(edition: DuckDBPyConnection, sources: dict[str, Source]) -> Iterator[Question]:
    """Give the lists that show far less than before."""
    found = _rows(
        edition,
        "select source_id, url, message, seen_at from issues where kind = ? order by source_id",
        IssueKind.LIST_SHRANK,
    )
    for row in found:
        source = sources.get(str(row["source_id"]))
        where = f"line {source.line} of the register" if source else "the register"
        on = f"{row['seen_at']:%Y-%m-%d}" if row["seen_at"] else "the day on which you looked"
        advice = (
            f"In the row {row['source_id']} on {where}, put this under `expect:` and correct `least` and `most`:\n"
            f"      accepted_on: {on}"
        )
        yield Question(
            IssueKind.LIST_SHRANK,
            f"Is what {row['source_id']} shows now right?",
            (str(row["message"]), f"address:  {_plain(row['url'])}"),
            (Choice("a", "it is right: say which line to add", None, advice=advice),),
        )


def _unknown(edition: DuckDBPyConnection, answered: set[tuple[str, str | None]], away: set[str]) -> Iterator[Question]:
    """Give the reviews of which a column is not known and nobody has decided about it."""
    for field, where, make in (
        ("review_type", "review_type = 'OTHER'", _of_type),
        ("published_on", "published_on is null and about_child", _of_date),
        ("reviewers", "reviewer_named = false and about_child", _of_reviewer),
    ):
        found = _rows(
            edition,
            f"select review_id, title from reviews where {where} and review_id not in (select review_id from evidence"  # noqa: S608
            " where extractor = 'curation' and field = ?) order by review_id",
            field,
        )
        for row in found:
            review_id = str(row["review_id"])
            if (review_id, field) not in answered and review_id not in away:
                lines = (f"title:    {row['title']}", *_shown(edition, review_id, (field,)))
                yield make(review_id, lines)


def _of_type(review_id: str, lines: tuple[str, ...]) -> Question:
    """Return the question what kind of review it is."""
    kinds = ", ".join(ReviewType)
    return Question(
        "review_type",
        f"What kind of review is {review_id}?",
        lines,
        (
            Choice(
                "v", f"give its type: {kinds}", lambda v: {"kind": "retype", "review": review_id, "value": v[0]}, "type"
            ),
            Choice("n", "nobody says: it stays OTHER", lambda _: _confirmed(review_id, "review_type", "OTHER")),
            Choice("h", "it is no review: leave it out", lambda _: {"kind": "hide", "review": review_id}),
        ),
    )


def _of_date(review_id: str, lines: tuple[str, ...]) -> Question:
    """Return the question when it was published."""
    return Question(
        "published_on",
        f"When was {review_id} first published?",
        lines,
        (
            Choice(
                "v",
                "give the date, as exact as it is known: 2021, 2021-01 or 2021-01-15",
                lambda v: _given(review_id, "published_on", v[0]),
                "date",
            ),
            Choice("n", "nobody says", lambda _: _confirmed(review_id, "published_on", ())),
        ),
    )


def _of_reviewer(review_id: str, lines: tuple[str, ...]) -> Question:
    """Return the question who wrote it."""
    return Question(
        "reviewers",
        f"Who is the reviewer of {review_id}?",
        lines,
        (
            Choice("v", "give the names, parted by ;", lambda v: _given(review_id, "reviewers", v), "names"),
            Choice("n", "the report names none", lambda _: _confirmed(review_id, "reviewers", ())),
        ),
    )


def _given(review_id: str, field: str, value: object) -> Made:
    """Return an entry that sets a value."""
    return {"kind": "set", "review": review_id, "field": field, "value": value}


def _confirmed(review_id: str, field: str, value: object) -> Made:
    """Return an entry that says that a person looked and what is found is right."""
    return {**_given(review_id, field, value), "kind": "confirm"}


def _review(edition: DuckDBPyConnection, review_id: str) -> Row:
    """Return the row of a review; empty where there is none."""
    return next(iter(_rows(edition, "select * from reviews where review_id = ?", review_id)), {})


def _shown(edition: DuckDBPyConnection, review_id: str, fields: Sequence[str]) -> list[str]:
    """Return what is known of a review: documents with their addresses, and what is quoted of some columns."""
    lines = [
        f"document: {row['role']}, {_plain(row['pages'])} pages, {row['url']}"
        for row in _rows(
            edition,
            "select d.role, d.pages, l.url from documents d join locations l using (document_id, review_id)"
            " where review_id = ? order by d.role, l.url",
            review_id,
        )
    ]
    lines += [
        f"address:  {row['url']}"
        for row in _rows(
            edition, "select url from locations where review_id = ? and document_id is null order by url", review_id
        )
    ]
    found = _rows(
        edition,
        "select distinct field, value, page, snippet, chosen, reason, url from evidence where review_id = ? and"
        " list_contains(?, field) order by field, not chosen, value, url, page",
        review_id,
        list(fields),
    )
    return lines + [_quoted(row) for row in found]


def _quoted(row: Row) -> str:
    """Return one row of evidence as a line."""
    if row["value"] is None:
        return f"{row['field']}: – {row['reason']}"
    mark = "stands" if row["chosen"] else f"not taken ({row['reason']})"
    page = f", page {row['page']}" if row["page"] else ""
    words = " ".join(str(row["snippet"]).split())
    words = words if len(words) <= SNIPPET else f"{words[:SNIPPET]} …"
    where = f" <{row['url']}{page}>" if row["url"] else ""
    return f"{row['field']}: {_plain(row['value'])} – {mark}: “{words}”{where}"


def _plain(value: object) -> str:
    """Return a value as words; a dash where there is none."""
    if value is None or value == []:
        return "–"
    return ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)


def _rows(edition: DuckDBPyConnection, query: str, *values: object) -> list[Row]:
    """Ask the edition and return rows by column."""
    result = edition.execute(query, list(values))
    columns = [column[0] for column in result.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
