"""What a body is by its own bytes, and what a web page says of itself.

Belongs here: magic numbers, and the title and the first words of a web page. Does not belong here:
reading documents, or believing headers.
"""

import re
from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]

from catalogue.vocabulary import Magic

HEAD_BYTES = 64 * 1024
"""How much of a body's beginning is looked at."""

TAIL_BYTES = 64 * 1024
"""How much of a body's end is looked at."""

_TITLE, _EXCERPT = 300, 2_000
_HIDDEN = frozenset({"script", "style", "noscript", "template", "title"})
_HTML_START = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|script|style|link|base|div|p|table|h[1-6]|br|a|ul|section|article"
    rb"|main|header|span|center|font|iframe|form)\b",
)
_XML_START = re.compile(rb"<(?:\?xml|!doctype|[a-z_][\w.:\-]*[\s/>])")
_JSON_START = re.compile(rb"(?:\{\s*[\"}]|\[\s*(?:[\"{\[\]\-0-9]|true|false|null))")
_COMMENT = re.compile(rb"<!--.*?-->\s*", re.DOTALL)
_DECLARATION = re.compile(r"<\?xml[^>]*>")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_FIXED = ((b"%PDF-", Magic.PDF), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Magic.OLE))
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def sniff(head: bytes, tail: bytes = b"") -> Magic:
    """Tell what a body is by its first bytes.

    Args:
        head: Beginning of the body, up to `HEAD_BYTES`.
        tail: End of the body, where a zip archive lists what it holds.

    Returns:
        The kind of file; UNKNOWN where no rule knows it, EMPTY only where there are no bytes.
    """
    if not head:
        return Magic.EMPTY
    for start, magic in _FIXED:
        if head.startswith(start):
            return magic
    if head.startswith(_ZIP):
        return _zip_kind(head, tail)
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head[:4096].decode("utf-16", "replace").encode()
    return _text_kind(head)


def looks_at_end(head: bytes) -> bool:
    """Tell whether `sniff` looks at a body's end as well.

    Args:
        head: Beginning of the body.
    """
    return head.startswith(_ZIP)


def page_words(head: bytes, charset: str | None) -> tuple[str | None, str | None]:
    """Return what a web page says of itself.

    Args:
        head: Beginning of the page, up to `HEAD_BYTES`.
        charset: Character set that the headers name, believed only where it works.

    Returns:
        Title (at most 300 characters) and first words (at most 2,000), each None where there are none.
    """
    # Decoded here, because a parser that is given bytes warns about declarations it does not follow.
    text = _DECLARATION.sub("", _decode(head[:HEAD_BYTES], charset))
    if "<" not in text:
        return None, _short(text, _EXCERPT)
    # lxml alone: only words are wanted, and a tree for people takes ten times longer than the request did.
    root = etree.fromstring(text.encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8", no_network=True))
    if root is None:
        return None, None
    found = next(root.iter("title"), None)
    title = _short(" ".join(found.itertext()), _TITLE) if found is not None else None
    return title, _short(" ".join(_words_of(root)), _EXCERPT)


def _words_of(root: etree._Element) -> Iterator[str]:
    """Yield the texts of a page that are shown, until there are more than enough."""
    left, hidden = 4 * _EXCERPT, None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start" and hidden is None and (not isinstance(element.tag, str) or element.tag in _HIDDEN):
            hidden = element
        words = element.text if event == "start" else element.tail
        if event == "end" and element is hidden:
            hidden = None
        if words and hidden is None:
            yield words
            left -= len(words.strip())
        if left < 0:
            return


def _decode(data: bytes, charset: str | None) -> str:
    """Decode as told, else as UTF-8, else byte by byte; never failing."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    for encoding in (charset, "utf-8"):
        try:
            # The head may end inside a character, so one broken character at its end is forgiven.
            return data.decode(encoding or "utf-8").lstrip("\ufeff")
        except UnicodeDecodeError as error:
            if error.start >= len(data) - 4:
                return data[: error.start].decode(encoding or "utf-8", "replace")
        except (LookupError, ValueError, UnicodeError):
            continue
    return data.decode("cp1252", "replace")


def _short(text: str, most: int) -> str | None:
    """Return a text on one line, at most so long; None where nothing is left."""
    flat = " ".join(text.split())[:most].strip()
    return flat.encode("utf-8", "replace").decode() or None


def _zip_kind(head: bytes, tail: bytes) -> Magic:
    """Tell Office files from other archives by the names in them, without opening anything."""
    names = head + b"\0" + tail
    if b"word/document" in names:
        return Magic.DOCX
    if b"ppt/presentation" in names:
        return Magic.PPTX
    return Magic.ZIP


def _text_kind(head: bytes) -> Magic:
    """Tell web pages, XML, JSON and plain text apart; a PDF may follow up to a kilobyte of junk."""
    start = _COMMENT.sub(b"", head.removeprefix(b"\xef\xbb\xbf").lstrip()[:4096]).lower()
    rules = (
        (Magic.HTML, _HTML_START.match(start) or (start.startswith(b"<") and b"<html" in start)),
        (Magic.PDF, b"%PDF-" in head[:1024]),
        (Magic.HTML, start.startswith(b"<!--")),
        (Magic.XML, _XML_START.match(start)),
        (Magic.JSON, _JSON_START.match(start)),
        (Magic.UNKNOWN, _CONTROLS.search(head[:1024])),
        (Magic.HTML, re.search(rb"<(?:html|body)\b", start)),
    )
    return next((magic for magic, fits in rules if fits), Magic.TEXT)
