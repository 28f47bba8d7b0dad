"""Evaluating by the real path: what a harvest and an edition would make of pages and documents of gold.

Belongs here: handing pages to the adapters, the harvest's judgement and the edition's choice, and documents
to the reader processes. Does not belong here: comparing the outcome with gold (``evaluate``).

Each page is a source of its own, with one page, harvested once; its row is what the register would say of its
publisher. Nothing is fetched: a page that a listing only points to is taken to show nothing. Everything is kept in a
temporary folder; the warehouse is not touched.
"""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from catalogue.adapters import ADAPTERS
from catalogue.dates import iso
from catalogue.describe import VERSION, describe
from catalogue.evaluate import GoldPage, GoldReport, Score, ShownItem, ShownPage, evaluate
from catalogue.evaluate.gold import codes_of, nation_of
from catalogue.fetch.sniff import sniff
from catalogue.house.serving import HEAD, harvest_at_hand
from catalogue.journal import FolderJournal
from catalogue.models import Description, Source
from catalogue.resolve.choose import choose
from catalogue.resolve.gathering import gather
from catalogue.resolve.items import Item
from catalogue.settings import Clock, Settings
from catalogue.store import FolderStore
from catalogue.vocabulary import Scope

Progress = Callable[[str, int, int], None]

LISTING = "listing"
_ADULTS = re.compile(r"\badults?\b|\b\w*SAB\b|\bcommunity\s+safety\b|\bdomestic\s+(?:homicide|abuse)\b", re.IGNORECASE)
_CHILDREN = re.compile(r"\bchild(?:ren)?\b|\b\w*SC[BP]\b", re.IGNORECASE)


def evaluate_folder(folder: Path, settings: Settings, clock: Clock, *, progress: Progress | None = None) -> Score:
    """Score a folder of gold with the code that harvests, describes and resolves.

    Args:
        folder: The folder of gold.
        settings: For the number of reader processes.
        clock: The time, UTC; nothing in the score depends on it.
        progress: Told of pages and documents done.

    Returns:
        The score.
    """

    def read_pages(pages: Sequence[tuple[GoldPage, bytes]]) -> Sequence[ShownPage]:
        with TemporaryDirectory() as aside:
            return _read_pages(pages, Path(aside), clock, progress)

    def describe_all(documents: Sequence[tuple[GoldReport, bytes]]) -> Sequence[Description]:
        with TemporaryDirectory() as aside:
            return _describe_all(documents, Path(aside), settings.workers, progress)

    return evaluate(folder, read_pages=read_pages, describe_all=describe_all)


def code_version() -> str:
    """Return the versions of everything that reads pages and documents, as a measurement names them."""
    return "+".join((VERSION, *(f"{one.name}@{one.version}" for one in ADAPTERS.values())))


def source_of(page: GoldPage, number: int) -> Source:
    """Return the row that the register would have for a page's publisher.

    Args:
        page: The page of gold.
        number: Its number, for an id.

    Returns:
        A row of scope adult where the publisher's name is that of an adults' or community safety body and
        not of a children's one too, both where it is, else child. A national collection is of scope child too:
        gold asks what the page shows as its publisher's own, and counts deposits there as own.
    """
    areas = codes_of(page.areas)
    scope = Scope.CHILD
    if _ADULTS.search(page.publisher):
        scope = Scope.BOTH if _CHILDREN.search(page.publisher) else Scope.ADULT
    return Source(
        id=f"page-{number}",
        publisher=page.publisher,
        publisher_id=f"publisher-{number}",
        nation=nation_of(page.nation, page.areas),
        scope=scope,
        areas=areas,
        adapter=LISTING,
        urls=(page.url,),
    )


def _read_pages(
    pages: Sequence[tuple[GoldPage, bytes]], aside: Path, clock: Clock, progress: Progress | None
) -> list[ShownPage]:
    """Read pages as a harvest does, and say what an edition would make of each."""
    sources = [source_of(page, number) for number, (page, _) in enumerate(pages, start=1)]
    at_hand = [(source, content, None) for source, (_, content) in zip(sources, pages, strict=True)]
    store, harvested = harvest_at_hand(at_hand, aside, clock, _told(progress, "reading pages", 0, len(pages)))
    journal = FolderJournal(aside / "harvested")
    journal.append([one for one, _ in harvested])
    items: dict[str, list[ShownItem]] = {source.id: [] for source in sources}
    gathered = gather(sources, {}, journal=journal, store=store)
    for item in sorted(gathered, key=lambda one: one.sightings[0].link.position):
        items[item.source.id].append(_shown(item))
    return [
        ShownPage(
            state=one.state,
            items=tuple(items[one.source_id]),
            left_out=tuple((link.url, link.left_out) for link in links if link.left_out),
        )
        for one, links in harvested
    ]


def _shown(item: Item) -> ShownItem:
    """Return one item as an edition would publish it."""
    review = choose("review", (item,), (), {}).review
    links = [sighting.link for sighting in item.sightings]
    said = [text for link in links for text in (link.stated.title, link.heading, link.text, *link.context.split("\n"))]
    dates = [link.stated.published for link in links if link.stated.published]
    published = None
    if review.published_on is not None and review.published_precision is not None:
        published = review.published_on.isoformat()[: {"year": 4, "month": 7, "day": 10}[review.published_precision]]
    return ShownItem(
        labels=tuple(dict.fromkeys(text for text in said if text)),
        urls=tuple(dict.fromkeys(link.url for link in links)),
        pseudonyms=review.pseudonyms,
        published=published,
        date_words=" | ".join(date.text for date in dates if iso(date.value, date.precision) == published),
        review_type=review.review_type,
        own_child=review.publisher_id == item.source.publisher_id and review.about_child is True,
    )


def _describe_all(
    documents: Sequence[tuple[GoldReport, bytes]], aside: Path, workers: int, progress: Progress | None
) -> list[Description]:
    """Read documents in limited processes, as they are described after a harvest."""
    store = FolderStore(aside / "raw")
    known: dict[tuple[str, str | None], Description] = {}
    hashes = [store.put(content) for _, content in documents]
    nations = [nation_of(row.nation, (*row.areas, *row.areas_external)) for row, _ in documents]
    for nation in dict.fromkeys(nations):
        chosen = {
            sha256: (sniff(content[:HEAD], content[-HEAD:]), None, row.url or row.file)
            for (row, content), sha256, spoken in zip(documents, hashes, nations, strict=True)
            if spoken is nation
        }
        described = describe(
            chosen,
            store=store,
            cache=aside,
            nation_of=dict.fromkeys(chosen, nation),
            workers=workers,
            progress=_told(progress, "reading documents", len(known), len(documents)),
        )
        known |= {(sha256, nation): one for sha256, one in described.descriptions.items()}
    return [known[key] for key in zip(hashes, nations, strict=True)]


def _told(progress: Progress | None, name: str, before: int, total: int) -> Callable[[int, int], None] | None:
    """Return a callback that tells of one named task and counts on from what was done before."""
    return (lambda done, _: progress(name, before + done, total)) if progress else None
