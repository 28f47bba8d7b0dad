"""The words for reviews, their documents and their dates.

Belongs here: what a publication is. Does not belong here: how it is found or watched.
"""

from catalogue.vocabulary.words import Word


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


class NoDocument(Word):
    """Why the catalogue holds no document of a review."""

    REMOVED = (
        "removed",
        "Its publisher says that it has withdrawn, removed or moved it, and no copy was fetched before.",
    )
    NOT_FETCHED = "not_fetched", "A document is linked, and it could not be fetched; `issues` says why."
    NOT_LINKED = (
        "not_linked",
        "A listing names it without a document: it may be withheld, given on request, or only described there.",
    )


class Precision(Word):
    """How exact a date is in print; a date is never more precise than its text."""

    DAY = "day", "The text gives the day."
    MONTH = "month", "The text gives month and year; the stored date is the first of the month."
    YEAR = "year", "The text gives the year; the stored date is 1 January."


class PublisherRelation(Word):
    """What a body is to a review that is to be found under it."""

    RESPONSIBLE = "responsible", "It is the publisher that ``reviews`` names."
    JOINT = "joint", "It lists the review as its own beside another body that does."
    SUCCESSOR = "successor", "It followed a body that published the review, and answers for it now."
    PREDECESSOR = "predecessor", "The body that followed it lists the review; it existed on the day of publication."


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
    OCR = "ocr", "Words were recognised in pictures of pages, with the mistakes that brings."
    NEEDS_OCR = "needs_ocr", "Pages are pictures: no reader finds text."
    EMPTY = "empty", "The file has no bytes, or no reader finds anything on its pages."
    ENCRYPTED = "encrypted", "The file asks for a password."
    UNREADABLE = "unreadable", "No reader could open the file."
    RESOURCE_LIMIT = "resource_limit", "Reading passed the limits on time or memory and was stopped."
    NOT_READ = "not_read", "A kind of file that the catalogue does not read; its bytes are kept."


class Rejection(Word):
    """Why something that looks like a value of a field was not taken for it."""

    BIRTH = "birth", "A date of birth is not a publication date."
    DEATH = "death", "A date of death is not a publication date."
    INCIDENT = "incident", "The date of the incident is not a publication date."
    APPROVAL = "approval", "A date of approval or agreement is not a publication date."
    SUBMISSION = "submission", "A date of sending or submission is not a publication date."
    UPDATE = "update", "A date of update, of a version or of the next review is not a publication date."
    COMMISSION = "commission", "A date of commissioning or beginning is not a publication date."
    PERIOD = "period", "A date that bounds the period under review is not a publication date."
    MEETING = "meeting", "The date of a meeting, a court's decision or another event is not a publication date."
    TOO_EARLY = "too_early", "The date lies before the end of the period that the title covers."
    CHAIR = "chair", "The chair of a board or panel is not the reviewer."
    PANEL = "panel", "A member of the panel is not the reviewer."
    THANKED = "thanked", "A person who is thanked is not the reviewer."
    EDITOR = "editor", "Who put up or looks after a page is not the reviewer."
    RELATIVE = "relative", "A name for a parent or other relative is not the child's pseudonym."
    OFFENDER = "offender", "A name for somebody who did harm is not the child's pseudonym."
    PRACTITIONER = "practitioner", "A name for a practitioner is not the child's pseudonym."
    ADULT = "adult", "A name for an adult in a child's review is not the child's pseudonym."
    OTHER_NATION = "other_nation", "The area lies in another nation than the publisher's."
    NOT_THE_PUBLISHERS = "not_the_publishers", "The area is named, and not as part of the publisher's name."


class PointKind(Word):
    """What a numbered point of a report is."""

    RECOMMENDATION = "recommendation", "What the review says that somebody should do."
    FINDING = "finding", "What the review says that it found, where it labels or heads it as a finding."
    LEARNING_POINT = "learning_point", "What the review says should be learned, where it labels it so."


class BriefingPart(Word):
    """The fixed parts of a seven-minute briefing, whatever its publisher calls them."""

    BACKGROUND = "background", "Why the briefing was written, or what the subject is in general."
    THE_REVIEW = "the_review", "What happened: the child, the incident, the review that followed."
    KEY_THEMES = "key_themes", "What was found and learned, good practice among it."
    WHAT_TO_DO = "what_to_do", "What practitioners, teams or services are asked to do."
    QUESTIONS = "questions", "Questions for a team to reflect on."
    FURTHER_READING = "further_reading", "Where to read more: the report, guidance, services."
