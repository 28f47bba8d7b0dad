"""The edition as a Python program opens it: read-only, typed, and never silently empty."""

import dataclasses
import datetime as dt
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

import catalogue
from catalogue.edition import Edition, NotInstalledError, Rows, TakenDownError, UnknownNameError
from catalogue.models import ReviewAlias, Tombstone
from catalogue.vocabulary import Nation, Precision, ReviewType, TakedownReason
from tests.edition_samples import NOON, Press, contents, review


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition of a few invented reviews, one of them taken down and one known by two ids."""
    press = Press(tmp_path_factory.mktemp("door"))
    whole = contents(
        review("r1", themes=("neglect",), title="Neglect of Child A"),
        review("r2", published_on=dt.date(2019, 1, 1), published_precision=Precision.YEAR, title="Child B"),
        review("r3", published_on=None, published_precision=None, published_basis=None, review_type=ReviewType.SCR),
        review("r4", nation=Nation.WALES, area_codes=(), area_names=(), publisher_id=None, publisher=None),
        texts={"r2": ("neglect of a baby",)},
    )
    whole = dataclasses.replace(
        whole,
        aliases=(ReviewAlias(alias="r0", review_id="r1", since=NOON, because="They are one."),),
        tombstones=(
            Tombstone(
                review_id="sampleborough-withdrawn-1",
                publisher_id="sampleborough",
                publisher="Sampleborough Safeguarding Partnership",
                published_on=None,
                published_precision=None,
                first_seen_at=NOON,
                taken_down_on=dt.date(2026, 3, 1),
                reason=TakedownReason.WELFARE,
            ),
        ),
    )
    outcome = press.print(whole)
    assert outcome.published, outcome.refused
    return press.path


@pytest.fixture
def edition(path: Path) -> Edition:
    return catalogue.open(path)


def ids(rows: Rows) -> list[str]:
    return [str(row["review_id"]) for row in rows.rows()]


def test_the_settings_say_where_it_is(path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CATALOGUE_WAREHOUSE", str(path.parent))
    with catalogue.open() as edition:
        assert edition.path == path
    monkeypatch.setenv("CATALOGUE_WAREHOUSE", str(tmp_path))
    with pytest.raises(FileNotFoundError):
        catalogue.open()


def test_importing_the_package_alone_is_light() -> None:
    code = "import sys, catalogue; sys.exit(bool({'duckdb', 'pydantic', 'requests'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["r1", "r4", "r2", "r3"]),
        ({"area": "sampleborough"}, ["r1", "r2", "r3"]),
        ({"area": "E09000999"}, ["r1", "r2", "r3"]),
        ({"theme": "Neglected"}, ["r1"]),
        ({"nation": "wales"}, ["r4"]),
        ({"review_type": "scr"}, ["r3"]),
        ({"publisher": "Sampleborough Safeguarding Partnership"}, ["r1", "r2", "r3"]),
        ({"since": "2020"}, ["r1", "r4"]),
        ({"since": dt.date(2019, 12, 31)}, ["r1", "r4", "r2"]),
        ({"since": "2021-01-31"}, ["r1", "r4"]),
        ({"since": "2021-02"}, []),
        ({"until": "2020-12"}, ["r2"]),
        ({"until": "2021"}, ["r1", "r4", "r2"]),
        ({"since": "2019-06", "until": "2019-06-01", "area": "Sampleborough"}, ["r2"]),
    ],
)
def test_reviews_are_filtered(edition: Edition, filters: dict[str, object], expected: list[str]) -> None:
    assert ids(edition.reviews(**filters)) == expected  # type: ignore[arg-type]


def test_a_search_is_ranked_and_filtered(edition: Edition) -> None:
    assert ids(edition.search("neglect")) == ["r1", "r2"]
    assert ids(edition.search("neglect", since="2020")) == ["r1"]
    assert ids(edition.search("neglect", limit=1)) == ["r1"]
    assert len(edition.search("nowhere")) == 0


@pytest.mark.parametrize(
    ("filters", "near"),
    [
        ({"area": "Samplborough"}, "Sampleborough"),
        ({"theme": "neglekt"}, "Neglect"),
        ({"publisher": "Sampleboro"}, "Sampleborough Safeguarding Partnership"),
        ({"review_type": "LCSPRS"}, "LCSPR"),
        ({"nation": "Walse"}, "Wales"),
    ],
)
def test_a_name_that_is_not_known_is_refused_with_near_ones(
    edition: Edition, filters: dict[str, str], near: str
) -> None:
    with pytest.raises(UnknownNameError, match="Did you mean") as told:
        edition.reviews(**filters)
    assert near in told.value.near
    with pytest.raises(UnknownNameError):
        edition.search("neglect", **filters)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("area", "Sampleborough"),
        ("theme", "neglect"),
        ("theme", "Neglect"),
        ("nation", "Wales"),
        ("nation", "England"),
        ("review_type", "SCR"),
        ("publisher", "sampleborough"),
        ("publisher", "Sampleborough Safeguarding Partnership"),
        ("since", "2019"),
        ("since", "2019-07"),
        ("since", "2020-02-01"),
        ("until", "2019"),
        ("until", "2019-01-01"),
    ],
)
@pytest.mark.parametrize("words", ["child", "neglect", "review"])
def test_a_filter_means_the_same_in_python_and_in_the_macro(
    edition: Edition, words: str, name: str, value: str
) -> None:
    macro = edition.sql(f"SELECT review_id FROM search($words, {name} := $value)", {"words": words, "value": value})
    assert ids(edition.search(words, **{name: value})) == ids(macro)  # type: ignore[arg-type]
    every = edition.sql(f"SELECT review_id FROM search('', {name} := $value)", {"value": value})
    assert set(ids(edition.reviews(**{name: value}))) == set(ids(every))


def test_what_is_no_date_and_no_filter_is_refused(edition: Edition) -> None:
    with pytest.raises(ValueError, match="not a date"):
        edition.reviews(since="last year")
    with pytest.raises(TypeError, match="cannot be filtered"):
        edition.reviews(ages="3")  # type: ignore[call-arg]


def test_a_review_is_shown_with_everything_known(edition: Edition) -> None:
    shown = edition.show("r1")
    assert shown.review.title == "Neglect of Child A"
    assert shown.review.first_seen_at == NOON
    assert shown.alias is None
    assert [one.url for one in shown.locations] == ["http://sampleborough.test/r1.pdf"]
    assert {one.review_id for one in shown.documents} == {one.review_id for one in shown.evidence} == {"r1"}
    assert "Neglect of Child A" in shown.citation == edition.cite("r1")
    assert "edition 1" in edition.cite()


def test_an_id_of_before_leads_on_and_a_tombstone_is_said(edition: Edition) -> None:
    shown = edition.show("r0")
    assert shown.review.review_id == "r1"
    assert shown.alias is not None
    assert shown.alias.because == "They are one."
    with pytest.raises(TakenDownError, match="taken down on 1 March 2026"):
        edition.show("sampleborough-withdrawn-1")
    with pytest.raises(UnknownNameError, match="'r9'"):
        edition.show("r9")


def test_themes_and_their_quotes(edition: Edition) -> None:
    assert [(row["theme_id"], row["label"], row["reviews"]) for row in edition.themes().rows()] == [
        ("neglect", "Neglect", 1)
    ]
    assert [(row["review_id"], row["page"], row["snippet"]) for row in edition.quotes("neglect").rows()] == [
        ("r1", 1, "It says neglect.")
    ]
    assert edition.quotes("Neglect").rows() == edition.sql("SELECT * FROM quotes('neglect')").rows()
    with pytest.raises(UnknownNameError):
        edition.quotes("nothing")


def test_answers_come_as_rows_frames_and_arrow_tables(edition: Edition) -> None:
    found = edition.sql("select review_id, area_codes from reviews where review_id = ?", ["r1"])
    assert found.rows() == [{"review_id": "r1", "area_codes": ["E09000999"]}]
    assert found.pandas().to_dict("records") == found.rows()
    assert found.arrow().to_pylist() == found.rows()
    table = Rows(("a",), (("<script>",), (None,)))._repr_html_()
    assert "<script>" not in table
    assert "&lt;script&gt;" in table
    assert "4 reviews" in edition._repr_html_()


def test_a_library_that_is_not_installed_is_named(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(NotInstalledError, match=r"pip install 'safeguarding-review-catalogue\[analysis\]'"):
        edition.themes().pandas()


def test_it_can_neither_be_changed_nor_reach_other_files(edition: Edition) -> None:
    for query in ("delete from reviews", "select * from read_csv('/etc/passwd')", "set enable_external_access = true"):
        with pytest.raises(duckdb.Error):
            edition.sql(query)
    with pytest.raises(ValueError, match="empty"):
        edition.sql("  ")
