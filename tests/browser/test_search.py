"""The search in a real browser: typing errors, keys alone, no script, no connection, hostile words, a newer edition."""

import html
import json
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from catalogue.site import Site, build
from catalogue.site.search.indexing import words
from tests.browser import invented
from tests.browser.conftest import Standing, Visiting
from tests.browser.serving import hosted
from tests.browser.visits import WIDTHS, Visit, visit
from tests.edition_samples import Press, contents, review

NOWHERE = Site(url=None, contact=None)
ROBIN = "Robin: learning about safe sleep"
HOSTILE = """<img src=x onerror=alert(1)> "quoted" & =cmd|' /C calc'!A0 </script><script>alert(2)</script>"""
TEXTS = (
    "Co-sleeping, the baby's cot; O’Neill and Siân: naïve façade",
    "ﬁrst ﬂoor, full-width ＡＢＣ, ½ and ²",
    "Llŷr Ŵyn 7-minute 2021/22 ıI İstanbul Straße ΣΊΣΥΦΟΣ",
    "हिन्दी और தமிழ் 中文 العربية",
    "under_score a.b,c;d  double  blank",
)


def a_site(folder: Path, *titles: str) -> Path:
    """Print a site of reviews with these titles."""
    press = Press(folder)
    press.print(contents(*(review(f"r{number}", title=title) for number, title in enumerate(titles))))
    return build(press.path, folder / "site", site=NOWHERE).path


TYPED = {
    "safe sleep": None,
    "ROBIN’S": "robin",
    "learning safe": None,
    "robi": None,
    "robni": "robin",
    "robbin": "robin",
    "rbin": "robin",
}
"""Words as typed, and what they are read as where they stand nowhere."""


def test_words_are_found_as_they_are_typed(visiting: Visiting) -> None:
    with visiting() as seen:
        seen.search()
        for typed, read_as in TYPED.items():
            said = seen.ask(typed)
            assert seen.titles()[0] == ROBIN, typed
            assert ("read as" in said) == (read_as is not None), typed
            assert read_as is None or f"read as {read_as}" in said
        assert seen.wrong == []


def test_a_title_comes_before_a_passage_and_every_word_before_some(tmp_path: Path, browser: Browser) -> None:
    folder = a_site(tmp_path, "Amber and the river", "Amber", "The river", "Nothing of either")
    with hosted(folder) as (_, base), visit(browser, base) as seen:
        seen.search()
        assert seen.ask("amber river").startswith("1 entry for")
        assert seen.titles() == ["Amber and the river"]
        said = seen.ask("amber river nobody")
        assert "None holds every word; these hold some of them." in said
        assert "Not found in any entry: nobody." in said
        assert (
            seen.titles() == ["Amber and the river", "The river", "Amber"] or seen.titles()[0] == "Amber and the river"
        )


def test_what_stands_nowhere_is_said_in_a_sentence_and_announced(visiting: Visiting) -> None:
    with visiting() as seen:
        page = seen.search()
        assert seen.ask("qqqqqqqq").startswith("No entry for “qqqqqqqq”.")
        assert seen.titles() == []
        assert page.get_by_role("status").inner_text() == page.inner_text("#status")
        assert page.get_by_role("button", name="Download these results").is_hidden()


def test_the_address_holds_the_question_so_that_it_can_be_kept_and_sent(visiting: Visiting) -> None:
    with visiting() as seen:
        page = seen.search("search/index.html?q=sleep&document=seven_minute_briefing&nation=nowhere")
        assert page.input_value("#q") == "sleep"
        assert page.inner_text("#narrowed").strip() == "(1 chosen)"
        assert page.evaluate("location.search") == "?q=sleep&document=seven_minute_briefing"
        page.get_by_role("button", name="Clear everything").click()
        page.wait_for_function("() => location.search === ''")
        assert page.inner_text("#status") == "60 entries."


