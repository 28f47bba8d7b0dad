"""The command that prints the website, looks it through, and shows it on this machine.

Belongs here: telling what was printed and found. Does not belong here: any page (``catalogue.site``).
"""

from pathlib import Path
from typing import Annotated

import typer

from catalogue.cli.common import Json, Warehouse, out, print_json, refuse, settings
from catalogue.house import House
from catalogue.letters.writing import count
from catalogue.site import NotASiteError, OldEditionError, Outcome


def site(
    warehouse: Warehouse = None,
    to: Annotated[
        Path | None,
        typer.Option("--to", help="Folder to print into; warehouse/site where none is given.", file_okay=False),
    ] = None,
    json: Json = False,
) -> None:
    """Print the website from the published edition; only pages that changed are made anew.

    The folder can be put on any web host as it is, or be opened from the disk. CATALOGUE_SITE_URL is its public
    address, for feeds and the site map. A copy printed with --to is not brought up to a takedown by itself.
    """
    house = House(settings(warehouse))
    try:
        with house.locked():
            printed = house.site(to)
    except (FileNotFoundError, OldEditionError, NotASiteError) as error:
        refuse(str(error))
    if json:
        print_json(printed.model_dump(mode="json"))
    else:
        _show(printed)


def _show(printed: Outcome) -> None:
    """Print what was done."""
    done = f"{printed.written} written now, {printed.removed} removed" if printed.written else "nothing had changed"
    out.print(f"{count(printed.files, 'file')}, {printed.bytes / 1e6:.1f} MB; {done}.")
    out.print(f"Open {printed.path / 'index.html'}", soft_wrap=True)
