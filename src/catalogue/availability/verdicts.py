"""One answer to one verdict, by a rule with a name.

Belongs here: `judge`. Does not belong here: the signs it looks for (`signs`), or anything about more
than one answer (`states`).
"""

from urllib.parse import urlsplit

from catalogue.availability.signs import bot_wall, login, redirected_home, says_nothing_here
from catalogue.models import Capture, Record
from catalogue.vocabulary import FailureKind, Magic, Rule, Verdict

GOOD_ENOUGH = 0.95
"""Likeness of texts from which two files count as one document saved twice."""

_FILES = frozenset({Magic.PDF, Magic.DOCX, Magic.PPTX, Magic.OLE, Magic.ZIP})
_FILE_ENDINGS = (".pdf", ".docx", ".doc", ".pptx", ".ppt", ".zip")

_FAILURES: dict[FailureKind, tuple[Verdict, Rule]] = {
    FailureKind.BLOCKED_ADDRESS: (Verdict.UNKNOWN, Rule.BLOCKED_ADDRESS),
    FailureKind.BAD_ADDRESS: (Verdict.UNKNOWN, Rule.UNEXPECTED_STATUS),
    FailureKind.DNS_NOT_FOUND: (Verdict.UNAVAILABLE, Rule.NAME_GONE),
    FailureKind.DNS_FAILED: (Verdict.UNKNOWN, Rule.NO_CONNECTION),
    FailureKind.REFUSED: (Verdict.UNAVAILABLE, Rule.NO_CONNECTION),
    FailureKind.TIMEOUT: (Verdict.UNAVAILABLE, Rule.TIMED_OUT),
    FailureKind.TLS: (Verdict.UNKNOWN, Rule.TLS_PROBLEM),
    FailureKind.TRUNCATED: (Verdict.UNKNOWN, Rule.BROKEN_BODY),
    FailureKind.TOO_LARGE: (Verdict.UNKNOWN, Rule.BROKEN_BODY),
    FailureKind.TOO_MANY_REDIRECTS: (Verdict.UNKNOWN, Rule.UNEXPECTED_STATUS),
    FailureKind.PROTOCOL: (Verdict.UNKNOWN, Rule.BROKEN_BODY),
    FailureKind.ROBOTS: (Verdict.UNKNOWN, Rule.ROBOTS),
    FailureKind.ROBOTS_UNREADABLE: (Verdict.UNKNOWN, Rule.NO_CONNECTION),
    FailureKind.ASKED_TO_WAIT: (Verdict.UNKNOWN, Rule.RATE_LIMITED),
}

_STATUSES: dict[int, tuple[Verdict, Rule]] = {
    204: (Verdict.UNAVAILABLE, Rule.EMPTY_BODY),
    401: (Verdict.UNAVAILABLE, Rule.LOGIN),
    403: (Verdict.UNKNOWN, Rule.FORBIDDEN),
    404: (Verdict.UNAVAILABLE, Rule.NOT_FOUND),
    410: (Verdict.UNAVAILABLE, Rule.GONE),
    429: (Verdict.UNKNOWN, Rule.RATE_LIMITED),
}


class Known(Record):
    """What is on record about the document that should stand at an address."""

    sha256: str | None = None
    """Hash of the copy last seen well; null where none was."""
    magic: Magic | None = None
    """What kind of file that copy is."""
    title: str | None = None
    """Title of that copy, where it is a web page."""
    similarity: float | None = None
    """Likeness of the texts of that copy and the body now received, 0 to 1; null where unknown."""


def judge(capture: Capture, known: Known) -> tuple[Verdict, Rule]:
    """Judge one answer.

    Args:
        capture: What came back.
        known: What is on record for the address.

    Returns:
        The verdict and the one rule that decided it. Every failure kind and every status has a rule.
    """
    if capture.failure is not None:
        return _FAILURES[capture.failure.kind]
    if capture.not_modified:
        return _judge_unchanged(capture, known)
    if capture.status is None:
        return Verdict.UNKNOWN, Rule.UNEXPECTED_STATUS
    if capture.status == 200:
        return _judge_body(capture, known)
    return _judge_status(capture, capture.status)


