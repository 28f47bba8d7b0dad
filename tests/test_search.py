"""The search index: what is found, in which order, and what the file does not give away."""

import datetime as dt
from pathlib import Path

import duckdb
import pytest

from catalogue.edition import open_edition
from catalogue.publish import Contents
from catalogue.vocabulary import Incident, Precision, ReviewType
from tests.edition_samples import Press, contents, review

HOSTILE = "'); DROP TABLE reviews; --"
REVIEWS = (
    review("r-title", title="Neglect in the early years"),
    review("r-text", title="Child Zed", pseudonyms=("Zed",)),
    review("r-theme", title="Child Yam", themes=("neglect",)),
    review("r-type", title="The case of Ŵyn O’Sample", review_type=ReviewType.CPR, pseudonyms=("Ŵyn",)),
    review("r-hostile", title=HOSTILE),
)
TEXTS = {
    "r-text": ("The child was neglected. Bruises were ﬁrst seen in March.", "A zebra crossed; the zebra’s stripes."),
    "r-title": ("Nothing of note " * 50,),
    "r-type": ("A long report that mentions bruising once. " + "It goes on. " * 400,),
}


@pytest.fixture
def printed(tmp_path: Path) -> Path:
    press = Press(tmp_path)
    assert press.print(contents(*REVIEWS, texts=TEXTS)).published
    return press.path


def found(path: Path, words: str | None, **filters: object) -> list[str]:
    named = "".join(f", {name} := ?" for name in filters)
    with open_edition(path) as edition:
        query = f"SELECT review_id FROM search(?{named})"
        return [row[0] for row in edition.execute(query, [words, *filters.values()]).fetchall()]


def test_a_title_beats_a_theme_and_a_theme_beats_a_mention(printed: Path) -> None:
    assert found(printed, "neglect") == ["r-title", "r-theme", "r-text"]


def test_words_are_found_by_their_stem_whatever_their_case_and_punctuation(printed: Path) -> None:
    assert found(printed, "NEGLECTED!") == found(printed, "neglect")
    assert found(printed, "bruises") == ["r-text", "r-type"]


def test_a_mention_in_a_short_text_beats_one_in_a_long_text(printed: Path) -> None:
    assert found(printed, "bruising") == ["r-text", "r-type"]


def test_accents_apostrophes_and_ligatures_do_not_matter(printed: Path) -> None:
    assert found(printed, "wyn") == found(printed, "Ŵyn") == ["r-type"]
    assert found(printed, "o'sample") == found(printed, "OSample") == ["r-type"]
    assert found(printed, "first") == ["r-text"]


def test_types_and_publishers_are_found(printed: Path) -> None:
    assert found(printed, "cpr") == ["r-type"]
    assert len(found(printed, "partnership")) == len(REVIEWS)


def test_a_word_that_stands_nowhere_is_passed_over(printed: Path) -> None:
    assert found(printed, "xylophone") == []
    assert found(printed, "xylophone zebra") == ["r-text"]


@pytest.mark.parametrize("words", ["", "   ", "'", "%", "?!", None])
def test_no_words_find_nothing(printed: Path, words: str | None) -> None:
    assert found(printed, words) == []


def test_sql_in_a_query_or_a_title_is_only_words(printed: Path) -> None:
    assert found(printed, HOSTILE) == ["r-hostile"]
    with open_edition(printed) as edition:
        title = edition.execute("SELECT title FROM reviews WHERE review_id = 'r-hostile'").fetchall()
        assert title == [(HOSTILE,)]


def test_the_answer_has_what_a_list_of_results_needs(printed: Path) -> None:
    with open_edition(printed) as edition:
        answer = edition.execute("SELECT * FROM search('Ŵyn')")
        names = [column[0] for column in answer.description]
        rows = answer.fetchall()
    assert names == ["review_id", "title", "review_type", "publisher", "published_on", "score", "phrase", "url"]
    assert rows[0][:4] == ("r-type", "The case of Ŵyn O’Sample", "CPR", "Sampleborough Safeguarding Partnership")
    assert rows[0][5] > 0


