"""The command that measures the catalogue against a folder of gold.

Belongs here: the figures and the misses on a terminal, and as JSON. Does not belong here: how anything is
scored (``evaluate``).
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.padding import Padding
from rich.text import Text

from catalogue.cli.common import FINDINGS, Json, cell, out, print_json, progress_bar, refuse, settings, table, tell
from catalogue.evaluate import EntryScore, Figures, ListingScore, Miss, ReportScore, Score, accuracy_of, as_text
from catalogue.house.evaluating import code_version, evaluate_folder


def evaluate(
    folder: Annotated[Path, typer.Argument(help="A folder of gold: listings.jsonl, reports.jsonl, nspcc.jsonl.")],
    json: Json = False,
    misses: Annotated[bool, typer.Option(help="List every wrong answer with its evidence.")] = True,
    record: Annotated[
        Path | None, typer.Option(help="File to keep the figures in, for the edition's table of accuracy.")
    ] = None,
) -> None:
    """Measure how right the catalogue is on pages and reports whose right answers are known.

    Any of the three files may be missing; with --json its part is then null. A row that cannot be used is
    told with file and line, the others are scored, and the command ends with exit code 1. Nothing is stored but
    the figures, where --record names a file for them.
    """
    if not folder.is_dir():
        refuse(f"There is no folder {folder}.")
    chosen = settings()
    with progress_bar(quiet=json) as progress:
        score = evaluate_folder(folder, chosen, chosen.clock(), progress=progress)
    tell(score.problems)
    if score.empty:
        refuse(f"{folder} holds none of listings.jsonl, reports.jsonl and nspcc.jsonl.")
    if record:
        day = chosen.clock()().date()
        rows = accuracy_of(score, measured_on=day, code_version=code_version())
        record.write_text(as_text(rows), encoding="utf-8")
    if json:
        print_json(plain(score))
    else:
        _show(score, misses=misses)
    if score.problems:
        raise typer.Exit(FINDINGS)


def plain(score: Score) -> dict[str, Any]:
    """Return a score as ``--json`` prints it.

    Args:
        score: The score.

    Returns:
        ``listings``, ``reports`` and ``nspcc``, each null where the folder has no such file: the first with its
        figures, the others with precision, recall and counts by field. ``details`` has the rest by part (rows,
        misses with their evidence, distractor names, look-alikes), ``problems`` the rows that cannot be used.
    """
    parts: dict[str, ListingScore | ReportScore | EntryScore | None] = {
        "listings": score.listings,
        "reports": score.reports,
        "nspcc": score.nspcc,
    }
    whole = {name: part.model_dump(mode="json") if part else None for name, part in parts.items()}
    rest = {"misses", "distractors", "unread", "look_alikes", "look_alikes_read"}
    figures = {
        name: part.get("fields", _without(part, {"rows", *rest})) if part else None for name, part in whole.items()
    }
    details = {
        name: {key: part[key] for key in ("rows", *sorted(rest)) if key in part} for name, part in whole.items() if part
    }
    return {**figures, "details": details, "problems": [one.model_dump(mode="json") for one in score.problems]}


def _without(part: Mapping[str, Any], names: set[str]) -> dict[str, Any]:
    """Return a mapping without some of its keys."""
    return {key: value for key, value in part.items() if key not in names}


def _show(score: Score, *, misses: bool) -> None:
    """Print every part that was scored."""
    listed: list[Miss] = []
    if score.listings:
        _show_listings(score.listings)
        listed += score.listings.misses
    if score.reports:
        title = f"{score.reports.rows} documents"
        _show_fields(score.reports.fields, title)
        taken = score.reports.distractors.taken
        out.print(f"Distractor names taken for a reviewer: {len(taken)} of {score.reports.distractors.names}.")
        for one in (*taken, *(f"{file}: no text could be read" for file in score.reports.unread)):
            out.print(f"  {one}", markup=False, soft_wrap=True)
        listed += score.reports.misses
    if score.nspcc:
        _show_fields(score.nspcc.fields, f"{score.nspcc.rows} entries of national pages")
        out.print(
            f"Headings from other pages that would be read as entries: {len(score.nspcc.look_alikes_read)} of "
            f"{score.nspcc.look_alikes}."
        )
        listed += score.nspcc.misses
    if misses:
        _show_misses(listed)


def _show_misses(misses: Sequence[Miss]) -> None:
    """Print every wrong answer under its field: what gold says, what was given, the words it was read from."""
    for field in dict.fromkeys(one.field for one in misses):
        chosen = [one for one in misses if one.field == field]
        out.print(f"\n{field}: {len(chosen)} wrong or missing", style="bold")
        for miss in chosen:
            out.print(f"  {miss.file}", markup=False, soft_wrap=True)
            for name, text in (
                ("missed", cell(miss.wanted)),
                ("given", cell(miss.given)),
                ("words", miss.evidence or cell(None)),
            ):
                out.print(Padding(Text(f"{name:<7} {text}"), (0, 0, 0, 4)))


def _show_listings(score: ListingScore) -> None:
    """Print the figures of listing pages."""
    missing, dates = score.list_missing, score.dates
    rows: Sequence[tuple[str, object, str]] = (
        ("recall", _share(score.recall), f"{score.found} of {score.expected} own child reviews found"),
        ("precision", _share(score.precision), f"{score.found} of {score.given} given are right"),
        ("false pages", len(score.false_pages), ", ".join(score.false_pages) or "pages that must yield no review"),
        ("missing lists told", f"{missing.raised} of {missing.expected}", ", ".join(missing.not_raised)),
        ("missing lists told wrongly", len(missing.raised_elsewhere), ", ".join(missing.raised_elsewhere)),
        ("dates right", _share(dates.accuracy), f"{dates.right} of {dates.n}, value and precision"),
        ("dates invented", dates.invented, f"of {dates.undated} own reviews without a date"),
    )
    out.print(table(("what", "figure", "of"), rows, f"{score.rows} listing pages"))
    _show_fields({"review_type": score.review_type, "pseudonyms": score.pseudonyms}, "On the reviews found")


def _show_fields(fields: Mapping[str, Figures], title: str) -> None:
    """Print one line a field."""
    rows = [
        (
            name,
            _share(one.precision),
            _share(one.recall),
            _share(one.abstention),
            one.n,
            one.expected,
            one.given,
            one.right,
        )
        for name, one in fields.items()
    ]
    columns = ("field", "precision", "recall", "silent", "rows", "in gold", "given", "right")
    out.print(table(columns, rows, title))


def _share(value: float | None) -> str | None:
    """Return a share with three decimals."""
    return None if value is None else f"{value:.3f}"
