"""Curation of values: what people decided about single reviews, applied after everything else and kept as evidence.

Belongs here: what setting, retyping, confirming and hiding do, and what follows in other columns. Does not belong
here: which items are one review (``regroup``), reading the file (``catalogue.curation``).

A column never contradicts the one that it follows from: a new type is put in before anything is chosen, so that
areas, dates and what is said of a child follow by the same rules as without it; a publisher brings its name and
nation, an area its name, a date its precision, a title its subtitle, reviewers the answer whether one is named.
What the period of publication means follows later, from all of these.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from catalogue.authority import area, of_today
from catalogue.curation import Entry
from catalogue.curation.values import LISTS, refusals
from catalogue.dates import from_iso, iso
from catalogue.extract.names import is_full_name
from catalogue.extract.title import subtitle_of
from catalogue.models import Evidence, Issue, ReviewFacts, Source
from catalogue.resolve.candidates import RULE
from catalogue.resolve.choose import ABOUT_CHILD, CURATION, DECIDED_TYPE, REPORTS, Chosen
from catalogue.resolve.regroup import Regrouped, overtaken, redundant, unmatched
from catalogue.vocabulary import DateBasis, Incident, Nation, Precision, ReviewType, Role, Scope, TextQuality

DECIDED = "A person decided otherwise (curation)."
NONE = "A person decided that there is none (curation)."
ANOTHER = {"chosen": False, "reason": "A person decided that it is another review (curation)."}
_VALUES = ("set", "confirm", "retype", "hide", "accept")
_OTHERS = ("hide", "accept")  # hiding comes last, and what a person accepts the watch heeds

Choose = Callable[[str, ReviewType | None], Chosen]
"""Chooses the values of a review, by its id, as a given type where one is given."""


@dataclass
class _Work:
    """What was decided so far."""

    sources: Sequence[Source]
    chosen: dict[str, Chosen]
    issues: list[Issue] = field(default_factory=list)


def corrected(
    groups: Regrouped,
    entries: Sequence[Entry],
    *,
    choose: Choose,
    sources: Sequence[Source],
) -> tuple[list[Chosen], tuple[Issue, ...]]:
    """Choose the values of all reviews as people decided.

    Args:
        groups: The reviews as people grouped them.
        entries: All entries; those about groups and takedowns are passed over.
        choose: Chooses the values of one review.
        sources: The register, for publishers.

    Returns:
        Reviews in the order of their ids, without those hidden; and an issue for each entry that names no review
        or document, repeats what is found, or confirms what is no longer found.
    """
    mine = [(groups.current(entry.review), entry) for entry in entries if entry.kind in _VALUES and entry.other is None]
    types = {review_id: entry for review_id, entry in mine if _type_of(entry) is not None}
    kinds = {review_id: _type_of(entry) for review_id, entry in types.items()}
    work = _Work(sources, {one: choose(one, kinds.get(one)) for one in sorted(groups.named)})
    found_types = {one: choose(one, None).review.review_type for one in types if one in work.chosen}
    for review_id, entry in mine:
        kind = _type_of(entry)
        if review_id not in work.chosen or (entry.kind not in _OTHERS and _misfits(entry)):
            work.issues.append(unmatched(entry))
        elif kind is not None:
            _told(work, entry, same=found_types[review_id] is kind)
            if types[review_id] is entry:
                work.chosen[review_id] = _recorded(work.chosen[review_id], entry, "review_type", entry.values)
        elif entry.document is not None:
            _set_document(work, review_id, entry)
        elif entry.field is not None:
            _set(work, review_id, entry, entry.field)
    _tell_grouping(work, groups)
    for review_id, entry in mine:
        if entry.kind == "hide":
            work.chosen.pop(review_id, None)
    return [work.chosen[key] for key in sorted(work.chosen)], tuple(work.issues)


def _tell_grouping(work: _Work, groups: Regrouped) -> None:
    """Put down as evidence which reviews a person said are one or two."""
    for review_id, entry, other, same in groups.decisions:
        one = work.chosen[review_id]
        row = _row(review_id, entry, "review_id", other).model_copy(update={} if same else ANOTHER)
        work.chosen[review_id] = replace(one, evidence=(*one.evidence, row))


def _type_of(entry: Entry) -> ReviewType | None:
    """Return the type that an entry gives a review, whichever way it says so."""
    is_type = entry.kind == "retype" or (entry.field == "review_type" and entry.document is None)
    return ReviewType(entry.values[0]) if is_type and not _misfits(entry) else None


def _misfits(entry: Entry) -> bool:
    """Tell whether a column cannot hold a value; the file's reader refuses such entries, other callers may not."""
    field_name = "review_type" if entry.kind == "retype" else entry.field or ""
    single, of_document = isinstance(entry.value, str), entry.document is not None
    return bool(refusals(field_name, entry.values, one=single, document=of_document, publishers=None))


