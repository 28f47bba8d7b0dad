"""A reading laid out for the extractors: cover, title, deposit sheet, running lines, and exact quotation.

Belongs here: where on the pages things stand, and how a place is quoted. Does not belong here: what any
field's words mean.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import islice, pairwise

from catalogue.extract.heading import Line, is_title, title_of, with_next
from catalogue.extract.people import in_small_letters
from catalogue.flow import Flow, flows
from catalogue.models import PageText, Reading
from catalogue.vocabulary import Magic

__all__ = ["FEW_WORDS", "Line", "Sheet"]

MOST_COVER_LINES = 40
_LEAST_PROSE_WORDS = 9
FEW_WORDS = 60
"""Words under which a first page is a cover and the next page may go on with it."""

_DEPOSIT = re.compile(
    r"^[^\S\n]*Title:\s*(?P<title>.{1,400}?)\s+LSC[BP]:\s*(?P<board>.{1,200}?)\s+Author:\s*(?P<author>.{0,200}?)\s{0,5}"
    r"Date\s+of\s+publication:\s*(?P<date>[^\n]{0,40})",
    re.DOTALL | re.MULTILINE,
)
_DEPOSIT_STARTS = re.compile(r"^[^\S\n]*Title:", re.MULTILINE)
_MOST_STARTS = 3
_PAGE_NUMBER = re.compile(r"^\W*(?:p\s*a\s*g\s*e\s*)?\d{1,4}(?:\s*(?:\||of|/)\s*\d{1,4})?\W*$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_DIGITS = re.compile(r"\d+")
_BODY_STARTS = re.compile(
    r"^(?:table\s+of\s+)?contents\b|^index$|^(?:\d+[.)]?\d*\s+)?(?:introduction|foreword|background(?!\s+paper)|preface"
    r"|acknowledgements?|summary\s+of|glossary|abstract|review\s+process$|(?:brief\s+outline\s+of\s+)?circumstances\s+resulting|executive\s+summary\s+\d)\b(?!.*review)",
    re.IGNORECASE,
)
_GREETING = re.compile(r"^[^\S\n]*Dear\s+\w", re.MULTILINE)
_LEAVE = re.compile(
    r"^[^\S\n]*(?:Yours\s+(?:sincerely|faithfully|truly)|(?:Kind|Best|With\s+kind)\s+regards)\b",
    re.MULTILINE | re.IGNORECASE,
)


class Sheet:
    """A reading, laid out. Nothing in it interprets a field."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.pages: tuple[PageText, ...] = tuple(page for page in reading.pages if page.text.strip())
        self.is_web = reading.magic is Magic.HTML

    def flow(self, page: PageText) -> Flow:
        """Return a page's words as a reader reads them: broken words joined, heads and feet left out.

        Args:
            page: One of the document's pages.

        Returns:
            The running text, with the way back to where its words stand as printed. Of a document in which no line
            ends inside a word it is the text as printed.
        """
        return self._flows.get(page.number) or Flow(page.number, page.text, page, (0,), (0,))

    @cached_property
    def _flows(self) -> dict[int, Flow]:
        """The running text of the pages, by number, where some word is broken; none where all reads as printed."""
        broken = any(page.breaks for page in self.pages)
        return {one.number: one for one in flows(self.pages)} if broken else {}

    def beside(self, label: re.Pattern[str]) -> Iterator[tuple[PageText, str]]:
        """Yield the cells of tables that a label belongs to: the next one of its row, or the one under it.

        Args:
            label: Matches the whole of a cell that is the label.

        Yields:
            The page and the cell's words, of the first pages.
        """
        for page in self.start(3):
            for row, below in pairwise([*page.rows, ()]):
                for place, cell in enumerate(row):
                    if not label.fullmatch(cell):
                        continue
                    if place + 1 < len(row) and row[place + 1]:
                        yield page, row[place + 1]
                    if place < len(below):
                        yield page, below[place]

    @cached_property
    def words(self) -> int:
        """How many words the document has."""
        return sum(len(page.text.split()) for page in self.pages)

    @cached_property
    def deposit(self) -> tuple[PageText, re.Match[str]] | None:
        """The deposit sheet of a national repository, with its page: groups title, board, author, date."""
        for page in self.pages[:2]:
            for start in islice(_DEPOSIT_STARTS.finditer(page.text), _MOST_STARTS):
                match = _DEPOSIT.match(page.text, start.start())
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
        first = line[:1]
        if first not in self._may_run:
            self._may_run[first] = first.isspace() or _key(first)[:1] in {key[:1] for key in self.running}
        return self._may_run[first] and _key(line) in self.running

    @cached_property
    def _may_run(self) -> dict[str, bool]:
        """Whether any running line begins with a letter, as far as it was asked: most lines begin otherwise."""
        return {}

    @cached_property
    def cover(self) -> tuple[Line, ...]:
        """The lines of the cover, at most 40; the beginning of a document that has none."""
        lines: list[Line] = []
        for page in self._cover_pages():
            large = set(page.large)
            for raw in page.text.splitlines():
                text = raw.strip()
                if not text or (_PAGE_NUMBER.fullmatch(text) and not (text in large and _YEAR.fullmatch(text))):
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
        title = title_of(lines or [line for line in self.cover[:12] if not line.running])
        return with_next(self._until_prose(title), self.cover)

    def _until_prose(self, title: tuple[Line, ...]) -> tuple[Line, ...]:
        """Return the title's lines up to the first below which prose stands: what follows are headings."""
        for number, line in enumerate(title[:-1], start=1):
            at = self.cover.index(line)
            upto = self.cover.index(title[number], at)
            if any(not one.large and len(one.text.split()) >= _LEAST_PROSE_WORDS for one in self.cover[at + 1 : upto]):
                return title[:number]
        return title

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
        large = [line.text for line in rest if is_title(in_small_letters(line.text))]
        parts = [self.title, *large]
        if self.deposit is not None:
            parts.insert(0, self.deposit[1]["title"])
        return "\n".join(dict.fromkeys(" ".join(part.split()) for part in parts if part))

    def start(self, pages: int = 3) -> tuple[PageText, ...]:
        """Return the first pages that have text, at most ``pages``."""
        return self.pages[:pages]


def _key(line: str) -> str:
    """Return a line without its numbers, to recognise it on another page."""
    return _DIGITS.sub("#", " ".join(line.split())).lower()
