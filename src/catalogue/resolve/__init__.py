"""From everything ever listed and read to reviews: group, choose, keep the losers, mint an id once.

Belongs here: which listed items are one review, which value stands, and which id a review has. Does not
belong here: reading documents, asking the network, or anything that depends on today's date.

Theory
------
The unit is the **item**: the links that one page shows as one publication (a heading with its report and
its briefing). What a publisher shows as one item is one review; what it shows as two items is two, until
something says otherwise. Items are joined into a review only for a reason that has a name:

1. *same bytes*: two sources hold the same file, and the names they give do not contradict each other;
2. *same address*: two sources link to the same address, on the same condition;
3. *landing page*: an item links to the page that shows the other item and nothing else;
4. *pointer*: an item sends its readers to the very page on which the other item stands, with the same
   pseudonyms;
5. *moved*: its publisher says that an item moved to where the other stands, which came when the first went;
6. *same entry*: two pages of one national source show the same anonymous entry, word for word;
7. *same area, same pseudonyms* and nothing against it: no different kind of review, no dates more than a
   year apart, not two different full reports from one source. A distinctive name is enough; a generic one
   ("Child A") also needs an agreeing kind or date, because "Child A" is many children.

An item whose area is withheld on purpose has no area, whatever its documents name, and is joined to no item
that has one, not even where both hold the same file: what one body withholds another must not tell.

Where a join is possible and not certain, nothing is joined and the pair becomes a ``possible-duplicate``
issue. Items of the past take part for ever, with all their versions: a line that vanishes from a page, or
is cut short, takes nothing away that was once read.

Joining looks only at sets (never at order of arrival), so the same facts in any order give the same
reviews. A value is chosen by curation first, then by confidence, then by a fixed order; what is not chosen
stays as evidence with ``chosen = false``. Ids are given once and kept in the journal by the **anchors** of
the items they were given to; a group that holds an anchor of an old id keeps the id.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from catalogue.curation import Entry
from catalogue.journal import Journal
from catalogue.models import Description, Issue, Minted, Resolution, Source
from catalogue.resolve.choose import Chosen, choose
from catalogue.resolve.correct import corrected, merged
from catalogue.resolve.ids import assign_ids
from catalogue.resolve.items import gather
from catalogue.resolve.joins import Group, Question, join
from catalogue.resolve.listings import listings
from catalogue.settings import Clock
from catalogue.store import Store

__all__ = ["Inputs", "resolve"]


@dataclass(frozen=True)
class Inputs:
    """Everything that resolving looks at."""

    sources: Sequence[Source]
    """Rows of the register."""
    entries: Sequence[Entry]
    """Entries of the curation file."""
    descriptions: Mapping[str, Description]
    """What was read, by the sha256 of the document."""


def resolve(inputs: Inputs, *, journal: Journal, store: Store, clock: Clock) -> Resolution:
    """Work out all reviews from the journal, the descriptions and both YAML files.

    Args:
        inputs: Register rows, curation entries and descriptions.
        journal: Harvests, captures and minted ids are read from it; nothing is written to it.
        store: The lists of links that harvests refer to.
        clock: Dates newly minted ids; nothing else depends on it.

    Returns:
        Reviews with documents, locations and evidence, in the order of their ids, and the ids that are
        new. The same facts give the same resolution, in whatever order they were journalled.
    """
    items = gather(inputs.sources, inputs.descriptions, journal=journal, store=store)
    groups, questions = join(items)
    minted = tuple(journal.read(Minted))
    named, fresh = assign_ids(groups, minted, now=clock())
    named, merge_problems = merged(named, inputs.entries)
    chosen: list[Chosen] = [choose(review_id, group, inputs.sources) for review_id, group in sorted(named.items())]
    chosen, set_problems = corrected(chosen, inputs.entries)
    shown = {one.review.review_id: named[one.review.review_id] for one in chosen}
    return Resolution(
        reviews=tuple(one.review for one in chosen),
        documents=tuple(document for one in chosen for document in one.documents),
        locations=tuple(location for one in chosen for location in one.locations),
        listings=tuple(row for review_id, group in sorted(shown.items()) for row in listings(review_id, group)),
        evidence=tuple(row for one in chosen for row in one.evidence),
        issues=(*_asked(questions, shown), *merge_problems, *set_problems),
        minted=fresh,
    )


def _asked(questions: Iterable[Question], named: Mapping[str, Group]) -> tuple[Issue, ...]:
    """Return one issue for each pair of reviews in question, both of which are shown."""
    anchors = {item.anchor for group in named.values() for item in group}
    open_ones = [one for one in questions if {one.left.anchor, one.right.anchor} <= anchors]
    return tuple({issue.issue_id: issue for issue in (one.issue(named) for one in open_ones)}.values())
