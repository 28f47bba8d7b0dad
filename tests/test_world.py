"""The miniature internet itself: what it serves, how it breaks, what it writes down.

Belongs here: proof that the world behaves as its users assume. Does not belong here: the product.
"""

import json
import smtplib
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import pypdfium2
import pytest
import requests
import yaml
from bs4 import BeautifulSoup

from catalogue.models import Source
from tests.world import awkward, govuk, national_reports, papers, publications, reports, sites
from tests.world.faults import LATER, Fault
from tests.world.server import World

HERE = Path(__file__).parent / "world"


@pytest.fixture
def world() -> Iterator[World]:
    with World() as running:
        yield running


def ask(world: World, url: str, headers: Mapping[str, str] | None = None, method: str = "GET") -> requests.Response:
    parts = urlsplit(url)
    target = f"http://127.0.0.1:{world.port}{parts.path}" + (f"?{parts.query}" if parts.query else "")
    with requests.Session() as session:
        session.trust_env = False
        return session.request(
            method, target, headers={"Host": parts.netloc, **(headers or {})}, allow_redirects=False, timeout=5
        )


def text_of(body: bytes) -> list[str]:
    with pypdfium2.PdfDocument(body) as document:
        pages = []
        for page in document:
            words = page.get_textpage()
            pages.append(words.get_text_range())
            words.close()
            page.close()
        return pages


def test_a_page_is_served_whole_and_confirmed_without_its_body(world: World) -> None:
    first = ask(world, sites.WANDSWORTH_PAGE)
    by_tag = ask(world, sites.WANDSWORTH_PAGE, {"If-None-Match": first.headers["ETag"]})
    by_date = ask(world, sites.WANDSWORTH_PAGE, {"If-Modified-Since": first.headers["Last-Modified"]})
    other_tag = ask(world, sites.WANDSWORTH_PAGE, {"If-None-Match": '"other"'})
    assert first.status_code == 200
    assert first.headers["Content-Type"] == "text/html; charset=utf-8"
    assert int(first.headers["Content-Length"]) == len(first.content)
    assert [(by_tag.status_code, by_tag.content), (by_date.status_code, by_date.content)] == [(304, b"")] * 2
    assert other_tag.status_code == 200
    assert other_tag.content == first.content


def test_head_gives_the_headers_of_get_and_no_body(world: World) -> None:
    get, head = ask(world, sites.FRANKIE_PDF), ask(world, sites.FRANKIE_PDF, method="HEAD")
    assert head.status_code == 200
    assert head.content == b""
    for name in ("ETag", "Content-Length", "Content-Type", "Last-Modified"):
        assert head.headers[name] == get.headers[name]


def test_unknown_hosts_and_paths_are_not_found(world: World) -> None:
    assert ask(world, "http://nowhere.test/").status_code == 404
    assert ask(world, "http://wandsworth.test/nothing").status_code == 404


def test_the_log_says_what_was_asked(world: World) -> None:
    tag = ask(world, sites.FRANKIE_PDF).headers["ETag"]
    ask(world, sites.FRANKIE_PDF, {"If-None-Match": tag, "User-Agent": "tester"})
    first, second = world.requests("wandsworth.test", urlsplit(sites.FRANKIE_PDF).path)
    assert (first.method, first.status, first.conditional) == ("GET", 200, False)
    assert first.sent == len(world.body(sites.FRANKIE_PDF))
    assert (second.status, second.conditional, second.sent, second.user_agent) == (304, True, 0, "tester")
    assert first.time <= second.time


def test_every_link_of_the_main_hosts_leads_somewhere(world: World) -> None:
    for page in (
        sites.WANDSWORTH_PAGE,
        sites.WALTHAM_PAGE,
        sites.LEWISHAM_PAGE,
        sites.NSPCC_BRIEFINGS,
        sites.SUDI_PAGE,
    ):
        main = BeautifulSoup(ask(world, page).content, "lxml").find("main")
        assert main is not None
        links = [urljoin(page, str(anchor["href"])) for anchor in main.find_all("a")]
        assert links
        for link in links:
            if link.startswith("http") and "#" not in link:
                assert ask(world, link).status_code == 200, link


