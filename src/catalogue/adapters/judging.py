"""What one link of a listing is: taken with what the page states about it, or left out with a reason.

Belongs here: words and structure that tell a review's document from a policy, a training event or
another body's page, and whose review it is. Does not belong here: grouping links into items
(``items.py``), or any rule for one site.
"""

import re
from functools import lru_cache

from catalogue import authority
from catalogue.adapters.addresses import is_document, is_picture, is_publication_page, is_video, same_site
from catalogue.adapters.dating import published
from catalogue.adapters.headings import names_in, points_only
from catalogue.adapters.items import MOST_LABELS, Entry, Item
from catalogue.extract import labels
from catalogue.models import Source, Stated
from catalogue.vocabulary import ReviewType, Role, Scope

# The texts around an item are asked again for each of its links.
_type_in = lru_cache(maxsize=4096)(labels.type_in)
_areas_in = lru_cache(maxsize=4096)(labels.areas_in)
_ANNUAL = "an annual report is not a review"
_NOT_A_REVIEW: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(words, re.IGNORECASE))
    for reason, words in (
        ("a form or template", r"\b(forms?|templates?|checklist|proforma|chronology|self[- ]referral)\b"),
        ("a newsletter", r"\b(newsletters?|e-?bulletins?)\b"),
        ("minutes or an agenda", r"\b(minutes|agendas?)\b(?<!7 minutes)(?<!seven minutes)"),
        (_ANNUAL, r"\bannual\s+reports?\b|\bbusiness\s+plans?\b"),
        (
            "a policy or procedure",
            r"\b(polic(?:y|ies)|procedures?|protocols?|frameworks?|thresholds?|strateg(?:y|ies)|terms of reference|"
            r"privacy|manual|memorandum|arrangements|quality assurance|audit tools?)\b",
        ),
        ("guidance", r"\bguidance\b|\bguide\s+to\b|\bhow\s+to\b|\bflow\s?-?charts?\b|\btoolkits?\b"),
        ("a video", r"\bvideos?\b"),
    )
)
_NATIONAL = re.compile(
    r"\bnational(?:ly)?\b(?!\s+(?:health|crime|probation|park))|\bNSPCC\b|\bthe\s+panel\b", re.IGNORECASE
)
_ELSEWHERE = re.compile(
    r"\b(?:other|neighbouring|different|another)\s+(?:local\s+)?(?:areas?|authorit(?:y|ies)|boards?|partnerships?|"
    r"LSCBs?|LSCPs?|LAs?)\b|\belsewhere\b|\bout[- ]of[- ]area\b|\bfrom\s+around\s+the\s+country\b|\bregional\b",
    re.IGNORECASE,
)
_ADULT = re.compile(
    r"\b(?:[A-Z]{0,5}SAB|(?i:safeguarding\s+adults?)(?i:\s+(?:board|partnership|reviews?))?|(?i:adults?['’]?\s+(?:board|"
    r"reviews?|serious\s+case|practice\s+reviews?)))\b"
)
_BODY = re.compile(
    r"^\W*(?:council|city|borough|county|SAB|L?SC[BP]|SP|safeguarding|children|adults?)\b", re.IGNORECASE
)
_SUFFIX = re.compile(
    r"\s*[-–—:|(]*\s*\b(?:was\s+)?(?:first\s+)?(?:published|added|released)\b.*$|\s*\((?:PDF|Word|docx?|opens|[\d.]+\s*[km]b)[^)]*\)\s*$"
    r"|\.(?:pdf|docx?|pptx?)$",
    re.IGNORECASE,
)
# A body that answers for children: who is none of these and no area publishes others' reviews.
_ANSWERS = re.compile(
    r"safeguard|\b(?:partnership|boards?|committee|council|borough|county|panel|government|authority|NSPCC|SBNI|CYSUR|\w*SC[BP]|"
    r"\w*CPC|\w*SPB|children['’]?s?)\b",
    re.IGNORECASE,
)
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
# Kinds of review that adults' boards hold as children's do: what stands above says which.
_EITHER = {ReviewType.LEARNING_REVIEW, ReviewType.THEMATIC, ReviewType.RAPID_REVIEW}
_NO_CASE = {ReviewType.GUIDANCE, ReviewType.ANALYSIS, ReviewType.NATIONAL_CSPR}


