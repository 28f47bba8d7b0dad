"""Where a change between two editions comes from, as far as their evidence tells.

Belongs here: one small rule a cause, each over the chosen evidence of both editions. Does not belong here: finding the
changes. A cause is never guessed: where the evidence does not tell, there is none.
"""

from collections.abc import Iterable

from catalogue.models import Availability, Location, Review, Table
from catalogue.publish.snapshot import Reason, Row, Snapshot
from catalogue.vocabulary import ChangeCause, ChangeKind

CURATION = "curation"
"""Extractor of evidence that a person's entry gives."""
LISTING = "listing"
"""Name of the extractor of what listings state."""
RULES = "resolve"
"""Name of the extractor of what follows by rule from the others."""
_BEHIND = {"published_precision": "published_on", "published_basis": "published_on", "area_names": "area_codes"}
_BEHIND |= {"reviewer_named": "reviewers", "full_name": "pseudonyms"}
"""Columns that follow from another, whose evidence stands for theirs."""
_BY_LISTING = frozenset({"source_id", "url", "first_seen_at", "listed", "removal", "removed_on"})
_BY_LISTING |= frozenset({"removal_explanation", "moved_to", "expected_until"})
"""Columns of ``locations`` that only a harvest changes."""
_OF_DUTY = frozenset({"published_on", "published_precision", "review_type", "nation", "retained_until", "publisher_id"})
"""Columns of ``reviews`` that the period of a review depends on."""


class Causes:
    """The two editions, and what is worked out of them once."""

    def __init__(self, before: Snapshot, after: Snapshot) -> None:
        """Take the two editions."""
        self._before, self._after = before, after
        self._held = before.documents_of()
        self._reviews = {**before.reviews_of(), **after.reviews_of()}
        self._places = {row["location_id"] for row in before.rows[Location.table].values()}
        self._known = {one for documents in self._held.values() for one in documents}
        self._moved = {
            review_id
            for key, row in after.rows[Availability.table].items()
            if (old := before.rows[Availability.table].get(key)) and old["state"] != row["state"]
            for review_id in self._reviews.get(row["location_id"], ())
        }

    def reviews_of(self, location_id: str) -> set[str]:
        """Return the reviews of a location."""
        return self._reviews.get(location_id, set())

    def of_whole(self, model: type[Table], row: Row, kind: ChangeKind) -> ChangeCause | None:
        """Return where a record's coming or going comes from.

        Args:
            model: Its table.
            row: What it held.
            kind: Whether it came or went.

        Returns:
            Harvest for what is new to the catalogue as a whole: a review or address first seen since the edition
            before, a document that it did not hold anywhere. Null for anything else: it may have moved between two
            reviews, or a person may have taken it out.
        """
        if kind is not ChangeKind.ADDED:
            return None
        if model in (Review, Location):
            fresh = row["first_seen_at"] > self._before.built_at.replace(tzinfo=None)
            if model is Location:
                fresh = fresh and row["location_id"] not in self._places
        else:
            fresh = row["document_id"] not in self._known
        return ChangeCause.HARVEST if fresh else None

    def of_column(self, model: type[Table], column: str, old: Row, new: Row) -> ChangeCause | None:
        """Return where a changed value comes from.

        Args:
            model: Table of the record.
            column: The column that changed.
            old: The record before.
            new: The record now.
        """
        if model is Availability:
            return ChangeCause.CHECK
        if model is Location:
            return self._of_location(column, new)
        if model is not Review:
            return None
        if column in ("retention_status", "retained_until", "retained_until_latest"):
            return self._of_duty(column, old, new)
        return self._of_review(new["review_id"], _BEHIND.get(column, column))

    def _of_location(self, column: str, new: Row) -> ChangeCause | None:
        """Return where a change of an address comes from."""
        if column == "document_id":
            return ChangeCause.NEWER_DOCUMENT if new["document_id"] not in (None, *self._known) else None
        return ChangeCause.HARVEST if column in _BY_LISTING else None

    def _of_duty(self, column: str, old: Row, new: Row) -> ChangeCause | None:
        """Return where a change of the period or its status comes from."""
        behind = [name for name in sorted(_OF_DUTY) if name in old and name in new and old[name] != new[name]]
        if behind:
            return next(
                (cause for name in behind if (cause := self._of_review(new["review_id"], _BEHIND.get(name, name)))),
                None,
            )
        if column != "retention_status":
            return None
        if new["review_id"] in self._moved:
            return ChangeCause.CHECK
        same_code = self._before.code_version == self._after.code_version
        return ChangeCause.PERIOD if same_code else None

    def _of_review(self, review_id: str, column: str) -> ChangeCause | None:
        """Return where a change of a review's column comes from: the evidence that came, or else that went."""
        was = self._before.reasons.get((review_id, column), frozenset())
        now = self._after.reasons.get((review_id, column), frozenset())
        came, went = now - was, was - now
        if any(extractor == CURATION for _, _, extractor in came | went):
            return ChangeCause.CURATION
        told = {self._of_reason(review_id, reason, was) for reason in came}
        return _strongest(told) if told else _strongest({_of_listing(reason) for reason in went})

    def _of_reason(self, review_id: str, reason: Reason, was: frozenset[Reason]) -> ChangeCause | None:
        """Return what one new row of evidence says of its coming."""
        _, document_id, extractor = reason
        if document_id is not None and document_id not in self._held.get(review_id, ()):
            return ChangeCause.NEWER_DOCUMENT
        rule = _name(extractor)
        if document_id is not None and any(
            document == document_id and _name(other) == rule and other != extractor for _, document, other in was
        ):
            return ChangeCause.EXTRACTOR
        if rule == LISTING:
            return ChangeCause.HARVEST
        return None if rule == RULES else ChangeCause.NEW_EVIDENCE


def _of_listing(reason: Reason) -> ChangeCause | None:
    """Return harvest for evidence of a listing that went."""
    return ChangeCause.HARVEST if _name(reason[2]) == LISTING else None


def _name(extractor: str) -> str:
    """Return an extractor's name without its version."""
    return extractor.partition("@")[0]


def _strongest(found: Iterable[ChangeCause | None]) -> ChangeCause | None:
    """Return the one cause of several rows that goes furthest back, in the order of the words."""
    told = set(found)
    return next((cause for cause in ChangeCause if cause in told), None)
