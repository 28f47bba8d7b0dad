"""Joins, order and ids over many random worlds whose truth is known.

What each figure means, and by what rules a world is honest, stands in ``worlds``. The big size: ``make identity``.
"""

import random
from dataclasses import replace

import pytest

from tests.identity.measuring import measured, parts, resolved, reviews
from tests.identity.telling import MemoryLedger, Order, a_ledger, tell
from tests.identity.worlds import ROUNDS, Inquiry, Line, Maker, Paper, World, a_world

FEW, MANY = range(50), range(3000)
WITHIN = range(12)


def assert_right(seeds: range) -> None:
    figures = measured(seeds, a_world)
    assert figures.wrong == []
    assert figures.joined > 20 * figures.worlds
    assert figures.recall >= 0.98, f"{figures}; missed: {figures.missed[:10]}"
    left = figures.same - figures.rightly
    assert figures.asked >= 0.95 * left, f"{figures}: too many pairs are neither joined nor put to a person"


def test_no_two_reviews_are_taken_for_one_and_what_is_told_to_be_one_is() -> None:
    assert_right(FEW)


@pytest.mark.slow
def test_the_same_over_thousands_of_worlds() -> None:
    assert_right(MANY)


@pytest.mark.parametrize("seed", WITHIN)
def test_the_order_in_which_facts_reach_the_journal_changes_nothing(seed: int) -> None:
    world = a_world(seed)
    ledger, shuffled = a_ledger(world), a_ledger(world)
    tell(ledger, world.lines)
    tell(shuffled, world.lines)
    for records in shuffled.memory.records.values():
        random.Random(seed).shuffle(records)
    assert shuffled.facts() == ledger.facts()
    assert shuffled.resolve().canonical() == ledger.resolve().canonical()


@pytest.mark.parametrize("seed", WITHIN)
def test_the_order_in_which_sources_are_read_in_a_day_changes_no_review_and_no_id(seed: int) -> None:
    world = a_world(seed)
    first = resolved(world)
    for order in (Order(1), Order(2)):
        other = resolved(world, order)
        assert parts(world.lines, other) == parts(world.lines, first)
        assert reviews(world.lines, other) == reviews(world.lines, first)


@pytest.mark.parametrize("seed", WITHIN)
def test_which_source_is_found_first_changes_no_review(seed: int) -> None:
    world = a_world(seed)
    chance = random.Random(seed)
    late = {one.id: chance.randint(0, 3) for one in a_ledger(world).sources}
    lines = [
        replace(one, first=one.first + late[one.source], last=99 if one.last == ROUNDS else one.last + late[one.source])
        for one in world.lines
    ]
    ledger = a_ledger(world)
    tell(ledger, lines, range(ROUNDS + 4))
    assert parts(lines, ledger.resolve()) == parts(world.lines, resolved(world))


def week_by_week(ledger: MemoryLedger, world: World) -> list[dict[int, str]]:
    """Resolve after every round, and return in which review each line was found then."""
    found = []
    for number in range(ROUNDS + 1):
        tell(ledger, world.lines, range(number, number + 1))
        found.append(reviews(world.lines, ledger.resolve()))
    return found


@pytest.mark.parametrize("seed", WITHIN)
def test_resolving_week_by_week_ends_in_the_same_reviews_as_resolving_once(seed: int) -> None:
    world = a_world(seed)
    ledger = a_ledger(world)
    week_by_week(ledger, world)
    assert parts(world.lines, ledger.resolve()) == parts(world.lines, resolved(world))


@pytest.mark.parametrize("seed", WITHIN)
def test_an_id_once_given_leads_to_its_review_for_ever_and_is_never_given_again(seed: int) -> None:
    world = a_world(seed)
    ledger = a_ledger(world)
    weeks = week_by_week(ledger, world)
    found = ledger.resolve()
    shown = {one.review_id for one in found.reviews}
    leads = {one.alias: one.review_id for one in found.aliases}
    assert set(leads).isdisjoint(shown)
    now = reviews(world.lines, found)
    for week in weeks:
        assert set(week.values()) <= shown | set(leads)
        for number, review_id in week.items():
            assert now[number] == leads.get(review_id, review_id)


def added(world: World, seed: int) -> tuple[Line, str]:
    """Return a line, with a document, that a week later shows one more time one of the reviews of a world, or a new one."""
    chance = random.Random(seed)
    inquiry: Inquiry = chance.choice(list(world.inquiries.values()))
    text = " ".join(f"later{chance.randrange(900)}" for _ in range(330))
    site = f"http://{inquiry.body.key}.test"
    paper = Paper(f"{site}/files/later.pdf", "full_report", inquiry.text if chance.random() < 0.5 else text)
    line = Line(
        number=len(world.lines),
        truth=f"t{inquiry.number}",
        source=inquiry.body.key,
        page=f"{site}/later",
        names=inquiry.names,
        papers=(paper,),
        first=ROUNDS + 1,
        last=ROUNDS + 1,
        date=inquiry.day.isoformat()[:7] if chance.random() < 0.5 else None,
        own=True,
    )
    return line, line.truth


@pytest.mark.parametrize("seed", range(40))
def test_a_new_document_changes_the_id_of_no_other_review(seed: int) -> None:
    world = a_world(seed)
    ledger = a_ledger(world)
    tell(ledger, world.lines)
    before = reviews(world.lines, ledger.resolve())
    line, truth = added(world, seed)
    later = [replace(one, last=ROUNDS + 1) if one.last == ROUNDS else one for one in world.lines]
    tell(ledger, [*later, line], range(ROUNDS + 1, ROUNDS + 2))
    after = reviews(world.lines, ledger.resolve())
    others = [one.number for one in world.lines if one.truth != truth]
    assert others
    assert {number: after[number] for number in others} == {number: before[number] for number in others}


def test_a_world_is_the_same_every_time_and_holds_what_it_is_for() -> None:
    worlds = [a_world(seed) for seed in FEW]
    assert [world.lines for world in worlds] == [Maker(seed).make().lines for seed in FEW]
    lines = [line for world in worlds for line in world.lines]
    twins = sum(
        one.body.line == other.body.line and bool(set(one.names) & set(other.names))
        for world in worlds
        for one in world.inquiries.values()
        for other in world.inquiries.values()
        if one.number < other.number
    )
    assert twins > len(worlds)
    assert sum(line.anonymous for line in lines) > 15
    assert sum(len(world.replaced) for world in worlds) > 50
    assert any(world.shared_report for world in worlds)
    assert sum(world.used_again for world in worlds) > 2
    assert sum(line.mistaken for line in lines) > 10
    assert any(body.after for world in worlds for body in world.bodies)
