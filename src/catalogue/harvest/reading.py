"""Driving an adapter through a listing, then fetching what it lists.

Belongs here: the order of pages, which answers count, and what is tried a second time. Does not belong here:
reading a page (the adapters do), when to end (``budget.py``) or HTTP (``fetch`` does).
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from catalogue.adapters import Adapter, Follow, Found
from catalogue.harvest.budget import page_key, shape_of
from catalogue.harvest.state import why
from catalogue.harvest.work import Work
from catalogue.models import Capture
from catalogue.vocabulary import FailureKind, IssueKind, Magic, Purpose

_PASSING = frozenset({FailureKind.REFUSED, FailureKind.TIMEOUT, FailureKind.TRUNCATED, FailureKind.DNS_FAILED})
_PASSING_STATUS = frozenset({500, 502, 503, 504})
_REFUSALS = frozenset({401, 403, 404, 405, 410})


@dataclass(frozen=True)
class _Step:
    """One page to read, and whether the page that leads to it is of the same kind."""

    follow: Follow
    in_sequence: bool = False


@dataclass
class Walk:
    """The way through one source's listing."""

    work: Work
    adapter: Adapter
    queue: deque[_Step] = field(default_factory=deque)
    late: deque[_Step] = field(default_factory=deque)
    lost: list[_Step] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)
    refused: dict[str, list[str]] = field(default_factory=dict)
    last_try: bool = False

    def read(self) -> None:
        """Read every page of the listing, then what it no longer leads to, within the budgets."""
        starts = self.adapter.start(self.work.source)
        self.queue.extend(_Step(follow) for follow in starts)
        self.seen = {page_key(follow.url) for follow in starts}
        self._read_queue()
        if self.work.pages:
            known = self.adapter.again(self.work.source, self.work.run.links_before(self.work.source.id))
            self._lead_on(tuple(follow for follow in known if page_key(follow.url) not in self.seen))
            self._read_queue()

    def read_again(self) -> bool:
        """Read the pages that failed in passing once more, and what they lead to.

        This is done after everything else, because a site that just failed wants a moment and not another
        request.

        Returns:
            Whether there was anything to read again.
        """
        self.last_try = True
        self.queue.extend(self.lost)
        again, self.lost = bool(self.queue), []
        self._read_queue()
        for reason, urls in self.refused.items():
            others = f" and {len(urls) - 1} more were" if len(urls) > 1 else " was"
            self.work.end_early(IssueKind.TRAP, urls[0], f"{urls[0]}{others} not read: {reason}.")
        return again

    def _read_queue(self) -> None:
        """Read what is queued, and what it leads to, until a budget is spent."""
        budget = self.work.budget
        while waiting := self.queue or self.late:
            ended, kind = budget.out_of_time, IssueKind.INCOMPLETE
            if ended is None:
                ended, kind = budget.out_of_pages, IssueKind.TRAP
            if ended is None:
                self._step(waiting.popleft())
                continue
            self.work.end_early(kind, waiting[0].follow.url, ended)
            self.queue.clear()
            self.late.clear()

    def _step(self, step: _Step) -> None:
        """Read one page, unless it leads on without end."""
        follow = step.follow
        if reason := self.work.budget.objection(follow, in_sequence=step.in_sequence):
            self.refused.setdefault(reason, []).append(follow.url)
            return
        self.work.budget.asked(follow)
        capture = self.work.get(follow.url, Purpose.LISTING)
        good = capture.failure is None and capture.status in {200, 304} and capture.sha256 is not None
        found = (
            self.work.run.reading(self.adapter, self.work.source, follow, capture)
            if good
            else self.adapter.refused(self.work.source, follow, capture)
        )
        if found is None:
            self._fail(step, capture)
            return
        self.work.take(follow, found, answered=good)
        new = [further for further in found.follow if page_key(further.url) not in self.seen]
        # The answers of an interface say themselves where they end; web pages that show nothing may go on for ever.
        if step.in_sequence and capture.magic is Magic.HTML:
            self.work.budget.read(follow, fresh=self._is_fresh(follow, found, new))
        self.shown.update(link.url for link in found.links)
        self._lead_on(new, after=follow)

    def _lead_on(self, new: Sequence[Follow], *, after: Follow | None = None) -> None:
        """Queue what a page leads to."""
        self.seen.update(page_key(further.url) for further in new)
        for further in new:
            step = _Step(further, after is not None and further.kind == after.kind)
            (self.late if further.late else self.queue).append(step)

    def _is_fresh(self, follow: Follow, found: Found, new: list[Follow]) -> bool:
        """Whether a page shows or leads to anything that no page did before, other than more pages like itself."""
        urls = [link.url for link in found.links if link.url not in self.shown]
        return any(shape_of(url) != shape_of(follow.url) for url in (*urls, *(further.url for further in new)))

    def _fail(self, step: _Step, capture: Capture) -> None:
        """Read what stands in for a page that is refused; keep one that failed in passing for a second try."""
        if step.follow.instead is not None and _refused(capture):
            self._lead_on(step.follow.instead)
            return
        passing = capture.status in _PASSING_STATUS if capture.failure is None else capture.failure.kind in _PASSING
        if passing and not self.last_try:
            self.lost.append(step)
            return
        self.work.complete = False
        self.work.failures.append(capture)
        if step.follow.depth:
            message = f"A page of the listing could not be read: {why(capture)}"
            self.work.note(IssueKind.INCOMPLETE, step.follow.url, message)


def _refused(capture: Capture) -> bool:
    """Tell whether a site says for good that an address is not to be had: not an answer that may pass."""
    barred = capture.failure is not None and capture.failure.kind is FailureKind.ROBOTS and capture.status is None
    return barred or (capture.failure is None and capture.status in _REFUSALS)


def fetch_documents(work: Work) -> None:
    """Fetch or confirm each document that was not asked for yet; those never fetched before come first.

    Where time runs out, the next harvest therefore goes on where this one ended.
    """
    listed = dict.fromkeys(link.url for link in work.links if link.left_out is None and link.has_document)
    urls = [url for url in listed if url not in work.asked and not work.run.passed_over(url)]
    urls.sort(key=lambda url: url in work.run.known)
    for url in urls:
        work.tell(len(listed))
        if ended := work.budget.out_of_time:
            work.end_early(IssueKind.INCOMPLETE, url, ended)
            return
        work.asked.add(url)
        capture = work.get(url, Purpose.DOCUMENT)
        if capture.failure is not None or capture.status not in {200, 304} or capture.sha256 is None:
            work.failed += 1
        elif capture.not_modified or capture.sha256 in work.run.known_hashes:
            work.unchanged += 1
        else:
            work.new += 1
