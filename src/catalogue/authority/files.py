"""The authority files as read.

Belongs here: reading `data/areas.yaml` and `data/themes.yaml`. Does not belong here: text, or days.
"""

import functools
from collections.abc import Mapping
from importlib.resources import files

import yaml

from catalogue.models import Area, Theme

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The safe loader, in C where PyYAML has it: every start of the catalogue reads these files, and it takes a tenth."""


def areas() -> tuple[Area, ...]:
    """Return every area, of today and of the past.

    Returns:
        The areas in the order of the file: England, Wales, Scotland, Northern Ireland, then the past.
    """
    return _areas()[0]


def area(code: str) -> Area | None:
    """Return the area of a code.

    Args:
        code: ONS (GSS) code; one that the same area had formerly is understood.

    Returns:
        The area, or None where no area has or had the code.
    """
    return _areas()[1].get(code)


def area_called(name: str) -> Area | None:
    """Return the area that has a name, and nothing around it.

    Args:
        name: An area's name, another of its names, or its code; capitals do not matter.

    Returns:
        The area, or None where no area is called so.
    """
    return area(name) or _called().get(name.casefold())


def themes() -> tuple[Theme, ...]:
    """Return every theme.

    Returns:
        The themes in the order of the file.
    """
    return _themes()


@functools.cache
def theme_wordings(key: str) -> dict[str, tuple[str, ...]]:
    """Return the wordings of themes that count in some places only.

    Args:
        key: ``of_parents`` (in a sentence that names a parent) or ``in_headings`` (in headings and lists).

    Returns:
        By theme, its wordings; themes without any are missing.
    """
    found: dict[str, tuple[str, ...]] = {}
    for row in _rows("themes.yaml", "themes"):
        words = row.get(key)
        if isinstance(words, list):
            found[str(row["id"])] = tuple(str(word) for word in words)
    return found


@functools.cache
def listed(key: str) -> frozenset[str]:
    """Return a list of words or names from the areas file.

    Args:
        key: The list's key.

    Returns:
        The words or names, as written.
    """
    value = _file("areas.yaml")[key]
    if not isinstance(value, list):
        raise TypeError(f"{key} in areas.yaml must be a list")
    return frozenset(str(name) for name in value)


@functools.cache
def _called() -> dict[str, Area]:
    """Return each area by its names in small letters."""
    return {name.casefold(): one for one in areas() for name in (one.name, *one.aliases)}


@functools.cache
def _file(name: str) -> Mapping[str, object]:
    """Return one authority file; it ships with the code, so a fault in it is a bug and is raised."""
    content = yaml.load((files("catalogue") / "data" / name).read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506
    if not isinstance(content, dict):
        raise TypeError(f"{name} must be a mapping")
    return content


def _rows(name: str, key: str) -> list[dict[str, object]]:
    """Return the rows under a key of an authority file."""
    rows = _file(name)[key]
    if not isinstance(rows, list):
        raise TypeError(f"{key} in {name} must be a list of rows")
    return rows


@functools.cache
def _areas() -> tuple[tuple[Area, ...], dict[str, Area]]:
    """Return the areas, and each by its code and its former codes."""
    every: list[Area] = []
    by_code: dict[str, Area] = {}
    for row in _rows("areas.yaml", "areas"):
        one = Area.model_validate(
            {
                "area_code": row["code"],
                "name": row["name"],
                "nation": row["nation"],
                "region": row.get("region"),
                "aliases": row.get("aliases", ()),
                "valid_from": row.get("valid_from"),
                "valid_to": row.get("valid_to"),
                "succeeded_by": row.get("succeeded_by", ()),
            }
        )
        every.append(one)
        former = row.get("former_codes", ())
        for code in (one.area_code, *(former if isinstance(former, list) else ())):
            by_code[str(code)] = one
    return tuple(every), by_code


@functools.cache
def _themes() -> tuple[Theme, ...]:
    """Return the themes of the file, each with the label of its group and its matches elsewhere."""
    groups = {str(row["id"]): str(row["label"]) for row in _rows("themes.yaml", "broader")}
    return tuple(_theme(row, groups) for row in _rows("themes.yaml", "themes"))


def _theme(row: Mapping[str, object], groups: Mapping[str, str]) -> Theme:
    """Return one theme of the file."""
    matches = row.get("matches") or {}
    if not isinstance(matches, dict):
        raise TypeError(f"matches of {row['id']} in themes.yaml must be a mapping")
    return Theme.model_validate(
        {
            "theme_id": row["id"],
            "label": row["label"],
            "definition": row["definition"],
            "alternatives": row["alternatives"],
            "broader": groups[str(row["broader"])],
            "panel_themes": matches.get("panel", ()),
            "triennial_themes": matches.get("triennial", ()),
            "nspcc_keywords": matches.get("nspcc", ()),
        }
    )