def test_search_works_where_the_file_is_attached_under_another_name(printed: Path) -> None:
    with duckdb.connect() as client:
        client.execute("ATTACH ? AS other (READ_ONLY)", [str(printed)])
        client.execute("USE other")
        assert client.execute("SELECT review_id FROM search('zebra')").fetchall() == [("r-text",)]


def test_the_file_holds_neither_the_text_nor_its_order(printed: Path) -> None:
    data = printed.read_bytes()
    assert b"zebra" in data
    assert b"zebra crossed" not in data
    assert b"The child was neglected" not in data
    with open_edition(printed) as edition:
        tables = [row[0] for row in edition.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        values = repr([edition.table(table).fetchall() for table in tables])
        assert "zebra" in values
        assert "zebra crossed" not in values
        assert "was neglected" not in values
        held = "SELECT term, reviews, count(*) FROM search_terms JOIN search_postings USING (stem) GROUP BY ALL"
        terms = edition.execute(f"{held} HAVING starts_with(term, 'zebra') ORDER BY 1").fetchall()
    assert terms == [("zebra", 1, 1), ("zebras", 1, 1)]


def test_an_edition_without_reviews_answers_with_nothing(tmp_path: Path) -> None:
    press = Press(tmp_path)
    nothing: Contents = contents()
    assert press.print(nothing).published
    assert found(press.path, "neglect") == []


# Phrases, fields and what is left out

FILTERED = (
    review(
        "r-2019",
        title="Neglect of Child Yew",
        pseudonyms=("Yew",),
        themes=("neglect",),
        reviewers=("Alex Sampleford",),
        published_on=dt.date(2019, 1, 1),
        published_precision=Precision.YEAR,
    ),
    review("r-2021", title="Early years: a thematic review", review_type=ReviewType.THEMATIC, incident=Incident.DEATH),
    review("r-undated", title="Child Elm", published_on=None, published_precision=None, published_basis=None),
    review(
        "r-withheld",
        title="Child Oak",
        area_codes=(),
        area_names=(),
        anonymous=True,
        reviewers=("Sam Yewtree",),
    ),
)
LINES = {
    "r-2019": ("The school knew. Early help was offered for years, and neglected.",),
    "r-undated": ("Early years of neglect are told here.",),
    "r-withheld": ("It happened in Sampleborough.",),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    press = Press(tmp_path_factory.mktemp("library"))
    assert press.print(contents(*FILTERED, texts=LINES)).published
    return press.path


FOUND: tuple[tuple[str | None, dict[str, object], list[str]], ...] = (
    # A phrase that no printed words show is possible where all its words stand, and no more.
    ('"early years"', {}, ["r-2021", "r-undated", "r-2019"]),
    ('"early xylophone"', {}, []),
    ('"early years" school', {}, ["r-2021", "r-2019", "r-undated"]),
    ("“early years”", {}, ["r-2021", "r-undated", "r-2019"]),
    ('"early years', {}, ["r-2021", "r-undated", "r-2019"]),
    ('"years of neglect" "early help"', {}, ["r-2019"]),
    (" ".join(f"w{n}" for n in range(55)) + ' "early years"', {}, ["r-2021", "r-undated", "r-2019"]),
    (" ".join(f"w{n}" for n in range(90)) + " early", {}, []),
    # What is left out.
    ("neglect -school", {}, ["r-undated"]),
    ('early -"early years"', {}, ["r-undated", "r-2019"]),
    ("-neglect", {}, ["r-2021", "r-withheld"]),
    ("neglect -theme:neglect", {}, ["r-undated"]),
    # Fields in the words and as arguments.
    ("title:neglect", {}, ["r-2019"]),
    ('title:"thematic review"', {}, ["r-2021"]),
    ('title:"review thematic"', {}, []),
    ("early theme:neglect", {}, ["r-2019"]),
    ("theme:Neglect type:lcspr", {}, ["r-2019"]),
    ("TYPE:thematic", {}, ["r-2021"]),
    ("reviewer:sampleford", {}, ["r-2019"]),
    ("pseudonym:yew", {}, ["r-2019"]),
    ("incident:death", {}, ["r-2021"]),
    ("http://early", {}, ["r-2021", "r-undated", "r-2019"]),
    (None, {"theme": "neglect"}, ["r-2019"]),
    ("", {"theme": "NEGLECT"}, ["r-2019"]),
    ("", {"theme": "negl"}, []),
    ("", {"area": "E09000999", "incident": "death"}, ["r-2021"]),
    ("", {"area": "sampleborough", "reviewer": "alex sampleford"}, ["r-2019"]),
    ("early", {"publisher": "sampleborough", "review_type": "THEMATIC"}, ["r-2021"]),
    ("early", {"publisher": "Sampleborough Safeguarding Partnership", "review_type": "THEMATIC"}, ["r-2021"]),
    ("early", {"publisher": "sample"}, []),
    ("publisher:safeguarding theme:neglect", {}, ["r-2019"]),
    ("publisher=safeguarding theme:neglect", {}, []),
    ("", {"title": 'child" theme:neglect "yew'}, []),
    ("", {"nation": "Wales"}, []),
    ("", {"theme": None, "title": "oak"}, ["r-withheld"]),
    # A withheld area is found neither by its label nor by its text.
    ("sampleborough", {"title": "oak"}, ["r-withheld"]),
    # Days: what may have been published then is found, what has no date is not.
    ("", {"since": "2019-06-30", "until": "2019-07-01"}, ["r-2019"]),
    ("", {"since": dt.date(2020, 1, 1)}, ["r-2021", "r-withheld"]),
    ("", {"until": 2019}, ["r-2019"]),
    ("", {"until": "2018"}, []),
    ("since:2021-01 until:2021-01", {}, ["r-2021", "r-withheld"]),
    ("", {"since": "2021-01-31", "title": "thematic"}, ["r-2021"]),
    ("", {"since": "2021-02-01", "title": "thematic"}, []),
    ("", {"since": "last week"}, []),
    ("-since:2019", {}, []),
)


@pytest.mark.parametrize(("words", "filters", "expected"), FOUND)
def test_filters_and_phrases_find_what_they_say(
    library: Path, words: str | None, filters: dict[str, object], expected: list[str]
) -> None:
    assert found(library, words, **filters) == expected


def test_a_phrase_is_certain_only_where_printed_words_show_it(library: Path) -> None:
    with open_edition(library) as edition:
        rows = edition.execute("""SELECT review_id, phrase FROM search('"early years"')""").fetchall()
        none = edition.execute("SELECT DISTINCT phrase FROM search('early years')").fetchall()
    assert dict(rows) == {"r-2021": "shown", "r-2019": "possible", "r-undated": "possible"}
    assert none == [(None,)]


def test_words_spelt_nearly_so_are_suggested_where_several_reviews_have_them(library: Path) -> None:
    with open_edition(library) as edition:
        near = edition.execute("SELECT * FROM search_near('neglekt')").fetchall()
        lone = edition.execute("SELECT * FROM search_near('shcool')").fetchall()
        hostile = edition.execute("SELECT * FROM search_near(?)", [HOSTILE]).fetchall()
    assert near == [("neglect", 2, 1)]
    assert lone == hostile == []


def test_a_theme_is_quoted_with_its_pages_by_id_or_label(library: Path) -> None:
    with open_edition(library) as edition:
        query = "SELECT review_id, title, page, snippet, role FROM quotes(?)"
        quoted = [edition.execute(query, [one]).fetchall() for one in ("neglect", "NEGLECT", "nothing", None)]
    row = ("r-2019", "Neglect of Child Yew", 1, "It says neglect.", "full_report")
    assert quoted == [[row], [row], [], []]
