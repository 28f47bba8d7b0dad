"""Everything that messages say about one document or one site.

Belongs here: the facts as records, and what a document or a site is called. Does not belong here: lines and messages
(``cases``, ``alerts``).
"""

import datetime as dt

from catalogue.letters.writing import count, line
from catalogue.models import Record
from catalogue.vocabulary import AlertKind, Precision, Role, Rule

_ROLES: dict[Role, str] = {
    Role.FULL_REPORT: "full report",
    Role.EXECUTIVE_SUMMARY: "executive summary",
    Role.SEVEN_MINUTE_BRIEFING: "7-minute briefing",
    Role.LEARNING_BRIEFING: "learning briefing",
    Role.IMPROVEMENTS_INFORMATION: "information about improvements",
}


class Case(Record):
    """Everything that a message about one document says."""

    alert_id: str
    """Stable key of the alert."""
    publisher: str
    """Name of the publisher told."""
    title: str
    """Title of the review as published."""
    pseudonyms: tuple[str, ...]
    """Pseudonyms as published."""
    role: Role
    """What the document is to its review."""
    url: str
    """Its published address."""
    final_url: str | None
    """Address that answered last; null where none did."""
    status: int | None
    """HTTP status of the last answer; null where none came."""
    rule: Rule
    """The rule that decided the last check that says something."""
    since: dt.datetime
    """First check of the run that did not find it (for a return: that found it again), UTC."""
    checked_at: tuple[dt.datetime, ...]
    """Times of the checks of that run, in order, UTC."""
    last_success_at: dt.datetime | None
    """When it was last seen well before, UTC; null where no check saw it."""
    sha256: str | None
    """Hash of the copy last seen well."""
    published_on: dt.date | None
    """First publication on record."""
    precision: Precision | None
    """How exact that is."""
    until: dt.date | None
    """Last day on which its period certainly runs."""
    guidance: str | None
    """What asks for the period, by name and edition."""
    kind: AlertKind = AlertKind.NOT_FOUND
    """What is the matter with it."""

    @property
    def name(self) -> str:
        """The document in a subject line or heading."""
        return f"{line(self.title)} ({role_of(self.role)})"


class SiteCase(Record):
    """Everything that a message about a whole site says."""

    alert_id: str
    """Stable key of the alert."""
    publisher: str
    """Name of the publisher told."""
    host: str
    """Host name of the site."""
    kind: AlertKind
    """Whether it does not answer or its name is lost."""
    rule: Rule
    """The rule that decided the last check of that run."""
    since: dt.datetime
    """First check of the run without an answer (for a return: with one), UTC."""
    checked_at: tuple[dt.datetime, ...]
    """Times of the rounds of that run, in order, UTC."""
    documents: tuple[Case, ...]
    """The documents on it whose period runs."""

    @property
    def is_lost(self) -> bool:
        """Whether its name is gone or somebody else's."""
        return self.kind is AlertKind.DOMAIN_LOST

    @property
    def in_other_hands(self) -> bool:
        """Whether its name shows somebody else's pages, so that nobody should be led there."""
        return self.is_lost and self.rule is Rule.DOMAIN_LOST

    @property
    def name(self) -> str:
        """The site in a subject line or heading."""
        return f"{self.host} ({count(len(self.documents), 'published document')})"


def role_of(role: Role) -> str:
    """Name what a document is to its review.

    Args:
        role: The role.

    Returns:
        A few words.
    """
    return _ROLES.get(role, "document")
