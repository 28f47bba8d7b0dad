"""Thirty PDFs made to break readers, each with what may be said of it.

Belongs here: what is wrong with each file. Does not belong here: running readers on them.
"""

import functools
import io
import zipfile
import zlib
from collections.abc import Callable, Mapping

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from catalogue.vocabulary import TextQuality as Q
from tests.hostile.raw import document, packed_nothing, shown, stream, written
from tests.world import papers, reports

GIB = 1 << 30
LINES = ("Serious Case Review", "Child H", "A page of a report that is otherwise well made.")

BROKEN = frozenset({Q.UNREADABLE, Q.RESOURCE_LIMIT})
TEXT = frozenset({Q.GOOD, Q.PARTIAL})
NOTHING = frozenset({Q.EMPTY, Q.NEEDS_OCR, *BROKEN})


def _good(*pages: bytes) -> list[bytes]:
    """Return the contents of good pages, or of those given."""
    return [stream(one) for one in pages or (shown(*LINES),)]


def _bomb(data: bytes, filters: str) -> bytes:
    """Return a page content that unpacks to far more than memory."""
    return stream(data, f"/Filter {filters}")


def _pages(numbers: int) -> bytes:
    """Return a document that shows one page very often."""
    kids = "10 0 R " * numbers
    tree = f"<< /Type /Pages /Kids [{kids}] /Count {numbers} /MediaBox [0 0 595 842] >>"
    return written(document(_good(), {2: tree.encode()}))


def _deep_tree(depth: int) -> bytes:
    """Return a document whose page lies below a tall tree."""
    more = {
        100 + at: f"<< /Type /Pages /Parent {99 + at} 0 R /Kids [{101 + at} 0 R] /Count 1 >>".encode()
        for at in range(depth)
    }
    more[2] = b"<< /Type /Pages /Kids [100 0 R] /Count 1 /MediaBox [0 0 595 842] >>"
    more[100 + depth] = f"<< /Type /Page /Parent {99 + depth} 0 R /Contents 11 0 R >>".encode()
    return written(document(_good(), more))


def _locked(user: str) -> bytes:
    """Return a document with an owner's password, and with a reader's where one is given."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, encrypt=StandardEncryption(user, ownerPassword="owner", canPrint=0))
    for at, line in enumerate(LINES):
        canvas.drawString(72, 760 - 14 * at, line)
    canvas.save()
    return out.getvalue()


def _zipped() -> bytes:
    """Return an archive that holds a good document."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("report.pdf", written(document(_good())))
    return out.getvalue()


def _polyglot() -> bytes:
    """Return a good document that is a web page in front and an archive behind."""
    return b"\x01<html><script>alert(1)</script>\n" + written(document(_good())) + _zipped()


