"""Every kind of page by the rules of WCAG 2.2 AA, in light and dark, at a desk and on a phone; and what it weighs."""

from importlib.resources import files
from typing import Any

import pytest

from tests.browser.conftest import Standing, Visiting
from tests.browser.invented import MISSING, SAFE_SLEEP, TAKEN_DOWN
from tests.browser.visits import Visit

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
LIGHTEST_FIRST_LOAD = 300_000
"""Most bytes of a page with everything it loads at once, before anything is typed."""
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
VIEWS = ((1280, "light"), pytest.param(380, "dark", marks=pytest.mark.long))
PAGES = {
    "home": "index.html",
    "search": "search/index.html",
    "pictures": "pictures/index.html",
    "reviews": "reviews/index.html",
    "list": "lists/year-2021/index.html",
    "review": f"reviews/{SAFE_SLEEP}/index.html",
    "review that is missing": f"reviews/{MISSING}/index.html",
    "themes": "themes/index.html",
    "theme": "themes/co_sleeping/index.html",
    "publishers": "publishers/index.html",
    "reviewers": "reviewers/index.html",
    "availability": "availability/index.html",
    "coverage": "coverage/index.html",
    "accuracy": "accuracy/index.html",
    "changes": "changes/index.html",
    "feeds": "feeds/index.html",
    "about": "about/index.html",
    "methods": "methods/index.html",
    "takedown": "takedown/index.html",
    "review taken down": f"reviews/{TAKEN_DOWN}/index.html",
    "area": "lists/area-*/index.html",
    "nation": "lists/nation-england/index.html",
    "publisher": "publishers/*/index.html",
    "reviewer": "reviewers/*/index.html",
    "data": "data/index.html",
    "accessibility": "accessibility/index.html",
    "not found": "404.html",
}
"""Each kind of page by name, and the path of one of it; of several that a star may stand for, the first."""


def violations(seen: Visit) -> list[str]:
    """Ask axe-core about the page as it stands."""
    seen.page.evaluate(AXE)
    found: dict[str, Any] = seen.page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", list(RULES)
    )
    return [
        f"{one['id']}: {node['html'][:120]} ({node.get('failureSummary', '')[:160]})"
        for one in found["violations"]
        for node in one["nodes"][:3]
    ]


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_no_page_breaks_a_rule_or_stands_out_of_its_width(
    visiting: Visiting, standing: Standing, width: int, scheme: str
) -> None:
    with visiting(width=width, color_scheme=scheme) as seen:
        asked = {name: standing.one_of(path) for name, path in PAGES.items()}
        wrong = {name: found for name, path in asked.items() if (found := faults(seen, path))}
        assert wrong == {}
        assert seen.wrong == []


def faults(seen: Visit, path: str) -> list[str]:
    """Open a page with everything folded open, and return what is wrong with it."""
    page = seen.go(path)
    if path.startswith("search/"):
        seen.ready()
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    broken = page.locator("img").evaluate_all("all => all.filter(one => !one.naturalWidth).map(one => one.src)")
    heads = page.locator("h1").count()
    return [
        *violations(seen),
        *(f"it stands out: {one}" for one in seen.overflow()),
        *(f"it is not shown: {one}" for one in broken),
        *([] if heads == 1 else [f"it has {heads} first headings"]),
    ]


@pytest.mark.parametrize("path", ["index.html", "search/index.html", f"reviews/{SAFE_SLEEP}/index.html"])
def test_a_page_is_light_with_everything_that_it_loads(visiting: Visiting, path: str) -> None:
    with visiting() as seen:
        page = seen.go(path)
        page.wait_for_load_state("load")
        assert {"style.css", path} <= set(seen.received)
        assert sum(seen.received.values()) < LIGHTEST_FIRST_LOAD


def test_dark_screens_get_a_dark_page_and_dark_pictures(visiting: Visiting) -> None:
    """A pixel of the ground of a picture, drawn to a canvas as the browser shows it."""
    pixel = """async () => {
      const image = document.querySelector('figure.picture img');
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.naturalWidth; canvas.height = image.naturalHeight;
      const context = canvas.getContext('2d');
      context.drawImage(image, 0, 0);
      return Math.max(...context.getImageData(3, 3, 1, 1).data.slice(0, 3));
    }"""
    ground = "() => Math.max(...getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number))"
    with visiting(color_scheme="light") as seen:
        page = seen.go("pictures/index.html")
        light = [page.evaluate(ground), page.evaluate(pixel)]
    with visiting(color_scheme="dark") as seen:
        page = seen.go("pictures/index.html")
        dark = [page.evaluate(ground), page.evaluate(pixel)]
    assert min(light) > 200
    assert max(dark) < 60


def test_on_paper_a_page_is_dark_on_white_and_keeps_its_words(visiting: Visiting) -> None:
    with visiting(color_scheme="dark") as seen:
        page = seen.go(f"reviews/{SAFE_SLEEP}/index.html")
        page.emulate_media(media="print", color_scheme="dark")
        colours = page.evaluate("() => [document.body, document.querySelector('h1')].map(one => getComputedStyle(one))"
                                ".map(style => [style.backgroundColor, style.color])")  # fmt: skip
        assert colours[0][0] == "rgb(255, 255, 255)"
        assert colours[1][1] == "rgb(0, 0, 0)"
        assert page.get_by_role("navigation", name="Main").is_hidden()
        assert page.get_by_role("heading", level=1).is_visible()


def test_the_host_sends_a_policy_that_lets_no_script_in(visiting: Visiting, standing: Standing) -> None:
    with visiting() as seen:
        page = seen.search()
        refused = page.evaluate("""() => new Promise((done) => {
          document.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective));
          const script = document.createElement('script');
          script.textContent = 'window.ran = true';
          document.body.append(script);
        })""")
        assert refused in ("script-src-elem", "script-src")
        assert page.evaluate("() => window.ran") is None
        answer = page.request.get(f"{standing.base}search/index.html")
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert "set-cookie" not in answer.headers
        assert page.context.cookies() == []