def test_the_partnership_page_holds_the_facts(world: World) -> None:
    soup = BeautifulSoup(ask(world, sites.WANDSWORTH_PAGE).content, "lxml")
    headings = [" ".join(one.get_text().split()) for one in soup.main.find_all(["h2", "h3"])] if soup.main else []
    for heading in (
        "Wandsworth CSPRs",
        "Frankie - published January 2021",
        "Georgina and Grace",
        "Training opportunity",
        "National CSPRs",
        "Child C - Waltham Forest",
        "Tyrone Goodyear - Lewisham",
        "Guidance for the Rapid Review Process 2020",
        "Useful links",
    ):
        assert heading in headings
    shared = world.requests("lewisham-sab.test")
    assert not shared
    assert sites.TYRONE_PDF in {str(anchor["href"]) for anchor in soup.find_all("a")}


def search(world: World, **parameters: str | int) -> requests.Response:
    return ask(world, f"http://{govuk.HOST}/api/search.json?{urlencode(parameters)}")


def test_the_search_interface_pages_through_its_results(world: World) -> None:
    organisation: dict[str, Any] = {"filter_organisations": govuk.PANEL, "order": "-public_timestamp"}
    whole = search(world, count=100, fields="title,link", **organisation).json()
    pages = [search(world, count=2, start=start, fields="link", **organisation).json() for start in (0, 2, 4)]
    assert whole["total"] == len(whole["results"]) == len(publications.PUBLISHED)
    assert [item["link"] for page in pages for item in page["results"]] == [item["link"] for item in whole["results"]]
    assert search(world, filter_organisations="another-body").json()["total"] == 0


@pytest.mark.parametrize(
    "parameters",
    [{"colour": "blue"}, {"fields": "title,colour"}, {"count": "1501"}, {"count": "many"}, {"order": "colour"}],
)
def test_the_search_interface_refuses_what_it_does_not_know(world: World, parameters: dict[str, str]) -> None:
    answer = search(world, **parameters)
    assert answer.status_code == 422
    assert answer.json()["error"]


def test_content_items_agree_with_their_files(world: World) -> None:
    for item in publications.PUBLISHED:
        content = ask(world, f"http://{govuk.HOST}/api/content{item.path}").json()
        assert content["first_published_at"] == item.first
        assert content["updated_at"] > content["first_published_at"]
        assert bool(content["withdrawn_notice"]) is (item.withdrawn is not None)
        for attachment in content["details"]["attachments"]:
            body = ask(world, attachment["url"]).content
            assert attachment["file_size"] == len(body)
            assert attachment["number_of_pages"] == len(text_of(body))


def test_removed_items_have_their_own_shapes(world: World) -> None:
    gone = ask(world, f"http://{govuk.HOST}/api/content{govuk.GONE_PATH}").json()
    moved = ask(world, f"http://{govuk.HOST}/api/content{govuk.MOVED_PATH}").json()
    assert gone["schema_name"] == "gone"
    assert moved["redirects"][0]["destination"] == publications.PUBLISHED[1].path
    assert ask(world, f"http://{govuk.HOST}{govuk.GONE_PATH}").status_code == 410
    assert ask(world, f"http://{govuk.HOST}{govuk.MOVED_PATH}").status_code == 301


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        ("not_found", 404, b"Page not found"),
        ("gone", 410, b"taken down"),
        ("soft_404", 200, b"Page not found"),
        ("forbidden", 403, b"permission"),
        ("server_error", 503, b"not available"),
        ("html_instead", 200, b"<h1>Publications</h1>"),
        ("bot_wall", 403, b"Just a moment"),
        ("redirect_home", 302, b""),
        ("login", 302, b""),
        ("redirect_private", 302, b""),
    ],
)
def test_faults_with_an_answer(world: World, fault: str, status: int, words: bytes) -> None:
    healthy = ask(world, sites.FRANKIE_PDF)
    world.break_(sites.FRANKIE_PDF, fault)
    broken = ask(world, sites.FRANKIE_PDF, {"If-None-Match": healthy.headers["ETag"]})
    assert broken.status_code == status
    assert words in broken.content
    assert not broken.content.startswith(b"%PDF")
    assert ask(world, sites.WANDSWORTH_PAGE).status_code == 200
    world.mend(sites.FRANKIE_PDF)
    assert ask(world, sites.FRANKIE_PDF).content == healthy.content


