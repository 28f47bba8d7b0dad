"""The command line: the same stages as Dagster's, without Dagster.

Belongs here: the list of commands. Does not belong here: what they do (``stages``, ``telling``, ``ask``).
"""

import io
import os
import sys

import duckdb
import typer

from catalogue.cli import ask, gold, rows, stages, telling
from catalogue.cli.common import WRONG, err
from catalogue.cli.coverage import coverage
from catalogue.cli.editions import diff, editions
from catalogue.cli.export import export
from catalogue.cli.gaps import gaps
from catalogue.cli.health import health
from catalogue.cli.review import review
from catalogue.cli.show import show
from catalogue.cli.site import site
from catalogue.cli.takedown import takedown
from catalogue.cli.verify import verify
from catalogue.journal import JournalError
from catalogue.store import StoreError
from catalogue.yamlrows import ConfigurationError

ADVICE = (
    "Nothing was published. raw/ and journal/ are restored from a backup; described/ can be deleted; "
    "`catalogue publish` prints the edition again."
)

app = typer.Typer(
    name="catalogue",
    help="The national catalogue of child safeguarding practice reviews.\n\n"
    "Exit codes: 0 done; 1 done, and there are findings to look at; 2 wrong usage or configuration.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command()(stages.run)
app.command()(stages.harvest)
app.command()(stages.describe)
app.command()(stages.resolve)
app.command()(stages.watch)
app.command()(stages.publish)
app.command()(telling.notify)
app.command()(telling.answer)
app.command()(rows.new)
app.command(name="try")(rows.try_source)
app.command()(ask.read)
app.command()(gold.evaluate)
app.command()(ask.search)
app.command()(show)
app.command()(ask.status)
app.command()(health)
app.command()(coverage)
app.command()(gaps)
app.command()(editions)
app.command()(diff)
app.command()(verify)
app.command()(ask.sql)
app.command()(export)
app.command()(review)
app.command()(takedown)
app.command()(site)


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
