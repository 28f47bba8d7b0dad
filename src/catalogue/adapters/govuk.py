"""The adapter for GOV.UK: its search interface, then its content interface, as the row's address gives them.

Belongs here: the shapes of those two answers, removal shapes included. Does not belong here: web pages of
GOV.UK, or which organisation is asked for (that is in the row's address).
"""

import datetime as dt
import json
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from catalogue.adapters.base import Adapter, Body, Follow, Found, not_readable
from catalogue.extract import labels
from catalogue.models import Link, PublishedDate, Source, Stated, digest
from catalogue.vocabulary import DateBasis, Precision, ReviewType, Role

VERSION = "1"
_PATHS = ("/government/publications/", "/guidance/", "/government/statistics/", "/government/collections/")
_CONTEXT = 1000


def start(source: Source) -> tuple[Follow, ...]:
    """Return where reading a source starts.

    Args:
        source: The register's row; its addresses are those of searches.

    Returns:
        One search for each of the row's addresses.
    """
    return tuple(Follow(url=url, kind="search") for url in source.urls)


def read(source: Source, body: Body) -> Found:
    """Read one answer of the search or the content interface.

    Args:
        source: The register's row.
        body: What came back.

    Returns:
        For a search: the contents to read next, and its next page. For a content: a link for each attachment,
        with the publication's title, type and first publication; what was withdrawn, gone or moved is left out
        with its reason. An answer of another shape gives a problem.
    """
    try:
        answer = json.loads(body.content)
    except (ValueError, RecursionError):
        return not_readable(body, "an answer in JSON")
    if not isinstance(answer, dict):
        return not_readable(body, "an answer with named parts")
    if body.follow.kind == "search":
        return _read_search(body, answer)
    return _read_content(source, body, answer)


def _read_search(body: Body, answer: dict[str, Any]) -> Found:
    """Read one page of a search."""
    results, total = answer.get("results"), answer.get("total")
    if not isinstance(results, list) or not isinstance(total, int):
        return not_readable(body, "a search answer with results and their total")
    depth = body.follow.depth + 1
    follow: list[Follow] = []
    links: list[Link] = []
    unread = 0
    for result in results:
        path = _text(result, "link")
        if path is None or not path.startswith("/") or path.startswith("//"):
            unread += 1
        elif path.startswith(_PATHS):
            follow.append(
                Follow(url=_at(body.url, "/api/content" + quote(path, safe="/%")), kind="content", depth=depth)
            )
        else:
            links.append(_left_out(body, path, _text(result, "title") or path, "Not a publication page.", len(links)))
    done = _number(answer.get("start")) + len(results)
    if results and done < total:
        follow.append(Follow(url=_with_start(body.url, done), kind="search", depth=body.follow.depth))
    return Found(
        links=tuple(links),
        follow=tuple(follow),
        announced=total > 0,
        says_none=total == 0,
        complete=not unread and (bool(results) or done >= total),
        message=f"{unread} results had no usable address." if unread else None,
    )


def _read_content(source: Source, body: Body, answer: dict[str, Any]) -> Found:
    """Read one publication."""
    schema, base_path = _text(answer, "schema_name"), _text(answer, "base_path")
    details = answer.get("details")
    path = base_path or urlsplit(body.url).path.removeprefix("/api/content")
    if schema in {"gone", "redirect"}:
        return _removed(body, answer, schema, path)
    title = _text(answer, "title")
    if title is None or not isinstance(details, dict):
        return not_readable(body, "a publication with a title and details")
    stated, reason = _stated(source, answer, details, title)
    notice = answer.get("withdrawn_notice")
    if isinstance(notice, dict) and notice:
        on = (_text(notice, "withdrawn_at") or "an unknown day")[:10]
        reason = f"Withdrawn by its publisher on {on}."
    links = [
        _attachment(
            body,
            path,
            attachment,
            stated=stated,
            reason=reason,
            position=position,
            context=_text(answer, "description") or "",
        )
        for position, attachment in enumerate(_attachments(details))
    ]
    if not links:
        page = _left_out(body, path, title, reason or "", 0)
        links = [page.model_copy(update={"left_out": reason, "stated": stated})]
    return Found(links=tuple(links))


