"""What is written down of a review that is taken down: how it is known again, and what its tombstone says.

Belongs here: gathering that while the review is still shown. Does not belong here: when it is written down
(``ledger``).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from catalogue.describe import Described
from catalogue.journal import Journal
from catalogue.models import Capture, Checked, Resolution, ReviewFacts, Takedown
from catalogue.resolve.items import canonical_url, is_document
from catalogue.resolve.sealing import FEWEST_WORDS
from catalogue.vocabulary import TakedownReason, TakedownStep

_TELLS_NOTHING = frozenset({"untitled", "review", "found", "at"})


@dataclass(frozen=True)
class Grounds:
    """Everything from which a takedown is written down."""

    resolution: Resolution
    """The reviews that are shown."""
    described: Described
    """What was read from their documents."""
    journal: Journal
    """What was captured at their addresses."""

    def record(
        self,
        review_id: str,
        *,
        together: Collection[str],
        reason: TakedownReason,
        by: str,
        at: dt.datetime,
        taken: Collection[str],
    ) -> Takedown:
        """Return what is written down of one review.

        Args:
            review_id: A review that is shown.
            together: All reviews taken down with it; what it shares with any other stays that one's.
            reason: The kind of reason.
            by: Who decided.
            at: When, UTC.
            taken: Ids that are or were given already.

        Returns:
            The record.
        """
        facts = next(one for one in self.resolution.reviews if one.review_id == review_id)
        places = {one.location_id: one.url for one in self.resolution.locations if one.review_id == review_id}
        others = {one.location_id for one in self.resolution.locations if one.review_id not in together}
        own = {key: url for key, url in places.items() if key not in others}
        hashes = {one.document_id for one in self.resolution.documents if one.review_id == review_id}
        hashes |= set(self._versions({canonical_url(url) for url in own.values()}))
        hashes -= {one.document_id for one in self.resolution.documents if one.review_id not in together}
        return Takedown(
            tombstone_id=tombstone_id(facts, taken),
            step=TakedownStep.TAKEN_DOWN,
            at=at,
            by=by,
            reason=reason,
            review_ids=tuple(sorted({review_id, *self._merged_into(review_id)})),
            documents=tuple(sorted(hashes)),
            locations=tuple(sorted(own)),
            sketches=sketches(self.described, hashes),
            publisher_id=facts.publisher_id,
            publisher=facts.publisher,
            published_on=facts.published_on,
            published_precision=facts.published_precision,
            first_seen_at=facts.first_seen_at,
        )

    def _versions(self, addresses: Collection[str]) -> Iterator[str]:
        """Give the hash of every document that was ever captured at addresses, by a harvest or a check."""
        captures = (*self.journal.read(Capture), *(one.capture for one in self.journal.read(Checked)))
        for one in captures:
            if one.sha256 and canonical_url(one.url) in addresses and is_document(one):
                yield one.sha256

    def _merged_into(self, review_id: str) -> Iterator[str]:
        """Give the ids that a person merged into a review."""
        for row in self.resolution.evidence:
            if row.review_id == review_id and row.field == "review_id" and row.chosen and row.value:
                yield row.value


def shared(resolution: Resolution, review_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return the documents that reviews to be taken down have in common with reviews that are not.

    Args:
        resolution: The reviews.
        review_ids: Those to be taken down.

    Returns:
        By sha256, the ids of the other reviews; empty where nothing is shared.
    """
    holders: dict[str, set[str]] = defaultdict(set)
    for document in resolution.documents:
        holders[document.document_id].add(document.review_id)
    away = set(review_ids)
    return {sha256: tuple(sorted(ids - away)) for sha256, ids in sorted(holders.items()) if ids & away and ids - away}


def tombstone_id(facts: ReviewFacts, taken: Collection[str]) -> str:
    """Return the id under which a review is published as taken down.

    Args:
        facts: The review.
        taken: Ids that are or were given already.

    Returns:
        The review's id where nothing but its publisher and a year stands in it; else the publisher's with the first
        free number, for instance ``wandsworth-withdrawn-1``.
    """
    own = set((facts.publisher_id or "").split("-")) | _TELLS_NOTHING
    if all(word in own or word.isdigit() for word in facts.review_id.split("-")):
        return facts.review_id
    place = facts.publisher_id or "unnamed"
    number = 1
    while f"{place}-withdrawn-{number}" in taken:
        number += 1
    return f"{place}-withdrawn-{number}"


def sketches(described: Described, hashes: Iterable[str]) -> tuple[tuple[int, ...], ...]:
    """Return the sketches of documents that were read and are long enough to be known again.

    Args:
        described: What was read.
        hashes: sha256 of the documents.

    Returns:
        One sketch a document, in the order of their hashes.
    """
    texts = (described.descriptions.get(sha256) for sha256 in sorted(hashes))
    return tuple(one.sketch for one in texts if one and one.sketch and one.words >= FEWEST_WORDS)
