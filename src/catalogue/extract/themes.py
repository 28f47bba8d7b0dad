"""What a document is about, in the words of the theme vocabulary.

Belongs here: finding a theme's wordings, weighing where they stand, and choosing few. Does not belong here:
the vocabulary itself (an authority file). A theme is assigned when the document is *about* it: when its
title, a heading, a finding or a recommendation names it, when its findings name it again, or when it is named
often on several pages (twice, where the document is short), and not much less than the theme it is most about.
Lists of contents count as headings; negated mentions, names of policies, trainings and services, and the boiler-
plate of statutory guidance do not count at all. Guidance and yearly reports are about reviews, not about themes.
"""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from catalogue.authority import themes
from catalogue.extract.lines import LONGEST_HEADING, text_lines
from catalogue.extract.quoting import finding
from catalogue.extract.sheet import Sheet
from catalogue.extract.words import type_in
from catalogue.models import Finding, PageText
from catalogue.vocabulary import Nation, ReviewType

NAME = "themes@2"

MOST_THEMES = 6
"""Themes assigned to a document at most."""

_TITLE, _HEADING, _LEARNING, _ABSTRACT, _FOUND, _PLAIN = 6.0, 4.0, 3.0, 3.0, 1.5, 1.0
_ENOUGH = 3.0
_LEAST_PLAIN, _LEAST_PAGES = 3, 2
_SHORT_WORDS, _LEAST_IN_SHORT = 1_800, 2
_LEAST_SHARE = 0.25
"""Share of the weightiest theme's weight below which a theme is told of in passing."""
_MOST_FOUND = 8
_NEGATED = re.compile(
    r"\b(?:no|not|never|nor|without|neither|denied|ruled\s+out|absence\s+of|nothing\s+to\s+suggest)\b[^.;:]{0,30}$",
    re.IGNORECASE,
)
_BOILERPLATE_AFTER = re.compile(
    r"^\W*(?:polic(?:y|ies)|procedures?|protocol|training|strategy|service|team|board|sub-?group|forum|helpline|commissioner"
    r"|nurse|lead|coordinator|notification|legislation|act\b|regulations)\b",
    re.IGNORECASE,
)
_LEARNING_LINE = re.compile(
    r"\b(?:learning|lessons?|findings?|recommendations?|key\s+(?:themes?|issues?|messages?|points?)|themes?)\b[^:\n]{0,60}:",
    re.IGNORECASE,
)
_DEFINITION_LINE = re.compile(
    r"\bis\s+defined\s+as\b|\bdefinition\s+of\b|\bworking\s+together\s+(?:to\s+safeguard|20)|\bwe\s+use\s+cookies\b",
    re.IGNORECASE,
)
_NUMBERED_HEADING = re.compile(r"^\d{1,2}[.)]?\s+[A-Z][\w’' -]{2,60}$")
_CONTENTS = re.compile(r"^\W*(?:table\s+of\s+)?contents\W*$|^\W*index\W*$", re.IGNORECASE | re.MULTILINE)
_OF_FINDINGS = re.compile(
    r"^\W*(?:(?:section\s+)?\d{1,2}(?:\.\d{1,2})*[.):]?\s+)?(?:[\w’'-]+\s+){0,4}(?:findings?|learning|lessons|analysis|appraisal|themes|conclusions?|recommendations?"
    r"|good\s+practice|practice\s+points?|issues)\b[^.]{0,50}$",
    re.IGNORECASE,
)
_NOT_ABOUT = re.compile(
    r"\b(?:annual\s+report|guidance|procedures?|polic(?:y|ies)|protocol|manual|minutes|agenda|newsletter|business\s+plan|action\s+plan)\b",
    re.IGNORECASE,
)
_FIRST_WORDS = 120
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class _Mention:
    """One place where a theme is named, how much it weighs, and how well it quotes."""

    page: PageText
    start: int
    end: int
    weight: float
    quotable: float


