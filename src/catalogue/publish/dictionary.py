"""The data dictionary: what every column means, in the edition itself and as a page of the documentation.

Belongs here: the table, and the page made of the same records. Does not belong here: any meaning; a column's meaning is
its field's description, and a view's columns are described with the view.
"""

from collections.abc import Iterator, Mapping, Sequence

from duckdb import DuckDBPyConnection

from catalogue.models import (
    Accuracy,
    Alert,
    Area,
    Availability,
    BriefingPartRow,
    Change,
    Check,
    Document,
    Edition,
    EditionBefore,
    Evidence,
    Issue,
    Listing,
    Location,
    Recommendation,
    Review,
    ReviewAlias,
    ReviewPublisher,
    SourceRow,
    Table,
    Theme,
    Tombstone,
)
from catalogue.publish import index, schema, views
from catalogue.publish.schema import Column, columns
from catalogue.publish.views.view import View

ORIGINS: Mapping[type[Table], str] = {
    Edition: "The printing of this edition.",
    EditionBefore: "The journal of printed editions.",
    Area: "The authority file of areas, after the Office for National Statistics.",
    Theme: "The authority file of themes.",
    SourceRow: "The register of sources, and the last harvest of each.",
    Review: "Rules over what harvests, checks and the register say.",
    ReviewAlias: "The joining of what turned out to be one review.",
    ReviewPublisher: "The register of sources, and the pages that list the review.",
    Document: "The bytes of the document, read by machine, and the page that lists it.",
    Location: "The pages that list the address, harvest by harvest.",
    Listing: "The pages that list the review, harvest by harvest.",
    Evidence: "The words of documents and pages, read by machine, or an entry of the curation file.",
    Recommendation: "The words of the document, read by machine.",
    BriefingPartRow: "The words of the document, read by machine.",
    Check: "One look at the address.",
    Availability: "All checks of the address.",
    Alert: "Checks, and what was sent and answered.",
    Issue: "The stages of the catalogue, where they found something for a person.",
    Change: "Comparison with the edition before.",
    Accuracy: "Comparison of the reader with answers that people wrote down.",
    Tombstone: "The curation file.",
}
"""Where the values of a table come from, by its record."""
_CHOSEN = ("title", "subtitle", "review_type", "publisher", "area_codes", "pseudonyms", "ages", "about_child")
_CHOSEN_TOO = ("published_on", "reviewers", "incident", "themes")
OF_REVIEWS: Mapping[str, str] = {
    **dict.fromkeys(
        (*_CHOSEN, *_CHOSEN_TOO),
        "Chosen rows of evidence with this field; each value has one.",
    ),
    **dict.fromkeys(("published_precision", "published_basis"), "The chosen evidence of published_on."),
    "area_names": "The authority file of areas, by area_codes.",
    "nation": "The register of sources, or the kind of inquiry.",
    "publisher_id": "The register of sources, by the publisher.",
    "review_id": "The catalogue, which gives it once.",
    "citation": "Other columns of the row, put together.",
}
"""Where the columns of ``reviews`` come from, but for those that follow from rules."""
INDEX_ORIGIN = "Words counted when the edition was printed; see the macro search."
VIEW_ORIGIN = "Worked out from the tables when it is asked."
OWN_ORIGIN = "The descriptions of the columns, and a count of this edition."
_UNITS: tuple[tuple[str, str], ...] = (
    ("elapsed_ms", "milliseconds"),
    ("days_", "days"),
    ("words", "words"),
    ("confidence", "0 to 1"),
    ("precision", "0 to 1"),
    ("recall", "0 to 1"),
)
_OF_TYPES = {"TIMESTAMP": "time in UTC", "DATE": "calendar day"}
_COUNTED = ("nulls", "rows")


class Entry(Table):
    """What a column means, and how often it says nothing in this edition. One row a column."""

    table = "dictionary"
    key = ("table_name", "column_name")

    table_name: str
    """Table, view or macro."""
    kind: str
    """table, view or macro."""
    place: int
    """Place of the column in it, from 1."""
    column_name: str
    """The column."""
    type: str | None
    """Type in DuckDB; with [] for a list. Null for a macro, whose columns have none until it is asked."""
    meaning: str
    """What it means."""
    unit: str | None
    """Unit or kind of measure; null where it has none."""
    allowed: tuple[str, ...]
    """All values that may stand there; empty where any may."""
    comes_from: str
    """Where its values come from."""
    nulls: int | None
    """Rows of this edition in which it is null, or an empty list; null where that is not counted, as for macros."""
    rows: int | None
    """Rows of this edition; null where they are not counted."""


def entries(models: Sequence[type[Table]]) -> tuple[Entry, ...]:
    """Return every entry, nothing counted yet.

    Args:
        models: Record classes of every table of the file.

    Returns:
        Entries of tables, then of views, then of macros, each in its order.
    """
    tables = (entry for model in models for entry in _of_table(model))
    shown = sorted((*index.MACROS, *views.VIEWS), key=lambda view: bool(view.parameters))
    return (*tables, *(entry for view in shown for entry in _of_view(view)))


def counted(connection: DuckDBPyConnection, models: Sequence[type[Table]]) -> tuple[Entry, ...]:
    """Return every entry with the counts and types of an edition that is otherwise finished.

    Args:
        connection: Connection whose current database holds the edition.
        models: Record classes of every table of the file.
    """
    grouped: dict[str, list[Entry]] = {}
    for entry in entries(models):
        grouped.setdefault(entry.table_name, []).append(entry)
    found: list[Entry] = []
    for name, of_one in grouped.items():
        skip = name == Entry.table or of_one[0].kind == "macro"
        found += of_one if skip else _with_counts(connection, of_one)
    return tuple(found)


