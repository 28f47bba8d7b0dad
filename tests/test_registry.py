"""The register is read row by row, and every mistake has its line."""

import datetime as dt
from pathlib import Path

import pytest

from catalogue.authority import area
from catalogue.models import Source
from catalogue.registry import Register, load
from catalogue.vocabulary import Nation, Scope, SourceStatus
from catalogue.yamlrows import ConfigurationError

ADAPTERS = ("listing", "govuk")
GOOD = """sources:
  - id: wandsworth
    publisher: Wandsworth Safeguarding Children Partnership
    publisher_id: wandsworth
    nation: England
    scope: child
    areas: [Wandsworth]
    adapter: listing
    urls: [http://wandsworth.test/reviews/]
    expect: {least: 2, known: [Frankie]}
    contact: desk@wandsworth.test
"""
OTHER = """  - id: two-areas
    publisher: Some Partnership
    publisher_id: some
    nation: England
    scope: both
    areas: [E09000021, "richmond upon thames"]
    status: unlocated
    because: Nobody has found the page.
"""


def read(tmp_path: Path, text: str) -> Register:
    path = tmp_path / "sources.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path, adapters=ADAPTERS)


def test_a_good_register_is_read_whole(tmp_path: Path) -> None:
    register = read(tmp_path, GOOD + OTHER)
    assert register.problems == ()
    first, second = register.sources
    assert (first.id, first.nation, first.scope, first.line) == ("wandsworth", Nation.ENGLAND, Scope.CHILD, 2)
    assert first.areas == ("E09000032",)
    assert first.expect is not None
    assert (first.expect.least, first.expect.known) == (2, ("Frankie",))
    assert second.status is SourceStatus.UNLOCATED
    assert second.areas == ("E09000021", "E09000027")
    assert len(register.sha256) == 64


def test_a_row_need_not_say_how_it_is_read(tmp_path: Path) -> None:
    register = read(tmp_path, GOOD.replace("    adapter: listing\n", ""))
    assert register.problems == ()
    assert [source.adapter for source in register.sources] == [None]


def test_a_nation_means_all_its_areas(tmp_path: Path) -> None:
    register = read(tmp_path, GOOD.replace("[Wandsworth]", "[Northern Ireland]"))
    assert len(register.sources[0].areas) == 11
    assert {found.nation for code in register.sources[0].areas if (found := area(code))} == {Nation.NORTHERN_IRELAND}


