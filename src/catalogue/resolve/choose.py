"""Choosing: one review's values from everything said of it, with the losers kept.

Belongs here: a small rule per field. Does not belong here: reading, joining, or the rules of retention.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from catalogue.authority import area
from catalogue.dates import from_iso
from catalogue.extract.names import is_full_name
from catalogue.extract.title import subtitle_of
from catalogue.models import Document, Evidence, Location, ReviewFacts, Source
from catalogue.resolve.against import type_is_local
from catalogue.resolve.candidates import ROLE_ORDER, Candidate, candidates, distinct, rule
from catalogue.resolve.ids import lead_item
from catalogue.resolve.items import Item
from catalogue.resolve.joins import Group
from catalogue.resolve.papers import Paper, documents_of, gather_papers, main_address
from catalogue.resolve.places import areas_of, publisher_of, speaking
from catalogue.resolve.publishers import leading, owners
from catalogue.resolve.reasons import refused, unknown, weighed
from catalogue.vocabulary import (
    DateBasis,
    Incident,
    Nation,
    ReviewType,
    Role,
    Scope,
    TextQuality,
)

CURATION = "curation"
DECIDED_TYPE = "A person decided the type (curation)."
REPORTS = (Role.FULL_REPORT, Role.EXECUTIVE_SUMMARY)
MOST_THEMES = 6
# Kinds of review that are about a child's case, and kinds that are not; the others depend on who publishes.
ABOUT_CHILD = {
    ReviewType.LCSPR: True,
    ReviewType.SCR: True,
    ReviewType.NATIONAL_CSPR: True,
    ReviewType.CPR: True,
    ReviewType.LEARNING_REVIEW: True,
    ReviewType.CMR: True,
    ReviewType.RAPID_REVIEW: True,
    ReviewType.SAR: False,
    ReviewType.DHR: False,
    ReviewType.ANALYSIS: False,
    ReviewType.GUIDANCE: False,
}


@dataclass(frozen=True)
class Chosen:
    """One review as resolved."""

    review: ReviewFacts
    documents: tuple[Document, ...]
    locations: tuple[Location, ...]
    evidence: tuple[Evidence, ...]


def choose(
    review_id: str,
    group: Group,
    sources: Sequence[Source],
    gone: Mapping[str, str],
    review_type: ReviewType | None = None,
) -> Chosen:
    """Choose the values of one review.

    Args:
        review_id: Its id.
        group: Its items.
        sources: The register, to find the publisher responsible.
        gone: Documents that a newer version replaced, by sha256.
        review_type: The type that a person decided on, from which the rest follows; null where nobody did.

    Returns:
        The review with documents, locations and all evidence: every value that stands has at least one
        chosen row; a value that cannot be known is null and has a row that says why; what was rejected or lost
        has rows with the reason.
    """
    said = candidates(group, gone)
    papers, locations = gather_papers(review_id, group, gone)
    kind = _decided(review_type) if review_type else _review_type(said, papers, group)
    local = type_is_local(ReviewType(kind.value))
    listing = leading(owners(group), [one.value for one in _one_document(said, "area_codes")])
    lead = speaking(group, listing, gone)
    codes = areas_of(said, group, lead, local=local)
    date = _published(said)
    publisher, publisher_row = publisher_of(
        group, lead, listing, codes=codes, kind=ReviewType(kind.value), sources=sources, date=date
    )
    about, about_row = _about_child(kind, publisher, lead)
    picks: list[Candidate] = [
        kind,
        *codes,
        *([publisher_row] if publisher_row else []),
        *([about_row] if about_row else []),
    ]
    title = _first(said, "title") or _titled_by_link(lead)
    names = _names(said, local=local)
    reviewers = _one_document(said, "reviewers")
    incident = _first(said, "incident") if local else None
    themes = _themes(said)
    ages = _one_document(said, "ages") if local else []
    second = _subtitle(title)
    single = [one for one in (incident, date, second) if one]
    picks += [title, *names, *reviewers, *themes, *ages, *single]
    read = any(p.document.role in REPORTS and p.document.text_quality is TextQuality.GOOD for p in papers)
    review = ReviewFacts(
        review_id=review_id,
        title=title.value,
        subtitle=second.value if second else None,
        review_type=ReviewType(kind.value),
        nation=publisher.nation if publisher else _nation(codes),
        publisher_id=publisher.publisher_id if publisher else None,
        publisher=publisher.publisher if publisher else None,
        area_codes=tuple(one.value for one in codes),
        area_names=tuple(found.name for one in codes if (found := area(one.value))),
        pseudonyms=tuple(one.value for one in names),
        full_name=any(is_full_name(one.value) for one in names),
        ages=tuple(one.value for one in ages),
        about_child=about,
        published_on=from_iso(date.value)[0] if date else None,
        published_precision=from_iso(date.value)[1] if date else None,
        published_basis=date.basis if date else None,
        reviewers=tuple(one.value for one in reviewers),
        reviewer_named=True if reviewers else (False if read else None),
        incident=Incident(incident.value) if incident else Incident.UNKNOWN,
        themes=tuple(one.value for one in themes),
        first_seen_at=min(sighting.first_seen for item in group for sighting in item.sightings),
        last_seen_at=max(sighting.last_seen for item in group for sighting in item.sightings),
        url=main_address(papers, locations),
        anonymous=all(item.anonymous for item in group),
    )
    evidence = (
        *weighed(review_id, said, picks, local=local),
        *refused(review_id, group, gone),
        *unknown(review, group, local=local),
    )
    return Chosen(review, documents_of(papers), locations, evidence)


def _subtitle(title: Candidate) -> Candidate | None:
    """Return the second part of the title that stands."""
    second = subtitle_of(title.value)
    return replace(title, field="subtitle", value=second) if second else None


def _first(said: Iterable[Candidate], name: str) -> Candidate | None:
    """Return the best candidate of a field."""
    return next((one for one in said if one.field == name), None)


def _titled_by_link(lead: Item) -> Candidate:
    """Return a title from the label that the listing gives, where nothing states a title."""
    link = lead.sightings[0].link
    label = link.heading or link.text or link.url
    return rule("title", label, label, link.found_on)


def _decided(review_type: ReviewType) -> Candidate:
    """Return the type that a person decided on; who, when and why is added by ``correct``."""
    return Candidate("review_type", review_type, DECIDED_TYPE, CURATION, 1.0)


def _review_type(said: Sequence[Candidate], papers: Sequence[Paper], group: Group) -> Candidate:
    """Return the kind of review: stated by the publisher, or else by the documents, or else said to be unstated."""
    stated = _first(said, "review_type")
    if stated:
        return stated
    roles = {paper.document.role for paper in papers}
    link = lead_item(group).sightings[0].link
    if roles and roles <= {Role.SEVEN_MINUTE_BRIEFING, Role.LEARNING_BRIEFING}:
        words = "Only a briefing was found, and neither it nor its listing states a kind of review."
        return rule("review_type", ReviewType.BRIEFING_ONLY, words, link.found_on)
    words = "Neither the listing nor the documents read state a kind of review."
    return rule("review_type", ReviewType.OTHER, words, link.found_on)


def _about_child(kind: Candidate, publisher: Source | None, lead: Item) -> tuple[bool | None, Candidate | None]:
    """Return whether the review is about a child's case, from its kind or else from its publisher."""
    review_type = ReviewType(kind.value)
    adult = lead.own and lead.source.scope is Scope.ADULT
    known = None if adult else ABOUT_CHILD.get(review_type)
    words = f"{review_type}: {review_type.definition}"
    if known is None:
        source = publisher or lead.source
        known = {Scope.CHILD: True, Scope.ADULT: False}.get(source.scope)
        words = f"Published by {source.publisher}: {source.scope.definition}"
    if known is None:
        return None, None
    return known, rule("about_child", str(known).lower(), words)


