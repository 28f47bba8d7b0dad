"""How the demonstration is told: a few sentences, tables read from the published edition, the letters.

Belongs here: words and tables. Does not belong here: what happens (``demo.py``).
"""

import datetime as dt
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import dagster as dg
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.panel import Panel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from catalogue.edition import open_edition
from catalogue.journal import FolderJournal
from catalogue.models import Harvest, links_from
from catalogue.store import FolderStore
from tests.world.server import World

WIDTH = 118
ABOUT = {True: "", False: " *", None: " ?"}
ATOM = "{http://www.w3.org/2005/Atom}"
console = Console(
    width=min(WIDTH, int(os.environ.get("COLUMNS", WIDTH))) if not sys.stdout.isatty() else None, highlight=False
)


def opening(world: World) -> None:
    """Say what is going to happen."""
    console.print(
        f"\nA miniature internet of {len(world.hosts)} hosts is running on this machine: a partnership, a council, an "
        "adults' board,\nthe NSPCC's update pages, GOV.UK's interfaces and a mail server. Pages and PDFs are the "
        "project's own; reviewers'\nnames in them are invented. The clock says 15 February 2021.\n"
    )


@contextmanager
def waiting(title: str, steps: int, instance: dg.DagsterInstance, world: World) -> Iterator[None]:
    """Show a bar of finished steps, and the requests served, while a run goes on."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[served]}"))
    started, finished = len(world.log), threading.Event()
    with Progress(*columns, console=console, transient=True) as bars:
        task = bars.add_task(title, total=steps, served="")

        def look() -> None:
            while not finished.wait(0.2):
                done = _steps_done(instance)
                bars.update(task, completed=done, served=f"{len(world.log) - started} requests")

        watcher = threading.Thread(target=look, name="progress")
        watcher.start()
        try:
            yield
        finally:
            finished.set()
            watcher.join()
    console.print(f"[bold]{title}[/bold]: {len(world.log) - started} requests.")


def _steps_done(instance: dg.DagsterInstance) -> int:
    """Return how many steps of the newest run have ended."""
    runs = instance.get_runs(limit=1)
    return len([one for one in instance.get_run_step_stats(runs[0].run_id) if one.end_time]) if runs else 0


def _table(*columns: str, title: str) -> Table:
    """Return a table that wraps long cells between words and draws few lines."""
    table = Table(
        *columns, title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD, padding=(0, 1, 0, 0)
    )
    table.columns[0].max_width = 30
    return table


def _date(date: dt.date | None, precision: str | None) -> str:
    """Return a date as exact as it is known."""
    if date is None:
        return "–"
    return {"day": f"{date:%d %b %Y}", "month": f"{date:%b %Y}", "year": f"{date:%Y}"}[precision or "year"]


def rows(edition: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    """Return the answer of the published edition to one query."""
    with open_edition(edition) as connection:
        return connection.execute(query, list(values)).fetchall()


def reviews(edition: Path) -> dict[str, str]:
    """Show the reviews found; return the address of each."""
    columns = ("review", "pseudonyms", "type", "area", "published", "reviewer", "themes")
    table = _table(*columns, title="What was found")
    label = dict(rows(edition, "select theme_id, label from themes"))
    found = rows(
        edition,
        "select review_id, title, pseudonyms, review_type, area_codes, published_on, published_precision, reviewers,"
        " themes, about_child, url from reviews order by about_child desc nulls last, published_on desc nulls last, review_id",
    )
    for _, title, names, kind, areas, date, precision, reviewers, themes, about, _ in found:
        table.add_row(
            title,
            ", ".join(names) or "–",
            f"{kind}{ABOUT[about]}",
            ", ".join(areas) or "–",
            _date(date, precision),
            ", ".join(reviewers) or "–",
            "; ".join(label[theme] for theme in themes[:2]) + ("; …" if len(themes) > 2 else "") or "–",
        )
    console.print(table)
    console.print("* held and typed as what it is, not a review of a child's case   ? its kind is not stated\n")
    return {row[0]: row[-1] for row in found}


def left_out(edition: Path, warehouse: Path) -> int:
    """Show the links of the partnership's page that are not reviews; return how many there are."""
    journal, store = FolderJournal(warehouse / "journal"), FolderStore(warehouse / "raw")
    last = [one for one in journal.read(Harvest) if one.source_id == "wandsworth"][-1]
    links = [one for one in links_from(store.read(last.links_sha256 or "")) if one.left_out]
    table = _table("link on the partnership's page", "left out because", title="What was not taken for a review")
    for link in links:
        table.add_row(link.text, link.left_out)
    console.print(table)
    return len(links)