@pytest.mark.parametrize(
    ("fault", "where", "then"),
    [("redirect_home", "http://wandsworth.test/", b"safe together"), ("login", "/login?", b'type="password"')],
)
def test_redirects_lead_to_a_page(world: World, fault: str, where: str, then: bytes) -> None:
    world.break_("http://wandsworth.test/", fault, whole_host=True)
    to = ask(world, sites.FRANKIE_PDF).headers["Location"]
    assert where in to
    landed = ask(world, to)
    assert landed.status_code == 200
    assert then in landed.content


def test_a_bot_wall_and_a_private_redirect_are_marked(world: World) -> None:
    world.break_(sites.FRANKIE_PDF, "bot_wall")
    assert ask(world, sites.FRANKIE_PDF).headers["cf-mitigated"] == "challenge"
    world.break_(sites.FRANKIE_PDF, "redirect_private")
    assert ask(world, sites.FRANKIE_PDF).headers["Location"].startswith("http://10.0.0.1/")


def test_a_replaced_and_a_resaved_document(world: World) -> None:
    healthy = ask(world, sites.FRANKIE_PDF)
    known = {"If-None-Match": healthy.headers["ETag"]}
    world.break_(sites.FRANKIE_PDF, "replaced")
    replaced = ask(world, sites.FRANKIE_PDF, known)
    world.break_(sites.FRANKIE_PDF, "resaved")
    resaved = ask(world, sites.FRANKIE_PDF, known)
    assert (replaced.status_code, resaved.status_code) == (200, 200)
    assert "Frankie" not in " ".join(text_of(replaced.content))
    assert resaved.content != healthy.content
    assert text_of(resaved.content) == text_of(healthy.content)
    assert world.answer("wandsworth.test", urlsplit(sites.FRANKIE_PDF).path).resource.modified == LATER


def test_a_truncated_a_silent_and_a_slow_answer(world: World) -> None:
    world.break_(sites.FRANKIE_PDF, "truncated")
    with pytest.raises(requests.exceptions.RequestException, match="IncompleteRead"):
        ask(world, sites.FRANKIE_PDF)
    world.break_(sites.FRANKIE_PDF, "down")
    with pytest.raises(requests.exceptions.ConnectionError):
        ask(world, sites.FRANKIE_PDF)
    assert world.log[-1].status is None
    world.break_(sites.FRANKIE_PDF, "slow")
    with requests.Session() as session:
        session.trust_env = False
        target = f"http://127.0.0.1:{world.port}{urlsplit(sites.FRANKIE_PDF).path}"
        with session.get(target, headers={"Host": "wandsworth.test"}, stream=True, timeout=2) as answer:
            assert answer.status_code == 200
            assert answer.raw.read(2) == b"%P"


