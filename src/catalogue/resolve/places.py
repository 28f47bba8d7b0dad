"""Where a review belongs: its areas, its publisher, and the item that speaks for it.

Belongs here: choosing these from what listings and documents say. Does not belong here: which body leads where several
list a review as their own (``publishers``), or any other value (``choose``).
"""

from collections.abc import Mapping, Sequence

from catalogue.authority import of_today
from catalogue.dates import from_iso
from catalogue.models import Source
from catalogue.resolve.against import type_is_local
from catalogue.resolve.areas import meet
from catalogue.resolve.candidates import Candidate, distinct, rule
from catalogue.resolve.ids import lead_item
from catalogue.resolve.items import Item
from catalogue.resolve.joins import Group
from catalogue.resolve.publishers import by_area, owners
from catalogue.resolve.versions import withdrawn
from catalogue.vocabulary import ReviewType


def areas_of(said: Sequence[Candidate], group: Group, lead: Item, *, local: bool) -> list[Candidate]:
    """Return the areas: those a listing names for the item, or its documents, or its publisher's own.

    Of a review that bodies of several areas list as their own, the areas of all of them.
    """
    if not local or all(item.anonymous for item in group):
        return []
    named = distinct(one for one in said if one.field == "area_codes" and one.document_id is None)
    if named:
        return [*named, *_joint(group, named)]
    own = set(lead.source.areas) if lead.own else set()
    read = distinct(one for one in said if one.field == "area_codes" and (one.value in own or not own))
    if read:
        return [*read, *_joint(group, read)]
    today = of_today(lead.source.areas) if lead.own else ()
    codes = [_listed_by(lead, one.area_code) for one in today]
    return [*codes, *_joint(group, codes)]


def _joint(group: Group, known: Sequence[Candidate]) -> list[Candidate]:
    """Return the areas of the bodies that list a review as their own and none of whose areas is among those known."""
    codes = [one.value for one in known]
    found: dict[str, Candidate] = {}
    for item in (one for items in owners(group).values() for one in items):
        areas = [one.area_code for one in of_today(item.source.areas)]
        if not meet(item.source.areas, codes):
            found.update({code: _listed_by(item, code) for code in areas if code not in found})
    return list(found.values())


def _listed_by(item: Item, code: str) -> Candidate:
    """Return an area that a review has because the area's body lists it as its own."""
    return rule("area_codes", code, f"{item.source.publisher} lists it as its own.", item.found_on)


def publisher_of(
    group: Group,
    lead: Item,
    listing: Source | None,
    *,
    codes: Sequence[Candidate],
    kind: ReviewType,
    sources: Sequence[Source],
    date: Candidate | None,
) -> tuple[Source | None, Candidate | None]:
    """Return the publisher responsible: who lists it as its own, or who the register names for its area."""
    if listing:
        words = f"Listed as its own on its page {lead.found_on}"
        return listing, rule("publisher", listing.publisher, words, lead.found_on)
    if owners(group):
        return None, None
    if lead.own and not type_is_local(kind):
        words = f"Listed as its own on its page {lead.found_on}"
        return lead.source, rule("publisher", lead.source.publisher, words, lead.found_on)
    areas = {one.value for one in codes}
    row = by_area(areas, kind, sources, from_iso(date.value)[0] if date else None) if type_is_local(kind) else None
    if row is None:
        return None, None
    return row, rule("publisher", row.publisher, f"The register names it for {', '.join(sorted(areas))}.")


def speaking(group: Group, listing: Source | None, gone: Mapping[str, str]) -> Item:
    """Return the item that speaks for a review: its publisher's, and one of what its publisher has not replaced."""
    standing = [one for one in group if not withdrawn(one, gone)] or list(group)
    own = [one for one in standing if listing and one.source.publisher_id == listing.publisher_id]
    return lead_item(own or standing)
