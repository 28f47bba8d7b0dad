"""Pseudonyms in the labels and titles that publishers print.

Belongs here: the shapes of pseudonyms ("Child C", "Baby Liam", "Family S4", "BDS12", a given name where
its position says that it is one) and which words are never names. Does not belong here: names in running
prose, where a given name may be anybody's.
"""

import re

from catalogue.authority import areas_named
from catalogue.dates import find_dates
from catalogue.extract.lexicon import NEVER_NAMES, TOPIC_WORDS
from catalogue.extract.words import LONGEST_LABEL, is_training, role_words, type_spans

_QUOTE = "'‘’“”\"`´"
_KIND = (
    r"(?:(?:Child|Baby|Adult)/(?:Adult|Child)|Child|Baby|Babies|Children|Family|Families|Siblings?|Twins?|Infant|Adult|Case|Young\s+(?:Person|Adult)|YP"
    r"|Adolescent|Boy|Girl|Teenager)"
)
_CODE = r"(?:[A-Z]{1,3}\d{0,2}(?:\.\d)?|\d{1,2}|[A-Z]\d?[A-Z]?)"
_GREEK = "Alpha|Beta|Gamma|Delta|Epsilon|Zeta|Theta|Kappa|Lambda|Omega|Sigma"
_SINGULAR = {"children": "Child", "babies": "Baby", "families": "Family", "twins": "Twin", "yp": "YP"}
_GIVEN = r"[A-Z][a-zà-ÿ]+(?:[-’'][A-Z][a-zà-ÿ]+)?"
_JOIN = r"(?:\s*(?:,\s*(?i:and)\b|,\s*&|,|&|/|\+)\s*|\s+(?i:and)\s+)"
# The kind is printed in capitals or small letters ("child AB"); the name or code keeps its own.
_KINDED = re.compile(
    rf"(?i:\b(?P<kind>{_KIND}))\s+(?P<names>[{_QUOTE}]?(?:{_CODE}|{_GIVEN})[{_QUOTE}]?(?![\w])"
    rf"(?:{_JOIN}(?!{_KIND}\b)[{_QUOTE}]?{_CODE}[{_QUOTE}]?(?![\w{_QUOTE}]))*)"
)
_REFERENCE = re.compile(
    r"(?<![\w/.-])(?:CYSUR\s+\d+\s+(?:19|20)\d\d|CPR\s+[A-Z]{3,}\s+\d+|[A-Z]{1,4}\d{1,3})(?![\w%-]|\s+\d[A-Z]{2}\b)"
)
_NOT_REFERENCE = re.compile(
    r"(?:COVID|WT|KS|PDF|MP|CO|GP|A|M|H|K|Q|V|P|G|Y|S(?=17|20|47))\d+|[A-Z]?(?:19|20)\d\d|W3|S47|S17|S20"
)
_QUOTED = re.compile(rf"(?<!\w)[‘“\"'](?P<name>{_GIVEN}(?:\s(?:[A-Z]{{1,2}}\d?|{_GIVEN}))?)[’”\"'](?!\w)")
_BRACKETED = re.compile(rf"\(\s*(?:also\s+known\s+as\s+|known\s+as\s+)?(?P<name>{_GIVEN})\s*\)")
_OF_A_CHILD = re.compile(
    rf"(?i:\b(?:in\s+respect\s+of|regarding|concerning|relating\s+to|in\s+relation\s+to|re|death\s+of|case\s+of"
    rf"|review\s+(?:of|for|into|about)|deaths\s+of|subject(?=:)|subject\s+child(?=:))):?\s+"
    rf"(?P<names>{_GIVEN}(?:\s{_GIVEN})?(?:{_JOIN}{_GIVEN})*)(?![\w’'-])"
)
_FAMILY = re.compile(r"\b[A-Z]\d{0,2}\s+Family\b|(?<=[Tt]he\s)[A-Z]\d{0,2}\s+family\b")
_CASE_REVIEW = re.compile(r"\b(?:case|practice)\s+review\b", re.IGNORECASE)
# Given names and birds among the words in -ing, which are otherwise what somebody does.
_NAMES_IN_ING = frozenset(
    {"Blessing", "Jing", "Lapwing", "Ling", "Ming", "Ping", "Redwing", "Starling", "Sterling", "Ying"}
)
_MONTHS = frozenset({"April", "May", "June", "August"})
_NO_SURNAMES = frozenset(
    {"child", "baby", "family", "adult", "case", "sibling", "siblings", "twin", "infant", "boy", "girl"}
    | {"mr", "mrs", "ms", "miss"}
)
_ALL_CAPITALS = re.compile(r"\b[A-Z]{4,}\b")
# "Robin's story": a child's own, where a title heads a review or a briefing with it.
_STORY = re.compile(rf"\b(?P<names>{_GIVEN})['’]s\s+(?i:story|journey|(?:lived\s+)?experience|voice|life)\b")
_PARTED = re.compile(r"[–—:(|]|\s-\s")
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss)\.?\s+(?:[A-Z]{1,2}|[A-Z][a-z]+)\b")
_BODY = re.compile(
    r"\b(?:[A-Z]{0,5}(?:SCB|SCP|SPB|SAB|CPC|SB)|SBNI|CYSUR|NSPCC|NHS|(?:[A-Z][a-z]+\s+(?:(?:and|&|of|with)\s+)?)*"
    r"(?:Local\s+)?Safeguarding\s+(?:Children['’]?s?|Adults?['’]?|Child)?\s*(?:Partnership|Board|Committee)s?)\b"
)
_FILLER = re.compile(
    r"\((?:PDF|Word|docx?|opens)[^)]*\)|\((?:national|local|regional|new|archived?)\)|,?\s*\baged?\s+\d{1,2}(?:\s+(?:years?|months?|weeks?|days?))?\b|\b(?:born|died|deceased|DO[BD])\b"
    r"|\band\s+(?:his|her|their|the)\s+(?:siblings?|brothers?|sisters?|family)\b|\.(?:pdf|docx?|pptx?)\b|\b(?:PDF|Word)\b,?\s*[\d.]*\s*[kKmM]?[bB]?\b|\b[\d.]+\s*[kKmM][bB]\b"
    r"|\b(?:first\s+)?publish(?:ed|ing)(?:\s+(?:on|in|by))?|\b(?:added|released|dated)\b"
    r"|\b(?:in\s+respect\s+of|in\s+relation\s+to|relating\s+to|concerning|regarding|into\s+the\s+(?:death|circumstances)\s+of"
    r"|death\s+of|case\s+of|read|download|view|the|full|final|published|overview|report|review|summary|of|for|re|on|in|by|an|(?-i:a)"
    r"|anonymous|anonymised|version|copy|local|child|case|publication|learning)\b|(?<![A-Za-z\d])[\d]+(?:st|nd|rd|th)?\b",
    re.IGNORECASE,
)


