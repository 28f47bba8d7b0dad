"""The command that tells everything known of one review.

Belongs here: its layout on a terminal. Does not belong here: what is known (``catalogue.edition``).
"""

from collections.abc import Iterable, Iterator
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from catalogue.cli.ask import door
from catalogue.cli.common import FINDINGS, Json, Warehouse, cell, err, out, print_json, refuse, table
from catalogue.cli.completing import reviews
from catalogue.dates import iso
from catalogue.edition import Shown, TakenDownError, UnknownNameError
from catalogue.models import Availability, Evidence, Location, Review

_NOT_SHOWN = frozenset({"review_id", "title", "retention_note", "published_on", "published_precision"})


def show(
    review: Annotated[str, typer.Argument(help="Id of the review, as a search shows it.", autocompletion=reviews)],
    warehouse: Warehouse = None,
    json: Json = False,
) -> None:
    """Show everything known of one review: values with the evidence behind each, documents, and whether they are there.

    An id that leads to another review now is followed, and said. A review that was taken down says so and nothing more.
    """
    with door(warehouse) as opened:
        try:
            found = opened.show(review)
        except UnknownNameError as error:
            refuse(str(error), "`catalogue search` finds reviews by their words.")
        except TakenDownError as error:
            err.print(str(error), markup=False, soft_wrap=True)
            raise typer.Exit(FINDINGS) from None
    if json:
        print_json(found.model_dump(mode="json"))
        return
    if found.alias:
        out.print(f"{found.alias.alias} leads to {found.review.review_id}: {found.alias.because}", markup=False)
    _print(found)


def _print(found: Shown) -> None:
    """Print a review in parts: what it is, its values and their evidence, documents, availability, changes."""
    out.print(Text(found.review.title, style="bold"))
    out.print(f"{found.review.review_id}. {found.review.retention_note}", markup=False)
    out.print(_pairs(_values(found.review)))
    chosen = [one for one in found.evidence if one.chosen]
    if chosen:
        out.print(table(("field", "value", "page", "words", "read by"), _rows(chosen), "Evidence"))
    rejected = len(found.evidence) - len(chosen)
    if rejected:
        out.print(f"{rejected} other values were read and do not stand; --json shows them and why.")
    papers = [(one.role, one.title, one.pages, one.words, one.document_id[:12]) for one in found.documents]
    out.print(table(("document", "title", "pages", "words", "sha256"), papers) if papers else _without(found.review))
    for line in _places(found.locations, {one.location_id: one for one in found.availability}):
        out.print(line, markup=False, soft_wrap=True)
    for alert in found.alerts:
        ended = f"closed {alert.closed_at:%d %B %Y} ({alert.answer})" if alert.closed_at else "open"
        out.print(f"Alert {alert.alert_id}: {alert.kind}, opened {alert.opened_at:%d %B %Y}, {ended}.", markup=False)
    for change in found.changes:
        what = f"{change.field}: {change.before} → {change.after}" if change.field else str(change.change)
        out.print(f"This edition changed {change.record} {what}", markup=False)
    out.print(f"Cite it as: {found.citation}", markup=False, soft_wrap=True)


def _rows(evidence: Iterable[Evidence]) -> list[tuple[object, ...]]:
    """Return evidence as rows of a table, in the order of fields."""
    found = sorted(evidence, key=lambda one: (one.field, -one.confidence))
    return [(one.field, one.value, one.page, one.snippet, one.extractor) for one in found]


def _values(review: Review) -> Iterator[tuple[str, str]]:
    """Give the columns of a review in words, its date as exact as it is."""
    day, precision = review.published_on, review.published_precision
    yield "published", iso(day, precision) if day and precision else cell(None)
    for name in type(review).model_fields:
        value = getattr(review, name)
        if name not in _NOT_SHOWN and value not in (None, (), "", False):
            yield name.replace("_", " "), cell(value)


def _pairs(pairs: Iterable[tuple[str, str]]) -> Table:
    """Return pairs as two columns without lines."""
    drawn = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for name, value in pairs:
        drawn.add_row(Text(name), Text(value, overflow="fold"))
    return drawn


def _without(review: Review) -> str:
    """Say why a review has no document."""
    return review.no_document.definition if review.no_document else "No document is known."


def _places(places: Iterable[Location], states: dict[str, Availability]) -> Iterator[str]:
    """Give each address with what its checks amount to, in words."""
    for place in places:
        state = states.get(place.location_id)
        if state is None or state.last_checked_at is None:
            yield f"{place.url}\n  not checked by the catalogue"
            continue
        since = f" since {state.since:%d %B %Y}" if state.since else ""
        seen = f"; last seen well {state.last_success_at:%d %B %Y}" if state.last_success_at else ""
        yield f"{place.url}\n  {state.state}{since} ({state.reason.definition.rstrip('.')}){seen}"
