"""The tables of ``make benchmark``: every figure, its limit, its goal, and how it grows.

Belongs here: which figures there are, how each is worked out from what was measured, and their Markdown. Does not
belong here: measuring (``whole.py``).
"""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tests.bench.whole import Whole


class Row(NamedTuple):
    """One line of a table."""

    name: str
    figure: Callable[[Whole], float]
    form: str = "{:.2f}"
    goal: str = ""


def _seconds(run: str, stage: str) -> Callable[[Whole], float]:
    """Return the seconds of a stage by the clock."""
    return lambda one: one.took(run, stage).seconds


def _peak(run: str, stage: str) -> Callable[[Whole], float]:
    """Return the most memory that a stage held, its processes together."""
    return lambda one: one.took(run, stage).peak_mb


def _limits(one: Whole) -> float:
    """Return the seconds of the three limits together."""
    return one.limits["fetch_s"] + one.limits["read_s"] + one.limits["write_s"]


def _limits_cpu(one: Whole) -> float:
    """Return the processor time of the three limits together."""
    return one.limits["fetch_cpu_s"] + one.limits["read_cpu_s"] + one.limits["write_cpu_s"]


COUNTS = (
    Row("hosts", lambda one: one.country["hosts"], "{:,.0f}"),
    Row("reviews", lambda one: one.country["reviews"], "{:,.0f}"),
    Row(
        "reviews that the catalogue makes of them",
        lambda one: one.took("cold", "resolve").figures["reviews"],
        "{:,.0f}",
    ),
    Row("documents", lambda one: one.country["papers"], "{:,.0f}"),
    Row("pages", lambda one: one.country["pages"], "{:,.0f}"),
    Row("fetched, MB", lambda one: one.country["mb"], "{:,.0f}"),
)
SECONDS = (
    Row("limit: fetching the same bytes", lambda one: one.limits["fetch_s"]),
    Row("cold harvest", _seconds("cold", "harvest")),
    Row("limit: pdfium alone", lambda one: one.limits["read_s"]),
    Row("cold describe", _seconds("cold", "describe")),
    Row("instead: pdfplumber alone, scaled up from a sample", lambda one: one.limits["plumber_s"], "{:,.0f}"),
    Row("limit: writing the same bytes", lambda one: one.limits["write_s"]),
    Row("cold resolve, once more by itself", _seconds("cold", "resolve")),
    Row("cold publish", _seconds("cold", "publish"), goal="<= 30 at four times"),
    Row("cold site", _seconds("cold", "site")),
    Row("cold run, all", _seconds("cold", "all")),
    Row("limit: asking again for everything", lambda one: one.limits["again_s"]),
    Row("unchanged harvest", _seconds("unchanged", "harvest")),
    Row("unchanged describe", _seconds("unchanged", "describe")),
    Row("unchanged publish", _seconds("unchanged", "publish")),
    Row("unchanged site", _seconds("unchanged", "site")),
    Row("unchanged run, all", _seconds("unchanged", "all")),
    Row("run after 1 % changed: harvest", _seconds("changed", "harvest")),
    Row("run after 1 % changed: describe", _seconds("changed", "describe")),
    Row("run after 1 % changed: publish", _seconds("changed", "publish")),
    Row("run after 1 % changed: site", _seconds("changed", "site")),
    Row("run after 1 % changed, all", _seconds("changed", "all")),
    Row("watch of every address", _seconds("unchanged", "watch")),
)
RATIOS = (
    Row("harvest / fetching the same bytes", lambda one: one.took("cold", "harvest").seconds / one.limits["fetch_s"]),
    Row(
        "describe / pdfium alone",
        lambda one: one.took("cold", "describe").seconds / one.limits["read_s"],
        goal="<= 1.6",
    ),
    Row(
        "the same by processor time",
        lambda one: one.took("cold", "describe").cpu_s / one.limits["read_cpu_s"],
        goal="<= 1.6",
    ),
    Row(
        "pdfplumber alone / describe",
        lambda one: one.limits["plumber_s"] / one.took("cold", "describe").seconds,
        "{:.1f}",
        ">= 15",
    ),
    Row("cold run / sum of the limits", lambda one: one.took("cold").seconds / _limits(one), goal="<= 1.5"),
    Row("the same by processor time", lambda one: one.took("cold").cpu_s / _limits_cpu(one), goal="<= 1.5"),
    Row(
        "unchanged run / cold run",
        lambda one: one.took("unchanged").seconds / one.took("cold").seconds,
        "{:.1%}",
        "<= 2 %",
    ),
    Row(
        "the same by processor time",
        lambda one: one.took("unchanged").cpu_s / one.took("cold").cpu_s,
        "{:.1%}",
        "<= 2 %",
    ),
    Row("after 1 % changed / cold run", lambda one: one.took("changed").seconds / one.took("cold").seconds, "{:.1%}"),
    Row("the same by processor time", lambda one: one.took("changed").cpu_s / one.took("cold").cpu_s, "{:.1%}"),
    Row(
        "watch / asking again for everything",
        lambda one: one.took("unchanged", "watch").seconds / one.limits["again_s"],
    ),
    Row("ILIKE / search, median", lambda one: one.asking["ilike"] / one.asking["p50"], "{:.1f}"),
)
ASKING = (
    Row("opening and first search in a fresh process, ms", lambda one: one.asking["first"], "{:.1f}"),
    Row("search p50, ms", lambda one: one.asking["p50"], "{:.1f}"),
    Row("search p95, ms", lambda one: one.asking["p95"], "{:.1f}"),
    Row("instead: ILIKE on the full text, ms", lambda one: one.asking["ilike"], "{:.1f}"),
)
MEMORY = (
    Row("cold harvest", _peak("cold", "harvest"), "{:,.0f}", "flat"),
    Row("cold describe", _peak("cold", "describe"), "{:,.0f}", "flat"),
    Row("cold publish", _peak("cold", "publish"), "{:,.0f}", "flat"),
    Row("cold site", _peak("cold", "site"), "{:,.0f}", "flat"),
    Row("unchanged run", _peak("unchanged", "all"), "{:,.0f}", "flat"),
    Row("watch of every address", _peak("unchanged", "watch"), "{:,.0f}", "flat"),
)
DISK = (
    Row("bytes of documents and lists", lambda one: one.bytes_on_disk["raw"] / 1e6, "{:,.0f}"),
    Row("journal", lambda one: one.bytes_on_disk["journal"] / 1e6, "{:,.1f}"),
    Row("what was read", lambda one: one.bytes_on_disk["described"] / 1e6, "{:,.0f}"),
    Row("edition", lambda one: one.bytes_on_disk["catalogue.duckdb"] / 1e6, "{:,.1f}"),
    Row("site", lambda one: one.bytes_on_disk["site"] / 1e6, "{:,.1f}"),
)
TABLES = (
    ("The country", COUNTS, False),
    ("Seconds", SECONDS, True),
    ("Ratios", RATIOS, False),
    ("Questions", ASKING, True),
    ("Most memory of all processes together, MB", MEMORY, True),
    ("Disk, MB", DISK, True),
)
"""Title, rows, and whether growth is told."""


