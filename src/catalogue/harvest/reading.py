"""Driving an adapter through a listing, then fetching what it lists.

Belongs here: the order of pages, budgets, which answers count. Does not belong here: reading a page (the
adapters do) or HTTP (``fetch`` does).
"""

from collections import deque

from catalogue.adapters import Adapter, Follow
from catalogue.adapters.addresses import twin_key
from catalogue.harvest.state import why
from catalogue.harvest.work import Work
from catalogue.vocabulary import IssueKind, Purpose

PAGES = 500
"""Most listing pages read for one source."""
DEPTH = 4
"""Most steps from where reading a source starts."""


def read_listing(work: Work, adapter: Adapter) -> None:
    """Read every page of a source's listing, within the budgets."""
    queue = deque(adapter.start(work.source))
    work.started_pages = len(queue)
    seen = {twin_key(follow.url) for follow in queue}
    while queue:
        follow = queue.popleft()
        if work.pages + len(work.failures) >= PAGES:
            work.complete = False
            work.note(
                IssueKind.INCOMPLETE,
                follow.url,
                f"More than {PAGES} pages belong to the listing; the rest was not read.",
            )
            return
        for further in _read_page(work, adapter, follow):
            key = twin_key(further.url)
            if key in seen:
                continue
            seen.add(key)
            if further.depth > DEPTH:
                work.complete = False
                work.note(
                    IssueKind.INCOMPLETE, further.url, f"More than {DEPTH} steps from the start; it was not read."
                )
            else:
                queue.append(further)


def _read_page(work: Work, adapter: Adapter, follow: Follow) -> tuple[Follow, ...]:
    """Read one page of a listing; return what else belongs to it."""
    capture = work.get(follow.url, Purpose.LISTING)
    if capture.failure is not None or capture.status not in {200, 304} or capture.sha256 is None:
        work.complete = False
        work.failures.append(capture)
        if follow.depth:
            work.note(IssueKind.INCOMPLETE, follow.url, f"A page of the listing could not be read: {why(capture)}")
        return ()
    found = work.run.reading(adapter, work.source, follow, capture)
    work.take(follow.url, found)
    if found.problem is IssueKind.NOT_HTML:
        return ()
    return found.follow


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
