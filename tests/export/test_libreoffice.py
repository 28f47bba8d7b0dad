"""LibreOffice opens the workbook and the CSV files, with every link and no formula."""

import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from catalogue.export import export
from tests.conftest import Printed
from tests.edition_samples import Press
from tests.export.payloads import PAYLOADS, edition

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(
    OFFICE is None, reason="LibreOffice is not installed (tests/export/packages.txt), so it opens nothing here"
)
TABLE, TEXT, OFFICE_NS = (f"{{urn:oasis:names:tc:opendocument:xmlns:{one}:1.0}}" for one in ("table", "text", "office"))
LINK = "{http://www.w3.org/1999/xlink}href"


def converted(path: Path, folder: Path, kind: str) -> Path:
    """Let LibreOffice open a file and save it as another kind, with a profile of its own."""
    assert OFFICE is not None
    profile = f"-env:UserInstallation=file://{folder}/profile"
    done = subprocess.run(
        [OFFICE, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(path)],
        env={**os.environ, "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    found = folder / f"{path.stem}.{kind.partition(':')[0]}"
    assert found.is_file(), done.stdout + done.stderr
    return found


def sheets(path: Path) -> dict[str, ElementTree.Element]:
    """Return the sheets of an ODS file."""
    with zipfile.ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read("content.xml"))
    return {str(one.get(f"{TABLE}name")): one for one in root.iter(f"{TABLE}table")}


def test_the_workbook_opens_with_every_link(printed: Printed, tmp_path: Path) -> None:
    folder = export(printed.house.settings.edition_path, tmp_path / "exports").folder
    found = sheets(converted(folder / "catalogue.xlsx", tmp_path, "ods"))
    assert list(found) == ["about", "reviews", "documents", "availability", "gaps", "codebook"]
    links = {name: [str(one.get(LINK)) for one in sheet.iter(f"{TEXT}a")] for name, sheet in found.items()}
    wanted = {
        "reviews": "select url from reviews where url is not null",
        "documents": "select min(url) from locations where document_id is not null group by document_id, review_id",
        "availability": "select min(url) from locations join availability using (location_id) group by location_id",
    }
    for name, query in wanted.items():
        assert sorted(links[name]) == sorted(str(row[0]) for row in printed.rows(query)), name
    assert not [one for sheet in found.values() for one in sheet.iter() if one.get(f"{TABLE}formula")]


def test_text_of_strangers_is_text_to_it(tmp_path: Path) -> None:
    press = Press(tmp_path / "warehouse")
    assert press.print(edition(PAYLOADS)).published
    folder = export(press.path, tmp_path / "exports").folder
    for path in (folder / "catalogue.xlsx", folder / "csv" / "reviews.csv"):
        found = sheets(converted(path, tmp_path, "ods"))
        (reviews,) = [sheet for name, sheet in found.items() if name == "reviews"]
        rows = [row for row in reviews.iter(f"{TABLE}table-row") if re.search(r"r\d\d", "".join(row.itertext()))]
        assert len(rows) == len(PAYLOADS)
        assert not [one for sheet in found.values() for one in sheet.iter() if one.get(f"{TABLE}formula")]
        titles = [row.findall(f"{TABLE}table-cell")[1] for row in rows]
        assert {one.get(f"{OFFICE_NS}value-type") for one in titles} == {"string"}
