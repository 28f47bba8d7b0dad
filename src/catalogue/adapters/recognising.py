"""Which adapter reads a place, by what the first page says of itself.

Belongs here: the signs of platforms, and handing each answer to the adapter that was recognised. Does not
belong here: how any adapter reads, or the name of any site but the national platform's own.
"""

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from catalogue.adapters.addresses import host_of
from catalogue.adapters.base import Adapter, Body, Follow, Found
from catalogue.adapters.wordpress.signs import signs_of
from catalogue.models import Source
from catalogue.vocabulary import Magic

_START = "first page"
_GOVUK = ("/api/search.json", "/api/content/")


def recognise(body: Body) -> str:
    """Say which adapter reads a place.

    Args:
        body: What the place's address answered.

    Returns:
        ``govuk`` for an answer of the GOV.UK interfaces; ``wordpress`` for a web page that links to such a
        site's interface, names it as its maker, or loads its files; else ``listing``, which reads any web page.
    """
    path = urlsplit(body.url).path
    if body.magic is Magic.JSON and (host_of(body.url) == "gov.uk" or path.startswith(_GOVUK)):
        return "govuk"
    if body.magic is Magic.HTML and signs_of(body).is_wordpress:
        return "wordpress"
    return "listing"


def recognising(adapters: Mapping[str, Adapter]) -> Adapter:
    """Make the adapter for rows that name none.

    Args:
        adapters: The adapters there are, by name.

    Returns:
        An adapter that recognises the platform of each of a row's addresses by its first answer, and reads on
        as that platform's adapter does.
    """

    def start(source: Source) -> tuple[Follow, ...]:
        return tuple(Follow(url=url, kind=_START) for url in source.urls)

    def read(source: Source, body: Body) -> Found:
        if body.follow.kind == _START:
            name = recognise(body)
            (follow,) = adapters[name].start(source.model_copy(update={"urls": (body.follow.url,)}))
        else:
            name = body.follow.kind.partition(" ")[0]
            follow = _renamed(body.follow, lambda kind: kind.partition(" ")[2])
        found = adapters[name].read(source, Body(follow, body.url, body.content, body.media_type, body.magic))
        further = tuple(_renamed(one, lambda kind: f"{name} {kind}") for one in found.follow)
        return found.model_copy(update={"follow": further})

    version = ",".join(f"{one.name}@{one.version}" for one in adapters.values())
    return Adapter("recognised", f"1 {version}", start, read)


def _renamed(follow: Follow, name: Callable[[str], str]) -> Follow:
    """Return an address with another kind, and so what is read instead of it."""
    instead = None if follow.instead is None else tuple(_renamed(one, name) for one in follow.instead)
    return follow.model_copy(update={"kind": name(follow.kind), "instead": instead})
