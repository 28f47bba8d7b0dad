"""The search index: what is found, in which order, and what the file does not give away."""

from pathlib import Path

import duckdb
import pytest

from catalogue.edition import open_edition
from catalogue.publish import Contents
from catalogue.vocabulary import ReviewType
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


def found(path: Path, words: str | None) -> list[str]:
    with open_edition(path) as edition:
        return [row[0] for row in edition.execute("SELECT review_id FROM search(?)", [words]).fetchall()]


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
    assert names == ["review_id", "title", "review_type", "publisher", "published_on", "score"]
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
        held = edition.execute("SELECT mentions FROM search_postings WHERE stem = 'zebra'").fetchall()
        terms = edition.execute("SELECT term, stem FROM search_terms WHERE stem = 'zebra' ORDER BY 1").fetchall()
    assert held == [(2,)]
    assert terms == [("zebra", "zebra"), ("zebras", "zebra")]


def test_an_edition_without_reviews_answers_with_nothing(tmp_path: Path) -> None:
    press = Press(tmp_path)
    nothing: Contents = contents()
    assert press.print(nothing).published
    assert found(press.path, "neglect") == []
