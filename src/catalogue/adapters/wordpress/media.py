"""The media library of a site, and the page that WordPress makes for a file of it.

Belongs here: files that no page shows, and the file behind its own page. Does not belong here: pages
(``items.py``).

A file that no page links to is not published by being there: partnerships upload before they publish, and
take a page down before its file. It is left out, and shown so that a person can look.
"""

import html
import re
from typing import Any

from catalogue.adapters.addresses import is_document
from catalogue.adapters.base import Body, Found, not_readable
from catalogue.adapters.wordpress.content import file_name, read_content, words_of
from catalogue.adapters.wordpress.items import next_part
from catalogue.adapters.wordpress.steps import Step, answer_of, text, usable
from catalogue.html import parse
from catalogue.models import Link, Source
from catalogue.vocabulary import IssueKind, Magic

_DOCUMENTS = {Magic.PDF, Magic.DOCX, Magic.PPTX, Magic.OLE}
_UNLINKED = "In the site's media library, and no page that was read links to it; look whether it is published."


def read_media(source: Source, body: Body, step: Step) -> Found:
    """Read one part of a media library, after all pages.

    Args:
        source: The register's row.
        body: What came back.
        step: What was expected.

    Returns:
        Documents whose title or caption says that they are a review's, left out because nothing was said of
        their publication; the next part, until one is empty. The harvest keeps those that no page lists.
    """
    answer = answer_of(body)
    if not isinstance(answer, list):
        return not_readable(body, "a list of media")
    objects, further = next_part(body, step, answer)
    if isinstance(further, Found):
        return further
    whole = all(isinstance(one, dict) for one in answer)
    return Found(
        links=tuple(link for one in objects for link in _orphan(source, one, step)),
        follow=further,
        problem=None if whole else IssueKind.INCOMPLETE,
        message=None if whole else f"Part of what {body.url} answered could not be read.",
        complete=whole,
    )


def _orphan(source: Source, one: dict[str, Any], step: Step) -> tuple[Link, ...]:
    """Return the link to a file of a review, or none for any other file."""
    url = usable(text(one, "source_url"), step.root)
    # A file that belongs to a page shares that page's fate, and the page may ask for a password.
    alone = one.get("post") in {None, 0} and text(one, "status") in {"", "inherit", "publish"}
    if not alone or not url or not is_document(url):
        return ()
    title = words_of(text(one, "title", "rendered")) or file_name(url)
    if " " not in title:
        title = re.sub(r"[-_]+", " ", title)
    page = usable(text(one, "link"), step.root) or url
    found = _reading_of(source, page, "", (title, url), words_of(text(one, "caption", "rendered")))
    return tuple(
        link.model_copy(update={"left_out": _UNLINKED, "stated": link.stated.model_copy(update={"own": None})})
        for link in found.links
        if link.left_out is None
        and link.has_document
        and (link.stated.review_type or (link.stated.pseudonyms and link.stated.role))
    )


def read_attachment(source: Source, body: Body, step: Step) -> Found:
    """Read the page that WordPress makes for a file, or the file itself where it answers with that.

    Args:
        source: The register's row.
        body: What came back.
        step: The words of the link that led here, and the page that it stands on.

    Returns:
        The file with the words of that link, found on the page of that link; a problem where the page holds none.
    """
    files = [body.url] if body.magic in _DOCUMENTS else []
    if body.magic is Magic.HTML:
        page = parse(body.content, body.media_type, body.url)
        anchors = [anchor for block in page.blocks if block.main for anchor in block.anchors]
        files = [anchor.url for anchor in anchors if usable(anchor.url, step.root) and is_document(anchor.url)]
    elif not files:
        return not_readable(body, "the page of a file")
    if not files:
        message = f"{body.url} is linked from {step.page} as the page of a file and shows none; look for the file."
        return Found(problem=IssueKind.DOCUMENT_NOT_DOCUMENT, message=message, complete=False)
    return _reading_of(source, step.page, step.title, (step.name, files[0]), "")


def _reading_of(source: Source, page: str, title: str, link: tuple[str, str], caption: str) -> Found:
    """Read a page that holds nothing but one link and its caption."""
    words, url = (html.escape(part) for part in link)
    return read_content(
        source, page, html.escape(title), f'<p><a href="{url}">{words}</a></p><p>{html.escape(caption)}</p>'
    )
