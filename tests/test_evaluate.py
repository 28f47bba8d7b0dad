"""Tests of the scorer: right answers count as right, each kind of wrong answer as wrong, and bad rows are told."""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from catalogue.evaluate import accuracy_of, kept
from catalogue.evaluate.gold import GoldEntry, GoldPage, GoldReport, load
from catalogue.evaluate.listings import ListingScore, ShownItem, ShownPage, score_listings
from catalogue.evaluate.nspcc import score_entries
from catalogue.evaluate.reports import score_reports
from catalogue.house.evaluating import evaluate_folder, source_of
from catalogue.models import Accuracy, Description, Finding, PageText, Reading
from catalogue.settings import Settings
from catalogue.vocabulary import DateBasis, Magic, Nation, Scope, SourceState, TextQuality
from tests.conftest import Printed

SITE = "https://children.example.org/reviews/"
SHARED = Path(__file__).resolve().parents[2] / "shared" / "gold"


def item(label: str, *names: str, href: str | None = None, own: bool = True, **more: Any) -> dict[str, Any]:
    documents = [{"role": "full_report", "text": "Read", "href": SITE + href}] if href else []
    return {
        "label": label,
        "pseudonyms": list(names),
        "own_child": own,
        "documents": documents,
        "published": None,
        **more,
    }


def page(*items: dict[str, Any], expect: str = "items", file: str = "p.html") -> GoldPage:
    return GoldPage.model_validate(
        {"file": file, "url": SITE, "publisher": "Leeds Partnership", "expect": expect, "items": list(items)}
    )


def shown(label: str, *names: str, href: str | None = None, own: bool = True, date: str | None = None) -> ShownItem:
    return ShownItem(
        labels=(label,),
        urls=(SITE + (href or "#entry"),),
        pseudonyms=names,
        published=date,
        review_type="LCSPR",
        own_child=own,
    )


def score(gold: GoldPage, *items: ShownItem, state: SourceState = SourceState.OK) -> ListingScore:
    return score_listings([(gold, ShownPage(state=state, items=items))])


def test_a_review_is_found_by_its_document_its_label_or_its_names() -> None:
    gold = page(item("Review one", href="a.pdf"), item("Review two"), item("Review three", "Baby X"))
    one = score(gold, shown("Read", href="a.pdf"), shown("REVIEW  two"), shown("else", "baby x"))
    assert (one.recall, one.precision, one.found) == (1.0, 1.0, 3)
    assert not [miss for miss in one.misses if miss.field == "own_child"]


def test_what_is_not_found_lowers_recall_alone_and_is_told_with_its_reason() -> None:
    gold = page(item("Child A", "Child A", href="a.pdf"), item("Child B", "Child B", href="b.pdf"))
    left = ShownPage(
        state=SourceState.OK,
        items=(shown("Child A", "Child A", href="a.pdf"),),
        left_out=((SITE + "b.pdf", "A form."),),
    )
    one = score_listings([(gold, left)])
    assert (one.recall, one.precision) == (0.5, 1.0)
    assert [(miss.wanted, miss.evidence) for miss in one.misses] == [(("Child B",), "left out: A form.")]


def test_a_review_taken_as_anothers_is_not_found() -> None:
    one = score(page(item("Child A", href="a.pdf")), shown("Child A", href="a.pdf", own=False))
    assert (one.recall, one.precision, one.given) == (0.0, None, 0)


def test_what_gold_does_not_have_or_gives_to_another_lowers_precision() -> None:
    gold = page(item("Child A", href="a.pdf"), item("Mr Z", href="z.pdf", own=False))
    one = score(gold, shown("Child A", href="a.pdf"), shown("Mr Z", href="z.pdf"), shown("Policy", href="policy.pdf"))
    assert (one.recall, one.precision) == (1.0, 0.3333)
    assert {miss.given for miss in one.misses} == {("Mr Z",), ("Policy",)}


def test_a_review_shown_as_two_counts_once() -> None:
    gold = page(item("Child A", "Child A", href="a.pdf"))
    one = score(gold, shown("Child A", "Child A", href="a.pdf"), shown("Child A briefing", "Child A", href="b.pdf"))
    assert (one.recall, one.precision) == (1.0, 0.5)


