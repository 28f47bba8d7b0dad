"""The whole site of an edition: every page, feed and file, and their printing.

Belongs here: the list of what the site is made of. Does not belong here: what any of it says.
"""

from collections.abc import Callable, Iterator
from hashlib import file_digest, sha256
from importlib.resources import files
from pathlib import Path

import catalogue
from catalogue.edition import open_edition
from catalogue.models import digest
from catalogue.site import downloads, drawings, feeds, places, plain, printing, search
from catalogue.site.pages import boards, editions, fixed, home, lists, publishers, review, reviewers, themes
from catalogue.site.rendering import File, Page, Renderer, Site
from catalogue.site.shelf import Shelf, read

PAGES: tuple[Callable[[Shelf], Iterator[Page]], ...] = (
    home.pages,
    lists.pages,
    review.pages,
    publishers.pages,
    themes.pages,
    reviewers.pages,
    boards.pages,
    editions.pages,
    feeds.pages,
    fixed.pages,
    search.pages,
    drawings.pages,
)
"""Everything that makes pages, each of an edition's rows alone."""
STYLE = "style.css"
ICON = "icon.svg"


def build(
    edition: Path, folder: Path, *, site: Site, notices: Path | None = None, exports: Path | None = None
) -> printing.Outcome:
    """Print the site of an edition into a folder.

    Args:
        edition: The edition's file.
        folder: The site's folder; what it held of an earlier site is replaced at once.
        site: What all pages say alike.
        notices: Folder of the publishers' feeds of notices, which are part of the site; none where null.
        exports: Folder of exports; that of this edition is part of the site where it stands there.

    Returns:
        What was done; nothing where nothing changed.

    Raises:
        FileNotFoundError: There is no edition.
        OldEditionError: Older code printed it.
        NotASiteError: The folder holds something else.
        OSError: The disk could not be written; the old site stays.
    """
    with open_edition(edition) as connection:
        made_from = _made_from(edition, site, notices, exports)
        if stands := printing.standing(folder, made_from):
            return stands
        shelf = read(connection)
    return printing.put(of_shelf(shelf, site, notices, exports), folder, made_from)


def of_shelf(shelf: Shelf, site: Site, notices: Path | None = None, exports: Path | None = None) -> Iterator[File]:
    """Give every file of the site; each makes its bytes only when it is asked for them.

    Args:
        shelf: The edition's rows.
        site: What all pages say alike.
        notices: Folder of the publishers' feeds of notices; none where null.
        exports: Folder of exports; none where null.

    Yields:
        Pages, feeds and files, each path once.
    """
    renderer = Renderer(site)
    listed = []
    for pages in PAGES:
        for page in pages(shelf):
            yield renderer.file(page)
            if page.listed:
                listed.append(page.path)
    data = downloads.exported(exports, shelf.edition.number)
    yield renderer.file(downloads.page(shelf, data))
    listed.append(places.DATA)
    yield from downloads.files(data)
    yield _asset(STYLE)
    yield _asset(ICON)
    yield from search.files(shelf)
    yield from drawings.files(shelf)
    yield from feeds.files(shelf, site, notices)
    yield from plain.files(site, listed)


def _made_from(edition: Path, site: Site, notices: Path | None, exports: Path | None) -> str:
    """Return a hash of all that a site is made from: the edition, notices, exports, the settings, and our own code."""
    found = sha256(repr(site).encode())
    code = Path(catalogue.__file__).parent
    own = (path for path in code.rglob("*") if path.is_file() and path.suffix != ".pyc")
    told = sorted(notices.glob("*.atom")) if notices else []
    sums = sorted(exports.glob(f"*/{downloads.SUMS}")) if exports else []
    for path in (edition, *sorted(own), *told, *sums):
        with path.open("rb") as file:
            found.update(f"{path.parent.name}/{path.name}\0{path.stat().st_size}\0".encode())
            found.update(file_digest(file, "sha256").digest())
    return found.hexdigest()


def _asset(name: str) -> File:
    """Return a file that comes with the package as it is."""
    data = files("catalogue.site").joinpath("templates", name).read_bytes()
    return File(name, digest(data.decode()), lambda: data)
