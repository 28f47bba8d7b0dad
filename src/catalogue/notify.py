"""The way out: mail through one server, and Atom feeds as files.

Belongs here: sending a letter and writing a feed. Does not belong here: the words (`letters`), or when
to send (`watch`). What goes wrong outside is a value, never an exception.
"""

import datetime as dt
import os
import re
import smtplib
import ssl
import tempfile
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Literal, Protocol

from feedgen.feed import FeedGenerator
from pydantic import SecretStr

from catalogue.letters import FeedEntry
from catalogue.models import Record

EMAIL = "email"
"""Name of the channel that mail goes out by."""
BASE = "urn:safeguarding-review-catalogue"
"""Where ids of feeds begin, unless an operator has a public address for them."""

_TIMEOUT_S = 30.0
_DETAIL = 300
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*")
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9.-]{1,120}@[A-Za-z0-9.-]{1,120}>")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PUBLISHER_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class MailSettings(Protocol):
    """What a mailer needs of the settings."""

    @property
    def smtp_host(self) -> str | None:
        """Mail server."""
        ...

    @property
    def smtp_port(self) -> int:
        """Its port."""
        ...

    @property
    def smtp_security(self) -> Literal["none", "starttls", "tls"]:
        """How the connection is secured."""
        ...

    @property
    def smtp_user(self) -> str | None:
        """Name to log in with."""
        ...

    @property
    def smtp_password(self) -> SecretStr | None:
        """Password to log in with."""
        ...

    @property
    def smtp_from(self) -> str | None:
        """Sender."""
        ...

    @property
    def operator(self) -> str | None:
        """The operator's address."""
        ...

    def clock(self) -> Callable[[], dt.datetime]:
        """Return the clock to use."""
        ...


class Letter(Record):
    """One message to one person."""

    to: str
    """E-mail address."""
    subject: str
    """One line."""
    text: str
    """Plain text."""
    message_id: str
    """Stable id: a letter that is sent again keeps it, so that a mail client can see that it is one."""
    reply_to: str | None
    """Where an answer goes; null leaves it to the sender's address."""


class Delivery(Record):
    """What became of a letter."""

    ok: bool
    """Whether the server accepted it for delivery."""
    channel: str
    """How it went out."""
    detail: str
    """What the server said, or why nothing was sent, in a sentence."""


class Mailer:
    """Sends letters through the mail server that the settings name."""

    def __init__(self, settings: MailSettings) -> None:
        """Keep the settings; nothing is contacted before the first letter.

        Args:
            settings: Server, security, login and sender.
        """
        self._settings = settings
        self._clock = settings.clock()

    def send(self, letter: Letter) -> Delivery:
        """Send one letter.

        Args:
            letter: The letter. Line breaks in its one-line fields become spaces; a recipient or an id
                that is not one is refused, and nothing is contacted.

        Returns:
            Accepted or not, with what the server said.
        """
        host, sender = self._settings.smtp_host, self._settings.smtp_from or self._settings.operator
        if host is None:
            return _failed("No mail server is set.")
        if sender is None or not _ADDRESS.fullmatch(sender):
            return _failed("No usable sender address is set.")
        if not _ADDRESS.fullmatch(letter.to):
            return _failed("The recipient is not an e-mail address.")
        if not _MESSAGE_ID.fullmatch(letter.message_id):
            return _failed("The message has no usable id.")
        message = _message(letter, sender, self._clock())
        try:
            answer = self._hand_over(host, message)
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            return _failed(_told(error))
        return Delivery(ok=True, channel=EMAIL, detail=answer)

    def _hand_over(self, host: str, message: EmailMessage) -> str:
        """Give a message to the server; only its acceptance returns."""
        settings = self._settings
        secure = ssl.create_default_context()
        server = (
            smtplib.SMTP_SSL(host, settings.smtp_port, timeout=_TIMEOUT_S, context=secure)
            if settings.smtp_security == "tls"
            else smtplib.SMTP(host, settings.smtp_port, timeout=_TIMEOUT_S)
        )
        try:
            if settings.smtp_security == "starttls":
                server.starttls(context=secure)
            if settings.smtp_user is not None and settings.smtp_password is not None:
                server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
            server.send_message(message)
        except BaseException:
            server.close()
            raise
        # The letter is accepted from here on; a server that fails to say goodbye changes nothing.
        try:
            server.quit()
        except (smtplib.SMTPException, OSError):
            server.close()
        return "Accepted by the mail server."


def write_feed(folder: Path, publisher_id: str, publisher: str, entries: Sequence[FeedEntry], base: str = BASE) -> Path:
    """Write a publisher's Atom feed, whole or not at all.

    Args:
        folder: Folder of the feeds.
        publisher_id: Key of the publisher; the file is named by it.
        publisher: Name of the publisher.
        entries: At least one entry, in any order; the newest stands first.
        base: Where the feed's own id begins.

    Returns:
        The file. Equal entries give equal bytes: the feed's time is that of its newest entry.

    Raises:
        ValueError: The key is not one, or there is no entry.
    """
    if not _PUBLISHER_ID.fullmatch(publisher_id):
        raise ValueError(f"not the key of a publisher: {publisher_id!r}")
    if not entries:
        raise ValueError("a feed without entries has no time and is not written")
    feed = FeedGenerator()
    feed.id(f"{base}:feed:{publisher_id}")
    feed.title(_xml(f"Availability notices for {publisher}"))
    feed.author(name="Catalogue of child safeguarding practice reviews")
    feed.updated(max(entry.at for entry in entries))
    feed.generator("safeguarding-review-catalogue")
    for entry in sorted(entries, key=lambda entry: (entry.at, entry.id), reverse=True):
        item = feed.add_entry(order="append")
        item.id(entry.id)
        item.title(_xml(entry.title))
        item.published(entry.at)
        item.updated(entry.at)
        item.content(_xml(entry.text), type="text")
    path = folder / f"{publisher_id}.atom"
    _replace(path, feed.atom_str(pretty=True))
    return path


def _message(letter: Letter, sender: str, now: dt.datetime) -> EmailMessage:
    """Make the mail; header values are made one line each before they are set."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = letter.to
    # "=?" could begin an encoded word, which the mail library would decode, line breaks and all.
    message["Subject"] = _one_line(letter.subject).replace("=?", "= ?")
    message["Date"] = format_datetime(now)
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    if letter.reply_to is not None and _ADDRESS.fullmatch(letter.reply_to):
        message["Reply-To"] = letter.reply_to
    message.set_content(letter.text, cte="quoted-printable")
    return message


def _one_line(text: str) -> str:
    """Return text as one line of printable characters."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())


def _xml(text: str) -> str:
    """Return text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def _failed(detail: str) -> Delivery:
    """Return a delivery that did not happen."""
    return Delivery(ok=False, channel=EMAIL, detail=_one_line(detail)[:_DETAIL])


def _told(error: Exception) -> str:
    """Say what a mail server's refusal or a broken connection was."""
    if isinstance(error, UnicodeError):
        return "The server's name or the login has characters that mail does not take."
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return f"The mail server refused the recipient: {code} {words.decode('utf-8', 'replace')}"
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        shown = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        return f"The mail server answered {error.smtp_code} {shown}"
    return f"The mail server could not be used: {error or type(error).__name__}"


def _replace(path: Path, data: bytes) -> None:
    """Write a file aside, flush it and put it in place at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.chmod(0o644)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
