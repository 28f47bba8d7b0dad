"""Signs by which an answer shows that it is not the site's own: walls, refusals, logins, pages of scripts.

Belongs here: one predicate a sign, each on one capture. Does not belong here: what a page says about the
document (`pages`), or what follows from a sign (`verdicts`). Signs look at status, headers, addresses, titles
and markup; never for words in the body of a page, which healthy pages contain too.
"""

import re
from urllib.parse import urlsplit

from catalogue.models import Capture
from catalogue.vocabulary import Magic, PageMark, Signal

_WALL_STATUSES = frozenset({401, 403, 406, 429, 503})
_PLAIN_ABSENCE = frozenset({404, 410})
_EDGE_SERVERS = re.compile(r"awselb|akamaighost|cloudfront", re.I)
_WALL_TITLES = re.compile(
    r"^(just a moment(\.\.\.|…)?|attention required!?|checking your browser.*|human verification|security check"
    r"|are you a robot\??|verify you are (a )?human|please wait(\.\.\.|…)?|ddos-guard|one more step"
    r"|pardon our interruption|access to this page has been denied\.?|bot verification|un eiliad(\.\.\.|…)?)$",
    re.I,
)
_SMALL_BODY = 1000
_SMALL_CLOUDFLARE_BODY = 8000
_LOGIN_WORDS = 200
"""A page that is a login says little else; a page of the site that holds a login box says more."""
_FEW_WORDS = 80
"""A challenge page says little; a page of the site that merely holds the same script says more."""

_SEGMENT_BREAK = re.compile(r"\s*[|·»«]\s*|\s+[-–—]\s+")
_LOGIN_TITLE = re.compile(
    r"^((please )?(log|sign)[ -]?(in|on)( to .{1,60})?|log[io]n( page)?|mewngofnodi|authentication required)$", re.I
)
_LOGIN_PATH = re.compile(r"/(log-?in|log-?on|sign-?in|sso|saml2?|adfs|account/login|wp-login)(/|\.\w+$|$)", re.I)


def bot_wall(capture: Capture) -> Signal | None:
    """Tell whether the answer is a challenge to automated visitors, and by what it shows.

    Args:
        capture: An answer with a status.

    Returns:
        The sign, or None. A small refusal from a delivery network counts only with a refusing status;
        headers that name a challenge count with any. Title and markup count with any status but the plain
        word that nothing is there, and markup only on a page of few words, since a site may hold the same
        script in every page.
    """
    if _marked_as_challenge(capture):
        return Signal.CHALLENGE_HEADERS
    if capture.status not in _PLAIN_ABSENCE and capture.magic in (Magic.HTML, None) and _looks_like_challenge(capture):
        return Signal.CHALLENGE_PAGE
    return Signal.EDGE_REFUSAL if capture.status in _WALL_STATUSES and _edge_refusal(capture) else None


def _marked_as_challenge(capture: Capture) -> bool:
    """Whether the headers themselves say that the answer is a challenge."""
    headers = capture.headers
    return (
        "challenge" in headers.get("cf-mitigated", "").lower()
        or headers.get("x-amzn-waf-action", "").lower() in ("challenge", "captcha")
        or "rwc_block" in headers.get("rimon", "").lower()
        or (capture.status in _WALL_STATUSES and bool(headers.get("x-datadome") or headers.get("x-sucuri-block")))
    )


def _looks_like_challenge(capture: Capture) -> bool:
    """Whether a page is a challenge by its title or by its markup."""
    if any(_WALL_TITLES.match(segment) for segment in segments(capture.title)):
        return True
    return PageMark.CHALLENGE in capture.marks and word_count(capture) < _FEW_WORDS


def _edge_refusal(capture: Capture) -> bool:
    """Whether a delivery network in front of the site, not the site, wrote a short refusal."""
    server = capture.headers.get("server", "").lower()
    timing = capture.headers.get("server-timing", "").lower()
    size = _body_size(capture)
    if "ak_p" in timing:
        return True
    if _EDGE_SERVERS.search(server) and capture.status != 503:
        return size < _SMALL_BODY
    is_cloudflare = "cloudflare" in server and capture.status in (401, 403, 406, 429)
    return is_cloudflare and size < _SMALL_CLOUDFLARE_BODY and "cforigin" not in timing


def _body_size(capture: Capture) -> int:
    """Return the size of an answer, as read or else as announced; nothing known counts as small."""
    announced = capture.headers.get("content-length", "")
    if capture.size is not None:
        return capture.size
    return int(announced) if announced.isascii() and announced.isdigit() else 0


def login(capture: Capture) -> bool:
    """Tell whether a page asks for a login.

    Args:
        capture: An answer that is a web page.

    Returns:
        True where its title says so, it is a short page whose markup holds a password field or a
        request to a sign-on service, or the chain ended at a login.
    """
    if any(_LOGIN_TITLE.match(segment) for segment in segments(capture.title)):
        return True
    asks = PageMark.PASSWORD_FIELD in capture.marks or PageMark.SIGN_ON in capture.marks
    if asks and word_count(capture) <= _LOGIN_WORDS:
        return True
    if capture.final_url == capture.url:
        return False
    parts = urlsplit(capture.final_url)
    return bool(_LOGIN_PATH.search(parts.path)) or "samlrequest=" in parts.query.lower()


def wordless(capture: Capture) -> bool:
    """Tell whether a page has nothing to read without its scripts or frames.

    Args:
        capture: An answer that is a web page.

    Returns:
        True for a page without a word, and for one with no more than a title whose markup holds scripts
        or a frame.
    """
    if capture.excerpt or capture.heading:
        return False
    built = PageMark.SCRIPTS in capture.marks or PageMark.FRAME in capture.marks
    return capture.title is None or built


def word_count(capture: Capture) -> int:
    """Return how many words the beginning of a page shows; at most some hundred are kept."""
    return len((capture.excerpt or "").split())


def segments(title: str | None) -> tuple[str, ...]:
    """Return a title whole and in the parts that separators make, without spare space."""
    if not title:
        return ()
    whole = " ".join(title.split())
    return (whole, *(part for part in _SEGMENT_BREAK.split(whole) if part and part != whole))
