"""Write the report gold: `python -m tests.gold.make_reports [folder]`.

Belongs here: how the invented documents of `documents/*.yaml` and `passages.yaml` become pages.
Does not belong here: what the documents say, and anything that reads them.
The same input gives the same files: nothing is random and no clock is read.
"""

import html
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

HERE = Path(__file__).parent
FONTS = {
    "Times": ("Times-Roman", "Times-Bold", "Times-Italic"),
    "Helvetica": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
    "Courier": ("Courier", "Courier-Bold", "Courier-Oblique"),
}
ROW: dict[str, Any] = {
    "doc_kind": "full_report",
    "pseudonyms": [],
    "board_or_partnership": None,
    "areas": [],
    "published": None,
    "reviewers": [],
    "incident": "unknown",
    "child_ages_text": [],
    "themes": [],
    "how_known": "cover",
    "author_label": None,
    "date_label": None,
    "credentials": [],
    "distractor_names": [],
    "other_dates": [],
    "note": None,
    "areas_external": [],
    "published_basis": "none",
    "review_type_as_printed": None,
    "review_type": None,
    "role": None,
}
LINES = {  # code: face and size
    "T": ("bold", 25.0),
    "U": ("bold", 16.0),
    "c": ("plain", 12.0),
    "i": ("italic", 11.0),
    "B": ("bold", 12.0),
    "l": ("plain", 12.0),
    "s": ("plain", 8.5),
}
CENTRED = {"T", "U", "c", "i"}
MARGIN = 62.0

Document = dict[str, Any]


class Sheet:
    """The pages of one PDF, filled from above."""

    def __init__(self, path: Path, document: Document, child: str) -> None:
        style = document.get("style", {})
        self.plain, self.bold, self.italic = FONTS[style.get("font", "Helvetica")]
        self.size = landscape(A4) if style.get("slides") else A4
        self.body = 15.0 if style.get("slides") else float(style.get("body", 10.5))
        self.header, self.footer = style.get("header", ""), style.get("footer", "")
        self.width = self.size[0] - 2 * MARGIN
        self.child = child
        self.canvas = Canvas(str(path), pagesize=self.size, pageCompression=1, invariant=1)
        told = style.get("metadata", {})  # who typed or uploaded a file is not who wrote the report
        self.canvas.setAuthor(told.get("author", ""))
        self.canvas.setTitle(told.get("title", ""))
        self.y = 0.0

    def text(self, words: str, font: str, size: float, *, centred: bool = False, indent: float = 0.0) -> None:
        """Write words, wrapped, below what stands already."""
        for line in simpleSplit(words, font, size, self.width - indent):
            self.y -= size * 1.32
            if self.y < MARGIN + 6:
                message = f"too much text on one page: {words[:60]}"
                raise ValueError(message)
            self.canvas.setFont(font, size)
            if centred:
                self.canvas.drawCentredString(self.size[0] / 2, self.y, line)
            else:
                self.canvas.drawString(MARGIN + indent, self.y, line)

    def row(self, cells: list[str]) -> None:
        """Write one row of a table with rules around its cells."""
        wide = self.width / len(cells)
        lines = [simpleSplit(cell, self.plain, 9.5, wide - 10) for cell in cells]
        high = max(len(cell) for cell in lines) * 12.5 + 7
        for at, cell in enumerate(lines):
            left = MARGIN + at * wide
            self.canvas.rect(left, self.y - high, wide, high)
            self.canvas.setFont(self.bold if at == 0 else self.plain, 9.5)
            for number, line in enumerate(cell):
                self.canvas.drawString(left + 5, self.y - 12 - number * 12.5, line)
        self.y -= high

    def glued(self, parts: list[str]) -> None:
        """Write parts of one line side by side with no space between them, in two faces."""
        self.y -= 16
        left = MARGIN
        for part, font in zip(parts, (self.bold, self.plain, self.bold), strict=False):
            self.canvas.setFont(font, 12)
            self.canvas.drawString(left, self.y, part)
            left += stringWidth(part, font, 12)

    def box(self, title: str, words: str) -> None:
        """Write a box with a dark title line, as briefings have them."""
        lines = simpleSplit(words, self.plain, 9.5, self.width - 16)
        high = len(lines) * 12.5 + 26
        self.canvas.setFillGray(0.25)
        self.canvas.rect(MARGIN, self.y - 18, self.width, 18, fill=1)
        self.canvas.setFillGray(1)
        self.canvas.setFont(self.bold, 10.5)
        self.canvas.drawString(MARGIN + 8, self.y - 13, title)
        self.canvas.setFillGray(0)
        self.canvas.rect(MARGIN, self.y - high, self.width, high)
        self.canvas.setFont(self.plain, 9.5)
        for number, line in enumerate(lines):
            self.canvas.drawString(MARGIN + 8, self.y - 31 - number * 12.5, line)
        self.y -= high + 8

    def contents(self, title: str, page: str) -> None:
        """Write a line of a contents page with dot leaders."""
        room = self.width - stringWidth(f"{title} {page}", self.plain, 10.5)
        dots = "." * int(room / stringWidth(".", self.plain, 10.5))
        self.text(f"{title} {dots} {page}", self.plain, 10)

    def line(self, code: str, words: str) -> None:
        """Write one line of the documents' notation."""
        faces = {"plain": self.plain, "bold": self.bold, "italic": self.italic}
        if code in LINES:
            face, size = LINES[code]
            self.text(words, faces[face], size, centred=code in CENTRED)
        elif code in {"h", "p", "b"}:
            self.running(code, words)
        elif code == "-":
            self.y -= float(words or 16)
        else:
            self.shape(code, words)

    def running(self, code: str, words: str) -> None:
        """Write a heading, a paragraph or a bullet of the running text."""
        before, after = {"h": (8, 5), "p": (0, 6), "b": (0, 0)}[code]
        self.y -= before
        if code == "h":
            self.text(words, self.bold, self.body + 3)
        else:
            self.text(("• " if code == "b" else "") + words, self.plain, self.body, indent=14 if code == "b" else 0)
        self.y -= after

    def shape(self, code: str, words: str) -> None:
        """Write a table's row, glued parts, a box or a line of contents."""
        match code:
            case "r":
                self.row([cell.strip() for cell in words.split("|")])
            case "g":
                self.glued(words.split("||"))
            case "x":
                self.box(*(part.strip() for part in words.split("|", 1)))
            case "toc":
                self.contents(*(part.strip() for part in words.rsplit("|", 1)))
            case _:
                message = f"unknown code {code!r}"
                raise ValueError(message)

    def page(self, lines: list[tuple[str, str]], number: int, count: int) -> None:
        """Write one page with its running head and foot."""
        self.y = self.size[1] - MARGIN
        places = {"n": number, "N": count}
        self.canvas.setFont(self.plain, 8)
        if self.header and number > 1:
            self.canvas.drawString(MARGIN, self.size[1] - 36, self.header.format(**places))
        if self.footer:
            self.canvas.drawString(MARGIN, 34, self.footer.format(**places))
        for code, words in lines:
            self.line(code, words.replace("{c}", self.child))
        self.canvas.showPage()