def pseudonyms_in(text: str, *, bare: bool = False) -> tuple[str, ...]:
    """Find the pseudonyms that a label or title prints.

    Args:
        text: A listing's label, a link's text, a heading or a title; long prose gives only the shapes that
            nothing else has ("Child C").
        bare: True where the place itself says that the text names a review, so that a given name alone
            ("Jenny") is a pseudonym.

    Returns:
        The pseudonyms as printed, quotation marks removed, in order, each once. "Children F and G" gives
        "Child F" and "Child G"; "Child X1/X2" gives "Child X1" and "Child X2".
    """
    if not text or is_training(text):
        return ()
    text = " ".join(text.replace("_", " ").split())
    found: list[tuple[int, str]] = []
    blanked = text
    for match in _KINDED.finditer(text):
        names = _of_a_kind(match["kind"], match["names"])
        if names:
            found.extend((match.start() + index, name) for index, name in enumerate(names))
            blanked = _blank(blanked, match.start(), match.start() + len(match.group().rstrip()))
    if len(text) <= LONGEST_LABEL:
        blanked, more = _by_shape(blanked)
        found.extend(more)
        found.extend(_by_position(text, blanked, bare=bare))
    return tuple(dict.fromkeys(name for _, name in sorted(found, key=lambda pair: pair[0])))


