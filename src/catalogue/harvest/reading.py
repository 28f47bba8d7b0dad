"""Driving an adapter through a listing, then fetching what it lists.

Belongs here: the order of pages, budgets, which answers count. Does not belong here: reading a page (the
adapters do) or HTTP (``fetch`` does).
"""

from collections import deque

from catalogue.adapters import Adapter, Follow
from catalogue.adapters.addresses import twin_key
from catalogue.harvest.state import why
from catalogue.harvest.work import Work
from catalogue.models import Capture
from catalogue.vocabulary import FailureKind, IssueKind, Purpose

PAGES = 500
"""Most listing pages read for one source."""
DEPTH = 4
"""Most steps from where reading a source starts."""
_REFUSALS = frozenset({401, 403, 404, 405, 410})


def read_listing(work: Work, adapter: Adapter) -> None:
    """Read every page of a source's listing, then what it no longer leads to, within the budgets."""
    queue = deque(adapter.start(work.source))
    work.started_pages = len(queue)
    seen = {twin_key(follow.url) for follow in queue}
    if not _read_queue(work, adapter, queue, seen) or not work.pages:
        return
    known = adapter.again(work.source, work.run.links_before(work.source.id))
    queue.extend(follow for follow in known if twin_key(follow.url) not in seen)
    seen |= {twin_key(follow.url) for follow in queue}
    _read_queue(work, adapter, queue, seen)


def _read_queue(work: Work, adapter: Adapter, queue: deque[Follow], seen: set[str]) -> bool:
    """Read pages until none is left; False where the budget ended it."""
    late: deque[Follow] = deque()
    while queue or late:
        follow = (queue or late).popleft()
        if work.pages + len(work.failures) >= PAGES:
            work.complete = False
            work.note(
                IssueKind.INCOMPLETE,
                follow.url,
                f"More than {PAGES} pages belong to the listing; the rest was not read.",
            )
            return False
        for further in _read_page(work, adapter, follow):
            key = twin_key(further.url)
            if key in seen and further not in (follow.instead or ()):
                continue
            seen.add(key)
            if further.depth > DEPTH:
                work.complete = False
                work.note(
                    IssueKind.INCOMPLETE, further.url, f"More than {DEPTH} steps from the start; it was not read."
                )
            else:
                (late if further.late else queue).append(further)
    return True


def _read_page(work: Work, adapter: Adapter, follow: Follow) -> tuple[Follow, ...]:
    """Read one page of a listing; return what else belongs to it."""
    capture = work.get(follow.url, Purpose.LISTING)
    good = capture.failure is None and capture.status in {200, 304} and capture.sha256 is not None
    found = (
        work.run.reading(adapter, work.source, follow, capture)
        if good
        else adapter.refused(work.source, follow, capture)
    )
    if found is None:
        if follow.instead is not None and _refused(capture):
            return follow.instead
        work.complete = False
        work.failures.append(capture)
        if follow.depth:
            work.note(IssueKind.INCOMPLETE, follow.url, f"A page of the listing could not be read: {why(capture)}")
        return ()
    work.complete = work.complete and found.complete
    if found.problem is not None:
        work.note(found.problem, follow.url, found.message or found.problem.definition)
    if found.problem is IssueKind.NOT_HTML or (found.problem is not None and not good):
        return ()
    work.pages += 1
    work.announced = work.announced or found.announced
    work.says_none = work.says_none or found.says_none
    listed = {twin_key(link.url) for link in work.links} if follow.late else set()
    for link in found.links:
        if twin_key(link.url) in listed:
            continue
        # One document on several pages of a listing is one link: the page read first is the fuller one.
        if link.left_out is None and work.taken_from.setdefault(link.url, link.found_on) != link.found_on:
            continue
        work.links.append(link)
    return found.follow


def _refused(capture: Capture) -> bool:
    """Tell whether a site says for good that an address is not to be had: not an answer that may pass."""
    barred = capture.failure is not None and capture.failure.kind is FailureKind.ROBOTS and capture.status is None
    return barred or (capture.failure is None and capture.status in _REFUSALS)


def fetch_documents(work: Work) -> None:
    """Fetch or confirm each document once."""
    urls = list(dict.fromkeys(link.url for link in work.links if link.left_out is None and link.has_document))
    for done, url in enumerate(urls):
        if work.run.progress:
            work.run.progress(work.source.id, done, len(urls))
        capture = work.get(url, Purpose.DOCUMENT)
        if capture.failure is not None or capture.status not in {200, 304} or capture.sha256 is None:
            work.failed += 1
        elif capture.not_modified or capture.sha256 in work.run.known_hashes:
            work.unchanged += 1
        else:
            work.new += 1
    if work.run.progress:
        work.run.progress(work.source.id, len(urls), len(urls))
