"""One answer to one verdict, by a rule with a name and the signals that led to it.

Belongs here: `judge`. Does not belong here: the signs it looks for (`signs`, `pages`), gathering evidence
(`catalogue.watch`), or anything about more than one answer (`states`).

A status says by itself what it says. A page that came with status 200 is believed to stand for an absence only
with two independent signals, of which the kind of the body may be the first: where a file is on record, a body
that is no file is no longer it, whatever else the page says, and that alone decides. Neither an absence nor a
presence is ever concluded from an answer that our own side, a wall or a rule of the site stood in the way of.
"""

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

from catalogue.availability.pages import (
    is_home,
    led_astray,
    led_to_archive,
    parked,
    says_absent,
    withdrawn_notice,
)
from catalogue.availability.signs import bot_wall, login, wordless
from catalogue.models import Capture, Record
from catalogue.vocabulary import FailureKind, Magic, Rule, Signal, Verdict

GOOD_ENOUGH = 0.95
"""Likeness of texts from which two files count as one document saved twice."""
FAR = 0.5
"""Likeness of texts below which a page counts as another text: an edited page keeps more of its words."""
SMALLEST = 2
"""Bytes below which a body is nothing."""

_FILES = frozenset({Magic.PDF, Magic.DOCX, Magic.PPTX, Magic.OLE, Magic.ZIP})
_FILE_ENDINGS = (".pdf", ".docx", ".doc", ".pptx", ".ppt", ".zip")

_FAILURES: dict[FailureKind, tuple[Verdict, Rule]] = {
    FailureKind.BLOCKED_ADDRESS: (Verdict.UNKNOWN, Rule.BLOCKED_ADDRESS),
    FailureKind.BAD_ADDRESS: (Verdict.UNKNOWN, Rule.BAD_ADDRESS),
    FailureKind.DNS_NOT_FOUND: (Verdict.UNAVAILABLE, Rule.NAME_GONE),
    FailureKind.DNS_FAILED: (Verdict.UNKNOWN, Rule.NAME_UNRESOLVED),
    FailureKind.REFUSED: (Verdict.UNAVAILABLE, Rule.NO_CONNECTION),
    FailureKind.TIMEOUT: (Verdict.UNAVAILABLE, Rule.TIMED_OUT),
    FailureKind.TLS: (Verdict.UNKNOWN, Rule.TLS_PROBLEM),
    FailureKind.TRUNCATED: (Verdict.UNKNOWN, Rule.BROKEN_BODY),
    FailureKind.TOO_LARGE: (Verdict.UNKNOWN, Rule.TOO_LARGE),
    FailureKind.TOO_MANY_REDIRECTS: (Verdict.UNKNOWN, Rule.REDIRECT_LOOP),
    FailureKind.PROTOCOL: (Verdict.UNKNOWN, Rule.NOT_HTTP),
    FailureKind.ROBOTS: (Verdict.UNKNOWN, Rule.ROBOTS),
    FailureKind.ROBOTS_UNREADABLE: (Verdict.UNKNOWN, Rule.ROBOTS_UNREADABLE),
    FailureKind.ASKED_TO_WAIT: (Verdict.UNKNOWN, Rule.RATE_LIMITED),
    FailureKind.OWN_FAULT: (Verdict.UNKNOWN, Rule.OWN_FAULT),
}

_STATUSES: dict[int, tuple[Verdict, Rule]] = {
    204: (Verdict.UNAVAILABLE, Rule.EMPTY_BODY),
    401: (Verdict.UNAVAILABLE, Rule.LOGIN),
    403: (Verdict.UNKNOWN, Rule.FORBIDDEN),
    404: (Verdict.UNAVAILABLE, Rule.NOT_FOUND),
    410: (Verdict.UNAVAILABLE, Rule.GONE),
    429: (Verdict.UNKNOWN, Rule.RATE_LIMITED),
}

# Which rule a page that is not the document is told by: the first that one of its signals names.
_NAMED_BY: tuple[tuple[Signal, Rule], ...] = (
    (Signal.ASKS_LOGIN, Rule.LOGIN),
    (Signal.PARKED_PAGE, Rule.DOMAIN_LOST),
    (Signal.NAME_WAS_GONE, Rule.DOMAIN_LOST),
    (Signal.NOTICE_WORDS, Rule.WITHDRAWN_NOTICE),
    (Signal.LED_TO_SINK, Rule.ERROR_SINK),
    (Signal.LED_HOME, Rule.REDIRECT_HOME),
    (Signal.LED_ELSEWHERE, Rule.REDIRECT_ELSEWHERE),
    (Signal.ABSENT_TITLE, Rule.SOFT_NOT_FOUND),
    (Signal.ABSENT_HEADING, Rule.SOFT_NOT_FOUND),
    (Signal.LIKE_NONSENSE, Rule.SOFT_NOT_FOUND),
    (Signal.LED_TO_SECTION, Rule.REDIRECT_SECTION),
    (Signal.OTHER_KIND, Rule.HTML_NOT_DOCUMENT),
)
_SAY_THE_SAME = {Signal.ABSENT_HEADING: Signal.ABSENT_TITLE}
"""Title and heading are one author's word, so both together are one signal."""
_PLACES = {signal: place for place, signal in enumerate(Signal)}
_FOR_THE_DOCUMENT = frozenset({Signal.HONEST_HOST})


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


