"""`catalogue site`: what it says, how it ends, and what its server shows."""

import http.client
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from catalogue.cli import app
from catalogue.settings import load
from catalogue.site import server
from catalogue.yamlrows import ConfigurationError
from tests.conftest import Printed
from tests.site.conftest import Built


def run(printed: Printed, *words: str, **env: str) -> tuple[int, str]:
    """Run the command over the miniature world's edition."""
    where = {
        "CATALOGUE_WAREHOUSE": str(printed.house.settings.warehouse),
        "CATALOGUE_SOURCES": str(printed.house.settings.sources),
        "CATALOGUE_CURATION": str(printed.house.settings.curation),
    }
    answer = CliRunner().invoke(app, ["site", *words], env={**where, **env}, catch_exceptions=False)
    return answer.exit_code, " ".join(answer.output.split())


def test_it_prints_looks_through_and_says_what_it_did(printed: Printed, tmp_path: Path) -> None:
    code, said = run(printed, "--to", str(tmp_path / "out"), "--check")
    assert code == 0
    assert "files," in said
    assert "Looked through: 0 findings." in said
    code, said = run(printed, "--to", str(tmp_path / "out"))
    assert (code, "nothing had changed" in said) == (0, True)


def test_it_answers_programs(printed: Printed, tmp_path: Path) -> None:
    code, said = run(printed, "--to", str(tmp_path / "out"), "--json", "--check")
    told = json.loads(said)
    assert code == 0
    assert told["findings"] == []
    assert told["files"] == told["written"]


def test_without_an_edition_it_says_so(tmp_path: Path) -> None:
    answer = CliRunner().invoke(app, ["site"], env={"CATALOGUE_WAREHOUSE": str(tmp_path)}, catch_exceptions=False)
    assert answer.exit_code == 2
    assert "there is no edition at" in " ".join(answer.output.split())


def test_a_folder_with_something_else_is_refused(printed: Printed, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    code, said = run(printed, "--to", str(tmp_path))
    assert code == 2
    assert "no site of ours" in said
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    "url", ["ftp://x.test/", "https://x.test/?q=1", "https://x.test/\nevil", 'https://x.test/"><b>']
)
def test_a_public_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ConfigurationError, match="CATALOGUE_SITE_URL"):
        load(site_url=url)


def test_a_public_address_ends_with_a_slash() -> None:
    assert load(site_url="https://reviews.example.org/base").site_url == "https://reviews.example.org/base/"


@pytest.fixture
def asked(built: Built) -> Iterator[http.client.HTTPConnection]:
    with server(built.folder) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        connection = http.client.HTTPConnection("127.0.0.1", serving.server_port, timeout=10)
        yield connection
        connection.close()
        serving.shutdown()


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/", 200, "text/html"),
        ("/reviews/", 200, "text/html"),
        ("/style.css", 200, "text/css"),
        ("/feeds/reviews.atom", 200, "application/atom+xml"),
        ("/nowhere", 404, "text/html; charset=utf-8"),
        ("/lists/", 404, "text/html; charset=utf-8"),
        ("/..%2f..%2fedition.duckdb", 404, "text/html; charset=utf-8"),
    ],
)
def test_the_server_shows_the_site_and_nothing_else(
    asked: http.client.HTTPConnection, path: str, status: int, kind: str
) -> None:
    asked.request("GET", path)
    answer = asked.getresponse()
    body = answer.read()
    assert (answer.status, answer.headers["Content-Type"]) == (status, kind)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert b"Directory listing" not in body
    assert status == 200 or b"There is no page at this address." in body
