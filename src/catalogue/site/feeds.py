"""Feeds: new reviews, of the whole country and of each nation, area and theme; and each publisher's notices.

Belongs here: which feeds there are, their entries and their permanent ids. Does not belong here: the words of notices
(``letters``), which are printed beside the edition and stand here as they are.

A feed's address never changes, and each feed stands from the first day on, without entries too, so that people can
follow an area of which no review is known yet. Ids are ``tag:`` addresses (RFC 4151) under a name that can never be
anybody's: they hold wherever the site stands. An entry tells what a list tells, and nothing of ages or of what
happened.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from feedgen.feed import FeedGenerator

from catalogue.models import Review, canonical_json, digest
from catalogue.notify.feeds import xml_text
from catalogue.site import places
from catalogue.site.rendering import File, Page, Site
from catalogue.site.shelf import Shelf
from catalogue.site.wording import NATIONS, TYPES, clipped, published, publisher_of

TAG = "tag:safeguarding-review-catalogue.invalid,2026:"
"""Beginning of every id: a name under which no host can ever be (RFC 2606), and the year in which it was chosen."""
AUTHOR = "Catalogue of child safeguarding practice reviews"
ENTRIES = 40
"""Newest reviews of a feed."""
_EPOCH = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""Time of a feed that has had no entry yet: a feed must have one, and this one never changes."""


@dataclass(frozen=True)
class Feed:
    """A feed of new reviews."""

    path: str
    """Where it stands."""
    name: str
    """What its reviews have in common."""
    title: str
    """What it is called."""
    page: str
    """The page that lists the same reviews."""
    kind: str
    """What its reviews have in common: everything, a nation, an area or a theme."""
    reviews: tuple[Review, ...]
    """Its reviews, the newest first."""


def reviews(shelf: Shelf) -> Iterator[Feed]:
    """Give the feeds of new reviews of children's cases, as few or many as are known of each."""
    new = sorted(
        (one for one in shelf.reviews.values() if one.about_child),
        key=lambda one: (one.first_seen_at, one.review_id),
        reverse=True,
    )
    yield Feed(places.NEW_REVIEWS, "All new reviews", "New reviews", places.REVIEWS, "All", tuple(new[:ENTRIES]))
    for nation in NATIONS:
        of_nation = _first(one for one in new if one.nation is nation)
        listed = any(one.nation is nation for one in shelf.reviews.values())
        page = places.group("nation", nation) if listed else places.REVIEWS
        title = f"New reviews: {nation}"
        yield Feed(places.feed("nation", nation), nation.value, title, page, "Nations", of_nation)
    with_list = {code for one in shelf.reviews.values() for code in one.area_codes}
    for code, area in sorted(shelf.areas.items(), key=lambda pair: (pair[1].name, pair[0])):
        of_area = _first(one for one in new if code in one.area_codes)
        page = places.area(code) if code in with_list else places.REVIEWS
        name = clipped(area.name, 120)
        yield Feed(places.feed("area", code), name, f"New reviews: {name}", page, "Areas", of_area)
    for theme in sorted(shelf.themes.values(), key=lambda one: one.label):
        of_theme = _first(one for one in new if theme.theme_id in one.themes)
        title = f"New reviews: {theme.label}"
        page = places.theme(theme.theme_id)
        yield Feed(places.feed("theme", theme.theme_id), theme.label, title, page, "Themes", of_theme)


def pages(shelf: Shelf) -> Iterator[Page]:
    """Give the page that lists every feed."""
    groups: dict[str, list[dict[str, str]]] = {}
    for one in reviews(shelf):
        groups.setdefault(one.kind, []).append({"path": one.path, "title": one.name})
    names = {one.publisher_id: one.publisher for one in reversed(shelf.sources)}
    groups["Notices to publishers"] = [
        {"path": places.alerts_feed(key), "title": clipped(names[key], 120)}
        for key in sorted(names, key=lambda key: (names[key].casefold(), key))
    ]
    told = [{"title": title, "feeds": found} for title, found in groups.items()]
    yield Page(places.FEEDS, "feeds.html", "Feeds", {"groups": told}, feeds=((places.NEW_REVIEWS, "New reviews"),))


def files(shelf: Shelf, site: Site, notices: Path | None) -> Iterator[File]:
    """Give every feed as a file.

    Args:
        shelf: The edition's rows.
        site: What the site says alike; its public address stands in links.
        notices: Folder of the publishers' feeds of notices, named by publisher; none where null.
    """
    for feed in reviews(shelf):
        yield _file(feed, site)
    names = {one.publisher_id: one.publisher for one in reversed(shelf.sources)}
    for key, name in sorted(names.items()):
        path = places.alerts_feed(key)
        ours = notices / f"{key}.atom" if notices and places.part(key) == key else None
        if ours and ours.is_file():
            data = ours.read_bytes()
            yield File(path, digest(data.decode("utf-8", "replace")), partial(bytes, data))
        else:
            title = f"Availability notices for {clipped(name, 120)}"
            yield _file(Feed(path, name, title, places.publisher(key), "Notices", ()), site)


def _first(found: Iterable[Review]) -> tuple[Review, ...]:
    """Return the first reviews of a feed."""
    return tuple(one for one, _ in zip(found, range(ENTRIES), strict=False))


def _file(feed: Feed, site: Site) -> File:
    """Return a feed as a file, whose bytes are made only when they are asked for."""
    said = [[one.review_id, one.title, _words(one), one.first_seen_at.isoformat()] for one in feed.reviews]
    key = digest("feed", TAG, site.url or "", feed.title, feed.page, canonical_json(said))
    return File(feed.path, key, lambda: _bytes(feed, site))


def _bytes(feed: Feed, site: Site) -> bytes:
    """Return a feed as Atom; equal feeds give equal bytes: its time is that of its newest entry."""
    atom = FeedGenerator()
    atom.id(TAG + feed.path.removesuffix(".atom"))
    atom.title(xml_text(feed.title))
    atom.author(name=AUTHOR)
    atom.updated(max((one.first_seen_at for one in feed.reviews), default=_EPOCH))
    atom.generator("safeguarding-review-catalogue")
    base = site.url or "../"
    if site.url:
        atom.link(href=site.url + feed.path, rel="self", type="application/atom+xml")
    atom.link(href=base + feed.page, rel="alternate", type="text/html")
    for one in feed.reviews:
        item = atom.add_entry(order="append")
        item.id(TAG + "review/" + places.part(one.review_id))
        item.title(xml_text(clipped(one.title, 200)) or "Untitled")
        item.published(one.first_seen_at)
        item.updated(one.first_seen_at)
        item.link(href=base + places.review(one.review_id), rel="alternate", type="text/html")
        item.content(xml_text(_words(one)), type="text")
    data: bytes = atom.atom_str(pretty=True)
    return data


def _words(review: Review) -> str:
    """Return what an entry says of a review."""
    return f"{TYPES[review.review_type]}. {publisher_of(review)}. Published: {published(review)}."
