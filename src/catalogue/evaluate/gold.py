"""Gold: pages and reports whose right answers a reader wrote down, read as leniently as is safe.

Belongs here: the form of a gold folder, and reading it. Does not belong here: what the system made of it, or
any particular row.

Keys that are not known are passed over, a list may be null, and a key that is missing is not scored; a row
that cannot be used is a problem with file and line, and the rows beside it still count.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BeforeValidator, ConfigDict, Field, ValidationError

from catalogue.authority import areas_named
from catalogue.models import Problem, Record
from catalogue.vocabulary import Nation

LISTINGS, REPORTS, NSPCC = "listings.jsonl", "reports.jsonl", "nspcc.jsonl"
LONGEST_BODY = 64 * 1024 * 1024
"""Bytes of the largest page or document that is read."""
_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"

Texts = Annotated[tuple[str, ...], BeforeValidator(lambda value: () if value is None else value)]
"""A list of texts that may also be null."""
IsoDate = Annotated[str, Field(pattern=_DATE)]
"""A date as exact as its text: YYYY, YYYY-MM or YYYY-MM-DD."""


class GoldRow(Record):
    """What all rows of gold have in common."""

    model_config = ConfigDict(extra="ignore")

    line: int = 0
    """Line of the row in its file, for messages."""
    not_scored: Texts = ()
    """Fields that two readers read differently; they are left out of the score."""

    def scores(self, name: str) -> bool:
        """Tell whether a field was answered and is to be scored."""
        return name in self.model_fields_set and name not in self.not_scored


class GoldDocument(GoldRow):
    """One document of an item, as linked."""

    href: str | None = None
    """Absolute address."""
    text: str | None = None
    """Words of the link."""
    role: str | None = None
    """What it is to its review."""


class GoldItem(GoldRow):
    """One publication that a reader finds on a listing page."""

    label: str
    """Text as rendered on the page."""
    review_type: str | None = None
    """Kind of review, or null where a reader cannot tell."""
    pseudonyms: Texts = ()
    """Pseudonyms as printed."""
    published: IsoDate | None = None
    """Publication date, only where a reader of the page finds it."""
    own_child: bool
    """Whether it is this publisher's own review, about a child."""
    documents: Annotated[tuple[GoldDocument, ...], BeforeValidator(lambda value: () if value is None else value)] = ()
    """Its documents."""


class GoldPage(GoldRow):
    """One listing page."""

    file: str
    """The page's bytes, relative to the folder."""
    url: str
    """Where the page stands."""
    publisher: str
    """Who publishes it."""
    areas: Texts = ()
    """Names of the areas that the publisher covers."""
    nation: str | None = None
    """Nation of the publisher."""
    expect: str = Field(default="items", pattern="^(items|none|alert_list_missing)$")
    """``items``, ``none`` (no review of that publisher), or ``alert_list_missing`` (an issue has to be raised)."""
    items: Annotated[tuple[GoldItem, ...], BeforeValidator(lambda value: () if value is None else value)] = ()
    """What a reader finds on it."""

    @property
    def own(self) -> tuple[GoldItem, ...]:
        """The items that must be found as the publisher's own child reviews; none on a page that must yield none."""
        return tuple(item for item in self.items if item.own_child) if self.expect == "items" else ()


class GoldReport(GoldRow):
    """One document, or a page about one."""

    file: str
    """The document's bytes, relative to the folder."""
    url: str = ""
    """Where it was found."""
    nation: str | None = None
    """Nation whose words it uses; where it is missing that of its areas stands."""
    title: str | None = None
    """Title as printed."""
    review_type: str | None = None
    """Kind of review; null is not scored."""
    role: str | None = None
    """What the document is to its review; null is not scored."""
    pseudonyms: Texts = ()
    """Pseudonyms as printed."""
    areas: Texts = ()
    """Names of the areas that the document lets a reader know."""
    areas_external: Texts = ()
    """Areas known from elsewhere only: neither asked for nor wrong."""
    published: IsoDate | None = None
    """Publication date with its precision in its form."""
    reviewers: Texts = ()
    """Reviewers, without credentials."""
    distractor_names: Texts = ()
    """Names that must not be taken for a reviewer, each with what the person is in brackets."""
    themes: Texts = ()
    """Themes, a lower bound."""
    incident: str | None = None
    """``death``, ``serious_harm``, ``both`` or ``unknown``."""


