"""The content interface: one publication and its attachments, or a collection of publications.

Belongs here: what is taken of a content and what is left out, with its reason. Does not belong here: the
shapes of removals (``removals``), or how a text is typed (``extract.labels``).
"""

from typing import Any
from urllib.parse import urlsplit

from catalogue.adapters.addresses import is_picture
from catalogue.adapters.base import Body, Follow, Found, not_readable
from catalogue.adapters.govuk import removals
from catalogue.adapters.govuk.pieces import IN_COLLECTION, KIND, MOST, left_out
from catalogue.adapters.govuk.values import (
    api_url,
    at,
    count_of,
    day_of,
    is_publication,
    list_of,
    page_path,
    text_of,
    web_address,
)
from catalogue.extract import labels
from catalogue.html import parse
from catalogue.models import Link, PublishedDate, Source, Stated, digest
from catalogue.vocabulary import DateBasis, IssueKind, Precision, ReviewType, Role

_READ = frozenset({"publication", "detailed_guide", "specialist_document"})
_MARKUP = 200_000


def read(source: Source, body: Body, answer: dict[str, Any]) -> Found:
    """Read one content.

    Args:
        source: The register's row.
        body: What came back.
        answer: The same as JSON.

    Returns:
        Links with what the interface states; what is left out has its reason, a kind of content that is not
        read among them. A content without a title gives a problem.
    """
    schema = text_of(answer, "schema_name")
    path = text_of(answer, "base_path") or ""
    path = path if path.startswith("/") and not path.startswith("//") else page_path(body.url)
    if schema in {"gone", "redirect"}:
        return removals.gone(body.url, path, answer) if schema == "gone" else removals.moved(body, path, answer)
    title = text_of(answer, "title")
    if title is None or not isinstance(answer.get("details"), dict):
        return not_readable(body, "a publication with a title and details")
    if original := _original(answer, path):
        return _one_left_out(body, path, title, f"A translation of {original}.")
    if schema in _READ:
        return _publication(source, body, path, answer)
    if reader := {"document_collection": _collection, "html_publication": _part}.get(schema or ""):
        return reader(body, path, title, answer)
    return _one_left_out(body, path, title, f"GOV.UK calls it {schema or 'nothing'}, a kind that is not read.")


def _one_left_out(body: Body, path: str, title: str, reason: str, follow: tuple[Follow, ...] = ()) -> Found:
    """Return a content that is left out."""
    return Found(links=(left_out(at(body.url, path), title, reason, 0),), follow=follow)


def _original(answer: dict[str, Any], path: str) -> str | None:
    """Return the path of the English page that a content translates; None where it is no translation."""
    locale = text_of(answer, "locale") or "en"
    if locale == "en" or not path.endswith(f".{locale}"):
        return None
    links = answer.get("links")
    for one in list_of(links, "available_translations")[:MOST]:
        if text_of(one, "locale") == "en":
            return text_of(one, "base_path") or path.removesuffix(f".{locale}")
    return None


def _collection(body: Body, path: str, title: str, answer: dict[str, Any]) -> Found:
    """Read a collection: its publications are read one by one, a collection inside a collection is not."""
    if body.follow.kind == IN_COLLECTION:
        return _one_left_out(body, path, title, "A collection inside a collection is not followed.")
    documents = list_of(answer.get("links"), "documents")
    follow = [
        Follow(url=api_url(body.url, inner), kind=IN_COLLECTION, depth=body.follow.depth + 1)
        for one in documents[:MOST]
        if (inner := text_of(one, "base_path")) and is_publication(inner)
    ]
    found = _one_left_out(body, path, title, "A collection: its publications are read one by one.", tuple(follow))
    if len(documents) <= MOST:
        return found
    message = f"The collection {path} has {len(documents)} documents, of which {MOST} were read."
    return found.model_copy(update={"complete": False, "problem": IssueKind.INCOMPLETE, "message": message})


def _part(body: Body, path: str, title: str, answer: dict[str, Any]) -> Found:
    """Read a page that is an attachment of a publication: the publication is what is read."""
    parents = (text_of(one, "base_path") for one in list_of(answer.get("links"), "parent")[:MOST])
    parent = next((one for one in parents if one and is_publication(one)), None)
    reason = (
        f"A part of {parent}, which is read itself." if parent else "A part of a publication that it does not name."
    )
    follow = (Follow(url=api_url(body.url, parent), kind=KIND, depth=body.follow.depth + 1),) if parent else ()
    return _one_left_out(body, path, title, reason, follow)


