"""Keys and references: a row is one row, and what it names is there.

Belongs here: assertions that hold of any table by its declared key and references. Does not belong here: what the
values mean.
"""

from collections import Counter

from catalogue.models import Evidence, Location, Table
from catalogue.publish.contents import Contents, rows
from catalogue.publish.gates.telling import told


def keys_are_unique(contents: Contents) -> tuple[str, ...]:
    """Return the keys that several rows of one table share."""
    reasons: list[str] = []
    for model, records in rows(contents).items():
        counts = Counter(_key(record, model.key) for record in records) if model.key else Counter[str]()
        reasons += told(f"{model.table}: a key stands in several rows", (key for key, n in counts.items() if n > 1))
    return tuple(reasons)


def references_hold(contents: Contents) -> tuple[str, ...]:
    """Return the rows that refer to a row which is not there."""
    tables = {model.table: (model, records) for model, records in rows(contents).items()}
    reasons: list[str] = []
    for model, records in tables.values():
        for own, table, theirs in model.references:
            known = {_key(record, theirs) for record in tables[table][1]}
            lost = (key for record in records if (key := _key(record, own)) not in known)
            reasons += told(f"{model.table}: a row refers to something that is not in {table}", lost)
    held = {(document.document_id, document.review_id) for document in contents.documents}
    pairs: tuple[Location | Evidence, ...] = (*contents.locations, *contents.evidence)
    strays = [pair for pair in pairs if pair.document_id and (pair.document_id, pair.review_id) not in held]
    for kind in (Location, Evidence):
        names = (f"{stray.review_id} in {stray.document_id}" for stray in strays if isinstance(stray, kind))
        reasons += told(f"{kind.table}: a row names a document that is not its review's", names)
    return (*reasons, *_states_have_a_place(contents), *_lists_are_known(contents))


def _lists_are_known(contents: Contents) -> tuple[str, ...]:
    """Return the reviews with a theme or an area that has no row of its own: no key can be declared on a list."""
    themes = {theme.theme_id for theme in contents.themes}
    areas = {area.area_code for area in contents.areas}
    lists = (
        ("a theme that is not in themes", themes, {one.review_id: one.themes for one in contents.reviews}),
        ("an area that is not in areas", areas, {one.review_id: one.area_codes for one in contents.reviews}),
    )
    reasons: list[str] = []
    for what, known, named in lists:
        lost = (f"{review}: {name}" for review, names in named.items() for name in names if name not in known)
        reasons += told(f"reviews: a row names {what}", lost)
    return tuple(reasons)


def _states_have_a_place(contents: Contents) -> tuple[str, ...]:
    """Return the checks, states and alerts of an address that is not in ``locations``."""
    known = {place.location_id for place in contents.locations}
    reasons: list[str] = []
    for table, found in (("checks", contents.checks), ("availability", contents.availability)):
        lost = (one.location_id for one in found if one.location_id not in known)
        reasons += told(f"{table}: a row is about an address that is not in locations", lost)
    return tuple(reasons)


def _key(record: Table, key: tuple[str, ...]) -> str:
    """Return the key of a row as one text."""
    return "/".join(str(getattr(record, column)) for column in key)
