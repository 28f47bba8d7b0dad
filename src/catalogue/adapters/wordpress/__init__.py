"""The adapter for WordPress sites: from nothing but an address to every page, post and document of reviews.

Belongs here: which reader takes which answer. Does not belong here: what a review is (``listing`` and
``judging`` say so for every page, whatever its platform), or any rule for one site.

The page at the row's address says where the site's REST interface is. Its types, pages, posts and media
are read there. Where the interface is refused or mangled, the site's maps are read instead and the web
pages they name. An address within a site means the page there and what stands below it.
"""

from collections.abc import Callable

from catalogue.adapters.base import Adapter, Body, Found
from catalogue.adapters.wordpress import items, maps, media, places
from catalogue.adapters.wordpress.content import at_depth, read_web_page
from catalogue.adapters.wordpress.steps import Step, What
from catalogue.models import Source

VERSION = "1"

_READERS: dict[What, Callable[[Source, Body, Step], Found]] = {
    "types": items.read_types,
    "items": items.read_items,
    "media": media.read_media,
    "attachment": media.read_attachment,
    "map": maps.read_map,
    "further": places.read_further,
}


def read(source: Source, body: Body) -> Found:
    """Read one answer of a WordPress site.

    Args:
        source: The register's row.
        body: What came back.

    Returns:
        Links of what is about reviews, and what to read next. Pages that are not about reviews give nothing;
        an answer of another shape gives a problem, or what is read instead where there is such a thing.
    """
    kind = body.follow.kind
    if kind == places.START:
        return places.read_start(source, body)
    if kind in {"page", "listing"}:
        return at_depth(read_web_page(source, body), body)
    step = Step.model_validate_json(kind)
    return _READERS[step.what](source, body, step)


ADAPTER = Adapter("wordpress", VERSION, places.start, read)
