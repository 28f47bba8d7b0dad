"""What the markup of a web page holds beside its words: fields, frames, challenges, its main heading.

Belongs here: finding these in the beginning of a page. Does not belong here: titles and words (`sniff`), or
what follows from a mark.
"""

import re

from catalogue.vocabulary import PageMark

_HEADING = re.compile(r"<h1\b[^>]{0,500}>(.{1,2000}?)</h1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]{0,500}>")
_LONGEST_HEADING = 300
_PASSWORD = re.compile(rb"""<input\b[^>]{0,500}\btype\s*=\s*["']?password""")

_NEEDLES: tuple[tuple[PageMark, tuple[bytes, ...]], ...] = (
    (PageMark.SIGN_ON, (b"samlrequest", b"login.microsoftonline.com", b"wsignin1.0", b"openid-connect/auth")),
    (
        PageMark.CHALLENGE,
        (
            b"_incapsula_resource",
            b"incapsula incident id",
            b"challenges.cloudflare.com",
            b"cf-turnstile",
            b"__cf_chl_",
            b"cdn-cgi/challenge-platform/h/",
            b"awswafintegration",
            b"aws-waf-token",
            b"captcha-delivery.com",
            b"px-captcha",
            b"sucuri_cloudproxy",
            b"/.well-known/ddos-guard/",
            b"distil_r_captcha",
        ),
    ),
    (PageMark.SCRIPTS, (b"<script",)),
    (PageMark.FRAME, (b"<iframe", b"<frame", b"<embed", b"<object")),
)


def page_marks(head: bytes) -> tuple[PageMark, ...]:
    """Tell what the markup of a page holds.

    Args:
        head: Beginning of the page, as bytes.

    Returns:
        The marks found, each once, in the order of the vocabulary.
    """
    lower = head.lower()
    found = {mark for mark, needles in _NEEDLES if any(needle in lower for needle in needles)}
    if b"password" in lower and _PASSWORD.search(lower):
        found.add(PageMark.PASSWORD_FIELD)
    return tuple(mark for mark in PageMark if mark in found)


def main_heading(head: bytes) -> str | None:
    """Return the first heading of the first rank.

    Args:
        head: Beginning of the page, as bytes.

    Returns:
        Its words on one line, at most 300 characters; None where there are none.
    """
    found = _HEADING.search(head.decode("utf-8", "replace"))
    words = " ".join(_TAG.sub(" ", found[1]).split()) if found else ""
    return words[:_LONGEST_HEADING].strip() or None
