"""The figures that the operator's screen shows and plots, in the order in which they are read.

Belongs here: names of figures, and what is a number, a sentence or a link. Does not belong here: counting, or any
decision.
"""

from collections.abc import Mapping
from typing import Any

import dagster as dg

from catalogue.house.compared import Compared
from catalogue.models import Harvest
from catalogue.vocabulary import Rule
from catalogue.watch import Watched
from pipelines.advice import listed, shown

Figures = Mapping[str, dg.MetadataValue[Any] | str | int | float]


def of_harvest(one: Harvest, beside: Compared) -> Figures:
    """Return what one harvest of one source found.

    Args:
        one: The harvest.
        beside: The same beside the one before.

    Returns:
        Metadata of its partition; what is not known is left out, so that a plot has a gap there and no false nought.
    """
    because = listed((f"{count}", reason) for reason, count in beside.left_out_because.items())
    failed = listed(beside.failed)
    notes = listed((note.url, note.message) for note in one.notes)
    known: dict[str, dg.MetadataValue[Any] | str | int | float | None] = {
        "state": str(one.state),
        "what_happened": one.detail,
        "page": shown(one.row.urls[0]) if one.row and one.row.urls else None,
        "own_publications": one.items,
        "own_publications_dated": one.dated,
        "links_taken": one.taken,
        "links_new": beside.links_new,
        "links_gone": beside.links_gone,
        "left_out": one.left_out,
        "left_out_because": dg.MetadataValue.md(because) if because else None,
        "documents_new": one.documents_new,
        "documents_changed": beside.documents_changed,
        "documents_unchanged": one.documents_unchanged,
        "documents_failed": one.documents_failed,
        "documents_failed_because": dg.MetadataValue.md(failed) if failed else None,
        "to_look_at": dg.MetadataValue.md(notes) if notes else None,
        "pages_read": one.pages,
        "requests": one.requests,
        "bytes": one.bytes,
        "seconds": beside.seconds,
    }
    return {name: value for name, value in known.items() if value is not None}


def of_round(seen: Watched, alerts_open: int) -> Figures:
    """Return what one round of checks did.

    Args:
        seen: The round.
        alerts_open: Alerts that are open after it.

    Returns:
        Metadata; the counts of alerts and messages first.
    """
    rules = listed((f"{count}", rule, Rule(rule).definition) for rule, count in seen.by_rule.items())
    return {
        "alerts_open": alerts_open,
        "alerts_opened": seen.opened,
        "alerts_closed": seen.closed,
        "alerts_held": seen.held,
        "messages_delivered": seen.delivered,
        "messages_to_try_again": seen.failed,
        "messages_refused": seen.refused,
        "publishers_with_nobody_to_tell": seen.unaddressed,
        "addresses_checked": seen.checks,
        "decided_by": dg.MetadataValue.md(rules),
        "sites_down": ", ".join(seen.sites_down) or "none",
        "our_own_outage": "yes: nothing could be reached" if seen.own_outage else "no",
    }
