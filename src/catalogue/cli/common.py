"""What every command shares: options, the console, progress, and how mistakes are told.

Belongs here: how a command begins and ends. Does not belong here: any particular command.

Exit codes: 0 done; 1 done, and there are findings to look at; 2 wrong usage or configuration.
"""

import json
import os
import sys
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, NoReturn

import duckdb
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Column, Table
from rich.text import Text

from catalogue.models import Problem
from catalogue.settings import Settings, load
from catalogue.yamlrows import ConfigurationError

FINDINGS, WRONG = 1, 2
PLAIN_WIDTH = 140
_NAMED = 3

Warehouse = Annotated[
    Path | None,
    typer.Option("--warehouse", help="Folder that holds everything made.", show_default="warehouse", file_okay=False),
]
Sources = Annotated[
    Path | None,
    typer.Option("--sources", help="The register of places to harvest.", show_default="sources.yaml", dir_okay=False),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read, and nothing else.")]
Only = Annotated[list[str] | None, typer.Argument(help="Source ids; all active sources where none is given.")]

# A pipe has no width of its own; 80 characters, the usual guess, would cut most tables short.
_WIDTH = int(os.environ["COLUMNS"]) if os.environ.get("COLUMNS", "").isdigit() else PLAIN_WIDTH
out = Console(width=None if sys.stdout.isatty() else _WIDTH, highlight=False)
err = Console(stderr=True, width=None if sys.stderr.isatty() else _WIDTH, highlight=False)


def refuse(*lines: str) -> NoReturn:
    """End the command with exit code 2 and a message for people."""
    for line in lines:
        err.print(line, markup=False, soft_wrap=True)
    raise typer.Exit(WRONG)


def settings(warehouse: Path | None = None, sources: Path | None = None) -> Settings:
    """Return the settings from the environment and the command's options.

    Args:
        warehouse: ``--warehouse``, or null.
        sources: ``--sources``, or null.

    Returns:
        Settings, validated; a wrong value ends the command with exit code 2.
    """
    try:
        return load(warehouse=warehouse, sources=sources)
    except ConfigurationError as error:
        refuse(*(str(problem) for problem in error.problems))


def tell(problems: Sequence[Problem]) -> None:
    """Print mistakes in configuration files, one a line, as compilers print theirs."""
    for problem in problems:
        err.print(str(problem), markup=False, soft_wrap=True)


@contextmanager
def progress_bar(*, quiet: bool, sources: Collection[str] = ()) -> Iterator[Callable[[str, int, int], None] | None]:
    """Give a progress callback that draws bars on standard error; null where quiet.

    Args:
        quiet: Whether nothing is drawn.
        sources: Ids that are told of side by side; they share two bars, for they may be hundreds. Anything else
            has a bar of its own.
    """
    if quiet or not err.is_terminal:
        yield None
        return
    columns = (
        TextColumn("{task.description:<20}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[more]}", markup=False),
    )
    with Progress(*columns, console=err, transient=True) as bars:
        yield Drawn(bars, sources)


class Drawn:
    """What was told of progress, as bars; called from any thread."""

    def __init__(self, bars: Progress, sources: Collection[str]) -> None:
        """Draw nothing yet; `progress_bar` is the way to get one."""
        self._bars = bars
        self._sources = frozenset(sources)
        self._tasks: dict[str, TaskID] = {}
        self._told: dict[str, tuple[int, int]] = {}
        self._lock = threading.Lock()

    def __call__(self, name: str, done: int, total: int) -> None:
        """Draw one step.

        Args:
            name: Source or task.
            done: Steps done.
            total: Steps there are.
        """
        with self._lock:
            if name not in self._sources:
                self._draw(name, done, total)
                return
            self._told[name] = (done, total)
            left = {one: total - done for one, (done, total) in self._told.items() if total > done}
            self._draw("sources", len(self._told) - len(left), len(self._sources), slowest(left))
            self._draw("documents", sum(one for one, _ in self._told.values()), sum(n for _, n in self._told.values()))

    def _draw(self, name: str, done: int, total: int, more: str = "") -> None:
        """Draw one bar, making it where it is new."""
        if name not in self._tasks:
            self._tasks[name] = self._bars.add_task(name, total=total, more=more)
        self._bars.update(self._tasks[name], completed=done, total=total, more=more)


def slowest(left: Mapping[str, int]) -> str:
    """Return in words which sources have the most left to do.

    Args:
        left: Documents left, by source.

    Returns:
        At most three of them; empty where nothing is left.
    """
    most = sorted(left, key=lambda name: (-left[name], name))[:_NAMED]
    return "most left: " + ", ".join(f"{name} {left[name]}" for name in most) if most else ""


def print_json(value: object) -> None:
    """Print a value as JSON, dates as ISO text."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def table(columns: Sequence[str], rows: Sequence[Sequence[object]], title: str | None = None) -> Table:
    """Return a table for the terminal; lists are joined by commas and nulls shown as a dash."""
    # Text, not strings: what stands in a cell must never be read as markup.
    headers = (Column(Text(column)) for column in columns)
    drawn = Table(*headers, title=title, title_justify="left", header_style="bold", title_style="bold")
    for row in rows:
        drawn.add_row(*(Text(cell(value)) for value in row))
    return drawn


def cell(value: object) -> str:
    """Return one value as the text of a cell."""
    if value is None or (isinstance(value, (list, tuple)) and not value):
        return "–"
    if isinstance(value, (list, tuple)):
        return ", ".join(str(part) for part in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def ask(connection: duckdb.DuckDBPyConnection, query: str, *values: object) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Run one query and return its column names and rows."""
    result = connection.execute(query, list(values))
    if result is None:  # what DuckDB gives for a query without a word in it
        raise ValueError("the query is empty")
    return [column[0] for column in result.description or ()], result.fetchall()


def as_json(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> list[dict[str, object]]:
    """Return rows as one mapping each."""
    return [dict(zip(columns, row, strict=True)) for row in rows]
