"""Editions made of any records at all, written without the checks of the press.

Belongs here: a file with every table, view and macro of an edition, and records with a given text in every field that
holds text. Does not belong here: any assertion.

The press refuses much that could hurt a page. A page must not rely on that: whatever a table's columns can hold, it
can be asked to print.
"""

import datetime as dt
import json
import tempfile
import types
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Union, get_args, get_origin

import duckdb

from catalogue import models
from catalogue.models import Change, Edition, Evidence, Table
from catalogue.publish import index, schema, views
from tests.edition_samples import NOON


def write(path: Path, tables: Mapping[type[Table], Sequence[Table]]) -> Path:
    """Write an edition's file.

    Args:
        path: The file.
        tables: Records of each table; the others are empty.
    """
    path.write_bytes(_empty())
    with duckdb.connect(str(path)) as connection:
        for model in models.TABLES:
            if tables.get(model):
                schema.insert(connection, model, tables[model])
    return path


@cache
def _empty() -> bytes:
    """Return the file of an edition without any row; made once, since its views and comments take seconds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.duckdb"
        with duckdb.connect(str(path)) as connection:
            for statement in schema.statements((*models.TABLES, *index.TABLES)):
                connection.execute(statement)
            for statement in (*index.STATEMENTS, *views.statements()):
                connection.execute(statement)
        return path.read_bytes()


def every_field(texts: Sequence[str]) -> dict[type[Table], list[Table]]:
    """Return rows of every table, one a text, with that text in each field that can hold text.

    Keys of the same name have the same value in every table, so that all rows find one another. Values of closed
    vocabularies are taken in turn, so that many texts show many of them.

    Args:
        texts: The texts, each unlike the others.
    """
    tables: dict[type[Table], list[Table]] = {}
    for model in models.TABLES:
        rows = [_row(model, text, turn) for turn, text in enumerate(texts)]
        tables[model] = rows[:1] if model is Edition else rows
    fields = ["title", "themes", "published_on", "reviewers", "publisher", "area_codes", "review_type", "incident"]
    tables[Evidence] += [
        one.model_copy(update={"field": field, "chosen": chosen})
        for one in tables[Evidence]
        for field in fields
        for chosen in (True, False)
    ]
    return tables


def _row(model: type[Table], text: str, turn: int) -> Table:
    """Return one row."""
    values = {name: _value(field.annotation, text, turn) for name, field in model.model_fields.items()}
    for name in set(values) & {"number", "ordinal"} - ({"number"} if model is models.Recommendation else set()):
        values[name] = turn + 1
    if model is Change:
        values |= {name: json.dumps(text) for name in ("before", "after")}
        values["record_id"] = text
    if model is models.ReviewAlias:
        values["alias"] = f"older {text}"
    if model is models.Tombstone:
        values["review_id"] = f"taken down {text}"
    if model is models.Area:
        values["area_code"] = text
    return model.model_validate(values)


def _value(annotation: Any, text: str, turn: int) -> object:
    """Return a value of a field's type."""
    if get_origin(annotation) in (Union, types.UnionType):
        annotation = next(part for part in get_args(annotation) if part is not type(None))
    if get_origin(annotation) is tuple:
        return (_value(get_args(annotation)[0], text, turn),)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        members = list(annotation)
        return members[turn % len(members)]
    plain: Iterable[tuple[type, object]] = (
        (bool, turn % 2 == 0),
        (int, turn + 1),
        (float, 0.5),
        (dt.datetime, NOON + dt.timedelta(hours=turn)),
        (dt.date, dt.date(2021, 1, 1 + turn)),
        (str, text),
    )
    return next(value for kind, value in plain if issubclass(annotation, kind))
