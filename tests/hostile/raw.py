"""PDF files written object by object, so that each part can be made wrong on purpose.

Belongs here: the bare form of a PDF. Does not belong here: what is wrong with which file (``files.py``).
"""

import zlib
from collections.abc import Mapping

Objects = Mapping[int, bytes]
"""By number, the body of each object."""


def stream(data: bytes, *entries: str, length: str | None = None) -> bytes:
    """Return a stream object's body with further entries in its dictionary."""
    told = str(len(data)) if length is None else length
    return f"<< /Length {told} {' '.join(entries)} >>\nstream\n".encode() + data + b"\nendstream"


def shown(*lines: str, size: int = 12) -> bytes:
    """Return the page content that shows lines of text."""
    text = " T* ".join(f"({line}) Tj" for line in lines)
    return f"BT /F1 {size} Tf 14 TL 72 760 Td {text} ET".encode("latin-1")


def document(
    contents: list[bytes], more: Objects | None = None, *, catalog: str = "", page: str = ""
) -> dict[int, bytes]:
    """Return the objects of a plain document: 1 catalog, 2 page tree, 3 font, from 10 on a page and its content.

    Args:
        contents: The body of each page's content stream object.
        more: Objects that are added or put in the place of others.
        catalog: Further entries of the catalog.
        page: Further entries of every page.
    """
    kids = " ".join(f"{10 + 2 * at} 0 R" for at in range(len(contents)))
    objects = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} /MediaBox [0 0 595 842] >>".encode(),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    }
    for at, content in enumerate(contents):
        number = 10 + 2 * at
        resources = "" if "/Resources" in page else "/Resources << /Font << /F1 3 0 R >> >>"
        objects[number] = f"<< /Type /Page /Parent 2 0 R {resources} /Contents {number + 1} 0 R {page} >>".encode()
        objects[number + 1] = content
    return {**objects, **(more or {})}


def written(objects: Objects, *, index: bool = True, trailer: str = "") -> bytes:
    """Return the file, with its index of objects unless it is to lack one."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places: dict[int, int] = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    if not index:
        return bytes(out)
    start, last = len(out), max(objects) + 1
    out += f"xref\n0 {last}\n0000000000 65535 f \n".encode()
    for number in range(1, last):
        out += f"{places[number]:010} 00000 n \n".encode() if number in places else b"0000000000 00000 f \n"
    out += f"trailer\n<< /Size {last} /Root 1 0 R {trailer.replace('@INDEX', str(start))} >>\n".encode()
    return bytes(out + f"startxref\n{start}\n%%EOF\n".encode())


def packed_nothing(size: int) -> bytes:
    """Return a deflated stream that unpacks to so many bytes (whole MiB) of blanks, made without unpacking it."""
    block = b" " * (1 << 20)
    packer = zlib.compressobj(9)
    head = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    # After a full flush the packer remembers nothing, so every further block is packed to the same bytes.
    again = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + again * (size // len(block) - 1) + b"\x03\x00" + b"\0\0\0\0"