def test_two_items_may_share_one_document_and_one_label_may_stand_twice() -> None:
    shared = page(item("Tia", "Tia", href="both.pdf"), item("Noel", "Noel", href="both.pdf"))
    both = score(shared, shown("Noel", "Noel", href="both.pdf"), shown("Tia", "Tia", href="both.pdf"))
    assert (both.recall, both.precision, both.pseudonyms.precision) == (1.0, 1.0, 1.0)
    assert score(shared, shown("Tia", "Tia", href="both.pdf")).recall == 0.5
    twice = page(
        item("Baby L", "Baby L", href="1.pdf", published="2019"),
        item("Baby L", "Baby L", href="2.pdf", published="2021"),
    )
    two = score(
        twice,
        shown("Baby L", "Baby L", href="2.pdf", date="2021"),
        shown("Baby L", "Baby L", href="1.pdf", date="2019"),
    )
    assert (two.recall, two.dates.accuracy) == (1.0, 1.0)


def test_any_own_review_on_a_page_that_must_yield_none_is_false() -> None:
    gold = page(item("Child A", href="a.pdf"), expect="none", file="none.html")
    assert score(gold, shown("Child A", href="a.pdf", own=False)).false_pages == ()
    one = score(gold, shown("Child A", href="a.pdf"))
    assert (one.false_pages, one.expected, one.precision) == (("none.html",), 0, 0.0)


def test_a_date_is_right_only_in_value_and_precision() -> None:
    dated = page(*(item(name, name, href=f"{name}.pdf", published="2020-03") for name in "ABCD"))
    one = score(
        dated,
        shown("A", "A", href="A.pdf", date="2020-03"),
        shown("B", "B", href="B.pdf", date="2020-03-01"),
        shown("C", "C", href="C.pdf"),
    )
    assert (one.dates.right, one.dates.n, one.dates.accuracy) == (1, 4, 0.25)


def test_a_date_where_none_is_published_is_invented() -> None:
    gold = page(item("A", "A", href="a.pdf"), item("B", "B", href="b.pdf", not_scored=["published"]))
    one = score(gold, shown("A", "A", href="a.pdf", date="2020"), shown("B", "B", href="b.pdf", date="2020"))
    assert (one.dates.invented, one.dates.undated, one.dates.n, one.dates.accuracy) == (1, 1, 0, None)


def test_a_missing_list_has_to_be_told_where_it_is_announced_and_nowhere_else() -> None:
    lost, full = page(expect="alert_list_missing", file="lost.html"), page(file="full.html")
    quiet, alarm = (ShownPage(state=state, items=()) for state in (SourceState.OK, SourceState.LIST_MISSING))
    right = score_listings([(lost, alarm), (full, quiet)]).list_missing
    wrong = score_listings([(lost, quiet), (full, alarm)]).list_missing
    assert (right.expected, right.raised, right.raised_elsewhere) == (1, 1, ())
    assert (wrong.expected, wrong.raised, wrong.not_raised, wrong.raised_elsewhere) == (
        1,
        0,
        ("lost.html",),
        ("full.html",),
    )


@pytest.mark.parametrize(
    ("publisher", "scope"),
    [
        ("Leeds Safeguarding Children Partnership", Scope.CHILD),
        ("Somewhere Safeguarding Adults Board", Scope.ADULT),
        ("Community Safety Partnership", Scope.ADULT),
        ("Children and Adults Safeguarding Board", Scope.BOTH),
        ("NSPCC", Scope.CHILD),
    ],
)
def test_the_row_of_a_page_is_what_the_register_would_say(publisher: str, scope: Scope) -> None:
    row = page().model_copy(update={"publisher": publisher, "areas": ("Leeds",), "nation": "England"})
    source = source_of(row, 1)
    assert (source.scope, source.areas, source.nation) == (scope, ("E08000035",), Nation.ENGLAND)


def described(*findings: tuple[str, str], **more: Any) -> Description:
    found = [
        Finding(
            field=name, value=value, page=1, snippet=f"words of {value}", extractor="test@1", confidence=0.9, **more
        )
        for name, value in findings
    ]
    reading = Reading(magic=Magic.PDF, pages=(PageText(number=1, text="words"),))
    return Description(
        sha256="0" * 64, version="test", reading=reading, quality=TextQuality.GOOD, findings=tuple(found)
    )


def report(**fields: Any) -> GoldReport:
    return GoldReport.model_validate({"file": "r.pdf", **fields})


def test_list_fields_count_each_value() -> None:
    gold = report(reviewers=["Alex Sampleford", "Robin Exampleton"], pseudonyms=["‘Baby  X’"])
    read = described(("reviewers", "ALEX Sampleford"), ("reviewers", "Pat Placeholder"), ("pseudonyms", "Baby X"))
    fields = score_reports([(gold, read)]).fields
    assert (fields["reviewers"].precision, fields["reviewers"].recall, fields["reviewers"].n) == (0.5, 0.5, 1)
    assert (fields["pseudonyms"].precision, fields["pseudonyms"].recall) == (1.0, 1.0)