def is_given_name(word: str) -> bool:
    """Tell whether a capitalised word may be a given name rather than a word of this field or a place.

    Args:
        word: One or two words.

    Returns:
        Whether it has the shape of a name and is on no list of words that are none.
    """
    parts = word.split()
    if not parts or not all(re.fullmatch(rf"{_GIVEN}|[A-Z]{{1,2}}\d?", part) for part in parts):
        return False
    if len(parts) == 1 and word.endswith("ing") and word not in _NAMES_IN_ING:
        return False
    return not any(_is_word(part) for part in parts) and not areas_named(word)


def is_full_name(name: str) -> bool:
    """Tell whether a pseudonym has the shape of a person's full name.

    Args:
        name: A pseudonym as printed.

    Returns:
        True for a given name with a surname after it ("Robin Sampleford"); false for "Child Robin", a code, a
        family, or a given name alone. A child with two given names counts too: the flag asks for care.
    """
    words = name.split()
    return (
        len(words) > 1
        and all(re.fullmatch(rf"(?:Mc|Mac|O['’])?{_GIVEN}", word) for word in words)
        and not any(word.lower() in _NO_SURNAMES or word in _GREEK.split("|") for word in words)
        and words[0].lower() not in NEVER_NAMES
    )


def small(text: str) -> str:
    """Print capitals as a title would, so that BABY PETER has the shape of a name.

    Args:
        text: A line of a cover.

    Returns:
        The line with its long words in small letters after their first, where most of them are in capitals; any
        other as it is.
    """
    words = re.findall(r"[^\W\d_]{3,}", text)
    if 2 * sum(word.isupper() for word in words) <= len(words):
        return text
    return _ALL_CAPITALS.sub(lambda match: match.group().title(), text)


def _is_word(part: str) -> bool:
    """Tell whether a word, or its singular or possessive, is one of the field's own."""
    plain = re.sub(r"['’]s$", "", part.lower())
    singular = f"{plain[:-3]}y" if plain.endswith("ies") else plain.removesuffix("s")
    return any(one in NEVER_NAMES or one in TOPIC_WORDS for one in (plain, singular, f"{plain}s"))


def _of_a_kind(kind: str, names: str) -> list[str]:
    """Return "Child F", "Child G" for the kind "Children" and the names "F and G"."""
    word = " ".join(kind.split())
    parts = [part.strip(_QUOTE + " ") for part in re.split(_JOIN, names) if part.strip(_QUOTE + " ")]
    if not parts or not _names_one(word, parts[0]):
        return []
    if word == "children" or (word.lower() == "twins" and all(re.fullmatch(_GIVEN, part) for part in parts)):
        return parts  # "three children HH, II & JJ" prints bare codes, "Twins Robin and Petra" two names
    if re.fullmatch(_GIVEN, parts[0]):
        parts = [part for part in parts if not part.isdigit()]  # "Child Robin, 12" ends in an age
    if word.lower() == "siblings":
        if len(parts) > 1 and all(re.fullmatch(r"[A-Z]{1,2}\d{1,2}", part) for part in parts):
            return parts  # "Siblings P1, P2 and P3" prints a code for each
        return [f"{word.capitalize()} {names.strip(_QUOTE + ' ')}"]
    if names[0] in _QUOTE and re.fullmatch(_GIVEN, parts[0]):
        return [parts[0]]  # Child “Joe”: the name is what is quoted
    singular = _SINGULAR.get(word.lower(), word.title())
    return [f"{singular} {part}" for part in parts]


def _names_one(word: str, first: str) -> bool:
    """Tell whether what follows a kind ("Child", "Families") is a code or a name for one."""
    if re.fullmatch(r"\d+", first):
        # "the legal definition of a child 6" ends in a page's number
        return word.lower() in {"twin", "sibling", "child", "baby", "adult", "case"} and not word.islower()
    if re.fullmatch(r"[A-Z]{3}", first):
        return word.lower() in {"child", "baby", "family"}
    if word.lower() == "case" and first not in _GREEK.split("|") and re.fullmatch(_GIVEN, first):
        return False  # "Case Conference", "Case Summaries": a case goes by a letter or number
    if not re.fullmatch(_GIVEN, first):
        return True
    if word.lower() in {"children", "babies", "families"}:
        return False
    return first in _GREEK.split("|") or is_given_name(first)


