"""The recommendations, findings and learning points of a document, each where it begins.

Belongs here: where a point begins and ends, its printed number, whom it addresses. Does not belong here:
what a point is about (``themes``), or whole texts: a public edition quotes the beginning of each and no more.

A point begins where the document labels it ("Recommendation 3:", "Learning point 2") or, below a heading of
recommendations, at a numbered or bulleted paragraph that asks somebody for something ("The partnership
should ..."). A numbered paragraph that asks for nothing is the report's own text and is passed over.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from catalogue.extract.lines import LONGEST_HEADING, TextLine, text_lines
from catalogue.extract.quoting import cut
from catalogue.extract.sheet import Sheet
from catalogue.models import Point
from catalogue.vocabulary import PointKind

NAME = "points@1"

MOST_POINTS = 120
"""Points of one document that are kept."""
LONGEST = 300
"""Characters quoted of one point at most."""
SHARE = 0.25
"""Share of a document's characters that all its points together may quote."""
_LEAST = 60
_ENOUGH = 700

_NUMBER = r"(?:[A-Z]{0,2}\d{1,2}(?:\.\d{1,2}){0,2}[a-z]?|(?i:one|two|three|four|five|six|seven|eight|nine|ten)\b)"
_KINDS = (
    (PointKind.RECOMMENDATION, r"(?:key\s+|multi-?\s?agency\s+|single\s+agency\s+|overview\s+)?recommendations?"),
    (PointKind.FINDING, r"(?:key\s+)?findings?"),
    (
        PointKind.LEARNING_POINT,
        r"(?:key\s+)?(?:learning\s+points?|lessons?|points?\s+of\s+learning|practice\s+points?)",
    ),
)
# "Recommendation 3:", "FINDING 2 -": but not "Recommendation 3 was accepted".
_LABELLED = tuple(
    (
        kind,
        re.compile(
            rf"^\W*(?:\d{{1,2}}(?:\.\d{{1,2}}){{1,2}}[.)]?\s+)?(?i:{words})\s*(?i:no\.?|number|#)?\s*(?P<number>{_NUMBER})\s*(?P<after>[:.)–—-]?)\s*(?P<rest>.*)$"
        ),
    )
    for kind, words in _KINDS
)
_HEADINGS = tuple(
    (
        kind,
        re.compile(
            rf"^\W*(?:(?:\d{{1,2}}(?:\.\d{{1,2}})*|[A-Z]|appendix\s+\w+)[.):]?\s+)?(?:(?:the|summary\s+of|list\s+of|overall|review|national|local|final|our"
            rf"|thematic|conclusions?\s+and|findings\s+and|learning\s+and)\s+)*{words}"
            r"(?:\s+(?:and|&)\s+(?:[\w-]+\s*){1,4}|\s+(?:for|to)\s+(?P<whom>[^:.]{2,70})|\s+(?:made|of|from|arising)\b[^:.]{0,50})?\s*:?\s*$",
            re.IGNORECASE,
        ),
    )
    for kind, words in _KINDS
)
_ITEM = re.compile(
    r"^(?:(?P<number>[A-Z]{0,2}\d{1,2}(?:\.\d{1,2}){0,3})[.):]?|\(?(?P<letter>[a-z]|[ivx]{1,4})[.)]|[•●▪◦■o\-–\uf0b7*])\s+(?=[A-Z‘“\"'])"
)
_ASKS = re.compile(
    r"\b(?:should|must|ought\s+to|needs?\s+to|is\s+(?:asked|requested|recommended)|are\s+(?:asked|requested|recommended)|recommends?)\b"
    r"|^\W*(?:Ensure|Review|Consider|Develop|Seek|Provide|Undertake|Request|Strengthen|Promote|Explore|Update|Audit|Ask|Agree|Share|Raise|Introduce|Remind"
    r"|Establish|Revise|Include|Improve|Create|Clarify|Embed|Make|Work|Evaluate|Identify|Support|Continue|Use|Report|To|That)\s+\w"
    r"|^\W*(?:The\s+)?[A-Z](?:(?!\b(?:is|are|was|were|has|have|had|did)\b)[^.]){2,110}\bto\s+(?:ensure|review|consider|develop|seek|provide|assure|undertake"
    r"|request|strengthen|promote|explore|revisit|raise|update|audit|ask|agree|share|report|reflect|identify|support|establish)\b"
)
_ASKS_WITHIN = 260
"""Characters from its beginning within which a recommendation asks."""
_TOLD = re.compile(r"^(?:was|were|is|are|has|have|had|above|below|of|in|and|which|that|to)\b")
_NEW_HEADING = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]?\s+)?(?:appendix|annex|glossary|references|bibliography|conclusions?|introduction|background|methodology"
    r"|acknowledgements?|action\s+plan|terms\s+of\s+reference|response|next\s+steps|chronology|good\s+practice|summary|analysis)\b",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"^\W*(?:that\s+)?(?:the\s+)?(?P<who>[A-Z][\w&'’/().-]*(?:,?\s+(?:of|and|the|for|in|with|&|[A-Z][\w&'’/().-]*)){0,11}?)\s+"
    r"(?:should|must|to\s+[a-z]|needs?\s+to|is\s+(?:asked|requested|recommended)|are\s+(?:asked|requested)|will|ought\s+to)\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"partnership|board|council|trust|polic[ey]|CCG|\bIC[BS]\b|NHS|services?\b|school|education|health|social\s+(?:care|work)|probation|cafcass|housing"
    r"|\w*SC[BP]\b|committee|government|department|panel|agenc(?:y|ies)|\bGPs?\b|hospital|CAMHS|constabulary|authority|college|safeguarding|partners",
    re.IGNORECASE,
)
# Words that stand for everybody alike; they name no body.
_EVERYBODY = re.compile(
    r"(?:all\s+)?(?:partners?|agenc(?:y|ies)|services?|partner\s+agencies|professionals)", re.IGNORECASE
)


