"""Curation: a person's decisions about reviews, applied after everything else and kept as evidence.

Belongs here: what each kind of entry does, and what to say when it matches nothing. Does not belong here:
reading the file (``catalogue.curation``).
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from catalogue.curation import Entry
from catalogue.extract.names import is_full_name
from catalogue.models import Evidence, Issue, ReviewFacts, digest
from catalogue.resolve.choose import Chosen
from catalogue.resolve.joins import Group
from catalogue.vocabulary import DateBasis, IssueKind, Precision

EXTRACTOR = "curation"
# These follow from other columns or from the journal; a person sets what they follow from.
WORKED_OUT = frozenset(
    {"review_id", "published_precision", "published_basis", "full_name", "first_seen_at", "last_seen_at"}
)
DECIDED = "A person decided otherwise (curation)."


def merged(named: dict[str, Group], entries: Iterable[Entry]) -> tuple[dict[str, Group], tuple[Issue, ...]]:
    """Join the groups that a person says are one review.

    Args:
        named: Groups by id.
        entries: All entries; only merges are looked at.

    Returns:
        Groups by id, without those merged away, and an issue for each merge that matches nothing.
    """
    result = dict(named)
    issues: list[Issue] = []
    for entry in entries:
        if entry.kind != "merge":
            continue
        if entry.review not in result or entry.into not in result or entry.review == entry.into:
            issues.append(_unmatched(entry))
            continue
        moved = result.pop(entry.review)
        result[entry.into] = tuple(sorted((*result[entry.into], *moved), key=lambda item: item.anchor))
    return result, tuple(issues)


def corrected(chosen: Sequence[Chosen], entries: Iterable[Entry]) -> tuple[list[Chosen], tuple[Issue, ...]]:
    """Apply what a person decided about single reviews.

    Args:
        chosen: Reviews as resolved.
        entries: All entries; merges are passed over.

    Returns:
        Reviews with values set and types changed, without those hidden; and an issue for each entry that
        names no review, no field, or a value that the field cannot hold.
    """
    by_id = {one.review.review_id: one for one in chosen}
    issues: list[Issue] = []
    for entry in entries:
        if entry.kind == "merge":
            continue
        one = by_id.get(entry.review)
        if one is None:
            issues.append(_unmatched(entry))
        elif entry.kind == "hide":
            del by_id[entry.review]
        elif entry.kind != "accept":  # which the watch heeds
            changed = _set(one, entry)
            if changed is None:
                issues.append(_unmatched(entry))
            else:
                by_id[entry.review] = changed
    return [by_id[key] for key in sorted(by_id)], tuple(issues)


def _set(one: Chosen, entry: Entry) -> Chosen | None:
    """Return the review with one value set; null where the field or the value does not fit."""
    name = "review_type" if entry.kind == "retype" else entry.field
    if name is None or name not in ReviewFacts.model_fields or name in WORKED_OUT:
        return None
    try:
        review = ReviewFacts.model_validate({**one.review.model_dump(), **_values(name, entry.value)})
    except ValueError:
        return None
    against = {"chosen": False, "reason": DECIDED}
    rejected = tuple(
        row.model_copy(update=against) if row.field == name and row.chosen else row for row in one.evidence
    )
    values = entry.value if isinstance(entry.value, tuple) else (entry.value,)
    decided = tuple(_evidence(entry, name, value) for value in values)
    return replace(one, review=review, evidence=(*rejected, *decided))


def _values(name: str, value: str | tuple[str, ...] | None) -> dict[str, object]:
    """Return the columns that an entry sets: a date sets its precision and its basis too.

    Raises:
        ValueError: The text is no date as exact as 2021, 2021-01 or 2021-01-15.
    """
    if name == "pseudonyms" and isinstance(value, tuple):
        return {name: value, "full_name": any(is_full_name(one) for one in value)}
    if name != "published_on" or not isinstance(value, str):
        return {name: value}
    precision = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}.get(len(value))
    if precision is None:
        raise ValueError(value)
    day = dt.date.fromisoformat(f"{value}-01-01"[:10])
    return {name: day, "published_precision": precision, "published_basis": DateBasis.CURATION}


def _evidence(entry: Entry, name: str, value: str | None) -> Evidence:
    """Return a decision as evidence: who decided, when, and why."""
    return Evidence(
        review_id=entry.review,
        document_id=None,
        field=name,
        value=value,
        page=None,
        snippet=f"{entry.because} ({entry.by}, {entry.on.isoformat()})"[:300],
        extractor=EXTRACTOR,
        confidence=1.0,
        chosen=True,
        url=None,
    )


def _unmatched(entry: Entry) -> Issue:
    """Return the issue for an entry that does nothing."""
    return Issue(
        issue_id=digest(IssueKind.CURATION_UNMATCHED, entry.canonical()),
        kind=IssueKind.CURATION_UNMATCHED,
        source_id=None,
        review_id=None,
        url=None,
        message=f"Line {entry.line} of the curation file ({entry.kind} {entry.review}) matches no review or "
        "field, or gives a value that the field cannot hold. Correct or remove it.",
        seen_at=None,
    )
