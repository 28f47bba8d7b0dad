"""The feeds that a round leaves, held against the rules of RFC 4287 (The Atom Syndication Format)."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree  # type: ignore[import-untyped]

from catalogue.vocabulary import AlertAnswer
from tests.test_alerting import say
from tests.test_watch import World

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "Child <b>Q</b> & ]]> \x00\x0b \u202e “ŵ”"


@pytest.fixture
def feeds(tmp_path: Path) -> dict[str, etree._Element]:
    """Give the feeds after openings, returns, an answer and a site that was down, by their names."""
    world = World(tmp_path, publishers=3, documents=2)
    first, *others = world.resolution.reviews
    world.resolution = world.resolution.model_copy(
        update={"reviews": (first.model_copy(update={"title": HOSTILE, "pseudonyms": (HOSTILE,)}), *others)}
    )
    world.run()
    world.take_down(0)
    world.days(2)
    say(world, AlertAnswer.WELFARE)
    for number in (2, 4):
        world.take_down(number)
        world.days(2)
    world.put_back()
    world.days(2)
    world.site.faults["p2.test"] = {"status": 503}
    world.days(4)
    found = {path.name: etree.fromstring(path.read_bytes()) for path in (tmp_path / "feeds").iterdir()}
    assert set(found) == {"all-publishers.atom", "p0.atom", "p1.atom", "p2.atom"}
    return found


def one(parent: etree._Element, name: str) -> str:
    """Return the words of an element that must stand exactly once in its parent."""
    found = parent.findall(f"{ATOM}{name}")
    assert len(found) == 1, (name, len(found))
    return found[0].text or ""


def moments(root: etree._Element) -> Iterator[dt.datetime]:
    """Give every date construct of a feed (section 3.3): RFC 3339, with its offset."""
    for name in ("updated", "published"):
        for element in root.iter(f"{ATOM}{name}"):
            found = dt.datetime.fromisoformat(element.text or "")
            assert found.tzinfo is not None
            assert "T" in (element.text or "")
            yield found


def test_every_feed_has_what_a_feed_must_have(feeds: dict[str, etree._Element]) -> None:
    for name, root in feeds.items():
        assert root.tag == f"{ATOM}feed"
        # 4.1.1: exactly one id, title and updated; an author, unless every entry has one.
        assert one(root, "title").strip()
        assert urlsplit(one(root, "id")).scheme
        assert [author.findtext(f"{ATOM}name") for author in root.findall(f"{ATOM}author")] == [
            "Catalogue of child safeguarding practice reviews"
        ], name
        entries = root.findall(f"{ATOM}entry")
        assert entries
        times = [dt.datetime.fromisoformat(one(entry, "updated")) for entry in entries]
        assert dt.datetime.fromisoformat(one(root, "updated")) == max(times)
        assert times == sorted(times, reverse=True)
        assert len(list(moments(root))) == 1 + 2 * len(entries)


def test_every_entry_has_what_an_entry_must_have(feeds: dict[str, etree._Element]) -> None:
    for root in feeds.values():
        for entry in root.findall(f"{ATOM}entry"):
            # 4.1.2: exactly one id, title and updated; words of its own, since it leads to no page that holds them.
            assert one(entry, "id").startswith("urn:uuid:")
            assert one(entry, "title").strip()
            assert one(entry, "content").strip()
            (content,) = entry.findall(f"{ATOM}content")
            # 4.1.3.3: plain text has no element inside it; what looks like markup is words.
            assert content.get("type") in (None, "text")
            assert len(content) == 0
            assert dt.datetime.fromisoformat(one(entry, "published")) <= dt.datetime.fromisoformat(
                one(entry, "updated")
            )


def test_ids_are_unique_in_a_feed_and_the_same_in_the_feed_of_all(feeds: dict[str, etree._Element]) -> None:
    ids = {name: [one(entry, "id") for entry in root.findall(f"{ATOM}entry")] for name, root in feeds.items()}
    everything = ids.pop("all-publishers.atom")
    assert len(set(everything)) == len(everything)
    assert sorted(everything) == sorted(key for keys in ids.values() for key in keys)
    assert len({one(root, "id") for root in feeds.values()}) == len(feeds)


def test_no_element_leads_anywhere_but_to_an_absolute_address(feeds: dict[str, etree._Element]) -> None:
    known = {"feed", "id", "title", "updated", "author", "name", "generator", "entry", "published", "content", "link"}
    for root in feeds.values():
        assert {etree.QName(element).localname for element in root.iter()} <= known
        for link in root.iter(f"{ATOM}link"):
            assert urlsplit(link.get("href", "")).scheme in ("http", "https")
        assert not [name for element in root.iter() for name in element.attrib if name.endswith("base")]


def test_what_a_title_holds_is_words(feeds: dict[str, etree._Element]) -> None:
    titles = [one(entry, "title") for entry in feeds["p0.atom"].findall(f"{ATOM}entry")]
    assert any("Child <b>Q</b> & ]]>" in title for title in titles)
    assert all(title.isprintable() for title in titles)
