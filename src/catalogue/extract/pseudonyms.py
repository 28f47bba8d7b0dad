"""The pseudonyms under which a document speaks of its children.

Belongs here: reading them from title, cover and deposit sheet, and from the sentence that introduces them.
Does not belong here: the shapes themselves (``names``); parents, professionals and offenders.
"""

import re
from collections.abc import Iterator

from catalogue.extract.names import is_given_name, pseudonyms_in
from catalogue.extract.quoting import finding, locate_name
from catalogue.extract.sheet import Sheet
from catalogue.models import Finding
from catalogue.vocabulary import Nation

NAME = "pseudonyms@1"

_INITIALS = re.compile(
    r"^Initials\s+of\s+(?:the\s+)?(?:child|subject)\W+(?P<name>[A-Z]{1,3}\d?)\b", re.IGNORECASE | re.MULTILINE
)
_INTRODUCED = re.compile(
    r"\b(?:child|baby|infant|boy|girl|young\s+person|subject|teenager|he|she|they|who|brothers|sisters|siblings)\b[^.\n]{0,60}?"
    r"\b(?:known\s+(?:in\s+this\s+(?:report|review)\s+)?as|referred\s+to\s+(?:\w+\s+){0,5}as|be\s+called|is\s+called|called"
    r"|given\s+the\s+(?:name|pseudonym)|pseudonym\s+(?:of|is|used\s+is))\s+(?P<name>[^.;:()\n]{1,50})"
)
# "Petra, aged 10 months, was found", "Robin Example, a man of 24, died"
_AGED = re.compile(
    r"\b(?P<name>[A-Z][a-zà-ÿ]+(?:[ \n][A-Z][a-zà-ÿ]+)?),\s+(?:who\s+was\s+)?(?:(?:then|only|just)\s+)?"
    r"(?:aged?\s+(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|just|only)"
    r"|an?\s+(?:[\w-]+\s+){0,3}?(?:man|woman|boy|girl|baby|child|infant|teenager|young\s+person)\b)"
)
_REVIEW_OF = re.compile(
    r"\b[Rr]eview\s+(?:[Rr]eport\s+)?(?:for|regarding|concerning|in\s+respect\s+of|relating\s+to|of|into)\s+(?P<name>(?:Child|Baby|Family|Children)"
    r"\s+[^.;:()\n]{1,30})"
)
_LETTERED = re.compile(r"\b(?:Child|Baby)\s+[A-Z]{1,2}\d?\b(?!['’]?s?\s+(?:Plan|Protection))")
_ALL_CAPITALS = re.compile(r"\b[A-Z]{4,}\b")


def find(sheet: Sheet, _nation: Nation | None) -> Iterator[Finding]:
    """Yield the pseudonyms, in the order of the title.

    Args:
        sheet: The document.
        _nation: Not used.

    Yields:
        One finding a pseudonym: from the cover; or where that names none, from the sentence that introduces it;
        or the only child that the first pages name.
    """
    for found in (_on_cover(sheet), _introduced(sheet), _only_child(sheet)):
        seen: set[str] = set()
        for one in found:
            if _is_new(one.value, seen):
                yield one
        if seen:
            return


def _on_cover(sheet: Sheet) -> Iterator[Finding]:
    """Yield the pseudonyms of title, large lines, deposit sheet and metadata box."""
    for line in sheet.names_text.splitlines():
        for name in pseudonyms_in(_small(line)):
            yield from _quoted(sheet, name, 0.85)
    for own in sheet.title_lines:
        # A line of the title that is only names ("Petra and Robin" below "7 minute briefing") needs the text's word.
        names = pseudonyms_in(own.text, bare=True)
        if names and all(_in_running_text(sheet, name) for name in names):
            for name in names:
                yield from _quoted(sheet, name, 0.7)
    for page in sheet.start():
        for match in _INITIALS.finditer(page.text):
            yield finding("pseudonyms", match["name"], page, match.span("name"), extractor=NAME, confidence=0.8)


def _introduced(sheet: Sheet) -> Iterator[Finding]:
    """Yield the pseudonyms that a sentence of the first pages introduces, gives the age of, or ties to the review."""
    for page in sheet.start(2):
        for match in _INTRODUCED.finditer(page.text):
            for name in pseudonyms_in(match["name"], bare=True):
                yield finding("pseudonyms", name, page, match.span(), extractor=NAME, confidence=0.6)
        for match in _AGED.finditer(page.text):
            name = " ".join(match["name"].split())
            if is_given_name(name):
                yield finding("pseudonyms", name, page, match.span(), extractor=NAME, confidence=0.55)
        for match in _REVIEW_OF.finditer(page.text):
            for name in pseudonyms_in(" ".join(match["name"].split())):
                yield finding("pseudonyms", name, page, match.span(), extractor=NAME, confidence=0.6)


def _only_child(sheet: Sheet) -> Iterator[Finding]:
    """Yield the one child whom the first pages name by a letter, if no other is named."""
    named = [(match.group(), page, match.span()) for page in sheet.start() for match in _LETTERED.finditer(page.text)]
    if len({name.split()[-1] for name, _, _ in named}) == 1:
        name, page, place = named[0]
        yield finding("pseudonyms", " ".join(name.split()), page, place, extractor=NAME, confidence=0.4)


def _in_running_text(sheet: Sheet, name: str) -> bool:
    """Tell whether a word keeps its capital in the middle of a sentence, as names do and topics do not."""
    middle = re.compile(rf"[a-z,;]\s+{re.escape(name)}\b")
    own = {line.text for line in sheet.title_lines}
    return any(
        middle.search("\n".join("." if line.strip() in own else line for line in page.text.splitlines()))
        for page in sheet.pages
    )


def _quoted(sheet: Sheet, name: str, confidence: float) -> Iterator[Finding]:
    """Yield a pseudonym with the first place that prints it."""
    for page in sheet.start():
        place = locate_name(page, name)
        if place is not None:
            yield finding("pseudonyms", name, page, place, extractor=NAME, confidence=confidence)
            return


def _is_new(name: str, seen: set[str]) -> bool:
    """Tell whether a pseudonym was not read yet ("Daniel" after "Daniel Pelka" is not new), and note it."""
    folded = name.casefold()
    if any(folded == one or folded in one.split() for one in seen):
        return False
    seen.add(folded)
    return True


def _small(text: str) -> str:
    """Return capitals as a title would print them, so that BABY PETER has the shape of a name."""
    if any(letter.islower() for letter in text):
        return text
    return _ALL_CAPITALS.sub(lambda match: match.group().title(), text)
