"""Candidates: every value that anything says of a review, with where it was read and how it ranks.

Belongs here: turning listings' claims and documents' findings into rows that can be compared. Does not
belong here: choosing between them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from catalogue.authority import areas_named, themes
from catalogue.dates import iso
from catalogue.models import Evidence, Finding, Stated
from catalogue.resolve.ids import lead_item
from catalogue.resolve.items import Copy, Item, Sighting, documents
from catalogue.resolve.versions import taken_back, tells, withdrawn
from catalogue.vocabulary import DateBasis, Role

LISTING = "listing@1"
RULE = "resolve@2"
# What a listing says of its own review is nearly always right; what it says of another's, often.
OWN, OTHERS = 0.8, 0.6
SNIPPET = 300
REPLACED = "Stated by a version that its publisher has replaced; not quoted."
NOT_QUOTED = "Stated beside a name that its publisher has taken back; not quoted."
BASIS_ORDER = tuple(DateBasis)
ROLE_ORDER = (
    Role.FULL_REPORT,
    Role.IMPROVEMENTS_INFORMATION,
    Role.EXECUTIVE_SUMMARY,
    Role.ADDENDUM,
    Role.SEVEN_MINUTE_BRIEFING,
    Role.LEARNING_BRIEFING,
    Role.EASY_READ,
    Role.PRESENTATION,
    Role.RESPONSE,
    Role.ACTION_PLAN,
    Role.RECORDING,
    Role.OTHER,
)


@dataclass(frozen=True)
class Candidate:
    """One value of one field, where it was read, and the role of the document it was read in.

    ``first`` marks what a version said that was replaced since.
    """

    field: str
    value: str
    snippet: str
    extractor: str
    confidence: float
    document_id: str | None = None
    page: int | None = None
    url: str | None = None
    role: Role | None = None
    basis: DateBasis | None = None
    source_id: str = ""
    own: bool = True
    first: bool = False

    def evidence(self, review_id: str, *, reason: str | None) -> Evidence:
        """Return it as a row of the ``evidence`` table: chosen where there is no reason against it."""
        return Evidence(
            review_id=review_id,
            document_id=self.document_id,
            field=self.field,
            value=self.value,
            page=self.page,
            snippet=self.snippet[:SNIPPET],
            extractor=self.extractor,
            confidence=self.confidence,
            chosen=reason is None,
            reason=reason,
            url=self.url,
        )


def role_of(sighting: Sighting, copy: Copy | None) -> Role:
    """Return what a document is: what its listing says, or else what it says itself, or else ``other``."""
    if sighting.link.stated.role:
        return sighting.link.stated.role
    findings = copy.description.findings if copy and copy.description else ()
    read = max((one for one in findings if one.field == "role"), key=lambda one: one.confidence, default=None)
    return Role(read.value) if read else Role.OTHER


def candidates(group: Sequence[Item], gone: Mapping[str, str]) -> list[Candidate]:
    """Return everything said of a review by its listings and documents, best first within a field.

    Args:
        group: The items that are the review.
        gone: Documents that a newer version replaced: of them, and of pages that list nothing else, only the date
            of publication is taken, since the newer version keeps the first one's.

    Returns:
        Candidates sorted by role of the document, confidence and a fixed order, so that the first of a
        field is the one to choose unless a rule of that field says otherwise.
    """
    listed = {one for item in group for one in _from_listing(item, group, first=withdrawn(item, gone))}
    said = listed | set(_from_documents(group, gone))
    names = taken_back(tuple(group), gone)
    found = {one for one in map(_without_words, said) if one and not tells(names, one.value)}
    found = {_without_name(one) if tells(names, one.snippet) else one for one in found}
    if all(item.anonymous for item in group):
        found = {one for one in found if not _tells_area(one)}
    return sorted(found, key=_rank)


def _without_words(one: Candidate) -> Candidate | None:
    """Return a candidate of a replaced version as far as it is given: its date of publication, and no words."""
    if not one.first:
        return one
    return replace(one, snippet=REPLACED, document_id=None, page=None) if one.field == "published_on" else None


def _without_name(one: Candidate) -> Candidate:
    """Return a candidate whose quotation has a name that its publisher took back, without that quotation."""
    return replace(one, snippet=NOT_QUOTED, document_id=None, page=None)


def _tells_area(one: Candidate) -> bool:
    """Whether a candidate would tell an area that its publisher withheld."""
    if one.field == "area_codes":
        return True
    return one.document_id is not None and bool(areas_named(one.value) or areas_named(one.snippet))


def _rank(one: Candidate) -> tuple[int, float, int, str, str, str, int]:
    """Order candidates: main documents first, then by confidence, basis and what is fixed."""
    role = ROLE_ORDER.index(one.role) if one.role else -1
    basis = BASIS_ORDER.index(one.basis) if one.basis else len(BASIS_ORDER)
    return (not one.own, -one.confidence, role, f"{basis:02}", one.url or "", one.value, one.page or 0)


def _from_listing(item: Item, group: Sequence[Item], *, first: bool) -> Iterator[Candidate]:
    """Give what the pages say that list the review."""
    lead = lead_item(group) is item
    for sighting in item.sightings:
        link, stated = sighting.link, sighting.link.stated
        label = link.heading or link.text
        base = Candidate(
            field="title",
            value=stated.title or "",
            snippet=label,
            extractor=LISTING,
            confidence=OWN if item.own else OTHERS,
            url=link.found_on,
            source_id=item.source.id,
            own=item.own,
            first=first,
        )
        if stated.title:
            yield base if lead else replace(base, confidence=base.confidence - 0.1)
        if stated.review_type:
            yield replace(base, field="review_type", value=stated.review_type.value, snippet=link.section or label)
        for name in stated.pseudonyms:
            yield replace(base, field="pseudonyms", value=name)
        if date := stated.published:
            yield replace(
                base, field="published_on", value=iso(date.value, date.precision), snippet=date.text, basis=date.basis
            )
        for printed in stated.areas:
            for area in areas_named(printed):
                yield replace(base, field="area_codes", value=area.area_code)
        yield from _from_entry(stated, base)


def _from_entry(stated: Stated, base: Candidate) -> Iterator[Candidate]:
    """Give what the text of an entry says: themes, keywords that are themes, and what happened."""
    for words in (*stated.themes, *stated.keywords):
        for theme_id in _themes_named(words):
            yield replace(base, field="themes", value=theme_id, snippet=words)
    if stated.incident:
        yield replace(base, field="incident", value=stated.incident.value)


def _themes_named(words: str) -> Sequence[str]:
    """Return the themes whose label or other wording a publisher's keyword is."""
    return _themes_by_wording().get(words.casefold().strip(" ."), ())


