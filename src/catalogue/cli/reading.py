"""Reading one file and showing what is found in it.

Belongs here: the command and its table. Does not belong here: how a file is read (``house``).
"""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from catalogue.cli.common import FINDINGS, Json, out, print_json, refuse, settings, table
from catalogue.house import House
from catalogue.models import Description
from catalogue.vocabulary import Nation


def read(
    file: Annotated[Path, typer.Argument(help="A PDF, Word, PowerPoint or HTML file.")],
    nation: Annotated[Nation, typer.Option(help="Nation whose words it uses; SCR means two things.")] = Nation.ENGLAND,
    json: Json = False,
) -> None:
    """Read one file and show every value found in it, with page and words; nothing is stored."""
    if not file.is_file():
        refuse(f"There is no file {file}.")
    with tempfile.TemporaryDirectory() as folder:
        description = House(settings(Path(folder))).read(file.read_bytes(), file.name, nation)
    if json:
        print_json(description.model_dump(mode="json", exclude={"reading"}))
    else:
        _show_description(file.name, description)
    if description.reading.problem:
        raise typer.Exit(FINDINGS)


def _show_description(name: str, description: Description) -> None:
    """Print every finding with its evidence."""
    pages = len(description.reading.pages)
    out.print(f"{name}: {pages} pages, {description.words} words, text {description.quality}.", markup=False)
    if description.reading.problem:
        out.print(description.reading.problem, markup=False, soft_wrap=True)
    rows = [
        (one.field, one.value, one.page, one.snippet, one.extractor, f"{one.confidence:.2f}")
        for one in description.findings
    ]
    out.print(table(("field", "value", "page", "words", "extractor", "confidence"), rows))
