"""The title of a document, as its cover, its deposit sheet or its page heads it, and its second part.

Belongs here: joining the title's lines, its subtitle, quoting it. Does not belong here: finding its lines
(``heading``), or making a title up.
"""

import re
from collections.abc import Iterator, Sequence

from catalogue.dates import find_dates
from catalogue.extract.heading import ONLY_ROLE_WORDS, Line, is_role, is_title
from catalogue.extract.names import pseudonyms_in
from catalogue.extract.quoting import finding, locate
from catalogue.extract.sheet import Sheet
from catalogue.extract.words import role_words, type_spans
from catalogue.models import Finding, PageText
from catalogue.vocabulary import Nation

NAME = "title@2"

_SECOND_PART = re.compile(
    r"^An?\s+(?:[\w-]+\s+){0,3}?(?:\w*[Rr]eview|\w*[Aa]nalysis|[Ss]tudy|REVIEW|case\b|SERIOUS|[Ss]erious)"
)
_OF_A_CASE = re.compile(
    r"^\W*(?:re\b|in\s+(?:respect|relation)|regarding|concerning|relating|into|on\b|of\b|for\b|about)", re.IGNORECASE
)
_REVIEW_OF_WHAT = re.compile(r"(?:Review|Analysis|Overview|Lessons|Learning)\s+(?:of|from)\b")
_LEAST_SUBTITLE = 4
_TWO_PARTS = 2
_PARTING = re.compile(r":\s+|\s+[–—-]\s+")
_LABEL = re.compile(r"(?:^|\s)(?:to|re|from|date|subject)$", re.IGNORECASE)
_OF_A_LIFE = re.compile(r"\b(?:DO[BD]|born|died|birth)\b", re.IGNORECASE)
_A_CHILD = re.compile(r"(?:child|baby|family)\s+\S+", re.IGNORECASE)
_NO_SUBTITLE = re.compile(
    r"[\W\d]+|\b(?:and|child|baby|re|report|in\s+respect\s+of|in\s+relation\s+to|regarding|concerning)\b", re.IGNORECASE
)
_HANGING = re.compile(r"(?:[:,;/–—-]|\b(?:and|or|of|the|for|in|on|at|to|by|with|from|a|an|&|re|into))$", re.IGNORECASE)
_LEAST_TOPIC_WORDS = 3


def find(sheet: Sheet, _nation: Nation | None) -> Iterator[Finding]:
    """Yield the title, and its second part where it has one.

    Args:
        sheet: The document.
        _nation: Not used; a title is a title.

    Yields:
        At most one finding of ``title`` and one of ``subtitle``.
    """
    quoted = _quoted(sheet)
    if quoted is None:
        return
    title, page, place, confidence = quoted
    yield finding("title", title, page, place, extractor=NAME, confidence=confidence)
    second = subtitle_of(title)
    if second is not None:
        yield finding("subtitle", second, page, place, extractor=NAME, confidence=confidence)


def _quoted(sheet: Sheet) -> tuple[str, PageText, tuple[int, int], float] | None:
    """Return the title with its page, its place there and how sure the kind of place is."""
    if not sheet.title:
        return None
    if sheet.deposit is not None:
        page, match = sheet.deposit
        return sheet.title, page, match.span("title"), 0.95
    if not sheet.title_lines:
        place = locate(sheet.pages[0], sheet.title)
        return (sheet.title, sheet.pages[0], place, 0.6) if place is not None else None
    lines = [line.text for line in sheet.title_lines]
    page = next(page for page in sheet.pages if page.number == sheet.title_lines[0].page)
    place = locate(page, " ".join(lines)) or locate(page, lines[0])
    if place is None:
        return None
    after = sheet.cover[1:2] if sheet.is_web and sheet.cover[:1] == sheet.title_lines else ()
    second = [line.text for line in after if _is_second_heading(line)]
    return joined([*lines, *second]), page, place, 0.8


def joined(lines: Sequence[str]) -> str:
    """Join the lines of a title as a library would: a colon where a line of its own begins the second part.

    Args:
        lines: The lines, in order.

    Returns:
        The title in one line, without a full stop or colon at its end; the words are as printed.
    """
    title = ""
    for line in lines:
        words = " ".join(line.split())
        parted = bool(title) and _begins_second_part(title, words)
        title = f"{title}: {words}" if parted else f"{title} {words}".strip()
    return title.rstrip(".:")


def subtitle_of(title: str) -> str | None:
    """Return the second part of a title.

    Args:
        title: A title in one line.

    Returns:
        What follows its first colon (or dash between spaces), unless that only names the child (with the
        document's role, a date or a reference), or tells dates of a life; None where there is no second part.
    """
    parts = _PARTING.split(title, maxsplit=1)
    if len(parts) < _TWO_PARTS or not re.search(r"[A-Za-z]{3}", parts[0]) or _LABEL.search(parts[0]):
        return None
    second = parts[1].strip()
    if _OF_A_LIFE.search(second) or _A_CHILD.fullmatch(second):
        return None
    names = pseudonyms_in(second, bare=True)
    rest = second
    for start, end in sorted(role_words(rest), reverse=True) if names else ():
        rest = rest[:start] + " " * (end - start) + rest[end:]
    for name in names:
        rest = rest.replace(name, " ")
    for date in reversed(find_dates(rest)):
        rest = rest[: date.start] + rest[date.end :]
    letters = _NO_SUBTITLE.sub("", rest)
    return second if len(letters) >= _LEAST_SUBTITLE else None


def _begins_second_part(title: str, line: str) -> bool:
    """Tell whether a line under a title begins its second part, so that a colon stands between."""
    if _HANGING.search(title) or title.endswith("?") or not line[:1].isupper() or _runs_over(title, line):
        return False
    if _SECOND_PART.match(line):
        return not _SECOND_PART.match(title)
    if is_role(title, of_briefing=True):
        return bool(type_spans(line, None))
    if _is_only_type(title):
        return _is_topic(line) and not (is_role(line) or _OF_A_CASE.match(line) or pseudonyms_in(line))
    return not _tells_case(title) and len(title.split()) > 1 and _REVIEW_OF_WHAT.match(line) is not None


def _runs_over(title: str, line: str) -> bool:
    """Tell whether the name of a kind of review runs over from one line to the next."""
    return any(start < len(title) < end for start, end, _ in type_spans(f"{title} {line}", None))


def _is_topic(line: str) -> bool:
    """Tell whether a line says what something is about: at least three words, some of them in small letters."""
    return len(line.split()) >= _LEAST_TOPIC_WORDS and re.search(r"\b[a-z]{3,}", line) is not None


def _is_only_type(title: str) -> bool:
    """Tell whether a title so far is nothing but the kind of a review."""
    left = title
    for start, end, _ in reversed(type_spans(title, None)):
        left = left[:start] + left[end:]
    return left != title and not ONLY_ROLE_WORDS.sub("", left)


def _tells_case(text: str) -> bool:
    """Tell whether words name a kind of review or a child."""
    return bool(type_spans(text, None) or pseudonyms_in(text))


def _is_second_heading(line: Line) -> bool:
    """Tell whether a heading right under a web page's own says of what it is a review; others head a list."""
    return line.large and _REVIEW_OF_WHAT.match(line.text) is not None and is_title(line.text)
