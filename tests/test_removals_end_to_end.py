"""What a publisher itself says it removed, through the real stages to the published edition and the mailbox."""

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from catalogue.edition import open_edition
from catalogue.house import House
from catalogue.settings import Settings
from tests.conftest import START, settings_for
from tests.world import govuk
from tests.world.publications import PUBLICATIONS, PUBLISHED, SUDI_PDF, Publication
from tests.world.server import HERE, World

SUDI = PUBLISHED[0]
SEARCH = f"http://{govuk.HOST}/api/search.json"
WITHDRAWN = {
    "withdrawn_at": "2021-02-20T10:00:00Z",
    "explanation": '<div class="govspeak"><p>A newer review took its place.</p></div>',
}
# A review that a rule gives a year, so that its absence would be told if its publisher had not explained it.
RETYPED = """entries:
  - {kind: retype, review: REVIEW, value: LCSPR, because: To give it a period., by: A. Tester, on: 2021-02-15}
  - kind: set
    review: REVIEW
    field: publisher_id
    value: panel
    because: A national body has no area by which it would be found.
    by: A. Tester
    on: 2021-02-15
"""


@dataclass
class Case:
    """A warehouse that only reads the government's site, and the world around it."""

    world: World
    folder: Path

    def run(self, days: float) -> None:
        """Run every stage so many days after the start."""
        House(self.settings(days)).run({"govuk-panel"})

    def settings(self, days: float, **more: object) -> Settings:
        return settings_for(self.world, self.folder, now=START + dt.timedelta(days=days), **more)

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        with open_edition(self.settings(0).edition_path) as edition:
            return edition.execute(query, list(values)).fetchall()

    def review(self) -> str:
        ((review_id,),) = self.rows("select review_id from reviews where review_type in ('NATIONAL_CSPR', 'LCSPR')")
        return str(review_id)

    def told(self) -> list[tuple[object, ...]]:
        return self.rows("select review_id, message from issues where kind = 'removed-by-publisher' order by 1, 2")

    def states(self) -> list[tuple[object, ...]]:
        return self.rows(
            "select l.url, l.removal, l.listed, a.state, a.reason from locations l join availability a"
            " using (location_id) where l.review_id = ? order by l.first_seen_at, l.url",
            self.review(),
        )

    def answer(self, path: str) -> str:
        return f"http://{govuk.HOST}/api/content{path}"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse after its first run, when everything stood."""
    folder = tmp_path_factory.mktemp("first") / "warehouse"
    with World() as world:
        one = Case(world, folder)
        one.run(0)
        assert one.told() == []
        assert one.states() == [(SUDI_PDF, None, True, "available", "not-modified")]
    return folder


@pytest.fixture
def case(first: Path, world: World, tmp_path: Path) -> Iterator[Case]:
    """A copy of that warehouse, and a world to change; at the end nobody was alarmed."""
    one = Case(world, Path(shutil.copytree(first, tmp_path / "warehouse")))
    yield one
    assert one.rows("select count(*) from alerts") == [(0,)]
    assert not world.mailbox.messages


def test_a_withdrawn_publication_that_can_still_be_read_is_available_and_withdrawn(case: Case) -> None:
    review = case.review()
    case.world.route(case.answer(SUDI.path), govuk.content(SUDI, withdrawn_notice=WITHDRAWN))
    case.run(6)
    assert case.states() == [(SUDI_PDF, "withdrawn", True, "available", "withdrawn")]
    assert case.told() == [(review, "Withdrawn by its publisher on 20 February 2021: A newer review took its place.")]
    assert case.rows("select removed_on, removal_explanation, moved_to from locations where removal is not null") == [
        (dt.date(2021, 2, 20), "A newer review took its place.", None)
    ]
    # It stands again: the publisher took its word back.
    case.world.route(case.answer(SUDI.path), govuk.content(SUDI))
    case.run(7)
    assert case.review() == review
    assert case.states()[0][1:4] == (None, True, "available")
    assert case.told() == []


@pytest.mark.parametrize("explanation", ["<p>Published in error.</p>", None])
def test_a_publication_that_is_gone_is_told_as_gone_and_never_as_missing(case: Case, explanation: str | None) -> None:
    review = case.review()
    case.settings(0).curation.write_text(RETYPED.replace("REVIEW", review))
    case.world.route(SEARCH, govuk.searching(PUBLISHED[1:]))
    case.world.route(case.answer(SUDI.path), govuk.gone(SUDI.path, explanation))
    case.world.break_(SUDI_PDF, "not_found")
    for day in (1, 3):
        case.run(day)
    assert case.review() == review
    assert case.states() == [(SUDI_PDF, "gone", False, "unavailable", "gone")]
    why = ": Published in error" if explanation else ""
    assert case.told() == [(review, f"Removed on purpose (gone) by its publisher{why}.")]
    assert case.rows("select retention_status from reviews where review_id = ?", review) == [("removed_in_period",)]
    assert case.rows("select count(*) from issues where kind like 'document-%'") == [(0,)]
    assert case.rows("select count(*) from documents where review_id = ?", review) == [(1,)]


def test_the_same_absence_without_a_word_of_its_publisher_is_told_as_missing(
    first: Path, world: World, tmp_path: Path
) -> None:
    case = Case(world, Path(shutil.copytree(first, tmp_path / "warehouse")))
    case.settings(0).curation.write_text(RETYPED.replace("REVIEW", case.review()))
    world.break_(SUDI_PDF, "not_found")
    for day in (1, 3):
        case.run(day)
    assert case.states() == [(SUDI_PDF, None, True, "unavailable", "not-found")]
    assert case.rows("select kind, answer from alerts") == [("not_found", None)]
    # The publisher explains it later: the notice ends without another letter to anyone.
    sent = len(world.mailbox.messages)
    world.route(case.answer(SUDI.path), govuk.content(SUDI, withdrawn_notice=WITHDRAWN))
    case.run(6)
    assert case.rows("select answer from alerts") == [("withdrawn",)]
    assert len(world.mailbox.messages) == sent


def test_a_publication_that_moved_is_followed_and_stays_the_same_review(case: Case) -> None:
    review = case.review()
    new_file = SUDI_PDF.replace("Out_of_routine", "Out_of_routine_final")
    new = replace(SUDI, path=f"{PUBLICATIONS}/out-of-routine", file=new_file)
    case.world.route(SEARCH, govuk.searching((new, *PUBLISHED[1:])))
    case.world.route(case.answer(SUDI.path), govuk.moved(SUDI.path, new.path))
    case.world.route(case.answer(new.path), govuk.content(new))
    case.world.put(new_file, case.world.body(SUDI_PDF) + b"\n% saved again\n", "application/pdf")
    case.world.break_(SUDI_PDF, "not_found")
    for day in (1, 2):
        case.run(day)
    assert case.review() == review
    assert case.states() == [
        (SUDI_PDF, "moved", False, "unavailable", "moved"),
        (new_file, None, True, "available", "not-modified"),
    ]
    to = f"http://{govuk.HOST}{new.path}"
    assert case.told() == [(review, f"Moved by its publisher to {to}.")]
    assert case.rows("select url from reviews where review_id = ?", review) == [(new_file,)]
    assert case.rows("select kind from issues where kind in ('possible-duplicate', 'document-replaced')") == []


def test_an_attachment_that_is_a_page_is_a_document_of_the_review(case: Case) -> None:
    part = f"{SUDI.path}/out-of-routine-as-a-page"
    attachments = [
        {"title": SUDI.file_title, "url": SUDI_PDF, "attachment_type": "file", "content_type": "application/pdf"},
        {"title": "Out of routine: as a page", "url": part, "attachment_type": "html"},
        {"title": "Elsewhere", "url": "http://training.test/", "attachment_type": "external"},
    ]
    details = {"attachments": attachments, "first_public_at": SUDI.first}
    case.world.route(case.answer(SUDI.path), govuk.content(SUDI, details=details))
    words = "<main><h1>Out of routine</h1><p>What families told the review about how their babies slept.</p></main>"
    case.world.put(f"http://{govuk.HOST}{part}", words.encode())
    case.run(1)
    found = "select media_type from documents where review_id = ? order by 1"
    assert case.rows(found, case.review()) == [("html",), ("pdf",)]


def test_two_pages_that_lead_to_one_that_stood_beside_them_are_a_question(case: Case) -> None:
    guidance = PUBLISHED[1]
    before = case.rows("select count(*) from reviews")
    case.world.route(SEARCH, govuk.searching(PUBLISHED[1:]))
    case.world.route(case.answer(SUDI.path), govuk.moved(SUDI.path, guidance.path))
    case.run(1)
    assert case.rows("select count(*) from reviews") == before
    assert len(case.rows("select 1 from issues where kind = 'possible-duplicate'")) == 1


def test_what_is_first_seen_as_withdrawn_is_kept_and_typed(case: Case) -> None:
    old = Publication(
        f"{PUBLICATIONS}/older-review-guidance",
        "Rapid reviews: older guidance for safeguarding partners",
        "Guidance on rapid reviews, now withdrawn.",
        "guidance",
        "2019-01-15T09:00:00Z",
        "2019-01-15T09:00:00Z",
        "2020-10-01T09:00:00Z",
        withdrawn="2020-10-01T09:00:00Z",
    )
    case.world.route(SEARCH, govuk.searching((*PUBLISHED, old)))
    case.world.route(case.answer(old.path), govuk.content(old))
    case.world.put(
        f"http://{govuk.HOST}{old.path}", b"<main><h1>Rapid reviews: older guidance</h1><p>Old words.</p></main>"
    )
    case.run(1)
    assert case.rows(
        "select r.review_type, r.published_on, l.removal, l.removed_on, a.state, a.reason from reviews r"
        " join locations l using (review_id) join availability a using (location_id) where r.title = ?",
        old.title,
    ) == [("GUIDANCE", dt.date(2019, 1, 15), "withdrawn", dt.date(2020, 10, 1), "available", "withdrawn")]
    assert len(case.told()) == 1


def test_a_search_that_silently_caps_at_the_first_100_rows_concludes_nothing(case: Case) -> None:
    news = tuple(
        replace(SUDI, path=f"/government/news/{number}", title=f"News {number}", changed="2021-02-01T09:00:00Z")
        for number in range(153 - len(PUBLISHED))
    )
    # The newest come first, so that what is lost is what the catalogue knew.
    case.world.route(
        SEARCH, govuk.searching((*news, *(replace(one, changed="2020-01-01") for one in PUBLISHED)), cap=100)
    )
    case.run(1)
    ((state, detail),) = case.rows("select state, detail from sources where source_id = 'govuk-panel'")
    assert state == "incomplete"
    assert "announces 153 results" in str(detail)
    assert "100 of 153" in str(detail)
    assert case.rows("select kind from issues where source_id = 'govuk-panel' and kind = 'incomplete'") != []
    assert case.states()[0][:3] == (SUDI_PDF, None, True)


def test_a_parameter_that_the_search_does_not_know_is_a_sentence(world: World, tmp_path: Path) -> None:
    sources = tmp_path / "sources.yaml"
    sources.write_text((HERE / "sources.yaml").read_text().replace("&order=", "&sorted="))
    settings = settings_for(world, tmp_path / "warehouse", sources=sources)
    (harvest,) = House(settings).harvest({"govuk-panel"})
    assert (harvest.state, harvest.complete, harvest.pages) == ("incomplete", False, 0)
    assert "does not know one of the address's parameters (filter_organisations, count, start, sorted" in harvest.detail
    assert "Unexpected parameters: sorted" in harvest.detail


def test_the_pause_keeps_the_interfaces_own_limit() -> None:
    # GOV.UK accepts at most ten requests a second; the client leaves the pause after every answer of a host.
    assert Settings.model_fields["pause_s"].default >= 0.1
