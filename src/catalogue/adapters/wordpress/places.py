"""Where reading a WordPress site starts, and from there to its interface, its maps, or the page itself.

Belongs here: which part of a site a row means, and what is tried in which order. Does not belong here:
reading any of it.
"""

from urllib.parse import urlsplit

from catalogue.adapters.addresses import same_page
from catalogue.adapters.base import Body, Follow, Found, not_readable
from catalogue.adapters.wordpress.content import at_depth, read_web_page
from catalogue.adapters.wordpress.signs import Signs, number_asked, signs_of
from catalogue.adapters.wordpress.steps import Step, types_address
from catalogue.models import Source
from catalogue.vocabulary import Magic

START = "site"
"""What is expected at a row's own address."""

_MAPS = ("wp-sitemap.xml", "sitemap_index.xml", "sitemap.xml")
"""Where WordPress, its usual extensions and other ones keep the map of a site."""


def start(source: Source) -> tuple[Follow, ...]:
    """Return where reading a source starts.

    Args:
        source: The register's row.

    Returns:
        One address for each of the row's.
    """
    return tuple(Follow(url=url, kind=START) for url in source.urls)


def read_start(source: Source, body: Body) -> Found:
    """Read the page at a row's address.

    Args:
        source: The register's row.
        body: What came back.

    Returns:
        For a page within a site, what it lists itself; and where the interface is, with what is read instead
        where that is refused. The front page of a site lists nothing itself: its posts and pages do.
    """
    if body.magic is not Magic.HTML:
        return not_readable(body, "a web page")
    signs = signs_of(body)
    step, depth = _step(body, signs), body.follow.depth + 1
    if step.scope == "site":
        front = Follow(url=body.url, kind="listing", depth=depth, late=True)
        return Found(follow=(_interface(step, signs, _maps(step, (front,), depth), depth),))
    found = read_web_page(source, body, kind="listing")
    inside = tuple(one for one in found.follow if _is_given_by_interface(step, one, source))
    # An interface that the page does not name may be another site's on the same host, and one is asked for the
    # first of a row's addresses only: what it does not show is read after it.
    sure = signs.said and same_page(body.follow.url, source.urls[0])
    late = () if sure else tuple(one.model_copy(update={"late": True}) for one in inside)
    beside = inside if sure else ()
    instead = _maps(step, beside, depth) if step.scope == "below" else beside or None
    follow = (*_beyond(step, found, source), *late, _interface(step, signs, instead, depth))
    return at_depth(found.model_copy(update={"follow": follow}), body)


def read_further(source: Source, body: Body, step: Step) -> Found:
    """Read a further page of the list that a row's page begins.

    Args:
        source: The register's row.
        body: What came back.
        step: Which part of the site the row means.

    Returns:
        What the page lists, and what to read next that the interface does not give.
    """
    found = read_web_page(source, body, kind="listing")
    return at_depth(found.model_copy(update={"follow": _beyond(step, found, source)}), body)


def _step(body: Body, signs: Signs) -> Step:
    """Return which part of the site the row's address means."""
    step = Step(what="types", root=signs.root, api=signs.api)
    if any(same_page(url, signs.root) for url in (body.url, body.follow.url)):
        return step
    step = step.with_(page=body.url, scope="below")
    if signs.route in {"categories", "tags"}:
        return step.with_(scope="term", term=f"{signs.route}={signs.number}")
    asked = number_asked(body.url)
    if asked or urlsplit(body.url).path == urlsplit(signs.root).path:
        return step.with_(scope="children", term=f"parent={signs.number or asked or 0}")
    return step


def _is_given_by_interface(step: Step, follow: Follow, source: Source) -> bool:
    """Tell whether the interface may give a review's page too: by its address, or where addresses say nothing."""
    return follow.kind == "page" and (step.scope != "below" or step.holds(follow.url, source.urls))


def _beyond(step: Step, found: Found, source: Source) -> tuple[Follow, ...]:
    """Return what a list leads to and the interface does not give: pages elsewhere, files, the list's next pages."""
    further = step.with_(what="further")
    return tuple(
        one.model_copy(update={"kind": further.canonical()}) if one.kind == "listing" else one
        for one in found.follow
        if not _is_given_by_interface(step, one, source)
    )


def _interface(step: Step, signs: Signs, instead: tuple[Follow, ...] | None, depth: int) -> Follow:
    """Return where the interface lists its types; one that the page does not name has two usual addresses."""
    if signs.said:
        return step.at(types_address(step.api), depth, instead=instead)
    other = step.with_(api=f"{step.root}?rest_route=/")
    second = other.at(types_address(other.api), depth, instead=instead)
    return step.at(types_address(step.api), depth, instead=(second,))


def _maps(step: Step, beside: tuple[Follow, ...], depth: int) -> tuple[Follow, ...]:
    """Return the first of the site's maps, each with the next instead of it, and what is read beside them.

    The last has nothing instead: a site that shows neither interface nor map was not read whole.
    """
    instead: tuple[Follow, ...] | None = None
    for name in reversed(_MAPS):
        instead = (step.with_(what="map").at(step.root + name, depth, instead=instead),)
    return (*(instead or ()), *beside)
