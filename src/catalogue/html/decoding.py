"""From the bytes of a page to its characters.

Belongs here: byte order marks, declared encodings and what to do when they lie. Does not belong here:
anything about elements.
"""

import codecs
import re

from catalogue.models import Record


class Decoded(Record):
    """The characters of a page and how they were found."""

    text: str
    """The characters."""
    encoding: str
    """Encoding used, as Python names it."""
    certain: bool
    """False where the encoding was guessed, unknown, or did not fit the bytes."""


_ENCODINGS = re.compile(
    r"^(utf-?8|utf-?16(le|be)?|us-?ascii|ascii|(iso-?)?8859-?\d+|latin-?\d|(windows-?|cp)125\d|koi8-[ru])$"
)
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w:.-]{1,40})", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w:.-]{1,40})", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufeff\u200b\u00ad]")


def decode(content: bytes, content_type: str | None) -> Decoded:
    """Decode a page's bytes: by its byte order mark, its header, its meta element, else UTF-8.

    Args:
        content: The body.
        content_type: The header ``Content-Type``, or None.

    Returns:
        The text. ``certain`` is False where the declared encoding is unknown or does not fit, or where none
        was declared and the bytes are not UTF-8; the text then comes from a guess and may hold wrong letters.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _decoded(content, encoding, certain=True)
    named = _declared(content, content_type)
    if named is not None and _ENCODINGS.match(named):
        # Browsers read both names as windows-1252, which has the dashes and quotes that pages really use.
        encoding = "cp1252" if named in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"} else named
        return _decoded(content, encoding, certain=True)
    return _decoded(content, "utf-8", certain=named is None)


def _declared(content: bytes, content_type: str | None) -> str | None:
    """Return the encoding that the header or else the page names, in lower case."""
    header = _HEADER.search(content_type or "")
    if header:
        return header.group(1).lower()
    meta = _META.search(content[:4096])
    return meta.group(1).decode("ascii", "replace").lower() if meta else None


def _decoded(content: bytes, encoding: str, *, certain: bool) -> Decoded:
    """Decode strictly; where that fails, as windows-1252 for old pages and with replacement marks."""
    try:
        return Decoded(text=content.decode(encoding), encoding=encoding, certain=certain)
    except (UnicodeDecodeError, LookupError):
        fallback = "cp1252" if encoding == "utf-8" else "utf-8"
        return Decoded(text=content.decode(fallback, "replace"), encoding=fallback, certain=False)


def fold(text: str) -> str:
    """Fold runs of white space to one space and strip the ends."""
    return " ".join(text.split())