class Further(Record):
    """What was looked at beside the answer itself; null and false where nothing was, or nothing was found."""

    text: str | None = None
    """Text of the body that now answers."""
    readable: bool | None = None
    """Whether any reader could open that body, where it is a file."""
    whole: bool | None = None
    """Whether that body ends as its kind of file ends."""
    like_nonsense: bool | None = None
    """Whether an address that cannot exist beside this one answers just the same; false: it is honestly missing."""
    sha256_behind_warning: str | None = None
    """Hash of the body that a look found which ignored the certificate."""
    name_was_gone: bool = False
    """Whether the host name did not exist for a time, after the document was last seen well."""
    elsewhere: bool = False
    """Whether the newest harvest found the document on record at another address of the publisher."""


class Judgement(NamedTuple):
    """What one answer says."""

    verdict: Verdict
    rule: Rule
    signals: frozenset[Signal] = frozenset()


def judge(capture: Capture, known: Known, further: Further = Further()) -> Judgement:  # noqa: B008 - it is frozen
    """Judge one answer.

    Args:
        capture: What came back.
        known: What is on record for the address.
        further: What was looked at beside it; the more is known, the more can be told apart.

    Returns:
        The verdict, the one rule that decided it and what it saw. Every failure kind and every status has a rule.
    """
    found = _judge_answer(capture, known, further)
    if further.elsewhere and found.verdict is Verdict.UNAVAILABLE and found.rule not in _OF_THE_SITE:
        return Judgement(Verdict.MOVED, Rule.FOUND_ELSEWHERE, found.signals | {Signal.ELSEWHERE})
    return found


# Troubles of a whole site pass; a copy elsewhere does not mean that the document has moved for good.
_OF_THE_SITE = frozenset({Rule.NO_CONNECTION, Rule.TIMED_OUT, Rule.SERVER_ERROR})


def _judge_answer(capture: Capture, known: Known, further: Further) -> Judgement:
    """Judge an answer for itself."""
    if capture.failure is not None:
        return _judge_failure(capture.failure.kind, known, further)
    if capture.not_modified:
        return _judge_unchanged(capture, known)
    if capture.status is None:
        return Judgement(Verdict.UNKNOWN, Rule.UNEXPECTED_STATUS)
    if capture.status == 200:
        return _judge_body(capture, known, further)
    return _judge_status(capture, capture.status)


def _judge_failure(kind: FailureKind, known: Known, further: Further) -> Judgement:
    """Judge a request that gave no usable answer; the bytes behind a warning are evidence, not the document."""
    behind = further.sha256_behind_warning
    if kind is FailureKind.TLS and behind is not None and behind == known.sha256:
        return Judgement(Verdict.DEGRADED, Rule.TLS_WARNING, frozenset({Signal.WITHOUT_CERTIFICATE}))
    return Judgement(*_FAILURES[kind])


def _judge_unchanged(capture: Capture, known: Known) -> Judgement:
    """Judge a server's word that a copy is current: it speaks about the copy that it was asked about."""
    if known.sha256 is None:
        return Judgement(Verdict.UNKNOWN, Rule.NEVER_SEEN)
    if capture.sha256 == known.sha256 or _saved_again(known):
        return Judgement(Verdict.AVAILABLE, Rule.NOT_MODIFIED)
    return Judgement(Verdict.REPLACED, Rule.DIFFERENT_DOCUMENT)


def _judge_status(capture: Capture, status: int) -> Judgement:
    """Judge an answer whose status is not 200."""
    if wall := bot_wall(capture):
        return Judgement(Verdict.UNKNOWN, Rule.BOT_WALL, frozenset({wall}))
    if status in _STATUSES:
        return Judgement(*_STATUSES[status])
    if status == 503 and "retry-after" in capture.headers:
        return Judgement(Verdict.UNKNOWN, Rule.RATE_LIMITED)
    if 500 <= status <= 599:
        return Judgement(Verdict.UNAVAILABLE, Rule.SERVER_ERROR)
    return Judgement(Verdict.UNKNOWN, Rule.UNEXPECTED_STATUS)


def _judge_body(capture: Capture, known: Known, further: Further) -> Judgement:
    """Judge a body that came with status 200, from the cheapest certainty to the dearest doubt."""
    if led_to_archive(capture):
        return Judgement(Verdict.UNAVAILABLE, Rule.ARCHIVE_ONLY)
    if capture.sha256 is not None and capture.sha256 == known.sha256:
        return Judgement(Verdict.AVAILABLE, Rule.SAME_BYTES)
    if capture.magic is Magic.EMPTY or (capture.size is not None and capture.size < SMALLEST):
        return Judgement(Verdict.UNAVAILABLE, Rule.EMPTY_BODY)
    if capture.sha256 is not None and known.magic == capture.magic and _saved_again(known):
        return Judgement(Verdict.AVAILABLE, Rule.RE_SAVED)
    return _judge_other_body(capture, known, further)


