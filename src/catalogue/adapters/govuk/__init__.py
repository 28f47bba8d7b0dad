"""The adapter for GOV.UK: its search interface, then its content interface, as the row's address gives them.

Belongs here: where reading starts, which reader an answer goes to, and what an answer with an error's status
says. Does not belong here: the shapes themselves (``search``, ``content``, ``removals``), web pages of GOV.UK,
or which organisation is asked for (that is in the row's address).
"""

import json
from collections.abc import Sequence
from urllib.parse import urlsplit

from catalogue.adapters.base import Adapter, Body, Follow, Found, not_readable
from catalogue.adapters.govuk import content, removals, search
from catalogue.adapters.govuk.pieces import KNOWN, SEARCH, left_out
from catalogue.adapters.govuk.values import api_url, at, is_publication, page_path
from catalogue.models import Capture, Link, Source
from catalogue.vocabulary import IssueKind

VERSION = "2"


def start(source: Source) -> tuple[Follow, ...]:
    """Return where reading a source starts.

    Args:
        source: The register's row; its addresses are those of searches.

    Returns:
        One search for each of the row's addresses.
    """
    return tuple(Follow(url=url, kind=SEARCH) for url in source.urls)


def again(source: Source, links: Sequence[Link]) -> tuple[Follow, ...]:
    """Return the publications to ask for again although the search may no longer name them.

    A publication that was removed or moved vanishes from the search without a word; only the content interface
    says what became of it.

    Args:
        source: The register's row.
        links: What earlier harvests showed.

    Returns:
        The content of each publication that was taken, or that was said to be removed, once.
    """
    hosts = {urlsplit(url).netloc for url in source.urls}
    found: dict[str, Follow] = {}
    for link in links:
        path = page_path(link.found_on)
        known = link.left_out is None or link.removal is not None
        if known and urlsplit(link.found_on).netloc in hosts and is_publication(path):
            url = api_url(link.found_on, path)
            found.setdefault(url, Follow(url=url, kind=KNOWN))
    return tuple(found.values())


def read(source: Source, body: Body) -> Found:
    """Read one answer of the search or the content interface.

    Args:
        source: The register's row.
        body: What came back.

    Returns:
        For a search: the contents to read next, and its next page; a search that gives less than it announces
        is not complete and says so. For a content: a link for each attachment, with the publication's title,
        type and first publication, and with what its publisher says has become of it. An answer of another
        shape gives a problem.
    """
    try:
        answer = json.loads(body.content)
    except (ValueError, RecursionError):
        return not_readable(body, "an answer in JSON")
    if not isinstance(answer, dict):
        return not_readable(body, "an answer with named parts")
    if body.follow.kind.startswith(SEARCH):
        return search.read(body, answer)
    return content.read(source, body, answer)


def refused(_source: Source, follow: Follow, capture: Capture) -> Found | None:
    """Say what an answer with an error's status means.

    Args:
        _source: The register's row; not needed.
        follow: What was asked for.
        capture: The answer.

    Returns:
        A refused search in a sentence that names the parameters; a publication that is gone, as its publisher's
        word; one that the interface no longer knows, left out. None where the status says nothing of that kind.
    """
    if capture.failure is not None:
        return None
    if follow.kind.startswith(SEARCH):
        return _refused_search(capture) if capture.status == 422 else None
    path = page_path(follow.url)
    if capture.status == 410:
        return removals.gone(follow.url, path, {})
    if capture.status == 404 and follow.kind == KNOWN:
        link = left_out(at(follow.url, path), path, "The content interface no longer knows it.", 0)
        return Found(links=(link,))
    return None


def _refused_search(capture: Capture) -> Found:
    """Return the finding that the search does not accept the row's address."""
    given = ", ".join(search.parameters(capture.url)) or "none"
    said = f" It says: {capture.excerpt}" if capture.excerpt else ""
    return Found(
        problem=IssueKind.INCOMPLETE,
        message="The search refused the row's address (status 422): it does not know one of the address's parameters "
        f"({given}) or a value of one.{said} Correct the address in the row; nothing was read.",
        complete=False,
    )


ADAPTER = Adapter("govuk", VERSION, start, read, refused, again)