@dataclass(frozen=True)
class _Open:
    """A point that is being read."""

    kind: PointKind
    number: str | None
    whom: str | None
    line: TextLine
    words: tuple[str, ...] = field(default=())
    labelled: bool = False

    @property
    def text(self) -> str:
        """Its words so far."""
        return " ".join(" ".join(self.words).split())

    def more(self, text: str) -> "_Open":
        """Return it with another line, as far as it can matter."""
        return self if sum(map(len, self.words)) > _ENOUGH else replace(self, words=(*self.words, text))


def find(sheet: Sheet) -> tuple[Point, ...]:
    """Find the recommendations, findings and learning points of a document.

    Args:
        sheet: The document.

    Returns:
        Points in order of the pages, at most 120, each kind numbered from 1. A point that a document prints
        twice (in its summary and at its end) is there once. Together they quote at most a quarter of the
        document's characters, so that nothing can be rebuilt from them.
    """
    found: list[_Open] = []
    seen: set[tuple[PointKind, str]] = set()
    for one in _points(text_lines(sheet)):
        key = (one.kind, re.sub(r"\W+", "", one.text.lower().partition(". ")[0])[:80])
        if key[1] and key not in seen:
            seen.add(key)
            found.append(one)
    return _within_share(found[:MOST_POINTS], sum(len(page.text) for page in sheet.pages))


def _within_share(found: list[_Open], characters: int) -> tuple[Point, ...]:
    """Return the points, each quoted as long as all together may be."""
    longest = int(min(LONGEST, max(_LEAST, SHARE * characters / max(1, len(found)))))
    counts: dict[PointKind, int] = {}
    points = []
    for one in found:
        counts[one.kind] = counts.get(one.kind, 0) + 1
        points.append(
            Point(
                kind=one.kind,
                ordinal=counts[one.kind],
                number=one.number,
                addressee=_addressee(one),
                page=one.line.page.number,
                snippet=cut(one.text, longest),
                extractor=NAME,
                confidence=0.9 if one.labelled else 0.6,
            )
        )
    return tuple(points)


def _points(lines: Iterable[TextLine]) -> Iterator[_Open]:
    """Yield each point once it has ended."""
    section: PointKind | None = None
    whom: str | None = None
    current: _Open | None = None
    for line in lines:
        named = _names_a_kind(line.small)
        heading = _heading(line) if named else None
        begun = _labelled(line) if named and heading is None else None
        ended = heading is None and begun is None and _ends_section(line, section)
        if heading is None and begun is None and not ended:
            begun = _item(line, section, whom)
            if begun is None:
                current = current.more(line.text) if current else None
                continue
        if current is not None and _counts(current):
            yield current
        current = begun
        if heading is not None:
            section, whom = heading
        elif ended:
            section = whom = None
    if current is not None and _counts(current):
        yield current


def _names_a_kind(small: str) -> bool:
    """Tell whether a line in small letters holds a word that every label and heading of points holds."""
    return "recommendation" in small or "finding" in small or "lesson" in small or "point" in small


def _heading(line: TextLine) -> tuple[PointKind, str | None] | None:
    """Return the kind of the section that a line heads, and whom its recommendations address."""
    if len(line.text) > LONGEST_HEADING or line.text.endswith((".", ";", ",")):
        return None
    for kind, pattern in _HEADINGS:
        match = pattern.match(line.text)
        if match is not None:
            whom = match["whom"]
            return kind, whom.strip() if whom and _BODY.search(whom) else None
    return None


def _labelled(line: TextLine) -> _Open | None:
    """Return the point that a line begins with a label of its own."""
    for kind, pattern in _LABELLED:
        match = pattern.match(line.text)
        if match is None or (not match["after"] and _TOLD.match(match["rest"])):
            continue
        if match["rest"] and not match["after"] and match["rest"][0].islower():
            continue
        words = (match["rest"],) if match["rest"] else ()
        return _Open(kind, match["number"], None, line, words, labelled=True)
    return None


def _item(line: TextLine, section: PointKind | None, whom: str | None) -> _Open | None:
    """Return the point that a numbered or bulleted line below a heading of recommendations begins."""
    match = _ITEM.match(line.text) if section is PointKind.RECOMMENDATION else None
    if section is None or match is None:
        return None
    return _Open(section, match["number"] or match["letter"], whom, line, (line.text[match.end() :],))


def _ends_section(line: TextLine, section: PointKind | None) -> bool:
    """Tell whether a line is a heading of something else."""
    if section is None or len(line.text) > LONGEST_HEADING or line.text.endswith((".", ",", ";")):
        return False
    return line.large or _NEW_HEADING.match(line.text) is not None


def _counts(one: _Open) -> bool:
    """Tell whether what was read is a point: labelled and said, or an item that asks for something."""
    if len(one.text.split()) < 3:
        return False
    return one.labelled or _ASKS.search(one.text[:_ASKS_WITHIN]) is not None


def _addressee(one: _Open) -> str | None:
    """Return the body that a recommendation addresses, as printed."""
    if one.kind is not PointKind.RECOMMENDATION:
        return None
    match = _WHO.match(one.text[:220])
    if match is not None and _BODY.search(match["who"]) and not _EVERYBODY.fullmatch(match["who"].strip()):
        return match["who"].rstrip(" ,.")
    return one.whom
