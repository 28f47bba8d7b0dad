"""Ways in which an address can be broken, each told as the answer that a real server would give.

Belongs here: faults and their answers. Does not belong here: sockets (``server.py``) and healthy pages.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import quote

from tests.world import layout, papers
from tests.world.resources import HTML, PDF, TEXT, Resource, html

LATER = dt.datetime(2021, 6, 15, 8, 30, tzinfo=dt.UTC)
PRIVATE_ADDRESS = "http://10.0.0.1/"


class Fault(StrEnum):
    """Names of the faults, as ``World.break_`` takes them."""

    NOT_FOUND = "not_found"
    GONE = "gone"
    SOFT_404 = "soft_404"
    REDIRECT_HOME = "redirect_home"
    BOT_WALL = "bot_wall"
    FORBIDDEN = "forbidden"
    LOGIN = "login"
    REPLACED = "replaced"
    RESAVED = "resaved"
    SLOW = "slow"
    DOWN = "down"
    SERVER_ERROR = "server_error"
    TRUNCATED = "truncated"
    HTML_INSTEAD = "html_instead"
    ROBOTS = "robots"
    REDIRECT_PRIVATE = "redirect_private"


class Delivery(StrEnum):
    """How the bytes of an answer travel."""

    WHOLE = "whole"
    CUT = "cut"
    DRIP = "drip"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Answer:
    """A resource and how it travels."""

    resource: Resource
    delivery: Delivery = Delivery.WHOLE


def not_found(host: str) -> Resource:
    """Return the host's ordinary answer for an address that it does not know."""
    return replace(
        _message(host, "Page not found", "The page you asked for is not here. It may have moved."), status=404
    )


def login_page(host: str) -> Resource:
    """Return a sign-in form, answered with 200 as such pages are."""
    form = (
        '<form method="post" action="/login"><label>E-mail <input name="user"></label> '
        '<label>Password <input type="password" name="password"></label> <button>Sign in</button></form>'
    )
    return html(layout.page(host, "Sign in", f"<h1>Sign in</h1><p>This area is for members.</p>{form}"))


def answer(fault: Fault, host: str, path: str, healthy: Resource) -> Answer:
    """Return what a broken address answers.

    Args:
        fault: How it is broken.
        host: Name of the host.
        path: Path asked, decoded.
        healthy: What it would answer if it were not broken.

    Returns:
        The answer and how it travels.
    """
    if fault in _DELIVERIES:
        return Answer(healthy, _DELIVERIES[fault])
    if path in _SPARED.get(fault, ()):
        return Answer(healthy)
    return Answer(_ANSWERS[fault](host, path, healthy))


def _message(host: str, title: str, text: str) -> Resource:
    """Return a page of the host that only says something."""
    return html(layout.page(host, title, f"<h1>{title}</h1><p>{text}</p>"))


def _redirect(to: str) -> Resource:
    """Return a temporary redirect."""
    return Resource(b"", HTML, status=302, headers={"Location": to})


def _bot_wall(host: str, path: str, healthy: Resource) -> Resource:
    """Return the challenge that a protection service puts before a site."""
    text = (
        "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>"
        "<p>Checking that you are a person before you go on.</p></body></html>"
    )
    return Resource(text.encode(), HTML, status=403, headers={"cf-mitigated": "challenge", "Server": "cloudflare"})


def _resaved(host: str, path: str, healthy: Resource) -> Resource:
    """Return the same document saved again: other bytes, every word the same."""
    note = b"\n%resaved\n%%EOF\n" if healthy.content_type == PDF else b"\n<!-- saved again -->\n"
    return replace(healthy, body=healthy.body + note, modified=LATER)


def _html_instead(host: str, path: str, healthy: Resource) -> Resource:
    """Return an ordinary page, with nothing about an error, where a document stood."""
    return _message(host, "Publications", "Our strategies, annual reports and newsletters are kept in the library.")


_DELIVERIES = {Fault.SLOW: Delivery.DRIP, Fault.DOWN: Delivery.NOTHING, Fault.TRUNCATED: Delivery.CUT}

# A redirect of a whole host must not lead to itself.
_SPARED = {Fault.REDIRECT_HOME: ("/",), Fault.LOGIN: ("/login",)}

_ANSWERS: dict[Fault, Callable[[str, str, Resource], Resource]] = {
    Fault.NOT_FOUND: lambda host, path, healthy: not_found(host),
    Fault.GONE: lambda host, path, healthy: replace(
        _message(host, "Gone", "This page has been taken down."), status=410
    ),
    Fault.SOFT_404: lambda host, path, healthy: replace(not_found(host), status=200),
    Fault.REDIRECT_HOME: lambda host, path, healthy: _redirect(f"http://{host}/"),
    Fault.BOT_WALL: _bot_wall,
    Fault.FORBIDDEN: lambda host, path, healthy: replace(
        _message(host, "Forbidden", "You do not have permission to see this page."), status=403
    ),
    Fault.LOGIN: lambda host, path, healthy: _redirect(f"http://{host}/login?return={quote(path, safe='')}"),
    Fault.REPLACED: lambda host, path, healthy: Resource(papers.other_paper(), PDF, LATER),
    Fault.RESAVED: _resaved,
    Fault.SERVER_ERROR: lambda host, path, healthy: replace(
        _message(host, "Service unavailable", "The service is not available at the moment."), status=503
    ),
    Fault.HTML_INSTEAD: _html_instead,
    Fault.ROBOTS: lambda host, path, healthy: (
        Resource(b"User-agent: *\nDisallow: /\n", TEXT, LATER) if path == "/robots.txt" else healthy
    ),
    Fault.REDIRECT_PRIVATE: lambda host, path, healthy: _redirect(PRIVATE_ADDRESS + path.rpartition("/")[2]),
}
