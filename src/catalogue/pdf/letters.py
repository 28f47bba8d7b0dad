"""The letters of a PDF's text: what a reader gives to what is printed.

Belongs here: line ends, unprintable characters, hyphens at line ends. Does not belong here: joining words or
leaving anything out that can be seen on the page (``catalogue.flow`` makes that view).
"""

import re

LINE_BREAK_HYPHEN = "\ufffe"
"""What pdfium writes for a hyphen at a line's end together with the line's end."""

MOST_CHARACTERS = 100_000
"""Characters of one page that are read; a page of print has about two thousand."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")


def clean(text: str) -> tuple[str, tuple[int, ...]]:
    """Return text as printed, with the places where a hyphen ended a line inside a word.

    Args:
        text: What a reader gives, with any line ends.

    Returns:
        The text with plain line ends and nothing unprintable, and the offsets of its line-end hyphens. A hyphen
        at a line's end that small letters follow stands without its line's end, since a quotation folds that
        anyway; before anything else the line's end stays.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if LINE_BREAK_HYPHEN not in text:
        return _UNPRINTABLE.sub("", text), ()
    first, *rest = (_UNPRINTABLE.sub("", part) for part in text.split(LINE_BREAK_HYPHEN))
    pieces, length, breaks = [first], len(first), []
    for part in rest:
        inside_a_word = part[:1].islower() and pieces[-1][-1:].isalpha()
        if inside_a_word:
            breaks.append(length)
        pieces += ["-" if inside_a_word else "-\n", part]
        length += len(pieces[-2]) + len(part)
    return "".join(pieces), tuple(breaks)
