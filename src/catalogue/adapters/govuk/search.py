"""The search interface: pages of results by a total.

Belongs here: which contents a page of results leads to, and whether the search gave what it announces. Does
not belong here: the contents.

A search is whole only where its pages add up: a page that is shorter than was asked for, a total that changes
between two pages, an answer for another place than was asked for, or the same page twice means that results
were lost, and nothing may be concluded from an absence. What the pages before said travels with what is asked
next (`Follow.kind`), since reading a page knows nothing else of them.
"""

import re
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from catalogue.adapters.base import Body, Follow, Found, not_readable
from catalogue.adapters.govuk.pieces import KIND, SEARCH, left_out
from catalogue.adapters.govuk.values import api_url, at, count_of, is_publication, text_of
from catalogue.models import Link, digest
from catalogue.vocabulary import IssueKind

MOST_RESULTS = 1500
"""Most results that the interface gives in one answer."""
_AFTER = re.compile(rf"{SEARCH} of (?P<total>\d+) after (?P<page>\w+)")
_DEFAULT_COUNT = 10


def read(body: Body, answer: dict[str, Any]) -> Found:
    """Read one page of a search.

    Args:
        body: What came back, and what was asked.
        answer: The same as JSON.

    Returns:
        The contents it leads to, what is left out, its next page, and in a sentence why it is not whole.
    """
    results, total = answer.get("results"), count_of(answer.get("total"))
    if not isinstance(results, list) or total is None:
        return not_readable(body, "a search answer with results and their total")
    follow, links, unread = _results(body, results[:MOST_RESULTS])
    asked_from, asked_count = _number(body.follow.url, "start", 0), _number(body.follow.url, "count", _DEFAULT_COUNT)
    done = asked_from + len(results)
    page = digest(*(text_of(one, "link") or "" for one in results), length=12)
    lost = _lost(body, answer, (asked_from, asked_count, len(results), total), page)
    if unread:
        lost.append(f"{unread} of its results have no usable address.")
    if len(results) > MOST_RESULTS:
        lost.append(f"It gave {len(results)} results at once, of which {MOST_RESULTS} were read.")
    if results and done < total:
        url = _with_start(body.follow.url, done)
        follow.append(Follow(url=url, kind=f"{SEARCH} of {total} after {page}", depth=body.follow.depth))
    return Found(
        links=tuple(links),
        follow=tuple(follow),
        announced=total > 0,
        says_none=total == 0 and not results,
        problem=IssueKind.INCOMPLETE if lost else None,
        message=" ".join(("The search was not given whole.", *lost)) if lost else None,
        complete=not lost,
    )


def parameters(url: str) -> tuple[str, ...]:
    """Return the names of the parameters of an address, in order."""
    return tuple(dict.fromkeys(name for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True)))


def _results(body: Body, results: list[object]) -> tuple[list[Follow], list[Link], int]:
    """Return the contents to read, what is left out, and how many results had no usable address."""
    follow: list[Follow] = []
    links: list[Link] = []
    unread = 0
    for result in results:
        path = text_of(result, "link")
        if path is None or not path.startswith("/") or path.startswith("//"):
            unread += 1
        elif is_publication(path):
            follow.append(Follow(url=api_url(body.url, path), kind=KIND, depth=body.follow.depth + 1))
        else:
            title = text_of(result, "title") or path
            links.append(left_out(at(body.url, path), title, "Not a publication page.", len(links)))
    return follow, links, unread


def _lost(body: Body, answer: dict[str, Any], counts: tuple[int, int, int, int], page: str) -> list[str]:
    """Say in sentences what shows that results are missing."""
    asked_from, asked_count, given, total = counts
    said: list[str] = []
    before = _AFTER.fullmatch(body.follow.kind)
    if before and int(before["total"]) != total:
        said.append(f"Its total changed from {before['total']} to {total} between two pages.")
    if before and given and before["page"] == page:
        said.append(f"It gave the same results twice, from {asked_from} on too.")
    started = count_of(answer.get("start"))
    if started is not None and started != asked_from:
        said.append(f"It gave results from {started} on where those from {asked_from} on were asked for.")
    missing = min(asked_count, max(total - asked_from, 0)) - given
    if missing > 0:
        said.append(
            f"It announces {total} results and, asked for {asked_count} from {asked_from} on, gave {given}: "
            f"{asked_from + given} of {total} were given so far."
        )
    return said


def _number(url: str, name: str, otherwise: int) -> int:
    """Return a number of an address's query, as its last value says."""
    values = [value for key, value in parse_qsl(urlsplit(url).query) if key == name]
    usable = values and values[-1].isascii() and values[-1].isdecimal() and len(values[-1]) < 10
    return int(values[-1]) if usable else otherwise


def _with_start(url: str, start_at: int) -> str:
    """Return a search's address for results from the given number."""
    parts = urlsplit(url)
    query = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key != "start"]
    return urlunsplit(parts._replace(query=urlencode([*query, ("start", str(start_at))])))
