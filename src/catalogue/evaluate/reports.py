"""Scoring documents: every field that is read from a report, against what a reader read in it.

Belongs here: which findings are a document's answer, and comparing it. Does not belong here: reading or
extracting.

A document's answer is what its extractors found: the most confident finding for title, kind and role; for
the date the strongest basis, then the most confident, made finer by one that agrees with it; every value
found for the fields that are lists. Values are compared as ``fold`` compares texts; titles by their words
alone, because a reader sets the stops between the lines of a cover; a date must be the same
text, so that value and precision are both right; areas are compared by their codes where the authority file
knows them.

``review_type``, ``role``: null in gold is not scored. Elsewhere null or an empty list says that the document
does not tell, and a value given is a false one. ``areas_external`` are neither asked for nor false. Themes of
gold are a lower bound: a theme that gold does not have may still be right, so their precision is too; it is
counted on documents for which gold has a theme. ``incident``: ``unknown`` is the answer of both where nothing
is said, and counts as no value.
"""

from collections.abc import Callable, Mapping, Sequence

from catalogue.authority import area
from catalogue.evaluate.gold import GoldReport, codes_of
from catalogue.evaluate.sums import Figures, Part, Tally, fold, short, words
from catalogue.models import Description, Finding, Record
from catalogue.vocabulary import DateBasis, Incident

_BASES = {basis: number for number, basis in enumerate(DateBasis)}
Values = tuple[str, ...]


class Distractors(Record):
    """Names that stand near a reviewer's and must not be taken for one."""

    names: int
    """Names in gold."""
    taken: tuple[str, ...] = ()
    """Those given as a reviewer, with their file."""


class ReportScore(Part):
    """The score of documents."""

    fields: Mapping[str, Figures]
    """Figures of each field."""
    distractors: Distractors
    """Names that are nobody's reviewer."""
    unread: tuple[str, ...]
    """Documents of which no text could be read; all their answers count as missing."""


def score_reports(documents: Sequence[tuple[GoldReport, Description]]) -> ReportScore:
    """Score documents.

    Args:
        documents: Each row of gold with the description of its bytes.

    Returns:
        The score.
    """
    tallies = {name: Tally(name, words if name == "title" else fold) for name in _FIELDS}
    taken: list[str] = []
    names = 0
    for gold, description in documents:
        for name, (key, expected, given, always) in _FIELDS.items():
            wanted = expected(gold)
            if gold.scores(key) and (wanted or always):
                tallies[name].add(gold.file, wanted, given(gold, description), _evidence(description, name))
        distractors = {fold(one.partition("(")[0]): one for one in gold.distractor_names}
        names += len(distractors)
        said = {fold(one) for one in _all(description, "reviewers")}
        taken += [f"{gold.file}: {one}" for key, one in distractors.items() if key and key in said]
    return ReportScore(
        rows=len(documents),
        fields={name: tally.figures for name, tally in tallies.items()},
        distractors=Distractors(names=names, taken=tuple(taken)),
        unread=tuple(gold.file for gold, one in documents if not one.reading.pages),
        misses=tuple(miss for tally in tallies.values() for miss in tally.misses),
    )


def _best(description: Description, name: str) -> Values:
    """Return the most confident value of a field."""
    found = _found(description, name)
    return (max(found, key=lambda one: one.confidence).value,) if found else ()


def _all(description: Description, name: str) -> Values:
    """Return every value of a field once."""
    return tuple(dict.fromkeys(one.value for one in _found(description, name)))


def _date(description: Description) -> Values:
    """Return the publication date that stands."""
    found = _found(description, "published_on")

    def rank(one: Finding) -> tuple[int, float, str]:
        return (_BASES[one.basis] if one.basis else len(_BASES), -one.confidence, one.value)

    best = min(found, key=rank, default=None)
    if best is None:
        return ()
    finer = [one for one in found if one.value.startswith(best.value) and len(one.value) > len(best.value)]
    return (min(finer, key=rank, default=best).value,)


def _wanted_areas(gold: GoldReport) -> Values:
    """Return the areas of gold: names by the authority file, others as written."""
    return tuple(dict.fromkeys(name for one in gold.areas for name in (_area_names(codes_of((one,))) or (one,))))


def _given_areas(gold: GoldReport, description: Description) -> Values:
    """Return the areas found, without those that gold knows from elsewhere."""
    outside = set(codes_of(gold.areas_external)) - set(codes_of(gold.areas))
    return _area_names(tuple(code for code in _all(description, "area") if code not in outside))


def _area_names(codes: Values) -> Values:
    """Return codes as names of areas, for people."""
    return tuple(found.name if (found := area(code)) else code for code in codes)


def _incident(value: str | None) -> Values:
    """Return what happened as a value; unknown is none."""
    return (value,) if value and value != Incident.UNKNOWN.value else ()


def _one(value: str | None) -> Values:
    """Return a value that may be missing as a list."""
    return (value,) if value else ()


def _found(description: Description, name: str) -> list[Finding]:
    """Return the findings of a field."""
    return [one for one in description.findings if one.field == name]


def _evidence(description: Description, name: str) -> str:
    """Return the words that a field was read from, or why there are none."""
    found = _found(description, {"areas": "area"}.get(name, name))
    if found:
        return short([f"p.{one.page}: {one.snippet}" if one.page else one.snippet for one in found])
    return description.reading.problem or "nothing was found"


_Field = tuple[str, Callable[[GoldReport], Values], Callable[[GoldReport, Description], Values], bool]
_FIELDS: Mapping[str, _Field] = {
    "title": ("title", lambda gold: _one(gold.title), lambda _, one: _best(one, "title"), True),
    "role": ("role", lambda gold: _one(gold.role), lambda _, one: _best(one, "role"), False),
    "review_type": (
        "review_type",
        lambda gold: _one(gold.review_type),
        lambda _, one: _best(one, "review_type"),
        False,
    ),
    "pseudonyms": ("pseudonyms", lambda gold: gold.pseudonyms, lambda _, one: _all(one, "pseudonyms"), True),
    "areas": ("areas", _wanted_areas, _given_areas, True),
    "published_on": ("published", lambda gold: _one(gold.published), lambda _, one: _date(one), True),
    "reviewers": ("reviewers", lambda gold: gold.reviewers, lambda _, one: _all(one, "reviewers"), True),
    "themes": ("themes", lambda gold: gold.themes, lambda _, one: _all(one, "themes"), False),
    "incident": (
        "incident",
        lambda gold: _incident(gold.incident),
        lambda _, one: tuple(value for found in _best(one, "incident") for value in _incident(found)),
        True,
    ),
}
"""By field: its key in gold, gold's values, the system's values, and whether a row without a value is scored."""
