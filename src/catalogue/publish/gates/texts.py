"""No text but short quotations: each is short, and all of one document together show little of it.

Belongs here: assertions about how much is quoted. Does not belong here: shortening (``catalogue.house``), and what
counts as shown (``catalogue.publish.revealing``).
"""

from catalogue.models import Table
from catalogue.publish.contents import Contents, rows
from catalogue.publish.gates.telling import told
from catalogue.publish.revealing import (
    LONGEST,
    MOST_SHOWN,
    Quoting,
    free_texts,
    most_words,
    quotations,
    shown_of,
    surely_fit,
)


def texts_are_short(contents: Contents) -> tuple[str, ...]:
    """Return the cells of free text that are longer than a quotation may be."""
    reasons: list[str] = []
    for model, records in rows(contents).items():
        long: dict[str, list[str]] = {}
        for record in records:
            for column, texts in free_texts(record):
                if any(len(text) > LONGEST for text in texts):
                    long.setdefault(column, []).append(_name(record))
        for column, names in sorted(long.items()):
            reasons += told(f"{model.table}: {column} holds more than {LONGEST} characters", names)
    return tuple(reasons)


def documents_are_not_retold(contents: Contents) -> tuple[str, ...]:
    """Return the documents of which all quotations together show more than a quarter."""
    most, held = most_words(contents), {one.document_id: one.words for one in contents.documents}
    shown = {
        document_id: shown_of(found)
        for document_id, found in quotations(contents).items()
        if not surely_fit(found, most.get(document_id, 0))
    }
    too_much = (
        f"{document_id} ({words} of {held.get(document_id) or 'an unknown number of'} words)"
        for document_id, words in shown.items()
        if words > most.get(document_id, 0)
    )
    return told(f"evidence: quotations show more than {MOST_SHOWN:.0%} of a document", too_much)


def _name(record: Table) -> str:
    """Return what a row is called in a message: its key, or else its review and column."""
    columns = record.key or ("review_id", "field")
    return " ".join(str(getattr(record, column, "")) for column in columns)


def replaced_are_not_quoted(contents: Contents) -> tuple[str, ...]:
    """Return the reviews of which something is quoted from a version that its publisher replaced."""
    replaced = {(one.document_id, one.review_id) for one in contents.documents if one.superseded_by is not None}
    rows: tuple[Quoting, ...] = (*contents.evidence, *contents.recommendations, *contents.briefing_parts)
    quoted = (f"{row.table} of {row.review_id}" for row in rows if (row.document_id, row.review_id) in replaced)
    return told("documents: a version that was replaced is quoted", quoted)