def _judge_unchanged(capture: Capture, known: Known) -> tuple[Verdict, Rule]:
    """Judge a server's word that a copy is current: it speaks about the copy that it was asked about."""
    if known.sha256 is None:
        return Verdict.UNKNOWN, Rule.NEVER_SEEN
    if capture.sha256 == known.sha256 or _saved_again(known):
        return Verdict.AVAILABLE, Rule.NOT_MODIFIED
    return Verdict.REPLACED, Rule.DIFFERENT_DOCUMENT


def _judge_status(capture: Capture, status: int) -> tuple[Verdict, Rule]:
    """Judge an answer whose status is not 200."""
    if bot_wall(capture):
        return Verdict.UNKNOWN, Rule.BOT_WALL
    if status in _STATUSES:
        return _STATUSES[status]
    if status == 503 and "retry-after" in capture.headers:
        return Verdict.UNKNOWN, Rule.RATE_LIMITED
    if 500 <= status <= 599:
        return Verdict.UNAVAILABLE, Rule.SERVER_ERROR
    return Verdict.UNKNOWN, Rule.UNEXPECTED_STATUS


def _judge_body(capture: Capture, known: Known) -> tuple[Verdict, Rule]:
    """Judge a body that came with status 200, from the cheapest certainty to the dearest doubt."""
    if capture.sha256 is not None and capture.sha256 == known.sha256:
        return Verdict.AVAILABLE, Rule.SAME_BYTES
    if capture.size == 0 or capture.magic is Magic.EMPTY:
        return Verdict.UNAVAILABLE, Rule.EMPTY_BODY
    if bot_wall(capture):
        return Verdict.UNKNOWN, Rule.BOT_WALL
    if capture.sha256 is None:
        return Verdict.UNKNOWN, Rule.BROKEN_BODY
    return _judge_other_bytes(capture, known)


def _judge_other_bytes(capture: Capture, known: Known) -> tuple[Verdict, Rule]:
    """Judge a whole body that differs from the copy on record, or for which there is none."""
    if known.magic == capture.magic and _saved_again(known):
        return Verdict.AVAILABLE, Rule.RE_SAVED
    absence = _judge_page(capture, known) if capture.magic is Magic.HTML else None
    if absence is not None:
        return Verdict.UNAVAILABLE, absence
    if known.sha256 is None:
        return Verdict.UNKNOWN, Rule.NEVER_SEEN
    return Verdict.REPLACED, Rule.DIFFERENT_DOCUMENT


def _judge_page(capture: Capture, known: Known) -> Rule | None:
    """Return the rule by which a page is not the document, or null where no rule says so.

    For a file the page itself is the first sign and the rule names the second. For a page the first
    sign is that its content differs from the copy on record; a title equal to the copy's says nothing.
    """
    has_its_title = known.magic is Magic.HTML and known.title is not None and capture.title == known.title
    if not has_its_title:
        if login(capture):
            return Rule.LOGIN
        if says_nothing_here(capture):
            return Rule.SOFT_NOT_FOUND
        if redirected_home(capture):
            return Rule.REDIRECT_HOME
    return Rule.HTML_NOT_DOCUMENT if _is_file(capture, known) else None


def _is_file(capture: Capture, known: Known) -> bool:
    """Whether a file, not a page, should stand at the address."""
    if known.magic is not None:
        return known.magic in _FILES
    return urlsplit(capture.url).path.lower().endswith(_FILE_ENDINGS)


def _saved_again(known: Known) -> bool:
    """Whether the texts are alike enough to be one document."""
    return known.similarity is not None and known.similarity >= GOOD_ENOUGH
