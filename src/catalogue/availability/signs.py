"""Signs by which an answer shows what it is: walls, logins, pages that say "nothing here".

Belongs here: one predicate a sign, each on one capture. Does not belong here: what follows from a sign
(`verdicts`). Signs look at status, headers, addresses and titles; never for words in the body of a
page, which healthy pages contain too.
"""

import re
from urllib.parse import urlsplit

from catalogue.models import Capture
from catalogue.vocabulary import Magic

_WALL_STATUSES = frozenset({401, 403, 406, 429, 503})
_EDGE_SERVERS = re.compile(r"awselb|akamaighost|cloudfront", re.I)
_WALL_TITLES = re.compile(
    r"^(just a moment(\.\.\.|…)?|attention required!?|checking your browser.*|human verification|security check"
    r"|are you a robot\??|verify you are (a )?human|please wait(\.\.\.|…)?)$",
    re.I,
)
_WALL_MARKUP = re.compile(r"_Incapsula_Resource|challenges\.cloudflare\.com|cf-turnstile|Incapsula incident ID", re.I)
_SMALL_BODY = 1000
_SMALL_CLOUDFLARE_BODY = 8000

_SEGMENT_BREAK = re.compile(r"\s*[|·»«]\s*|\s+[-–—]\s+")
_LOGIN_TITLE = re.compile(
    r"^((please )?(log|sign)[ -]?(in|on)( to .{1,60})?|log[io]n( page)?|mewngofnodi|authentication required)$", re.I
)
_LOGIN_PATH = re.compile(r"/(log-?in|log-?on|sign-?in|sso|saml2?|adfs|account/login)(/|\.\w+$|$)", re.I)
_PASSWORD_FIELD = re.compile(r"""<input[^>]{0,300}type\s*=\s*["']?password""", re.I)
_THING = (
    r"((the|this|that|your) )?(requested )?(page|file|document|resource|item|url)"
    r"( you (requested|(are|were) looking for))?"
)
_ABSENT = (
    r"((was|is|has|could|can|does) ?(not|no) (be )?|can['’]?t be |not |no )"
    r"(found|available|exist|longer (available|exists?))"
)
_NOTHING_TITLE = re.compile(
    r"^((http )?error )?(40[0-9]|41[0-9]|50[0-9])( error)?[.!]?$"
    rf"|^(error )?((404|410)[ ,-]*)?(oops[!,. ]*)?(sorry[!,. ]*)?(we can['’]?t find {_THING}"
    rf"|{_THING} ({_ABSENT}|((is|has been|was) )?(missing|removed|deleted|unavailable)))[.!]?$"
    r"|^((404|410) )?(not found|gone|bad request|forbidden|access denied|internal server error|service unavailable"
    r"|bad gateway|gateway timeout|page missing|missing page|nothing found|site under maintenance)[.!]?$"
    r"|^(tudalen )?heb ei (g|ch)anfod[.!]?$|^ni ddaethpwyd o hyd i['’]r (dudalen|ffeil|ddogfen)[.!]?$"
    r"|^ni ellir dod o hyd i['’]r (dudalen|ffeil|ddogfen)[.!]?$",
    re.I,
)
_SINK = re.compile(
    r"/(404|410|error-?404|404-?error|not-?found|page-?not-?found|file-?not-?found|error)(\.\w{2,5})?/?$", re.I
)
_HOME = re.compile(r"^(/(en|cy|en-gb|cymraeg))?(/((index|home|default|hafan)(\.\w+)?)?)?$", re.I)


def bot_wall(capture: Capture) -> bool:
    """Tell whether the answer is a challenge to automated visitors.

    Args:
        capture: An answer with a status.

    Returns:
        True for a known challenge. A small refusal from a delivery network counts only with a
        refusing status; the challenge's own marks count with any status, and so does a page that
        shows no word without running its scripts.
    """
    if _marked_as_challenge(capture):
        return True
    if capture.magic in (Magic.HTML, None) and _looks_like_challenge(capture):
        return True
    return capture.status in _WALL_STATUSES and _edge_refusal(capture)


def _marked_as_challenge(capture: Capture) -> bool:
    """Whether the headers themselves say that the answer is a challenge."""
    headers = capture.headers
    return (
        "challenge" in headers.get("cf-mitigated", "").lower()
        or headers.get("x-amzn-waf-action", "").lower() in ("challenge", "captcha")
        or "rwc_block" in headers.get("rimon", "").lower()
    )


def _looks_like_challenge(capture: Capture) -> bool:
    """Whether a page is a challenge by its title, its marks, or by having no word without its scripts."""
    if any(_WALL_TITLES.match(segment) for segment in _segments(capture.title)):
        return True
    if capture.magic is Magic.HTML and capture.status == 200 and not (capture.title or capture.excerpt):
        return True
    return bool(_WALL_MARKUP.search(capture.excerpt or ""))


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
        True where its title says so, it holds a password field, or the chain ended at a login.
    """
    if any(_LOGIN_TITLE.match(segment) for segment in _segments(capture.title)):
        return True
    if _PASSWORD_FIELD.search(capture.excerpt or ""):
        return True
    if capture.final_url == capture.url:
        return False
    parts = urlsplit(capture.final_url)
    return bool(_LOGIN_PATH.search(parts.path)) or "samlrequest=" in parts.query.lower()


def says_nothing_here(capture: Capture) -> bool:
    """Tell whether a page that came with status 200 says that there is nothing (a soft 404).

    Args:
        capture: An answer that is a web page.

    Returns:
        True where a whole segment of its title says so, in English or Welsh, or where the redirects
        ended at an address made for errors.
    """
    if any(_NOTHING_TITLE.match(segment) for segment in _segments(capture.title)):
        return True
    if capture.final_url == capture.url:
        return False
    parts = urlsplit(capture.final_url)
    return bool(_SINK.search(parts.path)) or "aspxerrorpath=" in parts.query.lower()


def redirected_home(capture: Capture) -> bool:
    """Tell whether the address of a document now leads to the front page of the same host.

    Args:
        capture: An answer that is a web page.

    Returns:
        True for a redirect within one host (with or without ``www.``) from elsewhere to the front
        page; a move to another host's front page is a migration and not judged here.
    """
    asked, answered = urlsplit(capture.url), urlsplit(capture.final_url)
    same_host = _bare_host(asked.hostname) == _bare_host(answered.hostname)
    return same_host and not _HOME.match(asked.path) and bool(_HOME.match(answered.path))


def _bare_host(host: str | None) -> str:
    """Return a host name without a leading ``www.``."""
    return (host or "").lower().removeprefix("www.")


def _segments(title: str | None) -> tuple[str, ...]:
    """Return a title whole and in the parts that separators make, without spare space."""
    if not title:
        return ()
    whole = " ".join(title.split())
    return (whole, *(part for part in _SEGMENT_BREAK.split(whole) if part and part != whole))
