"""Invented documents and pages, by seed; no real case material."""

import random
import re

WORDS = tuple(
    re.findall(
        r"\w+",
        "learning practice review child family school health police social worker meeting plan visit information sharing "
        "assessment threshold escalation supervision voice lived experience curiosity neglect harm support early help "
        "partnership board agency professional record decision risk strength pattern weight bruise nursery carer parent "
        "young person hospital midwife nurse housing probation substance alcohol violence home placement foster court "
        "order referral strategy conference core group chair author panel terms reference period key event analysis "
        "finding recommendation action response impact evidence quality time pressure workload guidance procedure",
    )
)
TRAPS = (
    "Child 404",
    "Room 404: a thematic review",
    "Removed from home: learning for practitioners",
    "Access denied: when families refuse visits",
    "Access denied - a review of disguised compliance",
    "Page 404 of the inquiry",
    "Missing children and young people",
    "When help was not found",
    "Removed, returned, removed again",
    "Sign in, sign out: registers at nursery",
    "Error in medication",
    "Child Q",
    "Just a moment: reflective supervision",
    "404",
    "Access denied",
    "Not found",
    "Gone",
)
"""Titles of healthy documents that a careless rule would take for an absence; the last are exactly its words."""
PARTNERSHIP = "Anytown Safeguarding Children Partnership"
_TEXT = re.compile(rb"\(([^)]*)\) Tj")
_TAG = re.compile(r"<(script|style|title)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)


def prose(seed: object, words: int = 400) -> str:
    """Return invented sentences, the same for the same seed."""
    chance = random.Random(f"prose {seed}")
    return " ".join(chance.choice(WORDS) for _ in range(words))


def pdf(text: str, note: str = "") -> bytes:
    """Return a small file that says it is a PDF, whose text the matrix's own reader can read."""
    lines = "\n".join(f"({text[at : at + 80]}) Tj" for at in range(0, len(text), 80))
    return f"%PDF-1.4\n%{note}\nBT\n{lines}\nET\nxref\ntrailer\n%%EOF\n".encode()


def page(title: str, body: str, *, heading: str | None = None, head: str = "") -> bytes:
    """Return a web page with the menu and foot of a site."""
    menu = "".join(f"<li><a href='/{word}/'>{word}</a></li>" for word in ("about", "news", "training", "contact"))
    top = f"<h1>{heading}</h1>" if heading else ""
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{title}</title>{head}</head><body><ul>{menu}</ul>{top}"
        f"<main>{body}</main><footer>{PARTNERSHIP}</footer></body></html>"
    ).encode()


def text_of(data: bytes) -> str:
    """Return the words of an invented document or page."""
    if data.startswith(b"%PDF-"):
        return b"".join(_TEXT.findall(data)).decode()
    return " ".join(_TAG.sub(" ", data.decode("utf-8", "replace")).split())
