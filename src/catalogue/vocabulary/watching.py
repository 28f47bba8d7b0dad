"""The words for checks, availability, the duty and alerts.

Belongs here: what watching an address says. Does not belong here: the rules that choose between the words.
"""

from catalogue.vocabulary.words import Word


class Verdict(Word):
    """What one check of one address says; unknown is never up and never down."""

    AVAILABLE = "available", "The same document is at its published address."
    UNAVAILABLE = "unavailable", "The document was not found at its published address."
    UNKNOWN = "unknown", "It could not be checked."
    REPLACED = "replaced", "Another document stands at the address; a person should look."
    DEGRADED = "degraded", "The document is there, and visitors are warned before they reach it."
    MOVED = "moved", "The document is gone from its address and stands elsewhere on its publisher's site."


class State(Word):
    """What the checks of a location amount to."""

    AVAILABLE = "available", "Last seen well, and not missing for long enough to say otherwise."
    UNAVAILABLE = "unavailable", "Not found at its published address, repeatedly, by the rules of evidence."
    UNKNOWN = "unknown", "Not checked yet, or it could not be checked."


class RemovalKind(Word):
    """What a publisher itself says has become of a publication; a statement, never a failure."""

    WITHDRAWN = "withdrawn", "Withdrawn: no longer current, and often still readable under a notice."
    GONE = "gone", "Removed on purpose."
    MOVED = "moved", "Moved to another address."


class Rule(Word):
    """The rule that decided a check, by name."""

    SAME_BYTES = "same-bytes", "The body is byte for byte the one on record."
    NOT_MODIFIED = "not-modified", "The server confirms that the file has not changed."
    RE_SAVED = "re-saved", "The bytes differ and the text is the same document."
    ACCEPTED = "accepted", "Another file than before, which a person has accepted as a version of the document."
    DIFFERENT_DOCUMENT = "different-document", "The address answers with another document."
    NOT_FOUND = "not-found", "The server answers that nothing is there (404)."
    GONE = "gone", "The server answers 410, or its publisher says so: removed on purpose."
    WITHDRAWN = "withdrawn", "Its publisher says that it has withdrawn the publication."
    WITHDRAWN_NOTICE = "withdrawn-notice", "A notice that the document was withdrawn stands in its place."
    MOVED = "moved", "Its publisher says that the publication stands at another address now."
    FOUND_ELSEWHERE = (
        "found-elsewhere",
        "The same document was found at another address of its publisher, and no longer at this one.",
    )
    HTML_NOT_DOCUMENT = "html-not-document", "A web page answers where a document stood."
    REDIRECT_HOME = "redirect-home", "The address now leads to the site's front page."
    REDIRECT_SECTION = "redirect-section", "The address now leads to a section or a list of the site."
    REDIRECT_ELSEWHERE = "redirect-elsewhere", "The address now leads to the front page of another site."
    ERROR_SINK = "error-sink", "The address now leads to a page that is made for errors or answers for many addresses."
    ARCHIVE_ONLY = "archive-only", "The address now leads to a web archive's copy, not to the publisher's own."
    SOFT_NOT_FOUND = (
        "soft-not-found",
        "The page that answers says in its title or heading that nothing is there, or answers for any address at all.",
    )
    LOGIN = "login", "The address now asks for a login."
    BOT_WALL = "bot-wall", "The site puts automated visitors before a challenge."
    NEEDS_SCRIPTS = (
        "needs-scripts",
        "The page that answers shows nothing without running its scripts, so what people see is not known.",
    )
    FORBIDDEN = "forbidden", "The server refuses us this one address without saying why."
    HOST_FORBIDS = "host-forbids", "The server refuses us every address that was asked, which is likely a block."
    RATE_LIMITED = "rate-limited", "The server asks us to come back later."
    SERVER_ERROR = "server-error", "The server answers with an error of its own."
    NO_CONNECTION = "no-connection", "The site refused or ended the connection."
    SITE_DOWN = "site-down", "Nothing of the whole site could be had, so nothing is said about one document."
    DOMAIN_LOST = "domain-lost", "The host name shows pages of somebody else: it has lapsed or changed hands."
    NAME_GONE = "name-gone", "The host name no longer exists."
    NAME_UNRESOLVED = "name-unresolved", "The host name could not be looked up, which says nothing of the document."
    TIMED_OUT = "timed-out", "The answer did not arrive in time."
    TLS_PROBLEM = "tls-problem", "The secure connection failed."
    TLS_WARNING = (
        "tls-warning",
        "The certificate does not hold, so visitors are warned; a look without it found the document.",
    )
    BROKEN_BODY = "broken-body", "The body arrived incomplete."
    TOO_LARGE = "too-large", "The body is larger than we take."
    NOT_HTTP = "not-http", "The answer was not valid HTTP, or its encoding could not be undone."
    EMPTY_BODY = "empty-body", "The server answers with nothing."
    CORRUPT_FILE = "corrupt-file", "The file that answers is not the one on record and no reader can open it."
    REDIRECT_LOOP = "redirect-loop", "The redirects go round or on without end."
    BAD_ADDRESS = "bad-address", "The address is not one that can be asked."
    ROBOTS = "robots", "The site's robots rules ask us not to look."
    ROBOTS_UNREADABLE = "robots-unreadable", "The site's robots rules could not be had, so nothing else was asked."
    BLOCKED_ADDRESS = "blocked-address", "The address leads to a private network; nothing was sent."
    OWN_OUTAGE = "own-outage", "Nothing could be reached, so the fault is taken to be ours."
    OWN_FAULT = "own-fault", "Our own program failed on this address; the fault is ours."
    UNEXPECTED_STATUS = "unexpected-status", "The server answers with a status that no rule knows."
    NEVER_SEEN = "never-seen", "The document has never been seen at this address."
    NOT_CHECKED = "not-checked", "No check has been made yet."


