"""What a harvest of one source amounts to.

Belongs here: the state and its sentence, and whether the row's expectation is met. Does not belong here:
fetching or reading.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from catalogue.harvest.work import Work
from catalogue.models import Capture, Link
from catalogue.vocabulary import FailureKind, IssueKind, Scope, SourceState


def state_of(work: Work) -> tuple[SourceState, str]:
    """Return what the harvest found, and the same in a sentence."""
    if work.failures and not work.pages:
        return _not_read(work)
    taken = [link for link in work.links if link.left_out is None]
    # A national page is there to tell of reviews that others publish; a partnership's page is not.
    own = [link for link in taken if link.stated.own is not False or work.source.scope is Scope.NATIONAL]
    items = len({(link.found_on, link.item) for link in taken})
    counts = (
        f"{_plural(items, 'publication')} with {_plural(len(taken), 'link')}, {len(work.links) - len(taken)} left out"
    )
    if not work.complete:
        first = work.notes[0].message if work.notes else "A page of the listing could not be read."
        if work.failures and not work.notes:
            first = f"{work.failures[0].url} could not be read: {why(work.failures[0])}"
        return SourceState.INCOMPLETE, f"{first} What was read shows {counts}."
    least = work.source.expect.least if work.source.expect else 0
    if not own and work.says_none:
        return SourceState.LOOKED_AND_NONE, "The page was read whole and says that it has no reviews."
    if not own and (work.announced or least):
        return (
            SourceState.LIST_MISSING,
            "The page was read whole and the list of reviews that it should hold was not there.",
        )
    shortfall = " ".join(_shortfall(work, taken, items))
    if shortfall:
        work.note(IssueKind.LIST_SHRANK, work.source.urls[0], shortfall)
    return SourceState.OK, f"Read whole: {counts}. {shortfall}".strip()


def _not_read(work: Work) -> tuple[SourceState, str]:
    """Return the state of a source of which no page could be read."""
    capture = work.failures[0]
    if capture.failure is not None and capture.failure.kind is FailureKind.ROBOTS:
        return (
            SourceState.ROBOTS_BLOCKED,
            f"The robots rules of {urlsplit(capture.url).hostname} ask us not to read it.",
        )
    return SourceState.UNREACHABLE, f"{capture.url} could not be read: {why(capture)}"


def _shortfall(work: Work, taken: list[Link], items: int) -> Iterator[str]:
    """Yield a sentence for each way in which a harvest is not what its row expects."""
    expect = work.source.expect
    if expect is None:
        return
    if items < expect.least:
        yield f"It shows {items} where its row expects at least {expect.least}."
    if expect.most is not None and items > expect.most:
        yield f"It shows {items} where its row believes at most {expect.most}."
    texts = " \n ".join(f"{link.heading} {link.text} {link.stated.title} {link.context}" for link in taken).lower()
    for known in expect.known:
        if known.lower() not in texts:
            yield f"The known item {known!r} is not among them."


def why(capture: Capture) -> str:
    """Return in a sentence why a capture gives nothing to read."""
    if capture.failure is not None:
        return capture.failure.detail
    return f"the server answered with status {capture.status}."


def _plural(count: int, word: str) -> str:
    """Return a count with its word."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
