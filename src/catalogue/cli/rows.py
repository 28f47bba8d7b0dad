"""The commands for whoever writes a row of the register: propose one, and try one.

Belongs here: what a row would give, on a terminal. Does not belong here: how pages are read or judged.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated
from urllib.parse import unquote, urlsplit

import typer

from catalogue.cli.common import (
    FINDINGS,
    Json,
    Sources,
    err,
    out,
    print_json,
    progress_bar,
    refuse,
    table,
)
from catalogue.cli.working import working
from catalogue.dates import iso
from catalogue.house import House
from catalogue.house.proposing import propose_row
from catalogue.models import Harvest, Link, links_from
from catalogue.vocabulary import SourceState

MOST_IDS = 20
"""Most ids that are all named where one is wrong."""


def new(
    url: Annotated[str, typer.Argument(help="Address of a page that lists reviews.")],
    sources: Sources = None,
    json: Json = False,
) -> None:
    """Propose a finished row of the register for a page; nothing is stored.

    The row is printed as YAML, to be appended to sources.yaml; what a person has to confirm goes to standard
    error. What the page does not tell is never guessed: it is explained in a comment, and the command ends
    with exit code 1, as it does where the register has the address already or the page cannot be read.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        working(Path(folder), sources, asks_the_web=True, aside=True) as house,
    ):
        proposal = propose_row(url, house.settings, house.clock, house.register)
    if isinstance(proposal, str):
        if json:
            print_json({"row": None, "confirm": [], "missing": [proposal]})
        err.print(proposal, markup=False, soft_wrap=True)
        raise typer.Exit(FINDINGS)
    if json:
        print_json({"row": proposal.text, "confirm": proposal.confirm, "missing": proposal.missing})
    else:
        sys.stdout.write(proposal.text)
    for line in proposal.missing:
        err.print(f"Missing: {line}", markup=False, soft_wrap=True)
    for line in proposal.confirm:
        err.print(f"Please confirm: {line}", markup=False, soft_wrap=True)
    if proposal.missing:
        raise typer.Exit(FINDINGS)


def try_source(
    source: Annotated[str, typer.Argument(help="Id of a source in the register, or in the file of --sources.")],
    sources: Sources = None,
    json: Json = False,
) -> None:
    """Show what a source's page would give, and what would be left out and why; nothing is stored.

    Only the listing is read; no document is fetched. Use it while writing a row of the register: --sources
    takes a whole register, or a file with the row that `catalogue new` printed.
    """
    with tempfile.TemporaryDirectory() as folder:
        rows = _as_register(sources, Path(folder))
        with working(Path(folder) / "warehouse", rows, asks_the_web=True, aside=True) as house:
            chosen = _active(house, source)
            with progress_bar(quiet=json) as progress:
                (harvest,) = house.harvest(chosen, progress=progress, dry=True)
            links = links_from(house.store.read(harvest.links_sha256)) if harvest.links_sha256 else ()
    if json:
        print_json(
            {"harvest": harvest.model_dump(mode="json"), "links": [one.model_dump(mode="json") for one in links]}
        )
    else:
        _show_try(harvest, links)
    if harvest.state not in (SourceState.OK, SourceState.LOOKED_AND_NONE):
        raise typer.Exit(FINDINGS)


def _active(house: House, source: str) -> tuple[str, ...]:
    """Return a source's id, or end the command where it is not active, naming what may be meant."""
    active = sorted(one.id for one in house.active())
    if source not in active:
        row = next((one for one in house.register.sources if one.id == source), None)
        why = () if row is None else (f"{source} is {row.status}: {row.because}",)
        near = get_close_matches(source, active, n=5, cutoff=0.5) if len(active) > MOST_IDS else []
        refuse(
            f"No active source is called {source} in {house.settings.sources}.",
            *why,
            f"There are: {', '.join(near or active) or 'none'}.",
        )
    return (source,)


def _as_register(sources: Path | None, folder: Path) -> Path | None:
    """Return a register's path; a file that holds a row as ``new`` prints it is made one, line by line the same."""
    if sources is None or not sources.is_file():
        return sources
    first, _, rest = sources.read_bytes().partition(b"\n")
    if not (first.lstrip().startswith(b"#") and rest.lstrip().startswith(b"- ")):
        return sources
    register = folder / sources.name
    register.write_bytes(b"sources:\n" + rest)
    return register


def _show_try(harvest: Harvest, links: Sequence[Link]) -> None:
    """Print the publications by whose they are, then what was left out by its reason."""
    out.print(f"{harvest.source_id}: {harvest.state}. {harvest.detail}", markup=False, soft_wrap=True)
    for note in harvest.notes:
        out.print(f"{note.kind}: {note.message}", markup=False, soft_wrap=True)
    taken = [one for one in links if one.left_out is None]
    for own, title in ((True, "the publisher's own"), (False, "other bodies'")):
        rows = [_publication(item) for item in _items(taken) if _is_own(item) is own]
        if rows:
            columns = ("publication", "published", "whose", "documents")
            shown = table(columns, rows, f"{_counted(len(rows), 'publication')}, {title}")
            shown.show_lines = True
            shown.columns[-1].overflow = "fold"
            out.print(shown)
    left = [one for one in links if one.left_out is not None]
    if left:
        out.print(f"{_counted(len(left), 'link')} left out", style="bold")
    for reason in dict.fromkeys(one.left_out for one in left):
        out.print(f"  {reason}", markup=False, soft_wrap=True)
        for one in left:
            if one.left_out == reason:
                out.print(f"    {one.text or '–'} <{one.url}>", markup=False, soft_wrap=True)
    out.print("Nothing was stored.")


def _counted(number: int, word: str) -> str:
    """Return a number with its word."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _items(links: Sequence[Link]) -> Iterator[list[Link]]:
    """Give the links of each publication, in the order of the pages."""
    items: dict[tuple[str, str], list[Link]] = {}
    for link in links:
        items.setdefault((link.found_on, link.item), []).append(link)
    yield from items.values()


def _is_own(item: Sequence[Link]) -> bool:
    """Whether a publication is its publisher's own: no link of it is said to be another body's."""
    return all(link.stated.own is not False for link in item)


def _publication(item: Sequence[Link]) -> tuple[object, ...]:
    """Return one publication as a row of the table: a line each for its title, kind and names."""
    title = next((link.stated.title or link.heading or link.text for link in item), "")
    kinds = dict.fromkeys(str(link.stated.review_type) for link in item if link.stated.review_type)
    names = dict.fromkeys(name for link in item for name in link.stated.pseudonyms)
    dates = dict.fromkeys(
        f"{iso(date.value, date.precision)}\n({date.basis})" for link in item if (date := link.stated.published)
    )
    areas = dict.fromkeys(area for link in item for area in link.stated.areas)
    told = (("type", kinds or ["not said"]), ("names", names))
    return (
        "\n".join((title, *(f"{word}: {', '.join(values)}" for word, values in told if values))),
        "\n".join(dates) or None,
        "\n".join(("own" if _is_own(item) else "another's", *areas)),
        "\n".join(_document(link) for link in item),
    )


def _document(link: Link) -> str:
    """Return what one link leads to: what it is, and the last part of its address."""
    if not link.has_document:
        return "no document"
    name = unquote(urlsplit(link.url).path.rstrip("/").rpartition("/")[2]) or link.url
    return f"{(link.stated.role or 'role not said').replace('_', ' ')}: {name}"
