"""What the adapter set out to read at an address, and the addresses of a site's REST interface.

Belongs here: the record that travels with an address, what lies within the row's part of a site, the
queries. Does not belong here: reading answers.
"""

import json
from typing import Literal
from urllib.parse import unquote, urlencode, urljoin, urlsplit

from catalogue.adapters.addresses import same_page, same_site
from catalogue.adapters.base import Body, Follow
from catalogue.models import Record

PER_PAGE = 100
"""Most objects that the interface gives in one answer."""
FIELDS = "id,link,type,status,date,date_gmt,title,content"
"""What is asked of pages and posts."""
MEDIA_FIELDS = "id,link,status,title,caption,source_url,post"
"""What is asked of media."""

_LONGEST = 50_000_000
"""Longest answer that is read, in bytes: a hundred pages of half a million each."""

What = Literal["types", "items", "media", "attachment", "map", "further"]
Scope = Literal["site", "below", "children", "term"]


class Step(Record):
    """What is expected at an address."""

    what: What
    """Kind of answer."""
    root: str
    """Address of the site's front page, ending with a slash."""
    api: str = ""
    """Address of the REST interface, with its query where the site has no readable addresses."""
    scope: Scope = "site"
    """Which part of the site the row means: all of it, what stands below its page by address, the page's
    children by number, or the posts of one category or tag."""
    page: str = ""
    """The row's own page, which is read as a web page and nowhere else; empty for a whole site."""
    term: str = ""
    """Query that chooses children or the posts of one category or tag."""
    route: str = ""
    """Collection: ``pages``, ``posts`` or that of another type."""
    name: str = ""
    """Type of the collection's objects; for an attachment, the words that link to it."""
    title: str = ""
    """For an attachment, the title of the page that links to it."""
    offset: int = 0
    """Objects read before."""
    first: int = 0
    """Number of the first object in the answer before."""
    last: int = 0
    """Highest number read so far; 0 where the answer before was not in order of numbers."""
    stale: bool = False
    """Whether the answer before held nothing new."""

    def at(self, url: str, depth: int, *, instead: tuple[Follow, ...] | None = None, late: bool = False) -> Follow:
        """Return the step as an address to read."""
        return Follow(url=url, kind=self.canonical(), depth=depth, instead=instead, late=late)

    def with_(self, **changes: object) -> "Step":
        """Return the step with some of its parts changed."""
        return self.model_copy(update=changes)

    def holds(self, url: str, row: tuple[str, ...] = ()) -> bool:
        """Tell whether an address lies in the row's part of the site.

        Args:
            url: Address of a page or post.
            row: The row's addresses: what stands below any of them counts.

        Returns:
            Whether it does; not for an address of the row itself, which is read as a web page and nowhere else.
        """
        own = [one for one in (self.page, *row) if one and not same_page(one, self.root)]
        if any(same_page(url, one) for one in own):
            return False
        return self.scope != "below" or any(_is_below(url, one, self.root) for one in own)


def _is_below(url: str, page: str, root: str) -> bool:
    """Tell whether an address stands below a page that has an address of words."""
    place, within = (unquote(urlsplit(one).path).lower().rstrip("/") + "/" for one in (url, page))
    front = urlsplit(root).path.rstrip("/") + "/"
    return within not in {front, place} and place.startswith(within) and same_site(url, page)


def types_address(api: str) -> str:
    """Return where an interface lists its types."""
    return _ask(api, "types")


def items_address(step: Step) -> str:
    """Return where the next part of a collection is: in order of numbers, so that nothing new moves the rest."""
    fields = MEDIA_FIELDS if step.what == "media" else FIELDS
    query = {"per_page": str(PER_PAGE), "offset": str(step.offset), "orderby": "id", "order": "asc"}
    more = {"media_type": "application"} if step.what == "media" else {}
    address = _ask(step.api, step.route, **query, **more)
    return f"{address}{'&' + step.term if step.term else ''}&_fields={fields}"


def _ask(api: str, route: str, **query: str) -> str:
    """Return the address of a route, whether the interface has a path or a query of its own."""
    address = f"{api}wp/v2/{route}"
    return f"{address}{'&' if '?' in api else '?'}{urlencode(query)}" if query else address


def answer_of(body: Body) -> object:
    """Return an answer in JSON, or None where it is none: cut, mangled, the page of an error, or far too long."""
    if len(body.content) > _LONGEST:
        return None
    try:
        return json.loads(body.content)
    except (ValueError, RecursionError):
        return None


def text(where: object, *keys: str) -> str:
    """Return a text somewhere in an answer, cleaned of what no page can hold; empty where there is none."""
    for key in keys:
        where = where.get(key) if isinstance(where, dict) else None
    return where.strip().encode("utf-8", "replace").decode() if isinstance(where, str) else ""


def number(where: object, key: str) -> int:
    """Return the number of an object, or 0 where it has none that a database gives."""
    value = where.get(key) if isinstance(where, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**53 else 0


def usable(url: str, base: str) -> str:
    """Return an address on the site of another, made absolute; empty where it leads elsewhere or nowhere."""
    if not url:
        return ""
    try:
        absolute = urljoin(base, url.strip())
        fits = urlsplit(absolute).scheme in {"http", "https"} and same_site(absolute, base)
    except ValueError:
        return ""
    return absolute if fits and absolute.isprintable() and " " not in absolute and len(absolute) < 2000 else ""
