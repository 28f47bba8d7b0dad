"""The government's publishing site in small: search interface, content interface, pages, assets.

Belongs here: answers in the shapes of the public interfaces, refusals of unknown parameters included.
Does not belong here: the wording of reports (``national_reports.py``).
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl

from tests.world import layout
from tests.world.publications import PUBLICATIONS, PUBLISHED, Publication
from tests.world.resources import Handler, Resource, Site, as_json, html, pdf, robots, sitemap

HOST = "govuk.test"
ASSETS_HOST = "assets.govuk.test"
PANEL = "child-safeguarding-practice-review-panel"

FIELDS = (
    "title",
    "link",
    "description",
    "public_timestamp",
    "first_published_at",
    "content_store_document_type",
    "is_withdrawn",
)
PARAMETERS = ("q", "filter_organisations", "filter_content_store_document_type", "count", "start", "order", "fields")
MOST = 1500


GONE_PATH = f"{PUBLICATIONS}/panel-terms-of-reference-2018"
MOVED_PATH = f"{PUBLICATIONS}/rapid-review-guidance"


def build() -> dict[str, Site]:
    """Return the site itself and the host of its files."""
    site: Site = {
        "/": html(layout.home(HOST, "Services and information.", ())),
        "/robots.txt": robots(HOST, disallow=("/search/all*", "/*/print$")),
        "/sitemap.xml": sitemap(HOST, {item.path: dt.date.fromisoformat(item.first[:10]) for item in PUBLISHED}),
        "/api/search.json": search,
        f"/api/content{GONE_PATH}": gone(GONE_PATH, "<p>Published in error.</p>"),
        f"/api/content{MOVED_PATH}": moved(MOVED_PATH, PUBLISHED[1].path),
        GONE_PATH: Resource(
            layout.page(HOST, "Gone", "<h1>The page you are looking for is no longer here</h1>").encode(), status=410
        ),
        MOVED_PATH: Resource(b"", status=301, headers={"Location": f"http://{HOST}{PUBLISHED[1].path}"}),
        f"/government/organisations/{PANEL}": html(layout.page(HOST, "The Panel", _organisation())),
    }
    assets: Site = {
        "/": html(layout.home(ASSETS_HOST, "Files.", ())),
        "/robots.txt": robots(ASSETS_HOST, sitemap=False),
    }
    for item in PUBLISHED:
        site[f"/api/content{item.path}"] = as_json(_content(item))
        site[item.path] = html(layout.page(HOST, item.title, _publication_page(item)), _when(item.changed))
        if item.file and item.make:
            assets[item.file.removeprefix(f"http://{ASSETS_HOST}")] = pdf(item.make(), _when(item.first))
    return {HOST: site, ASSETS_HOST: assets}


def search(query: str) -> Resource:
    """Answer the search interface.

    Args:
        query: The query string.

    Returns:
        200 with ``results``, ``total`` and ``start``; 422 where a parameter is unknown or out of range.
    """
    return _answer(query, PUBLISHED)


def searching(published: Sequence[Publication], *, cap: int | None = None) -> Handler:
    """Return a search over other publications than the world's own.

    Args:
        published: What it finds.
        cap: How many results it gives in all, although its total counts every one; None for all.

    Returns:
        What answers the search interface.
    """
    return lambda query: _answer(query, published, cap)


def content(item: Publication, **more: Any) -> Resource:
    """Return what the content interface says of a publication, with parts of it set to something else."""
    return as_json(_content(item) | more)


def gone(path: str, explanation: str | None, alternative: str | None = None) -> Resource:
    """Return what stands in the content interface for a publication that was removed: a status where nothing is said."""
    details = {"explanation": explanation, "alternative_path": alternative}
    answer = {"base_path": path, "schema_name": "gone", "document_type": "gone", "details": details}
    return as_json(answer, status=200 if explanation or alternative else 410)


def moved(path: str, to: str) -> Resource:
    """Return what stands in the content interface for a publication that moved."""
    redirects = [{"path": path, "type": "exact", "destination": to}]
    return as_json({"base_path": path, "schema_name": "redirect", "document_type": "redirect", "redirects": redirects})


def _answer(query: str, published: Sequence[Publication], cap: int | None = None) -> Resource:
    """Answer a search over publications."""
    given = parse_qsl(query, keep_blank_values=True)
    asked = dict(given)
    fault = _refusal(asked)
    if fault:
        return as_json({"error": fault}, status=422)
    organisations = {value for name, value in given if name == "filter_organisations"}
    kinds = {value for name, value in given if name == "filter_content_store_document_type"}
    items = [
        item
        for item in published
        if (not organisations or PANEL in organisations) and (not kinds or item.kind in kinds)
    ]
    order = asked.get("order", "-public_timestamp")
    items.sort(key=lambda item: item.title if "title" in order else item.changed, reverse=order.startswith("-"))
    start, count = int(asked.get("start", "0")), int(asked.get("count", "10"))
    fields = asked["fields"].split(",") if asked.get("fields") else list(FIELDS)
    results = [_result(item, fields) for item in items[:cap][start : start + count]]
    return as_json({"results": results, "total": len(items), "start": start, "aggregates": {}, "suggested_queries": []})


def _refusal(asked: dict[str, str]) -> str | None:
    """Return why a search is refused, or None."""
    unknown = sorted(set(asked) - set(PARAMETERS))
    if unknown:
        return "Unexpected parameters: " + ", ".join(unknown)
    for name in ("count", "start"):
        if not asked.get(name, "0").isdecimal():
            return f'Invalid value "{asked[name]}" for parameter "{name}" (expected positive integer)'
    if int(asked.get("count", "0")) > MOST:
        return f"Maximum result set size (as specified in 'count') is {MOST}"
    if asked.get("order", "title").removeprefix("-") not in ("public_timestamp", "title"):
        return f'"{asked["order"]}" is not a valid sort field'
    bad = sorted(set(asked["fields"].split(",")) - set(FIELDS)) if asked.get("fields") else []
    return "Some requested fields are not valid return fields: " + ", ".join(bad) if bad else None


def _result(item: Publication, fields: list[str]) -> dict[str, Any]:
    """Return one search result with the fields asked for and those that always come."""
    every = {
        "title": item.title,
        "link": item.path,
        "description": item.description,
        "public_timestamp": item.changed,
        "first_published_at": item.first,
        "content_store_document_type": item.kind,
        "is_withdrawn": item.withdrawn is not None,
    }
    return {name: every[name] for name in fields} | {"index": "government", "es_score": None, "_id": item.path}


def _content(item: Publication) -> dict[str, Any]:
    """Return the content item of one publication."""
    attachments = []
    if item.file and item.make:
        attachments.append(
            {
                "accessible": False,
                "attachment_type": "file",
                "content_type": "application/pdf",
                "file_size": len(item.make()),
                "filename": item.file.rpartition("/")[2],
                "id": "1",
                "number_of_pages": item.pages,
                "title": item.file_title,
                "url": item.file,
            }
        )
    content: dict[str, Any] = {
        "base_path": item.path,
        "content_id": f"00000000-0000-4000-8000-{_number(item.path):012d}",
        "document_type": item.kind,
        "schema_name": "publication",
        "locale": "en",
        "title": item.title,
        "description": item.description,
        "first_published_at": item.first,
        "public_updated_at": item.changed,
        "updated_at": item.republished,
        "withdrawn_notice": {},
        "details": {
            "attachments": attachments,
            "body": f'<div class="govspeak"><p>{item.description}</p></div>',
            "first_public_at": item.first,
            "political": False,
        },
        "links": {"organisations": [{"title": "Child Safeguarding Practice Review Panel", "locale": "en"}]},
    }
    if item.withdrawn:
        content["withdrawn_notice"] = {
            "explanation": "<p>This guidance is no longer current.</p>",
            "withdrawn_at": item.withdrawn,
        }
    return content


def _number(text: str) -> int:
    """Return a small number that is the same for the same text in every process."""
    return sum((at + 1) * ord(letter) for at, letter in enumerate(text))


def _publication_page(item: Publication) -> str:
    """Return the page that people see."""
    published = _when(item.first).strftime("%-d %B %Y")
    lines = [
        f"<h1>{item.title}</h1>",
        f'<p class="lead">{item.description}</p>',
        "<dl><dt>From:</dt><dd>"
        f'<a href="/government/organisations/{PANEL}">Child Safeguarding Practice Review Panel</a></dd>',
        f"<dt>Published</dt><dd>{published}</dd></dl>",
    ]
    if item.withdrawn:
        lines.append("<p><strong>This publication was withdrawn on 1 October 2020.</strong></p>")
    if item.file:
        lines.append("<h2>Documents</h2>")
        lines.append(f'<h3><a href="{item.file}">{item.file_title}</a></h3><p>PDF, {item.pages} pages</p>')
    lines.append(f"<h2>Details</h2><p>{item.description}</p><h2>Updates to this page</h2><p>Published {published}</p>")
    return "\n".join(lines)


def _organisation() -> str:
    """Return the Panel's own page."""
    items = "".join(f'<li><a href="{item.path}">{item.title}</a></li>' for item in PUBLISHED if not item.withdrawn)
    return f"<h1>Child Safeguarding Practice Review Panel</h1><h2>Latest from the Panel</h2><ul>{items}</ul>"


def _when(stamp: str) -> dt.datetime:
    """Return the instant of an interface's time stamp."""
    return dt.datetime.fromisoformat(stamp.replace("Z", "+00:00"))
