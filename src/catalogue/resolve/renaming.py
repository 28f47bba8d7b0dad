"""Reviews that were known by a name which their publisher took back.

Belongs here: what nobody may be told of them any more, for everything that is printed beside a review (feeds, issues,
older editions). Does not belong here: which names those are (``versions``), or ids in their place (``ids``).
"""

from collections.abc import Iterable, Mapping, Sequence

from catalogue.models import Minted, Renamed, ReviewAlias
from catalogue.resolve.ids import tells_name
from catalogue.resolve.joins import Group
from catalogue.resolve.versions import taken_back


def renamed(
    named: Mapping[str, Group], gone: Mapping[str, str], minted: Sequence[Minted], leads: Iterable[ReviewAlias]
) -> tuple[Renamed, ...]:
    """Return what was taken back of each review.

    Args:
        named: Groups by id, as they are shown.
        gone: Replaced documents.
        minted: Every id ever given.
        leads: Where ids lead that are no review's own.

    Returns:
        The reviews of which a name was taken back, or of which an id was given up for a neutral one, by their ids.
    """
    stands_for = {one.review_id: one.instead_of for one in minted if one.instead_of is not None}
    led = tuple(leads)
    found = []
    for review_id, group in sorted(named.items()):
        names = taken_back(group, gone)
        former = {one.alias for one in led if one.review_id == review_id and tells_name(one.alias, names)}
        before = stands_for.get(review_id)
        while before is not None and before not in former:
            former.add(before)
            before = stands_for.get(before)
        if names or former:
            found.append(
                Renamed(
                    review_id=review_id,
                    names=tuple(sorted(names)),
                    former_ids=tuple(sorted(former)),
                    source_ids=tuple(sorted({item.source.id for item in group})),
                )
            )
    return tuple(found)