def test_an_area_is_not_crossed_with_what_happened(visiting: Visiting, standing: Standing) -> None:
    ((code, number),) = standing.rows(
        "select area_codes[1], count(*) from reviews where area_codes[1] in"
        " (select area_codes[1] from reviews where review_id = ?) group by 1",
        invented.SAFE_SLEEP,
    )
    with visiting() as seen:
        page = seen.search(f"search/index.html?area={code}&incident=serious_harm")
        assert page.get_by_label("What happened").is_disabled()
        assert page.get_by_text("An area is never crossed with what happened").is_visible()
        assert page.inner_text("#status").startswith(f"{number} entr")
        assert page.evaluate("location.search") == f"?area={code}"
        page.get_by_label("Area").select_option("")
        assert page.get_by_label("What happened").is_enabled()
        assert seen.wrong == []


def test_results_beyond_the_first_ten_are_one_key_away(visiting: Visiting) -> None:
    with visiting() as seen:
        page = seen.search()
        assert len(seen.titles()) == 10
        page.get_by_role("button", name="Show more results").press("Enter")
        page.wait_for_function("() => document.querySelectorAll('#results > li').length === 20")
        assert page.evaluate("document.activeElement.textContent") == seen.titles()[10]


def test_keys_alone_lead_from_the_first_page_to_a_review(visiting: Visiting) -> None:
    with visiting() as seen:
        page = seen.go("search/index.html")
        seen.ready()
        _tab_to(seen, "Words to look for", "label")
        page.keyboard.type("safe sleep")
        page.wait_for_function("() => document.querySelector('#status').textContent.includes('safe sleep')")
        _tab_to(seen, ROBIN, "text")
        page.keyboard.press("Enter")
        page.wait_for_selector("h1:has-text('Robin')")
        assert seen.wrong == []


def _tab_to(seen: Visit, wanted: str, what: str) -> None:
    """Press Tab until something is reached; all on the way shows that it is."""
    active = """() => {
      const one = document.activeElement, style = getComputedStyle(one);
      return {label: one.labels?.[0]?.textContent, text: one.textContent, shown: parseFloat(style.outlineWidth) >= 2};
    }"""
    for _ in range(40):
        seen.page.keyboard.press("Tab")
        now = seen.page.evaluate(active)
        assert now["shown"], f"it is not seen that {now} is reached"
        if now[what] == wanted:
            return
    raise AssertionError(f"{wanted} was not reached by keys")


@pytest.mark.parametrize("width", WIDTHS)
def test_without_a_script_the_page_leads_to_the_lists(visiting: Visiting, width: int) -> None:
    with visiting(width=width, java_script_enabled=False) as seen:
        page = seen.go("search/index.html")
        assert page.locator("#with").is_hidden()
        page.get_by_role("link", name="the lists by year, nation, type and area").click()
        assert page.get_by_role("heading", level=1).inner_text() == "All reviews"


def test_it_answers_without_a_connection_once_it_was_loaded(visiting: Visiting) -> None:
    with visiting() as seen:
        page = seen.search()
        page.wait_for_selector("html[data-search=kept]")
        page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
        page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        page.context.set_offline(True)
        page.reload()
        seen.ready()
        seen.ask("robin")
        assert seen.titles()[0] == ROBIN
        assert [wrong for wrong in seen.wrong if "Failed to load resource" not in wrong] == []


def test_what_was_taken_down_is_gone_from_the_reader_too(tmp_path: Path, browser: Browser) -> None:
    before, after = a_site(tmp_path / "a", "Amber", "Birch"), a_site(tmp_path / "b", "Birch")
    kept = "async () => (await Promise.all((await caches.keys()).map(async (n) => (await (await caches.open(n)).keys()).length)))"
    with hosted(before) as (host, base), visit(browser, base) as seen:
        page = seen.search()
        page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
        page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        assert seen.ask("amber").startswith("1 entry")
        first = page.evaluate("caches.keys()")
        host.folder = after
        page.goto(f"{base}search/index.html")
        seen.ready()
        assert seen.ask("amber").startswith("No entry")
        page.wait_for_function("async first => !(await caches.keys()).includes(first)", arg=first[0])
        assert len(page.evaluate(kept)) == 1


