"""What a web page that answers says about the document that should stand there.

Belongs here: signs of absence in titles, headings, addresses and short notices. Does not belong here: walls
and logins (`signs`), or how many signs make an absence (`verdicts`).
"""

import re
from urllib.parse import SplitResult, urlsplit

from catalogue.availability.signs import segments, word_count
from catalogue.models import Capture
from catalogue.vocabulary import Signal

_SHORT_NOTICE = 150
"""Words up to which a whole text is a notice and not a report that mentions one."""

_THING = (
    r"((the|this|that|your) )?(requested )?(web ?page|page|file|document|resource|item|url|content|publication)"
    r"( (that )?(you (have )?)?(requested|(are|were) (looking|searching) for|tried to reach))?"
)
_ABSENT = (
    r"((was|is|has been|could|can|does|did) )?not (be )?(found|available|exist|here)"
    r"|((is|was|has been) )?no longer (available|exists?|here)"
    r"|(can['’]?t|cannot|could ?n['’]t) be (found|displayed|reached)"
    r"|(is|was) ?n['’]t (found|available|here)|does ?n['’]t exist"
    r"|((is|was|has been) )?(missing|removed|deleted|unavailable)"
)
_BARE = (
    r"not found|gone|bad request|forbidden|access denied|internal server error|service unavailable|bad gateway"
    r"|gateway time-?out|page missing|missing page|nothing found|nothing (to see )?here|site under maintenance"
)
_WELSH = (
    r"((tudalen|ffeil|dogfen) )?heb ei (g|ch)anfod|(ni|methu) (ddaethpwyd|ellir|allwn|dod)( dod| ddod)? o hyd i['’]?r"
    r" (dudalen|ffeil|ddogfen)|nid yw['’]?r (dudalen|ffeil|ddogfen)( hon)? (ar gael|yn bodoli)( mwyach)?"
)
_ABSENCE = re.compile(
    r"^((http )?(error|gwall)[ :]*)?(40[0-9]|41[0-9]|50[0-9])( (error|gwall))?[.!]*$"
    r"|^((http )?(error|gwall)[ :]*)?((40[0-9]|41[0-9]|50[0-9])[ :,()\-–—]*)?(error[ :,\-–—]*)?(oops[!,. …]*)?"
    r"((we['’]?re |we are )?sorry[!,. ]*(but )?|mae['’]n ddrwg gennym[!,. ]*)?"
    rf"(we (can['’]?t|cannot|could ?n['’]t|could not) find {_THING}|{_THING} ({_ABSENT})|{_BARE}|{_WELSH})"
    r"[ ()]*(40[0-9]|41[0-9])?[.!)]*$",
    re.I,
)
_SINK = re.compile(
    r"/(404|410|error-?404|404-?error|not-?found|page-?not-?found|file-?not-?found|error)(\.\w{2,5})?/?$", re.I
)
_HOME = re.compile(r"^(/(en|cy|en-gb|cymraeg))?(/((index|home|default|hafan)(\.\w+)?)?)?$", re.I)
_ARCHIVES = (
    "webarchive.nationalarchives.gov.uk",
    "web.archive.org",
    "archive.org",
    "archive-it.org",
    "webarchive.org.uk",
)
_PARKING = ("sedoparking.com", "hugedomains.com", "dan.com", "afternic.com", "parkingcrew.net", "bodis.com", "sedo.com")
_PARKED = re.compile(
    r"\b(domain( name)?|site|website) (is |may be |could be )?(for sale|parked|available for purchase)"
    r"|\bbuy this domain\b|\bdomain (name )?(has )?expired\b|\bparked (domain|page|free)\b|\bdomain parking\b",
    re.I,
)
_NOTICE = re.compile(
    r"\b(this|the) (document|report|review|publication|page|file|briefing|summary)( that was here)? "
    r"(has been|was|is|has now been) (temporarily |now )?(withdrawn|removed|taken down|unpublished|retracted)\b"
    r"|\b(withdrawn|removed) (from publication|at the request)\b|\bno longer published\b"
    r"|\b(dogfen|adroddiad|cyhoeddiad) (hwn |hon )?wedi('i| ei) (d|th)ynnu (yn ôl|i lawr)\b",
    re.I,
)


