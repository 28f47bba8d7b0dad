"""People on their way through the site: a practitioner, an analyst, a partnership's manager; at a desk and on a phone."""

import csv
from pathlib import Path

import pytest

from tests.browser.conftest import Standing, Visiting
from tests.browser.invented import MISSING
from tests.browser.visits import WIDTHS


@pytest.mark.parametrize("width", WIDTHS)
def test_a_practitioner_finds_reviews_on_co_sleeping_with_a_seven_minute_briefing(
    visiting: Visiting, width: int
) -> None:
    with visiting(width=width) as seen:
        page = seen.go()
        page.get_by_label("Search the reviews").fill("co-sleeping")
        page.keyboard.press("Enter")
        seen.ready()
        assert page.get_by_label("Words to look for").input_value() == "co-sleeping"
        everything = seen.titles()
        page.get_by_text("Narrow the results").click()
        page.get_by_label("With a document of the kind").select_option(label="7-minute briefing")
        page.wait_for_function(
            "before => document.querySelectorAll('#results > li').length < before", arg=len(everything)
        )
        narrowed = seen.titles()
        assert set(narrowed) < set(everything)
        assert seen.overflow() == []
        page.locator("#results > li > a").first.click()
        assert page.get_by_role("heading", level=1).inner_text() == narrowed[0]
        assert page.get_by_role("heading", name="7-minute briefing").is_visible()
        briefing = page.locator("article", has=page.get_by_role("heading", name="7-minute briefing"))
        assert briefing.get_by_role("link").first.get_attribute("href", timeout=1000)
        assert "Co-sleeping" in page.locator("dl.fields").inner_text()
        assert seen.wrong == []


@pytest.mark.parametrize("width", WIDTHS)
def test_an_analyst_filters_and_takes_the_figures_along(
    visiting: Visiting, standing: Standing, width: int, tmp_path: Path
) -> None:
    with visiting(width=width) as seen:
        page = seen.search()
        page.get_by_text("Narrow the results").click()
        page.get_by_label("Type", exact=True).select_option(label="Serious case review")
        page.get_by_label("Nation").select_option("England")
        page.wait_for_function("() => document.querySelector('#narrowed').textContent === ' (2 chosen)'")
        with page.expect_download() as downloading:
            page.get_by_role("button", name="Download these results").click()
        downloading.value.save_as(tmp_path / "reviews.csv")
        rows = list(csv.DictReader((tmp_path / "reviews.csv").read_text(encoding="utf-8-sig").splitlines()))
        assert {row["Catalogue id"] for row in rows} == {
            str(row[0])
            for row in standing.rows("select review_id from reviews where review_type = 'SCR' and nation = 'England'")
        }
        assert rows[0]["Page"] == f"{standing.base}reviews/{rows[0]['Catalogue id']}/index.html"
        page = seen.go("pictures/index.html")
        with page.expect_download() as downloading:
            page.get_by_role("link", name="Its figures as CSV").first.click()
        downloading.value.save_as(tmp_path / "years.csv")
        years = {
            row["Year"]: int(row["All"]) for row in csv.DictReader((tmp_path / "years.csv").read_text().splitlines())
        }
        counted = standing.rows(
            "select cast(year(published_on) as varchar), count(*) from reviews where about_child group by all"
        )
        assert {year: number for year, number in years.items() if number} == {
            str(year): number for year, number in counted
        }
        assert seen.wrong == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_manager_learns_why_there_was_a_notice_and_what_to_do(
    visiting: Visiting, standing: Standing, width: int
) -> None:
    ((name,),) = standing.rows("select publisher from reviews where review_id = ?", MISSING)
    with visiting(width=width) as seen:
        page = seen.go()
        page.get_by_role("navigation", name="Main").get_by_role("link", name="Publishers").click()
        page.get_by_role("link", name=str(name)).first.click()
        mend = page.locator("section", has=page.get_by_role("heading", name="What could be mended, and how"))
        assert "was not found at its published address" in mend.inner_text()
        assert "open" in mend.inner_text()
        assert "It also ends by itself once the document has been found again twice." in mend.inner_text()
        assert seen.overflow() == []
        mend.get_by_role("link", name="Wren").first.click()
        assert "Not found at its published address" in page.locator("article.paper").first.inner_text()
        strip = page.locator("figure.picture img").first
        assert "Not found for 9 days of the 87 days" in (strip.get_attribute("alt") or "")
        assert strip.evaluate("image => image.complete && image.naturalWidth > 0")
        assert seen.wrong == []