def test_no_title_becomes_markup_or_a_formula(tmp_path: Path, browser: Browser) -> None:
    folder = a_site(tmp_path, HOSTILE, "=1+1: a review")
    with hosted(folder) as (_, base), visit(browser, base) as seen:
        page = seen.search()
        assert set(seen.titles()) == {HOSTILE, "=1+1: a review"}
        seen.ask("alert quoted")
        assert seen.titles() == [HOSTILE]
        seen.ask("")
        with page.expect_download() as downloading:
            page.get_by_role("button", name="Download these results").click()
        text = Path(downloading.value.path()).read_text(encoding="utf-8-sig")
        assert '"\'=1+1: a review"' in text
        assert page.locator("#results img, #results script").count() == 0
        assert seen.wrong == []


def test_both_cut_words_alike(visiting: Visiting) -> None:
    with visiting() as seen:
        page = seen.search()
        cut = "async texts => { const {words} = await import('./engine.js'); return texts.map(words); }"
        stop = set(
            json.loads(
                page.evaluate("async () => JSON.stringify((await (await fetch('index.json')).json()).stop)")
            ).split()
        )
        theirs = [[word for word in one if word not in stop] for one in page.evaluate(cut, list(TEXTS))]
        assert theirs == [words(text) for text in TEXTS]


ERRORS = (
    ("sleep", "sleep", 0),
    ("sleep", "slep", 1),
    ("sleep", "sleeep", 1),
    ("sleep", "slaep", 1),
    ("sleep", "slepe", 1),
    ("sleep", "lseep", 1),
    ("sleep", "sloop", 2),
    ("sleeping", "slaping", 2),
    ("sleep", "sweet", 2),
)
"""Two words, and the fewest errors that make one of the other."""


def test_errors_are_counted(visiting: Visiting) -> None:
    near = "async ([one, other, most]) => (await import('./engine.js')).near(one, other, most)"
    with visiting() as seen:
        page = seen.search()
        for one, other, errors in ERRORS:
            for pair in ((one, other), (other, one)):
                assert page.evaluate(near, [*pair, errors]), pair
                assert not errors or not page.evaluate(near, [*pair, errors - 1]), pair


def test_the_index_holds_no_more_than_the_pages_print(standing: Standing) -> None:
    """Every passage of the index stands on the page of its review."""
    index = json.loads((standing.folder / "search" / "index.json").read_text())
    passages = [
        one for name in index["passages"] for one in json.loads((standing.folder / "search" / name).read_text())
    ]
    assert len(passages) == len(index["reviews"]) == 60
    for (part, *_), told in zip(index["reviews"], passages, strict=True):
        page = html.unescape((standing.folder / "reviews" / part / "index.html").read_text())
        assert told
        assert [text for text, _ in told if text not in page] == []


def test_a_review_whose_area_is_withheld_has_no_passage_and_a_whole_name_is_not_looked_for(tmp_path: Path) -> None:
    press = Press(tmp_path)
    withheld = review(
        "withheld", anonymous=True, publisher_id=None, publisher=None, area_codes=(), area_names=(), themes=("neglect",)
    )
    named = review("named", title="A review", pseudonyms=("Quillon Zaphery",), full_name=True)
    held = contents(withheld, named)
    press.print(replace(held, publishers=()))
    folder = build(press.path, tmp_path / "site", site=NOWHERE).path
    index = json.loads((folder / "search" / "index.json").read_text())
    told = json.loads((folder / "search" / index["passages"][0]).read_text())
    places = {part: number for number, (part, *_) in enumerate(index["reviews"])}
    assert told[places["withheld"]] == []
    assert not {"quillon", "zaphery"} & set(index["terms"].split())


def test_the_same_edition_gives_the_same_index(tmp_path: Path) -> None:
    edition = invented.printed(12, tmp_path)
    first = build(edition, tmp_path / "one", site=NOWHERE).path
    second = build(edition, tmp_path / "two", site=NOWHERE).path
    files = sorted(path.name for path in (first / "search").iterdir())
    assert len(files) > 5
    assert files == sorted(path.name for path in (second / "search").iterdir())
    assert all((first / "search" / name).read_bytes() == (second / "search" / name).read_bytes() for name in files)