def _publication(source: Source, body: Body, path: str, answer: dict[str, Any]) -> Found:
    """Read one publication: its attachments, or where it has none its own page."""
    details = answer["details"]
    stated, reason = _stated(source, answer, details)
    removal = removals.withdrawal(answer)
    listed = _attachments(body, details)
    base = Link(
        url=at(body.url, path),
        text=stated.title or path,
        context=text_of(answer, "description") or "",
        heading=stated.title,
        section=None,
        item=digest(at(body.url, path)),
        found_on=at(body.url, path),
        position=0,
        left_out=reason,
        stated=stated,
        removal=removal,
    )
    if not listed:
        # The page is the document, so it is found where the interface tells of it.
        return Found(links=(base.model_copy(update={"found_on": api_url(body.url, path)}),))
    first = text_of(listed[0], "title")
    links = (
        _attachment(base, one, position, is_main=position == 0 or text_of(one, "title") == first)
        for position, one in enumerate(listed[:MOST])
    )
    if len(listed) <= MOST:
        return Found(links=tuple(links))
    message = f"{path} has {len(listed)} attachments, of which {MOST} were read."
    return Found(links=tuple(links), complete=False, problem=IssueKind.INCOMPLETE, message=message)


def _stated(source: Source, answer: dict[str, Any], details: dict[str, Any]) -> tuple[Stated, str | None]:
    """Return what the interface states about a publication, and why it is left out."""
    title, description = text_of(answer, "title") or "", text_of(answer, "description") or ""
    kind = labels.type_in(title, source.nation) or labels.type_in(description, source.nation)
    if kind is None and "briefing" in f"{title} {description}".lower():
        kind = ReviewType.ANALYSIS
    reason = None
    if "annual report" in title.lower():
        reason = "An annual report is not a review."
    elif kind is None:
        reason = "Neither its title nor its description names a review."
    several = kind in {ReviewType.NATIONAL_CSPR, ReviewType.ANALYSIS, ReviewType.GUIDANCE}
    stated = Stated(
        title=title,
        review_type=kind,
        published=_first_published(answer, details),
        pseudonyms=() if several else labels.pseudonyms_in(title),
    )
    return stated, reason


def _first_published(answer: dict[str, Any], details: dict[str, Any]) -> PublishedDate | None:
    """Return the earlier of the two first dates; the dates of updates say nothing of publication."""
    days = [day_of(details, "first_public_at"), day_of(answer, "first_published_at")]
    found = [day for day in days if day is not None]
    if not found:
        return None
    value, text = min(found)
    return PublishedDate(value=value, precision=Precision.DAY, basis=DateBasis.REPOSITORY, text=text)


def _attachments(body: Body, details: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the attachments that have an address: as the interface gives them, or as it gave them before 2019."""
    listed = [one for one in list_of(details, "attachments") if isinstance(one, dict)]
    usable = [one | {"url": url} for one in listed if (url := web_address(body.url, text_of(one, "url")))]
    if usable:
        return usable
    snippets = [one for one in list_of(details, "documents")[:MOST] if isinstance(one, str)]
    markup = "".join(snippets)[:_MARKUP].encode("utf-8", "replace")
    anchors = {
        anchor.url: anchor.text
        for block in parse(b"<body>" + markup, "text/html; charset=utf-8", body.url).blocks
        for anchor in block.anchors
        if anchor.text and web_address(body.url, anchor.url)
    }
    return [{"url": url, "title": words} for url, words in anchors.items()]


def _attachment(base: Link, attachment: dict[str, Any], position: int, *, is_main: bool) -> Link:
    """Return the link to one attachment."""
    words = text_of(attachment, "title") or base.text
    url, reason = str(attachment["url"]), base.left_out
    if reason is None and text_of(attachment, "attachment_type") == "external":
        reason = "It points to another body's page."
    elif reason is None and (is_picture(url) or urlsplit(url).path.lower().endswith(".ods")):
        reason = "A picture or a table of figures, not a text."
    role = labels.role_in(words)
    if role is None and is_main and base.stated.review_type in {ReviewType.NATIONAL_CSPR, ReviewType.ANALYSIS}:
        role = Role.FULL_REPORT
    more = {
        "role": role,
        "size": count_of(attachment.get("file_size")),
        "pages": count_of(attachment.get("number_of_pages")),
    }
    return base.model_copy(
        update={
            "url": url,
            "text": words,
            "position": position,
            "left_out": reason,
            "stated": base.stated.model_copy(update=more),
        }
    )
