"""The monthly outlook: certificates of real TLS servers, and what is said to whom."""

import datetime as dt
import http.server
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import trustme

from catalogue.fetch import Fetch
from catalogue.models import Harvest, Notice, Source
from catalogue.vocabulary import SourceState
from catalogue.watch import Ledger, situation_of
from catalogue.watch.foresight import outlooks
from catalogue.watch.outbox import Directory, Receiver
from tests.faults.matrix import Limits
from tests.test_watch import World, review, source

NOON = dt.datetime.now(dt.UTC).replace(hour=12, minute=0, second=0, microsecond=0)
"""Certificates are believed by the machine's own clock, so these stories happen today."""
DAY = dt.timedelta(days=1)
HERE = "127.0.0.1"


class Documents(http.server.BaseHTTPRequestHandler):
    """Gives a document at every address but that of robots rules."""

    def do_GET(self) -> None:
        """Answer."""
        found = self.path != "/robots.txt"
        body = b"%PDF-1.4 https://" + self.headers["Host"].encode() + self.path.encode() if found else b""
        self.send_response(200 if found else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def secure(authority: trustme.CA, host: str, until: dt.datetime) -> Iterator[int]:
    """Serve documents over TLS with a certificate that ends at a moment; give the port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host, not_after=until).configure_cert(context)
    with http.server.ThreadingHTTPServer((HERE, 0), Documents) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield int(server.server_address[1])
        server.shutdown()


def a_world(folder: Path, publishers: int, documents: int = 1) -> World:
    """Give publishers with reviews that were published three months ago."""
    world = World(folder, publishers, documents, published_on=(NOON - 90 * DAY).date())
    world.now = NOON
    return world


def sent(world: World, *harvests: Harvest) -> dict[str, Notice]:
    """Return the outlooks that would go out now, by the address of each."""
    ledger = Ledger(world.journal)
    ledger.catch_up()
    now = situation_of(world.resolution, world.sources, ledger, now=world.now, harvests=harvests)
    found: tuple[tuple[Receiver, Notice], ...] = outlooks(now, Directory(world.sources, None, {}), ())
    return {receiver.to: notice for receiver, notice in found}


def flat(notice: Notice) -> str:
    """Return the words of an outlook on one line."""
    return " ".join(notice.text.split())


def test_a_certificate_is_told_of_in_its_last_five_weeks_and_not_once_it_has_ended(tmp_path: Path) -> None:
    days = {"p0.test": 35, "p1.test": 36, "p2.test": 3}
    world = a_world(tmp_path, publishers=3)
    places = tuple(
        place.model_copy(update={"url": place.url.replace("http://", "https://")})
        for place in world.resolution.locations
    )
    world.resolution = world.resolution.model_copy(update={"locations": places})
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authorities.pem"))
    with ExitStack() as servers:
        ports = {
            host: servers.enter_context(secure(authority, host, NOON + count * DAY)) for host, count in days.items()
        }
        fetch = Fetch(
            Limits([(HERE, port) for port in ports.values()]),
            world.store,
            lambda: world.now,
            sleep=lambda seconds: None,
            resolve=lambda host, port: [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (HERE, ports[host]))],
            authorities=tmp_path / "authorities.pem",
        )
        assert world.run(fetch=fetch).checks == 3
    told = {to: flat(notice) for to, notice in sent(world).items()}
    last = (NOON + 35 * DAY).date()
    assert "Certificates that end soon" in told["manager@p0.test"]
    assert f"- p0.test: valid until {last.day} {last:%B %Y}" in told["manager@p0.test"]
    assert "ertificate" not in told["manager@p1.test"]
    assert "- p2.test: valid until" in told["manager@p2.test"]
    world.now += 4 * DAY
    later = {to: flat(notice) for to, notice in sent(world).items()}
    assert "- p1.test: valid until" in later["manager@p1.test"]
    assert "ertificate" not in later["manager@p2.test"]


def test_whoever_has_nothing_in_its_year_hears_nothing(tmp_path: Path) -> None:
    world = a_world(tmp_path, publishers=2)
    old = {"published_on": (NOON - 400 * DAY).date()}
    first, second = world.resolution.reviews
    world.resolution = world.resolution.model_copy(update={"reviews": (first, second.model_copy(update=old))})
    assert set(sent(world)) == {"manager@p0.test"}
    world.resolution = world.resolution.model_copy(
        update={"reviews": (first.model_copy(update=old), second.model_copy(update=old))}
    )
    assert sent(world) == {}


def test_there_is_one_outlook_a_month(tmp_path: Path) -> None:
    world = a_world(tmp_path, publishers=1)
    world.resolution = world.resolution.model_copy(
        update={"reviews": (review("p0-0", world.sources[0], published_on=dt.date(2021, 1, 8)),)}
    )
    ids = []
    for day in (dt.date(2021, 3, 1), dt.date(2021, 3, 31), dt.date(2021, 4, 1)):
        world.now = dt.datetime.combine(day, dt.time(12), dt.UTC)
        ids.append(sent(world)["manager@p0.test"].notice_id)
    assert ids[0] == ids[1] != ids[2]


@pytest.mark.parametrize(("named", "told"), [(True, False), (None, False), (False, True)])
def test_a_review_is_told_to_name_no_reviewer_only_where_its_documents_were_read(
    tmp_path: Path, named: bool | None, told: bool
) -> None:
    world = a_world(tmp_path, publishers=1)
    (one,) = world.resolution.reviews
    world.resolution = world.resolution.model_copy(
        update={"reviews": (one.model_copy(update={"reviewer_named": named}),)}
    )
    assert ("No reviewer named" in flat(sent(world)["manager@p0.test"])) is told


def collection() -> Source:
    """Make the row of the national collection."""
    return source("nspcc", adapter="nspcc", contact=None)


@pytest.mark.parametrize("state", [SourceState.OK, SourceState.LIST_MISSING, None])
def test_a_review_is_told_to_be_missing_from_the_national_collection_only_where_that_was_read(
    tmp_path: Path, state: SourceState | None
) -> None:
    world = a_world(tmp_path, publishers=1, documents=2)
    held = world.resolution.locations[0]
    copy = held.model_copy(update={"location_id": "copy", "source_id": "nspcc-page", "url": "http://nspcc.test/0.pdf"})
    world.resolution = world.resolution.model_copy(update={"locations": (*world.resolution.locations, copy)})
    world.sources = (*world.sources, collection())
    harvests = [
        Harvest(
            source_id="nspcc-page",
            started_at=world.now,
            state=found,
            complete=found is SourceState.OK,
            detail="read",
            links_sha256=None,
        )
        for found in (state,)
        if found is not None
    ]
    words = flat(sent(world, *harvests)["manager@p0.test"])
    part = words.partition("Not seen in the national collection")[2]
    assert bool(part) is (state is SourceState.OK)
    assert ("Child p0-1" in part) is (state is SourceState.OK)
    assert "Child p0-0" not in part
