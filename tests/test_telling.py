"""The commands `notify` and `answer` over a real warehouse, a real mail server and the published edition."""

import datetime as dt
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from catalogue.cli import app
from catalogue.edition import open_edition
from catalogue.house import House
from catalogue.house.telling import undelivered
from tests.conftest import START, settings_for
from tests.world.faults import Fault
from tests.world.server import World
from tests.world.sites import FRANKIE_PDF

FRANKIE = "wandsworth-2021-frankie"
CONTACT = "business.manager@wandsworth.test"
OPERATOR = "operator@catalogue.test"


class Desk:
    """A warehouse in which one report has just been called missing and nobody could be told yet."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.folder = world, folder
        self.now = START
        self.house().run()
        world.break_(FRANKIE_PDF, Fault.NOT_FOUND)
        world.mailbox.refuse(450)
        for _ in range(2):
            self.now += dt.timedelta(days=1)
            self.house().watch()
        world.mailbox.refuse(None)
        self.now += dt.timedelta(hours=1)

    def house(self) -> House:
        """Return the house as of now."""
        return House(settings_for(self.world, self.folder, now=self.now, operator=OPERATOR))

    def call(self, *words: str, code: int = 0) -> str:
        """Run a command; return what it printed."""
        env = {**self.world.env, "CATALOGUE_OPERATOR": OPERATOR, "CATALOGUE_NOW": self.now.isoformat()}
        env |= {"CATALOGUE_CURATION": str(self.folder / "curation.yaml"), "COLUMNS": "200"}
        done = CliRunner().invoke(app, [*words, "--warehouse", str(self.folder)], env=env)
        assert done.exit_code == code, done.output
        return " ".join(done.output.split())

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """Ask the published edition."""
        with open_edition(self.house().settings.edition_path) as connection:
            return connection.execute(query).fetchall()

    def files(self) -> dict[str, bytes]:
        """Return every file that a command may write."""
        found = (path for part in ("journal", "feeds") for path in (self.folder / part).rglob("*"))
        return {str(path): path.read_bytes() for path in found if path.is_file()}


@pytest.fixture
def desk(world: World, tmp_path: Path) -> Desk:
    """One report is missing."""
    return Desk(world, tmp_path / "warehouse")


def test_an_alert_waits_to_be_delivered_until_its_review_is_taken_down(desk: Desk) -> None:
    assert [one.review_id for one in undelivered(desk.house())] == [FRANKIE]
    desk.call("takedown", FRANKIE, "--because", "The partnership asked for it.", "--by", "A. Curator", "--now")
    assert undelivered(desk.house()) == ()


def test_what_is_due_is_shown_then_sent_then_answered(desk: Desk) -> None:
    before = desk.files()
    shown = desk.call("notify", "--dry-run")
    assert f"To: {CONTACT} (partnership, email)" in shown
    assert "Subject: Not found at its published address: Frankie (full report)" in shown
    assert "1 message would be sent now. Nothing was sent or recorded." in shown
    assert desk.files() == before
    assert desk.world.mailbox.messages == []
    (planned,) = json.loads(desk.call("notify", "--dry-run", "--json"))
    assert (planned["to"], "secret" in planned) == (CONTACT, False)

    assert "1 delivered" in desk.call("notify")
    (message,) = desk.world.mailbox.messages
    assert (message["To"], message["Message-ID"]) == (CONTACT, planned["message_id"])
    assert message["List-Unsubscribe"] == f"<mailto:{OPERATOR}?subject=unsubscribe>"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert list(message.iter_attachments()) == []
    assert "0 delivered" in desk.call("notify")

    # The reference stands in the message, and the answer that the message invites can be given.
    reference = planned["tells"][0]["alert_id"]
    assert reference in planned["text"]
    signed = ("--by", "A. Person", "--because", "Their business manager telephoned.")
    assert "from today" in desk.call("answer", reference, "maintenance", "2020-01-01", *signed, code=2)
    assert "Say who" in desk.call("answer", reference, "welfare", code=2)
    new = "http://wandsworth.test/reviews/frankie-moved.pdf"
    desk.world.put(new, desk.world.body(FRANKIE_PDF), "application/pdf")
    assert "has ended. The publisher says where it moved." in desk.call("answer", reference, "moved-to", new, *signed)
    desk.now += dt.timedelta(days=1)
    desk.house().watch()
    desk.house().publish()
    assert desk.rows("select answer from alerts") == [("moved",)]
    places = "select url, removal, moved_to from locations where review_id = 'wandsworth-2021-frankie' and source_id ="
    assert desk.rows(f"{places} 'wandsworth' order by 1") == [(FRANKIE_PDF, "moved", new), (new, None, None)]
    found = f"select state, reason from availability where location_id in (select location_id from locations where url = '{new}')"
    assert desk.rows(found) == [("available", "same-bytes")]
    printed = desk.house().settings.edition_path.read_bytes()
    assert b"A. Person" not in printed
    assert b"telephoned" not in printed


def test_a_date_that_is_said_to_be_wrong_goes_to_a_person(desk: Desk) -> None:
    desk.call("notify")
    reference = _reference(desk)
    said = desk.call("answer", reference, "wrong-date", "2019-06", "--by", "A. Person", "--because", "A letter.")
    for line in ("kind: set", "review: wandsworth-2021-frankie", "field: published_on", 'value: "2019-06"'):
        assert line in said
    desk.house().publish()
    asked = "select review_id from issues where kind = 'date-proposed'"
    assert desk.rows(asked) == [("wandsworth-2021-frankie",)]
    entry = said[said.index("- kind") :].replace(" review:", "\n    review:").replace(" field:", "\n    field:")
    for key in ("value:", "because:", "by:", "on:"):
        entry = entry.replace(f" {key}", f"\n    {key}")
    (desk.folder / "curation.yaml").write_text(f"entries:\n  {entry}\n")
    desk.house().publish()
    assert desk.rows(asked) == []
    dates = "select published_on, published_precision from reviews where review_id = 'wandsworth-2021-frankie'"
    assert desk.rows(dates) == [(dt.date(2019, 6, 1), "month")]


def _reference(desk: Desk) -> str:
    """Return the reference that the last message holds."""
    return str(desk.world.mailbox.messages[-1]["Message-ID"]).strip("<").split(".")[0]


def test_the_monthly_outlook_goes_out_once_a_month(desk: Desk) -> None:
    desk.call("notify")
    sent = len(desk.world.mailbox.messages)
    desk.call("notify", "--monthly")
    outlooks = desk.world.mailbox.messages[sent:]
    assert {str(one["Subject"]).partition(":")[0] for one in outlooks} == {"Monthly outlook, February 2021"}
    assert len({str(one["To"]) for one in outlooks}) == len(outlooks)
    (ours,) = (one for one in outlooks if one["To"] == CONTACT)
    part = ours.get_body(("plain",))
    assert part is not None
    text = " ".join(part.get_content().split())
    assert "Frankie (full report), published January 2021: its year runs until at least 1 January 2022" in text
    assert FRANKIE_PDF in text
    desk.now += dt.timedelta(days=5)
    assert "0 delivered" in desk.call("notify", "--monthly")
    desk.now += dt.timedelta(days=10)
    assert f"{len(outlooks) + 1} delivered" in desk.call("notify", "--monthly")  # and the weekly summary


def test_the_operator_is_told_once_a_day_when_nothing_runs(desk: Desk) -> None:
    assert "within the last 26 hours" in desk.call("notify", "--deadman")
    desk.now += dt.timedelta(hours=30)
    with desk.house().locked():  # a run that hangs
        assert "The operator was told." in desk.call("notify", "--deadman", code=1)
        assert "told before" in desk.call("notify", "--deadman", code=1)
        desk.now += dt.timedelta(days=1)
        desk.world.mailbox.close()
        assert "could not be told" in desk.call("notify", "--deadman", code=1)
        desk.world.mailbox.open()
        assert "was told." in desk.call("notify", "--deadman", code=1)
    told = [(one["To"], one["Subject"]) for one in desk.world.mailbox.messages]
    assert told == [(OPERATOR, "No run of the catalogue has finished for more than a day")] * 2
    desk.house().watch()
    assert "within the last 26 hours" in desk.call("notify", "--deadman")


def test_what_is_not_held_cannot_be_released(desk: Desk) -> None:
    signed = ("--by", "A. Person", "--because", "Looked.")
    assert "Nothing is held" in desk.call("notify", "--release", *signed, code=2)
    assert "Say who" in desk.call("notify", "--release", code=2)
    assert "No channel email-0 refused" in desk.call("notify", "--enable", "email-0", *signed, code=2)


def test_a_channel_that_refused_is_used_again_when_a_person_says_so(desk: Desk) -> None:
    desk.world.mailbox.refuse(550)
    desk.call("notify", code=1)
    desk.world.mailbox.refuse(None)
    desk.now += dt.timedelta(hours=1)
    desk.call("notify")
    (told,) = (one for one in desk.world.mailbox.messages if "refuses for good" in str(one["Subject"]))
    part = told.get_body(("plain",))
    assert part is not None
    channel = part.get_content().split("--enable ")[1].split()[0]
    desk.house().publish()
    asked = "select count(*) from issues where kind = 'channel-refused'"
    assert desk.rows(asked) == [(1,)]
    said = desk.call("notify", "--enable", channel, "--by", "A. Person", "--because", "Their server is mended.")
    assert f"{channel} is used again" in said
    assert CONTACT in {one["To"] for one in desk.world.mailbox.messages}
    desk.house().publish()
    assert desk.rows(asked) == [(0,)]
