"""The command that compares an edition with the hash beside it.

Belongs here: the question and its answer on a terminal. Does not belong here: how hashes are made
(``catalogue.publish.kept``).
"""

from pathlib import Path
from typing import Annotated

import typer

from catalogue.cli.common import FINDINGS, Json, Warehouse, as_json, ask, out, print_json, refuse, settings
from catalogue.edition import open_edition
from catalogue.publish import kept


def verify(
    file: Annotated[Path | None, typer.Argument(help="An edition; by default the one in place.")] = None,
    warehouse: Warehouse = None,
    json: Json = False,
) -> None:
    """Compare an edition's bytes with the sha256 beside it, and tell which edition it is and how to cite it.

    The hash stands in a file of the same name with .sha256 at its end, as `sha256sum --check` reads it. Where it is
    another, the copy is damaged or was changed, and the command ends with exit code 1.
    """
    path = file or settings(warehouse).edition_path
    if not path.is_file():
        refuse(f"There is no edition at {path}.")
    expected, found = kept.written(path), kept.sha256_of(path)
    if expected != found:
        said = f"its bytes are {found} and the hash beside it is {expected}" if expected else "no hash stands beside it"
        if json:
            print_json({"file": str(path), "sha256": found, "expected": expected, "whole": False})
        else:
            out.print(f"{path} cannot be relied on: {said}.", soft_wrap=True, markup=False)
        raise typer.Exit(FINDINGS)
    with open_edition(path) as connection:
        told = as_json(*ask(connection, "select * from edition"))[0]
    if json:
        print_json({"file": str(path), "sha256": found, "expected": expected, "whole": True, "edition": told})
    else:
        out.print(f"{path} is whole: sha256 {found}.", soft_wrap=True, markup=False)
        out.print(str(told.get("citation") or f"Edition {told['number']}."), soft_wrap=True, markup=False)
