"""The whole site of an edition: every page, feed and file, and their printing.

Belongs here: the list of what the site is made of. Does not belong here: what any of it says.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import file_digest, sha256
from importlib.metadata import version
from importlib.resources import files
from itertools import chain
from pathlib import Path

import catalogue
from catalogue.edition import open_edition
from catalogue.models import digest
from catalogue.site import bundles, downloads, drawings, feeds, plain, printing, search
from catalogue.site.bundles import Bundle
from catalogue.site.fingerprints import fingerprints
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
"""Everything that makes pages of an edition's rows, but the pages of reviews (``bundles``)."""
LIBRARIES = ("jinja2", "markupsafe", "vl-convert-python", "snowballstemmer", "feedgen", "lxml", "duckdb", "pydantic")
"""Libraries on which the bytes of a file depend."""
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
    renderer = Renderer(site, _code())
    before = printing.before(folder)
    with open_edition(edition) as connection:
        made_from = _made_from(edition, renderer, notices, exports)
        if stands := printing.standing(before, made_from):
            return stands
        shelf = read(connection)
        found = bundles.of_reviews(shelf, fingerprints(connection), renderer, before)
    return printing.put(
        _files(shelf, found, renderer, notices, exports),
        before,
        made_from,
        {key: one.group for key, one in found.items()},
        {key: one.words.model_dump() for key, one in found.items()},
    )


def _files(
    shelf: Shelf, found: Mapping[str, Bundle], renderer: Renderer, notices: Path | None, exports: Path | None
) -> Iterator[File]:
    """Give every file of the site; each makes its bytes only when it is asked for them."""
    site = renderer.site
    listed: list[str] = []
    for bundle in found.values():
        yield from bundle.files
        listed += bundle.group.listed
    data = downloads.exported(exports, shelf.edition.number)
    for page in (*(page for pages in PAGES for page in pages(shelf)), downloads.page(shelf, data)):
        yield renderer.file(page)
        if page.listed:
            listed.append(page.path)
    others = (
        downloads.files(data),
        map(_asset, (STYLE, ICON)),
        search.files(shelf, {key: one.words for key, one in found.items()}),
        drawings.files(shelf),
        feeds.files(shelf, site, notices),
        plain.files(site, listed),
    )
    yield from map(renderer.keyed, chain.from_iterable(others))


def _made_from(edition: Path, renderer: Renderer, notices: Path | None, exports: Path | None) -> str:
    """Return a hash of all that a site is made from: the edition, notices, exports, the settings, and the code."""
    told = sorted(notices.glob("*.atom")) if notices else []
    sums = sorted(exports.glob(f"*/{downloads.SUMS}")) if exports else []
    return digest(renderer.version, _hash((edition, *told, *sums)), length=64)


def _code() -> str:
    """Return a hash of our own code, and of the versions of everything that makes bytes for it."""
    code = Path(catalogue.__file__).parent
    own = sorted(path for path in code.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return digest(sys.version, *map(version, LIBRARIES), _hash(own), length=64)


def _hash(paths: Iterable[Path]) -> str:
    """Return a hash of files, their names and sizes."""
    found = sha256()
    for path in paths:
        with path.open("rb") as file:
            found.update(f"{path.parent.name}/{path.name}\0{path.stat().st_size}\0".encode())
            found.update(file_digest(file, "sha256").digest())
    return found.hexdigest()


def _asset(name: str) -> File:
    """Return a file that comes with the package as it is."""
    data = files("catalogue.site").joinpath("templates", name).read_bytes()
    return File(name, digest(data.decode()), lambda: data)
