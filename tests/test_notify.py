"""Mail through a real server on loopback, feeds as real files."""

import datetime as dt
import email
import email.policy
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from lxml import etree  # type: ignore[import-untyped]

from catalogue.letters import FeedEntry
from catalogue.notify import Letter, Mailer, write_feed
from catalogue.settings import Settings

NOW = dt.datetime(2021, 3, 29, 6, tzinfo=dt.UTC)
ATOM = {"a": "http://www.w3.org/2005/Atom"}


class Postbox:
    """A mail handler that keeps what it accepts and answers what it is told to."""

    def __init__(self, *answers: str) -> None:
        self.kept: list[EmailMessage] = []
        self.recipients: list[str] = []
        self._answers = list(answers)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's own name
        answer = self._answers.pop(0) if self._answers else "250 OK"
        if answer.startswith("250"):
            parsed = email.message_from_bytes(envelope.content, policy=email.policy.default)
            assert isinstance(parsed, EmailMessage)
            self.kept.append(parsed)
            self.recipients.extend(envelope.rcpt_tos)
        return answer


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(box: Postbox) -> Iterator[int]:
    """Run a mail server and give its port."""
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield int(controller.port)
    finally:
        controller.stop()


def mailer(port: int, **changes: Any) -> Mailer:
    """Make a mailer for a server on loopback."""
    fields: dict[str, Any] = {
        "smtp_host": "127.0.0.1",
        "smtp_port": port,
        "smtp_security": "none",
        "smtp_from": "catalogue@example.test",
        "operator": "operator@example.test",
        "now": NOW,
    }
    return Mailer(Settings(**(fields | changes)))


def letter(**changes: Any) -> Letter:
    """Make a letter."""
    fields: dict[str, Any] = {
        "to": "manager@one.test",
        "subject": "Not found at its published address: Child Q – “learning”",
        "text": "To One Partnership\n\nDiolch yn fawr – ŵ\n.\n" + "x" * 1200 + "\n",
        "message_id": "<0123.opened@catalogue>",
        "reply_to": "operator@example.test",
    }
    return Letter.model_validate(fields | changes)


def test_a_letter_arrives_as_it_was_written() -> None:
    box = Postbox()
    with serving(box) as port:
        delivery = mailer(port).send(letter())
    assert (delivery.ok, delivery.channel) == (True, "email")
    (mail,) = box.kept
    assert box.recipients == ["manager@one.test"]
    assert mail["Subject"] == letter().subject
    assert mail["From"] == "catalogue@example.test"
    assert mail["Reply-To"] == "operator@example.test"
    assert mail["Message-ID"] == "<0123.opened@catalogue>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"] == "Mon, 29 Mar 2021 06:00:00 +0000"
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().replace("\r\n", "\n") == letter().text


@pytest.mark.parametrize(
    "subject",
    [
        "One\r\nBcc: everyone@example.test",
        "One\nX-Header: y\n\nbody",
        "One\x00\x0b\x0c\x1c\x85\u2028\u2029Two",
        "=?utf-8?q?One=0D=0ABcc:_everyone@example.test?=",
        "",
    ],
)
def test_no_subject_can_add_a_header(subject: str) -> None:
    box = Postbox()
    with serving(box) as port:
        assert mailer(port).send(letter(subject=subject)).ok
    (mail,) = box.kept
    names = [name.lower() for name in mail]
    assert "bcc" not in names
    assert "x-header" not in names
    assert box.recipients == ["manager@one.test"]
    assert mail.get_content().replace("\r\n", "\n") == letter().text


@pytest.mark.parametrize(
    "change",
    [
        {"to": "manager@one.test\r\nBcc: x@y.test"},
        {"to": "not an address"},
        {"to": "a@b.test, c@d.test"},
        {"to": ""},
        {"to": "=?utf-8?q?=0D=0ABcc?=@one.test"},
        {"message_id": "<a@b>\r\nBcc: x@y.test"},
        {"message_id": "none"},
    ],
)
def test_a_letter_without_usable_addresses_goes_nowhere(change: dict[str, str]) -> None:
    box = Postbox()
    with serving(box) as port:
        delivery = mailer(port).send(letter(**change))
    assert not delivery.ok
    assert box.kept == []


def test_a_wrong_reply_address_is_left_out() -> None:
    box = Postbox()
    with serving(box) as port:
        assert mailer(port).send(letter(reply_to="operator\r\nBcc: x@y.test")).ok
    assert box.kept[0]["Reply-To"] is None


@pytest.mark.parametrize(
    "answer", ["450 Greylisted, try again", "421 Closing", "550 No such user", "552 Full \x1b[31m"]
)
def test_a_refusal_is_told_and_a_second_try_can_succeed(answer: str) -> None:
    box = Postbox(answer)
    with serving(box) as port:
        first, second = mailer(port).send(letter()), mailer(port).send(letter())
    assert not first.ok
    assert answer[:3] in first.detail
    assert first.detail.isprintable()
    assert second.ok
    assert len(box.kept) == 1


