"""Scoring listing pages: whether each own child review was found, once, with its date.

Belongs here: matching what was shown to gold, and counting. Does not belong here: reading a page, or
deciding whose review an item is: that is done by the code that harvests and publishes.

How items are matched. An item of the system is the links that one page gives one key, as the harvest takes
them; it is own where the edition would name the page's publisher as its publisher and count it as about a
child. Each item of the system is matched to at most one item of gold and each of gold to at most one of the
system, the most certain pairs first: a shared document's address weighs more than the same label, the same
label more than the same pseudonyms, all pseudonyms more than some; among equals an own item goes to an own
item and what is nearer in the order of the page comes first. So two items may share one document and one
label may stand twice.

An own item of gold is found where it is matched to an own item. Every own item of the system that is matched
to no own item of gold is false: what gold calls another's or an adult's, what gold does not have at all, and
the second half of a review that the system shows as two. On a page that must yield none every own item is
false, whatever its gold items say.

Dates are scored on gold's own items that show one: right where value and precision are equal; an item that
was not found counts as wrong. A date given for a found item where gold has none is counted as invented.
"""

from collections.abc import Iterator, Sequence

from catalogue.adapters.addresses import twin_key
from catalogue.evaluate.gold import GoldItem, GoldPage
from catalogue.evaluate.sums import Figures, Miss, Part, Tally, fold, ratio, short
from catalogue.models import Record
from catalogue.vocabulary import SourceState


class ShownItem(Record):
    """One publication as the system takes it from a page."""

    labels: tuple[str, ...]
    """Words that name it: heading, title, words of its links."""
    urls: tuple[str, ...]
    """Addresses of its documents, or of its entry."""
    pseudonyms: tuple[str, ...]
    """Pseudonyms as printed."""
    published: str | None
    """Publication date as exact as its text."""
    date_words: str = ""
    """The words that the date was read from."""
    review_type: str
    """Kind of review."""
    own_child: bool
    """Whether the edition would call it the publisher's own review, about a child."""


class ShownPage(Record):
    """One page as the system takes it."""

    state: SourceState
    """State of a source that has this one page."""
    items: tuple[ShownItem, ...]
    """Publications taken, in the order of the page."""
    left_out: tuple[tuple[str, str], ...] = ()
    """Address and reason of each link that was left out."""


class MissingLists(Record):
    """Pages that announce a list and show none."""

    expected: int
    """Pages of gold that must raise an issue."""
    raised: int
    """Those that do."""
    not_raised: tuple[str, ...] = ()
    """Those that do not."""
    raised_elsewhere: tuple[str, ...] = ()
    """Other pages that raise one."""


class Dates(Record):
    """Dates of own reviews."""

    accuracy: float | None
    """Dates right in value and precision, among own items of gold that show one."""
    n: int
    """Own items of gold that show one."""
    given: int
    """Own items found for which a date was given."""
    right: int
    """Those whose date is right."""
    invented: int
    """Own items of gold without a date for which one was given."""
    undated: int
    """Own items of gold that show none."""


class ListingScore(Part):
    """The score of listing pages."""

    recall: float | None
    """Own child reviews of gold that were found."""
    precision: float | None
    """Own child reviews given that gold has."""
    expected: int
    """Own child reviews in gold."""
    given: int
    """Own child reviews given."""
    found: int
    """Own child reviews of gold that were found."""
    false_pages: tuple[str, ...]
    """Pages that must yield none and yield an own child review."""
    list_missing: MissingLists
    """Lists that are announced and missing."""
    dates: Dates
    """Dates."""
    review_type: Figures
    """Kind of review of the own items found."""
    pseudonyms: Figures
    """Pseudonyms of the own items found."""


def score_listings(pages: Sequence[tuple[GoldPage, ShownPage]]) -> ListingScore:
    """Score listing pages.

    Args:
        pages: Each page of gold with what the system took from it.

    Returns:
        The score.
    """
    score = _Score()
    for gold, shown in pages:
        score.take(gold, shown)
    return score.result(pages)


