"""Small sizes of the protocol's own runs, and what they once found; ``make torture`` runs the full sizes.

Belongs here: a run of seconds for each of them, and its table. Does not belong here: the protocols.
"""

import dataclasses
import importlib.util
import random
from pathlib import Path

import pytest

from catalogue.house import House
from catalogue.journal import FolderJournal
from catalogue.models import Harvest
from tests.conftest import settings_for
from tests.torture import __main__ as torture
from tests.torture import disks, kills, servers, statements
from tests.torture.__main__ import ROOT
from tests.torture.ground import whole
from tests.torture.protocol import LACKING, PROTOCOLS
from tests.torture.table import BEGIN, END, Result, with_results
from tests.torture.victim import Victims, failing_calls
from tests.world.server import World


def test_a_disk_that_cannot_keep_what_was_read_says_nothing_of_a_source(world: World, tmp_path: Path) -> None:
    settings = settings_for(world, tmp_path / "warehouse")
    settings.described.mkdir(parents=True)
    (settings.described / "listings").write_text("a file where a folder is to be made")
    with pytest.raises(OSError, match="listings"):
        House(settings).harvest()
    assert list(FolderJournal(settings.journal_folder).read(Harvest)) == []


@pytest.mark.parametrize("name", ["br that is none", "a flood of cookies", "bomb in chunks"])
def test_a_server_that_misbehaves_is_told_and_nothing_is_kept(name: str, tmp_path: Path) -> None:
    client = servers.Client()
    try:
        assert servers.tried(client, name, 1, tmp_path) is None
    finally:
        assert client.end() > 0


def a_result(letter: str, *, held: bool = True) -> Result:
    return Result(letter, "rain | snow", "`python -m x`", "1 of 1", held, 1234, "today")


def test_results_replace_their_own_rows_and_nothing_else() -> None:
    page = f"words before\n{BEGIN}\n{END}\nwords after\n"
    first = with_results(page, {"B": a_result("B"), "A": a_result("A")})
    again = with_results(first, {"B": a_result("B", held=False)})
    assert again.startswith("words before\n")
    assert again.endswith("\nwords after\n")
    rows = [line for line in again.splitlines() if line.startswith("| ")]
    assert [row.split("|")[1].strip() for row in rows] == ["", "A", "B"]
    assert "rain / snow" in rows[1]
    assert "| yes | 1,234 |" in rows[1]
    assert "| **no** |" in rows[2]
    with pytest.raises(ValueError, match="marks"):
        with_results("no table", {})


def test_every_letter_has_commands_that_exist() -> None:
    assert list(PROTOCOLS) == list("ABCDEFGHIJKLMNOP")
    for protocol in PROTOCOLS.values():
        for name, *rest in (*protocol.full, *protocol.small):
            if name != "pytest":
                assert importlib.util.find_spec(name), name
            assert all((ROOT / one).exists() for one in rest if one.startswith("tests/")), rest


def test_what_a_machine_lacks_is_no_failure_and_no_proof() -> None:
    held, lacking = a_result("A"), dataclasses.replace(a_result("E", held=False), lacking=True)
    assert torture.exit_code([held, held]) == 0
    assert torture.exit_code([held, lacking]) == LACKING
    assert torture.exit_code([lacking, a_result("B", held=False)]) == 1
    assert "**no**" in lacking.row


@pytest.mark.long
def test_a_letter_is_run_and_told_by_its_last_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (held,) = torture.run(["J"], tmp_path, small=True)
    assert held.held
    assert "names by address" in held.said
    assert "J  held" in capsys.readouterr().out


def test_the_page_has_a_place_for_every_result() -> None:
    page = (ROOT / "docs" / "reliability.md").read_text("utf-8")
    filled = with_results(page, {letter: a_result(letter) for letter in PROTOCOLS})
    assert all(f"\n| {letter} | " in filled for letter in PROTOCOLS)


needs_compiler = pytest.mark.skipif(failing_calls() is None, reason="needs a C compiler (gcc), which is not here")


@needs_compiler
@pytest.mark.long
def test_a_run_that_is_killed_at_a_named_call_is_simply_run_again() -> None:
    found = kills.whole_runs(0, ["after a segment got its number"], 1, seed=20210215)
    assert (found.wrong, found.kills) == ([], 1)


@needs_compiler
@pytest.mark.long
def test_a_disk_whose_calls_fail_is_told_and_loses_nothing(tmp_path: Path) -> None:
    with whole() as ground, Victims(failing=failing_calls()) as victims:
        failing = disks.Disks(ground, victims, tmp_path)
        for number in (1, 2):
            failing.calls_that_fail(number, random.Random(number))
    assert failing.wrong == []
    assert sum(failing.fates.values()) == 2


def test_statements_in_every_text_are_only_words(tmp_path: Path) -> None:
    assert statements.in_an_edition(tmp_path) == []
    assert statements.in_the_code() == []


def test_a_statement_that_is_made_of_parts_is_noticed() -> None:
    assert statements.made_of_parts('connection.execute(f"SELECT * FROM {name}")')
    assert statements.made_of_parts('connection.execute("SELECT * FROM %s" % name)')
    assert not statements.made_of_parts('connection.execute("SELECT * FROM x WHERE y = ?", [name])')
    assert not statements.made_of_parts('connection.execute(f"SELECT * FROM {name}")  # noqa: S608 - a name of ours')
