"""Why a link of a listing is no publication of a review: its address, its words, what introduces it.

Belongs here: words and structure that tell a review's document from a policy, a form, a training event or
another body's page. Does not belong here: what a publication is, and whose (``judging.py``), or any rule for
one site.
"""

import re

from catalogue.adapters.addresses import is_document, is_picture, is_publication_page, is_video, same_site
from catalogue.adapters.entries import Entry, Item
from catalogue.adapters.headings import points_only
from catalogue.extract import labels
from catalogue.models import Source
from catalogue.vocabulary import ReviewType

NO_CASE = frozenset({ReviewType.GUIDANCE, ReviewType.ANALYSIS, ReviewType.NATIONAL_CSPR})
"""Kinds of publication that are about no one local case."""

_GENERAL = frozenset(
    ("local", "child", "children", "safeguarding", "practice", "serious", "case", "learning", "rapid", "the", "our")
)
_LONGEST_GENERAL = 200
_SENTENCE_BEFORE = 200
_ANNUAL = "an annual report is not a review"
_NOT_A_REVIEW: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(words, re.IGNORECASE))
    for reason, words in (
        ("a form or template", r"\b(forms?|templates?|checklist|proforma|chronology|self[- ]referral)\b"),
        ("a newsletter", r"\b(newsletters?|e-?bulletins?)\b"),
        (
            "minutes or an agenda",
            r"\b(minutes|agendas?)\b(?<!7 minutes)(?<!seven minutes)|^\W*(?:agenda\s+)?item\s+\d+\b",
        ),
        (_ANNUAL, r"\bannual\s+reports?\b|\bbusiness\s+plans?\b"),
        (
            "a policy or procedure",
            r"\b(polic(?:y|ies)|procedures?|protocols?|frameworks?|thresholds?|strateg(?:y|ies)|terms of reference|"
            r"privacy|manual|memorandum|arrangements|quality assurance|audit tools?)\b",
        ),
        (
            "guidance",
            r"\bguidance\b|\bguide\s+to\b|\bhow\s+to\b|\bflow\s?-?charts?\b|\btoolkits?\b|^\W*(?:PDF\s+)?(?:how|what|when|why|who)\b"
            r"|\bfrequently\s+asked\b|\bFAQs?\b|\b(?:leaflets?|information|advice)\s+for\s+(?:parents|families|children|carers|the\s+public)\b",
        ),
        ("a video", r"\bvideos?\b"),
    )
)
_LAW = frozenset({"a policy or procedure", "guidance"})
_GATHERING = re.compile(
    r"\b(?:dissemination|practitioners?['’]?|launch|briefing|network|awareness)\s+(?:events?|sessions?|days?|meetings?)\b",
    re.IGNORECASE,
)
# Papers of a council's committees, as the usual system of such meetings keeps them.
_PAPER = re.compile(r"/documents/[sgb]\d+/|/mgConvert2PDF|/ieDecisionDetails", re.IGNORECASE)
_EVENT = re.compile(
    r"\b(?:delegates|attendees|participants)\b[^.\n]{0,40}\bread\b|\bpre-?reading\b"
    r"|\b(?:attended|took\s+part\s+in|hosted)\b[^.\n]{0,60}\b(?:event|conference|workshop|webinar|seminar)s?\b",
    re.IGNORECASE,
)
_DISGUISED = re.compile(
    r"\b(?:based\s+on|inspired\s+by|drawn\s+from)\s+(?:a\s+)?(?:real|true|actual|several|a\s+number\s+of)\b"
    r"[^.]{0,80}\b(?:changed|altered|combined|merged|disguised|fictional\w*)\b"
    r"|\b(?:fictional|fictitious|composite|imaginary|made[- ]up|hypothetical)\s+"
    r"(?:\w+\s+)?(?:case|child|famil|scenario|stor)",
    re.IGNORECASE,
)


def no_own_story(item: Item, near: ReviewType | None) -> str | None:
    """Return why what introduces an item says that it is no publication of a review, or None."""
    if not item.named and any(_EVENT.search(text) for text in (*item.intro[:1], *item.intro[-1:])):
        return "Reading for an event, not a publication."
    if near is None and any(_DISGUISED.search(text) for text in item.intro):
        return "About a disguised or made-up case, not one review."
    return None


