"""What stands on the site's pages, and what may never stand there."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from catalogue.models import (
    Alert,
    Area,
    Availability,
    Change,
    Check,
    Document,
    Edition,
    Evidence,
    Issue,
    Location,
    Review,
    ReviewAlias,
    ReviewPublisher,
    SourceRow,
    Table,
    Theme,
    Tombstone,
)
from catalogue.site import OldEditionError, Site, build, check
from catalogue.vocabulary import (
    AlertKind,
    ChangeKind,
    Incident,
    IssueKind,
    Nation,
    Precision,
    PublisherRelation,
    RetentionStatus,
    ReviewType,
    Rule,
    State,
    TakedownReason,
    Verdict,
)
from tests.edition_samples import AREA, NEGLECT, NOON, SOURCE, document, evidence, location
from tests.edition_samples import review as a_review
from tests.site import made
from tests.site.links import assert_sound

HERE = Site(url=None, contact="catalogue@example.org")
SLEEP = Theme(theme_id="co_sleeping", label="Unsafe sleep", definition="Sleep.", alternatives=())
HOUSING = Theme(theme_id="housing", label="Housing", definition="Homes.", alternatives=())


def edition(**values: object) -> Edition:
    """Return an edition's own row."""
    whole: dict[str, object] = {
        "number": 7,
        "built_at": NOON,
        "code_version": "0.0.test",
        "sources_sha256": "a" * 64,
        "curation_sha256": "b" * 64,
        "content_sha256": "c" * 64,
        "reviews": 1,
        "child_reviews": 1,
        "documents": 1,
        "locations": 1,
        "open_alerts": 0,
        "issues": 0,
        "summary": "1 review added",
    }
    return Edition.model_validate(whole | values)


def tables(
    *reviews: Review, more: Mapping[type[Table], Sequence[Table]] | None = None
) -> dict[type[Table], list[Table]]:
    """Return the rows of an edition of these reviews, each with a document, an address and evidence."""
    rows: dict[type[Table], list[Table]] = {
        Edition: [edition(reviews=len(reviews))],
        Area: [AREA],
        Theme: [NEGLECT, SLEEP, HOUSING],
        SourceRow: [SOURCE],
        Review: list(reviews),
        Document: [document(one.review_id) for one in reviews],
        Location: [location(one.review_id) for one in reviews],
        Evidence: [row for one in reviews for row in evidence(one)],
        ReviewPublisher: [
            ReviewPublisher(
                review_id=one.review_id,
                publisher_id="sampleborough",
                publisher="Sampleborough Safeguarding Partnership",
                relation=PublisherRelation.RESPONSIBLE,
            )
            for one in reviews
        ],
    }
    for model, several in (more or {}).items():
        rows[model] = [*rows.get(model, []), *several]
    return rows


