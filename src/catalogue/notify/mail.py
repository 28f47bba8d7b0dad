"""Mail through one server.

Belongs here: making a mail of a letter and handing it over. Does not belong here: the words (`letters`), or when
to send (`watch`).
"""

import datetime as dt
import re
import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Literal, Protocol

from pydantic import SecretStr

from catalogue.letters import line
from catalogue.notify.letter import ADDRESS, Delivery, Letter, accepted, failed
from catalogue.vocabulary import ChannelKind

TIMEOUT_S = 30.0
"""Seconds that one answer of a mail server may take."""
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9.-]{1,120}@[A-Za-z0-9.-]{1,120}>")
_FINAL = 500


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


class Mailer:
    """Sends letters through the mail server that the settings name."""

    def __init__(
        self, settings: MailSettings, *, timeout_s: float = TIMEOUT_S, secure: ssl.SSLContext | None = None
    ) -> None:
        """Keep the settings; nothing is contacted before the first letter.

        Args:
            settings: Server, security, login and sender.
            timeout_s: Seconds that one answer of the server may take.
            secure: Whom to trust; the machine's own list where none is given.
        """
        self._settings = settings
        self._timeout_s = timeout_s
        self._secure = secure
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
        if sender is None or not ADDRESS.fullmatch(sender):
            return _failed("No usable sender address is set.")
        if not ADDRESS.fullmatch(letter.to):
            return _failed("The recipient is not an e-mail address.")
        if not _MESSAGE_ID.fullmatch(letter.message_id):
            return _failed("The message has no usable id.")
        message = _message(letter, sender, self._clock())
        try:
            answer = self._hand_over(host, message)
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            return _failed(_told(error), permanent=_is_final(error))
        return accepted(ChannelKind.EMAIL, answer)

    def _hand_over(self, host: str, message: EmailMessage) -> str:
        """Give a message to the server; only its acceptance returns."""
        settings = self._settings
        secure = self._secure or ssl.create_default_context()
        server = (
            smtplib.SMTP_SSL(host, settings.smtp_port, timeout=self._timeout_s, context=secure)
            if settings.smtp_security == "tls"
            else smtplib.SMTP(host, settings.smtp_port, timeout=self._timeout_s)
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


def _message(letter: Letter, sender: str, now: dt.datetime) -> EmailMessage:
    """Make the mail; header values are made one line each before they are set."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = letter.to
    # "=?" could begin an encoded word, which the mail library would decode, line breaks and all.
    message["Subject"] = line(letter.subject).replace("=?", "= ?")
    message["Date"] = format_datetime(now)
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    if letter.reply_to is not None and ADDRESS.fullmatch(letter.reply_to):
        message["Reply-To"] = letter.reply_to
        message["List-Unsubscribe"] = f"<mailto:{letter.reply_to}?subject=unsubscribe>"
    message.set_content(letter.text, cte="quoted-printable")
    if letter.html is not None:
        message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    return message


def _failed(detail: str, *, permanent: bool = False) -> Delivery:
    """Return a delivery that did not happen."""
    return failed(ChannelKind.EMAIL, detail, permanent=permanent)


def _is_final(error: Exception) -> bool:
    """Whether the server refuses this recipient or letter for good; a refused login or sender is ours to mend."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= _FINAL for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= _FINAL


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
