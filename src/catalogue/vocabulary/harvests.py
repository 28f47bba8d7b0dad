"""The words for sources, requests and what a person should look at.

Belongs here: what the harvest meets. Does not belong here: what checks of an address amount to.
"""

from catalogue.vocabulary.words import Word


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
    DOUBTED = (
        "doubted",
        "The page was read whole and shows far less than before, or not what is expected; its last good list stands.",
    )
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
    ROBOTS_UNREADABLE = (
        "robots_unreadable",
        "The site's robots rules could not be had, so nothing else was asked of it.",
    )
    ASKED_TO_WAIT = "asked_to_wait", "The site asked us to come back later; nothing was sent."
    OWN_FAULT = "own_fault", "Our own program failed; the fault is ours and says nothing of the address."


class Phase(Word):
    """How far a request had come when it failed."""

    ADDRESS = "address", "Reading the address, before anything was sent."
    ROBOTS = "robots", "Asking for the site's robots rules."
    LOOKUP = "lookup", "Looking the host name up."
    CONNECT = "connect", "Making the connection."
    SECURE = "secure", "Agreeing on a secure connection."
    ANSWER = "answer", "Waiting for the answer's headers."
    BODY = "body", "Receiving the body."


class PageMark(Word):
    """Something in the markup of a web page that its words do not show."""

    PASSWORD_FIELD = "password-field", "A field for a password."
    SIGN_ON = "sign-on", "A request to a single sign-on service."
    CHALLENGE = "challenge", "The script, frame or form of a challenge to automated visitors."
    SCRIPTS = "scripts", "Scripts that the page is built by."
    FRAME = "frame", "A frame, embedded object or viewer that shows something else."


class Purpose(Word):
    """Why an address was requested."""

    LISTING = "listing", "A page or interface answer that lists reviews."
    DOCUMENT = "document", "A document of a review."
    CHECK = "check", "A check that a document is still at its published address."


class IssueKind(Word):
    """Something a person should look at."""

    CONFIGURATION = "configuration", "A row of a configuration file is not valid; the other rows still run."
    SOURCE_UNREACHABLE = "source-unreachable", "A source's page could not be fetched."
    ROBOTS_BLOCKED = "robots-blocked", "A site's robots rules ask us not to read an address."
    BLOCKED_ADDRESS = "blocked-address", "An address leads to a private network and was not contacted."
    LIST_MISSING = "list-missing", "A page announces a list of reviews and none was found on it."
    LIST_SHRANK = (
        "list-shrank",
        "A source lists far less than before, or not what its row expects; its last good list stands.",
    )
    INCOMPLETE = "incomplete", "Part of a source's listing could not be read."
    TRAP = "trap", "A site leads on without end, or beyond what is read of one source; reading was ended there."
    NOT_HTML = "not-html", "A listing address answered with something that is not a web page."
    PAGE_UNREAD = "page-unread", "Reading a page of a listing took too long or broke its reader; its bytes are kept."
    UNKNOWN_ENCODING = "unknown-encoding", "A page's characters could not be decoded with certainty."
    DOCUMENT_UNREACHABLE = "document-unreachable", "A listed document could not be fetched."
    DOCUMENT_NOT_DOCUMENT = "document-not-document", "A web page answered where a document was linked."
    DOCUMENT_UNREADABLE = "document-unreadable", "A document's text could not be read; its bytes are kept."
    NEEDS_OCR = "needs-ocr", "A document has no text layer."
    DOCUMENT_REPLACED = "document-replaced", "Another document stands at a document's address; a person should look."
    DELISTED = (
        "delisted",
        "A document stands at its address and its publisher's list has not shown it for a week, so few will find it.",
    )
    REMOVED_BY_PUBLISHER = (
        "removed-by-publisher",
        "A publisher says that it has withdrawn, removed or moved a publication; nothing is wrong.",
    )
    POSSIBLE_DUPLICATE = "possible-duplicate", "Two reviews may be one; a person should decide."
    PUBLISHER_UNCLEAR = (
        "publisher-unclear",
        "Several bodies list a review as theirs; a person should say whose it is.",
    )
    CURATION_UNMATCHED = "curation-unmatched", "A curation entry matches nothing."
    CURATION_REDUNDANT = "curation-redundant", "A curation entry says what is found without it."
    CURATION_OVERTAKEN = (
        "curation-overtaken",
        "What a person confirmed is not what is found now; it stands, and should be looked at again.",
    )
    TAKEN_DOWN_AGAIN = (
        "taken-down-again",
        "A source shows something that was taken down; it stays away from everything published.",
    )
    OLDER_FORM_SHOWN = (
        "older-form-shown",
        "A body shows a publication in a form that its publisher has replaced, and should be told.",
    )
    TAKEDOWN_ENTRY = "takedown-entry", "A takedown holds, and its entry in the curation file should be looked at."
    DELIVERY_FAILED = "delivery-failed", "An alert could not be delivered."
    ALERTS_HELD = "alerts-held", "So much changed in one round that alerts wait for a person to look."
    DATE_PROPOSED = "date-proposed", "A publisher says that a date of publication is wrong; a person should correct it."
    CHANNEL_REFUSED = "channel-refused", "A publisher's channel refuses for good and is no longer used."
    NO_CONTACT = "no-contact", "An alert is open and its publisher has no contact in the register."
    EDITION_REFUSED = "edition-refused", "A new edition failed its own checks; the last one stays."


class ChangeKind(Word):
    """What an edition did to a record since the edition before."""

    ADDED = "added", "The record is new."
    CHANGED = "changed", "A value of the record is different."
    REMOVED = "removed", "The record is no longer there."


class ChangeCause(Word):
    """Where a change between two editions comes from, as far as the evidence of both says."""

    CURATION = "curation", "A person's entry in the curation file, made or taken back."
    NEWER_DOCUMENT = "newer-document", "A document that the review did not have in the edition before."
    EXTRACTOR = "extractor", "Another version of the rule that reads the same document."
    HARVEST = "harvest", "What a listing shows: a new line, another wording, or an item no longer listed."
    NEW_EVIDENCE = "new-evidence", "Evidence that the edition before did not have, of another kind than these."
    CHECK = "check", "What checks of an address found, or that none was made for long."
    PERIOD = "period", "A day on which a period ends; nothing else of it changed."


class Collection(Word):
    """Whose list a source is, for telling where a review is found."""

    PARTNERSHIP = "partnership", "The list of a partnership, board or committee."
    NSPCC = "nspcc", "The public update pages of the NSPCC's national collection; its library catalogue is not read."
    PANEL = "panel", "The publications of the Child Safeguarding Practice Review Panel, on GOV.UK or its own site."
    OTHER_NATIONAL = "other-national", "The list of another national body."