def exponent(sizes: Sequence[float], figures: Sequence[float]) -> float | None:
    """Return the power of the size with which a figure grows, from the first size to the last.

    Args:
        sizes: How big the country was each time.
        figures: What was measured each time.

    Returns:
        1 where it grows as the size does, 0 where it does not grow; None where that cannot be told.
    """
    if len(sizes) < 2 or sizes[0] == sizes[-1] or min(figures[0], figures[-1]) <= 0:
        return None
    return math.log(figures[-1] / figures[0]) / math.log(sizes[-1] / sizes[0])


def tables(found: Sequence[Whole]) -> str:
    """Return every table as Markdown.

    Args:
        found: What was measured at each size, the smallest first.

    Returns:
        One table after the other, each with a heading.
    """
    return "\n\n".join(f"### {title}\n\n{_table(found, rows, grows=grows)}" for title, rows, grows in TABLES)


def _table(found: Sequence[Whole], rows: Sequence[Row], *, grows: bool) -> str:
    """Return one table: a column for each size, the growth where it matters, the goal."""
    sizes = [one.scale.times for one in found]
    growth = ["growth", "growth, last step"] if grows else []
    head = ["", *(f"size {size:g}" for size in sizes), *growth, "goal"]
    lines = [head, ["---", *["---:"] * (len(head) - 2), "---"]]
    for row in rows:
        figures = [row.figure(one) for one in found]
        told = [_told(exponent(sizes, figures)), _told(exponent(sizes[-2:], figures[-2:]))] if grows else []
        lines.append([row.name, *(row.form.format(figure) for figure in figures), *told, row.goal])
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _told(power: float | None) -> str:
    """Return an exponent in figures."""
    return "" if power is None else f"{power:.2f}"