def test_no_address_is_kept_of_what_a_server_says() -> None:
    with serving(Postbox("550 <manager@one.test>: unknown")) as port:
        found = mailer(port).send(letter())
    assert "550 <(address)>: unknown" in found.detail
    assert "manager" not in found.detail


def test_a_refused_recipient_is_told() -> None:
    class Closed(Postbox):
        async def handle_RCPT(self, server: Any, session: Any, envelope: Any, *more: Any) -> str:  # noqa: N802
            return "550 No such user"

    box = Closed()
    with serving(box) as port:
        delivery = mailer(port).send(letter())
    assert not delivery.ok
    assert "refused the recipient: 550" in delivery.detail
    assert box.kept == []


def test_a_server_that_hangs_up_after_accepting_has_accepted() -> None:
    class Rude(Postbox):
        async def handle_QUIT(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
            return "421 No goodbye"

    class Gone(Postbox):
        async def handle_QUIT(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
            server.transport.abort()
            return "221 Bye"

    for box in (Rude(), Gone()):
        with serving(box) as port:
            assert mailer(port).send(letter()).ok
        assert len(box.kept) == 1


def test_a_server_name_that_cannot_be_one_is_a_value() -> None:
    assert not mailer(25, smtp_host="a" * 80 + ".test").send(letter()).ok


def test_a_server_that_is_not_there_is_a_value() -> None:
    delivery = mailer(free_port()).send(letter())
    assert not delivery.ok
    assert "could not be used" in delivery.detail


def test_a_server_without_tls_gets_nothing_where_tls_is_asked_for() -> None:
    box = Postbox()
    with serving(box) as port:
        for security in ("starttls", "tls"):
            assert not mailer(port, smtp_security=security).send(letter()).ok
    assert box.kept == []


def test_without_server_or_sender_nothing_is_tried() -> None:
    assert "No mail server" in Mailer(Settings(now=NOW)).send(letter()).detail
    assert "sender" in mailer(1, smtp_from=None, operator=None).send(letter()).detail


def entry(number: int, **changes: Any) -> FeedEntry:
    """Make a feed entry."""
    fields: dict[str, Any] = {
        "id": f"urn:uuid:00000000-0000-0000-0000-{number:012d}",
        "title": f"Notice {number}",
        "text": "First line\nSecond line\n",
        "at": NOW + dt.timedelta(days=number),
    }
    return FeedEntry.model_validate(fields | changes)


def texts(path: Path, where: str) -> list[str]:
    """Return the texts of a feed at a place."""
    root = etree.fromstring(path.read_bytes())
    return [found.text or "" for found in root.findall(where, ATOM)]


def test_a_feed_holds_its_entries_newest_first(tmp_path: Path) -> None:
    path = write_feed(tmp_path / "feeds", "one", "One Partnership", [entry(1), entry(3), entry(2)])
    assert path == tmp_path / "feeds" / "one.atom"
    assert texts(path, "a:entry/a:title") == ["Notice 3", "Notice 2", "Notice 1"]
    assert texts(path, "a:entry/a:content")[0] == "First line\nSecond line\n"
    assert texts(path, "a:updated") == ["2021-04-01T06:00:00+00:00"]
    assert texts(path, "a:id") == ["urn:safeguarding-review-catalogue:feed:one"]
    assert texts(path, "a:entry/a:id")[0] == entry(3).id
    assert texts(path, "a:author/a:name")
    assert [found.name for found in (tmp_path / "feeds").iterdir()] == ["one.atom"]


def test_equal_entries_give_equal_bytes(tmp_path: Path) -> None:
    first = write_feed(tmp_path, "one", "One", [entry(1), entry(2)]).read_bytes()
    assert write_feed(tmp_path, "one", "One", [entry(2), entry(1)]).read_bytes() == first


def test_nothing_in_an_entry_is_markup_or_breaks_the_feed(tmp_path: Path) -> None:
    title = "Child Q <script>alert(1)</script> ]]> &amp; \x00\x08\ufffe"
    path = write_feed(tmp_path, "one", "One & <Two>", [entry(1, title=title, text=title)])
    assert texts(path, "a:entry/a:title") == ["Child Q <script>alert(1)</script> ]]> &amp; "]
    assert texts(path, "a:title") == ["Availability notices for One & <Two>"]


def test_a_feed_is_never_written_outside_its_folder(tmp_path: Path) -> None:
    for key in ("../one", "one/two", "", ".", "One"):
        with pytest.raises(ValueError, match="key of a publisher"):
            write_feed(tmp_path / "feeds", key, "One", [entry(1)])
    with pytest.raises(ValueError, match="without entries"):
        write_feed(tmp_path, "one", "One", [])
    assert list(tmp_path.iterdir()) == []
