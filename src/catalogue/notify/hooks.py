"""Channels that are one POST of JSON: signed webhooks, Slack and Microsoft Teams.

Belongs here: what is posted, its signature, and what an answer means. Does not belong here: the connection; whoever
posts for us judges each address first and follows no redirect (`catalogue.fetch`).

Apprise, which knows many such services, is not used: it sends through its own HTTP calls, which cannot be led through
the guard against private addresses, and two of its hundred services are wanted.

What a person wrote is never markup: Slack gets plain-text blocks and an escaped summary, Teams plain text runs.
"""

import datetime as dt
import hashlib
import hmac
import html
import json
from collections.abc import Callable, Mapping
from typing import Protocol

from catalogue.notify.letter import Delivery, Letter, accepted, failed
from catalogue.vocabulary import ChannelKind

SIGNATURE = "Signature-SHA256"
"""Header with the HMAC-SHA256, in hex, of the time below, a full stop and the body."""
SIGNED_AT = "Signature-Timestamp"
"""Header with the time of signing, seconds since 1970, so that an old message cannot be played again."""

_GONE = frozenset({404, 410})
_BLOCK = 2900  # Slack refuses a block of more than 3,000 characters
_MOST_BLOCKS = 45


class Poster(Protocol):
    """What these channels need of the HTTP client."""

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> tuple[int | None, str]:
        """Post a body and return the status, or null and why none came; redirects are not followed."""
        ...


class Webhook:
    """Posts signed JSON."""

    def __init__(self, poster: Poster, clock: Callable[[], dt.datetime]) -> None:
        """Keep what it posts with.

        Args:
            poster: The HTTP client.
            clock: Time of the signature.
        """
        self._poster, self._clock = poster, clock

    def send(self, letter: Letter) -> Delivery:
        """Post one letter.

        Args:
            letter: The letter; its secret signs it, and one without is not sent.

        Returns:
            Accepted where the answer is 2xx; 410 refuses for good, as the web's own word for it.
        """
        if not letter.secret:
            return failed(ChannelKind.WEBHOOK, "The signing key is not among the secrets; nothing was sent.")
        body = json.dumps(payload(letter), ensure_ascii=False, sort_keys=True).encode()
        at = str(int(self._clock().timestamp()))
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": letter.key,
            SIGNED_AT: at,
            SIGNATURE: signature(letter.secret, at, body),
        }
        return _sent(ChannelKind.WEBHOOK, self._poster, letter.to, body, headers, for_good=frozenset({410}))


class Chat:
    """Posts to a Slack channel or a Microsoft Teams channel."""

    def __init__(self, kind: ChannelKind, poster: Poster) -> None:
        """Keep what it posts with.

        Args:
            kind: Slack or Teams.
            poster: The HTTP client.
        """
        self._kind, self._poster = kind, poster

    def send(self, letter: Letter) -> Delivery:
        """Post one letter.

        Args:
            letter: The letter; its address is the secret one of the channel.

        Returns:
            Accepted where the answer is 2xx; a channel that is no longer there refuses for good.
        """
        card = as_slack(letter) if self._kind is ChannelKind.SLACK else as_teams(letter)
        body = json.dumps(card, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json"}
        return _sent(self._kind, self._poster, letter.to, body, headers, for_good=_GONE)


def payload(letter: Letter) -> dict[str, object]:
    """Return what a webhook is told.

    Args:
        letter: The letter.

    Returns:
        A mapping of JSON values; the id is the same however often it is sent.
    """
    return {
        "id": letter.key,
        "kind": letter.kind,
        "publisher_id": letter.publisher_id,
        "subject": letter.subject,
        "text": letter.text,
        "alerts": [{"alert_id": one.alert_id, "about": one.about.value} for one in letter.tells],
    }


def signature(secret: str, at: str, body: bytes) -> str:
    """Return the signature of a webhook.

    Args:
        secret: The key that both sides know.
        at: The time header.
        body: The body as sent.

    Returns:
        HMAC-SHA256 in hex.
    """
    return hmac.new(secret.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()


def as_slack(letter: Letter) -> dict[str, object]:
    """Return a letter as Slack takes it.

    Args:
        letter: The letter.

    Returns:
        Plain-text blocks, in which nothing is a mention or a link command; the summary for notifications is escaped.
    """
    pieces = [letter.text[start : start + _BLOCK] for start in range(0, len(letter.text), _BLOCK)][:_MOST_BLOCKS]
    blocks = [{"type": "section", "text": {"type": "plain_text", "text": piece, "emoji": False}} for piece in pieces]
    return {"text": html.escape(letter.subject, quote=False), "mrkdwn": False, "link_names": False, "blocks": blocks}


def as_teams(letter: Letter) -> dict[str, object]:
    """Return a letter as Microsoft Teams takes it.

    Args:
        letter: The letter.

    Returns:
        A card whose text is plain runs, in which nothing is Markdown.
    """
    parts = letter.text.strip().split("\n\n")
    texts = [
        {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": part}]} for part in (letter.subject, *parts)
    ]
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": texts,
    }
    return {
        "type": "message",
        "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": card}],
    }


def _sent(
    kind: ChannelKind,
    poster: Poster,
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    for_good: frozenset[int],
) -> Delivery:
    """Post, and say what the answer means."""
    status, said = poster.post(url, body, headers)
    if status is None:
        return failed(kind, said)
    if 200 <= status <= 299:
        return accepted(kind, f"Accepted with status {status}.")
    if 300 <= status <= 399:
        return failed(kind, f"Answered with a redirect ({status}), which is not followed.")
    return failed(kind, f"Answered with status {status}.", permanent=status in for_good)
