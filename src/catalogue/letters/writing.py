"""How a message is written: blocks of words, as plain text and as a page.

Belongs here: the few kinds of block, wrapping, escaping, days and moments in words. Does not belong here: what any
message says.

What comes from outside (titles, pseudonyms, addresses) is made one line of printable characters before it stands in
a block, and is escaped in a page; nothing of it is ever markup.
"""

import datetime as dt
import html
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from catalogue.models import Record

SIGNATURE = "Catalogue of child safeguarding practice reviews"
_LONDON = ZoneInfo("Europe/London")
_WIDTH = 76
_WEB = re.compile(r"https?://[^\s\"'<>]+")

_PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>{subject}</title>
</head>
<body style="margin:0;padding:0;background:#f3f2f1;color:#0b0c0c">
<div style="max-width:38em;margin:0 auto;padding:1em 1.2em;background:#ffffff;color:#0b0c0c;\
font-family:Arial,Helvetica,sans-serif;\
font-size:16px;line-height:1.5;overflow-wrap:anywhere">
{body}
</div>
</body>
</html>
"""
_HEADING = '<h2 style="font-size:1.1em;line-height:1.3;margin:1.6em 0 0.4em">{}</h2>'
_COMMAND = (
    '<p style="margin:0.6em 0;padding:0.6em 0.8em;background:#f3f2f1;color:#0b0c0c;'
    'font-family:Consolas,Menlo,monospace;font-size:0.875em">{}</p>'
)
_LABEL = '<dt style="color:#505a5f;font-size:0.875em;margin-top:0.6em">{}</dt>'


class Words(Record):
    """Subject and text of one message."""

    subject: str
    """One line."""
    text: str
    """Plain text in lines of at most 76 characters, but for addresses."""
    html: str | None = None
    """The same as a page; null where there is none."""


@dataclass(frozen=True)
class Heading:
    """The words above a part of a message."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running words; a line break is kept."""

    text: str


@dataclass(frozen=True)
class Facts:
    """Labels and what they say, a line each."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Bullets:
    """A line, and a list below it."""

    lead: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Command:
    """A line to be typed as it stands; it is never broken."""

    text: str


Block = Heading | Paragraph | Facts | Bullets | Command


def written(subject: str, blocks: Sequence[Block]) -> Words:
    """Write a message.

    Args:
        subject: One line.
        blocks: What it says, in order.

    Returns:
        Subject, plain text and page.
    """
    subject = line(subject)
    body = "\n".join(_as_html(block) for block in blocks)
    page = _PAGE.format(subject=html.escape(subject), body=body)
    return Words(subject=subject, text="\n\n".join(_as_text(block) for block in blocks) + "\n", html=page)


def day(moment_or_day: dt.date) -> str:
    """Write a day as people do.

    Args:
        moment_or_day: A date, or an aware moment, which is taken in UK local time.

    Returns:
        For instance ``15 March 2021``.
    """
    local = moment_or_day.astimezone(_LONDON) if isinstance(moment_or_day, dt.datetime) else moment_or_day
    return f"{local.day} {local:%B %Y}"


def moment(at: dt.datetime) -> str:
    """Write a moment in UK local time.

    Args:
        at: An aware moment.

    Returns:
        For instance ``15 March 2021 at 07:05 (UK time)``.
    """
    return moments((at,))


def moments(at: Sequence[dt.datetime]) -> str:
    """Write moments in UK local time.

    Args:
        at: Aware moments, at least one.

    Returns:
        For instance ``15 March 2021 at 07:05; 16 March 2021 at 07:05 (UK time)``.
    """
    return "; ".join(f"{day(one)} at {one.astimezone(_LONDON):%H:%M}" for one in at) + " (UK time)"


def line(text: str) -> str:
    """Return text as one line of printable characters.

    Args:
        text: Any text, from outside too.

    Returns:
        The same without what could break a line, a header or a terminal.
    """
    plain = text if text.isprintable() else "".join(mark if mark.isprintable() else " " for mark in text)
    return " ".join(plain.split())


def count(number: int, one: str, many: str | None = None) -> str:
    """Write a number of things.

    Args:
        number: How many.
        one: What one is called.
        many: What several are called; by default with an s.

    Returns:
        For instance ``1 document`` or ``3 documents``.
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


def _as_text(block: Block) -> str:
    """Return a block as plain text."""
    match block:
        case Heading(text):
            return f"{_wrap(text)}\n{'-' * min(len(text), _WIDTH)}"
        case Paragraph(text):
            return "\n".join(_wrap(part) for part in text.split("\n"))
        case Facts(rows):
            return "\n".join(_wrap(f"{label}: {value}") for label, value in rows)
        case Bullets(lead, items):
            return "\n".join(_wrap(part) for part in (lead, *(f"- {item}" for item in items)))
        case Command(text):
            return f"    {text}"


def _wrap(text: str) -> str:
    """Wrap one line; what belongs to a label or a list mark is set in; addresses are never broken."""
    indent = "  " if text.startswith("- ") or ": " in text[:30] else ""
    return textwrap.fill(text, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def _as_html(block: Block) -> str:
    """Return a block as part of a page."""
    match block:
        case Heading(text):
            return _HEADING.format(html.escape(text))
        case Paragraph(text):
            return f"<p>{'<br>'.join(_linked(part) for part in text.split(chr(10)))}</p>"
        case Facts(rows):
            pairs = "".join(
                f'{_LABEL.format(html.escape(label))}<dd style="margin:0">{_linked(value)}</dd>'
                for label, value in rows
            )
            return f'<dl style="margin:1em 0">{pairs}</dl>'
        case Bullets(lead, items):
            listed = "".join(f"<li>{_linked(item)}</li>" for item in items)
            return f'<p style="margin-bottom:0.2em">{_linked(lead)}</p><ul style="margin-top:0">{listed}</ul>'
        case Command(text):
            return _COMMAND.format(html.escape(text))


def _linked(text: str) -> str:
    """Escape text; web addresses in it become links, and nothing else does."""
    parts: list[str] = []
    end = 0
    for found in _WEB.finditer(text):
        address = found.group().rstrip(".,;)")
        parts.append(html.escape(text[end : found.start()]))
        parts.append(f'<a href="{html.escape(address)}" rel="noreferrer">{html.escape(address)}</a>')
        end = found.start() + len(address)
    return "".join((*parts, html.escape(text[end:])))
