"""What a listing prints of a file: its type and its size.

Belongs here: "(PDF, 382 kb)" in or after a link, and the ending of an address. Does not belong here: what the
file really is (its bytes say that).
"""

import re
from urllib.parse import unquote, urlsplit

from catalogue.html import Anchor, Block

_ENDING = re.compile(r"\.(pdf|docx?|pptx?|rtf|odt|odp|ppsx?)$", re.IGNORECASE)
_TYPE = re.compile(r"\b(pdf|docx?|pptx?|rtf|odt|word|power\s*point)\b", re.IGNORECASE)
_SIZE = re.compile(r"(?<![\w.])\d{1,4}(?:[.,]\d{1,3})*\s?(?:[kmg]i?b|bytes|kilobytes|megabytes)\b", re.IGNORECASE)
_WORDS = {"word": "docx", "powerpoint": "pptx"}
_AFTER = 40


def file_said(anchor: Anchor, block: Block) -> tuple[str | None, str | None]:
    """Read the type and size of the file that a link leads to.

    Args:
        anchor: The link.
        block: The block in which it stands.

    Returns:
        The type in small letters ("pdf"), from the address or the words in and right after the link, and the
        size as printed ("382 kb"); each None where the page does not say.
    """
    at = block.text.find(anchor.text, max(0, anchor.start - 1)) if anchor.text else -1
    after = block.text[at + len(anchor.text) : at + len(anchor.text) + _AFTER] if at >= 0 else ""
    if any(other.start > anchor.start for other in block.anchors):
        following = min(other.start for other in block.anchors if other.start > anchor.start)
        after = after[: max(0, following - at - len(anchor.text))]
    said = f"{anchor.text} {after}"
    ending = _ENDING.search(unquote(urlsplit(anchor.url).path))
    printed = ending or _TYPE.search(said)
    size = _SIZE.search(said)
    kind = re.sub(r"\s", "", printed.group(1).lower()) if printed else None
    return (_WORDS.get(kind, kind) if kind else None), (size.group() if size else None)
