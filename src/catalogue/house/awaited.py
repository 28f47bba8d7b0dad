"""Documents that a doubted list may show in another version, under another name.

Belongs here: finding them before the list is read again. Does not belong here: whether a list is believed
(``catalogue.harvest``), or what was renamed (``catalogue.resolve``).

A row of the register may expect an item by its name. Where its publisher gives it another name and another address,
its list is doubted the first time; what is read from the new document then tells that the item is there.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from catalogue.describe import Described
from catalogue.journal import Journal
from catalogue.models import Capture, Harvest, Source, links_from
from catalogue.resolve.items import is_document
from catalogue.resolve.sharing import is_alike
from catalogue.store import Store
from catalogue.vocabulary import SourceState


def put_up_again(
    sources: Sequence[Source], describe: Callable[[], Described], *, journal: Journal, store: Store
) -> Mapping[str, frozenset[str]]:
    """Find the documents that doubted lists show in another version than their last good harvest did.

    Args:
        sources: Rows of the register, those to be harvested.
        describe: Reads the documents; it is asked only where a list is doubted whose row knows items by name.
        journal: Harvests and captures.
        store: The lists of links that harvests refer to.

    Returns:
        New addresses by the old one; two documents are versions where their texts are nearly the same.
    """
    waiting = {source.id for source in sources if source.expect is not None and source.expect.known}
    last: dict[str, Harvest] = {}
    good: dict[str, Harvest] = {}
    for harvest in journal.read(Harvest) if waiting else ():
        if harvest.source_id in waiting:
            last[harvest.source_id] = harvest
            good.update({harvest.source_id: harvest} if harvest.good else {})
    doubted = [(good[key], one) for key, one in last.items() if one.state is SourceState.DOUBTED and key in good]
    if not doubted:
        return {}
    read, stood = describe().descriptions, _standing(journal)
    found: dict[str, set[str]] = defaultdict(set)
    for before, now in doubted:
        old, shown = _documents(before, store), _documents(now, store)
        pairs = ((one, other) for one in sorted(old - shown) for other in sorted(shown - old))
        for one, other in pairs:
            first, second = (read.get(stood.get(url, "")) for url in (one, other))
            if first and second and is_alike(first, second):
                found[one].add(other)
    return {url: frozenset(others) for url, others in found.items()}


def _documents(harvest: Harvest, store: Store) -> frozenset[str]:
    """Return the addresses of the documents that a harvest showed."""
    links = links_from(store.read(harvest.links_sha256)) if harvest.links_sha256 else ()
    return frozenset(link.url for link in links if link.left_out is None and link.has_document)


def _standing(journal: Journal) -> dict[str, str]:
    """Return the document last captured at each address."""
    return {one.url: one.sha256 for one in journal.read(Capture) if is_document(one) and one.sha256}
