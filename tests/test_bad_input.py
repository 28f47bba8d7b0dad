"""What bad input gets: a typed issue with source, address and a plain sentence; bytes kept; the rest unharmed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from catalogue.edition import open_edition
from catalogue.house import House
from catalogue.pdf import ocr
from tests.conftest import Printed, settings_for
from tests.world.server import HERE, World

FILES = "http://awkward.test/files"


@pytest.fixture(scope="module")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Printed]:
    """The host on which much is odd, harvested and published once."""
    with World() as world:
        settings = settings_for(world, tmp_path_factory.mktemp("awkward"), sources=HERE / "awkward.yaml")
        house = House(settings)
        yield Printed(world, house, house.run())


def test_the_edition_is_published_all_the_same(awkward: Printed) -> None:
    assert awkward.ran.outcome is not None
    assert awkward.ran.outcome.published
    assert awkward.rows("select count(*) from reviews") == [(9,)]


@pytest.mark.parametrize(
    ("kind", "source", "url"),
    [
        ("not-html", "awkward-picture", "http://awkward.test/picture/"),
        ("list-missing", "awkward-shell", "http://awkward.test/app/"),
        ("robots-blocked", "awkward-barred", "http://awkward.test/barred/"),
        ("unknown-encoding", "awkward-unknown-encoding", "http://awkward.test/unknown-encoding/"),
        ("unknown-encoding", "awkward-wrong-encoding", "http://awkward.test/wrong-encoding/"),
        ("blocked-address", "awkward-files", "http://10.0.0.1/secret.pdf"),
        ("blocked-address", "awkward-files", "http://127.0.0.1:22/x.pdf"),
        ("document-not-document", "awkward-files", f"{FILES}/child-h-scr.pdf"),
        ("document-unreachable", "awkward-files", f"{FILES}/child-m-scr-missing.pdf"),
        ("document-unreadable", "awkward-files", f"{FILES}/child-g-scr-garbage.pdf"),
        ("document-unreadable", "awkward-files", f"{FILES}/child-t-scr-cut.pdf"),
        ("document-unreadable", "awkward-files", f"{FILES}/child-e-scr-locked.pdf"),
        pytest.param(
            *("needs-ocr", "awkward-files", f"{FILES}/child-s-scr-scanned.pdf"),
            marks=pytest.mark.skipif(ocr.is_installed(), reason="Tesseract is installed and recognises the words"),
        ),
    ],
)
def test_each_is_a_typed_issue_in_a_plain_sentence(awkward: Printed, kind: str, source: str, url: str) -> None:
    found = awkward.rows("select message from issues where kind = ? and source_id = ? and url = ?", kind, source, url)
    assert len(found) == 1
    message = str(found[0][0])
    assert message.endswith(".")
    assert "Traceback" not in message
    assert "Error" not in message


def test_bytes_that_cannot_be_read_are_kept(awkward: Printed) -> None:
    for quality, name in (
        ("unreadable", "child-g-scr-garbage"),
        ("encrypted", "child-e-scr-locked"),
        ("ocr" if ocr.is_installed() else "needs_ocr", "child-s-scr-scanned"),
    ):
        url = f"{FILES}/{name}.pdf"
        ((document_id, found),) = awkward.rows(
            "select d.document_id, d.text_quality from documents d join locations l using (document_id, review_id)"
            " where l.url = ?",
            url,
        )
        assert found == quality
        assert awkward.house.store.read(str(document_id)) == awkward.world.body(url)


def test_nothing_private_was_contacted_and_the_review_stays_known(awkward: Printed) -> None:
    places = awkward.rows("select document_id from locations where url like 'http://10.%' or url like 'http://127.%'")
    assert places == [(None,), (None,)]


def test_sources_state_honestly_what_was_found(awkward: Printed) -> None:
    states = {
        str(row[0]).removeprefix("awkward-"): row[1] for row in awkward.rows("select source_id, state from sources")
    }
    assert states == {
        "files": "ok",
        "picture": "incomplete",
        "shell": "list-missing",
        "none": "looked-and-none",
        "wrong-encoding": "ok",
        "unknown-encoding": "ok",
        "barred": "robots-blocked",
    }


def test_a_broken_row_is_an_issue_and_the_others_are_published(world: World, tmp_path: Path) -> None:
    good = (HERE / "sources.yaml").read_text()
    (tmp_path / "sources.yaml").write_text(good + "\n  - id: Broken Row\n    publisher: 7\n    colour: blue\n")
    (tmp_path / "curation.yaml").write_text("entries:\n  - kind: paint\n    review: nobody\n")
    settings = settings_for(
        world, tmp_path / "w", sources=tmp_path / "sources.yaml", curation=tmp_path / "curation.yaml"
    )
    house = House(settings)
    ran = house.run()
    assert ran.outcome is not None
    assert ran.outcome.published
    with open_edition(settings.edition_path) as connection:
        messages = [
            row[0] for row in connection.execute("select message from issues where kind = 'configuration'").fetchall()
        ]
        sources = connection.execute("select count(*) from sources").fetchone()
    assert sources == (5,)
    assert any("sources.yaml" in one and "colour" in one for one in messages)
    assert any("curation.yaml" in one and "paint" in one for one in messages)


def test_a_review_without_a_document_says_why(awkward: Printed) -> None:
    found = awkward.rows(
        "select r.no_document, count(*), count(d.document_id) from reviews r left join documents d using (review_id)"
        " group by all order by 1"
    )
    assert found == [("not_fetched", 4, 0), (None, 5, 5)]
