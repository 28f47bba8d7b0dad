"""The project's own gold says only what its pages and reports print.

Belongs here: checks of the gold files themselves, read with nothing but a parser.
Does not belong here: the reader, its adapters and its scores; the gold must not know them.
"""

import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup

from catalogue.vocabulary import ReviewType, Role

GOLD = Path(__file__).parent / "gold"
LARGEST = 60_000  # bytes; a page of a real site without its pictures is smaller
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WELSH_MONTHS = [
    "Ionawr",
    "Chwefror",
    "Mawrth",
    "Ebrill",
    "Mai",
    "Mehefin",
    "Gorffennaf",
    "Awst",
    "Medi",
    "Hydref",
    "Tachwedd",
    "Rhagfyr",
]
BASES = {"explicit_published", "heading_date", "label_month", "label_year", "url_path"}
EXPECTATIONS = {"items", "none", "alert_list_missing"}
ROW_FIELDS = {"file", "url", "publisher", "areas", "nation", "expect", "tags", "items"}
ITEM_FIELDS = {
    "label",
    "review_type",
    "pseudonyms",
    "published",
    "date_basis",
    "own_child",
    "linked",
    "documents",
    "note",
}

Row = dict[str, Any]


def folded(text: str) -> str:
    """Text with every run of whitespace as one space."""
    return " ".join(text.split())


def rows(name: str) -> list[Row]:
    """The rows of one gold table."""
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


LISTINGS = rows("listings.jsonl")
LISTED = [(row, item) for row in LISTINGS for item in row["items"]]


def item_name(value: Any) -> str:
    """A short name for one parameter of a test."""
    return str(value["file"] if "file" in value else value["label"][:40])


@cache
def page(file: str) -> BeautifulSoup:
    """One page, parsed as a browser would show it."""
    soup = BeautifulSoup((GOLD / file).read_text(encoding="utf-8"), "html.parser")
    for hidden in soup(["script", "style"]):
        hidden.decompose()
    return soup


@cache
def shown(file: str) -> str:
    """What a reader sees of a page, once with and once without spaces between its elements."""
    soup = page(file)
    return folded(soup.get_text(" ")) + "\n" + folded(soup.get_text(""))


@cache
def addresses(file: str, url: str) -> dict[str, set[str]]:
    """The absolute addresses a page links, each with the texts and titles of its links."""
    found: dict[str, set[str]] = {}
    for link in page(file).find_all("a", href=True):
        target = urljoin(url, str(link["href"]).replace(" ", "%20"))
        texts = {folded(link.get_text(" ")), folded(link.get_text("")), folded(str(link.get("title", "")))}
        found.setdefault(target, set()).update(texts)
    return found


def month_is_shown(month: int, text: str) -> bool:
    """Whether a month stands in a text as a word (English or Welsh) or as a number."""
    words = (MONTHS[month - 1][:3], WELSH_MONTHS[month - 1])
    number = rf"(?<!\d)0?{month}(?!\d)"
    return any(re.search(rf"\b{word}", text, re.IGNORECASE) for word in words) or bool(re.search(number, text))


def date_is_shown(value: str, text: str) -> bool:
    """Whether every part of an ISO date stands in a text, the year in two digits or four."""
    year, *rest = value.split("-")
    parts = [bool(re.search(rf"(?<!\d)(?:{year}|{year[2:]})(?!\d)", text))]
    if rest:
        parts.append(month_is_shown(int(rest[0]), text))
    if len(rest) == 2:
        parts.append(bool(re.search(rf"(?<!\d)0?{int(rest[1])}(?!\d)", text)))
    return all(parts)


def is_iso(value: str) -> bool:
    """Whether a value is an ISO year, month or day that exists."""
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", value):
        return False
    return date.fromisoformat((value + "-01-01")[:10]).year == int(value[:4])


def test_there_is_enough_gold() -> None:
    own = [row for row in LISTINGS if any(item["own_child"] for item in row["items"])]
    silent = [row for row in LISTINGS if row["expect"] == "none"]
    missing = [row for row in LISTINGS if row["expect"] == "alert_list_missing"]
    assert len(LISTINGS) >= 70
    assert 0.40 <= len(own) / len(LISTINGS) <= 0.55
    assert len(silent) / len(LISTINGS) >= 0.25
    assert len(missing) >= 6


def test_no_gold_file_is_large_and_none_is_left_over() -> None:
    files = [path for path in GOLD.rglob("*") if path.is_file() and path.suffix in {".html", ".pdf"}]
    named = {str(GOLD / row["file"]) for row in LISTINGS}
    assert {path.name: path.stat().st_size for path in files if path.stat().st_size > LARGEST} == {}
    assert {str(path) for path in files if path.parent.name == "listings"} == named
    assert len(named) == len(LISTINGS)


@pytest.mark.parametrize("row", LISTINGS, ids=item_name)
def test_a_listing_row_is_of_the_form(row: Row) -> None:
    assert set(row) <= ROW_FIELDS | {"not_scored"}
    assert set(row) >= ROW_FIELDS
    assert row["expect"] in EXPECTATIONS
    assert row["nation"] in {"England", "Wales", "Scotland", "Northern Ireland", "OTHER"}
    assert urljoin(row["url"], "") == row["url"]
    assert row["tags"]
    own = [item for item in row["items"] if item["own_child"]]
    assert bool(own) == (row["expect"] == "items")


@pytest.mark.parametrize("row", LISTINGS, ids=item_name)
def test_a_page_has_a_whole_site_around_it(row: Row) -> None:
    soup = page(row["file"])
    assert soup.title is not None
    assert len(soup.find_all("a", href=True)) >= 5
    assert soup.find(["h1", "h2", "font"]) is not None


@pytest.mark.parametrize(("row", "item"), LISTED, ids=item_name)
def test_an_item_is_of_the_form(row: Row, item: Row) -> None:
    assert set(item) <= ITEM_FIELDS | {"not_scored"}
    assert set(item) >= ITEM_FIELDS
    assert item["review_type"] in {member.value for member in ReviewType}
    assert set(item.get("not_scored", [])) <= ITEM_FIELDS
    assert (item["published"] is None) == (item["date_basis"] is None)
    assert item["date_basis"] is None or item["date_basis"] in BASES
    assert item["published"] is None or is_iso(item["published"])
    assert not item["documents"] or item["linked"]
    assert {document["role"] for document in item["documents"]} <= {member.value for member in Role}


@pytest.mark.parametrize(("row", "item"), LISTED, ids=item_name)
def test_an_item_says_only_what_its_page_shows(row: Row, item: Row) -> None:
    text = shown(row["file"])
    assert item["label"] == folded(item["label"])
    assert item["label"] in text
    for pseudonym in item["pseudonyms"]:
        missing = [word for word in pseudonym.split() if word != "Child" and word not in text]
        assert missing == [], pseudonym
    if item["published"] is not None:
        assert date_is_shown(item["published"], text + " " + row["url"])
    if item["date_basis"] == "url_path":
        assert item["published"].replace("-", "/") in row["url"]
        assert not date_is_shown(item["published"], text)


@pytest.mark.parametrize(("row", "item"), LISTED, ids=item_name)
def test_an_items_documents_are_linked_on_its_page(row: Row, item: Row) -> None:
    links = addresses(row["file"], row["url"])
    for document in item["documents"]:
        assert document["href"] in links
        texts = links[document["href"]]
        whole = document["text"] in texts
        split = all(text in document["text"] for text in texts)
        assert whole or split, (document["text"], texts)
