"""Which lines of a cover make up its title.

Belongs here: telling a title's lines from boards, people, places and dates. Does not belong here: where lines
stand on pages (``sheet``), how a title is quoted (``title``), or what its words mean for any other field.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from catalogue.authority import areas_named
from catalogue.dates import find_dates
from catalogue.extract.names import is_given_name, pseudonyms_in
from catalogue.extract.people import in_small_letters
from catalogue.extract.words import role_words, type_in, type_spans

MOST_TITLE_LINES = 6

_NO_TITLE = re.compile(
    r"^\W*\d[\d.\s]*$|^(?:final|draft)$|\b(?:author|writer|report\s+by|written\s+by|chair|chaired|published|publication|copyright|isbn|confidential|uploaded"
    r"|date\s+of|dob|dod|born|died|commissioned|prepared|page|version|initials|research\s+report|www|http|tel|email|appendix|reviewers?(?=\s*:)"
    r"|(?:lead|independent)\s+(?:reviewer|scrutineer)s?|date|reviewed|effective|intentionally|approved|pseudonym\s+to|episode|adoption\s+of)\b"
    r"|\b[LS]SC[BP]:|(?-i:Author(?=[A-Z]))|@|^©"
    r"|^(?:brief\s+outline|circumstances\s+resulting)\b|^(?:a\s+)?report\s+(?:for|to)\s+.*\b(?:board|committee|partnership|council)$",
    re.IGNORECASE,
)
_OF_PLACES = frozenset(
    {"and", "of", "the", "city", "county", "borough", "london", "royal", "council", "government", "scottish"}
    | {"northern", "ireland", "england", "scotland", "wales"}
)
_BOARD_ONLY = re.compile(
    r"^(?!.*\b(?:review|report)\b)(?:[\w&',-]+\s+){0,8}(?:Safeguarding\s+(?:Children|Child|Adults?)\S*\s*(?:Board|Partnership|Committee)?|(?:L|[A-Z]+)SC[BP]"
    r"|Children\s+Board|Community\s+Safety\s+Partnership)\W*$",
    re.IGNORECASE,
)
# A line that ends with what publishers call themselves, or is nothing but their initials.
_BODY_LINE = re.compile(
    r"^(?:(?!.*\b(?:report|briefing|summary|guidance|learning|lessons|case|working|annual)\b)"
    r"(?!.*\breviews?\b(?!\s+panel$))"
    r"(?:[\w&'’,.-]+\s+){1,9}(?:(?:Partnership|Board|Committee)s?(?:\s+(?:for|of)(?:\s+[A-Z][\w'’-]+){1,3})?|Council|Panel|Team)"
    r"|(?:[A-Z][\w'’-]+\s+){0,3}(?:[A-Z]\.){3,}|CYSUR|SBNI|CWMPAS)\W*$"
)
_BORN_OR_DIED = re.compile(r"\b(?:born|died|date\s+of\s+(?:birth|death)|do[bd])\b", re.IGNORECASE)
# "GSB 2/2020" is the second case of a year, and no month.
_CASE_NUMBER = re.compile(r"[A-Z][A-Z&]{1,6}\s+\d{1,2}\s?/\s?(?:19|20)\d\d")
_ONLY_A_CHILD = re.compile(r"(?:Child|Baby|Family|Young\s+Person)\s+[A-Z][\w’'-]{0,20}", re.IGNORECASE)
_GOES_ON = re.compile(r"^(?:in|on|between|during|from|to|and|of|at)\b|^[–—-]\s*\d|^[(&]")
_BODY_GOES_ON = re.compile(r"\b(?:Local|Safeguarding|Protection|Children['’]?s?|Child|Adults?)$", re.IGNORECASE)
_ANNUAL = re.compile(r"^Annual\s+Report$", re.IGNORECASE)
ONLY_ROLE_WORDS = re.compile(
    r"\b(?:report|final|the|an?|full|learning|overview|summary|executive|briefing)\b|[\W\d]+", re.IGNORECASE
)
_LONGEST_LINE = 200
_LEAST_TOPIC_WORDS = 3
_MOST_WORDS_UNDER = 8


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


def title_of(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Find the lines that make up a title.

    Args:
        lines: The large lines of a cover, or its first lines where none is large.

    Returns:
        The lines of the run that names a child, else of the first that tells of a review, else of the first;
        at most six, and none where no line may be a title.
    """
    runs = _runs(lines)
    telling = [run for run in runs if _tells_review(_words(run))]
    naming = [run for run in telling if pseudonyms_in(_words(run))]
    best = (naming or telling or runs or [[]])[0]
    if len(best) > 1 and best[0].text in best[1].text:
        best = best[1:]  # a name above the title that the title repeats
    return tuple([*_whose(best, lines), *best][:MOST_TITLE_LINES])


