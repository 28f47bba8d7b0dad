"""The shape of people's names in print, with titles and credentials around them.

Belongs here: finding names in a line and taking titles and credentials off. Does not belong here: what a
person is to a document.
"""

import re
from functools import lru_cache

from catalogue.extract.lexicon import NEVER_NAMES

_TITLE = r"(?:Dr|Prof(?:essor)?|Sir|Dame|Mr|Mrs|Ms|Miss|Cllr|Rev|Revd)\.?"
_WORD = r"(?:Mc|Mac|O['’]|D['’]|Fitz)?[A-Z][a-zà-ÿ]+(?:['’-][A-Z]?[a-zà-ÿ]+)*"
_PARTICLE = r"(?:de|van|der|den|von|le|la|di|da|bin|al)"
NAME = rf"(?:{_TITLE}\s+)*{_WORD}(?:[^\S\n]+[A-Z]\.?(?=\s))?(?:[^\S\n]+{_PARTICLE})?(?:[^\S\n]+{_WORD}){{1,2}}(?![\w])"
"""Pattern of one person's name: two or three capitalised words, a title before them, an initial between."""

# Bounded on purpose: letters after a name have many readings, and a hostile line would try them all.
_CREDENTIALS = (
    r"(?:[^\S\n]{0,3},?[^\S\n]{0,3}(?:\(?[A-Z](?=[a-z]{0,3}[A-Z.])[A-Za-z.]{1,9}(?![A-Za-z.])\)?"
    r"|\(Hons\)|\d(?!\d))){0,12}"
)
_BETWEEN = r"(?:\s{0,3},\s{0,3}(?:and\s+)?|\s+(?:and|&)\s+|\s{0,3}[;/]\s{0,3})"
NAMES = rf"{NAME}{_CREDENTIALS}(?:{_BETWEEN}{NAME}{_CREDENTIALS}){{0,14}}"
"""Pattern of names one after the other, with commas, semicolons or ``and`` between, credentials passed over."""

HONOURS = re.compile(
    r"\b(?:[OCM]\.?B\.?E\b|QPM|M\.?Sc|B\.?Sc|B\.?A\b|M\.?A\b|CQSW|Ph\.?D|J\.?P\b|DipSW|PGCert|R\.?N\b)"
)

_NAME = re.compile(NAME)


def people(text: str) -> tuple[tuple[str, int, int], ...]:
    """Find people's names.

    Args:
        text: A line or list of names.

    Returns:
        Each name without title and credentials, with its start and end in the text, in order. A name all of
        whose last words are words of the field ("Fiona Example Independent") loses those words; one that
        begins with such a word is no name.
    """
    found: list[tuple[str, int, int]] = []
    for match in _NAME.finditer(text):
        words = re.sub(rf"^(?:{_TITLE}\s+)+", "", match.group()).split()
        while words and words[-1].lower() in NEVER_NAMES:
            words.pop()
        if len(words) >= 2 and words[0].lower() not in NEVER_NAMES and words[1].lower() not in NEVER_NAMES:
            start = text.index(words[0], match.start())
            end = text.index(words[-1], start + len(words[0])) + len(words[-1])
            found.append((" ".join(words), start, end))
    return tuple(found)


@lru_cache(maxsize=2048)  # several fields ask the same of the first lines
def in_small_letters(line: str) -> str:
    """Return a line printed all in capitals with the capitals of names, its length unchanged.

    Args:
        line: Any line.

    Returns:
        "FERGUS EXAMPLE" as "Fergus Example"; any other line as it is.
    """
    if any(
        letter.islower()
        for letter in re.sub(r"\b(?:and|by|[Pp]ublished|st|nd|rd|th)\b|\b[A-Z][a-z]+(?=\s+\d{4})", "", line)
    ):
        return line
    return re.sub(r"\b[A-Z][A-Z'’-]+\b", lambda match: match.group().title(), line)
