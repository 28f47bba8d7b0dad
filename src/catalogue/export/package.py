"""The data package: one JSON file that describes the others, by the Frictionless standard.

Belongs here: what an edition's declarations are in that standard's words. Does not belong here: the files themselves.

It describes the CSV files, column by column, which is what programs that know the standard can open on their own.
"""

import json
from collections.abc import Mapping, Sequence

from duckdb import DuckDBPyConnection

from catalogue.edition import TITLE
from catalogue.export.flat import BETWEEN
from catalogue.export.saying import CAUTION, LICENCE, LICENCE_TITLE, LICENCE_URL, RIGHTS, About
from catalogue.export.tables import Column, Exported

NAME = "datapackage.json"
_TYPES = {"BOOLEAN": "boolean", "BIGINT": "integer", "INTEGER": "integer", "DOUBLE": "number", "DATE": "date"}


def sources(connection: DuckDBPyConnection) -> list[dict[str, str]]:
    """Return the places from which an edition was harvested.

    Args:
        connection: The edition is its current database.

    Returns:
        Title and first address of each publisher's list, in the order of their names.
    """
    query = "SELECT DISTINCT publisher, urls[1] FROM sources WHERE len(urls) > 0 ORDER BY ALL"
    return [{"title": title, "path": url} for title, url in connection.execute(query).fetchall()]


def descriptor(
    tables: Sequence[Exported], said: About, places: Sequence[Mapping[str, str]], files: Mapping[str, tuple[int, str]]
) -> str:
    """Return the data package of an export.

    Args:
        tables: What was exported.
        said: What the edition says of itself.
        places: Where it was harvested from.
        files: Size in bytes and sha256 of every file, by its path within the folder; each table's CSV among them.

    Returns:
        The text of ``datapackage.json``.
    """
    package = {
        "profile": "data-package",
        "name": "safeguarding-review-catalogue",
        "title": TITLE,
        "description": f"{RIGHTS} {CAUTION}",
        "version": f"{said.number}",
        "created": f"{said.built_at:%Y-%m-%dT%H:%M:%SZ}",
        "id": said.content_sha256,
        "citation": said.citation,
        "licenses": [{"name": LICENCE, "title": LICENCE_TITLE, "path": LICENCE_URL}],
        "sources": list(places),
        "resources": [_resource(one, *_file_of(one, files)) for one in tables],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _file_of(table: Exported, files: Mapping[str, tuple[int, str]]) -> tuple[str, int, str]:
    """Return path, size and sha256 of a table's CSV file."""
    path = f"csv/{table.name}.csv"
    return path, *files[path]


def _resource(table: Exported, path: str, size: int, sha256: str) -> dict[str, object]:
    """Describe one CSV file."""
    return {
        "name": table.name,
        "profile": "tabular-data-resource",
        "description": table.comment,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "bytes": size,
        "hash": f"sha256:{sha256}",
        "schema": _schema(table),
    }


def _schema(table: Exported) -> dict[str, object]:
    """Describe the columns of a table, its key, and what it refers to."""
    found: dict[str, object] = {
        "fields": [_field(column, table.key) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        found["primaryKey"] = list(table.key)
    keys = [
        {
            "fields": list(one.columns),
            "reference": {"resource": "" if one.table == table.name else one.table, "fields": list(one.theirs)},
        }
        for one in table.references
    ]
    return {**found, "foreignKeys": keys} if keys else found


def _field(column: Column, key: Sequence[str]) -> dict[str, object]:
    """Describe one column."""
    comment = f"{column.comment} Several values are separated by {BETWEEN!r}." if column.many else column.comment
    found: dict[str, object] = {"name": column.name, "type": _TYPES.get(column.type, "string"), "description": comment}
    if column.type == "TIMESTAMP":
        found |= {"type": "datetime", "format": "any"}
    constraints: dict[str, object] = {}
    # An empty text and an empty list are empty cells too, so that only other columns can be said never to be empty.
    empty = column.many or (column.type == "VARCHAR" and column.name not in key and not column.allowed)
    if not column.nullable and not empty:
        constraints["required"] = True
    if column.allowed:
        constraints["enum"] = list(column.allowed)
    return {**found, "constraints": constraints} if constraints else found
