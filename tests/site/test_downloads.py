"""The site offers the export of its own edition, and of no other."""

from hashlib import sha256
from pathlib import Path

from catalogue.site import Site, build
from tests.edition_samples import review as a_review
from tests.site import made
from tests.site.links import assert_sound
from tests.site.test_pages import tables

HERE = Site(url=None, contact=None)


def an_export(folder: Path, number: int, more: str = "") -> None:
    """Write an export as the command does: files, and the hash of each."""
    place = folder / f"edition-{number}"
    (place / "csv").mkdir(parents=True)
    (place / "csv" / "reviews.csv").write_text(f"review_id\none {number}\n")
    (place / "catalogue.xlsx").write_bytes(b"x" * 2_500_000)
    (place / "not-named.txt").write_text("not one of its files")
    lines = [
        f"{sha256((place / path).read_bytes()).hexdigest()}  {path}" for path in ("catalogue.xlsx", "csv/reviews.csv")
    ]
    (place / "sha256sums.txt").write_text("\n".join([*lines, more, ""]))


def test_the_export_of_this_edition_can_be_taken_away_and_no_other(tmp_path: Path) -> None:
    edition = made.write(tmp_path / "edition.duckdb", tables(a_review("one")))
    an_export(tmp_path / "exports", 6)
    build(edition, tmp_path / "site", site=HERE, exports=tmp_path / "exports")
    assert "offers no files to take away" in (tmp_path / "site/data/index.html").read_text()
    an_export(tmp_path / "exports", 7, more=f"{'0' * 64}  ../../../etc/passwd\n{'0' * 64}  csv/gone.csv")
    done = build(edition, tmp_path / "site", site=HERE, exports=tmp_path / "exports")
    assert done.written == 3
    assert_sound(tmp_path / "site")
    assert (tmp_path / "site/data/csv/reviews.csv").read_text() == "review_id\none 7\n"
    text = (tmp_path / "site/data/index.html").read_text()
    assert 'href="../data/catalogue.xlsx" download>catalogue.xlsx</a> (2.5 MB)' in text
    assert "passwd" not in text
    assert {path.name for path in (tmp_path / "site/data").rglob("*") if path.is_file()} == {
        "index.html",
        "catalogue.xlsx",
        "reviews.csv",
    }
    gone = build(edition, tmp_path / "site", site=HERE)
    assert gone.removed == 2
