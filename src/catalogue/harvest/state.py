"""What a harvest of one source amounts to.

Belongs here: the state and its sentence. Does not belong here: fetching or reading, or the reasons to doubt a
list (``expecting.py``).
"""

from urllib.parse import urlsplit

from catalogue.harvest.expecting import Shown, doubts
from catalogue.harvest.work import Work
from catalogue.models import Capture
from catalogue.vocabulary import FailureKind, SourceState


def state_of(work: Work, shown: Shown) -> tuple[SourceState, str]:
    """Return what the harvest found, and the same in a sentence."""
    if work.failures and not work.pages:
        return _not_read(work)
    taken = [link for link in work.links if link.left_out is None]
    items = len({(link.found_on, link.item) for link in taken})
    counts = (
        f"{_plural(items, 'publication')} with {_plural(len(taken), 'link')}, {len(work.links) - len(taken)} left out"
    )
    if not work.complete:
        first = work.notes[0].message if work.notes else "A page of the listing could not be read."
        if work.failures and not work.notes:
            first = f"{work.failures[0].url} could not be read: {why(work.failures[0])}"
        return SourceState.INCOMPLETE, f"{first} What was read shows {counts}."
    before = work.run.last_good.get(work.source.id)
    doubted = " ".join(doubts(work.source, shown, before, work.is_shown_otherwise))
    own = shown.items > 0
    expected = work.announced or (work.source.expect is not None and work.source.expect.least > 0)
    if not own and not work.says_none and expected:
        lost = "The page was read whole and the list of reviews that it should hold was not there."
        return SourceState.LIST_MISSING, f"{lost} {doubted}".strip()
    if doubted:
        return SourceState.DOUBTED, f"Read whole and not believed: {doubted} It shows {counts}."
    if not own and work.says_none:
        return SourceState.LOOKED_AND_NONE, "The page was read whole and says that it has no reviews."
    return SourceState.OK, f"Read whole: {counts}."


def _not_read(work: Work) -> tuple[SourceState, str]:
    """Return the state of a source of which no page could be read."""
    capture = work.failures[0]
    if capture.failure is not None and capture.failure.kind is FailureKind.ROBOTS:
        return (
            SourceState.ROBOTS_BLOCKED,
            f"The robots rules of {urlsplit(capture.url).hostname} ask us not to read it.",
        )
    return SourceState.UNREACHABLE, f"{capture.url} could not be read: {why(capture)}"


def why(capture: Capture) -> str:
    """Return in a sentence why a capture gives nothing to read."""
    if capture.failure is not None:
        return capture.failure.detail
    return f"the server answered with status {capture.status}."


def _plural(count: int, word: str) -> str:
    """Return a count with its word."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
