"""The command that tells whether somebody has to get up.

Belongs here: the signs on a terminal, and the exit code. Does not belong here: looking (``catalogue.house.health``).
"""

import typer

from catalogue.cli.common import FINDINGS, Json, Sources, Warehouse, out, print_json, settings, table
from catalogue.house import House
from catalogue.house.health import health as look


def health(warehouse: Warehouse = None, sources: Sources = None, json: Json = False) -> None:
    """Tell whether the catalogue is well: settings, files, journal, edition, last run, messages, disk.

    Nothing is recorded, asked of any site or locked, so it can run beside everything else: from cron, a container's
    health check, or a monitor. Exit code 0 where all is well, 1 where something wants a look.
    """
    signs = look(House(settings(warehouse, sources)))
    if json:
        print_json([one.model_dump(mode="json") for one in signs])
    else:
        out.print(table(("what", "well", "found"), [(one.name, one.well, one.said) for one in signs]))
    if not all(one.well for one in signs):
        raise typer.Exit(FINDINGS)