class Signal(Word):
    """One observation that speaks for or against a document; an absence on the word of a page needs two."""

    OTHER_KIND = "other-kind", "The body is not of the kind of file that is on record."
    WEB_PAGE_STATED = "web-page-stated", "The server itself says that the body is a web page."
    OTHER_TEXT = "other-text", "The text is far from that of the copy on record."
    ABSENT_TITLE = "absent-title", "A whole part of the title says that nothing is there."
    ABSENT_HEADING = "absent-heading", "The main heading says that nothing is there."
    LED_HOME = "led-home", "Redirects end at the front page of the site."
    LED_TO_SECTION = "led-to-section", "Redirects end at a section or list above the address asked."
    LED_TO_SINK = "led-to-sink", "Redirects end at an address made for errors."
    LED_ELSEWHERE = "led-elsewhere", "Redirects end at the front page of another site."
    MANY_TO_ONE = "many-to-one", "At least three addresses of the host lead to this one page."
    LIKE_NONSENSE = "like-nonsense", "An address that cannot exist beside it answers just the same."
    HONEST_HOST = "honest-host", "An address that cannot exist beside it is answered as missing."
    ASKS_LOGIN = "asks-login", "A title, field or address asks for a login."
    CHALLENGE_HEADERS = "challenge-headers", "The headers say that the answer is a challenge to automated visitors."
    CHALLENGE_PAGE = "challenge-page", "Title or markup are those of a challenge to automated visitors."
    EDGE_REFUSAL = "edge-refusal", "A delivery network in front of the site wrote a short refusal."
    NO_WORDS = "no-words", "The page has no word to read without its scripts."
    NOTICE_WORDS = "notice-words", "A short text says that the document was withdrawn."
    UNREADABLE = "unreadable", "No reader can open the file."
    NO_END = "no-end", "The end of the file is missing."
    PARKED_PAGE = "parked-page", "The page offers the host name for sale or is a placeholder for it."
    NAME_WAS_GONE = "name-was-gone", "The host name did not exist for a time before."
    WITHOUT_CERTIFICATE = "without-certificate", "A look that ignored the certificate found the bytes on record."
    SITE_ANSWERS = "site-answers", "Another address of the host answered well in the same round."
    SITE_SILENT = "site-silent", "The host's front page and all its documents failed alike."
    CUT_OFF = "cut-off", "The well-known sites that are asked to test our own connection failed too."
    ELSEWHERE = "elsewhere", "The newest harvest found the same content at another address of the publisher."