def with_next(title: Sequence[Line], cover: Sequence[Line]) -> tuple[Line, ...]:
    """Add to a title the line right under it where that is set small and says what or whom the document is about.

    Args:
        title: The title's lines.
        cover: Every line of the cover.

    Returns:
        The title; with one line more where it names no child and only a child stands there, or where it tells of no
        review and a few words about one stand there.
    """
    if not title:
        return ()
    words = _words(title)
    for line, after in pairwise(cover):
        if line.text != title[-1].text or after.large or after.running or after.text.endswith((".", ":", ",")):
            continue
        child = _ONLY_A_CHILD.fullmatch(after.text) and pseudonyms_in(after.text) and not pseudonyms_in(words)
        review = (
            not _tells_review(words) and len(after.text.split()) <= _MOST_WORDS_UNDER and type_spans(after.text, None)
        )
        if child or (review and is_title(after.text)):
            return (*title, after)
    return tuple(title)


def is_title(text: str) -> bool:
    """Tell whether a line of a cover may be part of a title.

    Args:
        text: The line.

    Returns:
        False for a board's name, a person, a place, a date alone, and a label of any of them.
    """
    if len(text) > _LONGEST_LINE or _NO_TITLE.search(text) or _is_body(text):
        return False
    dates = find_dates(text)
    left = len(text) - sum(date.end - date.start for date in dates)
    if dates and left < 8:
        return _CASE_NUMBER.fullmatch(text) is not None
    if _is_place(text):
        return False
    if type_spans(text, None) or role_words(text):
        return True
    return not _looks_like_person(in_small_letters(text))


def is_role(text: str, *, of_briefing: bool = False) -> bool:
    """Tell whether words are nothing but a document's role.

    Args:
        text: A line of a cover, or a title so far.
        of_briefing: True to ask for a briefing's role only.

    Returns:
        True for "Overview Report" or "7 Minute Briefing", false where any other word stands.
    """
    left = text
    for start, end in sorted(role_words(text), reverse=True):
        left = left[:start] + " " * (end - start) + left[end:]
    alone = left != text and not ONLY_ROLE_WORDS.sub("", left)
    return alone and (not of_briefing or re.search(r"\bbriefing\b", text, re.IGNORECASE) is not None)


def _runs(lines: Sequence[Line]) -> list[list[Line]]:
    """Return runs of neighbouring lines that may be a title; a board's name over two lines parts them."""
    runs: list[list[Line]] = []
    open_run: list[Line] = []
    boards = _board_places(lines)
    passed_birth = False
    for position, line in enumerate(lines):
        alone = position not in boards and is_title(line.text)
        fits = alone or (position not in boards and _goes_on(open_run, line))
        if open_run and line.page == open_run[-1].page:
            if _BORN_OR_DIED.search(line.text):
                passed_birth = True  # dates of a life under a child's name do not end the title
                continue
            fits = fits and (not passed_birth or is_role(line.text))
        if open_run and (not fits or line.page != open_run[-1].page):
            runs.append(open_run)
            open_run, passed_birth = [], False
        if alone or fits:
            open_run.append(line)
    return [*runs, open_run] if open_run else runs


def _whose(run: Sequence[Line], lines: Sequence[Line]) -> list[Line]:
    """Return the lines above an annual report's title that say whose it is: without them the title is everybody's."""
    words = _words(run)
    for date in reversed(find_dates(words)):
        words = words[: date.start] + words[date.end :]
    if not run or not _ANNUAL.match(re.sub(r"[\W\d]+", " ", words).strip()):
        return []
    place = list(lines).index(run[0])
    above: list[Line] = []
    boards = _board_places(lines)
    while place > 0 and (place - 1 in boards or _is_body(lines[place - 1].text)):
        place -= 1
        above.insert(0, lines[place])
    return above


def _is_body(text: str) -> bool:
    """Tell whether a line is nothing but the name of a publisher."""
    return bool(_BOARD_ONLY.match(text) or _BODY_LINE.match(text))


def _board_places(lines: Sequence[Line]) -> set[int]:
    """Return the places of lines over which the name of one board runs on."""
    return {
        place + step
        for place, (one, two) in enumerate(pairwise(lines))
        for step in (0, 1)
        if _BOARD_ONLY.match(f"{one.text} {two.text}")
        and (not _BOARD_ONLY.match(two.text) or _BODY_GOES_ON.search(one.text))
    }


def _goes_on(run: Sequence[Line], line: Line) -> bool:
    """Tell whether a line that could not begin a title goes on with one: "in January 2018", an open bracket."""
    if not run or line.page != run[-1].page or _NO_TITLE.search(line.text):
        return False
    before = _words(run)
    if _is_body(line.text):
        return (len(line.text.split()) <= _LEAST_TOPIC_WORDS and _BODY_GOES_ON.search(before) is not None) or bool(
            re.search(r"\b(?:for|of|by|to)$", before)
        )
    return before.count("(") > before.count(")") or (
        bool(find_dates(line.text)) and _GOES_ON.search(line.text) is not None
    )


def _words(run: Sequence[Line]) -> str:
    """Return the words of a run of lines."""
    return " ".join(line.text for line in run)


def _tells_review(text: str) -> bool:
    """Tell whether words name a review, a document's role, or a child."""
    return bool(type_in(text, None) or role_words(text) or pseudonyms_in(text))


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
    words = text.split()
    if len(words) >= 4 and len(words) % 2 == 0:
        names = [" ".join(pair) for pair in zip(words[::2], words[1::2], strict=True)] if len(names) == 1 else names
    return all(2 <= len(name.split()) <= 3 and is_given_name(" ".join(name.split()[:2])) for name in names)