def _published(said: Sequence[Candidate]) -> Candidate | None:
    """Return the publication date: a report's own, then the listing's, then a repository's, then a briefing's.

    What a version said that was replaced comes first: a corrected report keeps the day of the first one. Where two
    that agree differ in precision the more precise one stands.
    """
    dates = [one for one in said if one.field == "published_on" and one.basis]
    order = {basis: number for number, basis in enumerate(DateBasis)}

    def rank(one: Candidate) -> tuple[bool, bool, bool, int, float, str]:
        of_briefing = one.role is not None and one.role not in REPORTS
        return (
            of_briefing,
            not one.first,
            not one.own,
            order[one.basis or DateBasis.ENTRY],
            -one.confidence,
            one.value,
        )

    best = min(dates, key=rank, default=None)
    if best is None:
        return None
    finer = [one for one in dates if one.value.startswith(best.value) and len(one.value) > len(best.value)]
    return min(finer, key=rank, default=best)


def _names(said: Sequence[Candidate], *, local: bool) -> list[Candidate]:
    """Return the pseudonyms from the best single place; those of a listing only, for national publications."""
    found = [one for one in said if one.field == "pseudonyms" and (local or one.document_id is None)]
    if not found:
        return []
    place = (found[0].url, found[0].document_id)
    return _in_print_order(one for one in found if (one.url, one.document_id) == place)


def _one_document(said: Sequence[Candidate], name: str) -> list[Candidate]:
    """Return a list field from the one best document: main documents first."""
    found = [one for one in said if one.field == name and one.document_id]
    if not found:
        return []
    best = min(found, key=lambda one: (ROLE_ORDER.index(one.role or Role.OTHER), -one.confidence, one.url or ""))
    return _in_print_order(one for one in found if one.document_id == best.document_id)


def _themes(said: Sequence[Candidate]) -> list[Candidate]:
    """Return at most six themes: the publisher's and its documents' first, then a national page's."""
    found = [one for one in said if one.field == "themes"]
    ordered = sorted(found, key=lambda one: (not one.own, -one.confidence, one.value, one.url or "", one.page or 0))
    return distinct(ordered)[:MOST_THEMES]


def _in_print_order(found: Iterable[Candidate]) -> list[Candidate]:
    """Return distinct values as their snippet prints them, or by page and value where it prints one each."""
    return sorted(distinct(found), key=lambda one: (one.page or 0, max(one.snippet.find(one.value), 0), one.value))


def _nation(codes: Sequence[Candidate]) -> Nation | None:
    """Return the nation of the areas, where they have one."""
    nations = {found.nation for one in codes if (found := area(one.value))}
    return nations.pop() if len(nations) == 1 else None
