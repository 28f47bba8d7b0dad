"""How long the search takes to answer in Chromium at national size: ``python -m tests.bench.browser_search``.

Belongs here: an invented edition of 1,550 reviews, its site, questions of several kinds asked a number of times, and how
the page loads on a slow line. Does not belong here: a limit, or an assertion about the clock.

An answer is timed by the page itself, from the question to the results standing on the page, without the pause after the
last key. The slow line is 1.6 Mbit/s with 150 ms a round trip; what it costs is told as a ratio to the same page without it.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.table import Table

from catalogue.site import Site, build
from tests.browser import invented
from tests.browser.serving import hosted
from tests.browser.visits import CHROMIUM, chromium, visit

REVIEWS = 1550
QUOTES, POINTS = 10, 6
QUESTIONS = {
    "one common word": ("partnership", "family", "neglect"),
    "several words": ("co-sleeping neglect baby", "school attendance missing records", "safe sleep visits"),
    "a word begun": ("negl", "part", "sle"),
    "a typing error": ("neglct", "partnresip", "bruisng"),
    "no such word": ("qqqqqqqqqq", "zzzzyyyyxxxx"),
    "nothing, filters alone": ("",),
}
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
_LAST = "name => performance.getEntriesByName(name).at(-1).duration"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 0 whatever they are, 2 where there is no browser."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviews", type=int, default=REVIEWS)
    parser.add_argument("--repeat", type=int, default=10)
    asked = parser.parse_args(arguments)
    out = Console()
    if not CHROMIUM.is_file():
        out.print(f"There is no browser at {CHROMIUM}.")
        return 2
    with (
        _standing(asked.reviews, out) as (folder, base),
        sync_playwright() as playwright,
        chromium(playwright) as browser,
    ):
        _sizes(folder, out)
        _answers(browser, base, asked.repeat, out)
        _loading(browser, base, out)
    return 0


@contextmanager
def _standing(reviews: int, out: Console) -> Iterator[tuple[Path, str]]:
    """Print an edition and its site, and serve it."""
    with tempfile.TemporaryDirectory() as temporary:
        edition = invented.printed(reviews, Path(temporary), quotes=QUOTES, points=POINTS)
        begun = time.perf_counter()
        built = build(edition, Path(temporary) / "site", site=Site(url=None, contact=None))
        took = time.perf_counter() - begun
        out.print(
            f"{reviews} reviews; site of {built.files} files, {built.bytes / 1e6:.1f} MB, printed in {took:.1f} s"
        )
        begun = time.perf_counter()
        again = build(edition, Path(temporary) / "site", site=Site(url=None, contact=None))
        out.print(f"again with nothing changed: {again.written} written, {time.perf_counter() - begun:.1f} s")
        with hosted(built.path) as (_, base):
            yield built.path, base


def _sizes(folder: Path, out: Console) -> None:
    """Print what the index weighs."""
    files = {path.name: path.stat().st_size for path in (folder / "search").iterdir()}
    words = (folder / "search" / "index.json").read_text().split('"terms":"')[1].split('"')[0].count(" ") + 1
    out.print(
        f"index.json {files['index.json'] / 1e3:.0f} kB with {words:,} words; "
        + ", ".join(
            f"{len(sizes)} files of {kind} of at most {max(sizes) / 1e3:.0f} kB, together {sum(sizes) / 1e3:.0f} kB"
            for kind in ("postings", "passages")
            if (sizes := [size for name, size in files.items() if name.startswith(kind)])
        )
    )


def _answers(browser: Browser, base: str, repeat: int, out: Console) -> None:
    """Print how long answers take: the first of each kind, with its files to fetch, and all later ones."""
    table = Table("Question", "First, ms", "p50, ms", "p95, ms", "With passages p95, ms")
    every: list[float] = []
    for kind, questions in QUESTIONS.items():
        firsts: list[float] = []
        times: list[float] = []
        whole: list[float] = []
        for question in questions:
            with visit(browser, base) as seen:
                page = seen.search()
                page.wait_for_selector("html[data-search=kept]")
                for number in range(repeat + 1):
                    seen.ask(f"{question} ")
                    (times if number else firsts).append(page.evaluate(_LAST, "search"))
                    whole.append(page.evaluate(_LAST, "passages"))
        every += [*firsts, *times]
        table.add_row(
            kind, f"{max(firsts):.0f}", f"{statistics.median(times):.1f}", f"{_p95(times):.1f}", f"{_p95(whole):.0f}"
        )
    table.add_row("all", "", f"{statistics.median(every):.1f}", f"{_p95(every):.1f}")
    out.print(table)


def _loading(browser: Browser, base: str, out: Console) -> None:
    """Print how pages load on a slow line beside a fast one."""
    table = Table("Page", "Bytes", "Fast, ms", "Slow line, ms", "Ratio")
    for path in ("index.html", "search/index.html", f"reviews/{invented.SAFE_SLEEP}/index.html", "pictures/index.html"):
        fast, size = _load(browser, base, path, slow=False)
        slow, _ = _load(browser, base, path, slow=True)
        table.add_row(path, f"{size:,}", f"{fast:.0f}", f"{slow:.0f}", f"{slow / fast:.1f}")
    out.print(table)


def _load(browser: Browser, base: str, path: str, *, slow: bool) -> tuple[float, int]:
    """Return the milliseconds until a page has loaded, and the bytes that came by then."""
    with visit(browser, base) as seen:
        if slow:
            seen.page.context.new_cdp_session(seen.page).send("Network.emulateNetworkConditions", SLOW)
        seen.go(path)
        seen.page.wait_for_load_state("load")
        size = sum(seen.received.values())
        took: float = seen.page.evaluate("() => performance.getEntriesByType('navigation')[0].loadEventEnd")
        return took, size


def _p95(times: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return sorted(times)[max(0, -(-len(times) * 95 // 100) - 1)]


if __name__ == "__main__":
    sys.exit(main())
