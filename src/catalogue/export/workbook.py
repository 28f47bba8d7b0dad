"""The workbook for Excel and LibreOffice.

Belongs here: how a value becomes a cell, and what Excel cannot hold. Does not belong here: what the sheets show
(``sheets``).

Text is always written as text and links always as links, never left to be guessed, so nothing in it is a formula. Text
that would become one if a person went into its cell and pressed Enter carries Excel's own mark for text. A date known
only by month or year is a date shown as "Jan 2021" or "2021", so no cell shows more than was published.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter
from duckdb import DuckDBPyConnection
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from catalogue.edition import TITLE
from catalogue.export.flat import BETWEEN, Row, rows
from catalogue.export.guarding import guarded
from catalogue.export.saying import CAUTION, LICENCE_TITLE, LICENCE_URL, RIGHTS, About
from catalogue.export.sheets import LINKS, PRECISION_OF, SHEETS, width
from catalogue.export.tables import Exported

LONGEST_TEXT = 32_767
"""Characters that a cell of Excel holds."""
LONGEST_LINK = 2_079
"""Characters that a link of Excel holds."""
MOST_LINKS = 65_530
"""Links that a sheet of Excel holds."""
MOST_ROWS = 1_048_575
"""Rows that a sheet of Excel holds below its header."""
_FIRST_DAY = dt.date(1900, 3, 1)  # before it, Excel's calendar has a day that never was
_NEVER_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DATES = {"year": "yyyy", "month": "mmm yyyy"}
_HOW = (
    "Several values in one cell are separated by '; '. Times are UTC. A date known only by its month or year is shown"
    " so; the cell holds the first day. Empty cells are not known; the codebook says why. Files as CSV have an"
    " apostrophe before text that a spreadsheet would run."
)


@dataclass
class Written:
    """What came of a workbook."""

    rows: dict[str, int] = field(default_factory=dict)
    """Rows by the table of which each sheet has one row a row."""
    findings: list[str] = field(default_factory=list)
    """What could not be shown whole, in sentences."""


def workbook(
    connection: DuckDBPyConnection,
    tables: Sequence[Exported],
    said: About,
    path: Path,
    *,
    longest_text: int = LONGEST_TEXT,
    most_links: int = MOST_LINKS,
    most_rows: int = MOST_ROWS,
) -> Written:
    """Write an edition as a workbook.

    Args:
        connection: The edition is its current database.
        tables: Its tables that are exported.
        said: What it says of itself.
        path: File to write; what XlsxWriter needs meanwhile is put beside it.
        longest_text: Characters after which text is cut, which is told.
        most_links: Links of a sheet after which addresses are text, which is told.
        most_rows: Rows of a sheet after which the rest is left out, which is told.

    Returns:
        Number of rows, and what could not be shown whole.

    Raises:
        OSError: It cannot be written.
    """
    written = Written()
    options = {
        "constant_memory": True,
        "tmpdir": str(path.parent),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties(
            {"title": TITLE, "subject": f"Edition {said.number}", "comments": said.citation, "created": said.built_at}
        )
        cover = book.add_worksheet("about")
        formats = _Formats(book)
        limits = (longest_text, most_links, most_rows)
        names = {one.name for one in tables}
        for sheet in (one for one in SHEETS if one.of in names):
            page = _Page(book.add_worksheet(sheet.name), formats, written.findings, limits)
            written.rows[sheet.of] = page.fill(*rows(connection, sheet.query))
        _cover(cover, formats, said, written.findings)
    return written


class _Formats:
    """The looks of cells."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        """Make them in a workbook."""
        self.header: Format = book.add_format({"bold": True, "bottom": 1, "num_format": "@"})
        self.text: Format = book.add_format({"num_format": "@"})
        # Excel's own mark for text: the cell stays text even when a person edits it.
        self.marked: Format = book.add_format({"num_format": "@", "quote_prefix": True})
        self.wrapped: Format = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self.link: Format = book.add_format({"font_color": "#0563C1", "underline": 1})
        self.time: Format = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self.day: Format = book.add_format({"num_format": "yyyy-mm-dd"})
        self.partly: dict[str, Format] = {
            precision: book.add_format({"num_format": look, "align": "right"}) for precision, look in _DATES.items()
        }


class _Page:
    """One sheet being filled."""

    def __init__(self, sheet: Worksheet, formats: _Formats, findings: list[str], limits: tuple[int, int, int]) -> None:
        """Begin it."""
        self._sheet = sheet
        self._formats = formats
        self._findings = findings
        self._longest_text, self._most_links, self._most_rows = limits
        self._links = 0

    def fill(self, columns: Sequence[str], kinds: Sequence[str], found: Iterable[Row]) -> int:
        """Write the header and all rows; return the number of rows written."""
        for place, (column, kind) in enumerate(zip(columns, kinds, strict=True)):
            self._sheet.set_column(place, place, width(column, kind))
            self._sheet.write_string(0, place, column, self._formats.header)
        self._sheet.freeze_panes(1, 1)
        precise = {column: columns.index(by) for column, by in PRECISION_OF.items() if by in columns}
        number = left = 0
        for row in found:
            if number == self._most_rows:
                left += 1
                continue
            number += 1
            for place, (column, value) in enumerate(zip(columns, row, strict=True)):
                precision = row[precise[column]] if column in precise else None
                self._cell(number, place, column, value, precision)
        self._sheet.autofilter(0, 0, max(number, 1), len(columns) - 1)
        if left:
            self._tell(f"{left} rows did not fit and are left out; the other formats have them.")
        return number

    def _cell(self, row: int, place: int, column: str, value: object, precision: str | None) -> None:
        """Write one value by its kind."""
        if value is None or value == []:
            return
        if isinstance(value, bool):
            # In words: LibreOffice makes a formula of Excel's own true and false.
            self._sheet.write_string(row, place, "yes" if value else "no", self._formats.text)
        elif isinstance(value, (int, float)):
            self._sheet.write_number(row, place, value)
        elif isinstance(value, dt.datetime) and value.date() >= _FIRST_DAY:
            self._sheet.write_datetime(row, place, value, self._formats.time)
        elif isinstance(value, dt.date) and not isinstance(value, dt.datetime) and value >= _FIRST_DAY:
            look = self._formats.partly.get(precision or "", self._formats.day)
            self._sheet.write_datetime(row, place, value, look)
        else:
            self._text(row, place, column, value)

    def _text(self, row: int, place: int, column: str, value: object) -> None:
        """Write text, a link or a list, cut to what a cell holds."""
        joined = BETWEEN.join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
        text = readable(joined)
        where = f"row {row + 1}, column {column}"
        if column in LINKS and text.startswith(("http://", "https://")) and self._may_link(text, where):
            self._links += 1
            self._sheet.write_url(row, place, text, self._formats.link, text)
            return
        if len(text) > self._longest_text:
            self._tell(f"{where}: text of {len(text)} characters is cut to {self._longest_text}.")
            text = text[: self._longest_text]
        look = self._formats.text if guarded(text) == text else self._formats.marked
        self._sheet.write_string(row, place, text, look)

    def _may_link(self, address: str, where: str) -> bool:
        """Tell whether Excel holds an address as a link; if not, it is told."""
        if len(address) > LONGEST_LINK:
            self._tell(f"{where}: an address of {len(address)} characters is too long for a link and stands as text.")
            return False
        if self._links == self._most_links:
            self._tell(f"{where}: a sheet holds {self._most_links} links; this address stands as text.")
            return False
        return True

    def _tell(self, what: str) -> None:
        """Note what could not be shown whole."""
        self._findings.append(f"Sheet {self._sheet.get_name()}: {what}")


def readable(text: str) -> str:
    """Return text as a cell can hold it: ends of lines in one form, no control characters.

    Args:
        text: Any text.

    Returns:
        The text with tabs and line feeds only; lone halves of characters are left out.
    """
    return _NEVER_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _cover(sheet: Worksheet, formats: _Formats, said: About, findings: Sequence[str]) -> None:
    """Write the first sheet: what this is, how to cite and treat it, and what could not be shown whole."""
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 100)
    for number, (label, words) in enumerate(_lines(said, findings)):
        sheet.write_string(number, 0, label, formats.header)
        sheet.write_string(number, 1, readable(words), formats.wrapped)


def _lines(said: About, findings: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give what the first sheet says, line by line."""
    yield "Catalogue", TITLE
    yield "Edition", f"{said.number}, built {said.built_at:%-d %B %Y %H:%M} UTC"
    yield "Holds", ", ".join(f"{count} {words}" for words, count in said.counts)
    yield "Content sha256", said.content_sha256
    yield "How to cite it", said.citation
    yield "Licence", f"{LICENCE_TITLE} ({LICENCE_URL}). {RIGHTS}"
    yield "With care", CAUTION
    yield "How to read it", _HOW
    for finding in findings:
        yield "Not shown whole", finding
