"""Every format holds what the edition holds, read back by another program than the one that wrote it."""

import csv
import datetime as dt
import hashlib
import json
import stat
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from frictionless import Package, system

from catalogue.edition import open_edition, open_to_copy
from catalogue.export import Outcome, export, let_go, unguarded
from catalogue.export.saying import about
from catalogue.export.tables import exported
from catalogue.export.workbook import readable, workbook
from catalogue.models import TABLES
from catalogue.vocabulary import ExportFormat, Precision
from tests.conftest import Printed
from tests.edition_samples import NOON, Press, contents, review
from tests.export.payloads import HARMLESS, PAYLOADS, edition
from tests.export.test_guarding import first_seen


@pytest.fixture(scope="module")
def done(printed: Printed, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """The miniature world's edition in every format."""
    return export(printed.house.settings.edition_path, tmp_path_factory.mktemp("exports"))


@pytest.fixture
def press(tmp_path: Path) -> Press:
    return Press(tmp_path / "warehouse")


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def json_rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().split("\n")[:-1]]


# The same rows in every format


def test_the_number_of_rows_is_the_same_in_every_format(done: Outcome, printed: Printed) -> None:
    held = {table: printed.rows(f"select count(*) from {table}")[0][0] for table in done.rows["csv"]}
    assert {model.table for model in TABLES} | {"gap_report"} <= set(held)
    assert sum(bool(count) for count in held.values()) > 12
    found = {table: len(csv_rows(done.folder / "csv" / f"{table}.csv")) for table in held}
    assert found == held
    assert {table: len(json_rows(done.folder / "jsonl" / f"{table}.jsonl")) for table in held} == held
    with duckdb.connect() as other:
        for table, count in held.items():
            path = done.folder / "parquet" / f"{table}.parquet"
            assert other.execute("select count(*) from read_parquet(?)", [str(path)]).fetchone() == (count,)
    book = openpyxl.load_workbook(done.folder / "catalogue.xlsx", read_only=True)
    sheets = {"reviews": "reviews", "documents": "documents", "availability": "availability", "gaps": "gap_report"}
    assert {table: len(list(book[sheet].rows)) - 1 for sheet, table in sheets.items()} == {
        table: held[table] for table in sheets.values()
    }
    assert all(counts == {table: held[table] for table in counts} for counts in done.rows.values())


def test_parquet_holds_the_very_values_and_types_of_the_edition(done: Outcome, printed: Printed) -> None:
    with duckdb.connect() as other:
        for table in done.rows["parquet"]:
            path = str(done.folder / "parquet" / f"{table}.parquet")
            assert other.execute("select * from read_parquet(?)", [path]).fetchall() == printed.rows(
                f"select * from {table}"
            )


def test_json_lines_hold_the_values_with_lists_and_times_in_utc(done: Outcome, printed: Printed) -> None:
    for one in json_rows(done.folder / "jsonl" / "reviews.jsonl"):
        ((areas, seen, day),) = printed.rows(
            "select area_codes, first_seen_at, published_on from reviews where review_id = ?", one["review_id"]
        )
        assert one["area_codes"] == areas
        assert isinstance(seen, dt.datetime)
        assert one["first_seen_at"].endswith("Z")
        assert dt.datetime.fromisoformat(one["first_seen_at"]) == seen.replace(tzinfo=dt.UTC)
        assert one["published_on"] == (day.isoformat() if isinstance(day, dt.date) else None)


def test_neither_the_index_of_the_search_nor_any_other_table_is_exported(done: Outcome) -> None:
    names = {path.stem for path in (done.folder / "csv").iterdir()}
    assert names <= {model.table for model in TABLES} | {"gap_report", "dictionary"}


# The data package and the hashes


