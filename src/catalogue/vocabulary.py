"""The glossary: every word with a fixed list of values, each value defined in a sentence.

Belongs here: closed vocabularies that appear in the published tables or in the journal.
Does not belong here: theme concepts and areas (authority files under ``data/``), rules, or any code
that decides between two words.
"""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A vocabulary member: its value is what is stored, its definition is what is meant."""

    definition: str

    def __new__(cls, value: str, definition: str = "") -> Self:
        """Make a member from the stored value and the sentence that defines it."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.definition = definition
        return member


class Nation(Word):
    """The part of the United Kingdom whose law governs a review."""

    ENGLAND = "England", "England: Working Together to Safeguard Children applies."
    WALES = "Wales", "Wales: Child Practice Reviews, from October 2024 Single Unified Safeguarding Reviews."
    SCOTLAND = "Scotland", "Scotland: Learning Reviews, before 2021 Significant Case Reviews."
    NORTHERN_IRELAND = "Northern Ireland", "Northern Ireland: Case Management Reviews."


class Scope(Word):
    """Whose safeguarding a source publishes about."""

    CHILD = "child", "A children's safeguarding partnership, board or committee."
    ADULT = "adult", "An adults' safeguarding board; harvested as a neighbour, never counted as a child's review."
    BOTH = "both", "One page or body that publishes about children and adults."
    NATIONAL = "national", "A national body or repository that covers many areas."


class ReviewType(Word):
    """What kind of inquiry a catalogue entry is."""

    LCSPR = "LCSPR", "Local Child Safeguarding Practice Review (England, since 2018)."
    SCR = "SCR", "Serious Case Review (England, before 2019; a few were published later)."
    NATIONAL_CSPR = (
        "NATIONAL_CSPR",
        "National review commissioned by the Child Safeguarding Practice Review Panel.",
    )
    CPR = "CPR", "Child Practice Review (Wales)."
    SUSR = "SUSR", "Single Unified Safeguarding Review (Wales, from October 2024)."
    LEARNING_REVIEW = "LEARNING_REVIEW", "Learning Review, or before 2021 Significant Case Review (Scotland)."
    CMR = "CMR", "Case Management Review (Northern Ireland)."
    SAR = "SAR", "Safeguarding Adults Review."
    DHR = "DHR", "Domestic Homicide Review."
    RAPID_REVIEW = "RAPID_REVIEW", "Rapid review: the 15-working-day look that decides whether a fuller review follows."
    THEMATIC = "THEMATIC", "A local review of a theme across several cases."
    ANALYSIS = "ANALYSIS", "An analysis of many reviews, such as the triennial analyses or a national topic briefing."
    GUIDANCE = "GUIDANCE", "Guidance on how reviews are done; not a review."
    BRIEFING_ONLY = "BRIEFING_ONLY", "A briefing on one case for which no report was found and no type was stated."
    OTHER = "OTHER", "A review whose type its publisher does not state."


class Role(Word):
    """What a document is to its review."""

    FULL_REPORT = "full_report", "The overview report of the review."
    EXECUTIVE_SUMMARY = "executive_summary", "The publisher's own summary of the full report."
    SEVEN_MINUTE_BRIEFING = (
        "seven_minute_briefing",
        "A fixed-structure briefing of about two pages, read by a team in seven minutes.",
    )
    LEARNING_BRIEFING = "learning_briefing", "Any other short learning document on one review or one topic."
    RESPONSE = "response", "The partnership's or board's published response."
    ACTION_PLAN = "action_plan", "The plan of actions that follows the review."
    IMPROVEMENTS_INFORMATION = (
        "improvements_information",
        "Information about improvements, published where the report itself is withheld.",
    )
    EASY_READ = "easy_read", "An easy-read version."
    PRESENTATION = "presentation", "Slides about the review."
    RECORDING = "recording", "A video or sound recording about the review."
    ADDENDUM = "addendum", "An addition to a report published before."
    OTHER = "other", "A document of the review whose role its publisher does not state."


