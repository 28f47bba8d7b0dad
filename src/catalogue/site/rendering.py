"""Pages as values, and what becomes of them: bytes.

Belongs here: what a page is before it is printed, and the one place where it becomes HTML. Does not belong here: what
stands on a page (``pages``), or where files go (``printing``).

Every value that stands on a page is escaped by the template engine; nothing is ever marked as safe but what this
package itself writes. A page's context holds text, numbers, truth values, lists and mappings only, so that equal
contexts can be told from their text: a page whose context is the one it was printed from is not printed again.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import jinja2
from markupsafe import Markup

from catalogue.models import digest
from catalogue.site import places

Context = Mapping[str, Any]

# Characters that no page holds: controls, and those that turn the direction of the words after them.
_NOT_SHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff]")


@dataclass(frozen=True)
class Page:
    """One page, before it is printed."""

    path: str
    """Where it stands in the site, with forward slashes: ``reviews/x/index.html``."""
    template: str
    """Name of its template."""
    title: str
    """What it is called, in the words that stand in its first heading."""
    context: Context = field(default_factory=dict)
    """What its template says, as JSON could hold it."""
    feeds: tuple[tuple[str, str], ...] = ()
    """Feeds that belong to it: path and title."""
    listed: bool = True
    """Whether search engines are told of it, and it is one of the pages that lead somewhere."""


@dataclass(frozen=True)
class File:
    """One file that is not made by a template."""

    path: str
    """Where it stands in the site."""
    key: str
    """Differs where its bytes differ."""
    data: Callable[[], bytes]
    """Makes its bytes."""


@dataclass(frozen=True)
class Site:
    """What every page says alike."""

    url: str | None
    """Public address at which the site stands, with a slash at its end; null where it is not known."""
    contact: str | None
    """Whom to write to, as text; null where nobody is named."""


class Renderer:
    """Makes files of pages."""

    def __init__(self, site: Site, code: str) -> None:
        """Open the templates.

        Args:
            site: What every page says alike.
            code: Differs where the code differs that makes pages, its templates among it.
        """
        self.site = site
        self.version = digest(code, repr(site), length=64)
        """Differs where the code or what all pages say alike differs."""
        self._environment = jinja2.Environment(
            loader=jinja2.PackageLoader("catalogue.site"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            finalize=_shown,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(places=places, site=site, contact=contact_link(site.contact))

    def file(self, page: Page) -> File:
        """Return a page as a file, whose bytes are made only when they are asked for."""
        said = json.dumps([page.title, page.context, page.feeds, page.listed], ensure_ascii=True, separators=(",", ":"))
        return File(page.path, digest(self.version, page.template, said), lambda: self._render(page))

    def keyed(self, file: File) -> File:
        """Return a file that no template makes, made anew too where the code that makes it differs."""
        return replace(file, key=digest(self.version, file.key))

    def _render(self, page: Page) -> bytes:
        """Return a page's bytes."""
        root = "../" * page.path.count("/") or "./"
        if page.path == places.NOT_FOUND and self.site.url:
            root = self.site.url  # served in the place of any page, so no relative link of it could hold
        text = self._environment.get_template(page.template).render(
            {**page.context, "page": page, "root": root, "canonical": self._canonical(page)}
        )
        return text.encode("utf-8", "replace")

    def _canonical(self, page: Page) -> str | None:
        """Return the public address of a page; null where the site's is not known."""
        return self.site.url + page.path.removesuffix("index.html") if self.site.url and page.listed else None


def _shown(value: object) -> object:
    """Return a value that goes to a page without the characters that no page holds; what is escaped stays so."""
    if not isinstance(value, str) or value.isprintable() or not _NOT_SHOWN.search(value):
        return value
    plain = _NOT_SHOWN.sub(" ", value)
    return Markup(plain) if isinstance(value, Markup) else plain  # noqa: S704 - it was escaped before


def contact_link(contact: str | None) -> str | None:
    """Return a contact as a link: an e-mail address or a web page; null where it is neither."""
    if contact is None:
        return None
    if "@" in contact and not set(contact) & set(" <>\"'?&/:"):
        return f"mailto:{contact}"
    return places.outside(contact)
