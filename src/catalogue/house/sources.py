"""All sources: those of the register, and those that only the journal still knows.

Belongs here: which rows there are and what their last harvest found. Does not belong here: reading the
register (``catalogue.registry``) or harvesting.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from catalogue.models import Harvest, Source, SourceRow
from catalogue.vocabulary import Collection, Scope, SourceState, SourceStatus

REACHED_NOTHING = frozenset({SourceState.UNREACHABLE, SourceState.ROBOTS_BLOCKED})
NO_ROW = "Its row in the register is missing or has a mistake; what was harvested before stays."

COLLECTIONS = {"nspcc": Collection.NSPCC, "panel": Collection.PANEL}
"""National collections by the key of their publisher; the register's other national bodies have lists of their own."""

STATE_OF_STATUS = {
    SourceStatus.UNLOCATED: SourceState.UNLOCATED,
    SourceStatus.PAUSED: SourceState.PAUSED,
    SourceStatus.RETIRED: SourceState.RETIRED,
}


def all_sources(register: Sequence[Source], harvests: Iterable[Harvest]) -> tuple[Source, ...]:
    """Return the register's sources, and those that were harvested and that it no longer names.

    A row that has a mistake, or was deleted, must not take a child's review out of the catalogue: its last
    row is kept from the journal, and the source is paused until the register names it again or retires it.

    Args:
        register: Rows of the register that can be used.
        harvests: All harvests.

    Returns:
        Sources, those of the register first.
    """
    named = {source.id for source in register}
    lost = {one.source_id: one.row for one in harvests if one.row is not None and one.source_id not in named}
    paused = {"status": SourceStatus.PAUSED, "because": NO_ROW}
    return (*register, *(row.model_copy(update=paused) for _, row in sorted(lost.items())))


def reached_nothing(active: Sequence[Source], harvests: Iterable[Harvest], edition: Path) -> str | None:
    """Say why nothing is published where the last harvest of every active source reached nothing.

    The fault may then be ours, and the edition in place says more than a new one could.
    """
    last = {one.source_id: one for one in sorted(harvests, key=lambda one: one.started_at)}
    found = [last[source.id] for source in active if source.id in last]
    if not edition.is_file() or not found or not all(one.state in REACHED_NOTHING for one in found):
        return None
    return "No source could be reached at the last harvest. The fault may be ours: check the network and harvest again."


def collection_of(source: Source) -> Collection:
    """Return whose list a source is."""
    if source.scope is not Scope.NATIONAL:
        return Collection.PARTNERSHIP
    return COLLECTIONS.get(source.publisher_id, Collection.OTHER_NATIONAL)


def source_rows(sources: Iterable[Source], harvests: Iterable[Harvest]) -> tuple[SourceRow, ...]:
    """Return the ``sources`` table: each row of the register with what its last harvest found."""
    by_source: dict[str, list[Harvest]] = defaultdict(list)
    for harvest in sorted(harvests, key=lambda one: one.started_at):
        by_source[harvest.source_id].append(harvest)
    return tuple(_source_row(source, by_source[source.id]) for source in sources)


def _source_row(source: Source, harvests: Sequence[Harvest]) -> SourceRow:
    """Return one source with its last harvest."""
    last = harvests[-1] if harvests else None
    complete = next((one for one in reversed(harvests) if one.complete), None)
    state = STATE_OF_STATUS.get(source.status) or (last.state if last else SourceState.NOT_YET)
    detail = source.because if source.because and source.status is not SourceStatus.ACTIVE else None
    return SourceRow(
        source_id=source.id,
        publisher_id=source.publisher_id,
        publisher=source.publisher,
        aliases=source.aliases,
        valid_from=source.valid_from,
        valid_to=source.valid_to,
        succeeded_by=source.succeeded_by,
        nation=source.nation,
        scope=source.scope,
        collection=collection_of(source),
        area_codes=source.areas,
        urls=source.urls,
        status=source.status,
        expected_least=source.expect.least if source.expect else None,
        expected_most=source.expect.most if source.expect else None,
        state=state,
        detail=detail or (last.detail if last else state.definition),
        read_whole=source.status is SourceStatus.ACTIVE and last is not None and last.good,
        last_harvest_at=last.started_at if last else None,
        last_complete_at=complete.started_at if complete else None,
        publications=last.items if last else None,
        items=last.taken if last else None,
        left_out=last.left_out if last else None,
        documents_failed=last.documents_failed if last else None,
    )