def test_it_is_a_valid_data_package(done: Outcome) -> None:
    with system.use_context(trusted=False):
        package = Package(str(done.folder / "datapackage.json"))
        report = package.validate()
    assert report.valid, report.flatten(["name", "type", "rowNumber", "fieldName", "note"])[:10]
    tabular = package.resources
    assert len(tabular) == len(done.rows["csv"])
    reviews = package.get_resource("reviews")
    assert reviews.schema.primary_key == ["review_id"]
    assert all(field.description for one in tabular for field in one.schema.fields)
    assert reviews.schema.get_field("review_type").constraints["enum"][0] == "LCSPR"
    assert {one["title"] for one in package.sources} >= {"Wandsworth Safeguarding Children Partnership"}
    assert package.licenses[0]["name"] == "MIT"
    assert [key["reference"]["resource"] for key in package.get_resource("locations").schema.foreign_keys] == [
        "reviews",
        "sources",
    ]


def test_every_file_has_its_hash(done: Outcome) -> None:
    lines = [line.split("  ") for line in (done.folder / "sha256sums.txt").read_text().splitlines()]
    files = {str(path.relative_to(done.folder)) for path in done.folder.rglob("*") if path.is_file()}
    assert {path for _, path in lines} == files - {"sha256sums.txt"}
    for sha256, path in lines:
        assert hashlib.sha256((done.folder / path).read_bytes()).hexdigest() == sha256


def test_the_same_edition_gives_the_same_files(done: Outcome, printed: Printed, tmp_path: Path) -> None:
    again = export(printed.house.settings.edition_path, tmp_path)
    assert (again.folder / "sha256sums.txt").read_text() == (done.folder / "sha256sums.txt").read_text()


# The workbook


def test_the_workbook_is_ready_to_be_read(done: Outcome, printed: Printed) -> None:
    book = openpyxl.load_workbook(done.folder / "catalogue.xlsx")
    assert book.sheetnames == ["about", "reviews", "documents", "availability", "gaps", "codebook"]
    assert book.properties.title == "National catalogue of child safeguarding practice reviews"
    cover = {str(row[0].value): str(row[1].value) for row in book["about"].rows}
    ((number,),) = printed.rows("select number from edition")
    assert cover["Edition"].startswith(f"{number}, built ")
    assert {"How to cite it", "Licence", "With care"} <= set(cover)
    for name in book.sheetnames[1:]:
        assert book[name].freeze_panes == "B2"
        assert book[name].auto_filter.ref.startswith("A1:")
    reviews = list(book["reviews"].rows)
    header = [str(cell.value) for cell in reviews[0]]
    for row in reviews[1:]:
        one = dict(zip(header, row, strict=True))
        ((codes, day, precision),) = printed.rows(
            "select array_to_string(area_codes, '; '), published_on, published_precision from reviews where review_id = ?",
            one["review_id"].value,
        )
        assert one["area_codes"].value == (codes or None)
        if day is not None:
            assert one["published_on"].value.date() == day
            shown = {"day": "yyyy-mm-dd", "month": "mmm yyyy", "year": "yyyy"}[str(precision)]
            assert one["published_on"].number_format == shown
    meanings = {(row[0].value, row[1].value) for row in book["codebook"].rows}
    assert {("reviews", "review_id"), ("documents", "role"), ("checks", "verdict")} <= meanings


def address(link: Any) -> str:
    """Return a link's address, its fragment put back."""
    return f"{link.target}#{link.location}" if link.location else str(link.target)


def test_every_address_is_a_link(done: Outcome, printed: Printed) -> None:
    book = openpyxl.load_workbook(done.folder / "catalogue.xlsx")
    wanted = {
        "reviews": "select url from reviews where url is not null",
        "documents": "select min(url) from locations where document_id is not null group by document_id, review_id",
        "availability": "select min(l.url) from availability a join locations l using (location_id) group by location_id",
    }
    for name, query in wanted.items():
        links = [address(cell.hyperlink) for row in book[name].rows for cell in row if cell.hyperlink]
        assert links
        assert sorted(links) == sorted(str(row[0]) for row in printed.rows(query)), name
    gaps = [cell.hyperlink.target for row in book["gaps"].rows for cell in row if cell.hyperlink]
    ((pages,),) = printed.rows("select count(own_page) + count(nspcc_page) + count(panel_page) from gap_report")
    assert len(gaps) == pages


