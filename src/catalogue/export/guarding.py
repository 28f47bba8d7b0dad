"""Text that a spreadsheet must not take for a formula.

Belongs here: the rule, and undoing it. Does not belong here: any file.

Theory
------
A spreadsheet that opens a CSV file runs what begins with ``=``, ``+``, ``-`` or ``@``, also where blanks, a tab or
invisible characters stand before it, and some programs where it begins a later line of a cell, or stands in the wide
letters of East Asian fonts. Text of strangers may begin so, by malice ("=cmd|...") or by chance ("- first, ..."). As
OWASP advises, an apostrophe is put before it, which spreadsheets take for the sign of text. So that nothing is lost,
the rule can be undone: a line that begins so, be it after apostrophes of its own, gets exactly one more, and no other
line is touched. Numbers, dates and yes or no are never text and stay as they are.
"""

import unicodedata

_TRIGGERS = frozenset("=+-@")
_UNSEEN = frozenset({"Cc", "Cf", "Mn", "Zl", "Zp", "Zs"})
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters by their kind that are drawn as nothing."""
_SIGN = "'"


def guarded(text: str) -> str:
    """Return text with an apostrophe before every line of it that a spreadsheet might run.

    Args:
        text: Any text, of any number of lines.

    Returns:
        The same text where no line is dangerous.
    """
    return "".join(
        _SIGN + line if _dangerous(line, first=not number) else line
        for number, line in enumerate(text.splitlines(keepends=True))
    )


def unguarded(text: str) -> str:
    """Return what `guarded` was given.

    Args:
        text: What it returned.

    Returns:
        The text as it stands in the edition.
    """
    return "".join(
        line[1:] if line.startswith(_SIGN) and _dangerous(line[1:], first=not number) else line
        for number, line in enumerate(text.splitlines(keepends=True))
    )


def _dangerous(line: str, *, first: bool) -> bool:
    """Tell whether a line begins a formula, whatever apostrophes and unseen characters stand before it."""
    for letter in line:
        if letter == "\t" or (first and letter in "\r\n"):
            return True
        if letter != _SIGN and unicodedata.category(letter) not in _UNSEEN and letter not in _BLANK_LETTERS:
            # Wide and small forms of a sign are the sign to a spreadsheet that reads East Asian text.
            return bool(_TRIGGERS & set(unicodedata.normalize("NFKC", letter)[:1]))
    return False
