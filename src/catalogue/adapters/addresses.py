"""What an address alone says: whether it leads to a document, and whose site it is on.

Belongs here: file endings, download paths and hosts. Does not belong here: the words of a link.
"""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

_DOCUMENT = re.compile(r"\.(pdf|docx?|pptx?|rtf|odt|odp|ppsx?)$", re.IGNORECASE)
_DOWNLOAD = re.compile(
    r"/downloads?/(?:downloads?/)?(?:id/)?\d+|/(?:downloads?|documents?)/(?:file|id|\d+)|/download/?$|/wp-json/download"
    r"|/file/\d+/download|/documents/s\d+|[?&](?:download|wpdmdl|attachment_id|documentid|docid|fileid|file)=",
    re.IGNORECASE,
)
# Stores of files, whose addresses have no endings.
_STORE = re.compile(
    r"^(?:drive\.google\.com/file/d/|docs\.google\.com/(?:document|presentation|file)/d/|[\w-]+\.sharepoint\.com/:[bwp]:/"
    r"|1drv\.ms/|(?:www\.)?dropbox\.com/(?:s|scl)/)",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\.(png|jpe?g|gif|svg|webp|ico|css|js|ics|zip|mp3|mp4|mov|xlsx?|csv)$", re.IGNORECASE)
_VIDEO = re.compile(r"(^|\.)(youtube\.com|youtu\.be|vimeo\.com)$", re.IGNORECASE)
_GOVUK_PUBLICATION = re.compile(r"^/government/publications/[^/]+/?$")
_TRACKING = re.compile(r"^(utm_\w+|fbclid|gclid|highlight|contrast|print|switchstyle)$", re.IGNORECASE)


@lru_cache(maxsize=8192)
def is_document(url: str) -> bool:
    """Tell whether an address leads to a document by its ending or its download path.

    Args:
        url: Absolute address.

    Returns:
        Whether it does.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"}:
        return False
    path = unquote(parts.path)
    if _STORE.match(f"{parts.hostname}{parts.path}"):
        return True
    return bool(_DOCUMENT.search(path)) or (
        not _PICTURE.search(path) and bool(_DOWNLOAD.search(path + ("?" + parts.query if parts.query else "")))
    )


def is_publication_page(url: str) -> bool:
    """Tell whether an address is a publication page of a national repository.

    Args:
        url: Absolute address.

    Returns:
        Whether its path is that of one government publication.
    """
    return bool(_GOVUK_PUBLICATION.match(urlsplit(url).path))


def is_video(url: str) -> bool:
    """Tell whether an address is on a site of videos."""
    return bool(_VIDEO.search(host_of(url)))


def is_picture(url: str) -> bool:
    """Tell whether an address leads to a picture or another file that is no document."""
    return bool(_PICTURE.search(urlsplit(url).path))


def host_of(url: str) -> str:
    """Return the host of an address in lower case without ``www.``; empty where it has none."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def same_site(one: str, other: str) -> bool:
    """Tell whether two addresses are on one site: equal hosts, ``www.`` apart."""
    return host_of(one) == host_of(other) != ""


def same_page(one: str, other: str) -> bool:
    """Tell whether two addresses differ in nothing but scheme, ``www.``, final slash and fragment."""
    return twin_key(one) == twin_key(other)


@lru_cache(maxsize=8192)
def twin_key(url: str) -> str:
    """Return what twins of one page share.

    Args:
        url: Absolute address.

    Returns:
        The address without scheme, ``www.``, final slash, fragment, print view and queries that only track or
        dress the page.
    """
    parts = urlsplit(url)
    query = urlencode([(key, value) for key, value in parse_qsl(parts.query) if not _TRACKING.match(key)])
    path = re.sub(r"/print$", "", parts.path.rstrip("/"))
    return urlunsplit(("", host_of(url), path, query, ""))


def without_fragment(url: str) -> str:
    """Return an address without its fragment."""
    return urlunsplit(urlsplit(url)._replace(fragment=""))
