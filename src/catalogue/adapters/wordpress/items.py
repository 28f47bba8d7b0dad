"""The types of a site's REST interface, and the pages and posts of each.

Belongs here: the shapes of those answers, and when a collection ends. Does not belong here: media
(``media.py``), maps (``maps.py``), or what a page's content says (``content.py``).

A collection is read in order of numbers until an answer is empty: how many objects an answer holds says
nothing sure, because a site may give fewer than asked for, and leaves out those that nobody may read.
"""

import re
from typing import Any

from catalogue.adapters.base import Body, Follow, Found, not_readable
from catalogue.adapters.wordpress.content import at_depth, is_hidden, read_content, with_date_of_post
from catalogue.adapters.wordpress.steps import (
    PER_PAGE,
    Step,
    answer_of,
    items_address,
    number,
    text,
    usable,
)
from catalogue.models import Link, Source
from catalogue.vocabulary import IssueKind

_MOST_TYPES = 40
_OWN = re.compile(r"^(?:attachment|nav_menu_item|wp_\w+)$")
"""Types that WordPress keeps for itself: parts of pages, menus, styles; and media, which are read apart."""
_ROUTE = re.compile(r"^[\w-]{1,60}$")


def read_types(source: Source, body: Body, step: Step) -> Found:
    """Read which types of pages a site has.

    Args:
        source: The register's row.
        body: What came back.
        step: What was expected.

    Returns:
        The start of each public type's collection, pages and posts first, and of the media library for a
        whole site. Another answer gives what is read instead, and a problem where it is the interface's own:
        one that works again tomorrow may show more than the maps do.
    """
    answer = answer_of(body)
    types = _types(answer) if isinstance(answer, dict) else {}
    if not types.keys() & {"page", "post"}:
        return _mangled(body)
    if step.scope == "children":
        types = {name: route for name, route in types.items() if name == "page"}
    elif step.scope == "term":
        types = {name: route for name, route in types.items() if name == "post"}
    depth = body.follow.depth + 1
    follow = [
        one.at(items_address(one), depth)
        for name, route in types.items()
        for one in (step.with_(what="items", name=name, route=route),)
    ]
    if step.scope == "site":
        library = step.with_(what="media", name="attachment", route="media")
        follow.append(library.at(items_address(library), depth, late=True))
    return Found(follow=tuple(follow))


def _mangled(body: Body) -> Found:
    """Return what is read instead of an answer that is cut, mangled or some page; silent where it was only a guess."""
    instead = body.follow.instead or ()
    if any(one.url.endswith("/wp/v2/types") for one in instead):
        return Found(follow=instead)
    problem = not_readable(body, "an answer with the site's types")
    return problem.model_copy(update={"problem": IssueKind.INCOMPLETE, "follow": instead}) if instead else problem


def _types(answer: dict[str, Any]) -> dict[str, str]:
    """Return the collections of the types that a site publishes, by type."""
    found: dict[str, str] = {}
    for name, given in answer.items():
        route = text(given, "rest_base")
        core = text(given, "rest_namespace") in {"", "wp/v2"}
        if core and _ROUTE.match(route) and not _OWN.match(name) and len(found) < _MOST_TYPES:
            found[name] = route
    first = [name for name in ("page", "post") if name in found]
    return {name: found[name] for name in (*first, *sorted(found.keys() - set(first)))}


def read_items(source: Source, body: Body, step: Step) -> Found:
    """Read one part of a collection of pages or posts.

    Args:
        source: The register's row.
        body: What came back.
        step: What was expected.

    Returns:
        Links of the pages about reviews, what has to be read as a web page, and the next part, until one is
        empty. An answer that is no list gives a problem; so does one that repeats the part before.
    """
    answer = answer_of(body)
    if not isinstance(answer, list):
        return not_readable(body, "a list of pages or posts")
    objects, further = next_part(body, step, answer)
    if isinstance(further, Found):
        return further
    follow: list[Follow] = list(further)
    links: list[Link] = []
    announced = says_none = False
    whole = all(number(one, "id") for one in answer)
    for one in objects:
        url = _address(one, step)
        if not step.holds(url, source.urls):
            continue
        found = at_depth(_read_one(source, one, step, url), body)
        links.extend(found.links)
        follow.extend(found.follow)
        announced, says_none = announced or found.announced, says_none or found.says_none
        whole = whole and found.complete
    if step.scope == "children" and objects:
        parents = ",".join(str(number(one, "id")) for one in objects)
        below = step.with_(term=f"parent={parents}", offset=0, first=0, last=0, stale=False)
        follow.append(below.at(items_address(below), body.follow.depth))
    return Found(
        links=tuple(links),
        follow=tuple(follow),
        announced=announced,
        says_none=says_none,
        problem=None if whole else IssueKind.INCOMPLETE,
        message=None if whole else f"Part of what {body.url} answered could not be read.",
        complete=whole,
    )


def next_part(body: Body, step: Step, answer: list[Any]) -> tuple[list[dict[str, Any]], tuple[Follow, ...] | Found]:
    """Return the objects of an answer that were not in the part before, and where the next part is.

    Args:
        body: What came back.
        step: What was expected.
        answer: The list that it holds.

    Returns:
        The objects that have a number, and the next address: none after an empty part. For a part that is the
        one before again, the problem stands in place of an address.
    """
    objects = [one for one in answer if number(one, "id")]
    numbers = [number(one, "id") for one in objects]
    if not answer:
        return [], ()
    if not numbers:
        return [], not_readable(body, "a list of objects with numbers")
    ordered = numbers == sorted(set(numbers)) and (step.offset == 0 or step.last > 0)
    fresh = [one for one in objects if not ordered or number(one, "id") > step.last]
    stale = bool(step.offset) and (not fresh or numbers[0] == step.first)
    if stale and step.stale:
        message = f"{body.url} answered what the part before it answered; the rest could not be asked for."
        return [], Found(problem=IssueKind.INCOMPLETE, message=message, complete=False)
    last = max(numbers[-1], step.last) if ordered else 0
    # An answer without what nobody may read is shorter than its window, so the next one can repeat its end.
    offset = step.offset + (PER_PAGE if stale else len(answer))
    further = step.with_(offset=offset, first=numbers[0], last=last, stale=stale)
    return ([] if stale else fresh), (further.at(items_address(further), body.follow.depth, late=body.follow.late),)


def _address(one: dict[str, Any], step: Step) -> str:
    """Return the address of a page or post; where it names another host, the one that WordPress knows it by."""
    return usable(text(one, "link"), step.root) or f"{step.root}?p={number(one, 'id')}"


def _read_one(source: Source, one: dict[str, Any], step: Step, url: str) -> Found:
    """Read one page or post; one that is not public, or asks for a password, gives nothing."""
    content = one.get("content")
    closed = isinstance(content, dict) and content.get("protected") not in {None, False}
    if closed or text(one, "status") not in {"", "publish"}:
        return Found()
    title, words = text(one, "title", "rendered"), text(one, "content", "rendered")
    post = step.name == "post"
    found = read_content(source, url, title, words, kind="listing" if post else "page")
    if found.follow:
        return found
    if is_hidden(title, words, found):
        return Found(follow=(Follow(url=url, kind="page"),))
    if post:
        found = with_date_of_post(found, words, (text(one, "date"), text(one, "date_gmt")))
    return found
