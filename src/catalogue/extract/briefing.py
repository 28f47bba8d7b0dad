"""The parts of a seven-minute briefing: background, what happened, what was found, what to do, questions.

Belongs here: recognising the headings under which briefings put their fixed parts. Does not belong here:
any value of a review; a briefing's values are read by the same extractors as a report's.
"""

import re
from collections.abc import Iterator

from catalogue.extract.lines import TextLine, text_lines
from catalogue.extract.quoting import cut
from catalogue.extract.sheet import Sheet
from catalogue.extract.words import role_in
from catalogue.models import Finding, Part
from catalogue.vocabulary import BriefingPart, Role

NAME = "briefing@1"

LONGEST_HEADING = 70
_MOST_WORDS = 9
_QUOTED = 160
_SHARE = 0.15

_LEAD = r"^\W*(?:(?:step\s+)?\d\s*[.):–-]?\s*)?(?:the\s+|our\s+|key\s+|what\s+(?:is|was|are|were)\s+the\s+)?"
_PARTS = tuple(
    (part, re.compile(rf"{_LEAD}(?:{words})\b.{{0,40}}$", re.IGNORECASE))
    for part, words in (
        (
            BriefingPart.QUESTIONS,
            r"questions?|reflections?|reflective|points?\s+for\s+reflection|think\s+about|consider\s+(?:these|the\s+following)|(?:thoughts?|discussion)\b",
        ),
        (
            BriefingPart.WHAT_TO_DO,
            r"what\s+(?:to\s+do|(?:can|should|do|must|will)\s+(?:you|we|practitioners?|i|professionals)\b(?!.*\blearn)|next|happens\s+next|needs\s+to)|next\s+steps"
            r"|recommendations?|actions?|implications?\s+for\s+practice|messages?\s+(?:for|to)\b|practice\s+(?:points?|messages?|tips?)|making\s+a\s+difference|how\s+to",
        ),
        (
            BriefingPart.KEY_THEMES,
            r"themes?|findings?|learning|lessons?|issues?|points?|messages?|what\s+(?:did|have)\s+we\s+(?:learn|find)|what\s+(?:we\s+)?(?:found|learn(?:ed|t))"
            r"|good\s+practice|what\s+(?:worked|went)\s+well|why\s+(?:it|does\s+it)\s+matters?",
        ),
        (
            BriefingPart.FURTHER_READING,
            r"further\s+(?:reading|information)|resources?|more\s+information|useful\s+(?:links?|contacts?)|references?|find\s+out\s+more|read\s+the",
        ),
        (
            BriefingPart.BACKGROUND,
            r"background|introduction|context|why\s+(?:was|did|this|are|we)|purpose|about\s+this|what\s+is\s+an?\b",
        ),
        (
            BriefingPart.THE_REVIEW,
            r"(?:(?:serious\s+|local\s+)?(?:case|practice|safeguarding)\s+)?review|incident|what\s+happened|case\b|story|child\b|circumstances|family|summary|overview|who\s+(?:is|was)",
        ),
    )
)


def find(sheet: Sheet, findings: tuple[Finding, ...]) -> tuple[Part, ...]:
    """Find the parts of a seven-minute briefing.

    Args:
        sheet: The document.
        findings: What was read of it, its role among them.

    Returns:
        The parts in order of the pages, each once, where its first heading stands; empty where the document
        is no such briefing or heads none of its text.
    """
    roles = [one.value for one in findings if one.field == "role"]
    if Role.SEVEN_MINUTE_BRIEFING not in roles and role_in(sheet.title) is not Role.SEVEN_MINUTE_BRIEFING:
        return ()
    titles = {line.text for line in sheet.title_lines}
    lines = [line for line in text_lines(sheet) if line.text not in titles]
    room = int(min(_QUOTED, _SHARE * sum(len(line.text) for line in lines) / len(BriefingPart)))
    found: dict[BriefingPart, Part] = {}
    for index, line in enumerate(lines):
        part = _part(line)
        if part is None or part in found or index + 1 == len(lines):
            continue
        found[part] = Part(
            part=part,
            heading=line.text,
            page=line.page.number,
            snippet=_after(lines[index + 1 : index + 8], room),
            extractor=NAME,
        )
    return tuple(found.values())


def _part(line: TextLine) -> BriefingPart | None:
    """Return the part that a line heads."""
    text = line.text
    if len(text) > LONGEST_HEADING or len(text.split()) > _MOST_WORDS or text.endswith((".", ",", ";")):
        return None
    if not (line.large or text.endswith((":", "?")) or _stands_alone(text)):
        return None
    return next((part for part, pattern in _PARTS if pattern.match(text)), None)


def _stands_alone(text: str) -> bool:
    """Tell whether a line has a heading's capitals: its first letter, and no sentence after it."""
    return len(text.split()) <= 5 and text.lstrip("0123456789.): –-")[:1].isupper()


def _after(lines: list[TextLine], room: int) -> str:
    """Return the words that follow a heading, up to the next heading."""
    words: list[str] = []
    for text in _until_heading(lines):
        words.extend(text.split())
    return cut(" ".join(words), room)


def _until_heading(lines: list[TextLine]) -> Iterator[str]:
    """Yield the text of lines up to the next heading."""
    for line in lines:
        if _part(line) is not None:
            return
        yield line.text