def _judge_other_body(capture: Capture, known: Known, further: Further) -> Judgement:
    """Judge a body that is not the document on record, or for which there is none."""
    if wall := bot_wall(capture):
        return Judgement(Verdict.UNKNOWN, Rule.BOT_WALL, frozenset({wall}))
    if capture.sha256 is None:
        return Judgement(Verdict.UNKNOWN, Rule.BROKEN_BODY)
    return _judge_page(capture, known, further) if capture.magic is Magic.HTML else _judge_file(known, further)


def _judge_file(known: Known, further: Further) -> Judgement:
    """Judge a whole file that differs from the copy on record, or for which there is none."""
    if further.whole is False:
        return Judgement(Verdict.UNKNOWN, Rule.BROKEN_BODY, frozenset({Signal.NO_END}))
    if known.sha256 is None:
        return Judgement(Verdict.UNKNOWN, Rule.NEVER_SEEN)
    if further.readable is False:
        return Judgement(Verdict.UNAVAILABLE, Rule.CORRUPT_FILE, frozenset({Signal.UNREADABLE}))
    if withdrawn_notice(None, None, further.text):
        return Judgement(Verdict.UNAVAILABLE, Rule.WITHDRAWN_NOTICE, frozenset({Signal.NOTICE_WORDS}))
    return Judgement(Verdict.REPLACED, Rule.DIFFERENT_DOCUMENT)


def _judge_page(capture: Capture, known: Known, further: Further) -> Judgement:
    """Judge a web page that differs from the copy on record, or for which there is none."""
    signals = _signals(capture, known, further)
    rule = next((rule for signal, rule in _NAMED_BY if signal in signals), None)
    enough = rule is not None and _is_enough(signals, known) and not is_home(capture.url)
    if wordless(capture) and (not enough or rule is Rule.HTML_NOT_DOCUMENT):
        return Judgement(Verdict.UNKNOWN, Rule.NEEDS_SCRIPTS, signals | {Signal.NO_WORDS})
    if rule is not None and enough:
        return Judgement(Verdict.UNAVAILABLE, rule, signals)
    if known.sha256 is None:
        return Judgement(Verdict.UNKNOWN, Rule.NEVER_SEEN, signals)
    return Judgement(Verdict.REPLACED, Rule.DIFFERENT_DOCUMENT, signals)


def _signals(capture: Capture, known: Known, further: Further) -> frozenset[Signal]:
    """Return everything that a page shows for or against being the document."""
    file = _is_file(capture, known)
    stated = file and capture.headers.get("content-type", "").lower().startswith(("text/html", "application/xhtml"))
    text = known.magic is Magic.HTML and known.similarity is not None and known.similarity < FAR
    words = further.text if further.text is not None else capture.excerpt
    seen = {
        Signal.OTHER_KIND: file,
        Signal.WEB_PAGE_STATED: stated,
        Signal.OTHER_TEXT: text,
        Signal.ASKS_LOGIN: login(capture),
        Signal.PARKED_PAGE: parked(capture),
        Signal.NAME_WAS_GONE: further.name_was_gone and bool(further.like_nonsense),
        Signal.NOTICE_WORDS: withdrawn_notice(capture.title, capture.heading, words),
        Signal.LIKE_NONSENSE: further.like_nonsense is True,
        Signal.HONEST_HOST: further.like_nonsense is False,
    }
    found = frozenset(signal for signal, is_seen in seen.items() if is_seen)
    return found | says_absent(capture, known.title) | led_astray(capture)


def _is_enough(signals: frozenset[Signal], known: Known) -> bool:
    """Whether the signals against a page make an absence: the kind on record alone, or any two that are independent."""
    independent = {_SAY_THE_SAME.get(signal, signal) for signal in signals - _FOR_THE_DOCUMENT}
    by_record = Signal.OTHER_KIND in signals and known.magic in _FILES
    return len(independent) >= 2 or by_record


def _is_file(capture: Capture, known: Known) -> bool:
    """Whether a file, not a page, should stand at the address."""
    if known.magic is not None:
        return known.magic in _FILES
    return urlsplit(capture.url).path.lower().endswith(_FILE_ENDINGS)


def _saved_again(known: Known) -> bool:
    """Whether the texts are alike enough to be one document."""
    return known.similarity is not None and known.similarity >= GOOD_ENOUGH


def in_order(signals: Iterable[Signal]) -> tuple[Signal, ...]:
    """Return signals in the order of the vocabulary, as they are journalled."""
    return tuple(sorted(signals, key=_PLACES.__getitem__))
