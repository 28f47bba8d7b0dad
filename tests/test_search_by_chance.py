"""Searches put together by chance, against what the same words mean when they are read one part after the other."""

import datetime as dt
import random
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest

from catalogue.edition import open_edition
from catalogue.vocabulary import Incident, Precision, ReviewType
from tests.edition_samples import Press, contents, review

WORDS = ("neglect", "early", "years", "school", "bruises", "bruising", "nurse", "nowhere", "thematic", "child")
PHRASES = ("early years", "years early", "the school", "child yew", "thematic review", "neglect nowhere")
FIELDS = {
    "title": ("child yew", "yew", "early years", "years early", "oak"),
    "pseudonym": ("yew", "elm", "nobody"),
    "theme": ("neglect", "negl", "sexual abuse"),
    "type": ("lcspr", "thematic", "them"),
    "review_type": ("thematic",),
    "incident": ("death", "dea"),
    "publisher": ("safeguarding", "sampleborough safeguarding partnership"),
}
WHOLE = ("theme", "type", "review_type", "incident")
DAYS = ("2019", "2019-06", "2019-07-01", "2021-01-31", "2021-02", "2025", "soon", "2021-13")
REVIEWS = (
    review("r-1", title="Neglect of Child Yew", pseudonyms=("Yew",), themes=("neglect",), incident=Incident.DEATH),
    review("r-2", title="Early years: a thematic review", review_type=ReviewType.THEMATIC, pseudonyms=()),
    review(
        "r-3", title="Child Elm", pseudonyms=("Elm",), published_on=None, published_precision=None, published_basis=None
    ),
    review("r-4", title="The early years of Oak", published_on=dt.date(2019, 1, 1), published_precision=Precision.YEAR),
)
TEXTS = {
    "r-1": ("The school knew of bruises. A school nurse was told in his early years.",),
    "r-3": ("Neglected, bruised; years went by early.",),
    "r-4": ("The nurse saw neglect.",),
}


class Part(NamedTuple):
    """One part of a question, before it is written down."""

    without: bool
    field: str
    value: str
    phrase: bool = False
    sign: str = ":"

    def __str__(self) -> str:
        field = f"{self.field}{self.sign}" if self.field else ""
        quote = '"' * (self.phrase or " " in self.value)
        return f"{'-' * self.without}{field}{quote}{self.value}{quote}"


class Index:
    """What the file holds of its words, read once."""

    def __init__(self, edition: duckdb.DuckDBPyConnection) -> None:
        """Read it."""
        rows = edition.execute(
            "SELECT review_id, field, search_labels.words FROM search_labels JOIN search_reviews USING (review)"
        )
        self.labels = {(review_id, field): words for review_id, field, words in rows.fetchall()}
        rows = edition.execute("SELECT term, review_id, points FROM search_terms JOIN search_postings USING (stem)"
                               " JOIN search_reviews USING (review)")  # fmt: skip
        self.points = {(term, review_id): points for term, review_id, points in rows.fetchall()}
        self.stems = dict(edition.execute("SELECT term, stem FROM search_terms").fetchall())

    def shows(self, part: Part, review_id: str) -> bool:
        """Whether a field of a review, or anything printed of it, has a value."""
        edge = " | " if part.field in WHOLE or part.sign == "=" else " "
        return f"{edge}{part.value}{edge}" in self.labels.get((review_id, part.field), "")

    def meets(self, part: Part, review_id: str) -> bool:
        """Whether a review meets one part of a question, its minus aside."""
        if part.field in ("since", "until"):
            return not part.without and part.value not in ("soon", "2021-13") and self.within(part, review_id)
        if part.field:
            return self.shows(part, review_id)
        if part.phrase and part.without:
            return self.shows(part, review_id)
        return all((word, review_id) in self.points for word in part.value.split())

    def within(self, part: Part, review_id: str) -> bool:
        """Whether a review may have been published in a span."""
        day = self.labels.get((review_id, part.field), "")[: len(part.value)]
        return bool(day) and (day >= part.value if part.field == "since" else day <= part.value)

    def answer(self, parts: list[Part], review_id: str) -> tuple[str, float, str | None] | None:
        """Return the id, score and phrase of a review that is found, and nothing for others."""
        words = [word for one in parts if not (one.field or one.without) for word in one.value.split()]
        stems = {self.stems.get(word): self.points.get((word, review_id), 0) for word in words}
        phrases = [one for one in parts if one.phrase and not one.without]
        needed = [one for one in parts if one.phrase or one.field or one.without]
        for one in needed:
            if self.meets(one, review_id) == (one.without and one.field not in ("since", "until")):
                return None
        if words and not sum(stems.values()):
            return None
        shown = None
        if phrases:
            shown = "shown" if all(self.shows(one, review_id) for one in phrases) else "possible"
        return review_id, round(sum(stems.values()) / 10000, 4), shown


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    press = Press(tmp_path_factory.mktemp("by-chance"))
    assert press.print(contents(*REVIEWS, texts=TEXTS)).published
    return press.path


def drawn(chance: random.Random) -> Part:
    """Return one part of a question."""
    kind, without = chance.randrange(6), chance.random() < 0.2
    if kind < 3:
        return Part(without, "", chance.choice(WORDS))
    if kind == 3:
        return Part(without, "", chance.choice(PHRASES), phrase=True)
    if kind == 4:
        field = chance.choice(tuple(FIELDS))
        return Part(without, field, chance.choice(FIELDS[field]), sign=chance.choice(":="))
    return Part(without, chance.choice(("since", "until")), chance.choice(DAYS))


def test_searches_by_chance_find_what_their_parts_mean(printed: Path) -> None:
    chance = random.Random(11)
    answered = 0
    with open_edition(printed) as edition:
        index = Index(edition)
        for _ in range(300):
            parts = [drawn(chance) for _ in range(chance.choice((1, 1, 2, 3)))]
            asked = " ".join(map(str, parts))
            rows = edition.execute("SELECT review_id, score, phrase FROM search(?)", [asked]).fetchall()
            expected = [found for one in REVIEWS if (found := index.answer(parts, one.review_id))]
            assert sorted(rows) == sorted(expected), asked
            assert rows == sorted(rows, key=lambda row: (row[2] == "possible", -row[1])), asked
            answered += bool(rows)
    assert answered > 50