def find(sheet: Sheet, _nation: Nation | None) -> Iterator[Finding]:
    """Yield the themes, weightiest first, at most six.

    Args:
        sheet: The document.
        _nation: Not used.

    Yields:
        One finding a theme, its snippet the weightiest mention.
    """
    if _NOT_ABOUT.search(sheet.title) and type_in(sheet.title, None) is not ReviewType.ANALYSIS:
        return
    short = sum(len(page.text.split()) for page in sheet.pages) <= _SHORT_WORDS
    found_in = _sections_of_findings(sheet)
    mentions: dict[str, list[_Mention]] = {}
    for page in sheet.pages:
        for theme, mention in _mentions(sheet, page, found_in.get(page.number, ())):
            mentions.setdefault(theme, []).append(mention)
    ranked = sorted(
        ((score, theme) for theme, found in mentions.items() if (score := _score(found, short=short)) >= _ENOUGH),
        key=lambda pair: (-pair[0], pair[1]),
    )
    for score, theme in ranked[:MOST_THEMES]:
        if score < _LEAST_SHARE * ranked[0][0]:
            return
        best = max(mentions[theme], key=lambda mention: mention.quotable)
        confidence = min(0.95, 0.4 + score / 30)
        yield finding(
            "themes", theme, best.page, (best.start, best.end), extractor=NAME, confidence=round(confidence, 2)
        )


def _score(found: list[_Mention], *, short: bool) -> float:
    """Return a theme's weight: its telling places, or its plain ones where they are many and spread."""
    telling = sum(mention.weight for mention in found if mention.weight > _FOUND)
    told = [mention for mention in found if mention.weight == _FOUND]
    plain = [mention for mention in found if mention.weight == _PLAIN]
    spread = len({mention.page.number for mention in found})
    often = len(found) >= _LEAST_IN_SHORT if short else len(plain) >= _LEAST_PLAIN and spread >= _LEAST_PAGES
    if not telling and len(told) < _LEAST_IN_SHORT and not often:
        return 0.0
    lifted = _ENOUGH if not telling and often else 0.0
    return telling + min(len(told), _MOST_FOUND) * _FOUND + min(len(plain), 12) * 0.5 + lifted


def _sections_of_findings(sheet: Sheet) -> dict[int, list[tuple[int, int]]]:
    """Return by page the stretches of text that stand below a heading of findings, learning or recommendations."""
    stretches: dict[int, list[tuple[int, int]]] = {}
    inside = False
    for line in text_lines(sheet):
        heading = len(line.text) <= LONGEST_HEADING and (line.large or _NUMBERED_HEADING.match(line.text) is not None)
        if heading or _OF_FINDINGS.match(line.text):
            inside = _OF_FINDINGS.match(line.text) is not None
        elif inside:
            stretches.setdefault(line.page.number, []).append((line.start, line.start + len(line.text)))
    return stretches


def _mentions(sheet: Sheet, page: PageText, findings: Sequence[tuple[int, int]]) -> Iterator[tuple[str, _Mention]]:
    """Yield the mentions of themes on a page that count."""
    text = page.text
    for match, theme in _named(text):
        line_start = text.rfind("\n", 0, match.start()) + 1
        line_end = text.find("\n", match.end())
        line = text[line_start : line_end if line_end >= 0 else len(text)]
        if _NEGATED.search(text[max(0, match.start() - 50) : match.start()]):
            continue
        if _BOILERPLATE_AFTER.search(text[match.end() : match.end() + 30]) or _DEFINITION_LINE.search(line):
            continue
        weight = _weight(sheet, page, line, match.start())
        if weight == _PLAIN and any(start <= match.start() < end for start, end in findings):
            weight = _FOUND
        # A list of contents shows that the document is about a theme, but quotes badly.
        quotable = _PLAIN / 2 if weight == _HEADING and line.strip() not in page.large else weight
        yield theme, _Mention(page, match.start(), match.end(), weight, quotable)


