"""The demonstration happens as told, leaves what it names, and the README shows what it printed."""

import re
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import duckdb
import pytest

from tests.letter_samples import SAMPLES
from tests.readme import BLOCK, README, Demonstration, answer, demonstrate, fresh
from tests.world.demo import edition_target

TEXT = README.read_text()
BLOCKS = [
    match
    for match in BLOCK.finditer(TEXT)
    if match["first"] or match["letter"] or "$ .venv/bin/catalogue" in match["body"]
]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    """The demonstration, run once."""
    return demonstrate(tmp_path_factory.mktemp("demo") / "warehouse")


def test_the_demonstration_succeeds(shown: Demonstration) -> None:
    assert shown.code == 0, shown.said
    assert "Everything happened as told" in shown.said


def test_it_leaves_an_edition_two_letters_and_a_feed(shown: Demonstration) -> None:
    with duckdb.connect(str(shown.warehouse / "catalogue.duckdb"), read_only=True) as connection:
        alerts = connection.execute("select kind, answer, publisher_id from alerts").fetchall()
    assert alerts == [("not_found", "back", "wandsworth")]
    letters = sorted((shown.warehouse / "demo" / "mail").glob("*.eml"))
    messages = [message_from_bytes(path.read_bytes(), policy=default) for path in letters]
    assert [str(one["To"]) for one in messages] == ["business.manager@wandsworth.test"] * 2
    assert len({one["Message-ID"] for one in messages}) == 2
    assert (shown.warehouse / "demo" / "feeds" / "wandsworth.atom").read_text().count("<entry>") == 2


def test_the_letter_is_neutral_and_says_what_the_partnership_needs(shown: Demonstration) -> None:
    message = message_from_bytes((shown.warehouse / "demo" / "mail" / "1.eml").read_bytes(), policy=default)
    part = message.get_body(("plain",))
    assert part is not None
    text = " ".join(part.get_content().split())
    for needed in ("Frankie", "full report", "since 16 February 2021", "1 January 2022", "Last seen well", "welfare"):
        assert needed in text, needed
    for never in ("breach", "violation", "fail", "non-compliant"):
        assert never not in text.lower(), never
    assert not list(message.iter_attachments())


def test_it_never_overwrites_an_edition_that_it_did_not_print(shown: Demonstration, tmp_path: Path) -> None:
    own = shown.warehouse / "catalogue.duckdb"
    assert edition_target(shown.warehouse, shown.warehouse / "demo") == own
    (tmp_path / "catalogue.duckdb").write_bytes(b"somebody's real edition")
    assert edition_target(tmp_path, tmp_path / "demo") == tmp_path / "demo" / "catalogue.duckdb"
    with duckdb.connect(str(tmp_path / "real.duckdb")) as real:
        real.execute("CREATE TABLE sources AS SELECT ['https://www.real.example.org/'] AS urls")
    (tmp_path / "real.duckdb").replace(tmp_path / "catalogue.duckdb")
    assert edition_target(tmp_path, tmp_path / "demo") == tmp_path / "demo" / "catalogue.duckdb"


def test_the_readme_has_five_questions_and_two_scenes() -> None:
    assert sum(bool(match["first"]) for match in BLOCKS) >= 2
    assert sum("$ .venv/bin/catalogue" in match["body"] for match in BLOCKS) >= 5
    assert {match["letter"] for match in BLOCKS} >= set(SAMPLES)


@pytest.mark.parametrize(
    "match", BLOCKS, ids=lambda match: (match["first"] or match["letter"] or match["body"].splitlines()[0])[:60]
)
def test_an_output_block_of_the_readme_is_what_the_code_prints(match: re.Match[str], shown: Demonstration) -> None:
    assert match["body"] == fresh(match, shown), "write it anew with: make readme"


def test_make_help_lists_what_the_readme_names(shown: Demonstration) -> None:
    assert "reviews" in answer("catalogue --help", shown.warehouse)
