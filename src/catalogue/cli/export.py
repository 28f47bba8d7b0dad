"""The command that writes the edition in the formats of other programs.

Belongs here: which formats, where to, and what to tell. Does not belong here: how they are written
(``catalogue.export``).
"""

from pathlib import Path
from typing import Annotated

import typer

from catalogue.cli.common import FINDINGS, Json, Warehouse, err, out, print_json, refuse, settings, table
from catalogue.export import Outcome
from catalogue.export import export as write
from catalogue.house import WarehouseBusyError
from catalogue.house.locking import locked
from catalogue.house.printing import export_edition
from catalogue.settings import Settings
from catalogue.vocabulary import ExportFormat


def export(
    to: Annotated[
        Path | None,
        typer.Option("--to", help="Folder to write to.", show_default="exports in the warehouse", file_okay=False),
    ] = None,
    formats: Annotated[str, typer.Option("--format", help="Which formats, with commas between them.")] = ",".join(
        ExportFormat
    ),
    warehouse: Warehouse = None,
    json: Json = False,
) -> None:
    """Write the edition as Parquet, CSV, an Excel workbook and JSON lines, with a data package and hashes.

    They stand in a folder named by the edition, which appears whole. A takedown deletes exports in the warehouse; what
    was written elsewhere or copied is yours to delete.
    """
    chosen, kinds = settings(warehouse), _kinds(formats)
    if not chosen.edition_path.is_file():
        refuse(f"There is no edition at {chosen.edition_path}. Make one with `make harvest`, or see one: `make demo`.")
    outcome = write(chosen.edition_path, to, kinds) if to else _into(chosen, kinds)
    if json:
        print_json(
            {
                "number": outcome.number,
                "folder": str(outcome.folder),
                "rows": outcome.rows,
                "findings": list(outcome.findings),
            }
        )
    else:
        _tell(outcome)
    if outcome.findings:
        raise typer.Exit(FINDINGS)


def _kinds(names: str) -> tuple[ExportFormat, ...]:
    """Return the formats that were named, or end the command where one is none."""
    asked = [name.strip().lower() for name in names.split(",") if name.strip()]
    if not asked or set(asked) - set(ExportFormat):
        refuse(
            f"Formats are {', '.join(ExportFormat)}; found {names!r}.",
            *(f"{one.value}: {one.definition}" for one in ExportFormat),
        )
    return tuple(one for one in ExportFormat if one in asked)


def _into(chosen: Settings, kinds: tuple[ExportFormat, ...]) -> Outcome:
    """Export into the warehouse, alone in it: a takedown that is carried out meanwhile would be undone."""
    try:
        with locked(chosen.warehouse):
            return export_edition(chosen, kinds)
    except WarehouseBusyError as error:
        refuse(str(error))


def _tell(outcome: Outcome) -> None:
    """Print how many rows each format has, and what could not be shown whole."""
    names = dict.fromkeys(name for counts in outcome.rows.values() for name in counts)
    rows = [(name, *(counts.get(name) for counts in outcome.rows.values())) for name in names]
    out.print(table(("rows of", *outcome.rows), rows))
    out.print(f"Edition {outcome.number} is exported to {outcome.folder}", soft_wrap=True, markup=False)
    for finding in outcome.findings:
        err.print(finding, markup=False, soft_wrap=True)
