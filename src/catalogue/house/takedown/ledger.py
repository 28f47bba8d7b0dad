"""When a takedown holds: the journal and the curation file kept in step.

Belongs here: writing steps down, and what to say of entries. Does not belong here: what is written down of a review
(``known``), or removing anything (``removing``).
"""

from collections.abc import Callable, Collection, Iterator, Sequence

from catalogue.curation import Entry
from catalogue.describe import Described
from catalogue.house.silence import suppressed_of
from catalogue.house.takedown.known import Grounds, sketches
from catalogue.journal import Journal
from catalogue.models import Issue, Minted, Resolution, Takedown, digest
from catalogue.resolve.regroup import unmatched
from catalogue.settings import Clock
from catalogue.vocabulary import IssueKind, TakedownReason, TakedownStep

_HASH = 64


def holding(journal: Journal) -> tuple[Takedown, ...]:
    """Return the takedowns that hold by the journal.

    Args:
        journal: All steps of takedowns.

    Returns:
        The last step of each that was not lifted, in the order of their ids.
    """
    last = {one.tombstone_id: one for one in journal.read(Takedown)}
    return tuple(last[key] for key in sorted(last) if last[key].step is TakedownStep.TAKEN_DOWN)


class Takedowns:
    """The takedowns of one warehouse."""

    def __init__(self, journal: Journal, clock: Clock, entries: Sequence[Entry]) -> None:
        """Take the journal and the decisions.

        Args:
            journal: Where steps of takedowns are read and appended.
            clock: The time, UTC.
            entries: Entries of the curation file.
        """
        self._journal = journal
        self._clock = clock
        self._entries = [one for one in entries if one.kind in ("takedown", "lift")]
        self._decided = {entry.review: entry for entry in self._entries}

    def settle(self, resolve: Callable[[Sequence[Takedown]], Resolution], described: Described) -> Resolution:
        """Resolve without what was taken down, and write down what is new about it.

        Args:
            resolve: Works out the reviews, given the takedowns that hold.
            described: What was read, for sketches.

        Returns:
            The resolution without anything taken down, with an issue for each entry that should be looked at.
        """
        self._journal.append([*self._lifted(), *self._renewed()])
        resolution = resolve(holding(self._journal))
        if new := self._adopted(Grounds(resolution, described, self._journal)):
            self._journal.append(new)
            resolution = resolve(holding(self._journal))
        self._journal.append(tuple(self._grown(resolution, described)))
        return resolution.model_copy(update={"issues": (*resolution.issues, *self._issues())})

    def take_down(
        self, resolution: Resolution, described: Described, review_ids: Sequence[str], reason: TakedownReason, by: str
    ) -> tuple[Takedown, ...]:
        """Write down that reviews are taken down; they are published no more from then on.

        Args:
            resolution: The reviews, those among them.
            described: What was read, for sketches.
            review_ids: Ids of reviews that are shown.
            reason: The kind of reason, which is published.
            by: Who decided.

        Returns:
            One record a review.
        """
        grounds = Grounds(resolution, described, self._journal)
        records: list[Takedown] = []
        for review_id in review_ids:
            taken = self._taken() | {one.tombstone_id for one in records}
            records.append(
                grounds.record(
                    review_id, together=review_ids, reason=reason, by=by, at=self._clock(), taken=taken - {review_id}
                )
            )
        self._journal.append(records)
        return tuple(records)

    def lift(self, tombstone_id: str, *, by: str) -> Takedown | None:
        """Write down that a takedown is lifted.

        Args:
            tombstone_id: Id of the tombstone.
            by: Who decided.

        Returns:
            The step; null where no takedown of that id holds.
        """
        held = next((one for one in holding(self._journal) if one.tombstone_id == tombstone_id), None)
        if held is None:
            return None
        step = self._step(held, TakedownStep.LIFTED, by)
        self._journal.append([step])
        return step

    def _taken(self) -> set[str]:
        """Return every id that is or was given."""
        taken = {key for one in self._journal.read(Takedown) for key in (one.tombstone_id, *one.review_ids)}
        return taken | {one.review_id for one in self._journal.read(Minted)}

    def _step(self, one: Takedown, step: TakedownStep, by: str) -> Takedown:
        """Return another step of a takedown."""
        return one.model_copy(update={"step": step, "at": self._clock(), "by": by})

    def _lifted(self) -> Iterator[Takedown]:
        """Give a step for each takedown that a person lifted by an entry of their own."""
        for one in holding(self._journal):
            entry = self._decided.get(one.tombstone_id)
            if entry is not None and entry.kind == "lift":
                yield self._step(one, TakedownStep.LIFTED, entry.by)

    def _renewed(self) -> Iterator[Takedown]:
        """Give a step for each takedown that was lifted and whose last entry takes it down again."""
        last = {one.tombstone_id: one for one in self._journal.read(Takedown)}
        for tombstone_id, entry in self._decided.items():
            one = last.get(tombstone_id)
            if one is not None and one.step is TakedownStep.LIFTED and entry.kind == "takedown":
                yield self._step(one, TakedownStep.TAKEN_DOWN, entry.by)

    def _adopted(self, grounds: Grounds) -> tuple[Takedown, ...]:
        """Return a record for each takedown that a person wrote into the file and the journal does not know."""
        before = {key for one in self._journal.read(Takedown) for key in (one.tombstone_id, *one.review_ids)}
        taken = self._taken()
        records: list[Takedown] = []
        for entry in self._decided.values():
            if entry.kind != "takedown" or entry.review in before:
                continue
            made = self._made(grounds, entry, taken)
            taken |= {one.tombstone_id for one in made}
            records += made
        return tuple(records)

    def _made(self, grounds: Grounds, entry: Entry, taken: Collection[str]) -> list[Takedown]:
        """Return the records of one entry: of the review that it names, else of what bears its marks, else of these."""
        resolution, marks = grounds.resolution, frozenset(entry.marks or ())
        reason = entry.reason or TakedownReason.NOT_TOLD
        shown = {one.review_id for one in resolution.reviews}
        meant = {entry.review} & shown or {
            *(one.review_id for one in resolution.documents if one.document_id in marks),
            *(one.review_id for one in resolution.locations if one.location_id in marks),
        }
        records: list[Takedown] = []
        for review_id in sorted(meant):
            ids = {*taken, *(one.tombstone_id for one in records)} - {review_id}
            one = grounds.record(review_id, together=meant, reason=reason, by=entry.by, at=self._clock(), taken=ids)
            keeps = not records and entry.review not in shown and entry.review != "?"
            records.append(one.model_copy(update={"tombstone_id": entry.review}) if keeps else one)
        if marks and not records:
            records.append(
                Takedown(
                    tombstone_id=entry.review,
                    step=TakedownStep.TAKEN_DOWN,
                    at=self._clock(),
                    by=entry.by,
                    reason=reason,
                    documents=tuple(sorted(mark for mark in marks if len(mark) == _HASH)),
                    locations=tuple(sorted(mark for mark in marks if len(mark) != _HASH)),
                )
            )
        return records

    def _grown(self, resolution: Resolution, described: Described) -> Iterator[Takedown]:
        """Give a record for each takedown that is found in a new place or form, so that it is known by that too."""
        sealed = suppressed_of(resolution)
        hidden = {one.tombstone_id: one for one in resolution.hidden}
        for one in holding(self._journal):
            found = hidden[one.tombstone_id]
            new = {*found.document_ids} & sealed.hashes - {*one.documents}
            places = {*found.location_ids} & sealed.ids - {*one.locations}
            if not new and not places and {*found.review_ids} <= {*one.review_ids}:
                continue
            yield one.model_copy(
                update={
                    "review_ids": found.review_ids,
                    "documents": tuple(sorted({*one.documents, *new})),
                    "locations": tuple(sorted({*one.locations, *places})),
                    "sketches": tuple(dict.fromkeys((*one.sketches, *sketches(described, new)))),
                    "found_since": tuple(sorted({*one.found_since, *new, *places})),
                }
            )

    def _issues(self) -> Iterator[Issue]:
        """Give what should be looked at in the entries of takedowns; no issue tells a name."""
        known = {one.tombstone_id for one in self._journal.read(Takedown)}
        renamed = {old: one.tombstone_id for one in self._journal.read(Takedown) for old in one.review_ids}
        held = {one.tombstone_id for one in holding(self._journal)}
        for entry in self._entries:
            if entry.review in known:
                held.discard(entry.review)
            elif entry.review in renamed:
                held.discard(renamed[entry.review])
                words = f"tells the name of what it takes down. Write {renamed[entry.review]} as its review instead."
                yield _issue(renamed[entry.review], f"The entry on line {entry.line} of the curation file {words}")
            else:
                yield unmatched(entry)
        for tombstone_id in sorted(held):
            words = "has no entry in the curation file. It holds all the same: put the entry back, or lift it."
            yield _issue(tombstone_id, f"The takedown {tombstone_id} {words}")


def _issue(tombstone_id: str, message: str) -> Issue:
    """Return an issue about the entry of a takedown."""
    return Issue(
        issue_id=digest(IssueKind.TAKEDOWN_ENTRY, tombstone_id),
        kind=IssueKind.TAKEDOWN_ENTRY,
        source_id=None,
        review_id=None,
        url=None,
        message=message,
        seen_at=None,
    )