def _by_shape(text: str) -> tuple[str, list[tuple[int, str]]]:
    """Find reference codes, quoted names, names in brackets after another and Mrs X; return what is left too."""
    found: list[tuple[int, str]] = []
    for pattern in (_REFERENCE, _QUOTED, _BRACKETED, _TITLED, _FAMILY):
        for match in pattern.finditer(text):
            name = match.groupdict().get("name") or match.group()
            if pattern is _REFERENCE and _NOT_REFERENCE.fullmatch(name):
                continue
            if pattern in (_QUOTED, _BRACKETED) and not is_given_name(name):
                continue
            found.append((match.start(), name))
            text = _blank(text, match.start(), match.end())
    return text, found


def _by_position(text: str, blanked: str, *, bare: bool) -> list[tuple[int, str]]:
    """Find names that only their position shows: what is left of a label when all else is taken away."""
    spans = type_spans(blanked, None)
    named = bool(spans or _CASE_REVIEW.search(blanked))
    marked = named or bare or bool(role_words(blanked) or find_dates(blanked))
    if not marked or not (spans or bare or _PARTED.search(blanked)):
        return _of_a_child(text)  # "Example Report" names an author, "Example – Report" a child
    left = blanked
    dates = [(date.start, date.end) for date in find_dates(blanked)]
    bodies = [match.span() for match in _BODY.finditer(blanked)]
    types = [(_with_article(blanked, start), end) for start, end, _ in spans]
    types += [match.span() for match in _CASE_REVIEW.finditer(blanked)]
    for start, end in (*types, *dates, *bodies, *role_words(blanked)):
        left = _blank(left, start, end)
    left = _FILLER.sub(lambda match: "|" * len(match.group()), left)
    found: list[tuple[int, str]] = []
    for piece in re.finditer(r"[^|:;–—()\[\].•?!]+", left):
        names = [name.strip(_QUOTE + " -,") for name in re.split(rf"{_JOIN}|\s-\s", piece.group())]
        names = [name for name in names if name]
        if names and all(_may_stand_alone(name, bool(types), text) for name in names):
            offset = piece.start() + len(piece.group()) - len(piece.group().lstrip())
            found.extend((offset + index, name) for index, name in enumerate(names))
        elif names and re.search(r"[a-z]{4,}", piece.group()):
            return _of_a_child(text)
    return found


def _of_a_child(text: str) -> list[tuple[int, str]]:
    """Find the names after "in respect of", "the death of" and the like, and those whose story is told."""
    told = [match for pattern in (_OF_A_CHILD, _STORY) for match in pattern.finditer(text)]
    return [(match.start(), name) for match in told for name in _given(match["names"])]


def _with_article(text: str, start: int) -> int:
    """Return where a review's name starts when its article is counted in ("A Serious Case Review")."""
    article = re.search(r"\b(?:An?|The)\s+$", text[:start], re.IGNORECASE)
    return article.start() if article else start


def _may_stand_alone(name: str, with_type: bool, text: str) -> bool:
    """Tell whether what is left of a label is a pseudonym: a name, or beside a review's type a code or June."""
    if re.fullmatch(r"[A-Z]{1,2}\d{0,2}", name):
        return with_type
    if name in _MONTHS:
        return with_type and not re.search(r"\d|publish|\bupdated\b", text, re.IGNORECASE)
    return is_given_name(name) and len(name) > 2


def _given(names: str) -> list[str]:
    """Return the given names in "Alma and Bryn", a full name where both its words may be names."""
    parts = [name if is_given_name(name) else name.split()[0] for name in re.split(_JOIN, names) if name]
    return [name for name in parts if is_given_name(name)]


def _blank(text: str, start: int, end: int) -> str:
    """Return the text with a part taken out, its length unchanged."""
    return text[:start] + "|" * (end - start) + text[end:]