def leads_nowhere(item: Item, entry: Entry, source: Source, url: str) -> str | None:
    """Return why a link's address or words make it no publication, or None."""
    if entry.anchor is None:
        return None
    target = entry.anchor.url
    if (file := _is_no_page(target)) is not None:
        return file
    if is_document(target) or is_publication_page(target):
        return _no_review(item, entry, source)
    around = " \n ".join((entry.anchor.text, entry.sentence, item.label, item.section or "", *item.chain[-1:]))
    if labels.is_training(around):
        return "A training event, not a review."
    if not same_site(target, url):
        return "It points to another body's page."
    return None if _is_own_page(item, entry, source) else "Another page of the same site."


def _is_own_page(item: Item, entry: Entry, source: Source) -> bool:
    """Tell whether a link leads to the page of the one review that its own words name."""
    text = entry.anchor.text if entry.anchor else ""
    kind = labels.type_in(text, source.nation)
    return not item.named and kind is not None and kind not in NO_CASE and bool(labels.pseudonyms_in(text))


def _is_no_page(target: str) -> str | None:
    """Return why an address alone is no publication's, or None."""
    if not target.startswith(("http://", "https://")):
        return "An e-mail address or another link that is no page."
    if is_video(target) or is_picture(target):
        return "A video, picture or other file that is not a document."
    return "A paper of a committee's meeting, not a publication of the review." if _PAPER.search(target) else None


def _no_review(item: Item, entry: Entry, source: Source) -> str | None:
    """Return why a document's own words say that it is no review, or None."""
    text = entry.anchor.text if entry.anchor else ""
    kind = labels.type_in(text, source.nation) or labels.type_in(item.label, source.nation)
    if is_event(text) or (is_event(item.label) and not labels.pseudonyms_in(item.label)):
        return "A training event, not a review."
    if kind is ReviewType.GUIDANCE and not _is_publication(item):
        return "A policy, procedure or guide of the partnership, not a review."
    if entry.anchor and is_publication_page(entry.anchor.url) and kind not in NO_CASE:
        return "A government publication that is not about reviews."
    if kind not in NO_CASE and not labels.pseudonyms_in(item.label) and _in_general(text):
        return "About reviews in general, not one review."
    words = text if item.named or not points_only(text) else _said_of(entry, source)
    of_a_case = bool(labels.pseudonyms_in(words)) and labels.type_in(words, source.nation) not in {
        None,
        ReviewType.GUIDANCE,
    }
    words = labels.plain(words)
    for reason, pattern in _NOT_A_REVIEW:
        if of_a_case and reason in _LAW:
            continue  # "Child Q SCR: thresholds in practice" is still about Child Q
        if pattern.search(words) and (kind not in NO_CASE or reason == _ANNUAL):
            return reason[0].upper() + reason[1:] + ("." if " not " in reason else ", not a review.")
    return None


def _said_of(entry: Entry, source: Source) -> str:
    """Return the sentence of a link whose own words only point, with the one before where it names nothing."""
    sentence = entry.sentence
    if labels.pseudonyms_in(sentence) or labels.type_in(sentence, source.nation):
        return sentence
    before = entry.block.text[: max(0, entry.block.text.find(sentence))].rstrip(" .")
    return f"{before[-_SENTENCE_BEFORE:].rsplit('. ', 1)[-1]}. {sentence}" if before else sentence


def is_event(text: str) -> bool:
    """Tell whether words announce training or another event.

    Args:
        text: A label or heading.

    Returns:
        Whether they do.
    """
    return labels.is_training(text) or _GATHERING.search(text) is not None


def _in_general(text: str) -> bool:
    """Tell whether a link's words are no more than the name of all such reviews."""
    words = re.findall(r"\w+", labels.plain(text[:_LONGEST_GENERAL]).lower())
    return len(words) > 1 and words[-1] == "reviews" and all(word in _GENERAL for word in words[:-1])


def _is_publication(item: Item) -> bool:
    """Tell whether guidance on how reviews are done is offered as a publication of its own, under its own heading."""
    about = re.search(r"\b(?:rapid|national|practice|case)\s+reviews?\b", item.label, re.IGNORECASE)
    return item.named and about is not None and labels.type_in(item.label, None) is ReviewType.GUIDANCE
