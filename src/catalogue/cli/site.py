"""The command that prints the website, looks it through, and shows it on this machine.

Belongs here: telling what was printed and found. Does not belong here: any page (``catalogue.site``).
"""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from catalogue.cli.common import FINDINGS, Json, Warehouse, err, out, print_json, refuse, settings
from catalogue.house import House
from catalogue.letters.writing import count
from catalogue.site import Finding, NotASiteError, OldEditionError, Outcome, check, server

_SHOWN = 50
_PORT = 8000


def site(
    warehouse: Warehouse = None,
    to: Annotated[
        Path | None,
        typer.Option("--to", help="Folder to print into; warehouse/site where none is given.", file_okay=False),
    ] = None,
    look: Annotated[
        bool, typer.Option("--check", help="Look the printed site through: links, sizes, rules of every page.")
    ] = False,
    serve: Annotated[bool, typer.Option("--serve", help="Show it on this machine until Ctrl-C.")] = False,
    json: Json = False,
) -> None:
    """Print the website from the published edition; only pages that changed are made anew.

    The folder can be put on any web host as it is, or be opened from the disk. CATALOGUE_SITE_URL is its public
    address, for feeds and the site map. A copy printed with --to is not brought up to a takedown by itself: print it
    again.
    """
    house = House(settings(warehouse))
    try:
        with house.locked():
            printed = house.site(to)
    except (FileNotFoundError, OldEditionError, NotASiteError) as error:
        refuse(str(error))
    found = check(printed.path, house.settings.site_url) if look else ()
    if json:
        print_json({**printed.model_dump(mode="json"), "findings": [one.model_dump() for one in found]})
    else:
        _show(printed, found, looked=look)
    if serve:
        _serve(printed.path)
    if found:
        raise typer.Exit(FINDINGS)


def _show(printed: Outcome, found: Sequence[Finding], *, looked: bool) -> None:
    """Print what was done and found."""
    changed = printed.written or printed.removed
    done = f"{printed.written} written now, {printed.removed} removed" if changed else "nothing had changed"
    out.print(f"{count(printed.files, 'file')}, {printed.bytes / 1e6:.1f} MB; {done}.")
    for one in found[:_SHOWN]:
        err.print(f"{one.path}: {one.what}", markup=False, soft_wrap=True)
    if looked:
        out.print(f"Looked through: {count(len(found), 'finding')}.")
    out.print(f"Open {printed.path / 'index.html'}", soft_wrap=True)


def _serve(folder: Path) -> None:
    """Show the site until the person has seen enough, on a free port where the usual one is taken."""
    try:
        serving = server(folder, _PORT)
    except OSError:
        serving = server(folder)
    with serving, suppress(KeyboardInterrupt):
        out.print(f"Shown on http://127.0.0.1:{serving.server_port}/ until Ctrl-C.", soft_wrap=True)
        serving.serve_forever()