def _told(work: _Work, entry: Entry, *, same: bool) -> None:
    """Say of an entry that it repeats what is found, or that it confirms what is not found."""
    if same and entry.kind != "confirm":
        work.issues.append(redundant(entry))
    elif not same and entry.kind == "confirm":
        work.issues.append(overtaken(entry))


def _set(work: _Work, review_id: str, entry: Entry, name: str) -> None:
    """Set one column of a review, and the columns that follow from it."""
    one = work.chosen[review_id]
    same = _said(one.review, name) == entry.values
    _told(work, entry, same=same)
    as_it_is = same and entry.kind == "confirm"
    updates = {} if as_it_is else _FOLLOWERS.get(name, _alone)(one, entry.values, work.sources, name)
    if updates is None:
        work.issues.append(unmatched(entry))
        return
    review = ReviewFacts.model_validate({**one.review.model_dump(), **updates})
    changed = replace(one, review=review)
    columns = {key for key in updates if _said(one.review, key) != _said(review, key)} | {name}
    for column in sorted(columns & _TOLD):
        changed = _recorded(changed, entry, column, _said(review, column))
    work.chosen[review_id] = changed


def _set_document(work: _Work, review_id: str, entry: Entry) -> None:
    """Set the role or the title of one document of a review."""
    one = work.chosen[review_id]
    before = next((paper for paper in one.documents if paper.document_id == entry.document), None)
    if before is None or entry.field is None or not entry.values:
        work.issues.append(unmatched(entry))
        return
    value = Role(entry.values[0]) if entry.field == "role" else entry.values[0]
    _told(work, entry, same=getattr(before, entry.field) == value)
    after = before.model_copy(update={entry.field: value})
    documents = tuple(after if paper is before else paper for paper in one.documents)
    row = _row(one.review.review_id, entry, entry.field, entry.values[0], document_id=entry.document)
    work.chosen[review_id] = replace(one, documents=documents, evidence=(*one.evidence, row))


def _said(review: ReviewFacts, name: str) -> tuple[str, ...]:
    """Return the values of a column as evidence words them: a date as long as it is precise."""
    value = getattr(review, name)
    if value is None or value == ():
        return ()
    if isinstance(value, tuple):
        return value
    if isinstance(value, bool):
        return (str(value).lower(),)
    if isinstance(value, dt.date):
        return (iso(value, review.published_precision or Precision.DAY),)
    return (str(value),)


def _alone(one: Chosen, values: tuple[str, ...], sources: Sequence[Source], name: str) -> dict[str, object] | None:
    """Return a column from which no other follows."""
    if name == "incident":
        return {name: values[0] if values else Incident.UNKNOWN}
    return {name: values if name in LISTS else (values[0] if values else None)}


def _publisher(one: Chosen, values: tuple[str, ...], sources: Sequence[Source], name: str) -> dict[str, object] | None:
    """Return a publisher with its name and nation, and its areas where they were its predecessor's by rule."""
    if not values:
        return {"publisher_id": None, "publisher": None, "nation": _nation(one.review.area_codes)}
    rows = [source for source in sources if source.publisher_id == values[0]]
    if not rows:
        return None
    row = min(rows, key=lambda source: source.id)
    updates: dict[str, object] = {"publisher_id": row.publisher_id, "publisher": row.publisher}
    codes = one.review.area_codes
    if codes and _by_rule(one, "area_codes"):
        codes = tuple(place.area_code for place in of_today(code for source in rows for code in source.areas))
        updates |= _areas(codes)
    updates["nation"] = row.nation or _nation(codes)
    if _by_rule(one, "about_child"):
        updates["about_child"] = _about_child(one.review.review_type, row.scope)
    return updates


def _about_child(review_type: ReviewType, scope: Scope) -> bool | None:
    """Return whether a review of a type is about a child's case where a body of a scope publishes it."""
    known = None if scope is Scope.ADULT else ABOUT_CHILD.get(review_type)
    return {Scope.CHILD: True, Scope.ADULT: False}.get(scope) if known is None else known