def test_robots_and_whole_hosts_break_and_mend(world: World) -> None:
    assert b"Disallow: /search" in ask(world, "http://wandsworth.test/robots.txt").content
    world.break_(sites.FRANKIE_PDF, "robots")
    assert ask(world, "http://wandsworth.test/robots.txt").content == b"User-agent: *\nDisallow: /\n"
    assert ask(world, sites.FRANKIE_PDF).status_code == 200
    world.break_("http://wandsworth.test/", "server_error", whole_host=True)
    assert ask(world, sites.WANDSWORTH_PAGE).status_code == 503
    assert ask(world, sites.TYRONE_PDF).status_code == 200
    world.mend("http://wandsworth.test/")
    assert ask(world, sites.WANDSWORTH_PAGE).status_code == 200


def test_mending_everything_and_mistaken_breaking(world: World) -> None:
    for fault in Fault:
        world.break_(sites.FRANKIE_PDF, fault)
    world.mend()
    assert ask(world, sites.FRANKIE_PDF).status_code == 200
    with pytest.raises(ValueError, match="sleepy"):
        world.break_(sites.FRANKIE_PDF, "sleepy")
    with pytest.raises(KeyError):
        world.break_("http://wandsworth.test/no-such-page", "gone")
    with pytest.raises(KeyError):
        world.break_("http://nowhere.test/", "down", whole_host=True)


def test_a_publisher_edits_a_page(world: World) -> None:
    tag = ask(world, sites.WANDSWORTH_PAGE).headers["ETag"]
    world.put(sites.WANDSWORTH_PAGE, b"<h1>New</h1>")
    edited = ask(world, sites.WANDSWORTH_PAGE, {"If-None-Match": tag})
    assert (edited.status_code, edited.content) == (200, b"<h1>New</h1>")


def letter() -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Not found – Frankie"
    message["From"], message["To"] = "catalogue@catalogue.test", "partner@wandsworth.test"
    message.set_content("The report was not found.\n")
    return message


def test_mail_is_kept(world: World) -> None:
    with smtplib.SMTP("127.0.0.1", world.mailbox.port, timeout=5) as client:
        client.send_message(letter())
    (kept,) = world.mailbox.messages
    assert kept["Subject"] == "Not found – Frankie"
    assert kept.get_content().strip() == "The report was not found."
    assert world.mailbox.envelopes[0].recipients == ("partner@wandsworth.test",)


@pytest.mark.parametrize("code", [450, 550])
def test_mail_is_refused_and_then_taken(world: World, code: int) -> None:
    world.mailbox.refuse(code)
    with smtplib.SMTP("127.0.0.1", world.mailbox.port, timeout=5) as client:
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            client.send_message(letter())
        assert refused.value.recipients["partner@wandsworth.test"][0] == code
        world.mailbox.refuse(None)
        client.send_message(letter())
    assert len(world.mailbox.messages) == 1


def test_a_closed_mailbox_refuses_connections_and_opens_again(world: World) -> None:
    world.mailbox.close()
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", world.mailbox.port), 1):
        pass
    world.mailbox.open()
    with smtplib.SMTP("127.0.0.1", world.mailbox.port, timeout=5) as client:
        assert client.noop()[0] == 250
    with pytest.raises(ValueError, match="421"):
        world.mailbox.refuse(421)


PAPERS: tuple[Callable[[], bytes], ...] = (
    reports.frankie,
    reports.georgina_and_grace,
    reports.georgina_and_grace_briefing,
    reports.child_c,
    reports.child_c_response,
    reports.child_c_briefing,
    reports.tyrone_goodyear_briefing,
    reports.adult_q,
    national_reports.triennial,
    national_reports.out_of_routine,
    national_reports.rapid_review_guidance,
    national_reports.annual_report,
    national_reports.topic_infants,
    national_reports.topic_information_sharing,
)


@pytest.mark.parametrize("make", PAPERS)
def test_papers_are_readable_and_always_the_same(make: Callable[[], bytes]) -> None:
    body = make()
    pages = text_of(body)
    assert make.__wrapped__() == body  # type: ignore[attr-defined]  # past the cache: drawn anew
    assert all(len(page) > 60 for page in pages)
    if make.__name__.endswith("briefing"):
        assert len(pages) == 2
        assert "7. Questions for your team" in pages[1]
    else:
        assert 4 <= len(pages) <= 10
        assert f"Page {len(pages)}" in pages[-1]


