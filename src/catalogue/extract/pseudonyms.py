"""The pseudonyms under which a document speaks of its children.

Belongs here: reading them from title, cover and deposit sheet and from pages of several briefings, and which
place is asked first. Does not belong here: the shapes themselves (``names``), sentences and tables
(``introduced``); parents, professionals and offenders.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, pairwise

from catalogue.extract.introduced import NAME, introduced, on_every_page, only_child
from catalogue.extract.kind import NO_REVIEW
from catalogue.extract.names import is_full_name, pseudonyms_in, small
from catalogue.extract.quoting import finding, locate_name
from catalogue.extract.sheet import Sheet
from catalogue.extract.words import role_in, type_in
from catalogue.models import Finding, PageText
from catalogue.vocabulary import Nation, ReviewType, Role

_INITIALS = re.compile(
    r"^Initials\s+of\s+(?:the\s+)?(?:child|subject)\W+(?P<name>[A-Z]{1,3}\d?)\b", re.IGNORECASE | re.MULTILINE
)
_AGE = re.compile(r"\b(?:aged|(?:days?|weeks?|months?|years?)[\s-]old)\b")
_CASES = (ReviewType.SCR, ReviewType.LCSPR, ReviewType.CPR, ReviewType.SAR, ReviewType.DHR, ReviewType.CMR)
_INDEX_ROLES = (Role.SEVEN_MINUTE_BRIEFING, Role.LEARNING_BRIEFING)
_OF_A_REVIEW = re.compile(r"\b(?:SCR|LCR|L?CSPR|SPR|CPR|CMR|SAR|DHR)\s+[A-Z]{1,2}\d?\b(?!['’])")
_LONGEST_ENTRY = 140
_LEAST_NAMING, _NEAR = 2, 20


def find(sheet: Sheet, _nation: Nation | None) -> Iterator[Finding]:
    """Yield the pseudonyms, in the order of the title.

    Args:
        sheet: The document.
        _nation: Not used.

    Yields:
        One finding a pseudonym: from the cover and the headings of a page of several briefings; or where these
        name none, or none but a family, from the sentence that introduces it; or the only child that the first
        pages name.
    """
    yield from _once(sheet)


@lru_cache(maxsize=1)
def _once(sheet: Sheet) -> tuple[Finding, ...]:
    """Return the pseudonyms of a document, read once for all the extractors that ask for them one after the other."""
    if NO_REVIEW.search(sheet.title) and not pseudonyms_in(sheet.title):
        return ()  # an annual report or a policy tells of children who are others' subjects
    seen: set[str] = set()
    kept: list[Finding] = []
    for found in (
        chain(_on_cover(sheet), _on_index(sheet)),
        introduced(sheet),
        on_every_page(sheet),
        only_child(sheet),
    ):
        for one in found:
            if _is_new(one.value, seen):
                kept.append(one.model_copy(update={"full_name": is_full_name(one.value)}))
        if any(not name.startswith("famil") for name in seen):
            break
    return tuple(kept)


def _on_cover(sheet: Sheet) -> Iterator[Finding]:
    """Yield the pseudonyms of title, large lines, deposit sheet and metadata box."""
    for line in sheet.names_text.splitlines():
        for name in pseudonyms_in(small(line)):
            yield from _quoted(sheet, name, 0.85)
    for own in sheet.title_lines:
        # A line of the title that is only names ("Petra and Robin" below "7 minute briefing") needs the text's word.
        names = pseudonyms_in(own.text, bare=True)
        alone = own.large and type_in(sheet.title, None) in _CASES and len(own.text.split()) <= 2 * len(names)
        if names and (alone or all(_in_running_text(sheet, name) for name in names)):
            for name in names:
                yield from _quoted(sheet, name, 0.7)
    for page in sheet.start():
        for match in _INITIALS.finditer(page.text):
            yield finding("pseudonyms", match["name"], page, match.span("name"), extractor=NAME, confidence=0.8)


def _on_index(sheet: Sheet) -> Iterator[Finding]:
    """Yield the pseudonyms that a web page of several reviews or briefings names in its headings and entries."""
    if not sheet.is_web or pseudonyms_in(sheet.title):
        return
    briefings = role_in(sheet.title) in _INDEX_ROLES
    for page in sheet.pages:
        lines = [line.strip() for line in page.text.splitlines() if line.strip()]
        headed = _heads_of_briefings(sheet, page, lines) if briefings else {}
        for line in lines:
            names = headed[line] if line in headed else _in_entry(line)
            for name in names:
                yield from _quoted(sheet, name, 0.6)


def _heads_of_briefings(sheet: Sheet, page: PageText, lines: list[str]) -> dict[str, tuple[str, ...]]:
    """Return the headings of a page of briefings, each with the names that it is made of."""
    headed: dict[str, tuple[str, ...]] = {}
    waiting: dict[str, tuple[str, ...]] = {}
    large = set(page.large)
    for line, after in pairwise([*lines, ""]):
        if line not in large:
            continue
        names = pseudonyms_in(line, bare=True)
        told = bool(_AGE.search(after)) or all(_in_running_text(sheet, name) for name in names)
        headed[line] = names if told else ()
        if not told and len(names) > 1:
            waiting[line] = names
    # Two names in one heading are names where the headings beside it are: topics do not come in such pairs.
    return headed | waiting if sum(1 for names in headed.values() if names) >= _LEAST_NAMING else headed


def _in_entry(line: str) -> tuple[str, ...]:
    """Return the names in an entry of an index page that tells the review, the briefing or the age beside them."""
    if len(line) > _LONGEST_ENTRY:
        return ()
    names = pseudonyms_in(line)
    if names and line.startswith(names[0]) and _AGE.search(line, len(names[0]), len(names[0]) + _NEAR):
        return names
    if type_in(line, None) is None and role_in(line) not in _INDEX_ROLES:
        return ()  # other short lines are menus and news
    # "SCR S & SCR D": a letter alone is nobody's name, with the kind of review it is what is printed.
    return tuple(name for name in names if len(name) > 1) + tuple(_OF_A_REVIEW.findall(line))


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
