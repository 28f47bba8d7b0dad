"""Printing over one warehouse: what the press is handed, and what is let go of after it; and exporting.

Belongs here: the settings that the press needs. Does not belong here: what an edition holds (``contents``), or how it
is printed (``catalogue.publish``) and exported (``catalogue.export``).
"""

from collections.abc import Collection
from importlib.metadata import version
from pathlib import Path

from catalogue import export
from catalogue.journal import Journal
from catalogue.models import Printed
from catalogue.publish import Contents, Outcome, publish
from catalogue.settings import Clock, Settings
from catalogue.site import Outcome as SitePrinted
from catalogue.site import Site, build
from catalogue.store import FolderStore
from catalogue.vocabulary import ExportFormat


def print_edition(
    contents: Contents, settings: Settings, store: FolderStore, journal: Journal, clock: Clock, *, accept_fall: bool
) -> Outcome:
    """Print an edition, or refuse to, and let go of what older code kept of earlier ones.

    Args:
        contents: What it holds.
        settings: Where it goes, and how many are kept.
        store: The store of bytes.
        journal: Where editions are recorded.
        clock: Dates it.
        accept_fall: Whether a fall in the number of reviews has been looked at and found right.

    Returns:
        What came of it; see ``catalogue.publish.publish``.
    """
    outcome = publish(
        contents,
        target=settings.edition_path,
        editions=settings.editions,
        journal=journal,
        clock=clock,
        keep=settings.keep_editions,
        with_text=settings.fulltext,
        accept_fall=accept_fall,
        code_version=version("safeguarding-review-catalogue"),
    )
    if outcome.published:
        _without_contents(store, journal)
    return outcome


def print_site(settings: Settings, to: Path | None) -> SitePrinted:
    """Print the website of the edition that is in place.

    Args:
        settings: Where the edition, the feeds of alerts and the site are, and the site's public address.
        to: Its folder; the warehouse's own where null.

    Returns:
        What was done; see ``catalogue.site.build`` for it and for what it raises.
    """
    said = Site(url=settings.site_url, contact=settings.contact)
    return build(
        settings.edition_path, to or settings.site, site=said, notices=settings.feeds, exports=settings.exports
    )


def export_edition(settings: Settings, formats: Collection[ExportFormat] = tuple(ExportFormat)) -> export.Outcome:
    """Export the edition into the warehouse, where the exports of older editions give way to it.

    Args:
        settings: Where the edition is, and where exports go.
        formats: In which formats; all where none are named.

    Returns:
        What came of it; see ``catalogue.export.export``.
    """
    outcome = export.export(settings.edition_path, settings.exports, formats)
    export.let_go(settings.exports, but=outcome.folder)
    return outcome


def _without_contents(store: FolderStore, journal: Journal) -> None:
    """Delete contents of editions from the store of bytes: older code left one there for each, for ever.

    They are no body that was ever fetched and are made again from the rest, while the kept editions, which can be
    purged, are what a new one is compared with.
    """
    for one in journal.read(Printed):
        store.path(one.content_sha256).unlink(missing_ok=True)
