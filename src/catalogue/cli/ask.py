"""The commands that only look: search, status, sql.

Belongs here: questions and their answers on a terminal. Does not belong here: anything that changes the
warehouse.
"""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import duckdb
import typer

from catalogue.availability.past import end_of, states_at
from catalogue.cli.common import (
    FINDINGS,
    Json,
    Warehouse,
    as_json,
    ask,
    out,
    print_json,
    refuse,
    settings,
    table,
)
from catalogue.cli.completing import areas, themes
from catalogue.dates import iso
from catalogue.edition import Edition, Filters, UnknownNameError, open_edition
from catalogue.export import write_csv
from catalogue.vocabulary import Precision


def search(
    words: Annotated[list[str], typer.Argument(help="Words to look for; the best match comes first.")],
    *,
    area: Annotated[str | None, typer.Option(help="Name of an area, or its ONS code.", autocompletion=areas)] = None,
    theme: Annotated[str | None, typer.Option(help="Id or name of a theme.", autocompletion=themes)] = None,
    nation: Annotated[str | None, typer.Option(help="England, Wales, Scotland or Northern Ireland.")] = None,
    review_type: Annotated[str | None, typer.Option("--type", help="Kind of review, for instance LCSPR.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Key or name of a publisher.")] = None,
    since: Annotated[str | None, typer.Option(help="First day of publication: 2019, 2019-05 or 2019-05-31.")] = None,
    until: Annotated[str | None, typer.Option(help="Last day of publication, likewise.")] = None,
    warehouse: Warehouse = None,
    json: Json = False,
    limit: Annotated[int, typer.Option(min=1, help="Most reviews to show.")] = 20,
) -> None:
    """Search the published edition; titles, names, areas and themes count more than running text.

    A date known only by its month or year counts where any of its days lies in the span.
    """
    filters = Filters(
        area=area,
        theme=theme,
        nation=nation,
        review_type=review_type,
        publisher=publisher,
        since=since,
        until=until,
    )
    with door(warehouse) as opened:
        try:
            found = opened.search(" ".join(words), limit=limit, **filters)
        except (UnknownNameError, ValueError) as error:
            refuse(str(error))
    if json:
        print_json(found.rows())
    elif found.values:
        rows = [
            (one["review_id"], one["title"], one["review_type"], one["publisher"], printed_day(one), one["score"])
            for one in found.rows()
        ]
        drawn = table(("review_id", "title", "review_type", "publisher", "published", "score"), rows)
        drawn.columns[0].overflow = "fold"  # a key is no use without its end
        out.print(drawn)
    else:
        out.print("Nothing in this edition matches those words.")


def sql(
    query: Annotated[str, typer.Argument(help="One SQL query, for instance: select * from reviews limit 5")],
    warehouse: Warehouse = None,
    json: Json = False,
    csv: Annotated[
        Path | None, typer.Option("--csv", help="File to write the answer to, for a spreadsheet.", dir_okay=False)
    ] = None,
) -> None:
    """Ask the published edition in SQL. It is opened read-only and can reach no other file."""
    with door(warehouse) as opened:
        try:
            found = opened.sql(query)
        except (duckdb.Error, ValueError) as error:
            refuse(f"DuckDB could not answer: {error}")
    if csv is not None:
        out.print(f"{write_csv(csv, found.columns, found.values)} rows written to {csv}.", soft_wrap=True)
    elif json:
        print_json(found.rows())
    else:
        out.print(table(found.columns, found.values) if found.values else "No row answers that.")


def status(
    warehouse: Warehouse = None,
    json: Json = False,
    at: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="A past day: show what was known of every address at its end."),
    ] = None,
) -> None:
    """Show the published edition at a glance: counts, sources, open alerts, issues; or the addresses on a past day."""
    if at is not None:
        _status_at(at.date(), warehouse, json=json)
        return
    with edition(warehouse) as connection:
        built = as_json(*ask(connection, "select * from edition"))[0]
        sources = ask(
            connection,
            "select source_id, state, items, left_out, last_harvest_at, detail from sources order by source_id",
        )
        alerts = ask(
            connection,
            "select alert_id, review_id, opened_at, delivered_at from alerts where closed_at is null"
            " order by opened_at",
        )
        issues = ask(connection, "select kind, source_id, review_id, url, message from issues order by kind, issue_id")
    if json:
        print_json(
            {
                "edition": built,
                "sources": as_json(*sources),
                "open_alerts": as_json(*alerts),
                "issues": as_json(*issues),
            }
        )
    else:
        out.print(f"Edition {built['number']}, built {built['built_at']:%d %B %Y %H:%M} UTC: {built['summary']}.")
        out.print(
            f"{built['reviews']} reviews ({built['child_reviews']} about a child's case), "
            f"{built['documents']} documents at {built['locations']} addresses."
        )
        out.print(table(*sources, title="Sources"))
        out.print(table(*alerts, title="Open alerts") if alerts[1] else "No alert is open.")
        out.print(table(*issues, title="Issues") if issues[1] else "No issue is open.")
    if alerts[1] or issues[1]:
        raise typer.Exit(FINDINGS)


def _status_at(day: dt.date, warehouse: Path | None, *, json: bool) -> None:
    """Show what the checks of the edition amounted to at the end of a day."""
    with edition(warehouse) as connection:
        _, checks = ask(connection, "select location_id, checked_at, verdict, reason from checks")
        _, places = ask(connection, "select location_id, review_id, url from locations order by review_id, url")
    states = states_at(checks, end_of(day))
    columns = ("review_id", "url", "state", "reason", "since", "last_success_at", "verified", "down", "unverified")
    rows = [
        (review, url, found.state, found.reason, found.since, found.last_success_at, *days)
        for key, review, url in places
        if (found := states.get(key)) and (days := (found.days_verified, found.days_down, found.days_unverified))
    ]
    if json:
        print_json(as_json(columns, rows))
    elif rows:
        out.print(table(columns, rows, title=f"Known at the end of {day:%d %B %Y}; the last three columns are days"))
    else:
        out.print(f"No address had been checked by the end of {day:%d %B %Y}.")


def edition(warehouse: Path | None) -> duckdb.DuckDBPyConnection:
    """Open the published edition, or end the command where there is none.

    Args:
        warehouse: ``--warehouse``, or null.

    Returns:
        The open edition, read-only.
    """
    return open_edition(_place(warehouse))


def door(warehouse: Path | None) -> Edition:
    """Open the published edition for questions that have a name, or end the command where there is none.

    Args:
        warehouse: ``--warehouse``, or null.

    Returns:
        The open edition.
    """
    return Edition(_place(warehouse))


def printed_day(review: Mapping[str, Any]) -> str | None:
    """Return a review's date as exact as it is: 2021, 2021-01 or 2021-01-15; null where it has none."""
    day, precision = review["published_on"], review["published_precision"]
    return iso(day, Precision(precision)) if day and precision else None


def _place(warehouse: Path | None) -> Path:
    """Return where the edition is, or end the command where there is none."""
    path = settings(warehouse).edition_path
    if not path.is_file():
        refuse(f"There is no edition at {path}. Make one with `make harvest`, or see one with `make demo`.")
    return path
