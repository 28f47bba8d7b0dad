"""The title of a document, as its cover, its deposit sheet or its page heads it.

Belongs here: quoting the title. Does not belong here: finding its lines (the sheet does that, since other
extractors read the title too), or making a title up.
"""

from collections.abc import Iterator

from catalogue.extract.quoting import finding, locate
from catalogue.extract.sheet import Sheet
from catalogue.models import Finding
from catalogue.vocabulary import Nation

NAME = "title@1"


def find(sheet: Sheet, _nation: Nation | None) -> Iterator[Finding]:
    """Yield the title.

    Args:
        sheet: The document.
        _nation: Not used; a title is a title.

    Yields:
        At most one finding.
    """
    if not sheet.title:
        return
    if sheet.deposit is not None:
        page, match = sheet.deposit
        yield finding("title", sheet.title, page, match.span("title"), extractor=NAME, confidence=0.95)
        return
    if sheet.title_lines:
        page = next(page for page in sheet.pages if page.number == sheet.title_lines[0].page)
        place = locate(page, " ".join(line.text for line in sheet.title_lines)) or locate(
            page, sheet.title_lines[0].text
        )
        if place is not None:
            yield finding("title", sheet.title, page, place, extractor=NAME, confidence=0.8)
        return
    if sheet.pages:
        place = locate(sheet.pages[0], sheet.title)
        if place is not None:
            yield finding("title", sheet.title, sheet.pages[0], place, extractor=NAME, confidence=0.6)
