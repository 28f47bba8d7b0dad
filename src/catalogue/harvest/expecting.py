"""Whether a list that was read whole is believed: against its row's expectation and its last good harvest.

Belongs here: counting what a list shows, and each reason to doubt it. Does not belong here: what follows from
a doubt (``state.py`` gives it its state; ``catalogue.resolve`` then keeps the last good list).

What is counted are publications, not links, and of them those that the page does not say are another body's;
a national source publishes about others, so there all count. A list is doubted where it lost more than two
publications and more than a quarter of them since the last good harvest: entries may lawfully go a year after
they were published, which takes one or two at a time, while a list that is cut at its first hundred rows, or
lost its second page, falls further at once.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from catalogue.models import Harvest, Link, Source
from catalogue.vocabulary import Scope

FEW = 2
"""Publications that a list may always lose from one harvest to the next."""
SHARE = 0.25
"""Share of its publications that a list may lose from one harvest to the next."""


@dataclass(frozen=True)
class Shown:
    """What a list shows."""

    items: int
    dated: int
    texts: str
    explained: int = 0
    """Publications of which the publisher itself says that it withdrew or moved them: they are not lost."""


def count(source: Source, links: Iterable[Link]) -> Shown:
    """Count what a list shows.

    Args:
        source: The register's row.
        links: All links of the harvest.

    Returns:
        The publisher's own publications (of a national source: all), those of them that show a date, every
        word around them in small letters, and how many more its publisher says that it removed.
    """
    every = tuple(links)
    taken = [link for link in every if link.left_out is None]
    removed = [link for link in every if link.left_out is not None and link.removal is not None]
    own = [link for link in taken if source.scope is Scope.NATIONAL or link.stated.own is not False]
    words = (words_of(link) for link in (*taken, *removed))
    return Shown(
        items=len({(link.found_on, link.item) for link in own}),
        dated=len({(link.found_on, link.item) for link in own if link.stated.published}),
        texts=" \n ".join(words),
        explained=len({link.item for link in removed}),
    )


def words_of(link: Link) -> str:
    """Return every word around a link, in small letters.

    Args:
        link: The link.
    """
    return f"{link.heading} {link.text} {link.stated.title} {link.context}".lower()


def under_another_name(
    known: str, before: Iterable[Link], now: Iterable[Link], put_up_again: Mapping[str, Collection[str]]
) -> bool:
    """Tell whether a list still shows an item that it knew by a name which it shows no more.

    Args:
        known: The name, as the register's row expects it.
        before: Links of the last good harvest.
        now: Links of this one.
        put_up_again: Addresses at which a document stands in another version, by the address at which it stood.

    Returns:
        Whether a document of an item that bore the name is still listed, at its address or put up again at another:
        then its publisher gave it another name, and nothing is missing.
    """
    old = [link for link in before if link.left_out is None]
    items = {(link.found_on, link.item) for link in old if known.lower() in words_of(link)}
    held = {link.url for link in old if link.has_document and (link.found_on, link.item) in items}
    held |= {url for one in held for url in put_up_again.get(one, ())}
    return any(link.url in held for link in now if link.left_out is None)


def last_good(harvests: Iterable[Harvest]) -> dict[str, Harvest]:
    """Return the last harvest of each source that is believed.

    Args:
        harvests: Harvests in any order.
    """
    ordered = sorted(harvests, key=lambda one: one.started_at)
    return {one.source_id: one for one in ordered if one.good}


def doubts(
    source: Source, shown: Shown, before: Harvest | None, is_shown: Callable[[str], bool] = lambda _: False
) -> Sequence[str]:
    """Return each reason not to believe a list that was read whole.

    Args:
        source: The register's row.
        shown: What the list shows.
        before: The source's last good harvest, or null.
        is_shown: Tells of a known item whose name is not shown whether it is, under another name.

    Returns:
        Plain sentences with figures; none where the list is believed.
    """
    return (*_fall(source, shown, before), *_unexpected(source, shown, is_shown))


def _fall(source: Source, shown: Shown, before: Harvest | None) -> Iterator[str]:
    """Yield a sentence where far less is shown than at the last good harvest that a person has not overruled."""
    if before is None or before.items is None:
        return
    if before.row is not None and before.row.urls != source.urls:
        return  # another page was read: a person changed what is compared
    accepted = source.expect.accepted_on if source.expect else None
    if accepted is not None and before.started_at.date() <= accepted:
        return
    if before.items - shown.items - shown.explained > max(FEW, SHARE * before.items):
        yield f"It shows {shown.items} where it showed {before.items} on {before.started_at:%d %B %Y}."


def _unexpected(source: Source, shown: Shown, is_shown: Callable[[str], bool]) -> Iterator[str]:
    """Yield a sentence for each way in which a list is not what its row expects."""
    expect = source.expect
    if expect is None:
        return
    if shown.items + shown.explained < expect.least:
        yield f"It shows {shown.items} where its row expects at least {expect.least}."
    if expect.most is not None and shown.items > expect.most:
        yield f"It shows {shown.items} where its row believes at most {expect.most}."
    unseen = [known for known in expect.known if known.lower() not in shown.texts and not is_shown(known)]
    # What its publisher removed may be one of them, and no longer says its title.
    for known in unseen if len(unseen) > shown.explained else ():
        yield f"The known item {known!r} is not among them."
    if expect.dated is not None and shown.dated < expect.dated * shown.items:
        yield f"{shown.dated} of {shown.items} show a date where its row expects at least {expect.dated:.0%}."
