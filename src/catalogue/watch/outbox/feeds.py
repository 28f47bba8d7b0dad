"""The feeds: what was opened and what ended, for each publisher and for all.

Belongs here: which entries a feed has. Does not belong here: writing one (`notify`) or words (`letters`).

Feeds need no credentials and no mail server. They hold titles, pseudonyms and addresses as published, nothing else; an
entry that stood there once stays as it was, unless what it tells of has been taken down, or a name in it taken back.
"""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from catalogue.letters import NOT_REPEATED, FeedEntry, closed_quietly, entry_id
from catalogue.models import AlertEvent, Source
from catalogue.notify import write_feed
from catalogue.vocabulary import AlertStep

NATIONAL = "all-publishers"
"""Name of the feed of everything."""

_BEGINS = (AlertStep.OPENED, AlertStep.RELEASED)


def write_feeds(folder: Path, events: Iterable[AlertEvent], sources: Iterable[Source]) -> tuple[Path, ...]:
    """Write the feed of every publisher that ever had an alert, and the feed of all of them.

    Args:
        folder: Folder of the feeds.
        events: All steps of alerts about what is published, in order; what is held is in no feed.
        sources: The register, which holds the names.

    Returns:
        The files, in order of publisher ids, the feed of all in front; none where there never was an alert.
    """
    names = {source.publisher_id: source.publisher for source in sources}
    entries: defaultdict[str, dict[str, FeedEntry]] = defaultdict(dict)
    begun: set[str] = set()
    for event in events:
        if event.step in _BEGINS:
            begun.add(event.alert_id)
        if event.alert_id in begun and event.step in (*_BEGINS, AlertStep.CLOSED):
            entry = _entry(event)
            for key in (event.publisher_id, NATIONAL):
                entries[key].setdefault(entry.id, entry)
    for path in folder.glob("*.atom"):
        if path.stem not in entries:
            path.unlink()  # all that it told of has been taken down, and nothing of it may stay behind
    names[NATIONAL] = "all publishers"
    return tuple(
        write_feed(folder, key, names.get(key, key), tuple(entries[key].values()))
        for key in sorted(entries, key=lambda key: (key != NATIONAL, key))
    )


def _entry(event: AlertEvent) -> FeedEntry:
    """Return the entry of one step; a release is the opening of what was held."""
    step = AlertStep.CLOSED if event.step is AlertStep.CLOSED else AlertStep.OPENED
    # The journals of earlier versions hold a publisher's reason in these words, which is not for others.
    text = closed_quietly(event.answer) if event.answer and event.by and event.body else event.body
    return FeedEntry(
        id=entry_id(event.alert_id, step),
        title=event.subject or NOT_REPEATED,
        text=text or NOT_REPEATED,
        at=event.at,
    )
