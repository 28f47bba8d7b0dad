"""E-mail through GOV.UK Notify, by its own client.

Belongs here: one template with a subject and a body, and what the service's answers mean. Does not belong here: the
connection: the client's session sends through the guard that whoever makes it mounts.

The service remembers references: a letter whose reference it already has was accepted before, in a run that ended
before it could say so, and is not sent again.
"""

from typing import Any

import requests
from notifications_python_client.errors import APIError, InvalidResponse
from notifications_python_client.notifications import NotificationsAPIClient

from catalogue.letters import line
from catalogue.notify.letter import ADDRESS, Delivery, Letter, accepted, failed
from catalogue.vocabulary import ChannelKind

BASE_URL = "https://api.notifications.service.gov.uk"
"""Where the service is."""

_KIND = ChannelKind.GOVUK_NOTIFY
_SHORTEST_KEY = 73


class GovukNotify:
    """Sends letters through GOV.UK Notify."""

    def __init__(
        self,
        *,
        api_key: str | None,
        template: str | None,
        session: requests.Session,
        base_url: str = BASE_URL,
        timeout_s: float = 30,
    ) -> None:
        """Keep what it sends with.

        Args:
            api_key: The service's key; without one nothing is sent.
            template: Id of a template whose subject is ``((subject))`` and whose body is ``((body))``.
            session: What requests go out by.
            base_url: Where the service is.
            timeout_s: Seconds that one answer may take.
        """
        self._api_key, self._template, self._session = api_key, template, session
        self._base_url, self._timeout_s = base_url, timeout_s

    def send(self, letter: Letter) -> Delivery:
        """Send one letter.

        Args:
            letter: The letter; its id is the reference.

        Returns:
            Accepted or not. An address that the service calls invalid refuses for good; a wrong key or template is
            ours to mend, and is tried again.
        """
        if not self._api_key or len(self._api_key) < _SHORTEST_KEY or not self._template:
            return failed(_KIND, "No usable API key and template of GOV.UK Notify are set; nothing was sent.")
        if not ADDRESS.fullmatch(letter.to):
            return failed(_KIND, "The recipient is not an e-mail address.", permanent=True)
        client = NotificationsAPIClient(self._api_key, base_url=self._base_url, timeout=self._timeout_s)
        client.request_session = self._session
        try:
            if _known(client, letter.key):
                return accepted(_KIND, "GOV.UK Notify has it already.")
            client.send_email_notification(
                email_address=letter.to,
                template_id=self._template,
                personalisation={"subject": line(letter.subject), "body": _unlinked(letter.text)},
                reference=letter.key,
            )
        except (APIError, InvalidResponse) as error:
            return _refused(error)
        return accepted(_KIND, "Accepted by GOV.UK Notify.")


def _known(client: NotificationsAPIClient, reference: str) -> bool:
    """Whether the service has a message of this reference already."""
    found: Any = client.get_all_notifications(template_type="email", reference=reference)
    return bool(isinstance(found, dict) and found.get("notifications"))


def _unlinked(text: str) -> str:
    """Return text in which nothing is a link with other words on it, or a placeholder."""
    return text.replace("](", "] (").replace("((", "( (")


def _refused(error: APIError | InvalidResponse) -> Delivery:
    """Say what a refusal means."""
    status = getattr(error, "status_code", None)
    said = line(str(error.message))
    permanent = status == 400 and "email_address" in said
    return failed(_KIND, f"GOV.UK Notify answered {status}: {said}", permanent=permanent)