def judge(item: Item, entry: Entry, source: Source, page: tuple[str, str]) -> tuple[Stated, str | None]:
    """Say what a link is.

    Args:
        item: The item that it belongs to.
        entry: The link, or the naming heading of an item without links.
        source: The register's row.
        page: Address and title of the page.

    Returns:
        What the page states about it, and why it is left out (a plain sentence), or None where it is taken.
    """
    near = _near_kind(item, entry, source)
    kind = near or _section_kind(item, source, page[1])
    if near in _EITHER and not _is_child(item.label) and _of_adults(item, source, page[1]):
        kind = ReviewType.SAR
    words = entry.anchor.text if entry.anchor else item.label
    role = labels.role_in(words) or (labels.role_in(entry.sentence) if entry.anchor else None)
    names = () if kind in _NO_CASE else _pseudonyms(item, entry)
    areas, own = _whose(item, entry, source, kind)
    stated = Stated(
        title=_title(item.label),
        review_type=kind,
        role=role or (labels.role_in(item.label) if item.named else None),
        pseudonyms=names,
        published=published(item, entry),
        areas=areas,
        own=own,
    )
    reason = _leads_nowhere(item, entry, source, page[0]) or _no_own_story(item, near)
    if reason is None and not (near or names or (role not in {None, Role.OTHER} and _says_review(item, page[1]))):
        reason = "Nothing on the page says that it belongs to a review."
    if reason is None and kind is ReviewType.RAPID_REVIEW and not (names or item.named):
        reason = "About how rapid reviews are done, not one review."
    if reason is None and entry.anchor is None:
        reason = _no_entry(item, stated, page[1])
    return stated, reason


def _no_own_story(item: Item, near: ReviewType | None) -> str | None:
    """Return why what introduces an item says that it is no publication of a review, or None."""
    if not item.named and any(_EVENT.search(text) for text in (*item.intro[:1], *item.intro[-1:])):
        return "Reading for an event, not a publication."
    if near is None and any(_DISGUISED.search(text) for text in item.intro):
        return "About a disguised or made-up case, not one review."
    return None


def _of_adults(item: Item, source: Source, title: str) -> bool:
    """Tell whether the page, a heading above an item or the publisher itself is about adults alone."""
    return source.scope is Scope.ADULT or any(
        _ADULT.search(text) or _type_in(text, source.nation) is ReviewType.SAR
        for text in (*item.chain, title, source.publisher)
    )


def _is_child(label: str) -> bool:
    """Tell whether a label names a child as one."""
    return any(
        re.match(r"(?:child|baby|infant|sibling|twin)", name, re.IGNORECASE) for name in labels.pseudonyms_in(label)
    )


def _no_entry(item: Item, stated: Stated, title: str) -> str | None:
    """Return why a heading without a document is no entry, or None where it is one."""
    if not stated.pseudonyms or not (stated.review_type or _says_review(item, title)):
        return "A heading without a document, which names no review."
    if stated.own is False:
        return "A heading without a document about another body's review."
    return None


def _leads_nowhere(item: Item, entry: Entry, source: Source, url: str) -> str | None:
    """Return why a link's address or words make it no publication, or None."""
    if entry.anchor is None:
        return None
    target = entry.anchor.url
    if not target.startswith(("http://", "https://")):
        return "An e-mail address or another link that is no page."
    if is_video(target) or is_picture(target):
        return "A video, picture or other file that is not a document."
    if is_document(target) or is_publication_page(target):
        return _no_review(item, entry, source)
    around = " \n ".join((entry.anchor.text, entry.sentence, item.label, item.section or "", *item.chain[-1:]))
    if labels.is_training(around):
        return "A training event, not a review."
    return "Another page of the same site." if same_site(target, url) else "It points to another body's page."


def _no_review(item: Item, entry: Entry, source: Source) -> str | None:
    """Return why a document's own words say that it is no review, or None."""
    text = entry.anchor.text if entry.anchor else ""
    kind = _type_in(text, source.nation) or _type_in(item.label, source.nation)
    if labels.is_training(text) or (labels.is_training(item.label) and not labels.pseudonyms_in(item.label)):
        return "A training event, not a review."
    if kind is ReviewType.GUIDANCE and not _is_publication(item):
        return "A policy, procedure or guide of the partnership, not a review."
    if entry.anchor and is_publication_page(entry.anchor.url) and kind not in _NO_CASE:
        return "A government publication that is not about reviews."
    if kind not in _NO_CASE and not labels.pseudonyms_in(item.label) and _in_general(text):
        return "About reviews in general, not one review."
    # Where the link's own words only point, its sentence says what it leads to.
    words = text if item.named or not points_only(text) else entry.sentence
    for reason, pattern in _NOT_A_REVIEW:
        if pattern.search(words) and (kind not in _NO_CASE or reason == _ANNUAL):
            return reason[0].upper() + reason[1:] + ("." if " not " in reason else ", not a review.")
    return None