class Precision(Word):
    """How exact a date is in print; a date is never more precise than its text."""

    DAY = "day", "The text gives the day."
    MONTH = "month", "The text gives month and year; the stored date is the first of the month."
    YEAR = "year", "The text gives the year; the stored date is 1 January."


class DateBasis(Word):
    """Where a publication date was read, strongest first."""

    CURATION = "curation", "Entered by a person in the curation file, with a reason."
    DOCUMENT = "document", "Stated by the document as its publication date."
    LISTING = "listing", "Stated as publication on the page that lists the review."
    REPOSITORY = "repository", "Given by a national repository's interface as first publication."
    COVER = "cover", "A date on the document's cover without the word published."
    LABEL = "label", "A date beside the review's name on the listing, without the word published."
    ENTRY = "entry", "The year or month that heads an entry of a national update page."


class Incident(Word):
    """What happened to the child, in the broadest terms the publisher uses."""

    DEATH = "death", "A child died."
    SERIOUS_HARM = "serious_harm", "A child was seriously harmed and survived."
    BOTH = "both", "One child died and another was seriously harmed."
    UNKNOWN = "unknown", "The documents read do not say."


class SourceStatus(Word):
    """What the register says about a source."""

    ACTIVE = "active", "Harvested on schedule."
    UNLOCATED = "unlocated", "The publisher should exist and nobody has found its page."
    PAUSED = "paused", "Not harvested for now; the row says why."
    RETIRED = "retired", "No longer published to; kept because its reviews remain."


class SourceState(Word):
    """What the last harvest of a source found, honestly."""

    OK = "ok", "The page was read whole and showed what it lists."
    LOOKED_AND_NONE = "looked-and-none", "The page was read whole and says that it has no reviews."
    LIST_MISSING = "list-missing", "The page was read and the list that it should hold was not there."
    INCOMPLETE = "incomplete", "Part of the listing could not be read, so nothing is concluded from an absence."
    UNREACHABLE = "unreachable", "The page could not be fetched."
    ROBOTS_BLOCKED = "robots-blocked", "The site's robots rules ask us not to read the page."
    UNLOCATED = "unlocated", "Nobody has found where this publisher lists its reviews."
    PAUSED = "paused", "The register says not to harvest it for now."
    RETIRED = "retired", "The register says that the source has ended."
    NOT_YET = "not-yet-harvested", "In the register and not harvested so far."


class FailureKind(Word):
    """Why a request gave no usable answer: a failure of the world, kept as a value."""

    BLOCKED_ADDRESS = "blocked_address", "The address leads to a private or reserved network; nothing was sent."
    BAD_ADDRESS = "bad_address", "The address is not a usable http or https address."
    DNS_NOT_FOUND = "dns_not_found", "The name server says that the host name does not exist."
    DNS_FAILED = "dns_failed", "The name could not be looked up."
    REFUSED = "refused", "The connection was refused, reset or unreachable."
    TIMEOUT = "timeout", "The answer did not arrive within the wall-clock deadline."
    TLS = "tls", "The certificate or the secure connection failed."
    TRUNCATED = "truncated", "The body ended before its stated length."
    TOO_LARGE = "too_large", "The body passed the size limit."
    TOO_MANY_REDIRECTS = "too_many_redirects", "More than ten redirects, or a loop."
    PROTOCOL = "protocol", "The answer was not valid HTTP, or its encoding could not be undone."
    ROBOTS = "robots", "The site's robots rules disallow the address."


class Purpose(Word):
    """Why an address was requested."""

    LISTING = "listing", "A page or interface answer that lists reviews."
    DOCUMENT = "document", "A document of a review."
    CHECK = "check", "A check that a document is still at its published address."


class Magic(Word):
    """What the first bytes of a body say it is, whatever its headers claim."""

    PDF = "pdf", "A PDF file."
    HTML = "html", "A web page."
    DOCX = "docx", "A Word document."
    PPTX = "pptx", "A slide deck."
    OLE = "ole", "An older Office file."
    ZIP = "zip", "Another zip archive."
    JSON = "json", "JSON."
    XML = "xml", "XML that is not a web page."
    TEXT = "text", "Plain text."
    EMPTY = "empty", "No bytes at all."
    UNKNOWN = "unknown", "None of these."


