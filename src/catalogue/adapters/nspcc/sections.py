"""The text of an entry: what happened, themes, recommendations, keywords, in the words of the page.

Belongs here: the labels by which such texts are parted since 2012, and how their lists are split. Does not
belong here: what a theme means (``authority``), or anything that the text does not say plainly.
"""

import re
from typing import NamedTuple

MOST_PARTS = 40
"""Most themes, recommendations or keywords of one entry that are kept."""
LONGEST_SYNOPSIS = 600
_LONGEST_TEXT = 10_000
_LONGEST_PART = 600
_INCLUDES = r"(?:include[sd]?|including|are|is)(?:\s+the\s+following)?"
_LIST = rf"(?:\s*:)?(?:\s+(?:also\s+)?{_INCLUDES})?\s*:|\s+(?:also\s+)?includes?\b(?!\s+in\b)"
_OF = r"(?:\s+(?:are\s+|were\s+)?(?:made\s+)?(?:to|for|from)\s+[^:.;\n]{1,80}?)?"
_KINDS = {
    "themes": r"(?:(?:key|main|identified|the)\s+){0,2}(?:learning|lessons?|themes?|issues?|findings?)"
    rf"(?:\s+(?:themes?|points?|identified|learn(?:ed|t)|raised|outcomes?|issues?))*{_OF}(?:{_LIST})|includes?\s*:",
    "recommendations": rf"(?:(?:key|main|the)\s+)?recommendations?{_OF}(?:{_LIST})"
    r"|(?:the\s+review\s+)?makes?\s+(?:\w+\s+){0,3}recommendations?\b"
    r"(?:\s+(?:that|for|about|around|on)\b|\s*:|\s+includ(?:e|ing)\b:?)?",
    "keywords": r"key\s?words?\s*:",
    "other": r"(?:background|models?|methodology|context|good\s+practice|terms\s+of\s+reference|synopsis|summary)"
    r"(?:\s+[a-z]+){0,3}\s*:",
}
_LABEL = re.compile(
    r"(?:^|(?<=\n)|(?<=[.;!?]\s)|(?<=[.;!?]\n))[>•* \t]{0,6}(?:"
    + "|".join(f"(?P<{name}>{shape})" for name, shape in _KINDS.items())
    + ")",
    re.IGNORECASE,
)
_BARE_LABEL = re.compile(
    r"^\W*(?:(?:key|main)\s+)?(?:learning|lessons?|themes?|issues?|recommendations?|key\s?words?|background|models?|good\s+practice)"
    r"(?:\s+(?:themes?|points?|identified|learn(?:ed|t)|include[sd]?|issues))*\s*:?$",
    re.IGNORECASE,
)
_READ = re.compile(r"^[^\w\n]*(?:read|download|view|access|see)\b[^\n]{0,120}$", re.IGNORECASE | re.MULTILINE)
_NEXT_SENTENCE = re.compile(r"\.\s+(?=[A-Z‘“\"'])")
_FILLER = re.compile(r"^(?:and|are\s+made(?:\s+(?:around|about|on|for|to))?)\s+", re.IGNORECASE)


class Sections(NamedTuple):
    """The parts of an entry's text; empty or None where it has none."""

    synopsis: str | None
    themes: tuple[str, ...]
    recommendations: tuple[str, ...]
    keywords: tuple[str, ...]


def sections_of(text: str) -> Sections:
    """Read the parts of an entry's text.

    Args:
        text: The entry's text, its lines parted by newlines.

    Returns:
        What happened, as the text says before its first label; themes and recommendations in the page's
        words, split at semicolons (or at lines, where the label stands alone); keywords, also where an older
        entry gives them as its last line without a label. Nothing is taken where no words announce it.
    """
    text = _READ.sub("", text[:_LONGEST_TEXT])
    marks = list(_LABEL.finditer(text))
    gathered: dict[str, list[str]] = {name: [] for name in _KINDS}
    ends = 0
    stops = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, stop in zip(marks, stops, strict=False):
        section = text[mark.end() : stop]
        listed, ends = _listed(section), mark.end() + len(_own_lines(section))
        gathered[str(mark.lastgroup)].extend(_keywords(section) if mark.lastgroup == "keywords" else listed)
    before = text[: marks[0].start()] if marks else text
    keywords = gathered["keywords"]
    if not keywords:
        lines = [line for line in before.split("\n") if line.strip()]
        rest = text[ends:] if marks else ("\n".join(lines[1:]))
        keywords = _unlabelled_keywords(rest)
        if keywords and not marks:
            before = "\n".join(lines[:-1])
    return Sections(
        synopsis=" ".join(before.split())[:LONGEST_SYNOPSIS].strip() or None,
        themes=tuple(gathered["themes"][:MOST_PARTS]),
        recommendations=tuple(gathered["recommendations"][:MOST_PARTS]),
        keywords=tuple(keywords[:MOST_PARTS]),
    )


def themes_of(text: str) -> tuple[str, ...]:
    """Read the learning themes of an entry.

    Args:
        text: The entry's text.

    Returns:
        The themes in the publisher's words, split at semicolons; empty where no words announce them.
    """
    return sections_of(text).themes


def is_label(text: str) -> bool:
    """Tell whether a line is one of the labels of an entry's text and nothing else."""
    return bool(_BARE_LABEL.match(text))


def _own_lines(section: str) -> str:
    """Return the lines that belong to a label: its own, those that a semicolon leads on to, or all where it is bare."""
    kept: list[str] = []
    words = False
    for line in section.split("\n"):
        words = words or bool(kept and kept[-1].strip())
        begun = words and not kept[-1].rstrip().endswith((";", ",", ":"))
        # A label that stands alone is followed by a line for each item.
        if begun and (kept[0].strip() or not line.strip()):
            break
        kept.append(line)
    return "\n".join(kept)


def _listed(section: str) -> list[str]:
    """Return the items of a list: parted by semicolons, or by lines where its label stands alone."""
    own = _own_lines(section)
    alone = not own.split("\n")[0].strip()
    parts = [part for line in (own.split("\n") if alone else [own]) for part in line.split(";")]
    if parts and not alone:
        parts[-1] = _NEXT_SENTENCE.split(parts[-1], maxsplit=1)[0]
    return [clean for part in parts if (clean := _clean(part))]


def _keywords(section: str) -> list[str]:
    """Return the keywords that stand after their label."""
    own = _own_lines(section)
    return [clean for part in re.split(r"[;,\n]" if ";" not in own else r"[;\n]", own) if (clean := _clean(part))]


def _unlabelled_keywords(rest: str) -> list[str]:
    """Return the keywords of an older entry: its last line, where that is nothing but short terms."""
    lines = [line.strip() for line in rest.split("\n") if line.strip()]
    parts = [part.strip(" .") for part in lines[-1].split(",")] if lines else []
    if len(parts) < 2 or not lines[-1][0].isupper() or re.search(r"[.:;!?]\s|\d{3}", lines[-1]):
        return []
    return parts if all(part and len(part.split()) <= 5 and len(part) <= 60 for part in parts) else []


def _clean(part: str) -> str:
    """Return one item without bullets, spare spaces, its full stop and the word that leads to it."""
    words = " ".join(part.split()).strip(" .•*>-–:")
    return _FILLER.sub("", words)[:_LONGEST_PART].strip()
