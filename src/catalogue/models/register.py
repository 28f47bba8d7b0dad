"""Rows of the register, and what is wrong with one.

Belongs here: what the two YAML files say. Does not belong here: reading them.
"""

import datetime as dt

from pydantic import Field

from catalogue.models.base import Record
from catalogue.vocabulary import ChannelKind, Nation, Scope, SourceStatus


class Problem(Record):
    """A mistake in a configuration file, told so that a person can mend it."""

    file: str
    """Name of the file."""
    line: int
    """Line, from 1."""
    key: str
    """Key concerned, or the row's id."""
    message: str
    """What was found and what was expected, in a sentence."""

    def __str__(self) -> str:
        """Return the problem as compilers print theirs."""
        return f"{self.file}:{self.line}: {self.key}: {self.message}"


class Expectation(Record):
    """What a harvest of a source must look like to be believed."""

    least: int = Field(ge=0)
    """Fewest of the publisher's own items that the page is known to show (of a national source: of all items)."""
    most: int | None = Field(default=None, ge=1)
    """Most of them that would be believed, or null."""
    known: tuple[str, ...] = ()
    """Texts of items that must be among those found."""
    dated: float | None = Field(default=None, ge=0, le=1)
    """Least share of them, 0 to 1, for which the page must show a publication date, or null."""
    accepted_on: dt.date | None = None
    """Day on which a person looked at a list that had shrunk and found it right: harvests up to that day are no
    longer compared with later ones. Null where nobody had to."""


class Channel(Record):
    """One way by which a publisher is told, beside or in place of its contact's e-mail."""

    kind: ChannelKind
    """Which way."""
    to: str | None = None
    """E-mail address (email, govuk-notify) or https address (webhook); null for slack and teams, whose address is a
    secret."""
    secret: str | None = Field(default=None, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    """Name of the secret in ``CATALOGUE_SECRETS``: the signing key (webhook) or the address (slack, teams). The secret
    itself never stands in the register."""


class Source(Record):
    """One row of the register: one place where one publisher publishes reviews."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    """Short readable key, unique in the register; also the Dagster partition key."""
    publisher: str
    """Name of the body that publishes, as it writes it."""
    publisher_id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    """Short readable key of the publisher; rows of one publisher share it."""
    aliases: tuple[str, ...] = ()
    """Other and former names of the publisher, and its acronyms as printed."""
    valid_from: dt.date | None = None
    """First day of the publisher as a body that publishes; null where it is not known."""
    valid_to: dt.date | None = None
    """Last day of the publisher; null while it goes on."""
    succeeded_by: tuple[str, ...] = ()
    """Keys of the publishers that followed it and answer for its reviews."""
    nation: Nation | None
    """Nation whose law applies; null for a body that covers several or is outside the United Kingdom."""
    scope: Scope
    """Whose safeguarding the source is about."""
    areas: tuple[str, ...]
    """ONS codes of the areas covered, past ones too; what they are on a day is for the authority file to say."""
    status: SourceStatus = SourceStatus.ACTIVE
    """Whether it is harvested."""
    because: str | None = None
    """Why it is unlocated, paused or retired."""
    adapter: str | None = None
    """Name of the adapter that reads it; null where its first page says which, or there is nothing to read."""
    urls: tuple[str, ...] = ()
    """Addresses where reading starts."""
    expect: Expectation | None = None
    """What a harvest must look like; every active row has one."""
    contact: str | None = None
    """E-mail address for alerts; null sends them to the operator, unless there are channels."""
    second_contact: str | None = None
    """E-mail address that is told as well when something is not found for 14 days; null where there is none."""
    channels: tuple[Channel, ...] = ()
    """Other ways by which the publisher is told, each for itself."""
    notes: str | None = None
    """Anything odd about the site, for people."""
    line: int = 0
    """Line of the row in the register, for messages."""


class Publisher(Record):
    """One body that publishes reviews, as all its rows of the register together say."""

    publisher_id: str
    """Short readable key."""
    publisher: str
    """Name, as the body writes it."""
    aliases: tuple[str, ...]
    """Other and former names, and acronyms as printed."""
    nation: Nation | None
    """Nation whose law applies; null for a body that covers several or is outside the United Kingdom."""
    valid_from: dt.date | None
    """First day; null where it is not known."""
    valid_to: dt.date | None
    """Last day; null while it goes on."""
    succeeded_by: tuple[str, ...]
    """Keys of the publishers that followed it."""
    areas: tuple[str, ...]
    """ONS codes of the areas that its rows name, past ones too."""
