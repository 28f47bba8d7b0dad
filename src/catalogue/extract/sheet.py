"""A reading laid out for the extractors: cover, title, deposit sheet, running lines, and exact quotation.

Belongs here: where on the pages things stand, and how a place is quoted. Does not belong here: what any
field's words mean.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from catalogue.authority import areas_named
from catalogue.dates import find_dates
from catalogue.extract.names import is_given_name, pseudonyms_in
from catalogue.extract.people import in_small_letters
from catalogue.extract.words import role_words, type_in, type_spans
from catalogue.models import PageText, Reading
from catalogue.vocabulary import Magic

MOST_COVER_LINES = 40
FEW_WORDS = 60
"""Words under which a first page is a cover and the next page may go on with it."""

_DEPOSIT = re.compile(
    r"^\s*Title:\s*(?P<title>.+?)\s+LSC[BP]:\s*(?P<board>.+?)\s+Author:\s*(?P<author>.*?)\s*"
    r"Date\s+of\s+publication:\s*(?P<date>[^\n]{0,40})",
    re.DOTALL | re.MULTILINE,
)
_PAGE_NUMBER = re.compile(r"^\W*(?:p\s*a\s*g\s*e\s*)?\d{1,4}(?:\s*(?:\||of|/)\s*\d{1,4})?\W*$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_BODY_STARTS = re.compile(
    r"^(?:table\s+of\s+)?contents\b|^index$|^(?:\d+[.)]?\d*\s+)?(?:introduction|foreword|background(?!\s+paper)|preface"
    r"|acknowledgements?|summary\s+of|glossary|abstract|executive\s+summary\s+\d)\b(?!.*review)",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"^\W*\d[\d.\s]*$|^(?:final|draft)$|\b(?:author|writer|report\s+by|written\s+by|chair|chaired|published|publication|copyright|isbn|confidential|uploaded"
    r"|date\s+of|dob|dod|born|died|commissioned|prepared|page|version|initials|research\s+report|www|http|tel|email|appendix"
    r"|lead\s+reviewer|independent\s+reviewer|date|reviewed|effective|lscb:|intentionally|approved|pseudonym\s+to|episode|adoption\s+of)\b|(?-i:Author(?=[A-Z]))|@|^©",
    re.IGNORECASE,
)
_GREETING = re.compile(r"^\s*Dear\s+\w", re.MULTILINE)
_LEAVE = re.compile(
    r"^\s*(?:Yours\s+(?:sincerely|faithfully|truly)|(?:Kind|Best|With\s+kind)\s+regards)\b",
    re.MULTILINE | re.IGNORECASE,
)
_OF_PLACES = frozenset(
    {"and", "of", "the", "city", "county", "borough", "london", "royal", "council", "government", "scottish"}
)
_BOARD_ONLY = re.compile(
    r"^(?!.*\b(?:review|report)\b)(?:[\w&',-]+\s+){0,8}(?:Safeguarding\s+(?:Children|Child|Adults?)\S*\s*(?:Board|Partnership|Committee)?|(?:L|[A-Z]+)SC[BP]"
    r"|Children\s+Board|Community\s+Safety\s+Partnership)\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Line:
    """One line of a cover.

    Attributes:
        page: Page number, from 1.
        text: The line, without space at its ends.
        large: Whether it is set larger than the body.
        running: Whether it stands on several pages.
    """

    page: int
    text: str
    large: bool
    running: bool


class Sheet:
    """A reading, laid out. Nothing in it interprets a field."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.pages: tuple[PageText, ...] = tuple(page for page in reading.pages if page.text.strip())
        self.is_web = reading.magic is Magic.HTML

    @cached_property
    def deposit(self) -> tuple[PageText, re.Match[str]] | None:
        """The deposit sheet of a national repository, with its page: groups title, board, author, date."""
        for page in self.pages[:2]:
            match = _DEPOSIT.search(page.text)
            if match is not None:
                return page, match
        return None

    @cached_property
    def running(self) -> frozenset[str]:
        """Lines, numbers taken out, that stand on more than half of the first six pages."""
        pages = self.pages[:6]
        seen = Counter(key for page in pages for key in {_key(line) for line in page.text.splitlines() if line.strip()})
        return frozenset(key for key, count in seen.items() if count > max(1, len(pages) / 2))

    @cached_property
    def is_letter(self) -> bool:
        """Whether the document is a letter: it greets somebody and takes its leave."""
        text = "\n".join(page.text for page in self.start(2))
        return _GREETING.search(text) is not None and _LEAVE.search(text) is not None

    def is_running(self, line: str) -> bool:
        """Tell whether a line, its numbers taken out, stands on several pages."""
        start = line.lstrip()[:1]
        return _key(start)[:1] in self._running_starts and _key(line) in self.running

    @cached_property
    def _running_starts(self) -> frozenset[str]:
        """How running lines begin: most lines begin otherwise, which is told sooner than by all of a line."""
        return frozenset(key[:1] for key in self.running)

    @cached_property
    def cover(self) -> tuple[Line, ...]:
        """The lines of the cover, at most 40; the beginning of a document that has none."""
        lines: list[Line] = []
        for page in self._cover_pages():
            large = set(page.large)
            for raw in page.text.splitlines():
                text = raw.strip()
                if not text or _PAGE_NUMBER.fullmatch(text):
                    continue
                if lines and _BODY_STARTS.search(text):
                    return tuple(lines[:MOST_COVER_LINES])
                lines.append(Line(page.number, text, text in large, self.is_running(text)))
        return tuple(lines[:MOST_COVER_LINES])

    def _cover_pages(self) -> list[PageText]:
        """Return the pages that may belong to the cover: the first, a deposit sheet's successor, a short one's."""
        pages = list(self.pages)
        if self.deposit is not None:
            pages = [page for page in pages if page is not self.deposit[0]]
        if not pages:
            return []
        return pages[:2] if len(pages[0].text.split()) < FEW_WORDS else pages[:1]

    @cached_property
    def title_lines(self) -> tuple[Line, ...]:
        """The lines of the cover that make up the title, in order."""
        lines = [line for line in self.cover if line.large]
        if self.is_web:
            return tuple(lines[:1])
        runs = _runs(lines or [line for line in self.cover[:12] if not line.running])
        telling = [run for run in runs if _tells_review(" ".join(line.text for line in run))]
        naming = [run for run in telling if pseudonyms_in(" ".join(line.text for line in run))]
        return tuple((naming or telling or runs or [[]])[0][:6])

    @cached_property
    def title(self) -> str:
        """The title in one line, from the cover, or from the deposit sheet; empty where there is none."""
        text = " ".join(line.text for line in self.title_lines)
        if self.deposit is not None:
            text = self.deposit[1]["title"]
        if not text and self.is_web and self.reading.title:
            text = re.split(r"\s[|–-]\s(?=[^|]*$)", self.reading.title)[0]
        return " ".join(text.split()).rstrip(".:")

    @cached_property
    def names_text(self) -> str:
        """The words near the title that may name the child: title, deposit title, large lines of the cover."""
        rest = [line for line in self.cover if line.large and line not in self.title_lines]
        large = [line.text for line in rest if _is_title(in_small_letters(line.text))]
        parts = [self.title, *large]
        if self.deposit is not None:
            parts.insert(0, self.deposit[1]["title"])
        return "\n".join(dict.fromkeys(" ".join(part.split()) for part in parts if part))

    def start(self, pages: int = 3) -> tuple[PageText, ...]:
        """Return the first pages that have text, at most ``pages``."""
        return self.pages[:pages]