def test_covers_say_what_they_should_and_no_more() -> None:
    frankie, georgina, child_c = (
        text_of(make())[0] for make in (reports.frankie, reports.georgina_and_grace, reports.child_c)
    )
    for words in ("Local Child Safeguarding Practice Review", "Independent Reviewer: Alex Sampleford", "January 2021"):
        assert words in frankie
    assert "Author: Robin Exampleton, MA, CQSW" in georgina
    assert "20" not in georgina
    assert "Date of publication: May 2020" in child_c


def test_a_page_of_contents_is_right() -> None:
    pages = text_of(reports.frankie())
    lines = [line for line in pages[1].splitlines() if ". ." in line or "..." in line]
    assert len(lines) == len(pages) - 2
    for line in lines:
        heading, page = line.split(" ...")[0], int(line.split()[-1])
        assert pages[page - 1].startswith(heading)


def test_awkward_files_are_awkward() -> None:
    assert text_of(papers.scanned()) == [""]
    for body, reason in ((papers.encrypted(), "password"), (papers.garbage(), "format")):
        assert body.startswith(b"%PDF")
        with pytest.raises(pypdfium2.PdfiumError, match=f"(?i){reason}"):
            pypdfium2.PdfDocument(body)
    assert papers.encrypted.__wrapped__() == papers.encrypted()


def test_awkward_pages_are_awkward(world: World) -> None:
    base = f"http://{awkward.HOST}"
    assert ask(world, base + awkward.IMAGE_PATH).content.startswith(b"\x89PNG")
    wrong = ask(world, base + awkward.WRONG_ENCODING_PATH)
    assert wrong.headers["Content-Type"] == "text/html; charset=utf-8"
    with pytest.raises(UnicodeDecodeError):
        wrong.content.decode("utf-8")
    assert "x-unknown-9" in ask(world, base + awkward.UNKNOWN_ENCODING_PATH).headers["Content-Type"]
    assert ask(world, base + "/files/child-h-scr.pdf").headers["Content-Type"].startswith("text/html")
    assert ask(world, base + "/files/child-m-scr-missing.pdf").status_code == 404
    assert b"http://10.0.0.1/secret.pdf" in ask(world, base + awkward.LIST_PATH).content


@pytest.mark.parametrize("name", ["sources.yaml", "awkward.yaml"])
def test_the_registers_rows_are_well_formed_and_their_addresses_served(world: World, name: str) -> None:
    rows = yaml.safe_load((HERE / name).read_text("utf-8"))["sources"]
    for row in rows:
        source = Source.model_validate_json(json.dumps(row))
        assert source.expect is not None
        for url in source.urls:
            assert ask(world, url).status_code == 200, url


def test_the_environment_names_every_host_and_the_mail_server(world: World) -> None:
    places = dict(pair.split("=") for pair in world.env["CATALOGUE_CONNECT_TO"].split(","))
    assert places == {host: f"127.0.0.1:{world.port}" for host in world.hosts}
    assert int(world.env["CATALOGUE_SMTP_PORT"]) == world.mailbox.port
    assert Path(world.env["CATALOGUE_SOURCES"]).is_file()
    assert all(host.endswith(".test") for host in world.hosts)


def test_it_starts_from_the_command_line_and_ends_on_interrupt() -> None:
    command = [sys.executable, "-m", "tests.world"]
    with subprocess.Popen(command, cwd=HERE.parent.parent, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            lines.append(line)
            if "Ctrl-C" in line:
                break
        process.send_signal(2)
        rest, _ = process.communicate(timeout=10)
    assert process.returncode == 0
    assert "ended" in rest
    assert any(line.startswith("export CATALOGUE_CONNECT_TO=") for line in lines)
