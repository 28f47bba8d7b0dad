"""Whose a review is: the publisher responsible, and every body under which it is to be found.

Belongs here: deciding between the bodies that list a review as their own, and following them to those before and
after. Does not belong here: whether an item is its publisher's own (``items``), or what else the review says.

A review has one publisher in ``reviews``, because one body is written to where it goes missing. Where two list it as
their own and nothing tells which of them leads, it has none: guessing by the order of names would send one body the
other's letters. All of them stand in ``review_publishers``, a table rather than a list column, because each has its
own relation to the review and people look from the publisher to its reviews as often as the other way round.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from catalogue.models import ReviewFacts, ReviewPublisher, Source
from catalogue.registry import alive
from catalogue.resolve.items import Item
from catalogue.resolve.joins import Group
from catalogue.vocabulary import PublisherRelation, ReviewType, Scope, SourceStatus


def owners(group: Group) -> dict[str, tuple[Item, ...]]:
    """Return the local bodies that list a review as their own.

    Args:
        group: The items that are the review.

    Returns:
        Their items by publisher id, sorted by it.
    """
    found: dict[str, tuple[Item, ...]] = {}
    for item in group:
        if item.own and item.source.scope is not Scope.NATIONAL:
            publisher = item.source.publisher_id
            found[publisher] = (*found.get(publisher, ()), item)
    return {publisher: found[publisher] for publisher in sorted(found)}


def leading(own: Mapping[str, Sequence[Item]], printed: Sequence[str]) -> Source | None:
    """Decide which of the bodies that list a review as their own is responsible for it.

    Args:
        own: Their items, as ``owners`` gives them.
        printed: Codes of the areas that the main document names as its board's, in print order.

    Returns:
        A row of the only one; or of the last in line of those that followed each other; or of the one whose area the
        main document names, or names first. Null where there is none, or nothing decides.
    """
    rows = {publisher: items[0].source for publisher, items in own.items()}
    followed = {row.publisher_id for items in own.values() for row in items[0].before}
    last = [row for publisher, row in rows.items() if publisher not in followed]
    if len(last) == 1:
        return last[0]
    for code in printed:
        named = [row for row in last if code in row.areas]
        if len(named) == 1:
            return named[0]
    return None


def by_area(areas: Iterable[str], kind: ReviewType, sources: Sequence[Source], day: dt.date | None) -> Source | None:
    """Find the body that the register names for all areas of a review.

    Args:
        areas: Codes of its areas; with none there is no such body.
        kind: Kind of review: adults' boards answer for adults' reviews.
        sources: The register.
        day: Day of publication; the body that existed then is meant. Without it, one that exists.

    Returns:
        A row of it; null where none or several cover the areas.
    """
    codes = set(areas)
    wanted = {Scope.ADULT, Scope.BOTH} if kind is ReviewType.SAR else {Scope.CHILD, Scope.BOTH}
    fitting = [source for source in sources if codes and codes <= set(source.areas) and source.scope in wanted]
    standing = [one for one in fitting if one.status is not SourceStatus.RETIRED and one.valid_to is None]
    then = [one for one in fitting if day and _lived(one) and alive(one, day)]
    rows = then if then and any(_lived(one) for one in fitting) else standing
    return rows[0] if len({row.publisher_id for row in rows}) == 1 else None


def _lived(one: Source) -> bool:
    """Whether anything is known of when a body existed, or it exists."""
    return one.valid_from is not None or one.valid_to is not None or one.status is not SourceStatus.RETIRED


def reachable(review: ReviewFacts, group: Group, sources: Sequence[Source]) -> tuple[ReviewPublisher, ...]:
    """Return every body under which a review is to be found.

    Args:
        review: The review, as resolved and corrected.
        group: Its items.
        sources: The register.

    Returns:
        One row a body, in order of their keys: the responsible one, others that list it as their own, those that
        followed any of them, and those before that existed on the day of publication.
    """
    rows: dict[str, Source] = {}
    for source in sources:
        rows.setdefault(source.publisher_id, source)
    found: dict[str, PublisherRelation] = {}
    if review.publisher_id in rows:
        found[review.publisher_id] = PublisherRelation.RESPONSIBLE
    day = review.published_on
    own = owners(group) if review.about_child is not None or review.publisher_id else {}
    followed = {row.publisher_id for items in own.values() for row in items[0].before}
    for publisher in own:
        relation = PublisherRelation.PREDECESSOR if publisher in followed else PublisherRelation.JOINT
        found.setdefault(publisher, relation)
    for publisher in list(found):
        for after in _after(publisher, rows):
            found.setdefault(after, PublisherRelation.SUCCESSOR)
    for publisher in list(found):
        for row in sources:
            before = publisher in row.succeeded_by and day is not None and not alive(rows[publisher], day)
            if before and day is not None and alive(row, day):
                found.setdefault(row.publisher_id, PublisherRelation.PREDECESSOR)
    return tuple(
        ReviewPublisher(
            review_id=review.review_id, publisher_id=key, publisher=rows[key].publisher, relation=found[key]
        )
        for key in sorted(found)
        if key in rows
    )


def _after(publisher: str, rows: Mapping[str, Source]) -> list[str]:
    """Return the bodies that followed one, however many steps later."""
    found: list[str] = []
    waiting = [publisher]
    while waiting:
        row = rows.get(waiting.pop(0))
        for after in row.succeeded_by if row else ():
            if after not in found and after != publisher:
                found.append(after)
                waiting.append(after)
    return found