def _mapped(table: str) -> dict[int, bytes]:
    """Return a font whose letters are told by a table."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 4 0 R >>"
    head = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange\n"
    return {3: font, 4: stream((head + table + "\nendcmap").encode())}


def _map_bomb() -> bytes:
    """Return a document whose table makes each letter a hundred thousand."""
    table = "".join(f"1 beginbfchar <{code:02X}> <{'0041' * 20_000}> endbfchar\n" for code in range(32, 127))
    ranges = "1 beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange\n" * 200
    return written(document(_good(shown(*LINES * 20)), _mapped(table + ranges)))


def _welsh() -> bytes:
    """Return a document in Welsh, whose letters only a table tells."""
    table = "3 beginbfchar <80> <0175> <81> <0177> <82> <00F4> endbfchar"
    font = "/Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [128 /wcircumflex /ycircumflex /ocircumflex] >>"
    more = _mapped(table)
    more[3] = more[3].replace(b"/ToUnicode", font.encode() + b" /ToUnicode")
    content = b"BT /F1 12 Tf 72 760 Td (Adolygiad Ymarfer Plant: G\x80yr, t\x81 a ph\x82l) Tj ET"
    return written(document(_good(content), more))


def _self_drawing() -> bytes:
    """Return a page with a form that draws itself."""
    form = stream(
        b"/X Do /X Do", "/Type /XObject /Subtype /Form /BBox [0 0 100 100] /Resources << /XObject << /X 5 0 R >> >>"
    )
    page = "/Resources << /Font << /F1 3 0 R >> /XObject << /X 5 0 R >> >>"
    return written(document(_good(shown(*LINES) + b" /X Do"), {5: form}, page=page))


def _vast_picture() -> bytes:
    """Return a page with a picture of ten thousand million dots in a kilobyte."""
    picture = stream(
        zlib.compress(b"\0" * 100_000),
        "/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /ColorSpace /DeviceGray /BitsPerComponent 8",
        "/Filter /FlateDecode",
    )
    page = "/Resources << /XObject << /X 5 0 R >> >>"
    return written(document(_good(b"q 500 0 0 700 50 50 cm /X Do Q"), {5: picture}, page=page))


def _with_one_bad_page() -> bytes:
    """Return three pages, the second of which unpacks to two gigabytes."""
    bad = _bomb(packed_nothing(2 * GIB), "/FlateDecode")
    return written(document([*_good(shown("Before")), bad, *_good(shown("After"))]))


def _with_action(action: str) -> bytes:
    """Return a document that wants to do something when it is opened."""
    return written(document(_good(), catalog=f"/OpenAction << /Type /Action {action} >>"))


def _whole() -> bytes:
    """Return a good report of several pages."""
    return reports.frankie()


FILES: Mapping[str, tuple[Callable[[], bytes], frozenset[Q]]] = {
    "unpacks to 2 GiB": (lambda: written(document([_bomb(packed_nothing(2 * GIB), "/FlateDecode")])), NOTHING),
    "unpacks twice to 2 GiB": (
        lambda: written(document([_bomb(zlib.compress(packed_nothing(2 * GIB), 9), "[/FlateDecode /FlateDecode]")])),
        NOTHING,
    ),
    "four million words": (
        lambda: written(
            document([_bomb(zlib.compress(b"BT /F1 1 Tf 9 9 Td " + b"(A)Tj " * 4_000_000 + b"ET"), "/FlateDecode")])
        ),
        BROKEN | TEXT,
    ),
    "one page of three is a bomb": (_with_one_bad_page, TEXT),
    "cut in half": (lambda: _whole()[: len(_whole()) // 2], BROKEN | TEXT),
    "cut in its first kilobyte": (lambda: _whole()[:600], frozenset({Q.UNREADABLE})),
    "without index": (lambda: written(document(_good()), index=False), TEXT),
    "index points nowhere": (lambda: written(document(_good())).replace(b"startxref\n", b"startxref\n9"), TEXT),
    "index leads to itself": (lambda: written(document(_good()), trailer="/Prev @INDEX"), TEXT),
    "page tree in a circle": (
        lambda: written(document(_good(), {2: b"<< /Type /Pages /Kids [2 0 R 10 0 R] /Count 2 /Parent 2 0 R >>"})),
        TEXT | NOTHING,
    ),
    "page tree 20,000 high": (lambda: _deep_tree(20_000), TEXT | NOTHING),
    "outline in a circle": (
        lambda: written(
            document(
                _good(), {6: b"<< /Title (x) /Parent 6 0 R /Next 6 0 R /First 6 0 R >>"}, catalog="/Outlines 6 0 R"
            )
        ),
        TEXT,
    ),
    "100,000 pages": (lambda: _pages(100_000), TEXT),
    "only an owner's password": (lambda: _locked(""), TEXT),
    "a reader's password": (lambda: _locked("secret"), frozenset({Q.ENCRYPTED})),
    "no bytes": (lambda: b"", frozenset({Q.EMPTY})),
    "a web page": (lambda: b"<!doctype html><html><body><main><p>No report here.</p></main></body></html>", TEXT),
    "a PDF in an archive": (_zipped, frozenset({Q.NOT_READ})),
    "a web page before, an archive after": (_polyglot, TEXT),
    "script when opened": (lambda: _with_action("/S /JavaScript /JS (app.alert\\(1\\))"), TEXT),
    "program when opened": (lambda: _with_action("/S /Launch /F (/bin/sh)"), TEXT),
    "another file inside": (
        lambda: written(
            document(
                _good(),
                {
                    5: stream(b"MZ\x90", "/Type /EmbeddedFile"),
                    6: b"<< /Type /Filespec /F (a.exe) /EF << /F 5 0 R >> >>",
                },
                catalog="/Names << /EmbeddedFiles << /Names [(a.exe) 6 0 R] >> >>",
            )
        ),
        TEXT,
    ),
    "a page of 1e9 points": (lambda: written(document(_good(), page="/MediaBox [0 0 1000000000 1000000000]")), TEXT),
    "letters that become thousands": (_map_bomb, TEXT | BROKEN),
    "wrong encoding": (
        lambda: written(
            document(
                _good(shown("\xd0\xd1\xfe\xff", "\x81\x8d")),
                {3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Nope /Encoding /Nope >>"},
            )
        ),
        TEXT | NOTHING,
    ),
    "Welsh": (_welsh, TEXT),
    "only pictures": (papers.scanned, frozenset({Q.NEEDS_OCR, Q.OCR})),
    "a form that draws itself": (_self_drawing, TEXT | BROKEN),
    "a picture of 10,000 million dots": (_vast_picture, NOTHING),
    "nested 200,000 deep": (
        lambda: written(document(_good(), page="/Nested " + "[" * 200_000 + "]" * 200_000)),
        TEXT | BROKEN,
    ),
}
"""By what is wrong: the file, and what may be said of its text."""


@functools.cache
def made(name: str) -> bytes:
    """Return the file of a name."""
    return FILES[name][0]()