@pytest.mark.parametrize(
    ("before", "after", "line", "key", "expected"),
    [
        ("areas: [Wandsworth]", "areas: [Wandsworth, Narnia]", 7, "areas.1", "found 'Narnia'"),
        ("areas: [Wandsworth]", "areas: []", 7, "areas", "found none"),
        ("areas: [Wandsworth]", "areas: Wandsworth", 7, "areas", "found 'Wandsworth'"),
        ("adapter: listing", "adapter: wizard", 8, "adapter", "govuk, listing"),
        ("    expect: {least: 2, known: [Frankie]}\n", "", 2, "expect", "is missing"),
        ("least: 2", "least: -2", 10, "expect.least", "greater than or equal to 0"),
        ("least: 2", "least: 2, most: 1", 10, "expect.most", "at least as many"),
        ("least: 2", "leest: 2", 10, "expect.leest", "not a known key"),
        ("urls: [http://wandsworth.test/reviews/]", "urls: []", 9, "urls", "is missing"),
        ("http://wandsworth.test/reviews/", "ftp://wandsworth.test/", 9, "urls.0", "http or https"),
        ("http://wandsworth.test/reviews/", "'http://[broken/'", 9, "urls.0", "http or https"),
        ("nation: England", "nation: Narnia", 5, "nation", "'England'"),
        ("scope: child", "scope: no", 6, "scope", "'child'"),
        ("id: wandsworth", "id: Wandsworth Borough", 2, "id", "of the form"),
        ("    publisher: Wandsworth Safeguarding Children Partnership\n", "", 2, "publisher", "is missing"),
        ("scope: child", "scope: child\n    colour: green", 7, "colour", "known keys are"),
        ("scope: child", "scope: child\n    scope: adult", 7, "row", "stands twice"),
        ("scope: child", "scope: child\n    line: 9", 7, "line", "not written here"),
        ("desk@wandsworth.test", "desk at wandsworth", 11, "contact", "e-mail"),
        ("desk@wandsworth.test", '"a@b.test\\r\\nBcc: c@d.test"', 11, "contact", "e-mail"),
        ("scope: child", "scope: child\n    status: paused", 2, "because", "must say why"),
        ("scope: child", "scope: child\n    status: retired", 2, "because", "must say why"),
        ("scope: child", "scope: child\n    valid_from: 2019-02-30", 7, "valid_from", "found '2019-02-30'"),
        ("scope: child", "scope: child\n    valid_to: summer", 7, "valid_to", "found 'summer'"),
        (
            "scope: child",
            "scope: child\n    valid_from: 2021-04-01\n    valid_to: 2021-03-31",
            8,
            "valid_to",
            "not before",
        ),
        ("scope: child", "scope: child\n    succeeded_by: [some]", 7, "succeeded_by", "valid_to as well"),
        (
            "scope: child",
            "scope: child\n    valid_to: 2021-03-31\n    succeeded_by: [some, nobody]",
            8,
            "succeeded_by.1",
            "found 'nobody'",
        ),
        (
            "scope: child",
            "scope: child\n    valid_to: 2021-03-31\n    succeeded_by: [wandsworth]",
            8,
            "succeeded_by.0",
            "follow itself",
        ),
        (
            "reviews/]",
            "reviews/, https://www.wandsworth.test/reviews/print]",
            9,
            "urls.1",
            "reads this address already",
        ),
    ],
)
def test_a_mistake_leaves_out_its_row_only(  # noqa: PLR0917 - one line a case
    tmp_path: Path, before: str, after: str, line: int, key: str, expected: str
) -> None:
    assert before in GOOD
    register = read(tmp_path, GOOD.replace(before, after) + OTHER)
    assert [source.id for source in register.sources] == ["two-areas"]
    assert ("sources.yaml", line, key) in {(one.file, one.line, one.key) for one in register.problems}
    assert any(expected in one.message for one in register.problems), register.problems


def test_an_id_or_an_address_used_twice_is_a_problem(tmp_path: Path) -> None:
    again = GOOD.removeprefix("sources:\n")
    register = read(
        tmp_path, GOOD + again + again.replace("id: wandsworth\n    publisher:", "id: other\n    publisher:")
    )
    assert [source.id for source in register.sources] == ["wandsworth"]
    messages = [problem.message for problem in register.problems]
    assert any("row on line 2" in message for message in messages)
    assert sum("reads this address already" in message for message in messages) == 2


@pytest.mark.parametrize(
    "twin",
    [
        "https://www.wandsworth.test/reviews",
        "http://WANDSWORTH.test/reviews/",
        "https://wandsworth.test/reviews/print",
        "https://wandsworth.test/reviews/print/",
    ],
)
def test_the_same_page_under_another_spelling_is_the_same_address(tmp_path: Path, twin: str) -> None:
    second = GOOD.removeprefix("sources:\n").replace("id: wandsworth\n    publisher:", "id: other\n    publisher:")
    register = read(tmp_path, GOOD + second.replace("http://wandsworth.test/reviews/", twin))
    assert [source.id for source in register.sources] == ["wandsworth"]


def test_a_retired_row_may_keep_the_address_that_another_reads(tmp_path: Path) -> None:
    second = GOOD.removeprefix("sources:\n").replace(
        "id: wandsworth\n    publisher:", "id: old\n    status: retired\n    because: Moved.\n    publisher:"
    )
    assert [source.id for source in read(tmp_path, GOOD + second).sources] == ["wandsworth", "old"]


SECOND = (
    GOOD.removeprefix("sources:\n")
    .replace("id: wandsworth\n    publisher:", "id: second\n    publisher:")
    .replace("reviews/", "briefings/")
)


def test_what_one_row_says_of_its_publisher_stands_in_all_of_them(tmp_path: Path) -> None:
    said = "scope: child\n    aliases: [The Board, WSCB]\n    valid_to: 2021-03-31\n    succeeded_by: [some]"
    register = read(tmp_path, GOOD + SECOND.replace("scope: child", said) + OTHER)
    assert register.problems == ()
    for source in register.sources[:2]:
        assert source.aliases == ("The Board", "WSCB")
        assert (source.valid_to, source.succeeded_by) == (dt.date(2021, 3, 31), ("some",))
    assert register.sources[2].aliases == ()


