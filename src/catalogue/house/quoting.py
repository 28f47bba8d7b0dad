"""Quoting fairly: what is handed to the press is cut to what an edition may quote.

Belongs here: shortening texts that are too long and quotations that together would show too much of a document. Does
not belong here: what may be quoted, which the press asserts by the same measure (``catalogue.publish``).

Where all quotations of a document show too much of it, all are narrowed to the words around their values. Where that is
not enough, the surest stay, those of values that stand before those that were rejected, and the others are cut to the
value's own words, or to nothing: the row with its document and page stays in any case, so that a reader finds the
place where the publisher put it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from catalogue.extract.quoting import cut
from catalogue.models import Table
from catalogue.publish import Contents
from catalogue.publish.revealing import (
    LONGEST,
    Quotation,
    Quoting,
    Shown,
    free_texts,
    most_words,
    quotations,
    surely_fit,
)

WIDTHS = (None, 24, 12, 8)
"""Words that all quotations of one document are narrowed to, one after the other, until they fit; null for all."""
MORE = "…"

Row = TypeVar("Row", bound=Table)


def fairly_quoted(contents: Contents) -> Contents:
    """Return contents of which no text is too long and no document is shown beyond a quarter.

    Args:
        contents: What an edition would hold.

    Returns:
        The same rows, in the same order; a value and its evidence are cut alike.
    """
    short = replace(
        contents,
        reviews=_bounded(contents.reviews),
        documents=_bounded(contents.documents),
        locations=_bounded(contents.locations),
        evidence=_bounded(contents.evidence),
        recommendations=_bounded(contents.recommendations),
        briefing_parts=_bounded(contents.briefing_parts),
    )
    most = most_words(short)
    snippets: dict[Table, str] = {
        row: snippet
        for document_id, found in quotations(short).items()
        for row, snippet in _fitted(found, most.get(document_id, 0))
    }
    return replace(
        short,
        evidence=_requoted(short.evidence, snippets),
        recommendations=_requoted(short.recommendations, snippets),
        briefing_parts=_requoted(short.briefing_parts, snippets),
    )


def _bounded(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return rows with every free text cut to what one may hold."""
    return tuple(_within(row) for row in rows)


def _within(row: Row) -> Row:
    """Return a row with its free texts cut; the row itself where all are short."""
    long = [column for column, texts in free_texts(row) if any(len(text) > LONGEST for text in texts)]
    if not long:
        return row
    return row.model_copy(update={column: _cut(getattr(row, column)) for column in long})


def _cut(value: str | tuple[str, ...]) -> str | tuple[str, ...]:
    """Return a text, or each text of several, cut at a word's end, with a sign that more follows."""
    if isinstance(value, tuple):
        return tuple(str(_cut(part)) for part in value)
    return value if len(value) <= LONGEST else cut(value, LONGEST - len(MORE)) + MORE


def _fitted(found: Sequence[Quotation], most: int) -> Iterator[tuple[Quoting, str]]:
    """Give each quotation of one document as it may stand: all at the first width at which all fit, else what fits."""
    if surely_fit(found, most):
        yield from ((one.row, one.row.snippet) for one in found)
        return
    for width in WIDTHS:
        cuts = [(one, _window(one, width)) for one in found]
        if _all_shown(cuts) <= most:
            yield from ((one.row, words) for one, words in cuts)
            return
    shown = Shown()
    for one, words in cuts:
        fits = shown.words + shown.would_show(words, one.value) <= most
        kept = words if fits else _value_in(one)
        shown.show(kept, one.value)
        yield one.row, kept


def _all_shown(cuts: Iterable[tuple[Quotation, str]]) -> int:
    """Return how many words all of these show together."""
    shown = Shown()
    for one, words in cuts:
        shown.show(words, one.value)
    return shown.words


def _window(one: Quotation, width: int | None) -> str:
    """Return as many words around a quotation's value, or around its middle; all of it where no width is given."""
    tokens = list(re.finditer(r"\S+", one.row.snippet))
    if width is None or len(tokens) <= width:
        return one.row.snippet
    place = _place(one)
    start, end = place.span() if place else tokens[len(tokens) // 2].span()
    inside = [number for number, token in enumerate(tokens) if token.end() > start and token.start() < end]
    around = max(0, width - len(inside)) // 2
    first = min(max(0, inside[0] - around), len(tokens) - 1)
    last = min(inside[-1] + around, len(tokens) - 1)
    return one.row.snippet[tokens[first].start() : tokens[last].end()]


def _value_in(one: Quotation) -> str:
    """Return the value as its quotation prints it; nothing where it does not print it."""
    place = _place(one)
    return place.group() if place else ""


def _place(one: Quotation) -> re.Match[str] | None:
    """Return where a quotation prints its value."""
    parts = one.value.split()
    return re.search(r"\s+".join(map(re.escape, parts)), one.row.snippet, re.IGNORECASE) if parts else None


def _requoted(rows: Iterable[Row], snippets: Mapping[Table, str]) -> tuple[Row, ...]:
    """Return rows with the quotations that may stand."""
    return tuple(row.model_copy(update={"snippet": snippets[row]}) if row in snippets else row for row in rows)
