"""Where reading a WordPress site starts, and from there to its interface, its maps, or the page itself.

Belongs here: which part of a site a row means, and what is tried in which order. Does not belong here:
reading any of it.
"""

from urllib.parse import urlsplit

from catalogue.adapters.addresses import same_page
from catalogue.adapters.base import Body, Follow, Found, not_readable
from catalogue.adapters.wordpress.content import read_web_page
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
    inside = tuple(one for one in found.follow if _may_be_inside(step, one.url))
    outside = tuple(one for one in found.follow if one not in inside)
    instead = _maps(step, inside, depth) if step.scope == "below" else inside or None
    return found.model_copy(update={"follow": (*outside, _interface(step, signs, instead, depth))})


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


def _may_be_inside(step: Step, url: str) -> bool:
    """Tell whether the interface may give a page too: by its address, or where addresses say nothing."""
    return step.scope != "below" or step.holds(url)


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
