"""What the rows of one publisher say of the publisher, said once and meant for all of them.

Belongs here: the facts of a publisher that its rows share, where they disagree, and who follows whom. Does
not belong here: a row by itself (``reading``).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from catalogue.models import Problem, Source
from catalogue.yamlrows import Row

_ALWAYS = ("publisher", "nation")
_SAID_ONCE = ("aliases", "valid_from", "valid_to", "succeeded_by")


@dataclass(frozen=True)
class Written:
    """A row as written, and the source that it says."""

    row: Row
    source: Source


@dataclass(frozen=True)
class _Fact:
    """What a row says of its publisher, and the line."""

    value: object
    line: int


_Facts = Mapping[str, Mapping[str, _Fact]]
"""Facts by publisher and key: what the first row that says it says."""


def agreed(written: Sequence[Written], known: Collection[str]) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """Give every row of a publisher what its rows say of the publisher.

    Args:
        written: Rows that are right by themselves.
        known: Keys of all publishers that the file names, those in rows with a mistake too, so that one slip
            is told once.

    Returns:
        The sources in order, without the rows that contradict an earlier row of their publisher or whose
        publisher's days or successors cannot be right; and a problem for each such row, with its line.
    """
    facts = _facts(written)
    problems: list[Problem] = []
    sources: list[Source] = []
    wrong: set[str] = set()
    for one in written:
        found = (*_contradictions(one, facts), *_life(one, facts), *_successors(one, facts, known))
        problems.extend(found)
        if found:
            wrong.add(one.source.id)
    usable = [one for one in written if one.source.id not in wrong]
    kept = _facts(usable)
    for one in usable:
        said = kept.get(one.source.publisher_id, {})
        values = {key: said[key].value for key in _SAID_ONCE if key in said}
        sources.append(one.source.model_copy(update=values))
    return tuple(sources), tuple(problems)


def _facts(written: Sequence[Written]) -> dict[str, dict[str, _Fact]]:
    """Return the facts of every publisher."""
    facts: dict[str, dict[str, _Fact]] = {}
    for one in written:
        said = facts.setdefault(one.source.publisher_id, {})
        for key in (*_ALWAYS, *_SAID_ONCE):
            if key in one.row.values:
                said.setdefault(key, _Fact(getattr(one.source, key), one.row.line_of(key)))
    return facts


def _contradictions(one: Written, facts: _Facts) -> Iterator[Problem]:
    """Give what a row says of its publisher otherwise than an earlier row does."""
    said = facts[one.source.publisher_id]
    for key in (*_ALWAYS, *_SAID_ONCE):
        if key in one.row.values and _plain(getattr(one.source, key)) != _plain(said[key].value):
            message = f"line {said[key].line} says otherwise of the publisher {one.source.publisher_id!r}"
            yield one.row.problem(message, key)


def _plain(value: object) -> object:
    """Return a value so that the order of a list does not matter."""
    return frozenset(value) if isinstance(value, tuple) else value


def _life(one: Written, facts: _Facts) -> Iterator[Problem]:
    """Give what is wrong with a publisher's days, on the row that states the last one."""
    said = facts[one.source.publisher_id]
    first, last = (said[key].value if key in said else None for key in ("valid_from", "valid_to"))
    if "valid_to" in one.row.values and first is not None and last is not None and first > last:  # type: ignore[operator]
        yield one.row.problem(f"expected a day that is not before valid_from ({first})", "valid_to")


def _successors(one: Written, facts: _Facts, known: Collection[str]) -> Iterator[Problem]:
    """Give what is wrong with the successors that a row names."""
    for index, name in enumerate(one.source.succeeded_by):
        if name not in known:
            yield one.row.problem(f"expected the publisher_id of a row, found {name!r}", "succeeded_by", index)
        elif one.source.publisher_id in _line(name, facts):
            message = f"{one.source.publisher_id!r} would follow itself"
            yield one.row.problem(message, "succeeded_by", index)
    last = facts[one.source.publisher_id].get("valid_to")
    if one.source.succeeded_by and (last is None or last.value is None):
        yield one.row.problem("expected valid_to as well; what was succeeded has a last day", "succeeded_by")


def _line(publisher_id: str, facts: _Facts) -> frozenset[str]:
    """Return a publisher and all that follow it."""
    found: set[str] = set()
    waiting = [publisher_id]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            after = facts.get(name, {}).get("succeeded_by")
            waiting.extend(after.value if after and isinstance(after.value, tuple) else ())
    return frozenset(found)