def _weight(sheet: Sheet, page: PageText, line: str, start: int) -> float:
    """Return how much the place of a mention weighs."""
    text = line.strip()
    if any(text == title.text for title in sheet.title_lines):
        return _TITLE
    if text in page.large or (
        _among(page, sheet.start(3)) and (_is_contents_line(text) or _in_contents(page, text, start))
    ):
        return _HEADING
    paragraph = page.text[max(0, start - 250) : start]
    if any(":" in part and _LEARNING_LINE.search(part) for part in (line, paragraph.rsplit("\n\n", 1)[-1])):
        return _LEARNING
    if _among(page, sheet.pages[:2]) and len(page.text[:start].split()) <= _FIRST_WORDS and len(text.split()) > 5:
        return _ABSTRACT
    return _PLAIN


def _among(page: PageText, pages: tuple[PageText, ...]) -> bool:
    """Tell whether a page is one of some; comparing their texts would take long."""
    return any(page is one for one in pages)


def _in_contents(page: PageText, line: str, start: int) -> bool:
    """Tell whether a short line stands below the heading of a list of contents."""
    heading = _CONTENTS.search(page.text)
    return heading is not None and heading.end() <= start and len(line.split()) <= 12 and not line.endswith(".")


def _is_contents_line(line: str) -> bool:
    """Tell whether a line is an entry of a list of contents: numbered, or with dots and a page number."""
    return len(line.split()) <= 16 and re.search(r"\.{4,}|\s(?:Page\s+)?\d{1,3}$|^-?\d+(?:\.\d+)*\s", line) is not None


def _named(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Yield each place that names a theme, the longest wording where several begin, with the theme."""
    patterns, meant = _patterns()
    end = 0
    places: dict[int, list[tuple[str, ...]]] = {}
    for start, begins in _first_words(text, patterns):
        places.setdefault(start, []).append(begins)
    for start in sorted(places):
        matches = (patterns[begins].match(text, start) for begins in places[start] if start >= end)
        match = max((one for one in matches if one is not None), key=lambda one: len(one.group()), default=None)
        if match is not None:
            end = match.end()
            yield match, meant[_key(match.group())]


def _first_words(text: str, wanted: Mapping[tuple[str, ...], object]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield places at which a wording may begin, with its first one or two words in small letters."""
    # One pattern of all wordings would be tried at every letter of the page; few words begin a wording.
    small = text.lower()
    if len(small) != len(text):  # a rare letter that grows when it is made small would move all places after it
        small = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    words = _WORD.findall(small)
    for begins in wanted.keys() & {*zip(words), *pairwise(words)}:
        start = small.find(begins[0])
        while start >= 0:
            whole = _WORD.match(small, start)
            if whole is not None and whole.group() == begins[0] and not (start and _WORD.match(small[start - 1])):
                yield start, begins
            start = small.find(begins[0], start + len(begins[0]))


@functools.cache
def _patterns() -> tuple[dict[tuple[str, ...], re.Pattern[str]], dict[str, str]]:
    """Return a pattern of the wordings that begin with the same words, longest first, and the theme of each wording."""
    meant: dict[str, str] = {}
    for theme in themes():
        for words in (theme.label, *theme.alternatives):
            meant.setdefault(_key(words), theme.theme_id)
    spelled: dict[tuple[str, ...], list[str]] = {}
    for words in sorted(meant, key=lambda words: (-len(words), words)):
        pattern = r"[\s‐-–-]+".join(re.escape(part).replace("'", "['’]") for part in words.split()) + "s?"
        begins = tuple(_WORD.findall(words)[:2])
        spelled.setdefault(begins, []).append(pattern)
        if len(_WORD.findall(words)) <= 2:  # the plural's letter stands at the end of the words that are looked up
            spelled.setdefault((*begins[:-1], f"{begins[-1]}s"), []).append(pattern)
    return {
        begins: re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)
        for begins, patterns in spelled.items()
    }, _with_plurals(meant)


def _with_plurals(meant: dict[str, str]) -> dict[str, str]:
    """Return the wordings and their plurals."""
    return {**{f"{words}s": theme for words, theme in meant.items()}, **meant}


def _key(words: str) -> str:
    """Return a wording in small letters with plain spaces and apostrophes."""
    return " ".join(re.sub(r"[‐-–-]", " ", words.lower().replace("’", "'")).split())
