"""What stands in the content interface where a publication was withdrawn, removed or moved.

Belongs here: the three removal shapes as the publisher's own word. Does not belong here: what follows for
availability, which is never decided from one answer.
"""

from typing import Any
from urllib.parse import unquote, urlsplit

from catalogue.adapters.base import Body, Follow, Found
from catalogue.adapters.govuk.pieces import KIND, MOST, left_out
from catalogue.adapters.govuk.values import api_url, at, day_of, is_publication, list_of, text_of, web_address, words_of
from catalogue.models import Removal
from catalogue.vocabulary import Precision, RemovalKind


def withdrawal(answer: dict[str, Any]) -> Removal | None:
    """Return the withdrawal that a publication states; None where it states none.

    Args:
        answer: The content, as JSON.

    Returns:
        The withdrawal with the day (UK time) and the explanation as far as they are stated.
    """
    notice = answer.get("withdrawn_notice")
    if not isinstance(notice, dict) or not notice:
        return None
    day = day_of(notice, "withdrawn_at")
    return Removal(
        kind=RemovalKind.WITHDRAWN,
        at=day[0] if day else None,
        precision=Precision.DAY if day else None,
        explanation=words_of(notice, "explanation"),
    )


def gone(url: str, path: str, answer: dict[str, Any]) -> Found:
    """Read the shape of a publication that was removed.

    Args:
        url: Address that was asked.
        path: Path of the publication's page.
        answer: The content, as JSON; empty where only a status says that it is gone.

    Returns:
        The page, left out, with its removal: the explanation and the place offered instead, where stated.
    """
    details = answer.get("details")
    removal = Removal(
        kind=RemovalKind.GONE,
        explanation=words_of(details, "explanation"),
        to=web_address(url, text_of(details, "alternative_path")),
    )
    link = left_out(at(url, path), text_of(answer, "title") or path, removal.sentence, 0)
    return Found(links=(link.model_copy(update={"removal": removal}),))


def moved(body: Body, path: str, answer: dict[str, Any]) -> Found:
    """Read the shape of a publication that was moved, and follow it.

    Args:
        body: What came back.
        path: Path of the old page.
        answer: The content, as JSON.

    Returns:
        The old page, left out, with where it moved; the content there is to be read next, where it is a
        publication of the same site.
    """
    places = [one for one in list_of(answer, "redirects")[:MOST] if text_of(one, "destination")]
    exact = [one for one in places if text_of(one, "path") == path]
    to = web_address(body.url, text_of((exact or places or [None])[0], "destination"))
    removal = Removal(kind=RemovalKind.MOVED, to=to)
    link = left_out(at(body.url, path), path, removal.sentence, 0)
    follow: tuple[Follow, ...] = ()
    if to and urlsplit(to).netloc == urlsplit(body.url).netloc and is_publication(unquote(urlsplit(to).path)):
        url = api_url(body.url, unquote(urlsplit(to).path))
        follow = (Follow(url=url, kind=KIND, depth=body.follow.depth + 1),)
    return Found(links=(link.model_copy(update={"removal": removal}),), follow=follow)
