"""What happened to the child, in the broadest terms: a death, serious harm, or both.

Belongs here: statements that a child died or was seriously harmed. Does not belong here: the law's own
words ("has died or been seriously harmed"), names of bodies (child death overview), other people's deaths.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from catalogue.extract import pseudonyms
from catalogue.extract.kind import NO_REVIEW
from catalogue.extract.names import is_given_name, pseudonyms_in
from catalogue.extract.quoting import finding, locate
from catalogue.extract.sheet import Sheet
from catalogue.extract.standing import begins
from catalogue.extract.words import role_in, type_in, type_spans
from catalogue.models import Finding, PageText
from catalogue.vocabulary import Incident, Nation, ReviewType, Role

NAME = "incident@5"

_CHILD = (
    r"(?:child(?:ren)?|baby|babies|infants?|boys?|girls?|teenagers?|young\s+(?:person|people|woman|man)|twins?|toddler|son|daughter"
    r"|month\s+old|week\s+old|year\s+old|day\s+old|aged\s+\d+)"
)
_NUMBER = r"\b(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
_PSEUDONYM = r"(?:(?:Child|Baby|Family)\s+[A-Z]\w*)"
_DEATH = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bDate\s+of\s+Death\b|\bDOD\b",
        rf"\b(?:death|deaths|murders?|suicide|homicide)\s+of\s+(?:(?:an?|the|two|three|this|her|his|their|\d+|[\w-]+)\s+){{0,4}}?(?:{_CHILD}|{_PSEUDONYM})\b",
        rf"\b(?:{_CHILD}|{_PSEUDONYM})\b[^.;]{{0,60}}?\b(?:died|(?:was|were)\s+(?:killed|murdered|fatally|found\s+dead)|took\s+(?:her|his|their)\s+own\s+li)",
        rf"\b(?:{_CHILD}|{_PSEUDONYM}),?[^.;]{{0,25}}\b(?:deceased|dead)\b|\b(?:the\s+)?death\s+of\s+(?-i:[A-Z][a-z]+)\b|\bchild\s+(?:was\s+)?died\b",
        r"\b(?:he|she|they)\s+(?:\w+\s+)?died\b",
        rf"\b{_NUMBER}\s+(?:(?:of\s+(?:them|the\s+children)|children|babies|young\s+people)\s+)?(?:have\s+|had\s+)?died\b",
        r"\bat\s+the\s+time\s+of\s+(?:her|his|their)\s+deaths?\b|\bold\s+at\s+the\s+time\s+of\s+death\b|\b(?:pronounced|declared)\s+dead\b",
        r"\b(?:the\s+)?deaths\s+of\s+(?-i:[A-Z][a-z]+)\b",
        r"\bloss\s+of\s+their\s+(?:child|baby|son|daughter)\b|\b(?:one|two|three|\d+)\s+(?:of\s+(?:them|the\s+children)\s+)?(?:child|children|babies)?\s*died\b",
    )
)
_HARM = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:serious|significant|severe|life[\s-](?:threatening|changing))\s+(?:\w+[\s-]){0,2}(?:head\s+|brain\s+)?(?:injur(?:y|ies)|harm)\b",
        r"\b(?:seriously|badly|gravely|critically)\s+(?:injured|harmed|ill|hurt|wounded)\b",
        r"\b(?:suffered|sustained|with)\s+(?:\w+[\s-]){0,3}(?:non[\s-]accidental\s+)?(?:head\s+)?injuries\b",
        r"\bseverely\s+(?:malnourished|neglected|injured|ill|underweight)\b|\bafter\s+(?:\w+\s+){0,2}injuries\b",
        rf"\b{_CHILD}\b[^.;]{{0,60}}?\b(?:experienced|suffered)\s+(?:\w+\s+){{0,2}}(?:neglect|abuse)\b",
        rf"\bsexual\s+abuse\s+of\s+(?:\w+\s+){{0,2}}{_CHILD}\b",
        rf"\b{_CHILD}\b[^.;]{{0,30}}?\b(?:been\s+given|ingested|poisoned\s+with)\s+(?:methadone|heroin|cocaine|drugs)\b",
        rf"\b(?:both(?:\s+children)?|one\s+of\s+(?:them|the\s+(?:children|twins|siblings))|{_NUMBER}|{_CHILD}),?\s+(?:who\s+)?(?:was|were|been)\s+(?:\w+ly\s+)?(?:hurt|burn(?:ed|t)|scalded)\b",
        r"\bfound\s+with\s+(?:[\w-]+\s+){0,3}(?:bruises|bruising|a\s+broken\s+\w+|fractures?|burns)\b|\b(?:brought|taken|admitted)\s+to\s+hospital\s+(?:\w+\s+){0,3}(?:ill|starved|emaciated|injured|unconscious)\b",
        r"\bnon[\s-]accidental\s+(?:head\s+)?injur(?:y|ies)\b|\bbrain\s+injury\b|\bfractures?\b",
        r"\binjur(?:y|ies)\s+(?:was|were)\s+(?:very\s+)?(?:serious|severe|critical|life[\s-](?:threatening|changing))\b",
        r"\b(?:badly|severely|seriously|chronically|grossly)\s+neglected\b|\bsuffered\s+(?:[\w-]+\s+){0,2}(?:harm|injuries)\b",
        rf"\b{_CHILD}\b[^.;]{{0,60}}?\b(?:was|were|been)\s+(?:\w+ly\s+)?(?:abused|neglected|beaten|tortured|groomed|poisoned)\b",
        r"\b(?:brought|taken|admitted|rushed|presented|conveyed)\s+(?:\w+\s+){0,5}?(?:to|at|in)\s+(?:\w+\s+){0,2}(?:hospital|emergency\s+department|A\s?&\s?E)\b"
        r"[^.;]{0,40}?\bwith\s+(?:[\w-]+\s+){0,4}?(?:injur(?:y|ies)|fractures?|broken\s+\w+|burns|scalds|bruis\w+|stab\s+wounds?|bleeding)\b",
        r"\b(?:alleged|reported|disclosed|spoke\s+of|told\s+of)\s+(?:an?\s+|being\s+)?(?:rap(?:e|ed)|sexual(?:ly)?\s+(?:assault|abuse)(?:ed|d)?)\b",
        r"\b(?:was|were|been)\s+(?:sexually\s+(?:abused|exploited|assaulted)|raped|strip[\s-]searched|stabbed)\b",
    )
)
# Every pattern of death, and every one of harm, holds one of these: a sentence without is not tried against them.
_DEATH_WORD = re.compile(r"dea[dt]|deceased|\bdod\b|died|kill|murder|suicid|homicid|fatally|own\s+li|loss|lost")
_HARM_WORD = re.compile(
    r"injur|harm|\bill\b|hurt|wounded|malnourished|neglect|underweight|abuse|methadone|heroin|cocaine|drugs|fracture"
    r"|exploited|assault|rape|strip|stab|shaken|burn|scald|shot|poisoned|unconscious|beaten|tortured|groomed|broken|bruis|bleeding"
)
# The law's own words and the names of bodies: they say nothing about this case.
_NOT_THIS = re.compile(
    r"\b(?:died|dies|death)\b[^.]{0,20}\bor\b|\bor\b[^.]{0,30}\b(?:died|dies|death|seriously\s+harmed|serious\s+harm)\b"
    r"|child\s+death\s+(?:overview|review)|\b(?:all|other|when\s+a|where\s+a|if\s+a|every)\s+child(?:ren)?\b|\b(?:grandmother|grandfather|father|mother|uncle|aunt)"
    r"(?:['’]s)?\s+(?:\w+\s+)?(?:died|death)|\bdid\s+not\s+die\b|\bnot\s+(?:suffer|sustain)|\brisk\s+of\b|\bno\s+(?:serious|significant)|\bavoid|\bprevent|\breduc"
    r"|\bannual\b|\bunborn\b|\b(?:nobody|no\s+one|no\s+child|none)\s+(?:\w+\s+)?(?:died|was\s+(?:hurt|injured))",
    re.IGNORECASE,
)
# "Robin (1st May 1985 – 3rd June 2018)": born and died.
_SPAN_OF_LIFE = re.compile(
    r"\b(?P<name>[A-Z][a-z]+)\s+\(\d{1,2}\S*\s+[A-Z][a-z]+\s+\d{4}\s*[–—-]\s*\d{1,2}\S*\s+[A-Z][a-z]+\s+\d{4}\)"
)
_INTO_ABUSE = re.compile(
    r"\b(?:inquiry|review|investigation)\s+into\s+(?:child\s+)?sexual\s+(?:exploitation|abuse)\b", re.IGNORECASE
)
_DEATHS_AND_INJURIES = re.compile(
    r"\bdeaths?\s+and\s+(?:\w+\s+){0,2}(?:injur(?:y|ies)|harm)\b|\binjur(?:y|ies)\s+and\s+(?:\w+\s+)?deaths?\b",
    re.IGNORECASE,
)
_INDEX_ROLES = (Role.SEVEN_MINUTE_BRIEFING, Role.LEARNING_BRIEFING)
_COUNT = r"\b(?:two|three|four|five|six|seven|eight|nine|ten|[1-9]\d?)\s+(?:[a-z]+\s+){0,4}?"
_SURVIVED = re.compile(
    r"\b(?:another|other|second|one|surviv\w+|sibling|twin)\b"
    rf"|{_COUNT}(?:died|dead)\b.*{_COUNT}(?:hurt|injured|harmed)\b|{_COUNT}(?:hurt|injured|harmed)\b.*{_COUNT}(?:died|dead)\b",
    re.IGNORECASE,
)
_DIED = (
    r"(?:died|(?:was|were)\s+(?:(?:\w+\s+and\s+)?(?:killed|murdered)|fatally|found\s+dead)"
    r"|took\s+(?:her|his|their)\s+own\s+li|lost\s+(?:her|his|their)\s+li)"
)
_HURT = (
    r"(?:(?:was|were|been|found)\s+(?:\w+\s+){0,2}(?:hurt|injured|harmed|shaken|burn(?:ed|t)|scalded|stabbed|shot|assaulted"
    r"|abused|raped|exploited|poisoned|unconscious)"
    r"|swallowed\s+(?:(?:\w+['’]s|her|his|the|some|an?)\s+){0,2}(?:methadone|heroin|cocaine|drugs|medicine|tablets|ecstasy)"
    r"|(?:suffered|sustained)\s+(?:\w+[\s-]){0,3}(?:injur(?:y|ies)|harm|burns?|fractures?|abuse|neglect))"
)
# What follows a child's name in a sentence that says so of it.
_AFTER_NAME = r"\b(?!['’]s\s+(?:mother|father|parent|partner|brother|sister|uncle|aunt|grand\w+))[^.;]{0,60}?\b"
_NAMED_DIED, _NAMED_HURT = re.compile(_AFTER_NAME + _DIED), re.compile(_AFTER_NAME + _HURT)
_SENTENCE = re.compile(r"[^.!?]+(?:[.!?]+|$)")


def find(sheet: Sheet, nation: Nation | None) -> Iterator[Finding]:
    """Yield what happened to the child.

    Args:
        sheet: The document.
        nation: Nation whose law applies, or None.

    Yields:
        At most one finding: ``death``, ``serious_harm``, or ``both`` where one sentence tells of a death and
        of another child who was harmed. None where the first pages do not say.
    """
    told = _in_title(sheet, nation)
    if told is not None:
        yield told
        return
    if type_in(sheet.title, nation) in (ReviewType.ANALYSIS, ReviewType.GUIDANCE) or NO_REVIEW.search(sheet.title):
        return  # about many children, or about none
    for page in sheet.start(1):
        match = _SPAN_OF_LIFE.search(page.text)
        if match is not None and is_given_name(match["name"]):
            yield finding("incident", Incident.DEATH, page, match.span(), extractor=NAME, confidence=0.7)
            return
    yield from _in_sentences(sheet, nation)


def _in_title(sheet: Sheet, nation: Nation | None) -> Finding | None:
    """Return what the title tells: deaths and injuries by name, or a kind of inquiry that is held on a death alone."""
    if type_in(sheet.title, nation) is ReviewType.GUIDANCE:
        return None
    kinds = {kind: (start, end) for start, end, kind in type_spans(sheet.title, nation)}
    if ReviewType.DHR in kinds:
        value, words = Incident.DEATH, sheet.title[slice(*kinds[ReviewType.DHR])]
    elif (match := _INTO_ABUSE.search(sheet.title)) is not None:
        value, words = Incident.SERIOUS_HARM, match.group()
    elif (match := _DEATHS_AND_INJURIES.search(sheet.title)) is not None:
        value, words = Incident.BOTH, match.group()
    else:
        return None
    for page in sheet.start(2):
        place = locate(page, words)
        if place is not None:
            return finding("incident", value, page, place, extractor=NAME, confidence=0.6)
    return None


def _in_sentences(sheet: Sheet, nation: Nation | None) -> Iterator[Finding]:
    """Yield what the sentences of the first pages tell; of a page about several children only a death and a harm."""
    harm: Finding | None = None
    died: Finding | None = None
    named = (*pseudonyms_in(sheet.names_text, bare=True), *(one.value for one in pseudonyms.find(sheet, nation)))
    names = _short(named)
    several = sheet.is_web and role_in(sheet.title) in _INDEX_ROLES and not pseudonyms_in(sheet.title)
    for page in sheet.start(4):
        small = page.text.lower()  # told faster than whatever the case of the letters
        places = [match.start() for pattern in (_DEATH_WORD, _HARM_WORD) for match in pattern.finditer(small)]
        for match in _sentences(page.text, sorted(places)):
            sentence = match.group()
            small = sentence.lower()
            of_death, of_harm = _DEATH_WORD.search(small), _HARM_WORD.search(small)
            if (of_death is None and of_harm is None) or _NOT_THIS.search(sentence):
                continue
            death = _first(_DEATH, _NAMED_DIED, names, sentence) if of_death else None
            injury = _first(_HARM, _NAMED_HURT, names, sentence) if of_harm else None
            if death is not None and injury is not None and _SURVIVED.search(sentence):
                yield _finding(page, Incident.BOTH, match.start(), death, 0.6)
                return
            if death is not None and not several:
                yield _finding(page, Incident.DEATH, match.start(), death, 0.75)
                return
            if death is not None and died is None:
                died = _finding(page, Incident.BOTH, match.start(), death, 0.5)
            if injury is not None and harm is None:
                harm = _finding(page, Incident.SERIOUS_HARM, match.start(), injury, 0.6)
    told = died if several and harm is not None else None if several else harm
    if told is not None:
        yield told


def _sentences(text: str, places: list[int]) -> Iterator[re.Match[str]]:
    """Yield the sentences that hold one of some places, which rise."""
    end = 0
    for place in places:
        if place < end:
            continue
        start = max(text.rfind(stop, end, place) for stop in ".!?") + 1
        match = _SENTENCE.match(text, max(start, end))
        if match is not None:
            end = match.end()
            yield match


def _short(names: Iterable[str]) -> list[str]:
    """Return the names by which sentences tell of the children: the last word, where that is no letter."""
    return sorted({name.split()[-1] if len(name.split()[-1]) > 2 else name for name in names})


def _first(
    patterns: Iterable[re.Pattern[str]], of_the_named: re.Pattern[str], names: Sequence[str], sentence: str
) -> tuple[int, int] | None:
    """Return what the first pattern finds in a sentence; the document's own names for its children come last."""
    for pattern in patterns:
        match = pattern.search(sentence)
        if match is not None:
            return match.span()
    for start, end in begins(names, sentence):
        match = of_the_named.match(sentence, end)
        if match is not None:
            return start, match.end()
    return None


def _finding(page: PageText, value: Incident, offset: int, place: tuple[int, int], confidence: float) -> Finding:
    """Return the finding of an incident at a place of a sentence."""
    start, end = place
    return finding("incident", value, page, (offset + start, offset + end), extractor=NAME, confidence=confidence)