def _stated(source: Source, answer: dict[str, Any], details: dict[str, Any], title: str) -> tuple[Stated, str | None]:
    """Return what the interface states about a publication, and why it is left out."""
    description = _text(answer, "description") or ""
    kind = labels.type_in(title, source.nation) or labels.type_in(description, source.nation)
    if kind is None and "briefing" in f"{title} {description}".lower():
        kind = ReviewType.ANALYSIS
    reason = None
    if "annual report" in title.lower():
        reason = "An annual report is not a review."
    elif kind is None:
        reason = "Neither its title nor its description names a review."
    stated = Stated(
        title=title,
        review_type=kind,
        published=_first_published(answer, details),
        pseudonyms=()
        if kind in {ReviewType.NATIONAL_CSPR, ReviewType.ANALYSIS, ReviewType.GUIDANCE}
        else labels.pseudonyms_in(title),
    )
    return stated, reason


def _first_published(answer: dict[str, Any], details: dict[str, Any]) -> PublishedDate | None:
    """Return the earlier of the two first dates; the dates of updates say nothing of publication."""
    found = []
    for text in (_text(details, "first_public_at"), _text(answer, "first_published_at")):
        if text is not None:
            try:
                found.append((dt.datetime.fromisoformat(text).date(), text))
            except ValueError:
                continue
    if not found:
        return None
    value, text = min(found)
    return PublishedDate(value=value, precision=Precision.DAY, basis=DateBasis.REPOSITORY, text=text)


def _attachments(details: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the attachments that have an address."""
    listed = details.get("attachments")
    return [one for one in listed if _text(one, "url")] if isinstance(listed, list) else []


def _attachment(
    body: Body,
    path: str,
    attachment: dict[str, Any],
    *,
    stated: Stated,
    reason: str | None,
    position: int,
    context: str,
) -> Link:
    """Return the link to one attachment."""
    words = _text(attachment, "title") or stated.title or ""
    if reason is None and _text(attachment, "attachment_type") == "external":
        reason = "It points to another body's page."
    role = labels.role_in(words)
    if role is None and stated.review_type in {ReviewType.NATIONAL_CSPR, ReviewType.ANALYSIS} and position == 0:
        role = Role.FULL_REPORT
    return Link(
        url=urljoin(body.url, str(attachment["url"]).strip()),
        text=words,
        context=context[:_CONTEXT],
        heading=stated.title,
        section=None,
        item=digest(_at(body.url, path)),
        found_on=_at(body.url, path),
        position=position,
        left_out=reason,
        stated=stated.model_copy(update={"role": role}),
    )


def _removed(body: Body, answer: dict[str, Any], schema: str, path: str) -> Found:
    """Read the shapes that stand where a publication was removed or moved."""
    details = answer.get("details")
    if schema == "gone":
        why = _text(details, "explanation") if isinstance(details, dict) else None
        reason = f"Gone from GOV.UK: {why}" if why else "Gone from GOV.UK without an explanation."
        return Found(links=(_left_out(body, path, _text(answer, "title") or path, reason, 0),))
    redirects = answer.get("redirects")
    first = redirects[0] if isinstance(redirects, list) and redirects else None
    to = _text(first, "destination")
    reason = f"Moved to {to}." if to else "Moved, without saying where."
    follow: tuple[Follow, ...] = ()
    if to and to.startswith(_PATHS):
        follow = (Follow(url=_at(body.url, "/api/content" + to), kind="content", depth=body.follow.depth + 1),)
    return Found(links=(_left_out(body, path, path, reason, 0),), follow=follow)


def _left_out(body: Body, path: str, title: str, reason: str, position: int) -> Link:
    """Return a link to a page of the site that is not taken."""
    url = _at(body.url, path)
    return Link(
        url=url,
        text=title,
        context="",
        heading=title,
        section=None,
        item=digest(url),
        found_on=url,
        position=position,
        has_document=False,
        left_out=reason,
        stated=Stated(title=title),
    )


def _text(where: object, key: str) -> str | None:
    """Return a text of a JSON object, or None where there is none."""
    value = where.get(key) if isinstance(where, dict) else None
    return value.strip() if isinstance(value, str) and value.strip() else None


def _number(value: object) -> int:
    """Return a count from JSON, 0 where it is none."""
    return value if isinstance(value, int) and value >= 0 else 0


def _at(url: str, path: str) -> str:
    """Return a path on the host of an address, without query."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def _with_start(url: str, start_at: int) -> str:
    """Return a search's address for results from the given number."""
    parts = urlsplit(url)
    query = [(key, value) for key, value in parse_qsl(parts.query) if key != "start"]
    return urlunsplit(parts._replace(query=urlencode([*query, ("start", str(start_at))])))


ADAPTER = Adapter("govuk", VERSION, start, read)
