"""From everything ever listed and read to reviews: group, choose, keep the losers, mint an id once.

Belongs here: which listed items are one review, which value stands, and which id a review has. Does not
belong here: reading documents, asking the network, or anything that depends on today's date.

Theory
------
A **review** is one inquiry: one body asked once what happened to a child, to several children of one case, or
across cases, and what is to be learned. It has documents (a report, a summary, a briefing, a response), each
at one address or at many. It is not a child: one child can have two inquiries, and one inquiry two children.

The unit is the **item**: the links that one page shows as one publication. What a publisher shows as one item is
one review; what it shows as two is two, until something says otherwise. Two errors are possible, and they are not
alike. Two reviews taken for one mix up two children, and nobody who reads the page can see it; one review taken
for two is untidy, and a person can put it right. So items are joined only where what is published makes it
certain, and every pair that it only makes likely is put to a person.

*What speaks for it.* A **tie** is a named reason, in three strengths:

- **identity**: the same file, the same address, the same anonymous entry word for word, or the page that shows
  nothing but the other item. A paper tells of a review only if it is about a case (a report, a summary, a
  briefing) and does not stand under names that contradict each other: a report about two reviews, or a leaflet
  that many link to, makes two items one only where they have a name in common as well. Two lines that name nobody
  and show one document alone are that document;
- **text**: nearly the same words (likeness 0.95), as when a report is saved again or a name in it is changed. Of
  short papers it counts only with a name in common, since a form is filled in for one child after the other. Of a long
  report put up again at its own address less is enough (``inplace``), where nothing that it states differs;
- **name**: the same area (or one that followed it) and a pseudonym in common, confirmed by a date, a reviewer or a
  pointer. A pseudonym is never a key by itself. Only where one publisher (or the one that followed it) shows both
  at one time is the name enough, because it would tell its own readers two children apart; a name that many share
  ("Child A") needs the same kind of review even then. So too the same long title, of national publications or of
  one publisher, and a publisher's word that one thing moved to where another stands.

An item that comes in the very harvest that no longer shows another, with the same file, address or long text, is
that item **renamed**, and each then has both names.

*What speaks against it.* A **veto** holds between two items whatever ties them: a person's word; an area withheld
on purpose (what one body withholds another must not tell, so not even the same file joins an anonymous deposit to
an area); names that contradict each other. Against a text it also counts that the areas are others; against a
name, that the kinds differ, that the dates are more than a year apart (a collection may list a review the year
after; a response may come two years later), or that one publisher shows two full reports with different texts.

*How a conflict is settled.* Ties are followed in the order of the day on which they were known, all ties of one
day and strength at once, the stronger first. A tie is followed if no item of its one group is vetoed against any
item of the other, if neither end is tied to two groups that cannot be one, and if all that the day's ties would put
together holds no vetoed pair; otherwise none of those in conflict is followed. Nothing in this looks at the order
in which facts were journalled, or in which sources were read in a day: the same facts give the same reviews.
And since what was joined on an earlier day stays, a new document can tear no other review apart or change its id.

*What is left open.* A tie that was not followed, because of a doubt or a conflict, is a ``possible-duplicate`` issue
with what speaks for it and what against. Where a veto proves two reviews nobody is asked; but where area, name and
date agree and only the kind or the report differs, one of the two pages may be mistaken, and a person is. What a
person decides is carried out after all ties, and stands (``regroup``).

Items of the past take part for ever, with all their versions: a line that vanishes from a page, or is cut short,
takes nothing away that was once read. Only what its publisher itself replaced is another matter: where a document
was put in the place of an older one with mostly the same words, nothing of the older one's text is given any more
(``versions``); its hash and its dates stay. A name that the publisher took back with it is said no more, whoever still
says it, and an id that tells it is given up for a neutral one (``renaming``).

What was taken down takes no part in any of this: it is found among the items first, by its id, its bytes, its
addresses or its text, with everything that joins it, and is left out before anything is joined or chosen.

A value is chosen by curation first, then by confidence, then by a fixed order; what is not chosen stays as evidence
with ``chosen = false``. Ids are given once and kept in the journal by the **anchors** of the items they were given
to (``ids``). A review is reachable under each body that answers for it (``publishers``).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from catalogue.curation import Entry
from catalogue.journal import Journal
from catalogue.models import Description, Issue, Minted, Redirected, Resolution, Source, Takedown, digest
from catalogue.resolve.choose import Chosen, choose
from catalogue.resolve.correct import corrected
from catalogue.resolve.gathering import gather
from catalogue.resolve.ids import aliases, assign_ids, neutral
from catalogue.resolve.joins import Group, Question, join
from catalogue.resolve.listings import listings
from catalogue.resolve.publishers import owners, reachable
from catalogue.resolve.regroup import regrouped
from catalogue.resolve.renaming import renamed, still_told, without_names
from catalogue.resolve.sealing import about_shown, again, seal
from catalogue.resolve.versions import superseded, taken_back
from catalogue.settings import Clock
from catalogue.store import Store
from catalogue.vocabulary import IssueKind

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
    takedowns: Sequence[Takedown] = ()
    """The takedowns that hold."""


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
    minted, now = tuple(journal.read(Minted)), clock()
    gathered = gather(inputs.sources, inputs.descriptions, journal=journal, store=store)
    items, hidden = seal(gathered, inputs.descriptions, inputs.takedowns, minted, now=now)
    entries = about_shown(inputs.entries, hidden)
    groups, questions = join(items, inputs.descriptions)
    named, fresh = assign_ids(groups, minted, now=now)
    gone = superseded(named.values())
    instead = neutral(named, {key: taken_back(group, gone) for key, group in named.items()}, (*minted, *fresh), now=now)
    fresh = (*fresh, *instead)
    if instead:
        named, _ = assign_ids(groups, (*minted, *fresh), now=now)
    decided = regrouped(named, entries, (*minted, *fresh), now=now)
    gone = superseded(decided.named.values())
    entries, unheeded = without_names(entries, decided, gone)
    chosen, problems = corrected(
        decided,
        entries,
        choose=lambda review_id, kind: choose(review_id, decided.named[review_id], inputs.sources, gone, kind),
        sources=inputs.sources,
    )
    shown = {one.review.review_id: decided.named[one.review.review_id] for one in chosen}
    given = (*minted, *fresh, *decided.minted)
    leads, redirected = aliases(decided.named, given, journal.read(Redirected), decided.because, now=now)
    names = renamed(shown, gone, given, leads)
    secret = {key for one in names for key in one.former_ids}
    publishers = (reachable(one.review, shown[one.review.review_id], inputs.sources) for one in chosen)
    return Resolution(
        reviews=tuple(one.review for one in chosen),
        documents=tuple(document for one in chosen for document in one.documents),
        locations=tuple(location for one in chosen for location in one.locations),
        listings=tuple(row for review_id, group in sorted(shown.items()) for row in listings(review_id, group)),
        evidence=tuple(row for one in chosen for row in one.evidence),
        issues=(
            *_asked(questions, shown, decided.apart),
            *_unclear(chosen, shown),
            *decided.issues,
            *problems,
            *unheeded,
            *again(hidden),
            *still_told(shown, names, gone),
        ),
        minted=(*fresh, *decided.minted),
        hidden=hidden,
        renamed=names,
        aliases=tuple(one for one in leads if one.review_id in shown and one.alias not in secret),
        redirected=redirected,
        publishers=tuple(row for rows in publishers for row in rows),
    )


def _asked(
    questions: Iterable[Question], named: Mapping[str, Group], apart: Collection[frozenset[str]]
) -> tuple[Issue, ...]:
    """Return one issue for each pair of reviews in question, both of which are shown and nobody has answered."""
    holds = {item.anchor: review_id for review_id, group in named.items() for item in group}
    open_ones = [
        one
        for one in questions
        if {one.left.anchor, one.right.anchor} <= holds.keys()
        and (pair := frozenset((holds[one.left.anchor], holds[one.right.anchor]))) not in apart
        and len(pair) == 2
    ]
    return tuple({issue.issue_id: issue for issue in (one.issue(holds) for one in open_ones)}.values())


def _unclear(chosen: Iterable[Chosen], named: Mapping[str, Group]) -> Iterator[Issue]:
    """Give an issue for each review that several bodies list as their own, where nothing tells who is responsible."""
    for review in (one.review for one in chosen):
        bodies = owners(named[review.review_id])
        if review.publisher_id is None and len(bodies) > 1:
            yield Issue(
                issue_id=digest(IssueKind.PUBLISHER_UNCLEAR, review.review_id),
                kind=IssueKind.PUBLISHER_UNCLEAR,
                source_id=None,
                review_id=review.review_id,
                url=review.url,
                message=f"{', '.join(bodies)} each list {review.review_id} as their own, and its documents do not tell "
                "which of them is responsible. Set publisher_id in the curation file.",
                seen_at=None,
            )
