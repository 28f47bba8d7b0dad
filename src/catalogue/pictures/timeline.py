"""What is known of one address over time: a strip of bars whose height and pattern say what.

Belongs here: this picture, written as a few rectangles, because an edition has thousands of them. Does not belong here:
what counts as available (``availability``), or any duty.
"""

import datetime as dt
import html
from collections.abc import Mapping, Sequence

from catalogue.models import Stretch
from catalogue.pictures import findings, style
from catalogue.pictures.picture import Picture
from catalogue.vocabulary import State

_WIDE, _LEFT, _STRIP = 640, 8, 624
_FLOOR = 54  # where bars stand
_WORDS: Mapping[State, str] = {
    State.AVAILABLE: "available",
    State.UNAVAILABLE: "not found",
    State.UNKNOWN: "not known",
}
_SHAPES: Mapping[State, tuple[int, str]] = {
    State.AVAILABLE: (32, style.SOLID),
    State.UNAVAILABLE: (20, "url(#slant)"),
    State.UNKNOWN: (8, "url(#dots)"),
}
_LETTER = 7.5  # pixels that a letter of a label takes, amply


def timeline(name: str, stretches: Sequence[Stretch]) -> Picture:
    """Draw what is known of one address from its first check on.

    Args:
        name: Short name of the address for files: small letters, digits and hyphens.
        stretches: What is known, in the order of time, without gaps.

    Returns:
        The picture, whose title states how long it was not found, if ever. Its rows are the stretches; days are UTC.
    """
    title = _title(stretches)
    return Picture(
        name=f"availability-{name}",
        title=title,
        alternative="Strip of time: high full bars where the document was available at its published address, half-high"
        f" slanted ones where it was not found, low dotted ones where nothing is known. {title}.",
        note="Each check says what is known until the next one; nothing is known of more than 14 days after a check.",
        columns=("From", "To", "What is known", "Days"),
        rows=tuple(
            (_day(one.begins), _day(one.ends), _WORDS[one.state], _days(one.ends - one.begins)) for one in stretches
        ),
        plan=_drawing(stretches),
        kind="drawing",
    )


def _title(stretches: Sequence[Stretch]) -> str:
    """State how long it was not found and how much is not known."""
    if not stretches:
        return "Not checked yet"
    length = _length(stretches[-1].ends - stretches[0].begins)
    whole = f"from {_day(stretches[0].begins)} to {_day(stretches[-1].ends)}"
    absent = [one for one in stretches if one.state is State.UNAVAILABLE]
    unknown = sum((one.ends - one.begins for one in stretches if one.state is State.UNKNOWN), dt.timedelta())
    if not absent and not unknown:
        return f"Available {whole}"
    if not absent and len(stretches) == 1:
        return f"Nothing is known {whole}"
    if not absent:
        return f"Found at every check that could be made {whole}; nothing is known of {_length(unknown)} of it"
    missing = sum((one.ends - one.begins for one in absent), dt.timedelta())
    times = "" if len(absent) == 1 else f" in {len(absent)} stretches"
    still = ", to the end" if stretches[-1].state is State.UNAVAILABLE else ""
    return f"Not found for {_length(missing)}{times} of the {length} {whole}{still}"


def _days(length: dt.timedelta) -> str:
    """Return a length in days to one decimal."""
    return f"{length / dt.timedelta(days=1):.1f}"


def _length(length: dt.timedelta) -> str:
    """Return a length as words: whole days, or less than one."""
    days = length // dt.timedelta(days=1)
    return findings.counted(days, "day", "days") if days else "less than a day"


def _day(moment: dt.datetime) -> str:
    """Return a day as people write it."""
    return f"{moment.day} {moment:%B %Y}"


def _drawing(stretches: Sequence[Stretch]) -> str:
    """Return the strip as SVG."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDE}" height="84">'
    ground = f'<rect width="{_WIDE}" height="84" fill="{style.PAPER}"/>'
    if not stretches:
        return f"{head}{ground}{_word(_LEFT, 40, 'start', 'Not checked yet')}</svg>"
    begins, ends = stretches[0].begins, stretches[-1].ends
    marks: list[str] = []
    for one in stretches:
        left = _LEFT + _STRIP * ((one.begins - begins) / (ends - begins))
        wide = _STRIP * ((one.ends - one.begins) / (ends - begins))
        high, fill = _SHAPES[one.state]
        marks.append(
            f'<rect x="{left:.1f}" y="{_FLOOR - high}" width="{max(wide, 1):.1f}" height="{high}" fill="{fill}"'
            f' stroke="{style.INK}" stroke-width="0.7"/>'
        )
        if wide >= len(_WORDS[one.state]) * _LETTER:
            marks.append(_word(left + wide / 2, _FLOOR - high - 5, "middle", _WORDS[one.state]))
    foot = _word(_LEFT, 74, "start", _day(begins)) + _word(_LEFT + _STRIP, 74, "end", _day(ends))
    return f"{head}{ground}{''.join(marks)}{foot}</svg>"


def _word(x: float, y: float, anchor: str, words: str) -> str:
    """Return words at a place."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="15"'
        f' fill="{style.INK}">{html.escape(words)}</text>'
    )
