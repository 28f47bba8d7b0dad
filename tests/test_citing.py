"""Citations say what is printed, in one line, and change no record from one edition to the next."""

import datetime as dt
from pathlib import Path

from catalogue.edition import open_edition
from catalogue.publish.citing import TYPES
from catalogue.vocabulary import ReviewType
from tests.edition_samples import NOON, Press, contents, review

IN = "In: National catalogue of child safeguarding practice reviews, edition 1, 2 March 2026, reviews/"


def cited(press: Press) -> dict[str, str]:
    with open_edition(press.path) as edition:
        return dict(edition.execute("SELECT review_id, citation FROM reviews").fetchall())


def test_every_review_and_the_edition_have_a_citation(tmp_path: Path) -> None:
    press = Press(tmp_path)
    press.print(
        contents(
            review("r1", title="Child Yew.", reviewers=("Alex Sampleford", "Sam Other"), review_type=ReviewType.SCR),
            review("r2", title="Serious case review: Child Elm", review_type=ReviewType.SCR),
            review(
                "r3",
                title="Child Oak",
                review_type=ReviewType.OTHER,
                publisher=None,
                publisher_id=None,
                published_on=None,
                published_precision=None,
                published_basis=None,
            ),
        )
    )
    assert cited(press) == {
        "r1": "Alex Sampleford and Sam Other (2021). Child Yew. Serious Case Review. Sampleborough Safeguarding"
        f" Partnership. http://sampleborough.test/r1.pdf. {IN}r1/",
        "r2": "Sampleborough Safeguarding Partnership (2021). Serious case review: Child Elm."
        f" http://sampleborough.test/r2.pdf. {IN}r2/",
        "r3": f"(no date). Child Oak. http://sampleborough.test/r3.pdf. {IN}r3/",
    }
    with open_edition(press.path) as edition:
        ((told, content),) = edition.execute("SELECT citation, content_sha256 FROM edition").fetchall()
    assert told == (
        "National catalogue of child safeguarding practice reviews, edition 1, 2 March 2026, content " + content
    )


def test_the_next_edition_cites_itself_and_changes_nothing_by_it(tmp_path: Path) -> None:
    press = Press(tmp_path)
    press.print(contents(review("r1")))
    outcome = press.print(contents(review("r1"), review("r2")), at=NOON + dt.timedelta(days=1))
    assert {(one.record_id, one.field) for one in outcome.changes if one.record == "reviews"} == {("r2", None)}
    assert "edition 2, 3 March 2026" in cited(press)["r1"]


def test_every_type_of_review_has_its_words() -> None:
    assert set(TYPES) == set(ReviewType)
