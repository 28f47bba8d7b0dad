"""Names that people use for areas, themes and publishers, and which keys of an edition they mean.

Belongs here: looking names up in the edition's own tables. Does not belong here: names in running text (``extract``).

A name that an edition does not know is refused with the nearest names, never answered with nothing: an empty answer
would look like a finding.
"""

from collections.abc import Collection, Iterable
from difflib import get_close_matches

from duckdb import DuckDBPyConnection

from catalogue.vocabulary import Nation, ReviewType

_AREAS = "SELECT area_code, [area_code, name] || aliases FROM areas"
_THEMES = "SELECT theme_id, [theme_id, label] || alternatives FROM themes"
_PUBLISHERS = "SELECT publisher_id, [publisher_id, publisher] || aliases FROM sources"


class UnknownNameError(LookupError):
    """An edition knows nothing of a name; the message suggests the nearest that it knows."""

    def __init__(self, kind: str, name: str, near: Collection[str]) -> None:
        """Say so.

        Args:
            kind: What was looked for, for instance "area".
            name: The name.
            near: The nearest names that exist; none where none is near.
        """
        self.kind, self.name, self.near = kind, name, tuple(near)
        hint = f" Did you mean {' or '.join(self.near)}?" if near else ""
        super().__init__(f"This edition knows no {kind} called {name!r}.{hint}")


def area_codes(connection: DuckDBPyConnection, name: str) -> list[str]:
    """Return the ONS codes of the areas, past ones too, that are called by a name or have it as their code."""
    return _keys(connection, "area", _AREAS, name)


def theme_id(connection: DuckDBPyConnection, name: str) -> str:
    """Return the theme that is called by a name, in any of its wordings."""
    return _keys(connection, "theme", _THEMES, name)[0]


def publisher_ids(connection: DuckDBPyConnection, name: str) -> list[str]:
    """Return the publishers that are called by a name, former names too."""
    return _keys(connection, "publisher", _PUBLISHERS, name)


def review_type(name: str) -> str:
    """Return a kind of review by its word."""
    return _word("kind of review", name, ReviewType)


def nation(name: str) -> str:
    """Return a nation by its word."""
    return _word("nation", name, Nation)


def near(name: str, names: Iterable[str]) -> list[str]:
    """Return the at most three names that are nearest to one, the nearest first.

    Args:
        name: What was written.
        names: What there is.

    Returns:
        Names as written there; none where none is near.
    """
    folded = {one.casefold(): one for one in names}
    found = get_close_matches(name.casefold(), folded, n=3)
    found += [one for one in folded if name.casefold() in one and one not in found]
    return [folded[one] for one in found[:3]]


def _keys(connection: DuckDBPyConnection, kind: str, query: str, name: str) -> list[str]:
    """Return the keys of a name: those whose own name it is, else those for which it is another name."""
    known = connection.execute(query).fetchall()
    for places in (slice(0, 2), slice(2, None)):
        found = {key for key, names in known if name.casefold() in {one.casefold() for one in names[places]}}
        if found:
            return sorted(found)
    own = near(name, (names[1] for _, names in known))
    raise UnknownNameError(kind, name, own or near(name, (one for _, names in known for one in names[2:])))


def _word(kind: str, name: str, words: type[ReviewType] | type[Nation]) -> str:
    """Return the word of a vocabulary, whatever its capitals."""
    for word in words:
        if word.value.casefold() == name.casefold():
            return word.value
    raise UnknownNameError(kind, name, near(name, (word.value for word in words)) or [word.value for word in words])
