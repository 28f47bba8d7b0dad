"""What the country's papers say: invented sentences about practice, in paragraphs that are laid out once and reused.

Belongs here: sentences and their lines. Does not belong here: files. Real reports hardly ever share a paragraph, and
neither do these: each takes a few hundred out of many thousands, so that no two are alike because of them.
"""

import functools
import itertools
import random
from dataclasses import dataclass

from tests.bench.describe import sentences

PARAGRAPHS = 20_000
RARE = 30_000
"""Names of places and services, each of them seldom said; an index has to hold them all."""
WIDTH = 92
"""Letters of a line."""

_WHO = [
    "The health visitor",
    "The social worker",
    "A nursery worker",
    "The school",
    "The GP",
    "The midwife",
    "Children's social care",
    "The police",
    "The partnership",
    "The housing officer",
    "The hospital",
    "A neighbour",
    "The grandmother",
    "The youth worker",
    "The school nurse",
    "The mental health team",
    "The probation officer",
    "The review team",
    "A practitioner",
    "The child's teacher",
]
_DID = [
    "recorded",
    "did not record",
    "was told about",
    "shared",
    "did not share",
    "asked about",
    "noticed",
    "assessed",
    "referred",
    "discussed",
    "challenged",
    "did not question",
    "wrote down",
    "heard of",
    "saw",
    "followed up",
    "escalated",
    "closed",
    "reviewed",
    "chaired a meeting about",
]
_WHAT = [
    "the bruising",
    "the missed appointments",
    "domestic abuse in the home",
    "the mother's low mood",
    "parental alcohol use",
    "the condition of the home",
    "school attendance",
    "the family's housing",
    "the father's history",
    "the child protection plan",
    "the risk of criminal exploitation",
    "the injury",
    "the disclosure",
    "the referral",
    "the strategy discussion",
    "neglect over time",
    "online contact with adults",
    "the older brothers and sisters",
    "the baby's weight",
    "substance misuse",
    "the family's debts",
    "the unborn baby's assessment",
    "self-harm",
    "a delay in the assessment",
    "information from another area",
]
_WHEN = [
    "in {month} {year}",
    "on {day} {month} {year}",
    "at that time",
    "within two weeks",
    "three months later",
    "before the family moved",
    "when the child was {age} months old",
    "after the strategy meeting",
    "during the pandemic",
    "over the following year",
    "without speaking to the child alone",
    "although the threshold was met",
    "and no other agency was told",
]
_WHY = [
    "This was a missed opportunity to understand what a day in the child's life was like.",
    "Supervision did not give time to reflect on it.",
    "Good practice was seen in how persistently it was followed.",
    "The parents' account was accepted without professional curiosity.",
    "The voice of the child was not heard.",
    "The review found that thresholds were understood in different ways.",
    "Nobody had the whole picture.",
    "Workload and staff turnover made this harder.",
    "The learning is about how services work together.",
    "Fathers and partners were largely invisible in the records.",
    "The family's culture and faith were not explored.",
]
_ADVICE = [
    "seek assurance that {what} is asked about at every contact",
    "review its guidance on {what} within six months",
    "make sure that training covers {what}",
    "ask each agency to audit how {what} is recorded",
    "agree a clear pathway where {what} comes to notice",
    "make it easier to escalate concerns about {what}",
]
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_SYLLABLES = tuple(a + b for a in "bcdfghklmnprstvw" for b in ("a", "e", "i", "o", "u", "ea", "or", "in"))


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as it is laid out."""

    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Its words in one line."""
        return " ".join(self.lines)


@functools.cache
def paragraphs() -> tuple[Paragraph, ...]:
    """Return every paragraph; the same each time."""
    chance = random.Random("paragraphs")
    rare = ["".join(chance.choices(_SYLLABLES, k=chance.choice((2, 3, 3, 4)))).capitalize() for _ in range(RARE)]
    weights = list(itertools.accumulate(1 / (place + 20) for place in range(RARE)))
    general = sentences()
    return tuple(_paragraph(chance, rare, weights, general) for _ in range(PARAGRAPHS))


def advice(chance: random.Random) -> str:
    """Return what a recommendation asks for, after its first words."""
    return chance.choice(_ADVICE).format(what=chance.choice(_WHAT))


def laid_out(text: str) -> tuple[str, ...]:
    """Return a text in lines."""
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) >= WIDTH:
            lines.append(line)
            line = ""
        line = f"{line} {word}" if line else word
    return (*lines, line)


def _paragraph(chance: random.Random, rare: list[str], weights: list[float], general: tuple[str, ...]) -> Paragraph:
    """Return one paragraph of about sixty words."""
    said = [_event(chance) for _ in range(2)]
    names = chance.choices(rare, cum_weights=weights, k=2)
    said.append(f"The {names[0]} team in {names[1]} {chance.choice(_DID)} {chance.choice(_WHAT)}.")
    said.append(chance.choice(_WHY if chance.random() < 0.6 else general))
    if chance.random() < 0.3:
        said.append(chance.choice(general))
    return Paragraph(laid_out(" ".join(said)))


def _event(chance: random.Random) -> str:
    """Return what somebody did."""
    when = chance.choice(_WHEN).format(
        month=chance.choice(_MONTHS),
        year=chance.randint(2008, 2024),
        day=chance.randint(1, 28),
        age=chance.randint(2, 40),
    )
    return f"{chance.choice(_WHO)} {chance.choice(_DID)} {chance.choice(_WHAT)} {when}."
