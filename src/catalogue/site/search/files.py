"""What searching puts into the site: the page, the index and the scripts.

Belongs here: the list of files. Does not belong here: what the index holds (``indexing``).
"""

from collections.abc import Iterator, Mapping
from importlib.resources import files as package_files

from catalogue.models import canonical_json, digest
from catalogue.site import places
from catalogue.site.rendering import File, Page
from catalogue.site.search import entries, indexing
from catalogue.site.shelf import Shelf

SCRIPTS = ("search.js", "engine.js", "told.js")
"""The scripts of the page, as modules that the browser loads itself."""
OFFLINE = "offline.js"
"""The script that keeps the page for when there is no connection."""


def pages(shelf: Shelf) -> Iterator[Page]:
    """Give the page of the search: a form that works with its script, and words that say what to do without."""
    reviews = entries.ordered(shelf)
    filters = [
        {"name": one.name, "label": one.label, "choices": [{"key": key, "words": words} for key, words in one.choices]}
        for one in entries.filters(shelf, reviews)
    ]
    yield Page(places.SEARCH, "search.html", "Search the reviews", {"count": len(reviews), "filters": filters})


def files(shelf: Shelf, words: Mapping[str, indexing.Words]) -> Iterator[File]:
    """Give the files of the search: the index, the scripts, and the script that works offline.

    Args:
        shelf: The edition's rows.
        words: What the index says of each review.

    Yields:
        Each file once. The last one names the others, so that it changes whenever one of them does: then browsers
        forget what they kept of an earlier edition.
    """
    kept = [*indexing.files(shelf, words), *map(_script, SCRIPTS)]
    yield from kept
    names = canonical_json([one.path.removeprefix(f"{indexing.FOLDER}/") for one in kept])
    edition = digest(*(one.key for one in kept))
    text = _read(OFFLINE).replace('"KEPT"', names).replace("EDITION", edition)
    yield File(f"{indexing.FOLDER}/{OFFLINE}", digest(text), text.encode)


def _script(name: str) -> File:
    """Return a script as it comes with the package."""
    text = _read(name)
    return File(f"{indexing.FOLDER}/{name}", digest(text), text.encode)


def _read(name: str) -> str:
    """Return the text of a script."""
    return package_files("catalogue.site.search").joinpath(name).read_text(encoding="utf-8")
