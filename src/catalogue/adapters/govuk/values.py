"""Single values of the interfaces' answers, none of which can be trusted to have the type it should have.

Belongs here: texts, counts, days and addresses of JSON, each None or 0 where it is something else. Does not
belong here: what an answer as a whole says.
"""

import datetime as dt
import math
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from catalogue.dates import EARLIEST_YEAR, LATEST_YEAR
from catalogue.html import absolute, parse
from catalogue.html.decoding import CONTROL
from catalogue.retention import uk_day

API = "/api/content"
PUBLICATIONS = ("/government/publications/", "/guidance/", "/government/statistics/", "/government/collections/")
LONGEST_TEXT = 1000
_LONGEST_MARKUP = 20_000


def text_of(where: object, key: str) -> str | None:
    """Return a text of a JSON object: at most 1,000 characters that can be stored; None where there is none."""
    value = where.get(key) if isinstance(where, dict) else None
    if not isinstance(value, str):
        return None
    # JSON can hold halves of characters, which no file can.
    clean = CONTROL.sub("", value[:_LONGEST_MARKUP].encode("utf-8", "replace").decode("utf-8"))
    return clean.strip()[:LONGEST_TEXT].strip() or None


def words_of(where: object, key: str) -> str | None:
    """Return a text of a JSON object without its markup; None where it has no words."""
    value = where.get(key) if isinstance(where, dict) else None
    if not isinstance(value, str):
        return None
    markup = value[:_LONGEST_MARKUP].encode("utf-8", "replace")
    blocks = parse(b"<body>" + markup, "text/html; charset=utf-8", "http://localhost/").blocks
    words = " ".join(" ".join(block.text.split()) for block in blocks if block.text)
    return words[:LONGEST_TEXT].strip() or None


def count_of(value: object) -> int | None:
    """Return a count from JSON; None where it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if not math.isfinite(value) or value < 0 or value != int(value) or value > 2**53:
        return None
    return int(value)


def list_of(where: object, key: str) -> list[object]:
    """Return a list of a JSON object; empty where there is none."""
    value = where.get(key) if isinstance(where, dict) else None
    return value if isinstance(value, list) else []


def day_of(where: object, key: str) -> tuple[dt.date, str] | None:
    """Return the day in UK time of a time stamp of a JSON object, with its text; None where there is none."""
    text = text_of(where, key)
    if text is None:
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
        day = uk_day(moment) if moment.tzinfo else moment.date()
    except (ValueError, OverflowError):
        return None
    return (day, text) if EARLIEST_YEAR <= day.year <= LATEST_YEAR else None


def is_publication(path: str) -> bool:
    """Tell whether a path is that of a page whose content is read."""
    return path.startswith(PUBLICATIONS)


def at(url: str, path: str) -> str:
    """Return a path on the host of an address, without query."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, quote(path, safe="/%:@!$&'()*+,;=~"), "", ""))


def api_url(url: str, path: str) -> str:
    """Return the address of a page's content on the host of an address."""
    return at(url, API + path)


def page_path(url: str) -> str:
    """Return the path of the page that an address of its content, or its own address, is about."""
    return unquote(urlsplit(url).path).removeprefix(API)


def web_address(base: str, address: str | None) -> str | None:
    """Return an address made absolute; None where it is no address of the web, or none but the one it stands at."""
    url = absolute(base, address) if address else None
    if url is None or url == base:
        return None
    return url if urlsplit(url).scheme in {"http", "https"} and urlsplit(url).hostname else None
