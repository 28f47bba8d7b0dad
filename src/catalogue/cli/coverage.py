"""The command that counts the register: which publishers should exist, and which are read.

Belongs here: the coverage table on a terminal. Does not belong here: the counting (``catalogue.registry``).
"""

from typing import Annotated

import typer

from catalogue.adapters import ADAPTERS
from catalogue.cli.common import FINDINGS, Json, Sources, out, print_json, refuse, settings, table, tell
from catalogue.models import Source
from catalogue.registry import Coverage, load, unlocated
from catalogue.registry import coverage as count
from catalogue.yamlrows import ConfigurationError

COLUMNS = ("nation", "reviews", "publishers", "read", "unlocated", "areas read")


def coverage(
    sources: Sources = None,
    json: Json = False,
    listed: Annotated[bool, typer.Option("--list", help="List the publishers whose page nobody has found.")] = False,
) -> None:
    """Count the register: publishers that should exist, those that are read, and the areas they cover."""
    chosen = settings(sources=sources)
    try:
        register = load(chosen.sources, adapters=ADAPTERS)
    except ConfigurationError as error:
        refuse(*(str(problem) for problem in error.problems))
    tell(register.problems)
    today = chosen.clock()().date()
    lines, missing = count(register.sources, today), unlocated(register.sources, today)
    if json:
        rows = [one.model_dump(mode="json") for one in lines]
        print_json({"on": today.isoformat(), "coverage": rows, "unlocated": [_named(one) for one in missing]})
    else:
        out.print(table(COLUMNS, [_cells(one) for one in lines]))
        paused, former = sum(one.paused for one in lines), sum(one.former for one in lines)
        out.print(f"Besides, {paused} of them paused for a reason, and {former} former ones.", soft_wrap=True)
    if listed and not json:
        out.print(
            table(("source_id", "publisher", "because"), [(one.id, one.publisher, one.because) for one in missing])
        )
    if register.problems:
        raise typer.Exit(FINDINGS)


def _cells(one: Coverage) -> tuple[object, ...]:
    """Return one line of the table."""
    areas = f"{one.areas_read} of {one.areas}" if one.areas else None
    return (one.nation, one.scope, one.publishers, one.read, one.unlocated, areas)


def _named(one: Source) -> dict[str, object]:
    """Return what a program wants to know of a publisher whose page nobody has found."""
    return one.model_dump(
        mode="json", include={"id", "publisher_id", "publisher", "nation", "scope", "areas", "because"}
    )
