"""Publishers: the list of them, and a page for each with its reviews, its board, and what it could mend.

Belongs here: what is said to and of a publisher. Does not belong here: messages (``letters``), or blame.

A publisher's page is what the person who was alerted looks at: which address, since when, until when the period runs,
and what to do. What is no duty of theirs (a robots rule, a file without text) is said as a kindness to readers.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from catalogue.letters.cases import TO_DO
from catalogue.models import Review, SourceRow
from catalogue.site import places
from catalogue.site.pages.boards import due_row
from catalogue.site.pages.entries import entry, newest_first, paged
from catalogue.site.rendering import Page
from catalogue.site.shelf import Shelf
from catalogue.site.wording import ALERTS, SOURCE_STATES, clipped, on
from catalogue.vocabulary import IssueKind, PublisherRelation

PER_INDEX = 400
_SHOWN = 30

MENDING: Mapping[IssueKind, tuple[str, str]] = {
    IssueKind.DOCUMENT_UNREACHABLE: (
        "A listed document could not be fetched",
        "Follow the link on your page once; if it fails, correct the link or put the file back.",
    ),
    IssueKind.DOCUMENT_NOT_DOCUMENT: (
        "A web page answers where a document is linked",
        "Link to the file itself, so that readers and programs find it.",
    ),
    IssueKind.DOCUMENT_UNREADABLE: (
        "A document could not be read by any program",
        "Open the file, save it anew as a PDF, and put it at the same address.",
    ),
    IssueKind.NEEDS_OCR: (
        "A document is a picture of its pages",
        "Put up the file from which it was printed: people who use screen readers cannot read a picture.",
    ),
    IssueKind.DOCUMENT_REPLACED: (
        "Another document stands at a document’s address",
        "If it is a new version, nothing needs doing; if not, put the right file back.",
    ),
    IssueKind.DELISTED: (
        "A document stands at its address and your page does not list it",
        "List it again, so that people find it while its period runs.",
    ),
    IssueKind.LIST_MISSING: (
        "The page that should list reviews showed no list",
        "If the list has moved, tell us its address.",
    ),
    IssueKind.SOURCE_UNREACHABLE: (
        "The page that lists reviews could not be fetched",
        "If it has moved, tell us its address.",
    ),
    IssueKind.ROBOTS_BLOCKED: (
        "The site’s robots rules ask programs not to read a page",
        "Nothing needs doing. If you would like the page to be read, allow it in robots.txt.",
    ),
}
"""What a publisher could mend, by the kind of issue: what was seen, and what to do. Other kinds are for us."""

_RELATIONS: Mapping[PublisherRelation, str] = {
    PublisherRelation.RESPONSIBLE: "its own",
    PublisherRelation.JOINT: "published together with others",
    PublisherRelation.SUCCESSOR: "published by a body before it, for which it answers now",
    PublisherRelation.PREDECESSOR: "answered for by the body that followed it",
}


def pages(shelf: Shelf) -> Iterator[Page]:
    """Give the list of publishers and the page of each."""
    bodies: dict[str, list[SourceRow]] = defaultdict(list)
    for source in shelf.sources:
        bodies[source.publisher_id].append(source)
    reviews: dict[str, dict[str, PublisherRelation]] = defaultdict(dict)
    for one in (body for several in shelf.bodies.values() for body in several):
        reviews[one.publisher_id][one.review_id] = one.relation
    due = {one.review_id: one for one in shelf.due}
    names = {key: clipped(rows[0].publisher, 160) for key, rows in bodies.items()}
    order = sorted(bodies, key=lambda key: (names[key].casefold(), key))
    index = [
        {
            "path": places.publisher(key),
            "name": names[key],
            "nation": bodies[key][0].nation or "",
            "reviews": len(reviews[key]),
            "state": _state(bodies[key]),
        }
        for key in order
    ]
    yield from paged(places.PUBLISHERS, "Publishers", index, "publishers.html", per_page=PER_INDEX)
    for key in order:
        own = newest_first(shelf.reviews[one] for one in reviews[key])
        rows = [{**entry(one), "relation": _RELATIONS[reviews[key][one.review_id]]} for one in own]
        board = [due_row(shelf, due[one.review_id]) for one in own if one.review_id in due]
        feed = (places.alerts_feed(key), f"Availability notices for {names[key]}")
        yield from paged(
            places.publisher(key),
            names[key],
            rows,
            "publisher.html",
            sources=[_source(one) for one in bodies[key]],
            former=on(bodies[key][0].valid_to),
            followed_by=[_named(names, one) for one in bodies[key][0].succeeded_by],
            board=sorted(board, key=lambda row: (row["days"] is None, row["days"])),
            alerts=_alerts(shelf, key),
            to_do=[item.rstrip(";.") for item in TO_DO.items],
            mending=_mending(shelf, {one.source_id for one in bodies[key]}),
            feeds=(feed,),
            feed=feed[0],
        )


def _named(names: Mapping[str, str], key: str) -> dict[str, Any]:
    """Return a publisher's name with its page where it has one."""
    return {"name": names.get(key, key), "path": places.publisher(key) if key in names else None}


def _state(sources: Sequence[SourceRow]) -> str:
    """Return in a few words what the last look at a publisher's pages found."""
    if any(one.read_whole for one in sources):
        return "Read whole"
    return SOURCE_STATES[sources[0].state]


def _source(source: SourceRow) -> dict[str, Any]:
    """Return one page that a publisher publishes on."""
    return {
        "addresses": [{"url": places.outside(one), "text": clipped(one, 200)} for one in source.urls[:5]],
        "state": SOURCE_STATES[source.state],
        "detail": clipped(source.detail, 300),
        "harvested": on(source.last_harvest_at),
        "complete": on(source.last_complete_at),
    }


def _alerts(shelf: Shelf, publisher_id: str) -> list[dict[str, Any]]:
    """Return the alerts that a publisher was sent, the open ones first, then the newest."""
    found = [one for one in shelf.alerts if one.publisher_id == publisher_id]
    found.sort(key=lambda one: (one.closed_at is not None, -one.opened_at.timestamp(), one.alert_id))
    return [
        {
            "id": one.alert_id,
            "kind": ALERTS[one.kind],
            "opened": on(one.opened_at),
            "closed": on(one.closed_at),
            "answer": one.answer.definition if one.answer else None,
            "about": _about(shelf.reviews.get(one.review_id or ""), one.host),
        }
        for one in found[:_SHOWN]
    ]


def _about(review: Review | None, host: str | None) -> dict[str, Any]:
    """Return what an alert is about: a review's page, or a whole site."""
    if review is None:
        return {"text": clipped(host or "A review that is not in this edition", 120), "path": None}
    return {"text": clipped(review.title, 160), "path": places.review(review.review_id)}


def _mending(shelf: Shelf, sources: set[str]) -> list[dict[str, Any]]:
    """Return what a publisher could mend, each kind once with the addresses concerned."""
    found: dict[IssueKind, list[str]] = defaultdict(list)
    for one in shelf.issues:
        if one.source_id in sources and one.kind in MENDING:
            found[one.kind].append(one.url or "")
    return [
        {
            "what": MENDING[kind][0],
            "how": MENDING[kind][1],
            "addresses": [{"url": places.outside(one), "text": clipped(one, 200)} for one in urls[:_SHOWN] if one],
            "more": max(0, len(urls) - _SHOWN),
        }
        for kind, urls in found.items()
    ]
