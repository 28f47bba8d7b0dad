"""The site of the miniature world: every page is there, leads somewhere, and says what the edition says."""

from tests.conftest import Printed
from tests.site.conftest import Built
from tests.site.links import assert_sound


def test_every_rule_of_a_site_holds(built: Built) -> None:
    assert_sound(built.folder)
    assert built.outcome.files == built.outcome.written > 100


def test_printing_it_again_writes_nothing(built: Built, printed: Printed) -> None:
    again = printed.house.site(built.folder)
    assert (again.written, again.removed, again.bytes) == (0, 0, built.outcome.bytes)


def test_every_review_has_a_page_with_its_evidence(built: Built, printed: Printed) -> None:
    rows = printed.rows("select review_id, title from reviews")
    assert rows
    for review_id, title in rows:
        text = built.text(f"reviews/{review_id}/index.html")
        assert f"<h1>{title}</h1>".replace("'", "&#39;") in text
        assert f"<code>{review_id}</code>" in text
        assert "<summary>Evidence" in text
