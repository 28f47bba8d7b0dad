"""Looking through a printed site: does every link lead somewhere, and does every page keep the rules?

Belongs here: what can be said of a site's folder alone, whoever printed it. Does not belong here: whether what it tells
is right.

The rules: every link inside the site leads to a file, and to a part of it where it names one; every page can be reached
from the first one within three clicks (but for pages that only stand in the place of others, which search engines are
not told of either); no page is larger than 150 kB; nothing is loaded from elsewhere, no script or style stands in a
page, and no link leads to anything but a web page, a mail address or a file of the site; every id stands once; every
tag is closed in its order, every table has a caption, every field a label.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from catalogue.models import Record
from catalogue.site import places

LARGEST = 150_000
CLICKS = 3
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_LOADS = {"img": "src", "script": "src", "iframe": "src", "source": "src", "embed": "src", "object": "data"}
_REFRESH = re.compile(r"\d+; url=(.+)")
_OUT = frozenset({"http", "https", "mailto"})
_ATTRIBUTES_NEVER = re.compile(r"on\w+|style")


class Finding(Record):
    """Something that a site should not have."""

    path: str
    """File concerned."""
    what: str
    """What is the matter, in a sentence."""


@dataclass
class _Looked:
    """What one page holds, as far as the rules ask."""

    path: str
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    ids: Counter[str] = field(default_factory=Counter)
    open: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    listed: bool = True


class _Reader(HTMLParser):
    """Reads one page."""

    def __init__(self, path: str) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = _Looked(path)
        self._captions = self._tables = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of a tag."""
        values = {name: value or "" for name, value in attrs}
        seen = self.seen
        if tag not in _VOID:
            seen.open.append(tag)
        if len(values) != len(attrs):
            seen.wrong.append(f"A tag {tag} has an attribute twice.")
        seen.wrong += [f"A tag {tag} has the attribute {name}." for name in values if _ATTRIBUTES_NEVER.fullmatch(name)]
        if "id" in values:
            seen.ids[values["id"]] += 1
        self._note(tag, values)

    def _note(self, tag: str, values: dict[str, str]) -> None:
        """Take note of what a tag loads or leads to."""
        seen = self.seen
        if tag in _LOADS and values.get(_LOADS[tag]):
            seen.loads.append(values[_LOADS[tag]])
        if (tag == "script" and "src" not in values) or tag == "style":
            seen.wrong.append(f"A {tag} stands in the page.")
        if tag == "link" and values.get("rel") != "canonical":
            (seen.links if values.get("rel") == "alternate" else seen.loads).append(values.get("href", ""))
        if tag == "a" and "href" in values:
            seen.links.append(values["href"])
        if tag == "form":
            seen.links.append(values.get("action", ""))
        if tag == "meta":
            moved = _REFRESH.fullmatch(values.get("content", "")) if values.get("http-equiv") == "refresh" else None
            seen.links += [moved.group(1)] if moved else []
            seen.listed = seen.listed and values.get("name") != "robots"
        self._tables += tag == "table"
        self._captions += tag == "caption"

    def handle_endtag(self, tag: str) -> None:
        """Take note of a tag's end."""
        if not self.seen.open or self.seen.open.pop() != tag:
            self.seen.wrong.append(f"A tag {tag} ends where it is not open.")

    def done(self) -> _Looked:
        """Return what the page holds."""
        self.close()
        if self.seen.open:
            self.seen.wrong.append(f"A tag {self.seen.open[-1]} does not end.")
        if self._tables != self._captions:
            self.seen.wrong.append("A table has no caption.")
        self.seen.wrong += [
            f"The id {key!r} stands {number} times." for key, number in self.seen.ids.items() if number > 1
        ]
        return self.seen


def check(folder: Path, url: str | None = None) -> tuple[Finding, ...]:
    """Look a printed site through.

    Args:
        folder: The site's folder.
        url: Its public address with a slash at the end, under which the page for a wrong address links; null where it
            has none.

    Returns:
        What is against the rules, by path; none where all is well.
    """
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    pages = {path: _look(folder, path, url) for path in sorted(files) if path.endswith(".html")}
    found = [Finding(path=path, what=what) for path, page in pages.items() for what in _wrong(page, pages, files)]
    found += [
        Finding(path=path, what=f"It is {size} bytes large; a page is at most {LARGEST}.")
        for path in pages
        if (size := (folder / path).stat().st_size) > LARGEST
    ]
    if places.HOME in pages:
        clicks = _clicks(pages)
        found += [
            Finding(path=path, what=f"It is not reached from the first page within {CLICKS} clicks.")
            for path, page in pages.items()
            if page.listed and clicks.get(path, CLICKS + 1) > CLICKS
        ]
    else:
        found.append(Finding(path=places.HOME, what="There is no first page."))
    return tuple(sorted(found, key=lambda one: (one.path, one.what)))


def clicks(folder: Path) -> dict[str, int]:
    """Return how many clicks each page is from the first one; pages that are not reached are left out."""
    pages = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    return _clicks({path: _look(folder, path) for path in pages})


def _look(folder: Path, path: str, url: str | None = None) -> _Looked:
    """Read one page; links under the site's public address become those that they stand for."""
    reader = _Reader(path)
    reader.feed((folder / path).read_text(encoding="utf-8"))
    seen = reader.done()
    if url:
        up = "../" * path.count("/")
        seen.links = [up + one.removeprefix(url) if one.startswith(url) else one for one in seen.links]
        seen.loads = [up + one.removeprefix(url) if one.startswith(url) else one for one in seen.loads]
    return seen


def _wrong(page: _Looked, pages: dict[str, _Looked], files: set[str]) -> Iterator[str]:
    """Give what is wrong with one page."""
    yield from page.wrong
    for one in page.loads:
        if urlsplit(one).scheme or one.startswith("//"):
            yield f"It loads {one[:80]} from elsewhere."
        elif _target(page.path, one) not in files:
            yield f"It loads {one[:80]}, which is not there."
    for link in page.links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            if parts.scheme.lower() not in _OUT:
                yield f"It links to {link[:80]}, which is no web address."
            continue
        target = _target(page.path, link)
        if target not in files:
            yield f"It links to {link[:80]}, which is not there."
        elif parts.fragment and target in pages and parts.fragment not in pages[target].ids:
            yield f"It links to {link[:80]}, a part that is not there."


def _target(path: str, link: str) -> str:
    """Return the file that a relative link of a page leads to."""
    there = unquote(urlsplit(link).path)
    if not there:
        return path
    steps: list[str] = []
    for step in (PurePosixPath(path).parent / there).parts:
        if step == "..":
            if not steps:
                return "outside the site"
            steps.pop()
        else:
            steps.append(step)
    return "/".join(steps)


def _clicks(pages: dict[str, _Looked]) -> dict[str, int]:
    """Return the fewest clicks from the first page to each that is reached."""
    found, waiting = {places.HOME: 0}, deque([places.HOME])
    while waiting:
        path = waiting.popleft()
        for link in pages[path].links:
            parts = urlsplit(link)
            target = _target(path, link) if not parts.scheme and not parts.netloc else ""
            if target in pages and target not in found:
                found[target] = found[path] + 1
                waiting.append(target)
    return found
