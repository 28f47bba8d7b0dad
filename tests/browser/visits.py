"""A visit to the site: a page of the browser that takes note of everything that should not happen.

Belongs here: opening Chromium, and what is wrong on any page. Does not belong here: what one page should say.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Playwright

CHROMIUM = Path("/usr/bin/chromium")
"""The system's own browser; none is ever downloaded."""
WIDTHS = (1280, 380)

_OVERFLOW = """() => {
  const wide = document.documentElement.clientWidth;
  return [...document.querySelectorAll('body *')]
    .filter((one) => !one.closest('.wide, .skip, .unseen') && one.getBoundingClientRect().right > wide + 1)
    .map((one) => one.tagName + '.' + one.className + ': ' + one.textContent.trim().slice(0, 40));
}"""


@dataclass
class Visit:
    """One page of the browser, and what went wrong on it."""

    page: Page
    base: str
    wrong: list[str] = field(default_factory=list)
    received: dict[str, int] = field(default_factory=dict)

    def go(self, path: str = "") -> Page:
        """Open a page of the site."""
        self.page.goto(self.base + path)
        return self.page

    def search(self, path: str = "search/index.html") -> Page:
        """Open the search and wait until it answers."""
        self.go(path)
        self.ready()
        return self.page

    def ready(self) -> None:
        """Wait until the search answers."""
        self.page.wait_for_selector("html[data-search]")

    def ask(self, question: str) -> str:
        """Ask for words, wait for the answer, and return the sentence about it."""
        before = self.page.get_attribute("#results", "data-answers")
        self.page.fill("#q", question)
        self.page.press("#q", "Enter")
        self.page.wait_for_function(
            "before => document.querySelector('#results').dataset.answers !== before", arg=before
        )
        return self.page.inner_text("#status")

    def titles(self) -> list[str]:
        """Return the titles of the results shown."""
        return self.page.locator("#results > li > a").all_inner_texts()

    def overflow(self) -> list[str]:
        """Return what stands out of the page sideways."""
        found: list[str] = self.page.evaluate(_OVERFLOW)
        return found


@contextmanager
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Open the system's Chromium."""
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking", "--no-first-run"]
    )
    try:
        yield browser
    finally:
        browser.close()


@contextmanager
def visit(browser: Browser, base: str, *, width: int = WIDTHS[0], **more: Any) -> Iterator[Visit]:
    """Visit the site with an empty profile; ends with a list of everything that went wrong."""
    context = browser.new_context(viewport={"width": width, "height": 900}, accept_downloads=True, **more)
    page = context.new_page()
    page.set_default_timeout(10_000)
    seen = Visit(page, base)
    page.on(
        "console",
        lambda said: seen.wrong.append(f"console: {said.text}") if said.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: seen.wrong.append(f"script: {error}"))
    context.on(
        "request",
        lambda asked: None if asked.url.startswith((base, "blob:" + base)) else seen.wrong.append(f"asked {asked.url}"),
    )
    page.on("response", lambda answer: _note(seen, answer.url, answer.headers))
    try:
        yield seen
    finally:
        context.close()


def _note(seen: Visit, url: str, headers: dict[str, str]) -> None:
    """Take note of how many bytes came."""
    seen.received[url.removeprefix(seen.base)] = int(headers.get("content-length", "0"))