def says_absent(capture: Capture, known_title: str | None) -> frozenset[Signal]:
    """Tell whether a page says in its title or main heading that nothing is there, in English or Welsh.

    Args:
        capture: An answer that is a web page.
        known_title: Title of the copy on record, where that is a page; a title that it had all along says nothing.

    Returns:
        The signs found; only a whole segment of a title or a whole heading counts.
    """
    if known_title is not None and capture.title == known_title:
        return frozenset()
    title = any(_ABSENCE.match(one) for one in segments(capture.title))
    heading = any(_ABSENCE.match(one) for one in segments(capture.heading))
    return frozenset({Signal.ABSENT_TITLE} if title else ()) | frozenset({Signal.ABSENT_HEADING} if heading else ())


def led_astray(capture: Capture) -> frozenset[Signal]:
    """Tell whether redirects ended where no document stands.

    Args:
        capture: An answer that is a web page.

    Returns:
        At most one sign: an address made for errors, the front page of the site or of another, or a
        section above the address asked. A front page is never led astray from, since no path leads above it.
    """
    asked, answered = urlsplit(capture.url), urlsplit(capture.final_url)
    if capture.final_url == capture.url or is_home(capture.url):
        return frozenset()
    if _SINK.search(answered.path) or "aspxerrorpath=" in answered.query.lower():
        return frozenset({Signal.LED_TO_SINK})
    same_host = _bare_host(asked) == _bare_host(answered)
    if _HOME.match(answered.path):
        return frozenset({Signal.LED_HOME if same_host else Signal.LED_ELSEWHERE})
    above = answered.path.rstrip("/") + "/"
    is_section = same_host and asked.path.startswith(above) and asked.path.rstrip("/") != answered.path.rstrip("/")
    return frozenset({Signal.LED_TO_SECTION} if is_section else ())


def is_home(url: str) -> bool:
    """Tell whether an address is a front page."""
    parts = urlsplit(url)
    return bool(_HOME.match(parts.path)) and not parts.query


def led_to_archive(capture: Capture) -> bool:
    """Tell whether redirects left the publisher for a web archive.

    Args:
        capture: Any answer.

    Returns:
        True where a web archive answers and another host was asked.
    """
    return not _within(capture.url, _ARCHIVES) and _within(capture.final_url, _ARCHIVES)


def parked(capture: Capture) -> bool:
    """Tell whether a page offers the host name for sale or stands in for a site that has lapsed.

    Args:
        capture: An answer that is a web page.

    Returns:
        True where a known parking service answers, or a title or a short page says so.
    """
    short = capture.excerpt if word_count(capture) <= _SHORT_NOTICE else None
    words = " ".join(text for text in (capture.title, capture.heading, short) if text)
    return _within(capture.final_url, _PARKING) or bool(_PARKED.search(words))


def withdrawn_notice(title: str | None, heading: str | None, text: str | None) -> bool:
    """Tell whether a body is a notice that the document was withdrawn.

    Args:
        title: Its title.
        heading: Its main heading.
        text: Its whole text, or as much as is kept.

    Returns:
        True where title or heading say so, or the whole text does and is short: a report may well speak of
        something that was removed.
    """
    short = text if text is not None and len(text.split()) <= _SHORT_NOTICE else None
    return any(_NOTICE.search(one) for one in (title, heading, short) if one)


def _within(url: str, hosts: tuple[str, ...]) -> bool:
    """Whether an address lies at one of the hosts or below it."""
    host = (urlsplit(url).hostname or "").lower()
    return any(host == one or host.endswith("." + one) for one in hosts)


def _bare_host(parts: SplitResult) -> str:
    """Return a host name without a leading ``www.``."""
    return (parts.hostname or "").lower().removeprefix("www.")
