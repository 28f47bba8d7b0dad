"""What a person may set, and whether a value can stand there.

Belongs here: one small check a column, against its vocabulary or authority file. Does not belong here: what
follows from a value in other columns (``resolve.correct``).
"""

from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from urllib.parse import urlsplit

from catalogue.authority import area, themes
from catalogue.dates import from_iso
from catalogue.vocabulary import Incident, Nation, ReviewType, Role

LONGEST = 300
_SHOWN = 80

Check = Callable[[str], str | None]
"""Returns what was expected, or null where a value can stand."""


def _text(value: str) -> str | None:
    """Say why a text cannot be a label: empty, of several lines or too long."""
    fits = value.strip() == value and value.isprintable() and 0 < len(value) <= LONGEST
    return None if fits else f"one line of at most {LONGEST} characters without spaces around it"


def _word(words: type[StrEnum]) -> Check:
    """Return the check for a column with a closed vocabulary."""
    return lambda value: None if value in set(words) else f"one of {', '.join(words)}"


def _date(value: str) -> str | None:
    """Say why a text is no date as exact as it is known."""
    try:
        from_iso(value)
    except ValueError:
        return "a date as exact as it is known: 2021, 2021-01 or 2021-01-15"
    return None


def _address(value: str) -> str | None:
    """Say why a text is no web address."""
    try:
        parts = urlsplit(value)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        usable = False
    return None if usable and value.isprintable() and " " not in value else "an http or https address"


def _theme(value: str) -> str | None:
    """Say why a text is no theme."""
    known = value in {theme.theme_id for theme in themes()}
    return None if known else "the id of a theme (`select theme_id, label from themes`)"


SETTABLE: Mapping[str, Check] = {
    "title": _text,
    "subtitle": _text,
    "review_type": _word(ReviewType),
    "nation": _word(Nation),
    "publisher_id": _text,
    "area_codes": lambda value: None if area(value) is not None else "the ONS code of an area",
    "pseudonyms": _text,
    "ages": _text,
    "about_child": lambda value: None if value in {"true", "false"} else "true or false",
    "published_on": _date,
    "reviewers": _text,
    "incident": _word(Incident),
    "themes": _theme,
    "url": _address,
}
"""Columns of a review that a person may set, each with the check of one value."""

OF_DOCUMENT: Mapping[str, Check] = {"role": _word(Role), "title": _text}
"""Columns of a document that a person may set."""

LISTS = frozenset({"area_codes", "pseudonyms", "ages", "reviewers", "themes"})
"""Columns that hold a list."""
NEVER_NONE = frozenset({"title", "review_type", "role"})
"""Columns that always hold a value; an incident that is not known is ``unknown``."""
FOLLOWS: Mapping[str, str] = {
    "publisher": "publisher_id",
    "area_names": "area_codes",
    "published_precision": "published_on",
    "published_basis": "published_on",
    "reviewer_named": "reviewers",
    "full_name": "pseudonyms",
}
"""Columns that follow from another one, which is what a person sets."""


def refusals(
    field: str, values: tuple[str, ...], *, one: bool, document: bool, publishers: Collection[str] | None
) -> tuple[tuple[str, str], ...]:
    """Say why values cannot stand in a column.

    Args:
        field: The column.
        values: The values; none for a column that is to be empty.
        one: Whether the value was written as one value, not as a list.
        document: Whether it is a column of a document.
        publishers: Ids of the publishers there are; None leaves them unchecked.

    Returns:
        Pairs of the key concerned (``field`` or ``value``) and a sentence; none where the values fit.
    """
    known = OF_DOCUMENT if document else SETTABLE
    if field in FOLLOWS and not document:
        return (("field", f"{field} follows from {FOLLOWS[field]}: set that"),)
    if field not in known:
        return (("field", f"expected one of {', '.join(known)}, found {field[:_SHOWN]!r}"),)
    if field in LISTS and one:
        return (("value", f"expected a list, because {field} holds one"),)
    if field not in LISTS and len(values) > 1:
        return (("value", f"expected one value, because {field} holds one"),)
    if field in NEVER_NONE and not values:
        return (("value", f"expected a value, because {field} always has one"),)
    found = [
        f"expected {expected}, found {value[:_SHOWN]!r}"
        for value in values
        if (expected := known[field](value)) is not None
    ]
    if field == "publisher_id" and publishers is not None:
        found += [f"expected the id of a publisher in the register, found {v!r}" for v in values if v not in publishers]
    return tuple(("value", message) for message in found)