class Pages:
    """A site printed of some rows."""

    def __init__(self, folder: Path, rows: Mapping[type[Table], Sequence[Table]], site: Site = HERE) -> None:
        self.folder = folder / "site"
        self.edition = folder / "edition.duckdb"
        self.edition.unlink(missing_ok=True)
        folder.mkdir(exist_ok=True)
        self.outcome = build(made.write(self.edition, rows), self.folder, site=site, notices=folder / "feeds")

    def source(self, path: str) -> str:
        """Return a file as it stands."""
        return (self.folder / path).read_text()

    def text(self, path: str) -> str:
        """Return what a reader sees of a page, in one line."""
        text = re.sub(r"<[^>]+>", " ", self.source(path))
        for entity, mark in (("&#39;", "'"), ("&#34;", '"'), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
            text = text.replace(entity, mark)
        return " ".join(text.split())

    def with_word(self, word: str) -> set[str]:
        """Return the files that hold a word."""
        paths = [path for path in self.folder.rglob("*") if path.is_file() and not path.name.startswith(".")]
        return {path.relative_to(self.folder).as_posix() for path in paths if word in path.read_text()}


def test_ages_and_what_happened_stand_on_a_reviews_own_page_only(tmp_path: Path) -> None:
    one = a_review("one", ages=("aged 3 months",), incident=Incident.DEATH, themes=("neglect",))
    pages = Pages(tmp_path, tables(one, a_review("two", themes=("neglect",))))
    assert_sound(pages.folder)
    assert pages.with_word("aged 3 months") == {"reviews/one/index.html"}
    # The search offers it as a choice for the whole country, and never together with an area.
    assert pages.with_word("A child died") == {"reviews/one/index.html", "search/index.html"}
    assert "Age, as printed aged 3 months" in pages.text("reviews/one/index.html")


def test_a_value_shows_its_evidence_what_was_not_taken_and_what_is_withheld(tmp_path: Path) -> None:
    one = a_review("one", reviewers=("Sam Example",), reviewer_named=True)
    rejected = evidence(one)[0].model_copy(
        update={
            "field": "published_on",
            "value": None,
            "snippet": "Not quoted: it may tell of a private person.",
            "chosen": False,
            "reason": "A date of birth is not a publication date.",
        }
    )
    nothing = rejected.model_copy(
        update={"field": "pseudonyms", "chosen": True, "snippet": "", "reason": "No name is used."}
    )
    pages = Pages(tmp_path, tables(one, more={Evidence: [rejected, nothing]}))
    text = pages.text("reviews/one/index.html")
    assert "It says Sam Example. Full report , page 1" in text
    assert "sample@1 sureness 0.90" in text
    assert "Withheld not taken Not quoted: it may tell of a private person." in text
    assert "A date of birth is not a publication date." in text
    assert "Name used for the child Not known: No name is used." in text


def test_where_there_is_much_evidence_all_of_it_stands_on_pages_of_its_own(tmp_path: Path) -> None:
    one = a_review("one")
    row = evidence(one)[0]
    many = [
        row.model_copy(
            update={
                "field": field,
                "value": f"value {number}",
                "snippet": f"{'word ' * 58}{number}.",
                "page": number + 1,
            }
        )
        for number in range(150)
        for field in ("title", "pseudonyms")
    ]
    pages = Pages(tmp_path, tables(one, more={Evidence: many}))
    assert_sound(pages.folder)
    parts = sorted(pages.folder.glob("reviews/one/evidence/*.html"))
    assert len(parts) == 4
    whole = " ".join(path.read_text() for path in parts)
    assert all(f">value {number}<" in whole or f">value {number} <" in whole for number in range(150))
    assert "reviews/one/evidence/index.html" in pages.source("reviews/one/index.html")


def test_a_year_with_many_reviews_has_pages_that_are_all_near(tmp_path: Path) -> None:
    many = [a_review(f"review-{number:03}", themes=("neglect",), reviewers=("Sam Example",)) for number in range(320)]
    pages = Pages(tmp_path, tables(*many))
    assert_sound(pages.folder)
    assert {path.name for path in pages.folder.glob("lists/year-2021/*")} == {
        "index.html",
        "page-2.html",
        "page-3.html",
    }
    assert "2021 (320) 2 3" in pages.text("index.html").replace("( 320 )", "(320)")


def test_an_address_where_it_was_not_found_is_told_without_blame(tmp_path: Path) -> None:
    one = a_review(
        "one",
        retention_status=RetentionStatus.NOT_FOUND_IN_PERIOD,
        retention_note="Not found at its published address since 1 March 2026; its period runs until 1 June 2026.",
        retained_until=dt.date(2026, 6, 1),
        retained_until_latest=dt.date(2026, 6, 1),
        retention_since=dt.date(2026, 3, 1),
    )
    place = location("one")
    looked = [
        Check(
            location_id=place.location_id,
            checked_at=NOON - dt.timedelta(days=days),
            verdict=verdict,
            reason=rule,
            status=404,
            final_url=None,
            sha256=None,
            elapsed_ms=5,
        )
        for days, verdict, rule in (
            (9, Verdict.AVAILABLE, Rule.SAME_BYTES),
            (8, Verdict.AVAILABLE, Rule.SAME_BYTES),
            (1, Verdict.UNAVAILABLE, Rule.NOT_FOUND),
            (0, Verdict.UNAVAILABLE, Rule.NOT_FOUND),
        )
    ]
    known = Availability(
        location_id=place.location_id,
        state=State.UNAVAILABLE,
        reason=Rule.NOT_FOUND,
        since=NOON - dt.timedelta(days=1),
        last_success_at=NOON - dt.timedelta(days=8),
        last_checked_at=NOON,
        failure_count=2,
        days_verified=1,
        days_down=1,
        days_unverified=7,
    )
    told = Alert(
        alert_id="a1",
        review_id="one",
        location_id=place.location_id,
        publisher_id="sampleborough",
        kind=AlertKind.NOT_FOUND,
        opened_at=NOON,
        closed_at=None,
        delivered_at=NOON,
        answer=None,
    )
    seen = Issue(
        issue_id="i1",
        kind=IssueKind.NEEDS_OCR,
        source_id="sampleborough",
        review_id="one",
        url=place.url,
        message="A message for the operator.",
        seen_at=NOON,
    )
    more: dict[type[Table], list[Table]] = {Check: [*looked], Availability: [known], Alert: [told], Issue: [seen]}
    pages = Pages(tmp_path, tables(one, more=more))
    assert_sound(pages.folder)
    text = pages.text("reviews/one/index.html")
    assert "Not found at its published address since 1 March 2026" in text
    assert "91 days are left until 1 June 2026" in text
    assert "last seen well on 22 February 2026" in text
    assert "21 February 2026 to 22 February 2026 Seen well The body is byte for byte the one on record. 2" in text
    why = Rule.NOT_FOUND.definition
    assert f"1 March 2026 to 2 March 2026 Not found at its published address {why} 2" in text
    body = pages.text("publishers/sampleborough/index.html")
    assert "put the document back at its address" in body
    assert "A document is a picture of its pages" in body
    assert "A message for the operator" not in body
    assert "Reference a1" in body
    board = pages.text("availability/index.html")
    assert "Not found at its published address; its period runs (since 1 March 2026) 1 open notice" in board
    blame = re.compile(r"\b(breach\w*|violat\w*|fail(ed|ure|s)?|fault|missing|illegal\w*|non-complian\w*)\b", re.I)
    for path in pages.folder.rglob("*.html"):
        if path.parent.name not in ("methods", "about"):
            assert not blame.search(re.sub(r"<[^>]+>", " ", path.read_text())), path


def test_a_review_that_was_taken_down_leaves_its_tombstone_only(tmp_path: Path) -> None:
    tomb = Tombstone(
        review_id="sampleborough-withdrawn-1",
        publisher_id="sampleborough",
        publisher="Sampleborough Safeguarding Partnership",
        published_on=dt.date(2021, 1, 1),
        published_precision=Precision.MONTH,
        first_seen_at=NOON,
        taken_down_on=dt.date(2026, 3, 1),
        reason=TakedownReason.WELFARE,
    )
    before = Pages(tmp_path, tables(a_review("gone", title="The words that must go"), a_review("one")))
    assert before.with_word("The words that must go")
    after = Pages(tmp_path, tables(a_review("one"), more={Tombstone: [tomb]}))
    assert_sound(after.folder)
    assert after.with_word("The words that must go") == set()
    assert after.outcome.removed >= 1
    assert not (after.folder / "reviews" / "gone").exists()
    text = after.text("reviews/sampleborough-withdrawn-1/index.html")
    assert "Published January 2021" in text
    assert "For the welfare of a person concerned." in text
    assert "sampleborough-withdrawn-1" in after.text("takedown/index.html")


def test_an_older_id_leads_to_the_review(tmp_path: Path) -> None:
    alias = ReviewAlias(alias="older", review_id="one", since=NOON, because="Both list the same file.")
    pages = Pages(tmp_path, tables(a_review("one"), more={ReviewAlias: [alias]}))
    assert_sound(pages.folder)
    assert '<meta http-equiv="refresh" content="0; url=../../reviews/one/index.html">' in pages.source(
        "reviews/older/index.html"
    )
    assert "older ids that lead here: older" in pages.text("reviews/one/index.html")


def test_reviews_are_related_by_themes_and_nation_and_by_nothing_else(tmp_path: Path) -> None:
    both = ("neglect", "co_sleeping")
    pages = Pages(
        tmp_path,
        tables(
            a_review("one", themes=(*both, "housing"), pseudonyms=("Child X",)),
            a_review("same-name", themes=("neglect",), pseudonyms=("Child X",)),
            a_review("two-themes", themes=both),
            a_review("three-themes", themes=(*both, "housing")),
            a_review("elsewhere", themes=both, nation=Nation.WALES, review_type=ReviewType.CPR),
            a_review("adult", themes=both, about_child=False, review_type=ReviewType.SAR),
        ),
    )
    source = pages.source("reviews/one/index.html")
    related = re.findall(
        r'href="\.\./\.\./reviews/([\w-]+)/index\.html"', source.partition("Reviews with the same themes")[2]
    )
    assert related == ["three-themes", "two-themes"]
    assert "Both: Neglect, Unsafe sleep, Housing" in pages.text("reviews/one/index.html")


def test_a_page_that_may_hold_a_whole_name_is_not_offered_to_search_engines(tmp_path: Path) -> None:
    site = Site(url="https://reviews.example.org/base/", contact=None)
    rows = tables(a_review("named", full_name=True), a_review("plain"))
    pages = Pages(tmp_path, rows, site)
    assert_sound(pages.folder, site.url)
    assert '<meta name="robots" content="noindex">' in pages.source("reviews/named/index.html")
    assert "noindex" not in pages.source("reviews/plain/index.html")
    site_map = pages.source("sitemap.xml")
    assert "<loc>https://reviews.example.org/base/reviews/plain/</loc>" in site_map
    assert "reviews/named/" not in site_map
    assert "Sitemap: https://reviews.example.org/base/sitemap.xml" in pages.source("robots.txt")
    assert 'href="https://reviews.example.org/base/style.css"' in pages.source("404.html")


def test_without_a_public_address_every_link_inside_is_relative(tmp_path: Path) -> None:
    pages = Pages(tmp_path, tables(a_review("one")))
    assert not (pages.folder / "sitemap.xml").exists()
    for path in pages.folder.rglob("*.html"):
        outside = set(re.findall(r'(?:href|src|action)="((?:[a-z]+:|/)[^"]*)"', path.read_text()))
        assert {one for one in outside if not one.startswith(("http://sampleborough.test/", "mailto:"))} == set(), path


def test_every_page_carries_its_policy_a_language_landmarks_and_a_way_past_the_menu(tmp_path: Path) -> None:
    pages = Pages(tmp_path, tables(a_review("one", themes=("neglect",))))
    for path in pages.folder.rglob("*.html"):
        text = path.read_text()
        for wanted in (
            "default-src 'none'; style-src 'self'",
            '<html lang="en-GB">',
            '<a class="skip" href="#main">',
            '<main id="main"',
            "<header",
            "<footer",
            "<h1>",
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
        ):
            assert wanted in text, (path, wanted)
        assert text.count("<h1>") == 1
        assert not re.search(r"<t[hd]>\s*</t[hd]>", text.partition("<thead>")[2].partition("</thead>")[0])


def test_a_change_never_tells_a_date_more_exactly_than_it_is_known(tmp_path: Path) -> None:
    change = Change(
        record="reviews",
        record_id="one",
        review_id="one",
        change=ChangeKind.CHANGED,
        field="published_on",
        before='"2020-05-01"',
        after='"2021-01-01"',
    )
    pages = Pages(tmp_path, tables(a_review("one"), more={Change: [change]}))
    text = pages.text("changes/index.html")
    assert "2020 January 2021" in text
    assert "1 January 2021" not in text


def test_one_changed_review_changes_its_own_pages_and_no_other_reviews(tmp_path: Path) -> None:
    rows = [a_review(f"r{number}", themes=("neglect",)) for number in range(20)]
    Pages(tmp_path, tables(*rows))
    kept = {path: path.stat().st_ino for path in (tmp_path / "site" / "reviews").rglob("*.html")}
    rows[3] = rows[3].model_copy(update={"title": "Another title"})
    pages = Pages(tmp_path, tables(*rows))
    assert 0 < pages.outcome.written < 20
    changed = {path.parent.name for path, inode in kept.items() if path.stat().st_ino != inode}
    assert changed == {"r3"}


def test_an_edition_of_older_code_is_refused_in_a_sentence(tmp_path: Path) -> None:
    import duckdb

    path = made.write(tmp_path / "old.duckdb", tables(a_review("one")))
    with duckdb.connect(str(path)) as connection:
        connection.execute("DROP TABLE changes")
    with pytest.raises(OldEditionError, match=r"table changes lacks .*catalogue publish"):
        build(path, tmp_path / "site", site=HERE)
    assert not (tmp_path / "site").exists()


def test_a_site_without_any_review_holds_too(tmp_path: Path) -> None:
    pages = Pages(tmp_path, {Edition: [edition(reviews=0, child_reviews=0)]})
    assert check(pages.folder) == ()
    assert "0 entries" in pages.text("reviews/index.html")
