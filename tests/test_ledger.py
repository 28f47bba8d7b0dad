"""What the journal amounts to for watching is the same whether it is read at once or went on from round to round."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.availability import explained, fold, said_of
from catalogue.curation import Curation
from catalogue.describe import Described
from catalogue.house.contents import assemble
from catalogue.journal import FolderJournal, JournalError, Position
from catalogue.models import Capture, Checked, Record
from catalogue.registry import Register
from catalogue.vocabulary import Magic, Purpose, RemovalKind, Rule, Verdict
from catalogue.watch import Ledger
from tests.test_watch import resolved, source

START = dt.datetime(2021, 3, 1, 6, tzinfo=dt.UTC)
LATER = START + dt.timedelta(days=90)
WORDS = {
    "g": (Verdict.AVAILABLE, Rule.SAME_BYTES),
    "f": (Verdict.UNAVAILABLE, Rule.SERVER_ERROR),
    "n": (Verdict.UNAVAILABLE, Rule.NOT_FOUND),
    "u": (Verdict.UNKNOWN, Rule.BOT_WALL),
}
R = TypeVar("R", bound=Record)


def check(place: int, hours: int, word: str) -> Checked:
    """Make a check of a place."""
    at, url = START + dt.timedelta(hours=hours), f"http://one.test/{place}.pdf"
    verdict, rule = WORDS[word]
    body = {"status": 200, "sha256": f"{place:064d}", "magic": Magic.PDF} if word == "g" else {"status": 404}
    capture = Capture(source_id="one", purpose=Purpose.CHECK, url=url, final_url=url, requested_at=at, **body)
    return Checked(location_id=f"l{place}", url=url, checked_at=at, verdict=verdict, rule=rule, capture=capture)


class Memo:
    """A journal in memory that counts what is read from its beginning."""

    def __init__(self) -> None:
        self.rounds: list[list[Record]] = []
        self.full = 0

    def append(self, records: object) -> None:
        """Not used here: rounds are added directly."""
        raise AssertionError

    def read(self, kind: type[R]) -> Iterator[R]:
        """Give all records."""
        return (one for records in self.rounds for one in records if isinstance(one, kind))

    def read_after(self, kind: type[R], position: Position) -> Iterator[tuple[list[R], Position]]:
        """Go on."""
        self.full += kind is Checked and position.segments == 0 and bool(self.rounds)
        for number, records in enumerate(self.rounds[position.segments :], start=position.segments + 1):
            yield [one for one in records if isinstance(one, kind)], Position(number, "")

    def stands(self, kind: type[R], position: Position) -> bool:
        """Believe."""
        return True


rounds = st.lists(
    st.lists(
        st.builds(check, st.integers(0, 2), st.integers(0, 40 * 24), st.sampled_from(sorted(WORDS))),
        min_size=1,
        max_size=6,
        unique_by=lambda one: (one.location_id, one.checked_at),
    ),
    max_size=8,
)


@given(rounds)
@settings(max_examples=200, deadline=None)
def test_going_on_round_by_round_gives_what_reading_all_gives(appended: list[list[Checked]]) -> None:
    journal = Memo()
    ledger = Ledger(journal)
    for number, records in enumerate(appended):
        journal.rounds.append(list(records))
        ledger.catch_up()
        for now in (LATER, START + dt.timedelta(days=5 * number)):
            found = ledger.states(now)
            assert found == {
                key: fold(key, [one for one in journal.read(Checked) if one.location_id == key], now)
                for key in {one.location_id for one in journal.read(Checked)}
            }
    for key, state in ledger.states(LATER).items():
        mine = [one for one in journal.read(Checked) if one.location_id == key]
        failures = [one for one in ledger.recent[key] if one.verdict is Verdict.UNAVAILABLE]
        assert len({one.checked_at for one in failures}) >= min(state.failure_count, 1)
        assert set(map(id, ledger.recent[key])) <= set(map(id, mine))


def test_a_day_costs_a_days_checks() -> None:
    journal = Memo()
    ledger = Ledger(journal)
    for day in range(50):
        journal.rounds.append([check(place, 24 * day, "g") for place in range(3)])
        ledger.catch_up()
        assert len(ledger.states(START + dt.timedelta(days=day))) == 3
    assert journal.full == 1


def test_all_checks_since_the_last_two_good_ones_are_kept_whole_and_a_few_more_without_a_gap() -> None:
    journal = Memo()
    ledger = Ledger(journal)
    for day, word in enumerate("g" * 30 + "n" * 30):
        journal.rounds.append([check(0, 24 * day, word)])
        ledger.catch_up()
        if day == 29:
            assert len(ledger.recent["l0"]) == 8
    good, missing = Rule.SAME_BYTES, Rule.NOT_FOUND
    assert [one.rule for one in ledger.recent["l0"]] == [good, good, *[missing] * 30]
    for day, wanted in ((60, [good, *[missing] * 30, good]), (61, [*[missing] * 6, good, good])):
        journal.rounds.append([check(0, 24 * day, "g")])
        ledger.catch_up()
        assert [one.rule for one in ledger.recent["l0"]] == wanted


@pytest.fixture
def journal(tmp_path: Path) -> FolderJournal:
    """Give a journal of three rounds."""
    found = FolderJournal(tmp_path / "journal")
    for day in range(3):
        found.append([check(place, 24 * day, "gn"[place]) for place in range(2)])
    return found


def test_what_a_file_keeps_is_gone_on_with(tmp_path: Path, journal: FolderJournal) -> None:
    file = tmp_path / "cache" / "watch.json"
    first = Ledger(journal, file)
    first.catch_up()
    first.keep()
    journal.append([check(0, 72, "g"), check(1, 72, "n")])
    second = Ledger(journal, file)
    assert second.states(LATER) == first.states(LATER)
    second.catch_up()
    fresh = Ledger(journal)
    fresh.catch_up()
    assert second.states(LATER) == fresh.states(LATER)
    assert second.memory("http://one.test/0.pdf#page=2") == fresh.memory("http://one.test/0.pdf")
    assert second.memory("http://one.test/0.pdf").seen_at == START + dt.timedelta(days=3)
    assert second.recent == fresh.recent
    assert [path.name for path in file.parent.iterdir()] == ["watch.json"]


@pytest.mark.parametrize("damage", ["torn", "other code", "other journal", "deleted"])
def test_a_file_that_is_not_to_be_believed_is_made_again(tmp_path: Path, journal: FolderJournal, damage: str) -> None:
    file = tmp_path / "watch.json"
    kept = Ledger(journal, file)
    kept.catch_up()
    kept.keep()
    if damage == "torn":
        file.write_bytes(file.read_bytes()[:-9])
    elif damage == "other code":
        file.write_text(json.dumps(json.loads(file.read_text()) | {"code": "other"}))
    elif damage == "other journal":
        segment = tmp_path / "journal" / "checks" / "00000001.jsonl"
        segment.write_bytes(segment.read_bytes().replace(b"not-found", b"gone"))
    else:
        file.unlink()
    ledger = Ledger(journal, file)
    assert ledger.states(LATER) == {}
    ledger.catch_up()
    fresh = Ledger(journal)
    fresh.catch_up()
    assert ledger.states(LATER) == fresh.states(LATER) != {}


def test_a_journal_that_was_damaged_is_refused_and_begun_anew(tmp_path: Path, journal: FolderJournal) -> None:
    ledger = Ledger(journal)
    ledger.catch_up()
    before = ledger.states(LATER)
    journal.append([check(0, 72, "g")])
    segment = tmp_path / "journal" / "checks" / "00000004.jsonl"
    whole = segment.read_bytes()
    segment.write_bytes(whole[:-3])
    with pytest.raises(JournalError, match="00000004"):
        ledger.catch_up()
    segment.write_bytes(whole)
    ledger.catch_up()
    assert ledger.states(LATER).keys() == before.keys()
    assert ledger.states(LATER)["l0"].last_checked_at == START + dt.timedelta(days=3)


@pytest.mark.parametrize("back", [dt.timedelta(), dt.timedelta(hours=30), dt.timedelta(days=60)])
def test_an_edition_prints_what_all_checks_amount_to_at_its_moment(tmp_path: Path, back: dt.timedelta) -> None:
    row = source("p")
    resolution = resolved([row], 5)
    places = [one.model_copy(update={"location_id": f"l{number}"}) for number, one in enumerate(resolution.locations)]
    places[1] = places[1].model_copy(update={"removal": RemovalKind.GONE})
    resolution = resolution.model_copy(update={"locations": tuple(places)})
    journal = FolderJournal(tmp_path / "journal")
    histories = {
        0: "gggng" * 10,
        1: "ggnnn" * 10,
        2: "g" * 30 + "n" * 20,
        3: "gnnuu" * 10,
    }  # the last was never looked at
    for day in range(50):
        journal.append([check(place, 24 * day, words[day]) for place, words in histories.items()])
    journal.append([check(2, 24 * 48 + 5, "g")])  # told late
    file, now = tmp_path / "watch.json", START + dt.timedelta(days=50) - back
    before = Ledger(journal, file)
    before.catch_up()
    before.keep()
    journal.append([check(0, 24 * 49 + 12, "n")])
    printed = assemble(
        resolution,
        Described(descriptions={}, parsed=0, cached=0),
        sources=[row],
        register=Register(sources=(row,), problems=(), sha256="0" * 64),
        curation=Curation(entries=(), problems=(), sha256="0" * 64),
        journal=journal,
        ledger=Ledger(journal, file),
        now=now,
    )
    said, checks = said_of(places), list(journal.read(Checked))
    assert printed.availability == tuple(
        explained(fold(key, [one for one in checks if one.location_id == key], now), said.get(key))
        for key in (f"l{number}" for number in range(5))
    )
    assert len({one.state for one in printed.availability}) > 1 or back > dt.timedelta(days=50)
