"""The command line: the same stages as Dagster's, without Dagster.

Belongs here: the list of commands. Does not belong here: what they do (``stages``, ``ask``).
"""

import typer

from catalogue.cli import ask, stages

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
app.command(name="try")(ask.try_source)
app.command()(ask.read)
app.command()(ask.search)
app.command()(ask.status)
app.command()(ask.sql)


def main() -> None:
    """Run the command line."""
    app()
