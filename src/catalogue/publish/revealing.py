"""How much of each document all its quotations together show.

Belongs here: which quotations an edition makes of a document, and counting the words that they show. Does not belong
here: shortening them (``catalogue.house``), or refusing an edition that shows too much (``gates``).

The public edition holds short quotations and never a text from which a document could be read instead of where its
publisher put it. Three hundred characters are short beside a report and half of a leaflet, so there is a second
bound: all quotations of a document together show at most a quarter of its words. Words that several quotations share
count once: a run of three words that was seen before shows nothing new. What repeats nothing but the value that it
stands for (a name, a date) does not count, since the value is printed in any case. A document whose words could not
be counted is not quoted at all beyond that.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import NamedTuple, TypeAlias, get_args

from catalogue.models import BriefingPartRow, Evidence, Recommendation, Table
from catalogue.publish.contents import Contents
from catalogue.publish.suppressed import as_words

LONGEST = 300
"""Most characters of one free text."""
ADDRESSES = frozenset({"url", "urls", "final_url", "moved_to", "page"})
"""Columns that hold addresses, which are as long as their publisher made them."""
OUR_WORDS = frozenset({"detail", "message", "definition", "panel_themes", "reason", "expected_basis"})
"""Columns in the catalogue's own words, which quote nothing; what is quoted in ``issues`` is an address."""
MOST_SHOWN = 0.25
"""Largest share of a document's words that its quotations may show together."""
_NOT_FREE = ADDRESSES | OUR_WORDS
_RUN = 3

Quoting: TypeAlias = Evidence | Recommendation | BriefingPartRow
"""A row that quotes."""


class Quotation(NamedTuple):
    """One quotation of one document, in the order in which they have a claim to be whole."""

    document_id: str
    """Document quoted."""
    rank: tuple[bool, bool, float, str, int]
    """What comes first: what stands before what was rejected, values before points, the surer before the less sure."""
    row: Quoting
    """The row."""
    value: str
    """Value that it stands for; empty where it stands for none."""


class Shown:
    """The words of one document that were shown so far."""

    def __init__(self) -> None:
        """Nothing was shown."""
        self.words = 0
        """Words shown."""
        self._runs: set[tuple[str, ...]] = set()

    def would_show(self, quotation: str, value: str) -> int:
        """Return how many words a quotation would show that were not shown before.

        Args:
            quotation: The words.
            value: The value that it stands for; nothing but its words shows nothing.
        """
        return self._new(_beyond(quotation, value))

    def show(self, quotation: str, value: str) -> None:
        """Count a quotation as shown.

        Args:
            quotation: The words.
            value: The value that it stands for.
        """
        words = _beyond(quotation, value)
        self.words += self._new(words)
        self._runs.update(_runs(words))

    def _new(self, words: Sequence[str]) -> int:
        """Return how many of these words stand in no run that was shown."""
        seen: set[int] = set()
        for start, run in enumerate(_runs(words)):
            if run in self._runs:
                seen.update(range(start, start + len(run)))
        return len(words) - len(seen)


def _beyond(quotation: str, value: str) -> list[str]:
    """Return the words of a quotation; none where it only repeats its value."""
    words = as_words(quotation)
    return [] if words in as_words(value) else words.split()


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Return every run of three words, or all where there are fewer."""
    return [tuple(words[start : start + _RUN]) for start in range(max(1, len(words) - _RUN + 1))] if words else []


def free_texts(record: Table) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the columns of a row that hold free text, with the texts that stand there.

    Args:
        record: A row of any table.

    Yields:
        Names of columns and their texts: one, or one for each part of a list.
    """
    for column in _text_columns(type(record)):
        value = getattr(record, column)
        if isinstance(value, str):
            yield column, (value,)
        elif isinstance(value, tuple):
            yield column, tuple(text for text in value if isinstance(text, str))


@cache
def _text_columns(model: type[Table]) -> tuple[str, ...]:
    """Return the columns of a table that may hold free text, by their types."""
    return tuple(
        name for name, field in model.model_fields.items() if name not in _NOT_FREE and _holds_text(field.annotation)
    )


def _holds_text(annotation: object) -> bool:
    """Tell whether a column of this type may hold text: its own, in a list, or besides null."""
    return (isinstance(annotation, type) and issubclass(annotation, str)) or any(map(_holds_text, get_args(annotation)))


def quotations(contents: Contents) -> dict[str, list[Quotation]]:
    """Return every quotation that an edition makes of a document.

    Args:
        contents: What it holds.

    Returns:
        Quotations by document id, each document's in the order of their claim.
    """
    found: dict[str, list[Quotation]] = {}
    ordered = sorted(_all(contents), key=_claim)
    for (document_id, _), group in groupby(ordered, key=_claim):
        # What orders rows of one rank costs more than all the rest, and most have a rank to themselves.
        same = list(group)
        found.setdefault(document_id, []).extend(
            same if len(same) == 1 else sorted(same, key=lambda one: _tie(one.row))
        )
    return found


def most_words(contents: Contents) -> dict[str, int]:
    """Return how many words of each document its quotations may show.

    Args:
        contents: What the edition holds.

    Returns:
        Words by document id; 0 where the document's words could not be counted.
    """
    return {one.document_id: int((one.words or 0) * MOST_SHOWN) for one in contents.documents}


def surely_fit(found: Sequence[Quotation], most: int) -> bool:
    """Tell whether the quotations of one document surely do not show more words than they may.

    Most documents are long and quoted little, and this is worked out much faster than what is really shown.

    Args:
        found: Its quotations.
        most: Words that they may show together.

    Returns:
        Whether all their words, those that they share counted as often as they stand there, are no more; False says
        nothing.
    """
    snippets = [one.row.snippet for one in found]
    # No word is shorter than one character and the gap after it; some other letters stand for several words.
    if all(map(str.isascii, snippets)) and sum((len(one) + 1) / 2 for one in snippets) <= most:
        return True
    return sum(len(as_words(one).split()) for one in snippets) <= most


def shown_of(found: Iterable[Quotation]) -> int:
    """Return how many words the quotations of one document show together.

    Args:
        found: Its quotations, in the order of their claim.
    """
    shown = Shown()
    for one in found:
        shown.show(one.row.snippet, one.value)
    return shown.words


def _claim(one: Quotation) -> tuple[str, tuple[bool, bool, float, str, int]]:
    """Return what orders quotations, but for those of one document and rank."""
    return one.document_id, one.rank


def _all(contents: Contents) -> Iterator[Quotation]:
    """Give every quotation; a row without a value says in words of ours why there is none."""
    for row in contents.evidence:
        if row.document_id is not None and row.value is not None:
            rank = (not row.chosen, False, -row.confidence, row.field, row.page or 0)
            yield Quotation(row.document_id, rank, row, row.value)
    for point in contents.recommendations:
        rank = (False, True, -point.confidence, str(point.kind), point.ordinal)
        yield Quotation(point.document_id, rank, point, "")
    for part in contents.briefing_parts:
        yield Quotation(part.document_id, (False, True, 0.0, str(part.part), part.page), part, "")


def _tie(row: Quoting) -> str:
    """Return what orders rows of one rank, whatever they quote."""
    return row.model_copy(update={"snippet": ""}).canonical()