@cache
def _themes_by_wording() -> Mapping[str, Sequence[str]]:
    """Return the themes that each wording names, in the order of the authority file."""
    found: dict[str, list[str]] = {}
    for theme in themes():
        for wording in {one.casefold() for one in (theme.label, *theme.alternatives, *theme.nspcc_keywords)}:
            found.setdefault(wording, []).append(theme.theme_id)
    return found


def _from_documents(group: Sequence[Item], gone: Mapping[str, str]) -> Iterator[Candidate]:
    """Give what the documents say, leaving what is about the document itself."""
    for item, sighting, copy in documents(group):
        role, first = role_of(sighting, copy), copy.capture.sha256 in gone
        for finding in copy.description.findings if copy.description else ():
            if finding.field != "role":
                yield _from_finding(finding, copy, role, item, first=first)


def column(finding: Finding) -> str:
    """Return the column of ``reviews`` that a finding speaks about."""
    return "area_codes" if finding.field == "area" else finding.field


def _from_finding(finding: Finding, copy: Copy, role: Role, item: Item, *, first: bool) -> Candidate:
    """Return one finding of one document."""
    return Candidate(
        field=column(finding),
        value=finding.value,
        snippet=finding.snippet,
        extractor=finding.extractor,
        confidence=finding.confidence,
        document_id=copy.capture.sha256,
        page=finding.page,
        url=copy.capture.url,
        role=role,
        basis=finding.basis,
        source_id=item.source.id,
        own=True,
        first=first,
    )


def rule(name: str, value: str, words: str, url: str | None = None, basis: DateBasis | None = None) -> Candidate:
    """Return a value that follows from a rule, with the rule's words as its snippet."""
    return Candidate(field=name, value=value, snippet=words, extractor=RULE, confidence=0.5, url=url, basis=basis)


def distinct(found: Iterable[Candidate]) -> list[Candidate]:
    """Return the first candidate of each value, in order."""
    return list({one.value: one for one in reversed(list(found))}.values())[::-1]
