"""Reports put up again at their address with much of their text changed: the same report all the same.

Belongs here: which two texts that stood at one address one after the other are one report. Does not belong here: texts
that are nearly the same wherever they stand (``sharing``), or what is left out of the older one (``versions``).

Who takes names, places and passages out of a report changes more of it than a word or two, so that it is no longer
nearly the same text. At its own address, in the very next look, it need not be: a publisher puts a new version there.
But a publisher may also have one address for its newest review ("/latest-review.pdf"), and reviews of one author have
a form in common. So four things are asked: the text is long, since forms are short; most of it is the same, or all
of the newer one stands in the older; no passage of it was written anew, as another child's story would be; and nothing
that both state of themselves differs, be it the reviewer, the ages of the children, or a date of publication by more
than a year.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from catalogue.alike import contained, likeness, longest_new
from catalogue.models import Description, PublishedDate
from catalogue.resolve.against import YEAR, gap
from catalogue.resolve.items import Copy, Item, as_date, folded

LONG = 2000
"""Fewest words of either text: shorter ones may be forms."""
STRONG = 0.8
"""Least likeness of a text of which single words were changed all over."""
WITHIN = 0.95
"""Least share of the newer text that stands in the older one, where passages were taken out."""
PASSAGE = 40
"""Most words in a row of the newer text that do not stand in the older one: a sentence in other words."""
_SAME = ("reviewers", "ages")


def put_up_again(items: Iterable[Item]) -> frozenset[frozenset[str]]:
    """Find the documents that took the place of another at its address and are the same report.

    Args:
        items: All items.

    Returns:
        Pairs of documents, at addresses that more than one item lists as its full report. Whether an item may be joined
        to another for it is for ties and vetoes to say.
    """
    held: dict[str, Sequence[Copy]] = {}
    shared: set[str] = set()
    for item in items:
        for address in item.reports & item.copies.keys():
            shared.update({address} & held.keys())
            held[address] = item.copies[address]
    return frozenset(pair for address in sorted(shared) for pair in _one_report(held[address]))


def _one_report(copies: Sequence[Copy]) -> Iterable[frozenset[str]]:
    """Give the neighbouring versions at one address that are one report, in the order in which they first stood there.

    That order no later look changes, so that what was one report stays one.
    """
    ordered = sorted(copies, key=lambda one: (one.first_at, one.capture.sha256 or ""))
    for old, new in pairwise(ordered):
        if old.description and new.description and _is_same(old.description, new.description):
            yield frozenset((old.description.sha256, new.description.sha256))


def _is_same(old: Description, new: Description) -> bool:
    """Whether two long texts are one report."""
    if min(old.words, new.words) < LONG or _contradict(old, new):
        return False
    first, second = old.reading.text, new.reading.text
    much = (likeness(first, second) or 0.0) >= STRONG or (contained(second, first) or 0.0) >= WITHIN
    return much and longest_new(second, first) <= PASSAGE


def _contradict(old: Description, new: Description) -> bool:
    """Whether what two documents state of themselves cannot be of one report."""
    for name in _SAME:
        first, second = (_stated(one, name) for one in (old, new))
        if first and second and not first & second:
            return True
    return any(gap(one, other) > YEAR for one in _dates(old) for other in _dates(new))


def _stated(description: Description, name: str) -> frozenset[str]:
    """Return what a document states in one field, as compared."""
    return frozenset(folded(one.value) for one in description.findings if one.field == name)


def _dates(description: Description) -> tuple[PublishedDate, ...]:
    """Return the days of publication that a document states."""
    return tuple(as_date(one) for one in description.findings if one.field == "published_on")
