"""What an entry says happened, in the broadest terms, and how old the child was, where the text is plain.

Belongs here: the first sentence of an entry's text. Does not belong here: anything that has to be concluded:
where the sentence begins otherwise, or speaks of an adult first, nothing is said.
"""

import re

from catalogue.vocabulary import Incident

_NEXT_SENTENCE = re.compile(r"\.\s+(?=[A-Z‘“\"'])")
_CHILD = re.compile(
    r"\b(?:boys?|girls?|bab(?:y|ies)|infants?|child(?:ren)?|toddlers?|adolescents?|teenagers?|teenaged?|siblings?|twins?|young\s+(?:person|people)"
    r"|newborns?|(?:\d|1[0-7])[\s-]years?[\s-](?:\d+[\s-]months?[\s-])?old|\d+[\s-](?:months?|weeks?|days?)[\s-]old|under\s+18)\b"
    r"(?!['’]s\s+(?:mother|father|parents?|carers?|grand\w+|step\w+))",
    re.IGNORECASE,
)
_ADULT = re.compile(
    r"\b(?:mother|father|parents?|woman|women|man|men|adults?|carers?|grand\w+|partner|wife|husband)\b", re.IGNORECASE
)
_BEFORE = r"(?:the\s+)?(?:(?:sudden|unexpected|unexplained|accidental|violent|tragic|and)\s+){0,3}"
_DEATH = re.compile(
    rf"{_BEFORE}(?:deaths?|murders?|suicides?|apparent\s+suicides?|homicides?|manslaughter|killings?|drowning|fatal\s+[\w\s]{{1,30}}?)\s+of\b",
    re.IGNORECASE,
)
_HARM = re.compile(
    r"(?:very\s+|multiple\s+)?(?:serious|significant|severe|life[\s-]threatening|non[\s-]accidental|critical|sexual|physical|chronic|long[\s-]term|injur\w+"
    r"|neglect|attempted\s+murder|non[\s-]fatal|abuse)\b[^.;]{0,80}?(?:\bof\b|\bto\b)",
    re.IGNORECASE,
)
_HARM_WORD = re.compile(
    r"\b(?:injur\w+|harm|abuse|exploitation|assaults?|neglect|attempted\s+murder|illness|stabbing|poisoning|burns?|strangulation|overdose)\b",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"\b(?:serious|severe|life[\s-]threatening|non[\s-]accidental)\s+(?:\w+\s+)?(?:injur\w+|harm)\s+(?:of|to)\b[^.]{0,60}\b"
    r"(?:sibling|brother|sister|twin|another|second)",
    re.IGNORECASE,
)
_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
_AGE = re.compile(
    rf"\b(?:under\s+)?(?:\d{{1,2}}|{_WORDS})(?:[\s-]and[\s-]a[\s-]half)?[\s-](?:years?|months?|weeks?|days?|hours?)"
    r"(?:[\s-](?:and[\s-])?\d{1,2}[\s-](?:months?|weeks?))?[\s-]old"
    r"(?:\s+(?:baby|infant|boys?|girls?|child(?:ren)?|twins?|toddler|adolescent|infants))*",
    re.IGNORECASE,
)


def incident_of(synopsis: str) -> Incident | None:
    """Return what happened, where the first sentence says it plainly of a child.

    Args:
        synopsis: What an entry says happened.

    Returns:
        A death or serious harm, or both where the sentence tells of a second child that was harmed; None where
        the sentence does not begin with either, or speaks of an adult first.
    """
    sentence = _first_sentence(synopsis)
    death = _DEATH.match(sentence)
    if death:
        if not _of_a_child(sentence[death.end() :]):
            return None
        return Incident.BOTH if _ANOTHER.search(sentence) else Incident.DEATH
    harm = _HARM.match(sentence)
    if harm and _HARM_WORD.search(harm.group()) and _of_a_child(sentence[harm.end() :]):
        return Incident.SERIOUS_HARM
    return None


def age_of(synopsis: str) -> str | None:
    """Return the age of the child as the first sentence prints it; None where it prints none, or several."""
    found = {match.group() for match in _AGE.finditer(_first_sentence(synopsis))}
    return found.pop() if len(found) == 1 else None


def _first_sentence(text: str) -> str:
    """Return the first sentence of a text."""
    return _NEXT_SENTENCE.split(text, maxsplit=1)[0].split("\n")[0]


def _of_a_child(text: str) -> bool:
    """Whether the first person that a text names within a few words is a child."""
    child, adult = _CHILD.search(text[:90]), _ADULT.search(text[:90])
    return child is not None and (adult is None or child.start() < adult.start())
