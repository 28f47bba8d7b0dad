"""What is on record for an address: the copy last seen well, which every new answer is compared with.

Belongs here: how one more answer, harvested or checked, changes that copy. Does not belong here: asking anything,
or what an answer says (`availability`).
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from catalogue.availability import Known, judge
from catalogue.availability.signs import word_count
from catalogue.models import Capture
from catalogue.vocabulary import Purpose, Rule, Signal, Verdict

FEWEST_WORDS = 150
"""Words that a page has to show to be taken for a document although its title says that nothing is there."""

Similarity = Callable[[str, str], float | None]
"""Likeness of the texts of two documents by their sha256, 0 to 1; None where it cannot be told."""


@dataclass(frozen=True)
class Memory:
    """What is on record for one address."""

    copy: Capture | None = None
    """The last good answer with a body."""
    harvested: str | None = None
    """Hash of the good copy that a harvest brought, or that a person accepted since: likeness is measured by it,
    however often the document was saved since."""
    seen_at: dt.datetime | None = None
    """When the document was last seen well, by a harvest or a check."""
    doubted: bool = False
    """Whether the last answer that says something was not the document, so that the next is asked for whole."""

    def known(self) -> Known:
        """Return what a new answer is compared with."""
        if self.copy is None:
            return Known()
        return Known(sha256=self.copy.sha256, magic=self.copy.magic, title=self.copy.title)

    def after(self, capture: Capture, verdict: Verdict, rule: Rule | None = None) -> "Memory":
        """Return the memory with one more answer, which by its verdict is to be remembered or not."""
        if verdict is Verdict.UNKNOWN:
            return self
        if verdict is not Verdict.AVAILABLE:
            return replace(self, doubted=True)
        copy = capture if capture.status == 200 and capture.sha256 else self.copy
        sets_measure = capture.purpose is Purpose.DOCUMENT or rule is Rule.ACCEPTED
        harvested = capture.sha256 if sets_measure else self.harvested
        return replace(self, copy=copy, harvested=harvested, seen_at=capture.requested_at, doubted=False)


def harvested(capture: Capture, known: Known) -> Verdict:
    """Judge a harvested body: whether it becomes the copy on record.

    Args:
        capture: The answer that the harvest got.
        known: What was on record for the address.

    Returns:
        Good for the very copy on record, and for the first body that is met if nothing speaks against it. Another
        document never replaces the one on record because a harvest met it: checks tell whether it is the same
        document saved again, and a person whether it is a version of it.
    """
    found = judge(capture, known)
    says_less = word_count(capture) < FEWEST_WORDS and bool(found.signals)
    is_first = capture.status == 200 and found.rule is Rule.NEVER_SEEN and not says_less
    is_first = is_first and Signal.OTHER_KIND not in found.signals
    return Verdict.AVAILABLE if is_first else found.verdict


def compared(memory: Memory, capture: Capture, similarity: Similarity | None) -> Known:
    """Return what an answer is compared with, asking for the likeness of texts only where it can decide."""
    known = memory.known()
    other = known.sha256 is not None and capture.sha256 is not None and capture.sha256 != known.sha256
    if similarity is None or not other or known.magic is not capture.magic:
        return known
    # Only what was harvested has been read; a copy that a check brought since has the same text.
    like = similarity(memory.harvested or str(known.sha256), str(capture.sha256))
    return known.model_copy(update={"similarity": like})


def without_fragment(url: str) -> str:
    """Return an address without its fragment, however wrong the address is."""
    return url.partition("#")[0]
