"""Scoring entries of national update pages: the parts of their headings, and their themes.

Belongs here: comparing what the adapter reads in a heading with gold. Does not belong here: reading it.

A heading of a national page that names a case must be read as an entry, and its year, month, area, name and
anonymity must be right; a heading of a national page that names none must not be. Look-alikes from other
pages are never given to this adapter by the register; how many of them it would read as entries is told, and
is no part of precision. Themes are scored only where gold has the entry's text.
"""

from collections.abc import Mapping, Sequence

from catalogue.adapters import nspcc
from catalogue.evaluate.gold import GoldEntry
from catalogue.evaluate.sums import Figures, Part, Tally

NATIONAL_PAGE = "nspcc_page"
_ANONYMOUS = "anonymous"


class EntryScore(Part):
    """The score of entries."""

    fields: Mapping[str, Figures]
    """Figures of each part of an entry."""
    look_alikes: int
    """Headings from other pages."""
    look_alikes_read: tuple[str, ...]
    """Those that would be read as an entry."""


def score_entries(entries: Sequence[GoldEntry]) -> EntryScore:
    """Score entries.

    Args:
        entries: Rows of gold.

    Returns:
        The score.
    """
    tallies = {name: Tally(name) for name in ("entries", "year", "month", "area", "name", "anonymous", "themes")}
    national = [one for one in entries if one.source_kind == NATIONAL_PAGE]
    others = [one for one in entries if one.source_kind != NATIONAL_PAGE]
    for gold in national:
        _take(gold, tallies)
    return EntryScore(
        rows=len(national),
        fields={name: tally.figures for name, tally in tallies.items()},
        look_alikes=len(others),
        look_alikes_read=tuple(one.heading_as_shown for one in others if nspcc.entry_of(one.heading_as_shown)),
        misses=tuple(miss for tally in tallies.values() for miss in tally.misses),
    )


def _take(gold: GoldEntry, tallies: Mapping[str, Tally]) -> None:
    """Count one heading of a national page."""
    heading = gold.heading_as_shown
    read = nspcc.entry_of(heading)
    expected = {
        "entries": (heading,) if gold.case_name else (),
        "year": _one(gold.year if gold.case_name else None),
        "month": _one(gold.month if gold.case_name else None),
        "area": _one(None if gold.anonymous or not gold.case_name else gold.area_text),
        "name": _one(gold.case_name),
        "anonymous": (_ANONYMOUS,) if gold.anonymous else (),
        "themes": gold.learning_themes,
    }
    given: dict[str, tuple[str, ...]] = {name: () for name in expected}
    if read is not None:
        month = f"{read.date.value:%B}" if read.date.precision != "year" else None
        given |= {
            "entries": (heading,),
            "year": (str(read.date.value.year),),
            "month": _one(month),
            "area": _one(read.area),
            "name": (read.name,),
            "anonymous": (_ANONYMOUS,) if read.area is None else (),
        }
    if gold.text is not None:
        given["themes"] = nspcc.themes_of(gold.text)
    keys = {"area": "area_text", "name": "case_name", "themes": "learning_themes", "entries": "heading_as_shown"}
    for name, tally in tallies.items():
        if gold.scores(keys.get(name, name)) and (name != "themes" or gold.text is not None):
            tally.add(heading, expected[name], given[name], gold.text or heading)


def _one(value: str | None) -> tuple[str, ...]:
    """Return a value that may be missing as a list."""
    return (value,) if value else ()