def test_what_a_cell_cannot_hold_is_told(press: Press, tmp_path: Path) -> None:
    long = f"http://sampleborough.test/{'a' * 2_100}"
    press.print(contents(review("r1", url=long, retention_note="\x07bell\x00 x" * 20), review("r2"), review("r3")))
    with open_to_copy(press.path, tmp_path) as connection:
        path = tmp_path / "small.xlsx"
        tables = exported(connection)
        told = workbook(
            connection, tables, about(connection), path, longest_text=1_000, most_links=2, most_rows=2_000
        ).findings
        assert any("too long for a link" in one for one in told)
        holds_it = ("column url", "column citation")  # the address stands in both, and nothing else is too long
        assert [one for one in told if "cut to" in one and not any(name in one for name in holds_it)] == []
        told = workbook(
            connection, tables, about(connection), path, longest_text=60, most_links=0, most_rows=2
        ).findings
    assert any("column retention_note" in one and "is cut to 60" in one for one in told)
    assert any("holds 0 links" in one for one in told)
    assert any("1 rows did not fit" in one for one in told)
    book = openpyxl.load_workbook(path)
    cells = [str(cell.value) for row in book["reviews"].rows for cell in row if cell.value]
    assert max(map(len, cells)) == 60
    assert len(list(book["reviews"].rows)) == 3
    assert "Not shown whole" in {str(row[0].value) for row in book["about"].rows}


