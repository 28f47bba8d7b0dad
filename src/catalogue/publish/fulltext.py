"""The full text beside the edition: one private file for the operator's own research, and never for anybody else.

Belongs here: its tables and macros, what may stand in it, and the swap that puts it in place. Does not belong here: the
public edition, which holds short quotations and no text.

It is attached by its name: ``ATTACH 'fulltext.duckdb' AS fulltext (READ_ONLY); FROM fulltext.phrase('early help')``.
It holds the pages of documents that stand in the edition it was printed with, and of no other: not of versions that
were replaced, not of reviews whose area is withheld, and no page that shows what was taken down. Only the owner of the
file may read it (mode 0600), nothing exports it, and old ones are not kept.
"""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from string import Template

import duckdb

from catalogue.disk import sync_folder
from catalogue.edition import open_edition
from catalogue.models import Table
from catalogue.publish import index, kept, schema
from catalogue.publish.contents import Contents, in_order
from catalogue.publish.views.view import View

NAME = "fulltext"
"""Name under which the file is attached: its macros ask its tables by it."""
ASIDE = ".edition-text-"
"""Beginning of the name of the folder in which it is written."""


class TextEdition(Table):
    """The edition that this text belongs to. One row."""

    table = "edition"
    key = ("number",)

    number: int
    """Number of that edition."""
    content_sha256: str
    """Hash of its canonical content."""


class Page(Table):
    """The text of one page, as it was read. One row a document, review and page."""

    table = "pages"
    key = ()

    document_id: str
    """The document, sha256 of its bytes."""
    review_id: str
    """Review it belongs to."""
    page: int
    """Page, from 1."""
    text: str
    """Its text. Not for publication."""


TABLES: tuple[type[Table], ...] = (TextEdition, Page)
_COLUMNS = {
    "review_id": "the review",
    "document_id": "the document",
    "page": "the page",
    "times": "how often it stands there",
    "context": "the first place, with up to eighty characters on both sides",
}
_READ = "lower(strip_accents(translate(held.text, '''’ʼ', '')))"
_ASKED = "fulltext.main.search_words(words::VARCHAR)"
_PATTERN = f"'(^|[^a-z0-9])' || array_to_string({_ASKED}, '[^a-z0-9]+') || '($|[^a-z0-9])'"
PHRASE = View(
    name="phrase",
    comment="Pages on which words stand side by side: FROM fulltext.phrase('early help'). Case, accents and what stands"
    " between the words do not count, nor where lines end.",
    columns=_COLUMNS,
    sql=Template("""
SELECT one.review_id, one.document_id, one.page, len(regexp_extract_all(one.plain, one.pattern)) AS times,
       regexp_extract(one.plain, '.{0,80}' || one.pattern || '.{0,80}', 0, 's') AS context
FROM (
    SELECT held.review_id, held.document_id, held.page, $read AS plain, $pattern AS pattern
    FROM fulltext.main.pages AS held
) AS one
WHERE len($asked) > 0 AND regexp_matches(one.plain, one.pattern)
ORDER BY one.review_id, one.document_id, one.page""").substitute(read=_READ, asked=_ASKED, pattern=_PATTERN),
    parameters=("words",),
    arguments="'early help'",
)
SEARCH = View(
    name="search",
    comment="Pages on which all of the words stand, in any order, those with most of them first:"
    " FROM fulltext.search('early help'). Words are taken as they are, not by their stems.",
    columns={key: words for key, words in _COLUMNS.items() if key != "context"},
    sql=Template("""
SELECT one.review_id, one.document_id, one.page,
       list_sum(list_transform(one.asked, lambda word: len(list_filter(one.there, lambda other: other = word))))::BIGINT
           AS times
FROM (
    SELECT held.review_id, held.document_id, held.page, fulltext.main.search_words(held.text) AS there,
           list_distinct($asked) AS asked
    FROM fulltext.main.pages AS held
    WHERE contains($read, $asked[1])
) AS one
WHERE len(one.asked) > 0 AND list_has_all(one.there, one.asked)
ORDER BY times DESC, one.review_id, one.document_id, one.page""").substitute(
        read=_READ, asked=_ASKED, pattern=_PATTERN
    ),
    parameters=("words",),
    arguments="'early help'",
)
MACROS: tuple[View, ...] = (PHRASE, SEARCH)


def pages(contents: Contents) -> Iterator[Page]:
    """Give every page that may stand in the full text.

    Args:
        contents: What the edition holds.

    Yields:
        Pages of documents in print, in order; none of a withheld review, and none that shows what was taken down.
    """
    withheld = {review.review_id for review in contents.reviews if review.anonymous}
    for document in in_order(contents.documents):
        if document.superseded_by is not None or document.review_id in withheld:
            continue
        for number, text in enumerate(contents.texts.get(document.document_id, ()), 1):
            readable = text.encode("utf-8", "replace").decode()
            if not contents.suppressed.shows_in(readable):
                yield Page(document_id=document.document_id, review_id=document.review_id, page=number, text=readable)


def beside(target: Path) -> Path:
    """Return where the full text of an edition stands.

    Args:
        target: The edition's file.
    """
    return target.with_name(f"{NAME}.duckdb")


def put(target: Path, contents: Contents, number: int, content_sha256: str) -> None:
    """Print the full text of an edition aside and put it in place.

    Args:
        target: The edition's file; its folder is there.
        contents: What the edition holds, texts included.
        number: The edition's number.
        content_sha256: Hash of its content.

    Raises:
        OSError: The disk cannot be written; the last one stays.
        duckdb.Error: The database cannot be written; the last one stays.
    """
    aside = Path(tempfile.mkdtemp(prefix=ASIDE, dir=target.parent))
    try:
        built = aside / beside(target).name
        _build(built, contents, TextEdition(number=number, content_sha256=content_sha256))
        kept.flush(built)
        built.replace(beside(target))
        sync_folder(target.parent)
    finally:
        shutil.rmtree(aside)


def _build(path: Path, contents: Contents, own: TextEdition) -> None:
    """Write the file, which only its owner can read; its name is what its macros ask for."""
    with duckdb.connect(":memory:") as connection:
        connection.execute("SET temp_directory = ''")
        # It is for the operator's own DuckDB and for no older client's.
        connection.execute(f"ATTACH ? AS {NAME}", [str(path)])
        path.chmod(0o600)
        connection.execute(f"USE {NAME}")
        for statement in schema.statements(TABLES):
            connection.execute(statement)
        schema.insert(connection, TextEdition, [own])
        schema.insert(connection, Page, list(pages(contents)))
        for statement in (*index.CUT, *(one for macro in MACROS for one in macro.statements())):
            connection.execute(statement)
        connection.execute("USE memory")
        connection.execute(f"DETACH {NAME}")


def remove(target: Path) -> None:
    """Remove the full text beside an edition; nothing is done where there is none.

    Args:
        target: The edition's file.
    """
    beside(target).unlink(missing_ok=True)


def stands(target: Path, content_sha256: str) -> bool:
    """Whether the full text beside an edition is of this content.

    Args:
        target: The edition's file.
        content_sha256: Hash of its content.
    """
    try:
        with open_edition(beside(target)) as connection:
            found = connection.execute("SELECT content_sha256 FROM edition").fetchall()
    except (FileNotFoundError, duckdb.Error):
        return False  # there is none, or it is damaged: it is printed again
    return found == [(content_sha256,)]