def _runs(lines: list[Line]) -> list[list[Line]]:
    """Return runs of neighbouring lines that may be a title; a board's name over two lines parts them."""
    runs: list[list[Line]] = []
    open_run: list[Line] = []
    boards = {
        position + step
        for position, (one, two) in enumerate(pairwise(lines))
        for step in (0, 1)
        if _BOARD_ONLY.match(f"{one.text} {two.text}") and not _BOARD_ONLY.match(two.text)
    }
    for position, line in enumerate(lines):
        fits = position not in boards and _is_title(line.text)
        if open_run and (not fits or line.page != open_run[-1].page):
            runs.append(open_run)
            open_run = []
        if fits:
            open_run.append(line)
    return [*runs, open_run] if open_run else runs


def _tells_review(text: str) -> bool:
    """Tell whether words name a review, a document's role, or a child."""
    return bool(type_in(text, None) or role_words(text) or pseudonyms_in(text))


def _key(line: str) -> str:
    """Return a line without its numbers, to recognise it on another page."""
    return _DIGITS.sub("#", " ".join(line.split())).lower()


def _is_title(text: str) -> bool:
    """Tell whether a line of a cover may be part of a title."""
    if _NO_TITLE.search(text) or _BOARD_ONLY.match(text) or len(text) > 200:
        return False
    dates = find_dates(text)
    left = len(text) - sum(date.end - date.start for date in dates)
    if dates and left < 8:
        return False
    if _is_place(text):
        return False
    if type_spans(text, None) or role_words(text):
        return True
    return not _looks_like_person(text)


def _is_place(text: str) -> bool:
    """Tell whether a line is nothing but the names of areas or their government."""
    named = {word.lower() for area in areas_named(text) for name in (area.name, *area.aliases) for word in name.split()}
    words = {word.lower() for word in re.findall(r"\w+", text)}
    return bool(words) and words <= named | _OF_PLACES


def _looks_like_person(text: str) -> bool:
    """Tell whether a line is only people's names, with or without credentials, or their address."""
    if re.search(
        r"\b(?:[OCM]\.?B\.?E|QPM|MSc|BA|CQSW|PhD|MA|Dr|Professor|University)\b|\b[A-Z]{1,2}\d{1,2}\s\d[A-Z]{2}\b", text
    ):
        return True
    for date in reversed(find_dates(text)):
        text = text[: date.start] + text[date.end :]
    names = re.split(r",\s*(?:and\s+)?|\s+and\s+|\s+&\s+", text)
    return all(2 <= len(name.split()) <= 3 and is_given_name(" ".join(name.split()[:2])) for name in names)