def _in_general(text: str) -> bool:
    """Tell whether a link's words are no more than the name of all such reviews."""
    return bool(
        re.fullmatch(
            r"\W*(?:local|child|safeguarding|practice|serious|case|learning|rapid|the|\W)+reviews\W*", text, re.I
        )
    )


def _is_publication(item: Item) -> bool:
    """Tell whether guidance on how reviews are done is offered as a publication of its own, under its own heading."""
    about = re.search(r"\b(?:rapid|national|practice|case)\s+reviews?\b", item.label, re.IGNORECASE)
    return item.named and about is not None and _type_in(item.label, None) is ReviewType.GUIDANCE


def _says_review(item: Item, title: str) -> bool:
    """Tell whether headings above an item, or its page's title, speak of reviews."""
    return bool(re.search(r"\b(reviews?|SCRs?|L?CSPRs?)\b", " ".join((*item.chain, title)), re.IGNORECASE))


def _near_kind(item: Item, entry: Entry, source: Source) -> ReviewType | None:
    """Return the type that the nearest words say: label, links, sentence, what stands around."""
    labelled = _type_in(item.label, source.nation)
    if _ADULT.search(item.label):
        return ReviewType.SAR
    child = _is_child(item.label)
    if item.named and labelled is None and not child and any(_ADULT.search(text) for text in item.context):
        return ReviewType.SAR
    near = [
        item.label,
        *(e.anchor.text for e in item.entries[:MOST_LABELS] if e.anchor),
        entry.sentence,
        *item.context[:3],
    ]
    for text in near:
        kind = _type_in(text, source.nation)
        if kind and (text == item.label or (kind not in _NO_CASE or (not child and text == entry.sentence))):
            return kind
    return None


def _section_kind(item: Item, source: Source, title: str) -> ReviewType | None:
    """Return the type that the headings above an item say, or the page's title."""
    above = " ".join(item.chain[1:])
    if _NATIONAL.search(above):
        # The heading of a section of other bodies' reviews says nothing sure about one of them.
        panel = re.search(r"\bnational\s+panel\b|\breview\s+panel\b", above, re.IGNORECASE)
        return ReviewType.NATIONAL_CSPR if panel and not labels.pseudonyms_in(item.label) else None
    for text in (*reversed(item.chain), title):
        if _ADULT.search(text):
            return ReviewType.SAR
        if kind := _type_in(text, source.nation):
            return None if kind in _NO_CASE else kind
    return ReviewType.SAR if source.scope is Scope.ADULT else None


def _pseudonyms(item: Item, entry: Entry) -> tuple[str, ...]:
    """Return the pseudonyms of the label, else of the link, else of its sentence."""
    texts = [(item.label, item.named), (entry.anchor.text if entry.anchor else "", False), (entry.sentence, False)]
    for text, bare in texts:
        if names := names_in(text, bare=bare):
            return names
    return ()


def _whose(item: Item, entry: Entry, source: Source, kind: ReviewType | None) -> tuple[tuple[str, ...], bool | None]:
    """Return the areas that the page names for an item, and False where it is another body's."""
    names = _areas_in(item.label) or _bodies(entry.sentence) or _bodies(" ".join(item.context[:1]), said=True)
    codes = {area.area_code for name in names for area in authority.areas_named(name)}
    if source.scope is Scope.NATIONAL:
        return names, None
    if not _ANSWERS.search(source.publisher) and not authority.areas_named(source.publisher):
        return names, False
    if codes & set(source.areas):
        return names, True
    above = " ".join(item.chain[1:])
    elsewhere = _NATIONAL.search(above) or _ELSEWHERE.search(above) or kind in _NO_CASE
    if codes or elsewhere:
        return names, False
    return names, None


def _bodies(text: str, *, said: bool = False) -> tuple[str, ...]:
    """Return area names that stand before a body's name ("Lewisham SAB"), and after "from" or "by" where ``said``."""
    found = []
    for name in _areas_in(text):
        before, _, after = text.partition(name)
        if _BODY.match(after) and (not said or re.search(r"\b(?:from|by)\s+(?:the\s+)?$", before)):
            found.append(name)
    return tuple(found)


def _title(label: str) -> str | None:
    """Return a label without its publication date, file type and size; None for prose."""
    before = None
    title = label
    while title != before:
        before, title = title, _SUFFIX.sub("", title).strip(" -–—:|.")
    return title if 0 < len(title) <= 200 else None