def test_null_is_not_scored_for_type_and_role_and_makes_any_other_value_false() -> None:
    gold = report(review_type=None, role=None, published=None, reviewers=[], areas=[])
    read = described(
        ("review_type", "SCR"),
        ("role", "full_report"),
        ("published_on", "2020"),
        ("reviewers", "A B"),
        ("area", "E08000035"),
    )
    fields = score_reports([(gold, read)]).fields
    assert (fields["review_type"].n, fields["role"].n) == (0, 0)
    for name in ("published_on", "reviewers", "areas"):
        assert (fields[name].precision, fields[name].recall, fields[name].n) == (0.0, None, 1), name


def test_what_is_missing_from_a_row_or_named_as_not_scored_is_left_out() -> None:
    gold = report(title="A title", areas=["Leeds"], not_scored=["areas"])
    fields = score_reports([(gold, described(("title", "Another"), ("area", "E08000035")))]).fields
    assert {name: one.n for name, one in fields.items() if one.n} == {"title": 1}
    assert fields["title"].precision == 0.0


def test_a_date_of_a_report_must_be_the_same_text() -> None:
    for value, right in (("2020-03", 1), ("2020-03-01", 0), ("2020", 0)):
        fields = score_reports(
            [(report(published="2020-03"), described(("published_on", value), basis=DateBasis.COVER))]
        ).fields
        assert (fields["published_on"].right, fields["published_on"].n) == (right, 1), value


def test_areas_are_compared_by_code_and_those_known_from_elsewhere_are_neither_asked_for_nor_false() -> None:
    gold = report(areas=["Hull", "Guernsey"], areas_external=["Leeds"])
    fields = score_reports([(gold, described(("area", "E06000010"), ("area", "E08000035")))]).fields
    assert (fields["areas"].precision, fields["areas"].recall) == (1.0, 0.5)


def test_themes_are_scored_where_gold_has_some_and_silence_is_told() -> None:
    rows = [(report(themes=[]), described(("themes", "neglect"))), (report(themes=["neglect"]), described())]
    themes = score_reports(rows).fields["themes"]
    assert (themes.n, themes.given, themes.recall, themes.abstention) == (1, 0, 0.0, 1.0)


def test_a_distractor_taken_for_a_reviewer_is_named() -> None:
    gold = report(reviewers=["Alex Sampleford"], distractor_names=["Pat Placeholder (panel chair)", "Someone Else"])
    found = score_reports([(gold, described(("reviewers", "Pat Placeholder")))]).distractors
    assert (found.names, found.taken) == (2, ("r.pdf: Pat Placeholder (panel chair)",))


def test_a_miss_carries_the_words_it_was_read_from() -> None:
    misses = score_reports([(report(title="A title"), described(("title", "Another")))]).misses
    assert [(one.wanted, one.given, one.evidence) for one in misses] == [
        (("A title",), ("Another",), "p.1: words of Another")
    ]


def entry(heading: str, **more: Any) -> GoldEntry:
    return GoldEntry.model_validate({"heading_as_shown": heading, **more})


def test_parts_of_national_headings_are_scored_and_look_alikes_apart() -> None:
    right = entry(
        "2022 – Leeds – Child A", year="2022", month=None, area_text="Leeds", case_name="Child A", anonymous=False
    )
    wrong = entry(
        "2023 – Anonymous – Kim", year="2024", month="May", area_text="Leeds", case_name="Tom", anonymous=False
    )
    other = entry("2021 – Leeds – Child Z", source_kind="partnership_list", case_name="Child Z")
    one = score_entries([right, wrong, other])
    assert one.fields["entries"].recall == 1.0
    for name in ("year", "area", "name"):
        assert one.fields[name].recall == 0.5, name
    assert (one.fields["month"].recall, one.fields["anonymous"].precision) == (0.0, 0.0)
    assert (one.look_alikes, one.look_alikes_read, one.rows) == (1, ("2021 – Leeds – Child Z",), 2)


LISTING_PAGE = """<html><head><title>Reviews</title></head><body><main><h1>Serious case reviews</h1>
<h2>Child A - published 4 March 2019</h2><p><a href="/a.pdf">Child A overview report</a></p>
<h2>Child B</h2><p><a href="/b.pdf">Child B overview report</a></p>
</main></body></html>"""
REPORT_PAGE = """<html><head><title>Serious Case Review: Child C</title></head><body><main>
<h1>Serious Case Review: Child C</h1><p>Leeds Safeguarding Children Board</p>
<p>Independent author: Alex Sampleford</p><p>Published March 2018</p></main></body></html>"""


