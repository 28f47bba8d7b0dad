"""Words of the operator's screen that carry links.

Belongs here: writing what strangers wrote so that the screen shows it as text. Does not belong here: what is said.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import dagster as dg

_MARKS = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&:])")
_WEB = re.compile(r"https?://[!-~]+")


def plain(text: str) -> str:
    """Return text as Markdown that shows it as it is.

    Args:
        text: Any text.

    Returns:
        One line with every mark of Markdown and HTML escaped.
    """
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def link(address: str) -> str:
    """Return an address as a link of Markdown, or as plain text where it is no web address.

    Args:
        address: The address.

    Returns:
        The link; its text is the address.
    """
    if not _WEB.fullmatch(address):
        return plain(address)
    safe = address.replace("<", "%3C").replace(">", "%3E")
    return f"[{plain(address)}](<{safe}>)"


def shown(address: str) -> dg.MetadataValue[Any]:
    """Return an address as a figure that opens it, or as plain text where it is no web address.

    Args:
        address: The address.

    Returns:
        A link, or a text.
    """
    return dg.MetadataValue.url(address) if _WEB.fullmatch(address) else dg.MetadataValue.text(address)


def listed(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as a list of Markdown.

    Args:
        rows: Texts of each row; those that are web addresses become links.

    Returns:
        One line a row.
    """
    return "\n".join("- " + " · ".join(link(one) for one in row) for row in rows)