def expanded(page: str, passages: dict[str, Any], turn: int) -> Iterator[tuple[str, str]]:
    """The lines of one page, with its passages written out."""
    for line in page.strip().splitlines():
        code, _, words = line.strip().partition(" ")
        if code == "m":
            first, many = (int(part) for part in words.split())
            yield from (("p", passages["method"][(first + turn + at) % 10]) for at in range(many))
        elif code == "t":
            yield from (("p", paragraph) for paragraph in passages["themes"][words])
        elif code == "passing":
            yield "p", passages["passing"][int(words)]
        else:
            yield code, words


def write_pdf(path: Path, document: Document, passages: dict[str, Any], turn: int) -> None:
    """Write one PDF."""
    sheet = Sheet(path, document, document.get("child", "the child"))
    pages = [list(expanded(page, passages, turn)) for page in document["pages"]]
    for number, lines in enumerate(pages, start=1):
        sheet.page(lines, number, len(pages))
    sheet.canvas.save()


def write_html(path: Path, document: Document, passages: dict[str, Any]) -> None:
    """Write one web page about a report, with a site around it."""
    name, title = html.escape(document["site"]), html.escape(document["heading"])
    body = document["html"]
    for theme, paragraphs in passages["themes"].items():
        told = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
        body = body.replace(f"[theme {theme}]", told.replace("{c}", document.get("child", "the child")))
    path.write_text(
        f"""<!DOCTYPE html>
<html lang="en-GB">
<head><meta charset="utf-8"><title>{title} - {name}</title></head>
<body>
<div class="cookies"><p>We use cookies. <a href="/cookies">Read more</a></p></div>
<header><a href="/">{name}</a><nav><ul><li><a href="/about">About us</a></li><li><a href="/reviews">Reviews</a></li><li><a href="/training">Training</a></li><li><a href="/news">News</a></li><li><a href="/contact">Contact</a></li></ul></nav></header>
<p class="breadcrumb"><a href="/">Home</a> / <a href="/reviews">Reviews</a></p>
<main><h1>{title}</h1>
{body.strip()}
</main>
<aside><h2>More</h2><ul><li><a href="/assets/annual-report.pdf">Annual report</a></li><li><a href="/assets/escalation-policy.pdf">Escalation policy</a></li></ul></aside>
<footer><a href="/privacy">Privacy</a> <a href="/accessibility">Accessibility</a> <a href="/terms">Terms</a></footer>
</body>
</html>
""",
        encoding="utf-8",
    )


def documents(home: Path) -> list[Document]:
    """All documents of one gold set, in the order of their numbers."""
    found = [
        document
        for source in sorted((home / "documents").glob("*.yaml"))
        for document in yaml.safe_load(source.read_text(encoding="utf-8"))
    ]
    return sorted(found, key=lambda document: str(document["file"]))


def write(folder: Path, home: Path = HERE) -> None:
    """Write every document of the gold set at `home`, and the table of them, into a folder."""
    passages = yaml.safe_load((home / "passages.yaml").read_text(encoding="utf-8"))
    (folder / "reports").mkdir(parents=True, exist_ok=True)
    table = []
    for turn, document in enumerate(documents(home)):
        path = folder / document["file"]
        if path.suffix == ".pdf":
            write_pdf(path, document, passages, turn)
        else:
            write_html(path, document, passages)
        row = {"file": document["file"], "url": document["url"], **ROW, **document["row"]}
        row["reviewer_named"] = bool(row["reviewers"])
        table.append(json.dumps(row, ensure_ascii=False) + "\n")
    (folder / "reports.jsonl").write_text("".join(table), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
