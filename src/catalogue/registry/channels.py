"""Whom a row tells, and by which ways.

Belongs here: what is wrong with a row's contacts and channels. Does not belong here: the rest of a row (``reading``),
or sending anything.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from catalogue.models import Channel, Problem, Source
from catalogue.vocabulary import ChannelKind
from catalogue.yamlrows import Row

_MAIL = frozenset({ChannelKind.EMAIL, ChannelKind.GOVUK_NOTIFY})
_CHAT = frozenset({ChannelKind.SLACK, ChannelKind.TEAMS})


def contact_problems(row: Row, source: Source) -> Iterator[Problem]:
    """Give what is wrong with whom a row tells.

    Args:
        row: The row as written.
        source: The row as read.

    Yields:
        A problem for each contact that is no e-mail address and each channel that leads nowhere, or that has its
        secret in the register.
    """
    for name in ("contact", "second_contact"):
        address = getattr(source, name)
        if address is not None and not _is_mail_address(address):
            yield row.problem(f"expected an e-mail address, found {address[:80]!r}", name)
    for index, channel in enumerate(source.channels):
        for message in _wrong(channel):
            yield row.problem(message, "channels", index)


def _wrong(channel: Channel) -> Iterator[str]:
    """Say what is wrong with a channel."""
    if channel.kind in _MAIL:
        if channel.to is None or not _is_mail_address(channel.to):
            yield f"expected an e-mail address as `to` of {channel.kind}, found {(channel.to or '')[:80]!r}"
        if channel.secret is not None:
            yield f"means nothing for {channel.kind}: `secret`"
        return
    if channel.secret is None:
        yield f"`secret` is missing: the name under which CATALOGUE_SECRETS holds the secret of this {channel.kind}"
    if channel.kind in _CHAT and channel.to is not None:
        yield f"expected no `to` for {channel.kind}; its address is a secret and stands in CATALOGUE_SECRETS"
    if channel.kind is ChannelKind.WEBHOOK and not _is_secure_address(channel.to or ""):
        yield f"expected an https address without a name or password as `to`, found {(channel.to or '')[:80]!r}"


def _is_secure_address(url: str) -> bool:
    """Whether a text is an https address with a host and without a name or password in it."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme == "https" and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return usable and "@" not in parts.netloc and url.isprintable() and " " not in url


def _is_mail_address(text: str) -> bool:
    """Whether a text can be one e-mail address."""
    name, at, host = text.partition("@")
    return bool(name and at and "." in host and "@" not in host and text.isascii() and text.isprintable()) and not (
        set(text) & set(" ,;<>\"'")
    )
