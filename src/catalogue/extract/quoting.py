"""Quotation: how a place in a document becomes a finding with the words around it.

Belongs here: exact places, snippets, findings. Does not belong here: any field's rules.
"""

import re

from catalogue.models import Finding, PageText
from catalogue.vocabulary import DateBasis

LONGEST_SNIPPET = 300
_SPACE = re.compile(r"\s+")


def quote(text: str, start: int, end: int) -> str:
    """Quote a place of a text.

    Args:
        text: A page's text.
        start: Offset of the first character that matters.
        end: Offset after the last.

    Returns:
        The words around it with white space folded, at most 300 characters, always holding the place itself
        (or its beginning, where it is longer).
    """
    room = max(0, LONGEST_SNIPPET - (end - start) - 2) // 2
    before = text[max(0, start - room) : start]
    if start > room:
        before = before.split(maxsplit=1)[1] if len(before.split(maxsplit=1)) > 1 else before[-1:]
    after = text[end : end + room]
    if end + room < len(text):
        after = after.rsplit(maxsplit=1)[0] if len(after.split()) > 1 else after[:1]
    return " ".join((before + text[start:end] + after).split())[:LONGEST_SNIPPET].strip()


def finding(
    field: str,
    value: str,
    page: PageText,
    place: tuple[int, int],
    *,
    extractor: str,
    confidence: float,
    basis: DateBasis | None = None,
) -> Finding:
    """Make a finding with its quotation.

    Args:
        field: Column name.
        value: The value as text.
        page: Page it stands on.
        place: Start and end in the page's text.
        extractor: ``name@version``.
        confidence: Rank, 0 to 1.
        basis: For dates, where the words stand.

    Returns:
        The finding.
    """
    return Finding(
        field=field,
        value=value,
        page=page.number,
        snippet=quote(page.text, *place),
        extractor=extractor,
        confidence=confidence,
        basis=basis,
    )


def locate(page: PageText, words: str) -> tuple[int, int] | None:
    """Find words in a page, white space and case aside.

    Args:
        page: The page.
        words: What to find.

    Returns:
        Start and end, or None where they do not stand there.
    """
    parts = words.split()
    if not parts:
        return None
    found = _one_after_the_other(parts, page.text)
    if found is not None:
        return found
    if words.isascii() and page.text.isascii():
        return _one_after_the_other([part.lower() for part in parts], page.text.lower())
    match = re.search(r"\s+".join(re.escape(part) for part in parts), page.text, re.IGNORECASE)
    return match.span() if match else None


def _one_after_the_other(parts: list[str], text: str) -> tuple[int, int] | None:
    """Return where words stand with nothing but white space between; a pattern made for each would cost more."""
    first, *rest = parts
    start = text.find(first)
    while start >= 0:
        end = start + len(first)
        for part in rest:
            space = _SPACE.match(text, end)
            if space is None or not text.startswith(part, space.end()):
                break
            end = space.end() + len(part)
        else:
            return start, end
        start = text.find(first, start + 1)
    return None


def locate_name(page: PageText, name: str) -> tuple[int, int] | None:
    """Find a name in a page even where it is printed in capitals, in quotation marks, or as one of several.

    Args:
        page: The page.
        name: "Child X2", whose page may print "Child X1/X2" or "CHILD 'X2'".

    Returns:
        Start and end of the name, or of its own part; None where it does not stand there.
    """
    whole = locate(page, name)
    if whole is not None:
        return whole
    last = name.rsplit(maxsplit=1)[-1] if name.split() else ""
    match = re.search(rf"(?<!\w){re.escape(last)}(?!\w)", page.text) if last else None
    if match is None and len(last) > 2:
        match = re.search(rf"(?<!\w){re.escape(last)}(?!\w)", page.text, re.IGNORECASE)
    return match.span() if match else None


def cut(text: str, longest: int) -> str:
    """Return the beginning of a text up to a word's end.

    Args:
        text: Words with white space folded.
        longest: Most characters.

    Returns:
        The text, or as many whole words of it as fit.
    """
    return text if len(text) <= longest else text[: longest + 1].rsplit(maxsplit=1)[0][:longest]