def _with_counts(connection: DuckDBPyConnection, of_one: list[Entry]) -> Iterator[Entry]:
    """Give the entries of one table or view with what is counted in it."""
    table = schema.name(of_one[0].table_name)
    described = connection.execute(f"DESCRIBE SELECT * FROM {table}").fetchall()  # noqa: S608 - a name of ours, quoted
    types = {row[0]: str(row[1]) for row in described}
    parts = ", ".join(
        f"count(*) FILTER ({_is_empty(schema.name(one.column_name), types[one.column_name])})" for one in of_one
    )
    rows, *nulls = connection.execute(f"SELECT count(*), {parts} FROM {table}").fetchall()[0]  # noqa: S608 - ours
    for entry, count in zip(of_one, nulls, strict=True):
        yield entry.model_copy(update={"type": types[entry.column_name], "nulls": count, "rows": rows})


def _is_empty(column: str, kind: str) -> str:
    """Return the condition of a cell that says nothing."""
    return f"{column} IS NULL OR len({column}) = 0" if kind.endswith("[]") else f"{column} IS NULL"


def _of_table(model: type[Table]) -> Iterator[Entry]:
    """Give the entries of a table."""
    for place, column in enumerate(columns(model), 1):
        yield Entry(
            table_name=model.table,
            kind="table",
            place=place,
            column_name=column.name,
            type=column.type,
            meaning=column.meaning,
            unit=_unit(column),
            allowed=column.allowed,
            comes_from=origin_of(model, column.name),
            nulls=None,
            rows=None,
        )


def _of_view(view: View) -> Iterator[Entry]:
    """Give the entries of a view or macro."""
    for place, (column, meaning) in enumerate(view.columns.items(), 1):
        yield Entry(
            table_name=view.name,
            kind="macro" if view.parameters else "view",
            place=place,
            column_name=column,
            type=None,
            meaning=meaning,
            unit=None,
            allowed=(),
            comes_from=VIEW_ORIGIN,
            nulls=None,
            rows=None,
        )


def origin_of(model: type[Table], column: str) -> str:
    """Return where the values of a column come from.

    Args:
        model: Its table.
        column: Its name.

    Raises:
        KeyError: Nobody has said where the table comes from.
    """
    if model is Entry:
        return OWN_ORIGIN
    if model in index.TABLES:
        return INDEX_ORIGIN
    return OF_REVIEWS.get(column, ORIGINS[model]) if model is Review else ORIGINS[model]


def _unit(column: Column) -> str | None:
    """Return the unit of a column; null where it has none."""
    if column.type in _OF_TYPES:
        return _OF_TYPES[column.type]
    if column.type not in ("BIGINT", "DOUBLE"):
        return None
    return next((unit for begins, unit in _UNITS if column.name.startswith(begins)), None)


def markdown(models: Sequence[type[Table]]) -> str:
    """Return the dictionary as a page: every table, view and macro, and the words that have fixed values.

    Args:
        models: Record classes of every table of the file.

    Returns:
        Markdown, the same for the same code.
    """
    about = {model.table: schema.told(model) for model in models}
    keys = {model.table: _keys(model) for model in models}
    about |= {view.name: view.comment for view in (*index.MACROS, *views.VIEWS)}
    lines = [
        "# Data dictionary",
        "",
        f"Schema {schema.VERSION}. This page is printed from the code by `make dictionary`; do not edit it. How often a"
        " column is null in an edition stands in its table `dictionary`.",
        "",
        "A reference is declared in the file where its column is never null and names a whole primary key. Lists,"
        " columns that may be null and parts of a key (an address's id without its review) cannot be declared: that the"
        " documents and addresses they name are there is asserted before an edition is printed. `publisher_id` names a"
        " publisher of `sources`, which may have several rows of it; `changes` and `tombstones` may name what is gone.",
    ]
    name = ""
    for entry in entries(models):
        if entry.table_name != name:
            name = entry.table_name
            lines += [
                "",
                f"## {name}",
                "",
                f"*{entry.kind.capitalize()}.* {_cell(about[name])}{keys.get(name, '')}",
                "",
            ]
            lines += ["| column | type | meaning | unit | allowed | comes from |", "|---|---|---|---|---|---|"]
        cells = (entry.column_name, entry.type, entry.meaning, entry.unit, ", ".join(entry.allowed), entry.comes_from)
        lines.append("| " + " | ".join(_cell(cell or "") for cell in cells) + " |")
    for words in sorted({one.words for model in models for one in columns(model) if one.words}, key=str):
        lines += ["", f"## Words: {words.__name__}", "", " ".join((words.__doc__ or "").split()), ""]
        lines += [f"- `{word.value}`: {' '.join(word.definition.split())}" for word in words]
    return "\n".join((*lines, ""))


def _keys(model: type[Table]) -> str:
    """Return the keys of a table in words."""
    told = f" Primary key: {', '.join(model.key)}." if model.key else " No primary key."
    refers = (f"({', '.join(own)}) to {table} ({', '.join(theirs)})" for own, table, theirs in model.references)
    return told + "".join(f" Refers by {one}." for one in refers)


def _cell(text: str) -> str:
    """Return text as it may stand in a cell of a Markdown table."""
    return text.replace("|", "\\|")