class GoldEntry(GoldRow):
    """One entry of a national update page, or a look-alike from another page."""

    heading_as_shown: str
    """The heading."""
    source_kind: str = "nspcc_page"
    """``nspcc_page`` for an entry of a national page; anything else is a look-alike."""
    year: str | None = None
    """Year that heads it."""
    month: str | None = None
    """Month that heads it, as a word."""
    area_text: str | None = None
    """Area as printed."""
    case_name: str | None = None
    """What stands after the area; null where the heading names no case."""
    anonymous: bool | None = None
    """Whether the deposit names no area."""
    learning_themes: Texts = ()
    """Themes that the entry announces."""
    text: str | None = None
    """The entry's text below its heading, where the gold has it."""


@dataclass(frozen=True)
class Gold:
    """A folder of gold as read.

    Attributes:
        folder: Where it is.
        pages: Listing pages, or None where the folder has no such file.
        reports: Documents, or None where the folder has no such file.
        entries: Entries of national pages, or None where the folder has no such file.
        sha256: Hash of the three files' bytes.
        problems: Rows that cannot be used.
    """

    folder: Path
    pages: tuple[GoldPage, ...] | None
    reports: tuple[GoldReport, ...] | None
    entries: tuple[GoldEntry, ...] | None
    sha256: str
    problems: tuple[Problem, ...]


R = TypeVar("R", bound=GoldRow)


def load(folder: Path) -> Gold:
    """Read a folder of gold.

    Args:
        folder: Holds any of ``listings.jsonl``, ``reports.jsonl`` and ``nspcc.jsonl``, and the bytes that the
            first two name.

    Returns:
        The rows, and a problem for each that cannot be used. A file that is not there gives None.
    """
    problems: list[Problem] = []
    return Gold(
        folder=folder,
        pages=_rows(folder / LISTINGS, GoldPage, problems),
        reports=_rows(folder / REPORTS, GoldReport, problems),
        entries=_rows(folder / NSPCC, GoldEntry, problems),
        sha256=_hash_of(folder),
        problems=tuple(problems),
    )


def body_of(folder: Path, listed: str, row: GoldPage | GoldReport) -> bytes | Problem:
    """Read the bytes that a row names.

    Args:
        folder: The folder of gold; nothing outside it is read.
        listed: Name of the file that the row stands in, for messages.
        row: The row.

    Returns:
        The bytes, or why there are none.
    """
    path = folder / row.file
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            return _problem(listed, row.line, row.file, "names a file outside the folder")
        if path.stat().st_size > LONGEST_BODY:
            return _problem(listed, row.line, row.file, "is larger than any page or document that is read")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        return _problem(listed, row.line, row.file, f"cannot be read: {reason}")


def codes_of(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ONS codes of area names, each once; a name that the authority file does not know gives none."""
    return tuple(dict.fromkeys(area.area_code for name in names for area in areas_named(name)))


def nation_of(name: str | None, areas: tuple[str, ...]) -> Nation | None:
    """Return the nation that a row names, or else that of its areas, or None where neither says one."""
    if name in {nation.value for nation in Nation}:
        return Nation(name)
    nations = {area.nation for one in areas for area in areas_named(one)}
    return nations.pop() if len(nations) == 1 and not name else None


def _hash_of(folder: Path) -> str:
    """Return the hash of what a reader wrote down; a file that cannot be read counts as empty."""
    whole = hashlib.sha256()
    for name in (LISTINGS, REPORTS, NSPCC):
        path = folder / name
        whole.update(path.read_bytes() if path.is_file() else b"")
        whole.update(b"\0")
    return whole.hexdigest()


def _rows(path: Path, kind: type[R], problems: list[Problem]) -> tuple[R, ...] | None:
    """Return the rows of one file, or None where there is no such file."""
    if not path.is_file():
        return None
    return tuple(_usable(path.name, path.read_bytes().split(b"\n"), kind, problems))


def _usable(name: str, lines: list[bytes], kind: type[R], problems: list[Problem]) -> Iterator[R]:
    """Give the rows that can be used, and tell what is wrong with the others."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
            if not isinstance(value, dict):
                raise TypeError("expected an object")
            json.dumps(
                value, ensure_ascii=False
            ).encode()  # an escape can stand for half a character, which no file holds
            yield kind.model_validate({**value, "line": number})
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(str(part) for part in first["loc"]) or "row"
            problems.append(_problem(name, number, where, f"{first['msg']}; the row is not scored"))
        except (ValueError, TypeError, RecursionError) as error:
            problems.append(_problem(name, number, "row", f"is not a row of JSON ({error}); it is not scored"))


def _problem(file: str, line: int, key: str, message: str) -> Problem:
    """Return a mistake in gold, told with file and line."""
    return Problem(file=file, line=line, key=key, message=message)
