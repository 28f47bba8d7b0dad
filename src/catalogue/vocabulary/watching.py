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
    DIFFERENT_DOCUMENT = "different-document", "The address answers with another document."
    NOT_FOUND = "not-found", "The server answers 404."
    GONE = "gone", "The server answers 410, or its publisher says so: removed on purpose."
    WITHDRAWN = "withdrawn", "Its publisher says that it has withdrawn the publication."
    MOVED = "moved", "Its publisher says that the publication stands at another address now."
    HTML_NOT_DOCUMENT = "html-not-document", "A web page answers where a document stood."
    REDIRECT_HOME = "redirect-home", "The address now leads to the site's front page."
    SOFT_NOT_FOUND = "soft-not-found", "The page that answers says in its title or heading that nothing is there."
    LOGIN = "login", "The address now asks for a login."
    BOT_WALL = "bot-wall", "The site puts automated visitors before a challenge."
    FORBIDDEN = "forbidden", "The server refuses us without saying why."
    RATE_LIMITED = "rate-limited", "The server asks us to come back later."
    SERVER_ERROR = "server-error", "The server answers with an error of its own."
    NO_CONNECTION = "no-connection", "The site could not be reached."
    SITE_DOWN = "site-down", "The whole site could not be reached, so nothing is said about one document."
    NAME_GONE = "name-gone", "The host name no longer exists."
    TIMED_OUT = "timed-out", "The answer did not arrive in time."
    TLS_PROBLEM = "tls-problem", "The secure connection failed."
    BROKEN_BODY = "broken-body", "The body arrived incomplete or over the size limit."
    ROBOTS = "robots", "The site's robots rules ask us not to look."
    BLOCKED_ADDRESS = "blocked-address", "The address leads to a private network; nothing was sent."
    OWN_OUTAGE = "own-outage", "Nothing could be reached, so the fault is taken to be ours."
    UNEXPECTED_STATUS = "unexpected-status", "The server answers with a status that no rule knows."
    EMPTY_BODY = "empty-body", "The server answers with nothing."
    NEVER_SEEN = "never-seen", "The document has never been seen at this address."
    NOT_CHECKED = "not-checked", "No check has been made yet."


class RetentionStatus(Word):
    """What availability means for the publisher's duty; wording is neutral on purpose."""

    AVAILABLE_IN_PERIOD = "available_in_period", "Available, and its period still runs."
    NOT_FOUND_IN_PERIOD = "not_found_in_period", "Not found at its published address while its period runs."
    REMOVED_IN_PERIOD = (
        "removed_in_period",
        "Its publisher says that it has withdrawn, removed or moved it, and its period still runs.",
    )
    NOT_CHECKED_IN_PERIOD = "not_checked_in_period", "Could not be checked while its period runs."
    COMPLETED = "completed", "The period has ended and the document is still available."
    COMPLETED_LATER_REMOVED = "completed_later_removed", "Removed after its period ended, which is lawful and common."
    COMPLETED_NOT_CHECKED = "completed_not_checked", "The period has ended; the address could not be checked."
    UNDATED = "undated", "No publication date is known, so no period can be stated."
    PERIOD_UNCERTAIN = (
        "period_uncertain",
        "The date is known only as an interval, and whether its period still runs depends on the day.",
    )
    NO_RULE = "no_rule", "No retention rule is known for this kind of publication."


class AlertKind(Word):
    """What an alert tells a partnership."""

    NOT_FOUND = "not_found", "A document is not found at its published address inside its first year."
    SITE_DOWN = "site_down", "A site that holds documents inside their first year has not answered for days."
    DOMAIN_LOST = "domain_lost", "The host name of a site that holds documents inside their first year is gone."
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
