"""The commands about kept editions: list them, and compare two.

Belongs here: tables for people and JSON for programs. Does not belong here: what is kept and what counts as a change
(``catalogue.publish``).
"""

import json as jsonlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Annotated
from urllib.parse import unquote, urlsplit

import duckdb
import typer
from rich.table import Table
from rich.text import Text

from catalogue.cli.common import FINDINGS, Json, Warehouse, as_json, ask, cell, out, print_json, refuse, settings, table
from catalogue.edition import open_edition
from catalogue.models import Change, Location, Review
from catalogue.publish import compare, kept, snapshot_of
from catalogue.settings import Settings
from catalogue.vocabulary import ChangeKind

_FACTS = "select number, built_at, reviews, documents, summary"
DAMAGED = "cannot be used: its bytes are not those of the hash beside it"


def editions(warehouse: Warehouse = None, json: Json = False) -> None:
    """List the editions that are kept, the newest first, with what each changed and the sha256 of its file.

    Each is one file under the warehouse's editions/ with its sha256 beside it, and can be opened read-only, copied and
    cited. An edition whose bytes no longer match that hash is told, and the command ends with exit code 1.
    """
    chosen = settings(warehouse)
    found = [_facts(one) for one in kept.kept(chosen.editions)]
    if json:
        print_json(found)
    elif not found:
        out.print(f"No edition is kept in {chosen.editions} yet.", soft_wrap=True)
    else:
        out.print(table(("edition", "built", "reviews", "what it changed"), [_line(one) for one in found]))
        out.print(f"Files and their sha256: {chosen.editions}", soft_wrap=True)
    if not all(one["whole"] for one in found):
        raise typer.Exit(FINDINGS)


def diff(
    before: Annotated[int, typer.Argument(help="Number of the edition to compare with.", min=1)],
    after: Annotated[int, typer.Argument(help="Number of the other edition.", min=1)],
    warehouse: Warehouse = None,
    json: Json = False,
) -> None:
    """Compare two kept editions: reviews added, removed and changed, field by field, with where it comes from.

    Documents, addresses and availability states are told under their review. A change whose cause the evidence of the
    two editions does not tell has none.
    """
    chosen = settings(warehouse)
    with _open(chosen, before) as first, _open(chosen, after) as second:
        changes = compare(snapshot_of(first), snapshot_of(second))
        names = {**_names(first), **_names(second)}
    if json:
        print_json({"before": before, "after": after, "changes": [one.model_dump(mode="json") for one in changes]})
    elif not changes:
        out.print(f"Editions {before} and {after} say the same.")
    else:
        _show(changes, names, before, after)


def _facts(one: kept.Kept) -> dict[str, object]:
    """Return what is told of a kept edition."""
    told: dict[str, object] = {"number": one.number, "path": str(one.path), "sha256": one.sha256, "whole": one.whole}
    if not told["whole"]:
        return told
    with open_edition(one.path) as connection:
        return {**as_json(*ask(connection, f"{_FACTS} from edition"))[0], **told}


def _line(one: dict[str, object]) -> tuple[object, ...]:
    """Return a kept edition as a row of the table."""
    if not one["whole"]:
        return one["number"], None, None, DAMAGED
    return one["number"], f"{one['built_at']:%d %b %Y %H:%M}", one["reviews"], one["summary"]


def _open(chosen: Settings, number: int) -> duckdb.DuckDBPyConnection:
    """Open a kept edition, or end the command where there is none of that number."""
    found = kept.find(chosen.editions, number)
    if found is None:
        numbers = ", ".join(str(one.number) for one in kept.kept(chosen.editions))
        refuse(f"Edition {number} is not kept. Kept are: {numbers or 'none'}.")
    if not found.whole:
        refuse(f"Edition {number} {DAMAGED} ({found.path}).")
    return open_edition(found.path)


def _names(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return what people call an edition's records: titles of reviews, roles of documents, ends of addresses."""
    query = (
        "select review_id, title from reviews"
        " union all select document_id || '/' || review_id, role from documents"
        " union all select location_id || '/' || review_id, url from locations"
        " union all select distinct location_id, url from locations"
    )
    return {key: _end(words) for key, words in ask(connection, query)[1]}


def _end(words: str) -> str:
    """Return the last part of an address, and anything else as it is, a role in plain words."""
    if "://" in words:
        return unquote(urlsplit(words).path.rstrip("/").rpartition("/")[2]) or words
    return words.replace("_", " ")


def _show(changes: Sequence[Change], names: Mapping[str, str], before: int, after: int) -> None:
    """Print the changes: whole reviews first, then each review that changed with its fields below it."""
    whole = {
        one.record_id: one.change
        for one in changes
        if one.record == Review.table and one.change is not ChangeKind.CHANGED
    }
    for kind in (ChangeKind.ADDED, ChangeKind.REMOVED):
        rows = [(key, names.get(key)) for key, change in whole.items() if change is kind]
        if rows:
            out.print(f"{_counted(len(rows))} {kind} from edition {before} to {after}", style="bold")
            drawn = table(("review", "title"), rows)
            drawn.columns[0].overflow = "fold"
            out.print(drawn)
    left = sorted((one for one in changes if one.review_id not in whole), key=lambda one: one.review_id or "")
    of_review = {key: list(found) for key, found in groupby(left, key=lambda one: one.review_id or "")}
    if of_review:
        out.print(f"{_counted(len(of_review))} changed from edition {before} to {after}", style="bold")
    for review_id, found in of_review.items():
        out.print(review_id, markup=False)
        out.print(_fields(found, names))


def _fields(changes: Iterable[Change], names: Mapping[str, str]) -> Table:
    """Return one review's changes as lines below it: what, which, from and to, and why."""
    drawn = Table(box=None, show_header=False, padding=(0, 1, 0, 2), pad_edge=True)
    for one in changes:
        which = "" if one.record == Review.table else names.get(one.record_id, "")
        told = f"{_plain(one.before)} → {_plain(one.after)}" if one.field else str(one.change)
        drawn.add_row(*(Text(part, overflow="fold") for part in (_what(one), which, told, one.why or "")))
    return drawn


def _what(one: Change) -> str:
    """Return what changed: a column of the review, or another record's with its kind before it."""
    column = (one.field or "").replace("_", " ")
    if one.record == Review.table:
        return column
    noun = "address" if one.record == Location.table else one.record.removesuffix("s")
    return f"{noun} {column}".rstrip()


def _plain(value: str | None) -> str:
    """Return a value of a change as a person reads it."""
    return cell(jsonlib.loads(value)) if value is not None else "–"


def _counted(number: int) -> str:
    """Return a number of reviews."""
    return f"{number} review" if number == 1 else f"{number} reviews"