class RetentionStatus(Word):
    """What availability means for the publisher's duty; wording is neutral on purpose."""

    AVAILABLE_IN_PERIOD = "available_in_period", "Available, and its period still runs."
    NOT_FOUND_IN_PERIOD = "not_found_in_period", "Not found at its published address while its period runs."
    REMOVED_IN_PERIOD = (
        "removed_in_period",
        "Its publisher says that it has withdrawn, removed or moved it, and its period still runs.",
    )
    NOT_CHECKED_IN_PERIOD = "not_checked_in_period", "Could not be checked while its period runs."
    WITHHELD_INFORMED = (
        "withheld_informed",
        "The report is withheld; the information about improvements is available, and its period still runs.",
    )
    WITHHELD_NOT_INFORMED = (
        "withheld_not_informed",
        "The report is withheld, and no information about improvements is known while its period runs.",
    )
    COMPLETED = "completed", "The period has ended and the document is still available."
    COMPLETED_LATER_REMOVED = "completed_later_removed", "Removed after its period ended, which is lawful and common."
    COMPLETED_NOT_FOUND = (
        "completed_not_found",
        "The period has ended; the document was not found from a day inside it on.",
    )
    COMPLETED_NOT_CHECKED = "completed_not_checked", "The period has ended; the address could not be checked."
    UNDATED = "undated", "No publication date is known, and whether its period runs depends on the day."
    PERIOD_UNCERTAIN = (
        "period_uncertain",
        "The date is known only as an interval, and whether its period still runs depends on the day.",
    )
    NO_RULE = "no_rule", "No retention rule is known for this kind of publication."


class AlertKind(Word):
    """What an alert tells a partnership."""

    NOT_FOUND = "not_found", "A document is not found at its published address inside its first year."
    SITE_DOWN = "site_down", "A site that holds documents inside their first year has not answered for days."
    DOMAIN_LOST = (
        "domain_lost",
        "The host name of a site that holds documents inside their first year is gone, or shows somebody else's pages.",
    )
    DELISTED = (
        "delisted",
        "A document inside its first year is at its address, and its publisher's page no longer lists it.",
    )


class AlertAnswer(Word):
    """How an alert ended, or what its publisher answers to it."""

    BACK = "back", "The document was found again at its published address."
    MOVED = "moved", "The publisher says where it moved."
    WITHDRAWN = "withdrawn", "The publisher says that it has withdrawn or removed it."
    WELFARE = "welfare", "Removed for the welfare of a person concerned."
    COURT_ORDER = "court_order", "Removed because of a court order."
    WRONG_DATE = "wrong_date", "The publication date on record was wrong."
    MAINTENANCE = "maintenance", "The publisher is at work on its site; nothing is said until the day it names."
    PERIOD_ENDED = "period_ended", "The period ended while the alert was open."
    FOLDED = "folded", "What it told of is told by another alert of the same site."

    @property
    def published(self) -> "AlertAnswer":
        """What is published of it: that a publisher withdrew a document, never its reason."""
        return AlertAnswer.WITHDRAWN if self in (AlertAnswer.WELFARE, AlertAnswer.COURT_ORDER) else self


class AlertStep(Word):
    """One step in the life of an alert, as the journal and the messages name it."""

    OPENED = "opened", "The rules of evidence were met."
    HELD = "held", "They were met together with so much else that a person should look first."
    RELEASED = "released", "What was held is told after all."
    REMINDED = "reminded", "It was still so a week later."
    ESCALATED = "escalated", "It was still so weeks later, and somebody else should know."
    SILENCED = "silenced", "Nothing is said of it until a day that its answer names."
    DELIVERED = "delivered", "A message about it was accepted for delivery."
    DELIVERY_FAILED = "delivery_failed", "A message about it could not be delivered; it will be tried again."
    CLOSED = "closed", "It ended; the answer says why."
