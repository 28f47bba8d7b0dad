"""How telling a place in a document is for what the document is about.

Belongs here: titles, headings, lists of contents and of learning, the opening that tells what happened, sections of
findings; and what makes a mention count for nothing. Does not belong here: themes (``themes``), or their wordings
(``wordings``).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from catalogue.extract.sheet import Sheet
from catalogue.extract.standing import begins, ends_a_word, in_small
from catalogue.extract.stretches import end_of_words, line_at, sections_of_findings, sentence_at
from catalogue.extract.wordings import Where
from catalogue.extract.words import role_in
from catalogue.flow import Flow
from catalogue.models import PageText
from catalogue.vocabulary import Role

TITLE, HEADING, LEARNING, ABSTRACT, OPENING, FOUND, PLAIN = 6.0, 4.0, 3.5, 3.2, 3.0, 1.5, 1.0
"""Weights of a mention, by where it stands."""

_NEGATED = re.compile(
    r"\b(?:no|not(?!\s+(?:only|just|enough|merely|simply|always))|never|nor|neither|without(?!\s+(?:consider|regard|think|ask)\w*)|denied|ruled\s+out"
    r"|absence\s+of|nothing\s+to\s+suggest)\b[^.;:]{0,30}$",
    re.IGNORECASE,
)
_NEGATED_AFTER = re.compile(
    r"^[^.;:]{0,80}?\b(?:(?:was|were|is|are)\s+not\s+(?:disclosed|known|suspected|identified|found|present|evident|reported|an?\s+(?:feature|concern|factor|issue))"
    r"|(?:was|were)\s+(?:\w+\s+){0,2}(?:ruled\s+out|discounted|excluded\s+as)|(?:and|then)\s+(?:ruled\s+out|set\s+aside|discounted))\b",
    re.IGNORECASE,
)
# What is told of the child today did not happen in the case: "She is safe and in foster care".
_AFTERWARDS = re.compile(
    r"\b(?:is|are)\s+(?:now\s+)?(?:safe|well|settled|thriving|recovering|doing\s+well)\b|\bnow\s+(?:lives?|living|in|with|placed|adopted)\b|\bhas\s+since\b",
    re.IGNORECASE,
)
# Each pattern of what does not count holds one of these words.
_NEGATIVES = frozenset({"no", "not", "never", "nor", "neither", "without", "denied", "ruled", "absence", "nothing"})
_DENIALS = frozenset({"not", "ruled", "discounted", "excluded", "set"})
_OF_TODAY = frozenset({"safe", "well", "settled", "thriving", "recovering", "now", "since"})
_WORD = re.compile(r"\w+")
_BOILERPLATE_AFTER = re.compile(
    r"^\W*(?:polic(?:y|ies)|procedures?|protocol|training|strategy|service|team|board|sub-?group|forum|helpline|commissioner"
    r"|nurse|lead|coordinator|notification|legislation|act\b|regulations|pathway|toolkit|campaign|leaflet|form\b|document|manual|framework|guid(?:e|ance)|week\b|app\b)\b",
    re.IGNORECASE,
)
_DEFINITION_LINE = re.compile(
    r"\bis\s+defined\s+as\b|\bdefinition\s+of\b|\bworking\s+together\s+(?:to\s+safeguard|20)|\bwe\s+use\s+cookies\b"
)
_WORDS_OF_DEFINITION = ("defin", "working", "cookies")
# A kind of review is a theme in a title only: elsewhere other reviews are told of.
_HELD_ON = re.compile(r"domestic\s+homicide\s+reviews?\b", re.IGNORECASE)
_DOWNLOAD = re.compile(r"\((?:PDF|Word|docx?|pptx?|\d+\s*[kKmM][bB])\b", re.IGNORECASE)
_PROSE = re.compile(r"[.!?]\s+[A-Z]")
_PARENTS = frozenset(
    {
        "mother",
        "mothers",
        "father",
        "fathers",
        "parent",
        "parents",
        "mum",
        "mums",
        "dad",
        "dads",
        "maternal",
        "paternal",
    }
    | {"parental", "couple", "stepfather", "stepmother", "stepfathers", "family", "household", "relative", "relatives"}
    | {"adults", "partner"}
)
_CARERS = frozenset({"carer", "carers"})
_LEARNING_LINE = re.compile(
    r"\b(?:learning|lessons?|findings?|recommendations?|key\s+(?:themes?|issues?|messages?|points?)|themes?)\b[^:\n]{0,60}:",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"^[^\w\n]*(?:(?:table\s+of\s+)?contents|index)[^\w\n]*$", re.IGNORECASE | re.MULTILINE)
_ENTRY_OF_CONTENTS = re.compile(r"\.{4,}|\s(?:Page\s+)?\d{1,3}$|^-?\d+(?:\.\d+)*\s")
_POINT = re.compile(r"^\s*[•●▪◦■➢✓>*–-]\s*\S")
_LIST_OF_BRIEFINGS = re.compile(r"\b(?:briefings|briefs|leaflets|summaries)\b", re.IGNORECASE)
_BRIEFINGS = (Role.SEVEN_MINUTE_BRIEFING, Role.LEARNING_BRIEFING)
_SUBJECT = re.compile(
    r"\b(?:the\s+subject|this\s+(?:child|baby|young\s+person)"
    r"|at\s+the\s+time\s+of\s+(?:his|her|their|the)\s+(?:death|incident|injur\w+))\b"
)
_OPENING_SENTENCES, _OPENING_ROOM = 4, 320
_LONGEST_ENTRY, _LONGEST_TOPIC, _LONGEST_CONTENTS = 12, 8, 16
_LEAST_PROSE, _MOST_HEADING_WORDS = 5, 5
_ROOM_AFTER = 10
_PARAGRAPH_ROOM = 250
_MOST_TRIED = 60


class Weigher:
    """Weighs places of one document."""

    def __init__(self, sheet: Sheet, names: Sequence[str]) -> None:
        """Lay out what is asked of every place.

        Args:
            sheet: The document.
            names: The names that it uses for its children.
        """
        self._sheet = sheet
        self._names = names
        self._findings = sections_of_findings(sheet)
        self._briefing = role_in(sheet.title) in _BRIEFINGS
        self._list = sheet.is_web and self._briefing and _LIST_OF_BRIEFINGS.search(sheet.title) is not None
        self._titles = {line.text for line in sheet.title_lines}

    def page(self, page: PageText) -> "PageWeigher":
        """Return what weighs the places of one page."""
        return PageWeigher(self, page)

    def flow(self, page: PageText) -> Flow:
        """Return a page's words as a reader reads them."""
        return self._sheet.flow(page)

    @cached_property
    def openings(self) -> dict[int, list[tuple[int, int]]]:
        """By page, the sentences that first tell of the child, each with the one after it."""
        found: dict[int, list[tuple[int, int]]] = {}
        left = _OPENING_SENTENCES
        for page in self._sheet.start(4):
            end = -1
            for first, last in islice(self._tells(page.text), _MOST_TRIED if left else 0):
                if first < end or left == 0:
                    continue
                line = line_at(page.text, first)
                if line in self._titles or self._sheet.is_running(line) or len(line.split()) <= _LONGEST_TOPIC:
                    continue
                start, end = sentence_at(page.text, first, last)
                end = sentence_at(page.text, min(end + 1, len(page.text)), min(end + 1, len(page.text)))[1]
                found.setdefault(page.number, []).append((start, min(end, start + _OPENING_ROOM)))
                left -= 1
        return found

    def _tells(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the places that name one of the children or the subject, in order and without overlaps."""
        named = [one for one in begins(self._names, text) if ends_a_word(text, one[1])]
        passed = 0
        for start, end in sorted([*named, *(match.span() for match in _SUBJECT.finditer(text))], key=itemgetter(0)):
            if start >= passed:
                passed = end
                yield start, end


class _Weighed(NamedTuple):
    """What is told of one line, wherever in it a theme is named."""

    words: int
    of_title: bool
    heads: bool
    may_be_entry: bool
    is_topic: bool
    is_point: bool
    learns: bool
    defines: bool


class PageWeigher:
    """Weighs places of one page."""

    def __init__(self, of: Weigher, page: PageText) -> None:
        """Lay out one page.

        Args:
            of: The document's weigher.
            page: The page.
        """
        self._of = of
        self._text = page.text
        self._large = set(page.large)
        sheet = of._sheet
        self._first = any(page is one for one in sheet.start(3))
        self._abstract_end = end_of_words(page.text) if any(page is one for one in sheet.pages[:2]) else 0
        contents = _CONTENTS.search(page.text) if self._first else None
        self._contents_from = contents.end() if contents is not None else len(page.text)
        self._findings = of._findings.get(page.number, [])
        self._starts = [start for start, _ in self._findings]
        self._openings = of.openings.get(page.number, [])
        self._lines: dict[str, _Weighed] = {}

    def fits(self, where: Where, start: int, end: int) -> bool:
        """Tell whether a wording of some places only counts between two offsets."""
        if where is Where.ANYWHERE:
            return True
        if where is Where.OF_PARENTS:
            first, last = sentence_at(self._text, start, end)
            words = set(_WORD.findall(self._text[first:last].lower()))
            return not words.isdisjoint(_PARENTS) or (not words.isdisjoint(_CARERS) and "foster" not in words)
        weight = self.weight(start)
        if weight == HEADING:  # of a long entry in a list of contents one common word does not tell the topic
            return len(re.findall(r"[^\W\d_]+", line_at(self._text, start))) <= _MOST_HEADING_WORDS
        return weight in (TITLE, LEARNING)

    def counts(self, start: int, end: int) -> bool:
        """Tell whether a mention counts: it is not denied, nobody's policy, no definition, nothing of later days."""
        text = self._text
        before = text[max(0, start - 50) : start]
        if (
            not _NEGATIVES.isdisjoint(_WORD.findall(before.lower())) and _NEGATED.search(before)
        ) or _BOILERPLATE_AFTER.match(text[end : end + 30]):
            return False
        line = self._line(start)
        if line.defines or (not line.of_title and _HELD_ON.match(text, start, end + _ROOM_AFTER)):
            return False
        first, last = sentence_at(text, start, end)
        sentence = text[first:last]
        words = _WORD.findall(sentence.lower())
        return not (
            (not _DENIALS.isdisjoint(words) and _NEGATED_AFTER.search(text[end : min(last, end + 120)]))
            or (not _OF_TODAY.isdisjoint(words) and _AFTERWARDS.search(sentence))
        )

    def weight(self, start: int) -> float:
        """Return how much a mention at an offset weighs."""
        line = self._line(start)
        if line.of_title:
            return TITLE
        if line.heads or (line.may_be_entry and self._contents_from <= start):
            return HEADING
        found = self._is_found(start)
        if line.learns or line.is_point or (line.is_topic and found) or self._learns_above(start):
            return LEARNING
        if start < self._abstract_end and line.words > _LEAST_PROSE:
            return ABSTRACT
        if any(one <= start < end for one, end in self._openings):
            return OPENING
        return FOUND if found else PLAIN

    def _learns_above(self, start: int) -> bool:
        """Tell whether the paragraph above a place heads its learning."""
        if self._text.find(":", max(0, start - _PARAGRAPH_ROOM), start) < 0:
            return False
        paragraph = self._text[max(0, start - _PARAGRAPH_ROOM) : start].rsplit("\n\n", 1)[-1]
        return ":" in paragraph and _LEARNING_LINE.search(paragraph) is not None

    def _line(self, start: int) -> "_Weighed":
        """Return what is told of the line of an offset; of most lines several places are asked."""
        text = line_at(self._text, start)
        if text not in self._lines:
            self._lines[text] = self._weighed(text)
        return self._lines[text]

    def _weighed(self, line: str) -> "_Weighed":
        """Look at a line."""
        of, words, ends = self._of, len(line.split()), line.endswith(".")
        short = words <= _LONGEST_ENTRY and not ends
        entry = self._first and words <= _LONGEST_CONTENTS and _ENTRY_OF_CONTENTS.search(line) is not None
        topic = (
            self._first and words <= _LONGEST_TOPIC and not line.endswith((".", ",", ";")) and not _PROSE.search(line)
        )
        return _Weighed(
            words=words,
            of_title=line in of._titles,
            heads=(of._list and short) or line in self._large or entry,
            may_be_entry=self._first and short,
            is_topic=topic,
            is_point=topic and of._briefing and _POINT.match(line) is not None,
            learns=":" in line and _LEARNING_LINE.search(line) is not None,
            defines=("(" in line and _DOWNLOAD.search(line) is not None) or _defines(line),
        )

    def is_heading(self, start: int) -> bool:
        """Tell whether a line is set as a heading."""
        return line_at(self._text, start) in self._large

    def _is_found(self, start: int) -> bool:
        """Tell whether a place stands below a heading of findings, learning or recommendations."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and start < self._findings[at][1]


def _defines(line: str) -> bool:
    """Tell whether a line defines words or quotes the statutory guidance."""
    small = in_small(line)
    return any(map(small.__contains__, _WORDS_OF_DEFINITION)) and _DEFINITION_LINE.search(small) is not None
