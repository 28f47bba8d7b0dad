"""The authority files: the areas of the United Kingdom and the themes, as everybody here names them.

Belongs here: reading `data/areas.yaml` and `data/themes.yaml`, and finding an area's name in text.
Does not belong here: which publisher covers which area (the register), or which theme a document has.

How an area's name is found: as whole words, with its capitals or all in capitals, never in small
letters, so that an ordinary word is not a place; `&` is `and`, a hyphen is a space. The longest name
wins and names do not overlap. Acronyms are never names, because they collide. Two lists in the file
ask for more care. A *word* (Reading, Bury) is no area where the words around it make it an ordinary
word: "Reading the report", "Further Reading". A *name* (Sutton, Kent) is no area where it follows
another capitalised word as a surname does ("Alex Sutton"), unless the words around it are those of
councils, boards and reviews ("Sutton Safeguarding", "Borough Sutton").
"""

import functools
import re
import unicodedata
from collections.abc import Mapping
from importlib.resources import files

import yaml

from catalogue.models import Area, Theme

_LITTLE = frozenset({"upon", "on", "of", "with", "the", "under", "in", "y", "ar", "nan"})
_WORD_BEFORE = re.compile(r"([\w'’]+) $")
_WORD_AFTER = re.compile(r"^(?:['’]s)?[ \-]([\w'’]+)(?: ([\w'’]+))?")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;•*–—\-\n]\s*|[\"“‘(]\s*)$")


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


def areas_named(text: str) -> tuple[Area, ...]:
    """Find the areas that a text names.

    Args:
        text: Any text.

    Returns:
        The areas in the order in which they are first named, each once; the module says by which rules.
    """
    pattern, names = _names()
    careful = _careful()
    flat = re.sub(r"[^\S\n]+", " ", unicodedata.normalize("NFC", text))
    found: dict[str, Area] = {}
    for match in pattern.finditer(flat):
        key = _key(match[0])
        named = names[key]
        if named is None or _is_something_else(careful.get(key), flat, match):
            continue
        found.setdefault(named.area_code, named)
    return tuple(found.values())


def themes() -> tuple[Theme, ...]:
    """Return every theme.

    Returns:
        The themes in the order of the file.
    """
    return _themes()


@functools.cache
def _file(name: str) -> Mapping[str, object]:
    """Return one authority file; it ships with the code, so a fault in it is a bug and is raised."""
    content = yaml.safe_load((files("catalogue") / "data" / name).read_text(encoding="utf-8"))
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


@functools.cache
def _names() -> tuple[re.Pattern[str], dict[str, Area | None]]:
    """Return one pattern of all names, longest first, and what each stands for; None is somewhere else."""
    spelled: dict[str, str] = {}
    meant: dict[str, Area | None] = {}
    for one in areas():
        for name in (one.name, *one.aliases):
            spelled.setdefault(_key(name), name)
            meant.setdefault(_key(name), one)
    for name in _listed("not_areas"):
        spelled[_key(name)] = name
        meant[_key(name)] = None
    longest_first = sorted(spelled.values(), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![\w@])(?:{'|'.join(_spelling(name) for name in longest_first)})(?!\w)"), meant


@functools.cache
def _careful() -> dict[str, str]:
    """Return the names that need care, with the list they stand in."""
    return {_key(name): kind for kind in ("names", "words") for name in _listed(kind)}


@functools.cache
def _listed(key: str) -> frozenset[str]:
    """Return a list of words or names from the areas file."""
    value = _file("areas.yaml")[key]
    if not isinstance(value, list):
        raise TypeError(f"{key} in areas.yaml must be a list")
    return frozenset(str(name) for name in value)


def _key(name: str) -> str:
    """Reduce a name to its words in small letters, so that spellings of one name are equal."""
    return " ".join(re.findall(r"\w+", name.lower().replace("&", " and ")))


def _spelling(name: str) -> str:
    """Return the pattern of one name: its capitals or all capitals, any spaces or hyphens, `&` or `and`."""
    words = re.findall(r"\w+", name)
    return r",?[\s.\-\u2010\u2011]+\(?".join(_word_spelling(word) for word in words) + (r"\)" if ")" in name else "")


def _word_spelling(word: str) -> str:
    """Return the pattern of one word of a name."""
    if word.lower() == "and":
        return r"(?:[Aa]nd|AND|&)"
    if word.lower() in _LITTLE:
        return f"(?i:{word})"
    return f"(?:{word}|{word.upper()})"


def _is_something_else(care: str | None, text: str, match: re.Match[str]) -> bool:
    """Whether a name that needs care is, where it stands, an ordinary word or a person's name."""
    if care is None:
        return False
    # A line's end parts words as much as a full stop does, so only the same line is looked at.
    before = text[max(0, match.start() - 60) : match.start()].rpartition("\n")[2]
    after = text[match.end() : match.end() + 60].partition("\n")[0]
    previous = _WORD_BEFORE.search(before)
    following = _WORD_AFTER.match(after)
    if care == "words":
        return _is_ordinary_word(before, previous, following)
    return _is_surname(match[0], previous, following)


def _is_ordinary_word(before: str, previous: re.Match[str] | None, following: re.Match[str] | None) -> bool:
    """Whether a word such as Reading is used in its ordinary sense."""
    if previous and previous[1].lower() in _listed("ordinary_before"):
        return True
    if not following:
        return False
    if following[1].lower() in _listed("ordinary_after"):
        return True
    if not _SENTENCE_START.search(before) or not following[1].islower():
        return False
    if following[1] == "and":
        return following[2] is None or not following[2][0].isupper()
    return following[1] not in _listed("institutions")


def _is_surname(name: str, previous: re.Match[str] | None, following: re.Match[str] | None) -> bool:
    """Whether a name such as Sutton follows a capitalised word as a surname follows a given name."""
    if not previous or not previous[1][0].isupper() or len(previous[1]) == 1:
        return False
    if previous[1].isupper() and not name.isupper():
        return False
    if previous[1].lower() in _listed("institutions"):
        return False
    return following is None or following[1].lower().replace("'", "").replace("’", "") not in _listed("institutions")