@pytest.mark.parametrize(
    ("first", "second", "key"),
    [
        ("nation: England", "nation: Wales", "nation"),
        ("publisher: Wandsworth", "publisher: The Wandsworth", "publisher"),
        ("scope: child\n    aliases: [A, B]", "scope: child\n    aliases: [A]", "aliases"),
        ("scope: child\n    valid_from: 2019-09-01", "scope: child\n    valid_from: 2019-09-02", "valid_from"),
    ],
)
def test_rows_of_one_publisher_that_disagree_are_told_and_the_first_stands(
    tmp_path: Path, first: str, second: str, key: str
) -> None:
    plain = first if first in GOOD else "scope: child"
    register = read(tmp_path, GOOD.replace(plain, first) + SECOND.replace(plain, second) + OTHER)
    assert [source.id for source in register.sources] == ["wandsworth", "two-areas"]
    (problem,) = register.problems
    assert problem.key == key
    assert "says otherwise of the publisher 'wandsworth'" in problem.message
    assert problem.line > 12


def test_the_order_of_aliases_is_no_disagreement(tmp_path: Path) -> None:
    one, other = (f"scope: child\n    aliases: [{names}]" for names in ("A, B", "B, A"))
    register = read(tmp_path, GOOD.replace("scope: child", one) + SECOND.replace("scope: child", other))
    assert register.problems == ()


def test_succession_in_a_circle_is_a_problem_on_every_row_of_it(tmp_path: Path) -> None:
    ends = "scope: child\n    valid_to: 2021-03-31\n    succeeded_by: [{}]"
    other = OTHER.replace("scope: both", ends.format("wandsworth"))
    register = read(tmp_path, GOOD.replace("scope: child", ends.format("some")) + other)
    assert register.sources == ()
    assert [problem.key for problem in register.problems] == ["succeeded_by.0", "succeeded_by.0"]


def test_a_successor_whose_row_has_a_mistake_is_still_known(tmp_path: Path) -> None:
    ends = "scope: child\n    valid_to: 2021-03-31\n    succeeded_by: [some]"
    register = read(tmp_path, GOOD.replace("scope: child", ends) + OTHER.replace("scope: both", "scope: all"))
    assert [source.id for source in register.sources] == ["wandsworth"]
    assert {problem.key for problem in register.problems} == {"scope"}


def test_a_body_of_adults_or_outside_the_nations_needs_no_areas(tmp_path: Path) -> None:
    adults = GOOD.replace("areas: [Wandsworth]", "areas: []").replace("scope: child", "scope: adult")
    island = SECOND.replace("areas: [Wandsworth]", "areas: []").replace("nation: England", "nation: null")
    register = read(tmp_path, adults + island.replace("publisher_id: wandsworth", "publisher_id: island"))
    assert register.problems == ()


def test_a_row_that_was_journalled_before_a_key_was_added_is_still_read(tmp_path: Path) -> None:
    old = read(tmp_path, GOOD).sources[0].model_dump(mode="json")
    for key in ("valid_from", "valid_to", "succeeded_by"):
        del old[key]
    row = Source.model_validate(old)
    assert (row.id, row.valid_from, row.valid_to, row.succeeded_by) == ("wandsworth", None, None, ())


def test_no_file_is_a_refusal(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load(tmp_path / "nowhere.yaml", adapters=ADAPTERS)


@pytest.mark.parametrize("text", ["", "rows: []", "- a", "sources: [", "sources: word"])
def test_a_file_without_rows_is_a_refusal(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigurationError, match=r"sources\.yaml:1"):
        read(tmp_path, text)


def test_the_project_s_own_register_has_no_problem() -> None:
    register = load(Path(__file__).parents[1] / "sources.yaml", adapters=("listing", "govuk", "nspcc"))
    assert register.problems == ()
    assert len(register.sources) >= 8
    assert {source.status for source in register.sources} >= {
        SourceStatus.ACTIVE,
        SourceStatus.RETIRED,
        SourceStatus.UNLOCATED,
    }
    assert all(not source.urls or url.startswith("http") for source in register.sources for url in source.urls)
