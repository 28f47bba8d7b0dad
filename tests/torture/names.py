"""Protocol J: names that lead elsewhere, by address, by header and in archives: ``python -m tests.torture.names``.

Belongs here: the names, and what stands on the disk afterwards. Does not belong here: addresses of other machines
(protocol H).

What must hold: every body stands under its sha256 in the store, nothing is written outside the warehouse, a link that
was planted in the way is not followed, and what the edition shows of a name is text on one line.
"""

import hashlib
import io
import sys
import tempfile
import zipfile
from pathlib import Path
from urllib.parse import quote

from catalogue.house import House
from catalogue.journal import FolderJournal
from catalogue.models import Capture
from tests.conftest import settings_for
from tests.torture.ground import memory
from tests.world.resources import Resource
from tests.world.server import World

_UP = (
    "../",
    "..\\",
    "%2e%2e/",
    "%252e%252e%252f",
    "..%2f",
    "..%5c",
    "....//",
    ".%00./",
    "..;/",
    "%c0%ae%c0%ae/",
    "．．/",
    "‥/",
)
NAMES: tuple[str, ...] = (
    *(f"{up * depth}etc/passwd" for up in _UP for depth in (1, 6)),
    "/etc/passwd", "//etc/passwd", "\\\\host\\share\\x", "C:\\x.pdf", "C:x", "file:///etc/passwd", "~/x", "~root/x", "$HOME/x", "`id`.pdf",
    "$(id).pdf", "x\x00.pdf", "x%00.pdf", "x\r\ny.pdf", "x\ty", " x ", ".", "..", "...", "-rf", "--help", "CON", "NUL.pdf", "aux", "x.pdf.",
    "x:y", "x" * 300 + ".pdf", "é" * 150, "\u202efdp.exe", "e\u0301.pdf", "\u00e9.pdf", "\u200b.pdf", "*?.pdf", "a|b.pdf", '"quoted".pdf', "'q'.pdf",
    "<b>.pdf", "raw", "journal", ".tmp", "catalogue.duckdb", "index.html",
)  # fmt: skip
HOST = "names.test"


def _word(number: int, name: str) -> bytes:
    """Return a document, with a member of that name where it is an archive."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("[Content_Types].xml", f"<Types><!-- {number} --></Types>")
        archive.writestr("word/document.xml", "<w:document/>")
        archive.writestr(name.replace("\x00", "") or "x", "elsewhere")
    return kept.getvalue()


def _planted(world: World) -> dict[str, bytes]:
    """Put a site up: each name as an address, in a header and as a member of an archive; return all bodies."""
    world.put(f"http://{HOST}/robots.txt", b"User-agent: *\nAllow: /\n", "text/plain")
    bodies, links = {}, []
    for number, name in enumerate(NAMES):
        for way in ("address", "header", "member"):
            body = _word(number, name) if way == "member" else f"%PDF-1.4 {way} {number}".encode()
            path = f"/files/{number}/{quote(name, safe='/')}.pdf" if way == "address" else f"/files/{way}-{number}.pdf"
            header = "".join(one for one in name if one.isprintable() and ord(one) < 256)
            told = {"Content-Disposition": f"attachment; filename=\"{header}\"; filename*=UTF-8''{quote(name)}"}
            place = f"http://{HOST}{path}"
            world.route(place, Resource(body, "application/pdf", headers=told if way == "header" else {}))
            bodies[place] = body
            pseudonym = f"{chr(65 + number // 26 % 26)}{chr(65 + number % 26)}{number}"
            links.append(
                f"<h2>Child {pseudonym}</h2><p><a href='{path}'>Child {pseudonym} serious case review {way}</a></p>"
            )
    page = f"<html><body><main><h1>Serious case reviews</h1>{''.join(links)}</main></body></html>"
    world.put(f"http://{HOST}/reviews", page.encode())
    return bodies


def found_wrong(folder: Path) -> tuple[int, list[str]]:
    """Harvest and publish a site of such names.

    Args:
        folder: An empty folder; the warehouse stands in it, beside a file that nobody may touch.

    Returns:
        How many bodies came, and what does not hold.
    """
    warehouse, beside = folder / "warehouse", folder / "beside"
    beside.write_text("untouched")
    (warehouse / "raw").mkdir(parents=True)
    (warehouse / "raw" / "etc").symlink_to(beside)
    (warehouse / "passwd").symlink_to(beside)
    register = folder / "sources.yaml"
    register.write_text(
        f"sources:\n  - {{id: names, publisher: P, publisher_id: p, nation: England, scope: child, areas: [Wandsworth], "
        f"adapter: listing, urls: ['http://{HOST}/reviews'], expect: {{least: 0}}}}\n"
    )
    with World() as world:
        bodies = _planted(world)
        house = House(settings_for(world, warehouse, sources=register))
        house.harvest()
        published = house.publish()
    wrong = [] if published.published else [f"no edition: {published}"]
    captures = [one for one in FolderJournal(warehouse / "journal").read(Capture) if one.sha256]
    came = {one.sha256 for one in captures} & {hashlib.sha256(body).hexdigest() for body in bodies.values()}
    for path in (warehouse / "raw").rglob("*"):
        if path.is_file() and not path.is_symlink() and hashlib.sha256(path.read_bytes()).hexdigest() != path.name:
            wrong.append(f"{path.relative_to(folder)!s} stands in the store under another name than its hash")
    if beside.read_text() != "untouched":
        wrong.append("a planted link was followed")
    if {path.name for path in folder.iterdir()} != {"warehouse", "beside", "sources.yaml"}:
        wrong.append(f"beside the warehouse stand {sorted(path.name for path in folder.iterdir())}")
    if any(not one.headers.get("content-disposition", "x").isprintable() for one in captures):
        wrong.append("a name is kept on more than one line")
    return len(came), wrong


def main() -> int:
    """Harvest the names.

    Returns:
        0 where everything held and most bodies came.
    """
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        came, wrong = found_wrong(Path(folder))
    print("\n".join(wrong))
    print(
        f"{len(NAMES)} names by address, header and member: {came} bodies kept by their hash, {len(wrong)} went wrong"
    )
    return 1 if wrong or came < 2 * len(NAMES) else 0


if __name__ == "__main__":
    sys.exit(main())
