"""The sentences that titles are made of: a finding stated from figures, by rule.

Belongs here: peaks, ties, nothing at all. Does not belong here: any drawing.

A title states what the figures show and no more: a tie is a tie, a zero is said, a rise from three to four is no trend.
Numbers are of what the catalogue knows, and a title says so.
"""

from collections.abc import Mapping, Sequence

MOST_NAMED = 3
"""As many years or names as a title lists; more are counted."""


def listed(names: Sequence[str]) -> str:
    """Return names as people list them: "2019, 2020 and 2021".

    Args:
        names: At least one name.
    """
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its word: "1 review", "12 reviews"."""
    return f"{number:,} {one if number == 1 else many}"


def peak(by_year: Mapping[int, int], what: str) -> str:
    """State in which year there were most, without a full stop.

    Args:
        by_year: Number by year; years without any may stand with zero or be missing.
        what: What is counted, for the beginning of a sentence ("Reviews").

    Returns:
        "Reviews per year peaked in 2021 with 84"; years that tie are named together, more than three are counted; one
        year only, or none, is said as it is.
    """
    held = {year: number for year, number in by_year.items() if number}
    if not held:
        return f"{what}: none with a known year"
    if len(held) == 1:
        [(year, number)] = held.items()
        return f"{what}: all {number:,} with a known year are of {year}" if number > 1 else f"{what}: one, of {year}"
    most = max(held.values())
    best = sorted(year for year, number in held.items() if number == most)
    if most == 1:
        return f"{what}: never more than one in a year, in {len(held)} years"
    if len(best) == 1:
        return f"{what} per year peaked in {best[0]} with {most:,}"
    years = listed([str(year) for year in best]) if len(best) <= MOST_NAMED else f"{len(best)} different years"
    return f"{what} per year were most in {years}, with {most:,} each"


def commonest(totals: Mapping[str, int], over: str = "") -> str:
    """State which theme most reviews have, without a full stop.

    Args:
        totals: Number of reviews by theme.
        over: From when to when, with a blank before it.

    Returns:
        "Neglect is the theme of most reviews: 120"; themes that tie are named together, more than three are counted.
    """
    held = {label: number for label, number in totals.items() if number}
    if not held:
        return f"No theme has a review with a known year{over}"
    most = max(held.values())
    best = sorted(label for label, number in held.items() if number == most)
    if len(best) == 1:
        return f"{best[0]} is the theme of most reviews{over}: {most:,}"
    if len(best) <= MOST_NAMED:
        return f"{listed(best)} are the themes of most reviews{over}: {most:,} each"
    return f"{len(best)} themes have most reviews{over}: {most:,} each"


def years_between(years: Sequence[int]) -> tuple[int, ...]:
    """Return every year from the first to the last, those without a figure too; none where there is none."""
    return tuple(range(min(years), max(years) + 1)) if years else ()