class _Score:
    """Adds up pages."""

    def __init__(self) -> None:
        self.expected = self.given = self.found = 0
        self.dated = self.dates_given = self.dates_right = self.undated = self.invented = 0
        self.misses: list[Miss] = []
        self.kinds, self.names = Tally("review_type"), Tally("pseudonyms")

    def take(self, gold: GoldPage, shown: ShownPage) -> None:
        """Count one page."""
        pairs = match(gold, shown)
        own = [item for item in gold.items if item in gold.own]
        partner = {id(gold.items[left]): shown.items[right] for left, right in pairs}
        matched = {right for left, right in pairs if gold.items[left] in gold.own and shown.items[right].own_child}
        self.expected += len(own)
        self.given += sum(item.own_child for item in shown.items)
        self.found += len(matched)
        for item in own:
            match_ = partner.get(id(item))
            self.date(gold, item, match_ if match_ is not None and match_.own_child else None)
            if match_ is not None and match_.own_child:
                self.values(gold, item, match_)
            else:
                self.misses.append(_not_found(gold, item, match_, shown))
        for number, other in enumerate(shown.items):
            if other.own_child and number not in matched:
                self.misses.append(_false(gold, other))

    def date(self, gold: GoldPage, item: GoldItem, shown: ShownItem | None) -> None:
        """Count the date of one own item."""
        if not item.scores("published"):
            return
        given = shown.published if shown else None
        self.dated += item.published is not None
        self.undated += item.published is None
        self.dates_given += given is not None
        if item.published is not None and given == item.published:
            self.dates_right += 1
            return
        self.invented += item.published is None and given is not None
        if shown is not None and given != item.published:
            self.misses.append(
                Miss(
                    file=gold.file,
                    field="published",
                    wanted=(item.published,) if item.published else (),
                    given=(given,) if given else (),
                    evidence=short((item.label, shown.date_words)),
                )
            )

    def values(self, gold: GoldPage, item: GoldItem, shown: ShownItem) -> None:
        """Count kind and pseudonyms of a found item."""
        if item.review_type is not None and item.scores("review_type"):
            self.kinds.add(gold.file, [item.review_type], [shown.review_type], short((item.label,)))
        if item.scores("pseudonyms"):
            self.names.add(gold.file, item.pseudonyms, shown.pseudonyms, short((item.label,)))

    def result(self, pages: Sequence[tuple[GoldPage, ShownPage]]) -> ListingScore:
        """Return what was counted."""
        raising = [gold for gold, shown in pages if shown.state is SourceState.LIST_MISSING]
        must = [gold for gold, _ in pages if gold.expect == "alert_list_missing"]
        return ListingScore(
            rows=len(pages),
            recall=ratio(self.found, self.expected),
            precision=ratio(self.found, self.given),
            expected=self.expected,
            given=self.given,
            found=self.found,
            false_pages=tuple(
                gold.file
                for gold, shown in pages
                if gold.expect == "none" and any(item.own_child for item in shown.items)
            ),
            list_missing=MissingLists(
                expected=len(must),
                raised=sum(gold in raising for gold in must),
                not_raised=tuple(gold.file for gold in must if gold not in raising),
                raised_elsewhere=tuple(gold.file for gold in raising if gold not in must),
            ),
            dates=Dates(
                accuracy=ratio(self.dates_right, self.dated),
                n=self.dated,
                given=self.dates_given,
                right=self.dates_right,
                invented=self.invented,
                undated=self.undated,
            ),
            review_type=self.kinds.figures,
            pseudonyms=self.names.figures,
            misses=(*self.misses, *self.kinds.misses, *self.names.misses),
        )


def match(gold: GoldPage, shown: ShownPage) -> list[tuple[int, int]]:
    """Match what a page shows to gold, one to one.

    Args:
        gold: The page of gold.
        shown: What the system took from it.

    Returns:
        Numbers of the items of gold and of the system that belong together, the most certain pairs first.
    """
    pairs = sorted(
        (-weight, abs(left - right), left, right)
        for left, item in enumerate(gold.items)
        for right, other in enumerate(shown.items)
        if (weight := _weight(item, other, own=item in gold.own))
    )
    found: list[tuple[int, int]] = []
    lefts: set[int] = set()
    rights: set[int] = set()
    for _, _, left, right in pairs:
        if left not in lefts and right not in rights:
            found.append((left, right))
            lefts.add(left)
            rights.add(right)
    return found


def _weight(item: GoldItem, other: ShownItem, *, own: bool) -> float:
    """Return how surely two items are one; 0 where nothing says so."""
    linked = {twin_key(document.href) for document in item.documents if document.href}
    shared = linked & {twin_key(url) for url in other.urls}
    named, said = ({fold(name) for name in names} for names in (item.pseudonyms, other.pseudonyms))
    weight = 0.0
    if shared:
        weight += 8 + len(shared) / len(linked)
    if fold(item.label) in {fold(label) for label in other.labels}:
        weight += 4
    if named and named == said:
        weight += 2
    elif named & said:
        weight += 1
    return weight + 0.5 * (own == other.own_child) if weight else 0.0


def _not_found(gold: GoldPage, item: GoldItem, other: ShownItem | None, shown: ShownPage) -> Miss:
    """Return the miss of an own item, with the reason as far as one can be told."""
    if other is not None:
        why = f"taken as {other.review_type}, not as the publisher's own child review"
    else:
        why = next(_reasons(item, shown), "no link was taken for it")
    return Miss(file=gold.file, field="own_child", wanted=(item.label,), evidence=why)


def _reasons(item: GoldItem, shown: ShownPage) -> Iterator[str]:
    """Give why the documents of an item were left out."""
    linked = {twin_key(document.href) for document in item.documents if document.href}
    for url, reason in shown.left_out:
        if twin_key(url) in linked:
            yield f"left out: {reason}"


def _false(gold: GoldPage, other: ShownItem) -> Miss:
    """Return the miss of an own item that gold does not have."""
    label = other.labels[0] if other.labels else other.urls[0]
    evidence = short((other.review_type, *other.labels[1:], *other.urls))
    return Miss(file=gold.file, field="own_child", given=(label,), evidence=evidence)
