"""What is on record for an address: the copy last seen well, which every new answer is compared with.

Belongs here: folding harvested and checked answers to that copy. Does not belong here: asking anything, or what
an answer says (`availability`).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from catalogue.availability import Known, judge
from catalogue.models import Capture, Checked, Location
from catalogue.vocabulary import Purpose, Rule, Verdict

Similarity = Callable[[str, str], float | None]
"""Likeness of the texts of two documents by their sha256, 0 to 1; None where it cannot be told."""


@dataclass
class Memory:
    """What is on record for one address."""

    copy: Capture | None = None
    """The last good answer with a body."""
    harvested: str | None = None
    """Hash of the good copy that a harvest brought last: likeness is measured by it, however often saved since."""
    seen_at: dt.datetime | None = None
    """When the document was last seen well, by a harvest or a check."""
    doubted: bool = False
    """Whether the last answer that says something was not the document, so that the next is asked for whole."""

    def take(self, capture: Capture, verdict: Verdict) -> None:
        """Take one more answer, which by its verdict is to be remembered or not."""
        if verdict is Verdict.AVAILABLE:
            self.seen_at, self.doubted = capture.requested_at, False
            if capture.status == 200 and capture.sha256:
                self.copy = capture
            if capture.purpose is Purpose.DOCUMENT:
                self.harvested = capture.sha256
        elif verdict is not Verdict.UNKNOWN:
            self.doubted = True

    def known(self) -> Known:
        """Return what a new answer is compared with."""
        if self.copy is None:
            return Known()
        return Known(sha256=self.copy.sha256, magic=self.copy.magic, title=self.copy.title)


def remember(
    locations: Iterable[Location],
    captures: Iterable[Capture],
    checks: Mapping[str, Sequence[Checked]],
    *,
    similarity: Similarity | None = None,
    accepted: Collection[str] = (),
) -> dict[str, Memory]:
    """Work out what is on record for each location.

    Args:
        locations: The locations.
        captures: All captures of harvests, in the order of the journal.
        checks: All checks by location id, each in the order of the journal.
        similarity: Likeness of two documents' texts.
        accepted: Hashes of files that a person has accepted as versions of what they replaced.

    Returns:
        Memory by location id. The first harvested body becomes the copy on record if nothing speaks against
        it. A later one replaces it only where it is the same document by its bytes or its text, or where a
        person has accepted it: that a harvest met another document at the address is no reason to take it for
        the one that is looked for.
    """
    urls = {location.location_id: _without_fragment(location.url) for location in locations}
    by_url: defaultdict[str, list[Capture]] = defaultdict(list)
    for capture in captures:
        if capture.purpose is Purpose.DOCUMENT:
            by_url[_without_fragment(capture.url)].append(capture)

    def verdict_of(memory: Memory, capture: Capture) -> Verdict:
        known = compared(memory, capture, similarity)
        found = judge(capture, known)
        is_first = found.rule is Rule.NEVER_SEEN and not found.signals
        is_accepted = found.verdict is Verdict.REPLACED and capture.sha256 in accepted
        return Verdict.AVAILABLE if capture.status == 200 and (is_first or is_accepted) else found.verdict

    def fold(answers: Iterable[tuple[dt.datetime, Capture, Verdict | None]]) -> Memory:
        memory = Memory()
        for _, capture, verdict in sorted(answers, key=lambda answer: answer[0]):
            memory.take(capture, verdict or verdict_of(memory, capture))
        return memory

    return {
        key: fold(
            [
                *((capture.requested_at, capture, None) for capture in by_url.get(url, ())),
                *((check.checked_at, check.capture, check.verdict) for check in checks.get(key, ())),
            ]
        )
        for key, url in urls.items()
    }


def compared(memory: Memory, capture: Capture, similarity: Similarity | None) -> Known:
    """Return what an answer is compared with, asking for the likeness of texts only where it can decide."""
    known = memory.known()
    other = known.sha256 is not None and capture.sha256 is not None and capture.sha256 != known.sha256
    if similarity is None or not other or known.magic is not capture.magic:
        return known
    # Only what was harvested has been read; a copy that a check brought since has the same text.
    like = similarity(memory.harvested or str(known.sha256), str(capture.sha256))
    return known.model_copy(update={"similarity": like})


def _without_fragment(url: str) -> str:
    """Return an address without its fragment, however wrong the address is."""
    return url.partition("#")[0]