# Nothing of strangers is run


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of an edition in which every text of strangers is one that a spreadsheet might run."""
    press = Press(tmp_path_factory.mktemp("strange") / "warehouse")
    outcome = press.print(edition(PAYLOADS))
    assert outcome.published, outcome.refused
    return export(press.path, press.path.parent / "exports").folder


def test_text_of_strangers_is_safe_and_whole_in_csv(strange: Path) -> None:
    columns = {
        "reviews": ("title", "subtitle", "publisher", "area_names", "reviewers", "ages", "retention_note"),
        "documents": ("title",),
        "locations": ("removal_explanation", "expected_basis"),
        "evidence": ("snippet", "reason"),
        "recommendations": ("number", "addressee", "snippet"),
        "review_publishers": ("publisher",),
        "issues": ("message",),
    }
    for table, names in columns.items():
        rows = csv_rows(strange / "csv" / f"{table}.csv")
        assert len(rows) >= len(PAYLOADS)
        for row in rows:
            for name in names:
                payload = PAYLOADS[int(row["review_id"][1:])]
                assert row[name] != payload
                assert unguarded(row[name]) == payload, (table, name)
    cells = [
        cell
        for path in (strange / "csv").iterdir()
        for row in csv_rows(path)
        for name, cell in row.items()
        if name not in ("confidence", "precision")
    ]
    assert len(cells) > 2_000
    assert [cell for cell in cells for line in cell.splitlines() if first_seen(line) in ("=", "+", "-", "@")] == []


def test_text_of_strangers_is_what_it_is_in_the_other_flat_files(strange: Path) -> None:
    rows = json_rows(strange / "jsonl" / "reviews.jsonl")
    assert [row["pseudonyms"] for row in rows] == [[text, f"B {text}"] for text in PAYLOADS]
    with duckdb.connect() as other:
        query = "select title from read_parquet(?) order by review_id"
        titles = other.execute(query, [str(strange / "parquet" / "reviews.parquet")]).fetchall()
    assert [title for (title,) in titles] == list(PAYLOADS)


def test_text_of_strangers_is_text_in_the_workbook(strange: Path) -> None:
    book = openpyxl.load_workbook(strange / "catalogue.xlsx")
    assert "f" not in {cell.data_type for name in book.sheetnames for row in book[name].rows for cell in row}
    header, *rows = book["reviews"].rows
    names = [str(cell.value) for cell in header]
    assert len(rows) == len(PAYLOADS)
    for row, payload in zip(rows, PAYLOADS, strict=True):
        cells = dict(zip(names, row, strict=True))
        for name in ("title", "subtitle", "publisher", "pseudonyms", "ages", "retention_note"):
            assert cells[name].data_type == "s", (payload, name)
            assert cells[name].quotePrefix, (payload, name)
        assert str(cells["title"].value).split() == readable(payload).split()
        assert cells["published_on"].is_date
        assert cells["published_on"].number_format == "yyyy"


def test_harmless_text_numbers_and_dates_are_as_they_are(press: Press, tmp_path: Path) -> None:
    press.print(contents(*(review(f"r{number}", title=text) for number, text in enumerate(HARMLESS))))
    folder = export(press.path, tmp_path / "exports").folder
    rows = csv_rows(folder / "csv" / "reviews.csv")
    assert sorted(one["title"] for one in rows) == sorted(HARMLESS)
    assert {one["published_on"] for one in rows} == {"2021-01-01"}
    assert {one["about_child"] for one in rows} == {"true"}
    assert {one["pages"] for one in csv_rows(folder / "csv" / "documents.csv")} == {"2"}
    book = openpyxl.load_workbook(folder / "catalogue.xlsx")
    header, *found = book["reviews"].rows
    titles = [row[[cell.value for cell in header].index("title")] for row in found]
    assert sorted(str(cell.value) for cell in titles) == sorted(HARMLESS)
    assert {cell.data_type for cell in titles} == {"s"}


# Where it is written


def test_it_stands_whole_under_the_number_of_its_edition_or_not_at_all(press: Press, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    with pytest.raises(FileNotFoundError):
        export(press.path, folder)
    press.print(contents(review("r1")))
    first = export(press.path, folder, [ExportFormat.CSV])
    assert {path.name for path in first.folder.iterdir()} == {"csv", "datapackage.json", "sha256sums.txt"}
    (folder / ".export-left").mkdir()
    again = export(press.path, folder, [ExportFormat.JSONL])
    assert again.folder == first.folder
    assert {path.name for path in folder.iterdir()} == {"edition-1"}
    assert {path.name for path in again.folder.iterdir()} == {"jsonl", "sha256sums.txt"}
    assert stat.S_IMODE(again.folder.stat().st_mode) == 0o755
    press.print(contents(review("r1"), review("r2")), at=NOON + dt.timedelta(days=1))
    second = export(press.path, folder, [ExportFormat.CSV])
    assert {path.name for path in folder.iterdir()} == {"edition-1", "edition-2"}
    let_go(folder, but=second.folder)
    assert {path.name for path in folder.iterdir()} == {"edition-2"}
    let_go(folder)
    let_go(tmp_path / "nowhere")
    assert list(folder.iterdir()) == []


def test_an_export_that_fails_leaves_the_last_one(press: Press, tmp_path: Path) -> None:
    press.print(contents(review("r1", published_precision=Precision.DAY)))
    folder = tmp_path / "exports"
    sums = (export(press.path, folder).folder / "sha256sums.txt").read_text()
    press.path.chmod(0o644)
    press.path.write_bytes(b"not an edition")
    with pytest.raises(duckdb.Error):
        export(press.path, folder)
    assert (folder / "edition-1" / "sha256sums.txt").read_text() == sums
    assert [path.name for path in folder.iterdir()] == ["edition-1"]


def test_the_copying_door_reaches_its_folder_and_nothing_else(press: Press, tmp_path: Path) -> None:
    press.print(contents(review("r1")))
    inside = tmp_path / "inside"
    inside.mkdir()
    with open_to_copy(press.path, inside) as connection:
        connection.execute(f"COPY reviews TO '{inside}/one.parquet'")
        for statement in (
            f"COPY reviews TO '{tmp_path}/one.parquet'",
            f"COPY reviews TO '{inside}/../one.parquet'",
            "SELECT * FROM read_csv('/etc/passwd')",
            "DELETE FROM reviews",
            "SET enable_external_access = true",
        ):
            with pytest.raises(duckdb.Error):
                connection.execute(statement)
    assert (inside / "one.parquet").is_file()
    with open_edition(press.path) as connection:
        assert connection.execute("select count(*) from reviews").fetchone() == (1,)
