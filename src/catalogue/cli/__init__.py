"""The command line: the same stages as Dagster's, without Dagster.

Belongs here: the list of commands. Does not belong here: what they do (``stages``, ``telling``, ``ask``).

A command's module is read when the command is named: to search an edition, or to offer a name at the press of Tab, none
of the code for harvesting and printing is needed, and reading that takes longer than the answer.
"""

import io
import os
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, cast

import duckdb
import typer
from typer.core import TyperGroup

from catalogue.cli.common import WRONG, err
from catalogue.journal import JournalError
from catalogue.store import StoreError
from catalogue.yamlrows import ConfigurationError

ADVICE = (
    "Nothing was published. raw/ and journal/ are restored from a backup; described/ can be deleted; "
    "`catalogue publish` prints the edition again."
)

COMMANDS: Mapping[str, str] = {
    "run": "stages:run",
    "harvest": "stages:harvest",
    "describe": "stages:describe",
    "resolve": "stages:resolve",
    "watch": "stages:watch",
    "publish": "stages:publish",
    "notify": "telling:notify",
    "answer": "telling:answer",
    "new": "rows:new",
    "try": "rows:try_source",
    "read": "reading:read",
    "evaluate": "gold:evaluate",
    "search": "ask:search",
    "show": "show:show",
    "status": "ask:status",
    "health": "health:health",
    "coverage": "coverage:coverage",
    "gaps": "gaps:gaps",
    "editions": "editions:editions",
    "diff": "editions:diff",
    "verify": "verify:verify",
    "sql": "ask:sql",
    "export": "export:export",
    "review": "review:review",
    "takedown": "takedown:takedown",
    "site": "site:site",
}
"""Every command, in the order of help, with the module of this package and the function that it is."""


class Late(Mapping[str, object]):
    """The commands by name, each read when it is asked for and not before."""

    def __getitem__(self, name: str) -> object:
        """Return a command; its class is private to typer."""
        module, _, function = COMMANDS[name].partition(":")
        only = typer.Typer(add_completion=False)
        only.command(name=name)(getattr(import_module(f"{__name__}.{module}"), function))
        return typer.main.get_command(only)

    def __iter__(self) -> Iterator[str]:
        """Give the names in the order of help."""
        return iter(COMMANDS)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(COMMANDS)


class Commands(TyperGroup):
    """The group of all commands."""

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 - what typer hands to its own groups
        """Take the commands from the list above."""
        super().__init__(**given)
        self.commands = cast(Any, Late())


app = typer.Typer(
    name="catalogue",
    cls=Commands,
    help="The national catalogue of child safeguarding practice reviews.\n\n"
    "Exit codes: 0 done; 1 done, and there are findings to look at; 2 wrong usage or configuration.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def _begin() -> None:
    """Make typer build a group; it builds none where no command is registered at the start."""


# What can go wrong with the files of a warehouse, a disk or the machine: told in a sentence, without a traceback.
TROUBLES = (ConfigurationError, JournalError, StoreError, OSError, duckdb.Error)


def main() -> None:
    """Run the command line; trouble with files or the disk ends it with exit code 2 and a message."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter must not end a run
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read us has seen enough
        sys.exit(WRONG)
    except TROUBLES as error:
        err.print(f"{type(error).__name__}: {error}", markup=False, soft_wrap=True)
        err.print(ADVICE, markup=False, soft_wrap=True)
        sys.exit(WRONG)
