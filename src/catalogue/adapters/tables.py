"""What the columns of a listing's table mean.

Belongs here: which row heads a table, which of its cells name the case, and which hold the date of publication.
Does not belong here: tables that only lay a page out (``html`` tells them apart), or what a case is.
"""

import re
from typing import NamedTuple

from catalogue.dates import find_dates
from catalogue.extract import labels
from catalogue.html import Block

_LONGEST_HEAD = 50
_HEAD = re.compile(
    r"\b(?:case|child|name|review|title|subject|report|document|dates?|month|year|publi\w+|type|summary|briefing|brief|"
    r"area|authority|council|board|partnership|learning|download|file|size|attachment|links?|pseudonym|overview|executive|action\s+plan|response)s?\b",
    re.IGNORECASE,
)
_NAMES = re.compile(r"\b(?:case|child|name|title|subject|pseudonym|reviews?)\b", re.IGNORECASE)
_PUBLISHED = re.compile(r"\b(?:publi(?:shed|cation)|added|uploaded|released)\b", re.IGNORECASE)
_AREA = re.compile(
    r"\W*(?:local\s+)?(?:areas?|authorit(?:y|ies)|council|county|borough|board|partnership|published\s+by)\W*",
    re.IGNORECASE,
)
_DATE = re.compile(r"\W*(?:date|month|year|month\s+and\s+year)\W*", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:documents?|reports?|download|files?|links?|date|size|type|year|briefs?|briefing)\b", re.IGNORECASE
)


class Row(NamedTuple):
    """One row of a table whose columns are known."""

    label: str
    """The cell that names the case."""
    published: str
    """What the column of publication says, with its head; empty where it says nothing or there is none."""
    dated: bool
    """Whether the table has a column of publication: then no other date of the row is one."""
    area: str
    """What a column of areas says, empty where there is none: whose review it is."""


def head_of(block: Block) -> tuple[str, ...]:
    """Return the heads of a table's columns.

    Args:
        block: A table's row.

    Returns:
        Its cells, where they head columns; nothing where they are data.
    """
    if block.kind != "row" or block.anchors:
        return ()
    cells = tuple(cell.strip() for cell in block.text.split("|"))
    if len(cells) < 2:
        return ()
    if any(len(cell) > _LONGEST_HEAD or find_dates(cell) or labels.pseudonyms_in(cell) for cell in cells):
        return ()
    heads = [cell for cell in cells if _HEAD.search(cell)]
    return cells if len(heads) >= 2 or (len(heads) == 1 and len(cells) == 2) else ()


def row_of(block: Block, heads: tuple[str, ...]) -> Row | None:
    """Read a row by the heads of its table.

    Args:
        block: A table's row.
        heads: The heads of the columns; none where the table has no row of heads.

    Returns:
        The row; None where its cells do not answer the heads or nothing in it names a case.
    """
    if block.kind != "row" or not heads:
        return None
    cells = [cell.strip() for cell in block.text.split("|")]
    if len(cells) != len(heads):
        return None
    pairs = list(zip(heads, cells, strict=True))
    label = next((cell for head, cell in pairs if _NAMES.search(head) and not _OTHER.search(head)), "")
    label = label or next((cell for _, cell in pairs if cell and not find_dates(cell)), "")
    if not label:
        return None
    explicit = [(head, cell) for head, cell in pairs if _PUBLISHED.search(head)]
    dates = explicit or [(head, cell) for head, cell in pairs if _DATE.fullmatch(head)]
    said = next((f"{head}: {cell}" if explicit else cell for head, cell in dates if find_dates(cell)), "")
    area = next((cell for head, cell in pairs if _AREA.fullmatch(head)), "")
    return Row(label.split("\n")[0], said, bool(dates), area)