class TextQuality(Word):
    """How well a document's text could be read."""

    GOOD = "good", "Text was read from every page."
    PARTIAL = "partial", "Some pages could not be read, or gave no text."
    NEEDS_OCR = "needs_ocr", "Pages are pictures: no reader finds text."
    ENCRYPTED = "encrypted", "The file asks for a password."
    UNREADABLE = "unreadable", "No reader could open the file."
    RESOURCE_LIMIT = "resource_limit", "Reading passed the limits on time or memory and was stopped."
    NOT_READ = "not_read", "A kind of file that the catalogue does not read; its bytes are kept."


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


class Rule(Word):
    """The rule that decided a check, by name."""

    SAME_BYTES = "same-bytes", "The body is byte for byte the one on record."
    NOT_MODIFIED = "not-modified", "The server confirms that the file has not changed."
    RE_SAVED = "re-saved", "The bytes differ and the text is the same document."
    DIFFERENT_DOCUMENT = "different-document", "The address answers with another document."
    NOT_FOUND = "not-found", "The server answers 404."
    GONE = "gone", "The server answers 410: removed on purpose."
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


class AlertAnswer(Word):
    """How an alert ended."""

    BACK = "back", "The document was found again at its published address."
    MOVED = "moved", "The publisher says where it moved."
    WELFARE = "welfare", "Removed for the welfare of a person concerned."
    COURT_ORDER = "court_order", "Removed because of a court order."
    WRONG_DATE = "wrong_date", "The publication date on record was wrong."
    PERIOD_ENDED = "period_ended", "The period ended while the alert was open."


class AlertStep(Word):
    """One step in the life of an alert, as the journal keeps it."""

    OPENED = "opened", "The rules of evidence were met."
    DELIVERED = "delivered", "A message about it was accepted for delivery."
    DELIVERY_FAILED = "delivery_failed", "A message about it could not be delivered; it will be tried again."
    CLOSED = "closed", "It ended; the answer says why."


class IssueKind(Word):
    """Something a person should look at."""

    CONFIGURATION = "configuration", "A row of a configuration file is not valid; the other rows still run."
    SOURCE_UNREACHABLE = "source-unreachable", "A source's page could not be fetched."
    ROBOTS_BLOCKED = "robots-blocked", "A site's robots rules ask us not to read an address."
    BLOCKED_ADDRESS = "blocked-address", "An address leads to a private network and was not contacted."
    LIST_MISSING = "list-missing", "A page announces a list of reviews and none was found on it."
    LIST_SHRANK = "list-shrank", "A source lists fewer reviews than its row expects or than before."
    INCOMPLETE = "incomplete", "Part of a source's listing could not be read."
    NOT_HTML = "not-html", "A listing address answered with something that is not a web page."
    UNKNOWN_ENCODING = "unknown-encoding", "A page's characters could not be decoded with certainty."
    DOCUMENT_UNREACHABLE = "document-unreachable", "A listed document could not be fetched."
    DOCUMENT_NOT_DOCUMENT = "document-not-document", "A web page answered where a document was linked."
    DOCUMENT_UNREADABLE = "document-unreadable", "A document's text could not be read; its bytes are kept."
    NEEDS_OCR = "needs-ocr", "A document has no text layer."
    POSSIBLE_DUPLICATE = "possible-duplicate", "Two reviews may be one; a person should decide."
    CURATION_UNMATCHED = "curation-unmatched", "A curation entry matches nothing."
    DELIVERY_FAILED = "delivery-failed", "An alert could not be delivered."
    NO_CONTACT = "no-contact", "An alert is open and its publisher has no contact in the register."
    EDITION_REFUSED = "edition-refused", "A new edition failed its own checks; the last one stays."


class ChangeKind(Word):
    """What an edition did to a record since the edition before."""

    ADDED = "added", "The record is new."
    CHANGED = "changed", "A value of the record is different."
    REMOVED = "removed", "The record is no longer there."