def again(edition: Path, requests: int, bodies: int) -> str:
    """Show what the second harvest cost and what its edition says; return that."""
    ((number, summary),) = rows(edition, "select number, summary from edition")
    console.print(f"{requests} requests, {bodies} documents fetched again. Edition {number} says: {summary}.\n")
    return str(summary)


def availability(edition: Path) -> None:
    """Show where each document is and how long it must stay."""
    columns = ("review", "document", "state", "must stay until", "days left", "status")
    table = _table(*columns, title="Is it where it was?")
    today = rows(edition, "select built_at from edition")[0][0].date()
    for title, role, state, until, status in rows(
        edition,
        "select r.title, d.role, a.state, r.retained_until, r.retention_status from locations l"
        " join reviews r using (review_id) join documents d using (document_id, review_id)"
        " join availability a using (location_id) order by r.retained_until desc nulls last, l.review_id, d.role, l.url",
    ):
        left = max((until - today).days, 0) if until else None
        table.add_row(
            title,
            role.replace("_", " "),
            state,
            f"{until:%d %B %Y}" if until else "–",
            "–" if left is None else str(left),
            status.replace("_", " "),
        )
    console.print(table)


def taken_down(url: str, at: dt.datetime) -> None:
    """Say that a report is gone."""
    console.print(f"\nNow the report at {url}\nis taken down, inside its first year. The clock moves to {at:%d %B %Y}.")


def put_back() -> None:
    """Say that the report is back."""
    console.print("\nThe partnership puts the report back.")


def checked(edition: Path, review_id: str, meaning: str) -> None:
    """Show the last check of a review's report and what it amounts to."""
    at, verdict, reason, status, state = rows(
        edition,
        "select c.checked_at, c.verdict, c.reason, c.status, a.state from checks c join locations l using (location_id)"
        " join availability a using (location_id) where l.review_id = ? and l.url = (select url from reviews where"
        " review_id = ?) order by c.checked_at desc limit 1",
        review_id,
        review_id,
    )[0]
    console.print(f"  {at:%d %B %Y %H:%M}: {verdict} ({reason}, HTTP {status}); state {state}. {meaning}")


def letter(message: EmailMessage) -> None:
    """Show a delivered message whole."""
    text = "\n".join(f"{name}: {message[name]}" for name in ("From", "To", "Subject")) + "\n\n" + body(message)
    console.print(Panel(text.strip(), title="delivered by e-mail", title_align="left", width=min(console.width, 100)))


def letter_in_brief(message: EmailMessage) -> None:
    """Show to whom a message went and its subject."""
    console.print(f"  Delivered to {message['To']}: {message['Subject']}")


def body(message: EmailMessage) -> str:
    """Return the plain text of a message."""
    part = message.get_body(("plain",))
    return str(part.get_content()) if part else ""


def feed(path: Path) -> int:
    """Return the number of entries of an Atom feed, saying where it is."""
    entries = ET.parse(path).getroot().findall(f"{ATOM}entry")
    titles = "; ".join(entry.findtext(f"{ATOM}title") or "" for entry in entries)
    console.print(f"  In the partnership's feed ({len(entries)}): {titles}", soft_wrap=True)
    return len(entries)


def closed(edition: Path) -> bool:
    """Return whether the edition has one alert, delivered and closed because the document is back."""
    found = rows(edition, "select answer, delivered_at is not null, closed_at is not null from alerts")
    return found == [("back", True, True)]


def failed(why: str) -> None:
    """Say what did not happen."""
    Console(stderr=True).print(f"The demonstration failed: {why}", markup=False, soft_wrap=True)


def what_next(edition: str, folder: str) -> None:
    """Say what to open now."""
    console.print(f"\nEverything happened as told. What to open next:\n  {edition}")
    console.print(f"  {folder}/site/index.html\n  {folder}/feeds/wandsworth.atom\n  {folder}/mail/1.eml")
    console.print("  .venv/bin/catalogue search criminal exploitation")
    console.print("  .venv/bin/catalogue sql 'select field, value, page, snippet from evidence where chosen limit 10'")
    console.print("  make ui")
