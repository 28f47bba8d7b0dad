"""What one link of a listing is: taken with what the page states about it, or left out with a reason.

Belongs here: which kind of review, of whom, whose and what of it. Does not belong here: why a link is no
publication at all (``refusing.py``), grouping links into items (``items.py``), or any rule for one site.
"""

import re

from catalogue import authority
from catalogue.adapters.dating import published
from catalogue.adapters.entries import MOST_LABELS, Entry, Item
from catalogue.adapters.headings import names_in, points_only
from catalogue.adapters.refusing import NO_CASE, is_event, leads_nowhere, no_own_story
from catalogue.extract import labels
from catalogue.models import Source, Stated
from catalogue.vocabulary import DateBasis, ReviewType, Role, Scope

_NATIONAL = re.compile(
    r"\bnational(?:ly)?\b(?!\s+(?:health|crime|probation|park))|\bNSPCC\b|\bthe\s+panel\b", re.IGNORECASE
)
_ELSEWHERE = re.compile(
    r"\b(?:other|neighbouring|different|another)\s+(?:[\w-]+\s+){0,3}(?:areas?|authorit(?:y|ies)|boards?|"
    r"partnerships?|LSCBs?|LSCPs?|LAs?|boroughs?|councils?|count(?:y|ies)|cities|regions?)\b"
    r"|\bneighbours\b|\belsewhere\b|\bout[- ]of[- ]area\b|\bfrom\s+around\s+the\s+country\b|\bregional\b",
    re.IGNORECASE,
)
# "Joint review with Croydon" on Sutton's page is Sutton's too.
_JOINT = re.compile(
    r"\bjoint(?:ly)?\b[^.;:]{0,60}\bwith\b|\bin\s+(?:partnership|collaboration|conjunction)\s+with\b", re.IGNORECASE
)
_ADULT = re.compile(
    r"\b(?:[A-Z]{0,5}SAB|(?i:safeguarding\s+adults?)(?i:\s+(?:board|partnership|reviews?))?|(?i:adults?['’]?\s+(?:board|"
    r"(?:(?:serious|case|practice|management|learning|protection)\s+){0,3}reviews?|serious\s+case)))\b"
)
_CHILDREN = re.compile(r"\bchild(?:ren)?\b", re.IGNORECASE)
_PASSES_ON = re.compile(
    r"\b(?:schools?|bulletin|newsletter|press|college|academy|university|magazine|mirror)\b", re.IGNORECASE
)
_PUBLISHES = re.compile(
    r"['’]?s?\s+(?:(?:[A-Z&][\w'’&-]*|and|of|for|the)\s+){0,7}(?:has\s+|have\s+)?(?:recently\s+|also\s+|today\s+)?"
    r"(?:published|publishes|commissioned|undertook|conducted|completed|carried\s+out)\b"
)
_LISTED = re.compile(r"\breviews\b|\b(?-i:SCRs|L?CSPRs|CPRs|CMRs)\b|\bpublished\b", re.IGNORECASE)
_OPENING = 50
_EVENTS = re.compile(r"\bevents\b", re.IGNORECASE)
_GROWN_UP = re.compile(r"(?:Mr|Mrs|Ms|Miss|Adult)\b")
# What a body has learnt from several reviews together.
_DIGEST = re.compile(
    r"\breviews\b.{0,20}\b20\d\d\s?[-–/]\s?(?:20)?\d\d\b|\b(?:good|best)\s+practice\b.{0,40}\breviews\b|"
    r"\b(?:messages|learning|lessons|themes|findings|summary)\b.{0,40}\b(?:from|of|across|in)\b.{0,40}"
    r"\b(?:reviews|(?-i:SCRs|L?CSPRs|CPRs|CMRs))\b|\b(?:learning|lessons|themes|summary)\b.{0,20}\b20\d\d\s?[-–/]\s?(?:20)?\d\d\b",
    re.IGNORECASE,
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
# Kinds of review that adults' boards hold as children's do: what stands above says which.
_EITHER = {ReviewType.LEARNING_REVIEW, ReviewType.THEMATIC, ReviewType.RAPID_REVIEW}


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
    near = _near_kind(item, entry, source) or labels.type_in(_own_lead(item), source.nation)
    kind = near or _section_kind(item, source, page[1])
    if near in _EITHER and not _is_child(item.label) and _of_adults(item, source, page[1]):
        kind = ReviewType.SAR
    words = entry.anchor.text if entry.anchor else item.label
    role = labels.role_in(words) or (labels.role_in(entry.sentence) if entry.anchor else None)
    names = () if kind in NO_CASE else _pseudonyms(item, entry)
    areas, own = _whose(item, entry, source, kind)
    stated = Stated(
        title=_title(item.label),
        review_type=kind,
        role=role or (labels.role_in(item.label) if item.named else None),
        pseudonyms=names,
        published=published(item, entry, page[0]),
        areas=areas,
        own=own,
    )
    reason = leads_nowhere(item, entry, source, page[0]) or no_own_story(item, near)
    known = near or names or kind is ReviewType.NATIONAL_CSPR
    if reason is None and not (known or _is_told(item, stated, page[1])):
        reason = "Nothing on the page says that it belongs to a review."
    if reason is None and kind is ReviewType.RAPID_REVIEW and not (names or item.named):
        reason = "About how rapid reviews are done, not one review."
    if reason is None and entry.anchor is None:
        reason = _no_entry(item, stated, page[1])
    return stated, reason


def _own_lead(item: Item) -> str:
    """Return what introduces the list that an item stands in, where that speaks of the publisher's own reviews."""
    return "" if _NATIONAL.search(item.lead) or _ELSEWHERE.search(item.lead) else item.lead


def _is_told(item: Item, stated: Stated, title: str) -> bool:
    """Tell whether what stands around a link without a name or type of its own says that it is of one review."""
    if item.label == title or not _says_review(item, title):
        return False
    # A briefing on a topic stands among reviews as well; the report itself does not.
    if stated.role in {Role.FULL_REPORT, Role.EXECUTIVE_SUMMARY}:
        return True
    above = item.chain[-1] if item.chain else ""
    listed = above != "" and not above.rstrip().endswith("?") and _LISTED.search(above) is not None
    dated = listed and stated.published is not None and stated.published.basis is DateBasis.LISTING
    if listed and stated.own and labels.areas_in(item.label):
        return stated.role is not Role.OTHER
    if stated.role is None:
        return dated
    return stated.role is not Role.OTHER and (item.named or dated)


def _of_adults(item: Item, source: Source, title: str) -> bool:
    """Tell whether the page, a heading above an item or the publisher itself is about adults alone."""
    return source.scope is Scope.ADULT or any(
        _only_adults(text) or labels.type_in(text, source.nation) is ReviewType.SAR
        for text in (*item.chain, title, source.publisher)
    )


def _only_adults(text: str) -> bool:
    """Tell whether a heading speaks of adults' reviews and not of children's too."""
    return _ADULT.search(text) is not None and _CHILDREN.search(text) is None


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
    if any(is_event(heading) or _EVENTS.search(heading) for heading in (*item.chain, title)):
        return "Named for a training event, not published there."
    return None


def _says_review(item: Item, title: str) -> bool:
    """Tell whether headings above an item, or its page's title, speak of reviews."""
    return bool(re.search(r"\b(reviews?|SCRs?|L?CSPRs?)\b", " ".join((*item.chain, title)), re.IGNORECASE))


def _near_kind(item: Item, entry: Entry, source: Source) -> ReviewType | None:
    """Return the type that the nearest words say: label, links, sentence, what stands around."""
    labelled = labels.type_in(item.label, source.nation)
    names = labels.pseudonyms_in(item.label)
    grown_up = bool(names) and all(_GROWN_UP.match(name) for name in names)
    if _ADULT.search(item.label) or (grown_up and labelled is not ReviewType.DHR):
        return ReviewType.SAR
    if not names and len(item.label) <= labels.LONGEST_LABEL and _DIGEST.search(item.label):
        return ReviewType.ANALYSIS
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
        kind = labels.type_in(text, source.nation)
        if kind and (text == item.label or (kind not in NO_CASE or (not child and text == entry.sentence))):
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
        if _only_adults(text):
            return ReviewType.SAR
        kind = labels.type_in(text, source.nation)
        # "Local and national reviews" heads both, and says of neither which it is.
        if kind and not (kind is ReviewType.NATIONAL_CSPR and re.search(r"\blocal\b", text, re.IGNORECASE)):
            return None if kind in NO_CASE else kind
    return ReviewType.SAR if source.scope is Scope.ADULT else None


def _pseudonyms(item: Item, entry: Entry) -> tuple[str, ...]:
    """Return the pseudonyms of the label, else of the link, else of its sentence."""
    texts = [
        (item.label, item.named or bool(_own_lead(item))),
        (entry.anchor.text if entry.anchor else "", False),
        (entry.sentence, False),
    ]
    for text, bare in texts:
        if names := names_in(text, bare=bare):
            return names
    # "Petra: the death of a girl ... Read the report" opens with the name, as a heading would.
    opening, colon, _ = entry.block.text[:_OPENING].partition(":")
    if colon and entry.anchor and not item.named and points_only(entry.anchor.text) and _says_review(item, ""):
        return names_in(opening, bare=True)
    return ()


def _whose(item: Item, entry: Entry, source: Source, kind: ReviewType | None) -> tuple[tuple[str, ...], bool | None]:
    """Return the areas that the page names for an item, and False where it is another body's."""
    names = labels.areas_in(item.label) or _bodies(entry.sentence) or _bodies(" ".join(item.context[:1]), said=True)
    names = labels.areas_in(item.area) or names or _publishing(item) or _section_area(item)
    codes = {area.area_code for name in names for area in authority.areas_named(name)}
    if source.scope is Scope.NATIONAL:
        return names, None
    publisher = source.publisher
    if _PASSES_ON.search(publisher) or not (_ANSWERS.search(publisher) or authority.areas_named(publisher)):
        return names, False
    if codes & set(source.areas) or (codes and _JOINT.search(item.label)):
        return names, True
    above = " ".join((*item.chain[1:], item.label if item.named or len(item.label) <= labels.LONGEST_LABEL else ""))
    elsewhere = _NATIONAL.search(above) or _ELSEWHERE.search(above) or kind in NO_CASE
    if codes or elsewhere:
        return names, False
    return names, None


def _publishing(item: Item) -> tuple[str, ...]:
    """Return the areas whose body the text around an item says published or held the review."""
    found = []
    for text in item.context[:3]:
        for name in labels.areas_in(text):
            _, _, after = text.partition(name)
            if _PUBLISHES.match(after[:200]):
                found.append(name)
    return tuple(dict.fromkeys(found))


def _section_area(item: Item) -> tuple[str, ...]:
    """Return the areas that are all that the nearest section's heading says: the pages of several areas do so."""
    for heading in item.chain[:0:-1]:
        names = labels.areas_in(heading)
        rest = heading
        for name in names:
            rest = rest.replace(name, "")
        if names and not re.sub(r"\b(?:and|the|reviews?|SCRs?|L?CSPRs?)\b|\W", "", rest, flags=re.IGNORECASE):
            return names
    return ()


def _bodies(text: str, *, said: bool = False) -> tuple[str, ...]:
    """Return area names that stand before a body's name ("Lewisham SAB"), and after "from" or "by" where ``said``."""
    found = []
    for name in labels.areas_in(text):
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
