"""Who is told what, and by which way.

Belongs here: a publisher's channels from its rows, and the operator's. Does not belong here: sending.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from catalogue.models import Source
from catalogue.vocabulary import Audience, ChannelKind, SourceStatus

_SECRET_ADDRESS = frozenset({ChannelKind.SLACK, ChannelKind.TEAMS})


@dataclass(frozen=True)
class Receiver:
    """One place that is told something."""

    audience: Audience
    kind: ChannelKind
    to: str
    """Address; empty where it is a secret that is not set."""
    key: str
    """Key of the channel in the journal; it holds no address."""
    secret: str | None = None
    """Key that it is signed with."""

    @property
    def has_secret_address(self) -> bool:
        """Whether whoever knows its address may post to it."""
        return self.kind in _SECRET_ADDRESS


class Directory:
    """All places that are told something."""

    def __init__(self, sources: Iterable[Source], operator: str | None, secrets: Mapping[str, str]) -> None:
        """Read the register.

        Args:
            sources: The register; active rows go before others.
            operator: E-mail address of the person who runs the catalogue.
            secrets: Secrets by the names that rows use.
        """
        self._rows: dict[str, list[Source]] = {}
        for source in sorted(sources, key=lambda source: (source.status is not SourceStatus.ACTIVE, source.id)):
            self._rows.setdefault(source.publisher_id, []).append(source)
        self._secrets = secrets
        self.operator = _by_mail(Audience.OPERATOR, operator) if operator else None
        """The operator; null where none is set."""

    def name(self, publisher_id: str) -> str:
        """Return the name of a publisher; its key where no row has it."""
        rows = self._rows.get(publisher_id)
        return rows[0].publisher if rows else publisher_id

    def partnership(self, publisher_id: str, refused: Collection[str]) -> tuple[Receiver, ...]:
        """Return the channels of a publisher that may be used.

        Args:
            publisher_id: The publisher.
            refused: Keys of channels that refuse.

        Returns:
            The first row's contact that there is, and the channels of all rows, each once; the operator where none
            is left; nothing where there is no operator either.
        """
        usable = [one for one in self.channels(publisher_id) if one.key not in refused]
        return tuple(usable) or ((self.operator,) if self.operator else ())

    def channels(self, publisher_id: str) -> tuple[Receiver, ...]:
        """Return all channels of a publisher as its rows have them, each once."""
        rows = self._rows.get(publisher_id, ())
        contact = next((row.contact for row in rows if row.contact), None)
        found = [_by_mail(Audience.PARTNERSHIP, contact)] if contact else []
        for row in rows:
            for channel in row.channels:
                secret = self._secrets.get(channel.secret or "")
                hidden = channel.kind in _SECRET_ADDRESS
                found.append(
                    Receiver(
                        audience=Audience.PARTNERSHIP,
                        kind=channel.kind,
                        to=(secret if hidden else channel.to) or "",
                        key=_key(channel.kind, (channel.secret if hidden else channel.to) or ""),
                        secret=None if hidden else secret,
                    )
                )
        return tuple({one.key: one for one in reversed(found)}.values())[::-1]

    def second(self, publisher_id: str, refused: Collection[str]) -> Receiver | None:
        """Return a publisher's second contact, unless there is none, it refuses, or it is told already."""
        address = next((row.second_contact for row in self._rows.get(publisher_id, ()) if row.second_contact), None)
        if address is None:
            return None
        one = _by_mail(Audience.SECOND_CONTACT, address)
        return None if one.key in refused or one.key in {c.key for c in self.channels(publisher_id)} else one

    def owner(self, key: str) -> str | None:
        """Return the publisher that a channel belongs to; null where it belongs to none any more."""
        for publisher_id in sorted(self._rows):
            second = self.second(publisher_id, ())
            mine = {one.key for one in self.channels(publisher_id)} | ({second.key} if second else set())
            if key in mine:
                return publisher_id
        return None


def _by_mail(audience: Audience, address: str) -> Receiver:
    """Return somebody who is told by e-mail."""
    return Receiver(audience, ChannelKind.EMAIL, address, _key(ChannelKind.EMAIL, address.lower()))


def _key(kind: ChannelKind, address: str) -> str:
    """Return the key of a channel."""
    return f"{kind.value}-{hashlib.sha256(address.encode()).hexdigest()[:12]}"
