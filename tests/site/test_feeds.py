"""Feeds hold by the specification, keep their addresses and ids, and tell no more than a list tells."""

import datetime as dt
from pathlib import Path
from xml.etree import ElementTree

from catalogue.letters import FeedEntry
from catalogue.notify import write_feed
from catalogue.site import Site
from catalogue.vocabulary import Incident, ReviewType
from tests.edition_samples import NOON
from tests.edition_samples import review as a_review
from tests.site import atom
from tests.site.test_pages import Pages, tables

ATOM = "{http://www.w3.org/2005/Atom}"


def read(pages: Pages, path: str) -> ElementTree.Element:
    """Return a feed, which holds by the specification."""
    data = (pages.folder / path).read_bytes()
    assert atom.problems(data) == []
    return ElementTree.fromstring(data)


def ids(feed: ElementTree.Element) -> list[str]:
    """Return the ids of a feed's entries, in order."""
    return [entry.findtext(f"{ATOM}id") or "" for entry in feed.findall(f"{ATOM}entry")]


def test_new_reviews_of_children_stand_newest_first_in_every_feed_that_they_belong_to(tmp_path: Path) -> None:
    older = a_review("older", first_seen_at=NOON - dt.timedelta(days=2), themes=("neglect",))
    newer = a_review("newer", ages=("aged 3 months",), incident=Incident.DEATH)
    adult = a_review("adult", about_child=False, review_type=ReviewType.SAR, themes=("neglect",))
    pages = Pages(tmp_path, tables(older, newer, adult))
    tag = "tag:safeguarding-review-catalogue.invalid,2026:review/"
    assert ids(read(pages, "feeds/reviews.atom")) == [f"{tag}newer", f"{tag}older"]
    assert ids(read(pages, "feeds/nation-england.atom")) == [f"{tag}newer", f"{tag}older"]
    assert ids(read(pages, "feeds/area-e09000999.atom")) == [f"{tag}newer", f"{tag}older"]
    assert ids(read(pages, "feeds/theme-neglect.atom")) == [f"{tag}older"]
    text = (pages.folder / "feeds/reviews.atom").read_text()
    assert "Local child safeguarding practice review. Sampleborough Safeguarding Partnership." in text
    assert "aged 3 months" not in text
    assert "died" not in text
    for path in ("index.html", "reviews/index.html"):
        assert 'type="application/atom+xml" title="New reviews"' in pages.source(path)
    assert 'href="../../feeds/theme-neglect.atom"' in pages.source("themes/neglect/index.html")


def test_a_feed_without_entries_stands_from_the_first_day(tmp_path: Path) -> None:
    pages = Pages(tmp_path, tables(a_review("one")))
    for path in ("feeds/nation-wales.atom", "feeds/theme-co_sleeping.atom", "feeds/notices-sampleborough.atom"):
        assert ids(read(pages, path)) == []


def test_ids_stay_when_the_site_moves_and_links_follow(tmp_path: Path) -> None:
    rows = tables(a_review("one"))
    here = read(Pages(tmp_path / "a", rows), "feeds/reviews.atom")
    there = read(
        Pages(tmp_path / "b", rows, Site(url="https://reviews.example.org/x/", contact=None)), "feeds/reviews.atom"
    )
    assert ids(here) == ids(there)
    assert here.findtext(f"{ATOM}id") == there.findtext(f"{ATOM}id")
    links = {link.get("rel"): link.get("href") for link in there.findall(f"{ATOM}link")}
    assert links == {
        "self": "https://reviews.example.org/x/feeds/reviews.atom",
        "alternate": "https://reviews.example.org/x/reviews/index.html",
    }
    entry = there.find(f"{ATOM}entry/{ATOM}link")
    assert entry is not None
    assert entry.get("href") == "https://reviews.example.org/x/reviews/one/index.html"


def test_notices_to_a_publisher_stand_as_they_were_printed(tmp_path: Path) -> None:
    notice = FeedEntry(id="urn:uuid:1", title="Not found at its published address", text="Words.", at=NOON)
    printed = write_feed(tmp_path / "feeds", "sampleborough", "Sampleborough", [notice])
    pages = Pages(tmp_path, tables(a_review("one")))
    assert (pages.folder / "feeds/notices-sampleborough.atom").read_bytes() == printed.read_bytes()
    assert ids(read(pages, "feeds/notices-sampleborough.atom")) == ["urn:uuid:1"]
    printed.unlink()
    assert ids(read(Pages(tmp_path, tables(a_review("one"))), "feeds/notices-sampleborough.atom")) == []


def test_a_feed_holds_the_newest_entries_only(tmp_path: Path) -> None:
    many = [a_review(f"r{number:03}", first_seen_at=NOON + dt.timedelta(minutes=number)) for number in range(60)]
    found = ids(read(Pages(tmp_path, tables(*many)), "feeds/reviews.atom"))
    assert len(found) == 40
    assert found[0].endswith("/r059")
