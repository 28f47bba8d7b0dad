"""Settings: what an operator may choose, read once from the environment and checked at the start.

Belongs here: every `CATALOGUE_*` variable, its meaning, its default and its limits, and the paths and
the clock that follow from them. Does not belong here: facts about a source (its row in the register)
or about a review (the curation file), or any reading of the environment elsewhere.
"""

import datetime as dt
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from catalogue.models import Problem
from catalogue.settings.reading import (
    Endpoint,
    endpoints,
    hosts,
    instant,
    named_secrets,
    one_line,
    public_address,
    shared_store,
    words,
)
from catalogue.yamlrows import ConfigurationError

PREFIX = "CATALOGUE_"
"""Beginning of every variable's name."""

NO_CONTACT = (
    "is not set, so sites could not tell whom to ask about our requests, and none is sent. "
    "Set it to an e-mail address or a web page of whoever runs this."
)

Clock = Callable[[], dt.datetime]
"""Something that tells the time as an aware datetime in UTC."""


_Line = Annotated[str, BeforeValidator(one_line)]


class Settings(BaseSettings):
    """Everything an operator may choose."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="forbid", use_attribute_docstrings=True
    )

    warehouse: Path = Path("warehouse")
    """Folder that holds everything made: bytes, journal, caches, feeds and the edition."""
    store: Annotated[str | None, BeforeValidator(shared_store)] = None
    """Where several machines exchange what they did, each with a warehouse on its own disk: a folder that all mount, or
    s3://bucket/prefix. Not needed on one machine."""
    lease_wait_s: float = Field(default=0, ge=0, allow_inf_nan=False)
    """Seconds that publishing and the like wait while another machine does such work; with 0 they refuse at once."""
    shares: int = Field(default=2, ge=1, le=256)
    """Runs into which the schedule weekly_shares parts a harvest, where several machines share a store."""
    sources: Path = Path("sources.yaml")
    """The register of places where reviews are published."""
    curation: Path = Path("curation.yaml")
    """The corrections that people made."""
    edition: Path | None = None
    """Where the published catalogue goes; by default catalogue.duckdb in the warehouse."""
    contact: _Line | None = None
    """Address or e-mail that tells site owners whom to ask; stands in the User-Agent. Nothing is asked without it."""
    pause_s: float = Field(default=1.0, ge=0, allow_inf_nan=False)
    """Seconds between the end of one request to a host and the start of the next."""
    deadline_s: float = Field(default=60, gt=0, allow_inf_nan=False)
    """Wall-clock seconds that one answer may take, from connecting to its last byte."""
    connect_timeout_s: float = Field(default=10, gt=0, allow_inf_nan=False)
    """Seconds that making a connection may take."""
    max_bytes: int = Field(default=150_000_000, ge=1)
    """Most bytes of one body, decoded."""
    connect_to: Annotated[dict[str, Endpoint], NoDecode, BeforeValidator(hosts)] = Field(default_factory=dict)
    """Like a hosts file with ports: host=ip:port,host2=ip:port; the address asked stays as it is."""
    allow_private: Annotated[tuple[Endpoint, ...], NoDecode, BeforeValidator(endpoints)] = ()
    """The only private addresses that may be contacted: ip:port,ip:port."""
    smtp_host: str | None = None
    """Mail server; without one no mail is sent."""
    smtp_port: int = Field(default=25, ge=1, le=65535)
    """Port of the mail server."""
    smtp_security: Literal["none", "starttls", "tls"] = "starttls"
    """How the connection to the mail server is secured."""
    smtp_user: str | None = None
    """Name to log in to the mail server with."""
    smtp_password: SecretStr | None = None
    """Password to log in to the mail server with; never shown."""
    smtp_from: _Line | None = None
    """Sender of the catalogue's mail."""
    operator: _Line | None = None
    """E-mail address of the person who runs the catalogue."""
    curator: str | None = None
    """Name of the person who decides, for entries of the curation file."""
    secrets: Annotated[dict[str, SecretStr], NoDecode, BeforeValidator(named_secrets)] = Field(default_factory=dict)
    """Secrets of channels as a JSON object, by the names that rows of the register use; never shown."""
    govuk_notify_key: SecretStr | None = None
    """API key of GOV.UK Notify; without one nothing is sent through it; never shown."""
    govuk_notify_template: str | None = None
    """Id of a template of GOV.UK Notify whose subject is ((subject)) and whose body is ((body))."""
    now: Annotated[dt.datetime | None, BeforeValidator(instant)] = None
    """A fixed instant in place of the clock, to reproduce an edition as of then."""
    workers: int = Field(default=2, ge=1, le=64)
    """Processes that read documents."""
    hosts_at_once: int = Field(default=256, ge=1, le=1024)
    """Sources harvested at the same time, each by its own cheap thread that mostly waits for its site."""
    keep_editions: int = Field(default=12, ge=1, le=10_000)
    """Editions that are kept to be reopened and compared, the one in place included."""
    fulltext: bool = False
    """Whether the full text of all documents stands beside the edition, in fulltext.duckdb, for the operator alone. Off
    by default: texts about children are not gathered in one more place unless somebody needs them there."""
    source_budget_s: float = Field(default=1800, gt=0, allow_inf_nan=False)
    """Seconds after which the harvest of one source ends, incomplete, whatever is left of it."""
    site_url: Annotated[str | None, BeforeValidator(public_address)] = None
    """Public address of the website, such as https://reviews.example.org/, for its feeds and site map."""
    canaries: Annotated[tuple[str, ...], NoDecode, BeforeValidator(words)] = (
        "https://www.gov.uk/robots.txt",
        "https://www.nhs.uk/robots.txt",
        "https://www.wikipedia.org/robots.txt",
    )
    """Addresses of well-known sites, three or more, that are asked only where others are silent: are we cut off?"""

    @property
    def raw(self) -> Path:
        """Folder of the store of bytes."""
        return self.warehouse / "raw"

    @property
    def journal_folder(self) -> Path:
        """Folder of the journal."""
        return self.warehouse / "journal"

    @property
    def described(self) -> Path:
        """Folder of what was read from documents; a cache."""
        return self.warehouse / "described"

    @property
    def feeds(self) -> Path:
        """Folder of the Atom feeds."""
        return self.warehouse / "feeds"

    @property
    def site(self) -> Path:
        """Folder of the website."""
        return self.warehouse / "site"

    @property
    def editions(self) -> Path:
        """Folder of the editions that are kept."""
        return self.warehouse / "editions"

    @property
    def exports(self) -> Path:
        """Folder of the edition in other formats."""
        return self.warehouse / "exports"

    @property
    def edition_path(self) -> Path:
        """Where the published catalogue goes."""
        return self.edition or self.warehouse / "catalogue.duckdb"

    @property
    def user_agent(self) -> str:
        """How the catalogue names itself to every site, honestly.

        Raises:
            ConfigurationError: No contact is set, so a site could not tell whom to ask.
        """
        if self.contact is None or not self.contact.strip():
            problem = Problem(file="environment", line=1, key=f"{PREFIX}CONTACT", message=NO_CONTACT)
            raise ConfigurationError((problem,))
        return f"SafeguardingReviewCatalogue/{version('safeguarding-review-catalogue')} (+{self.contact.strip()})"

    def clock(self) -> Clock:
        """Return the clock to use: the fixed instant where one is set, else the machine's.

        Returns:
            A function that gives an aware datetime in UTC.
        """
        if self.now is None:
            return lambda: dt.datetime.now(dt.UTC)
        fixed = self.now
        return lambda: fixed


def load(**given: object) -> Settings:
    """Read the settings from the environment.

    Args:
        given: Values that go before the environment, by field name; None counts as not given.

    Returns:
        The settings, all checked.

    Raises:
        ConfigurationError: A value cannot be used; each problem names the variable, what was found
            and what was expected. The value of a secret is never repeated.
    """
    values = {name: value for name, value in given.items() if value is not None}
    try:
        return Settings(**values)  # type: ignore[arg-type]
    except ValidationError as error:
        raise ConfigurationError(tuple(_problem(detail) for detail in error.errors(include_url=False))) from None


def _is_secret(name: str) -> bool:
    """Whether the value of a setting is never repeated."""
    return name in {"smtp_password", "secrets", "govuk_notify_key"}


def _problem(detail: ErrorDetails) -> Problem:
    """Turn one of pydantic's errors into a message that names the variable."""
    name = str(detail["loc"][0]) if detail["loc"] else "settings"
    message = detail["msg"].removeprefix("Value error, ")
    found = "" if _is_secret(name) or "found" in message else f", found {str(detail['input'])[:80]!r}"
    return Problem(
        file="environment", line=1, key=f"{PREFIX}{name.upper()}", message=message[:1].lower() + message[1:] + found
    )