def _areas_set(one: Chosen, values: tuple[str, ...], sources: Sequence[Source], name: str) -> dict[str, object] | None:
    """Return areas with their names, and the nation where no publisher decides it."""
    publisher = next((row for row in sources if row.publisher_id == one.review.publisher_id), None)
    updates = _areas(values)
    if publisher is None or publisher.nation is None:
        updates["nation"] = _nation(values) or (None if values else one.review.nation)
    return updates


def _areas(codes: Sequence[str]) -> dict[str, object]:
    """Return the columns of areas."""
    found = [place for place in (area(code) for code in codes) if place is not None]
    return {"area_codes": tuple(one.area_code for one in found), "area_names": tuple(one.name for one in found)}


def _nation(codes: Iterable[str]) -> Nation | None:
    """Return the nation of areas, where they have one."""
    nations = {place.nation for place in (area(code) for code in codes) if place is not None}
    return nations.pop() if len(nations) == 1 else None


def _date(one: Chosen, values: tuple[str, ...], sources: Sequence[Source], name: str) -> dict[str, object] | None:
    """Return a date with its precision and its basis."""
    if not values:
        return {"published_on": None, "published_precision": None, "published_basis": None}
    day, precision = from_iso(values[0])
    return {"published_on": day, "published_precision": precision, "published_basis": DateBasis.CURATION}


def _reviewers(one: Chosen, values: tuple[str, ...], sources: Sequence[Source], name: str) -> dict[str, object] | None:
    """Return reviewers, and whether one is named."""
    read = any(paper.role in REPORTS and paper.text_quality is TextQuality.GOOD for paper in one.documents)
    return {"reviewers": values, "reviewer_named": True if values else (False if read else None)}


def _names(one: Chosen, values: tuple[str, ...], sources: Sequence[Source], name: str) -> dict[str, object] | None:
    """Return pseudonyms, and whether one of them has the shape of a person's whole name."""
    return {"pseudonyms": values, "full_name": any(is_full_name(value) for value in values)}


def _title(one: Chosen, values: tuple[str, ...], sources: Sequence[Source], name: str) -> dict[str, object] | None:
    """Return a title with its second part."""
    return {"title": values[0], "subtitle": subtitle_of(values[0])}


_FOLLOWERS: Mapping[str, Callable[[Chosen, tuple[str, ...], Sequence[Source], str], dict[str, object] | None]] = {
    "publisher_id": _publisher,
    "area_codes": _areas_set,
    "published_on": _date,
    "reviewers": _reviewers,
    "pseudonyms": _names,
    "title": _title,
}
# Columns whose values evidence gives; the others follow from these word for word.
_TOLD = frozenset(
    {*("title", "subtitle", "review_type", "nation", "publisher_id", "publisher", "area_codes", "pseudonyms", "ages")}
    | {*("about_child", "published_on", "reviewers", "incident", "themes", "url")}
)


def _by_rule(one: Chosen, name: str) -> bool:
    """Tell whether a column was worked out from others and nobody stated it."""
    rows = [row for row in one.evidence if row.field == name and row.chosen]
    return bool(rows) and all(row.extractor == RULE for row in rows)


def _recorded(one: Chosen, entry: Entry, name: str, values: tuple[str, ...]) -> Chosen:
    """Return a review with a decision as evidence: what agrees with it stands beside it, what does not is rejected."""
    kept = [row for row in one.evidence if row.field != name or not (_is_absence(row) or row.snippet == DECIDED_TYPE)]
    against = {"chosen": False, "reason": DECIDED}
    rows = [
        row.model_copy(update=against) if row.field == name and row.chosen and row.value not in values else row
        for row in kept
    ]
    decided = [_row(one.review.review_id, entry, name, value) for value in values or (None,)]
    return replace(one, evidence=(*rows, *decided))


def _is_absence(row: Evidence) -> bool:
    """Tell whether a row says that nothing is known, which a decision ends."""
    return row.value is None and row.chosen


def _row(review_id: str, entry: Entry, name: str, value: str | None, *, document_id: str | None = None) -> Evidence:
    """Return a decision as a row of evidence: who decided, when, and why."""
    return Evidence(
        review_id=review_id,
        document_id=document_id,
        field=name,
        value=value,
        page=None,
        snippet=f"{entry.because} ({entry.by}, {entry.on.isoformat()})"[:300],
        extractor=CURATION,
        confidence=1.0,
        chosen=True,
        reason=None if value is not None else NONE,
        url=None,
    )
