"""Why a value does not stand, and why none can be given: the rows of ``evidence`` that hold no chosen value.

Belongs here: what of a rejected finding may be published, and the reason for each column that is null. Does not
belong here: choosing, or the words of a document beyond what names nobody.

A rejected name may be a mother's, a practitioner's or a panel member's, and a rejected date the birth or death
of a child. None of these is published: the row says the field, the page and the reason, without value or words.
A refused area may be where a family lived, so it is not given either. Only dates of what boards do with their
report (approving, submitting, updating, commissioning) are, and only where no other word stands with them.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from catalogue.dates import find_dates
from catalogue.extract.people import people
from catalogue.models import Description, Evidence, Finding, ReviewFacts
from catalogue.resolve.candidates import RULE, SNIPPET, Candidate, column
from catalogue.resolve.items import Copy, Item, documents
from catalogue.vocabulary import Incident, Rejection, ReviewType

WITHHELD = "Not quoted: it may tell of a private person."
PUBLIC = frozenset(
    {
        Rejection.APPROVAL,
        Rejection.SUBMISSION,
        Rejection.UPDATE,
        Rejection.COMMISSION,
        Rejection.TOO_EARLY,
    }
)
"""Reasons whose dates are days of a board's work, not of a child's life."""
_OF_A_LIFE = frozenset({Rejection.BIRTH, Rejection.DEATH, Rejection.INCIDENT, Rejection.PERIOD, Rejection.MEETING})
# "Approved by the Board 2 March 2016": the step, whose it was, the date, and no word that could tell of a person.
_BODIES = (
    r"board|panel|partnership|committee|group|ofsted|department|director|government|secretary|chief|officers|office"
    r"|[A-Z]{2,5}SC[BP]|LSC[BP]"
)
_OTHER_WORDS = (
    r"by|to|on|in|of|for|the|a|date|final|welsh|scottish|state|home|quality|assurance|safeguarding|children|child"
    r"|serious|case|practice|review|report|concise|extended|local|\d{1,3}"
)
_OF_A_BOARD = re.compile(
    r"(?:(?:approv(?:ed|al)|ratified|endorsed|signed\s+off|submitted|submission|updated?|modified|review\s+date"
    r"|next\s+review|version|draft|commission\w*)"
    rf"|(?:agreed|sent|presented|initiated)(?=.*\b(?:{_BODIES})\b))"
    rf"(?:\W+(?:{_BODIES}|{_OTHER_WORDS}))*\W*",
    re.IGNORECASE,
)

OF_ONE_PLACE = frozenset({"area_codes", "pseudonyms", "incident", "ages"})
"""Columns that a national publication leaves empty."""
SAME_DOCUMENT = "Another place of the same document ranks higher."
ANOTHER = "Another document or listing ranks higher."
ONE_SOURCE = "Values are taken from one place only, and another ranks higher."
NATIONAL = "A national publication is not one area's or one child's."
NOT_ITS_OWN = "The listing or the publisher's own areas rank higher."
ENOUGH = "Other themes rank higher; six are given at most."
NOT_STATED = "The documents read and the listings do not state one."
NOT_READ = "No document could be read, and no listing states one."
ANONYMOUS = "Withheld by an anonymous deposit."


def refused(review_id: str, group: Sequence[Item], gone: Collection[str]) -> tuple[Evidence, ...]:
    """Return what the documents of a review print and the extractors rejected.

    Args:
        review_id: The review.
        group: Its items.
        gone: Documents that a newer version replaced; nothing is told of them.

    Returns:
        Rows with ``chosen`` false and a reason, each once, in a fixed order; value and words are withheld
        unless the reason is one of ``PUBLIC`` and nothing else in the document speaks against it.
    """
    rows = {
        row.canonical(): row
        for _, _, copy in documents(group)
        if copy.description and copy.capture.sha256 not in gone
        for row in _of_copy(review_id, copy, copy.description)
    }
    return tuple(rows[key] for key in sorted(rows))


def _of_copy(review_id: str, copy: Copy, description: Description) -> Iterator[Evidence]:
    """Yield the rejected findings of one document as rows."""
    of_a_life = {one.value for one in description.rejected if one.rejected in _OF_A_LIFE}
    for one in description.rejected:
        shown = one.value not in of_a_life and _is_of_a_board(one)
        yield Evidence(
            review_id=review_id,
            document_id=copy.capture.sha256,
            field=column(one),
            value=one.value if shown else None,
            page=one.page,
            snippet=one.snippet[:SNIPPET] if shown else WITHHELD,
            extractor=one.extractor,
            confidence=one.confidence,
            chosen=False,
            reason=_words(one),
            url=copy.capture.url,
        )


def _is_of_a_board(one: Finding) -> bool:
    """Tell whether a rejected finding is a date of what a board did with its report, and tells nothing else."""
    if one.rejected not in PUBLIC or people(one.snippet):
        return False
    words = one.snippet
    for date in reversed(find_dates(words)):
        words = words[: date.start] + words[date.end :]
    return one.rejected is Rejection.TOO_EARLY or _OF_A_BOARD.fullmatch(words.strip()) is not None


def _words(one: Finding) -> str | None:
    """Return the sentence that says why a finding was rejected."""
    return one.rejected.definition if one.rejected else None


def weighed(
    review_id: str, said: Iterable[Candidate], picks: Iterable[Candidate], *, local: bool
) -> tuple[Evidence, ...]:
    """Return everything said of a review as evidence: chosen where its value stands, else with the reason.

    Args:
        review_id: The review.
        said: All candidates.
        picks: Those that stand.
        local: Whether the review is one area's rather than national.

    Returns:
        Rows in a fixed order, the chosen of a field first.
    """
    picked = list(picks)
    values = {(one.field, one.value) for one in picked}
    rows = {one: (one.field, one.value) in values for one in (*said, *picked)}
    ordered = sorted(rows.items(), key=lambda pair: (pair[0].field, not pair[1], pair[0].value, repr(pair[0])))
    return tuple(
        one.evidence(review_id, reason=None if chosen else _lost(one, picked, local=local)) for one, chosen in ordered
    )


def _lost(one: Candidate, picks: Iterable[Candidate], *, local: bool) -> str:
    """Say why a candidate does not stand beside those that do."""
    chosen = [pick for pick in picks if pick.field == one.field]
    if not local and one.field in OF_ONE_PLACE:
        return NATIONAL
    if one.field == "area_codes":
        return NOT_ITS_OWN
    if one.field == "themes":
        return ENOUGH
    if one.document_id is not None and any(pick.document_id == one.document_id for pick in chosen):
        return SAME_DOCUMENT
    return ONE_SOURCE if one.field in ("pseudonyms", "reviewers", "ages") else ANOTHER


def unknown(review: ReviewFacts, group: Sequence[Item], *, local: bool) -> tuple[Evidence, ...]:
    """Return why columns of a review are null.

    Args:
        review: The review as resolved.
        group: Its items.
        local: Whether the review is one area's rather than national.

    Returns:
        A row with a null value and a reason for each of publication date, reviewers, areas, pseudonyms, ages
        and incident that is not known, and for a kind of review that nobody states.
    """
    absent = {
        "published_on": review.published_on is None,
        "reviewers": not review.reviewers,
        "area_codes": not review.area_codes,
        "pseudonyms": not review.pseudonyms,
        "ages": not review.ages,
        "incident": review.incident is Incident.UNKNOWN,
        "review_type": review.review_type is ReviewType.OTHER,
    }
    return tuple(
        Evidence(
            review_id=review.review_id,
            document_id=None,
            field=field,
            value=None,
            page=None,
            snippet=reason,
            extractor=RULE,
            confidence=0.5,
            chosen=field != "review_type",
            reason=reason,
            url=None,
        )
        for field, missing in absent.items()
        if missing
        for reason in [_why(field, group, local=local)]
    )


def _why(field: str, group: Sequence[Item], *, local: bool) -> str:
    """Return the reason why nothing is known of a field."""
    if not local and field in OF_ONE_PLACE:
        return NATIONAL
    if field in ("area_codes", "reviewers", "pseudonyms") and _is_anonymous(group):
        return ANONYMOUS
    read = any(copy.description and copy.description.reading.pages for _, _, copy in documents(group))
    return NOT_STATED if read else NOT_READ


def _is_anonymous(group: Sequence[Item]) -> bool:
    """Tell whether every listing of a review is another's, and one of them says that the deposit is anonymous."""
    labels = (one.link.heading or one.link.text or "" for item in group for one in item.sightings)
    return not any(item.own for item in group) and any(
        word.strip("()[].,:;") in ("anonymous", "unnamed") for label in labels for word in label.casefold().split()
    )
