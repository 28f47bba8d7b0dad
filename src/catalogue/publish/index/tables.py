"""The tables of the search index, and what each of their columns may give away.

Belongs here: their columns, exactly. Does not belong here: filling them (``filling``), or asking them (``macros``).
"""

import datetime as dt

from catalogue.models import Table
from catalogue.vocabulary import ReviewType


class SearchTerm(Table):
    """The dictionary of the search index: every word that occurs. One row a word."""

    table = "search_terms"
    key = ("term",)

    term: str
    """The word, in lower case and without accents."""
    stem: int
    """Number of its stem, under which it is indexed; words of one stem have one number."""
    reviews: int
    """Number of reviews in which a word of that stem stands."""


class SearchReview(Table):
    """A review as the search index knows it, with what a search answers of it. One row a review."""

    table = "search_reviews"
    key = ("review",)
    references = ((("review_id",), "reviews", ("review_id",)),)

    review: int
    """Its number in the index, from 1; another edition may give another."""
    review_id: str
    """The review."""
    words: int
    """Words in the texts of its documents; 0 where none was read."""
    published_last: dt.date | None
    """Last day on which it may have been published first, as far as its date is exact; null where none is known."""
    # The rest stands in ``reviews`` too: a search that has to join that wide table takes a tenth longer.
    title: str
    """Title as its publisher words it."""
    review_type: ReviewType
    """What kind of inquiry it is."""
    publisher: str | None
    """Name of its publisher."""
    published_on: dt.date | None
    """First publication: the first day of the stated day, month or year; null where none is stated."""
    url: str | None
    """Where to read it."""


class SearchPosting(Table):
    """What a stem that stands in a review counts there. One row a stem and review; no positions, so no text."""

    table = "search_postings"
    # Neither a key nor a reference is declared, because their indexes would outweigh the table.
    key = ()

    stem: int
    """The stem, by its number in ``search_terms``."""
    review: int
    """Review in which it stands, by its number in ``search_reviews``."""
    points: int
    """What the stem adds to the review's score (BM25), in ten-thousandths."""


class SearchLabel(Table):
    """Words and days that the edition prints anyway, as they are looked for. One row a review and field."""

    table = "search_labels"
    # As above: a key would outweigh the table.
    key = ()
    # Every row of a field is looked through at a search: unpacking them would take longer than looking.
    unpacked = ("words",)

    review: int
    """The review, by its number in ``search_reviews``."""
    field: str
    """Where the words stand, as a search names it; since and until for days, and empty for all that is printed."""
    words: str
    """Its texts one after the other in the order of the alphabet, parted by |, in lower case and without accents; or a
    day."""


TABLES: tuple[type[Table], ...] = (SearchTerm, SearchReview, SearchPosting, SearchLabel)
"""Every table of the index, a table after those it refers to."""
