"""The project's gold sets say only what their pages and reports print.

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

import pypdfium2
import pytest
from bs4 import BeautifulSoup

from catalogue.vocabulary import ReviewType, Role

from .gold.make_reports import ROW, write

TESTS = Path(__file__).parent
SETS = ["gold", "gold2", "gold3"]
LARGEST = 60_000  # bytes; a page of a real site without its pictures is smaller
COVER = 130  # words; a page with fewer is a cover or a deposit sheet
RUNNING = 250  # words; what a page of running text has at least
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
THEMES = {
    "neglect",
    "physical_abuse",
    "non_accidental_injury",
    "sexual_abuse_intrafamilial",
    "child_sexual_exploitation",
    "child_criminal_exploitation",
    "serious_youth_violence",
    "domestic_abuse",
    "parental_mental_ill_health",
    "parental_substance_misuse",
    "suicide_or_self_harm",
    "sudden_unexpected_death_in_infancy",
    "co_sleeping",
    "child_mental_health",
    "disability_or_autism",
    "medical_neglect_or_health_condition",
    "fabricated_or_induced_illness",
    "looked_after_children",
    "care_leavers",
    "elective_home_education",
    "school_attendance_or_exclusion",
    "missing_children",
    "housing_or_homelessness",
    "culture_ethnicity_religion",
    "immigration_or_asylum",
    "fathers_and_males_hidden",
    "voice_of_the_child",
    "professional_curiosity",
    "information_sharing",
    "escalation_and_challenge",
    "thresholds_and_referrals",
    "cross_border_moves",
    "pre_birth_assessment",
    "bruising_non_mobile",
    "online_harm",
    "radicalisation",
    "private_fostering_or_adoption",
    "kinship_care",
    "transition_to_adulthood",
    "covid_19",
    "parental_learning_disability",
    "young_parents",
    "disguised_compliance",
    "record_keeping_and_supervision",
}
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
    """The rows of one table of all gold sets, their files named from the folder of the tests."""
    found = []
    for home in SETS:
        for line in (TESTS / home / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found.append({**row, "file": f"{home}/{row['file']}"})
    return found


def of(home: str, table: list[Row]) -> list[Row]:
    """The rows of one gold set."""
    return [row for row in table if row["file"].startswith(f"{home}/")]


LISTINGS = rows("listings.jsonl")
REPORTS = rows("reports.jsonl")
LISTED = [(row, item) for row in LISTINGS for item in row["items"]]


def item_name(value: Any) -> str:
    """A short name for one parameter of a test."""
    return str(value["file"] if "file" in value else value["label"][:40])


@cache
def page(file: str) -> BeautifulSoup:
    """One page, parsed as a browser would show it."""
    soup = BeautifulSoup((TESTS / file).read_text(encoding="utf-8"), "html.parser")
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


def date_is_shown(value: str, text: str) -> bool:
    """Whether an ISO date stands in a text as one date, in words (English or Welsh) or in numbers."""
    year, *rest = value.split("-")
    if not rest:
        return bool(re.search(rf"(?<!\d){year}(?!\d)", text))
    month = int(rest[0])
    name = rf"(?:{MONTHS[month - 1][:3]}[a-z]*|{WELSH_MONTHS[month - 1]})"
    if len(rest) == 1:
        forms = [rf"{name},? {year}"]
    else:
        day = rf"(?<!\d)0?{int(rest[1])} ?(?:st|nd|rd|th)?"
        forms = [
            rf"{day} (?:of )?{name},? {year}",
            rf"{name} {day},? {year}",
            rf"{day}[./-]0?{month}[./-](?:{year}|{year[2:]})(?!\d)",
            rf"{year}[/-]{rest[0]}[/-]{rest[1]}",
        ]
    return any(re.search(form, text, re.IGNORECASE) for form in forms)


def is_iso(value: str) -> bool:
    """Whether a value is an ISO year, month or day that exists."""
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", value):
        return False
    return date.fromisoformat((value + "-01-01")[:10]).year == int(value[:4])


@pytest.mark.parametrize(("home", "pages", "shares"), [("gold", 70, (0.40, 0.55)), ("gold2", 60, (0.60, 0.70))])
def test_there_is_enough_gold(home: str, pages: int, shares: tuple[float, float]) -> None:
    table = of(home, LISTINGS)
    own = [row for row in table if any(item["own_child"] for item in row["items"])]
    silent = [row for row in table if row["expect"] == "none"]
    missing = [row for row in table if row["expect"] == "alert_list_missing"]
    assert len(table) >= pages
    assert shares[0] <= len(own) / len(table) <= shares[1]
    assert len(silent) / len(table) >= 0.25
    assert len(missing) >= 6


def test_the_second_gold_has_pages_of_the_size_of_real_ones() -> None:
    sizes = {row["file"]: (TESTS / row["file"]).stat().st_size for row in of("gold2", LISTINGS)}
    assert {file: size for file, size in sizes.items() if not 6_000 <= size <= 40_000} == {}


@pytest.mark.parametrize("home", SETS)
def test_no_gold_file_is_large_and_none_is_left_over(home: str) -> None:
    table = of(home, LISTINGS)
    files = [path for path in (TESTS / home).rglob("*") if path.is_file() and path.suffix in {".html", ".pdf"}]
    named = {str(TESTS / row["file"]) for row in table}
    assert {path.name: path.stat().st_size for path in files if path.stat().st_size > LARGEST} == {}
    assert {str(path) for path in files if path.parent.name == "listings"} == named
    assert len(named) == len(table)


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


@cache
def document_text(path: Path) -> str:
    """What a reader sees of a report or of a page about one."""
    if path.suffix == ".html":
        return folded(BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").get_text(" "))
    with pypdfium2.PdfDocument(path) as pdf:
        return folded(" ".join(sheet.get_textpage().get_text_bounded() for sheet in pdf))


@pytest.mark.parametrize(("home", "documents", "pdfs"), [("gold", 50, 40), ("gold2", 45, 33)])
def test_there_are_enough_reports(home: str, documents: int, pdfs: int) -> None:
    table = of(home, REPORTS)
    assert len(table) >= documents
    assert len([row for row in table if row["file"].endswith(".pdf")]) >= pdfs
    assert {row["incident"] for row in table} == {"death", "serious_harm", "both", "unknown"}
    assert {row["published_basis"] for row in table} == {"explicit", "inferred_cover_or_context", "none"}
    assert len({theme for row in table for theme in row["themes"]}) >= 25


@pytest.mark.parametrize("home", SETS)
def test_no_report_is_large_and_none_is_left_over(home: str) -> None:
    table = of(home, REPORTS)
    files = {path for path in (TESTS / home / "reports").iterdir() if path.is_file()}
    assert {path.name for path in files if path.stat().st_size > 15_000} == set()
    assert files == {TESTS / row["file"] for row in table}
    assert len(files) == len(table)


@pytest.mark.parametrize("row", of("gold2", REPORTS), ids=item_name)
def test_a_report_of_the_second_gold_has_running_text(row: Row) -> None:
    if row["role"] == "presentation":
        return
    if row["file"].endswith(".html"):
        counts = [len(document_text(TESTS / row["file"]).split())]
    else:
        with pypdfium2.PdfDocument(TESTS / row["file"]) as pdf:
            counts = [len(sheet.get_textpage().get_text_bounded().split()) for sheet in pdf]
    running = [count for count in counts if count > COVER]
    assert running
    assert min(running) >= RUNNING


@pytest.mark.parametrize("row", REPORTS, ids=item_name)
def test_a_report_row_is_of_the_form(row: Row) -> None:
    assert set(row) - {"not_scored"} == set(ROW) | {"file", "url", "title", "reviewer_named"}
    assert set(row.get("not_scored", [])) <= set(row)
    assert row["review_type"] is None or row["review_type"] in {member.value for member in ReviewType}
    assert row["role"] is None or row["role"] in {member.value for member in Role}
    assert set(row["themes"]) <= THEMES
    assert row["reviewer_named"] == bool(row["reviewers"])
    assert (row["published"] is None) == (row["published_basis"] == "none")
    assert row["published"] is None or is_iso(row["published"])


@pytest.mark.parametrize("row", REPORTS, ids=item_name)
def test_a_report_row_says_only_what_its_document_prints(row: Row) -> None:
    text = document_text(TESTS / row["file"])
    people = [name.split(" (")[0] for name in row["distractor_names"]]
    boards = [] if row["board_or_partnership"] is None else row["board_or_partnership"].split("; ")
    printed = [*row["pseudonyms"], *row["reviewers"], *row["credentials"], *row["child_ages_text"], *people, *boards]
    assert [value for value in printed if value not in text] == []
    assert set(people).isdisjoint(row["reviewers"])
    words = re.findall(r"\w+", row["title"])
    assert [word for word in words if not re.search(rf"\b{word}\b", text, re.IGNORECASE)] == []
    assert row["published"] is None or date_is_shown(row["published"], text)


@pytest.mark.parametrize("row", REPORTS, ids=item_name)
def test_a_pdf_has_a_few_pages_and_no_telling_metadata(row: Row) -> None:
    if row["file"].endswith(".html"):
        assert len(page(row["file"]).find_all("a", href=True)) >= 5
        return
    with pypdfium2.PdfDocument(TESTS / row["file"]) as pdf:
        assert 2 <= len(pdf) <= 6
        told = pdf.get_metadata_dict(skip_empty=True)
    assert all(name not in " ".join(told.values()) for name in row["reviewers"])


@pytest.mark.parametrize("home", SETS)
def test_one_command_writes_the_same_reports_again(home: str, tmp_path: Path) -> None:
    write(tmp_path, TESTS / home)
    assert (tmp_path / "reports.jsonl").read_bytes() == (TESTS / home / "reports.jsonl").read_bytes()
    written = {path.name: document_text(path) for path in (tmp_path / "reports").iterdir()}
    kept = {path.name: document_text(path) for path in (TESTS / home / "reports").iterdir()}
    assert written == kept
