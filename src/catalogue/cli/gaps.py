"""The command that tells where reviews are found and where they are not.

Belongs here: the gap report on a terminal, as JSON and as a file. Does not belong here: what a gap is
(``catalogue.publish.views``).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from catalogue.cli.ask import edition, printed_day
from catalogue.cli.common import Json, Warehouse, as_json, ask, out, print_json, refuse, table
from catalogue.export import write_csv

_WORDS = {
    "listed": "listed",
    "no_longer_listed": "no longer",
    "not_found": "not found",
    "not_known": "not known",
    "not_attributed": "–",
}


def gaps(
    warehouse: Warehouse = None,
    publisher: Annotated[
        str | None, typer.Option("--publisher", help="Key of one publisher: its reviews one by one.")
    ] = None,
    json: Json = False,
    csv: Annotated[
        Path | None,
        typer.Option("--csv", help="File to write the whole gap report to, one row a review.", dir_okay=False),
    ] = None,
) -> None:
    """Tell where reviews are found and where they are not: own site, NSPCC, Panel, with the NSPCC's five years.

    Without a publisher there is one line for each publisher with a known review. Not found is said only of a list that
    was read whole; everything else is not known. A deposit whose area is withheld belongs to no publisher.
    """
    with edition(warehouse) as connection:
        by_review = ask(
            connection,
            "select * from gap_report where about_child is not false and ($1 is null or list_contains(bodies, $1))",
            publisher,
        )
        by_publisher = ask(
            connection, "select * from gap_by_publisher where coalesce(publisher_id = $1, $1 is null)", publisher
        )
    if publisher is not None and not by_publisher[1]:
        refuse(f"No publisher is called {publisher} in this edition. `catalogue gaps` lists them.")
    if csv is not None:
        write_csv(csv, *by_review)
        out.print(f"{len(by_review[1])} reviews written to {csv}.", soft_wrap=True)
        return
    reviews, publishers = as_json(*by_review), as_json(*by_publisher)
    if json:
        print_json({"publishers": publishers, "reviews": reviews})
    elif publisher is not None:
        _show_reviews(reviews, publishers[0])
    else:
        _show_publishers(publishers, reviews)


def _show_publishers(publishers: Sequence[dict[str, Any]], reviews: Sequence[dict[str, Any]]) -> None:
    """Print one line for each publisher with a known review, and a sentence about the others."""
    known = [one for one in publishers if one["reviews"]]
    columns = ("publisher", "read", "known", "own", "national", "only national", "only own", "not known")
    rows = [
        (
            one["publisher_id"],
            one["own_list_read"],
            one["reviews"],
            one["on_own_list"],
            one["on_national_lists"],
            one["national_only"],
            one["own_only"],
            one["not_known"],
        )
        for one in known
    ]
    drawn = table(columns, rows, "Children's reviews, by publisher")
    drawn.columns[0].overflow = "fold"
    out.print(drawn)
    alone = sum(not one["bodies"] for one in reviews)
    out.print(
        f"{len(publishers) - len(known)} other publishers have no review that the catalogue knows. "
        f"{alone} reviews belong to no publisher: anonymous deposits, or none is known.",
        soft_wrap=True,
    )
    out.print(
        "Read: whether its own lists were read whole. Known: reviews that the catalogue knows. Own, national: those"
        " that its own lists show, and the NSPCC's update pages or the Panel's publications. --publisher tells the"
        " reviews.",
        soft_wrap=True,
    )


def _show_reviews(reviews: Sequence[dict[str, Any]], publisher: dict[str, Any]) -> None:
    """Print one publisher's reviews, each with where it is found."""
    columns = ("review", "published", "own list", "NSPCC", "until about", "Panel")
    rows = [
        (
            one["title"],
            printed_day(one),
            _WORDS[one["own_list"]],
            _WORDS[one["nspcc_list"]],
            one["nspcc_expected_until"],
            _WORDS[one["panel_list"]],
        )
        for one in reviews
    ]
    drawn = table(columns, rows, str(publisher["publisher"]))
    drawn.columns[0].overflow = "fold"
    out.print(drawn)
    read = publisher["own_list_read_at"]
    if not publisher["own_list_read"]:
        when = f"; it was last read whole on {read:%d %B %Y}" if read else ""
        out.print(
            f"Its own list was not read whole at the last harvest{when}: nothing is said not to be there.",
            soft_wrap=True,
        )
    out.print(
        "Until about: when the NSPCC is believed to take its copy down; an estimate, and nobody's duty.", soft_wrap=True
    )