def write(folder: Path, name: str, rows: Iterable[dict[str, Any] | str]) -> None:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, "-c", "from catalogue.cli import main; main()", "evaluate", str(folder), *words)
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A little gold: a listing page of two reviews, a page without any, a report, two entries, and bad rows."""
    (tmp_path / "list.html").write_text(LISTING_PAGE, encoding="utf-8")
    (tmp_path / "none.html").write_text(
        "<html><body><main><h1>News</h1><p>Nothing.</p></main></body></html>", encoding="utf-8"
    )
    (tmp_path / "report.html").write_text(REPORT_PAGE, encoding="utf-8")
    base = {
        "url": "https://leeds.example.org/reviews/",
        "publisher": "Leeds Safeguarding Children Board",
        "areas": ["Leeds"],
        "nation": "England",
    }
    children = [
        {
            **item("Child A - published 4 March 2019", "Child A", published="2019-03-04"),
            "documents": [{"href": "https://leeds.example.org/a.pdf"}],
        },
        {**item("Child B", "Child B"), "documents": [{"href": "https://leeds.example.org/b.pdf"}], "unheard_of": 1},
    ]
    rows: list[dict[str, Any] | str] = [
        {**base, "file": "list.html", "expect": "items", "items": children},
        {**base, "file": "none.html", "expect": "none", "items": None},
        {**base, "file": "lost.html", "expect": "items", "items": []},
        {**base, "file": "../outside.html", "expect": "items", "items": []},
        {**base, "file": "list.html", "expect": "perhaps"},
        "{not json",
        '["a list"]',
    ]
    write(tmp_path, "listings.jsonl", rows)
    answers = {
        "title": "Serious Case Review: Child C",
        "review_type": "SCR",
        "pseudonyms": ["Child C"],
        "areas": ["Leeds"],
        "published": "2018-03",
        "reviewers": ["Alex Sampleford"],
        "themes": [],
    }
    write(tmp_path, "reports.jsonl", [{"file": "report.html", "url": "https://leeds.example.org/c", **answers}])
    write(
        tmp_path,
        "nspcc.jsonl",
        [{"heading_as_shown": "2022 – Leeds – Child A", "year": "2022", "case_name": "Child A"}],
    )
    return tmp_path


def test_the_command_scores_with_the_code_that_harvests_and_publishes(folder: Path) -> None:
    ran = run(folder, "--json")
    score = json.loads(ran.stdout)
    assert {"listings", "reports", "nspcc"} <= set(score)
    assert (score["listings"]["recall"], score["listings"]["precision"]) == (1.0, 1.0)
    assert score["listings"]["dates"] == {"accuracy": 1.0, "n": 1, "given": 1, "right": 1, "invented": 0, "undated": 1}
    assert score["listings"]["false_pages"] == []
    assert score["listings"]["list_missing"]["expected"] == 0
    for name in ("title", "review_type", "pseudonyms", "areas", "published_on", "reviewers"):
        assert (score["reports"][name]["precision"], score["reports"][name]["recall"], score["reports"][name]["n"]) == (
            1.0,
            1.0,
            1,
        ), name
    assert {"role", "themes"} <= set(score["reports"])
    assert score["nspcc"]["name"]["recall"] == 1.0


def test_rows_that_cannot_be_used_are_told_with_file_and_line_and_the_others_scored(folder: Path) -> None:
    ran = run(folder, "--json")
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    told = [(one["file"], one["line"]) for one in json.loads(ran.stdout)["problems"]]
    assert sorted(told) == [("listings.jsonl", line) for line in (3, 4, 5, 6, 7)]
    for line in (3, 4, 5, 6, 7):
        assert f"listings.jsonl:{line}:" in ran.stderr


def test_wrong_answers_in_gold_lower_every_figure(folder: Path) -> None:
    for name, changes in {
        "listings.jsonl": {
            "a.pdf": "z.pdf",
            '"Child A - published 4 March 2019"': '"Kim"',
            '["Child A"]': '["Kim"]',
            "none.html": "list.html",
        },
        "reports.jsonl": {"Child C": "Child Z", "SCR": "LCSPR", "Leeds": "Hull", "2018-03": "2018-04", "Alex": "Robin"},
        "nspcc.jsonl": {'"2022"': '"2021"'},
    }.items():
        text = (folder / name).read_text()
        for old, new in changes.items():
            assert old in text
            text = text.replace(old, new)
        (folder / name).write_text(text)
    score = json.loads(run(folder, "--json").stdout)
    assert (score["listings"]["recall"], score["listings"]["precision"]) == (0.5, 0.25)
    assert score["listings"]["false_pages"] == ["list.html"]
    assert score["listings"]["dates"]["accuracy"] == 0.0
    for name in ("title", "review_type", "pseudonyms", "areas", "published_on", "reviewers"):
        assert (score["reports"][name]["precision"], score["reports"][name]["recall"]) == (0.0, 0.0), name
    assert score["nspcc"]["year"]["recall"] == 0.0


def test_any_part_of_gold_may_be_missing(folder: Path) -> None:
    (folder / "listings.jsonl").unlink()
    (folder / "reports.jsonl").unlink()
    ran = run(folder, "--json")
    score = json.loads(ran.stdout)
    assert ran.returncode == 0
    assert (score["listings"], score["reports"], score["nspcc"]["entries"]["n"]) == (None, None, 1)
    (folder / "nspcc.jsonl").unlink()
    empty = run(folder, "--json")
    assert (empty.returncode, empty.stdout) == (2, "")
    assert "holds none of" in empty.stderr


def test_the_table_shows_figures_and_misses_with_their_evidence(folder: Path) -> None:
    text = (folder / "reports.jsonl").read_text().replace("Alex Sampleford", "Robin Exampleton")
    (folder / "reports.jsonl").write_text(text)
    shown = run(folder).stdout
    assert "2 of 2 own child reviews found" in shown
    assert "Robin Exampleton" in shown
    assert "Alex Sampleford" in shown
    assert "Robin Exampleton" not in run(folder, "--no-misses").stdout


def test_the_figures_are_kept_for_the_edition_with_what_they_were_measured_on(folder: Path, tmp_path: Path) -> None:
    ran = run(folder, "--json", "--record", str(tmp_path / "kept.json"))
    score = json.loads(ran.stdout)
    rows = {(one["material"], one["field"]): one for one in json.loads((tmp_path / "kept.json").read_text())}
    own = rows["listings", "own_child"]
    assert (own["recall"], own["expected"], own["gold_rows"]) == (1.0, 2, score["details"]["listings"]["rows"])
    assert rows["reports", "reviewers"]["correct"] == 1
    assert ("reports", "role") not in rows
    assert all(Accuracy.model_validate(one).code_version.startswith("extract@") for one in rows.values())
    (folder / "nspcc.jsonl").unlink()
    run(folder, "--record", str(tmp_path / "again.json"))
    again = json.loads((tmp_path / "again.json").read_text())
    assert again[0]["gold_sha256"] != own["gold_sha256"]


def test_the_edition_prints_the_last_measurement(printed: Printed) -> None:
    (found,) = printed.rows("select count(*), count(distinct gold_sha256) from accuracy")
    assert found == (len(kept()), 1)
    assert kept()


def test_the_measurement_that_ships_is_what_the_code_gives_on_the_projects_own_gold() -> None:
    own = Path(__file__).parent / "gold"
    if not own.is_dir() or load(own).sha256 != kept()[0].gold_sha256:
        pytest.skip("what ships was measured on other gold: make accuracy")
    settings = Settings.model_validate({})
    score = evaluate_folder(own, settings, settings.clock())
    fresh = accuracy_of(score, measured_on=kept()[0].measured_on, code_version=kept()[0].code_version)
    assert fresh == kept(), "measure anew with: make accuracy"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the development gold is not on this machine")
def test_the_listing_bars_hold_on_the_development_gold(tmp_path: Path) -> None:
    (tmp_path / "listings.jsonl").symlink_to(SHARED / "listings.jsonl")
    for source in (SHARED / "listings").iterdir():
        (tmp_path / "listings").mkdir(exist_ok=True)
        (tmp_path / "listings" / source.name).write_bytes(source.read_bytes())
    ran = run(tmp_path, "--json")
    score = json.loads(ran.stdout)["listings"]
    assert score["recall"] >= 0.95
    assert score["precision"] >= 0.95
    assert score["false_pages"] == []
    assert score["list_missing"]["raised"] == score["list_missing"]["expected"] > 0
    assert score["dates"]["accuracy"] >= 0.95
    assert score["dates"]["n"] >= 50
    assert score["dates"]["invented"] == 0
