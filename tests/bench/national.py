"""A seeded edition of national size, of invented words: 1,550 reviews, 2,500 documents, 150 million characters.

Belongs here: its contents, the same for the same seed. Does not belong here: printing and measuring it
(``tests.bench.edition``).
"""

import datetime as dt
import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from catalogue.authority import areas, themes
from catalogue.models import (
    Availability,
    Check,
    Document,
    Evidence,
    Listing,
    Location,
    Recommendation,
    Review,
    ReviewPublisher,
    SourceRow,
    digest,
)
from catalogue.publish import Contents
from catalogue.vocabulary import (
    Collection,
    Incident,
    Nation,
    PointKind,
    PublisherRelation,
    RetentionStatus,
    ReviewType,
    Role,
    Rule,
    State,
    Verdict,
)
from tests.edition_samples import NOON, SOURCE, contents, document, evidence, location, review

SEED = 7
SYLLABLES = tuple(a + b for a in "bcdfghklmnprstvw" for b in ("a", "e", "i", "o", "u", "ea", "or", "in"))
KNOWN = [
    "child",
    "family",
    "school",
    "health",
    "mother",
    "father",
    "neglect",
    "abuse",
    "visitor",
    "police",
    "social",
    "worker",
    "bruising",
    "bruises",
    "exploitation",
    "criminal",
    "baby",
    "injury",
    "death",
    "domestic",
    "violence",
    "housing",
    "poverty",
    "mental",
    "suicide",
    "substance",
    "alcohol",
    "drugs",
    "information",
    "sharing",
    "professional",
    "curiosity",
    "supervision",
    "assessment",
    "escalation",
    "attendance",
    "disability",
    "placement",
    "kinship",
    "online",
]
SENTENCE_WORDS = 18


@dataclass(frozen=True)
class Size:
    """How much of everything there is."""

    reviews: int = 1_550
    documents: int = 2_500
    characters: int = 150_000_000
    words: int = 40_000
    sentences: int = 40_000
    checks: int = 60
    sources: int = 150


class National:
    """The edition's contents, part by part."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self.chance = random.Random(SEED)
        self.words = self._words()
        weights = list(itertools.accumulate(1 / (place + 2.7) for place in range(len(self.words))))
        drawn = self.chance.choices(self.words, cum_weights=weights, k=size.sentences * SENTENCE_WORDS)
        starts = range(0, len(drawn), SENTENCE_WORDS)
        self.sentences = [" ".join(drawn[start : start + SENTENCE_WORDS]).capitalize() + "." for start in starts]

    def contents(self) -> Contents:
        """Return the whole edition, its texts included."""
        reviews = [self._review(number) for number in range(self.size.reviews)]
        documents = [self._document(number, reviews) for number in range(self.size.documents)]
        locations = [
            location(one.review_id).model_copy(
                update={
                    "location_id": digest(one.document_id),
                    "document_id": one.document_id,
                    "source_id": self._source_of(one.review_id),
                    "url": self._url(one.review_id) if number < len(reviews) else f"http://a.test/{number}.pdf",
                }
            )
            for number, one in enumerate(documents)
        ]
        return replace(
            contents(),
            reviews=tuple(reviews),
            documents=tuple(documents),
            locations=tuple(locations),
            evidence=tuple(self._evidence(reviews, documents)),
            recommendations=tuple(self._points(documents)),
            publishers=tuple(
                ReviewPublisher(
                    review_id=one.review_id,
                    publisher_id=str(one.publisher_id),
                    publisher=str(one.publisher),
                    relation=PublisherRelation.RESPONSIBLE,
                )
                for one in reviews
            ),
            checks=tuple(self._checks(locations)),
            availability=tuple(map(self._state, locations)),
            sources=tuple(self._sources()),
            listings=tuple(self._listings(reviews)),
            areas=areas(),
            themes=themes(),
            texts={one.document_id: self._pages() for one in documents},
        )

    def _words(self) -> list[str]:
        """Return the vocabulary, the commonest first; real words of the field are common ones."""
        made: dict[str, None] = {}
        while len(made) < self.size.words:
            made["".join(self.chance.choices(SYLLABLES, k=self.chance.choice((1, 2, 2, 3, 3, 4))))] = None
        words = list(made)
        for place, known in enumerate(KNOWN):
            words.insert(40 + place * 11, known)
        return words

    def _pages(self) -> tuple[str, ...]:
        """Return the pages of one document, about as long as all are on average."""
        length = self.size.characters // self.size.documents // (len(self.sentences[0]) + 1)
        drawn = self.chance.choices(self.sentences, k=max(1, length))
        return tuple(" ".join(drawn[start : start + 30]) for start in range(0, len(drawn), 30))

    def _source_of(self, review_id: str) -> str:
        """Return the source that publishes a review."""
        return f"place-{int(review_id.removeprefix('r-')) % self.size.sources}"

    def _url(self, review_id: str) -> str:
        """Return the address of a review's main document."""
        return f"http://{self._source_of(review_id)}.test/{review_id}.pdf"

    def _some(self, least: int, most: int) -> list[str]:
        """Return a few words."""
        return self.chance.choices(self.words[:3000], k=self.chance.randint(least, most))

    def _review(self, number: int) -> Review:
        """Return one review."""
        chance, review_id = self.chance, f"r-{number:05}"
        area = chance.choice(areas())
        name = self._some(1, 1)[0].capitalize()
        day = dt.date(2010, 1, 1) + dt.timedelta(days=chance.randrange(5_900))
        status = RetentionStatus.COMPLETED
        if day > dt.date(2025, 3, 2):
            status = chance.choice((RetentionStatus.AVAILABLE_IN_PERIOD, RetentionStatus.NOT_FOUND_IN_PERIOD))
        return review(
            review_id,
            title=f"Child {name}: {' '.join(self._some(2, 5))}",
            review_type=chance.choice(tuple(ReviewType)[:8]),
            nation=chance.choice(tuple(Nation)),
            publisher_id=self._source_of(review_id),
            publisher=f"{self._source_of(review_id).capitalize()} Safeguarding Partnership",
            area_codes=(area.area_code,),
            area_names=(area.name,),
            pseudonyms=(f"Child {name}",),
            published_on=day.replace(day=1),
            reviewers=tuple(f"{self.words[n].capitalize()} {self.words[n + 1].capitalize()}" for n in [number % 300]),
            reviewer_named=bool(number % 5),
            incident=chance.choice(tuple(Incident)),
            themes=tuple(dict.fromkeys(one.theme_id for one in chance.choices(themes(), k=3))),
            url=self._url(review_id),
            retention_status=status,
        )

    def _document(self, number: int, reviews: list[Review]) -> Document:
        """Return one document; every review has one, some have more."""
        of = reviews[number % len(reviews)].review_id
        return document(of).model_copy(
            update={
                "document_id": digest(of, str(number), length=64),
                "role": Role.FULL_REPORT if number < len(reviews) else self.chance.choice(tuple(Role)),
                "title": " ".join(self._some(3, 6)),
                "pages": 40,
                "words": 10_000,
            }
        )

    def _evidence(self, reviews: list[Review], documents: list[Document]) -> Iterator[Evidence]:
        """Give the evidence of every value, and as much again that was rejected."""
        for one, paper in zip(reviews, documents, strict=False):
            for row in evidence(one):
                told = {"document_id": paper.document_id, "snippet": self._quote(), "page": self.chance.randint(1, 40)}
                yield row.model_copy(update=told)
                yield row.model_copy(update=told | {"chosen": False, "snippet": self._quote(), "reason": "Less sure."})

    def _quote(self) -> str:
        """Return the words of a quotation."""
        return self.chance.choice(self.sentences)[:200]

    def _points(self, documents: list[Document]) -> Iterator[Recommendation]:
        """Give four recommendations of every document."""
        for paper, ordinal in itertools.product(documents, range(1, 5)):
            yield Recommendation(
                review_id=paper.review_id,
                document_id=paper.document_id,
                kind=PointKind.RECOMMENDATION,
                ordinal=ordinal,
                number=str(ordinal),
                addressee=None,
                page=30,
                snippet=self._quote(),
                extractor="sample@1",
                confidence=0.9,
            )

    def _checks(self, locations: list[Location]) -> Iterator[Check]:
        """Give the checks of every address, one a day."""
        for place, day in itertools.product(locations, range(self.size.checks)):
            yield Check.model_construct(
                location_id=place.location_id,
                checked_at=NOON - dt.timedelta(days=day),
                verdict=Verdict.AVAILABLE,
                reason=Rule.NOT_MODIFIED,
                status=304,
                final_url=place.url,
                sha256=place.document_id,
                elapsed_ms=90,
            )

    def _state(self, place: Location) -> Availability:
        """Return what the checks of an address amount to."""
        return Availability(
            location_id=place.location_id,
            state=self.chance.choice((State.AVAILABLE, State.AVAILABLE, State.UNAVAILABLE)),
            reason=Rule.NOT_MODIFIED,
            since=NOON - dt.timedelta(days=30),
            last_success_at=NOON,
            last_checked_at=NOON,
            failure_count=0,
            days_verified=30.0,
            days_down=0.0,
            days_unverified=0.0,
        )

    def _sources(self) -> Iterator[SourceRow]:
        """Give the sources: one a publisher, and two national lists."""
        for number in range(self.size.sources):
            told = {"source_id": f"place-{number}", "publisher_id": f"place-{number}"}
            yield SOURCE.model_copy(update=told | {"area_codes": (areas()[number].area_code,)})
        for collection in (Collection.NSPCC, Collection.PANEL):
            told = {"source_id": str(collection), "publisher_id": str(collection), "collection": collection}
            yield SOURCE.model_copy(update=told)

    def _listings(self, reviews: list[Review]) -> Iterator[Listing]:
        """Give the pages that list the reviews: each its own publisher's, two of three a national one's."""
        for number, one in enumerate(reviews):
            for source in (self._source_of(one.review_id), ("nspcc", "panel", None)[number % 3]):
                if source is not None:
                    yield Listing(
                        review_id=one.review_id,
                        source_id=source,
                        page=f"http://{source}.test/reviews",
                        own=source.startswith("place-"),
                        documents=1,
                        first_seen_at=NOON,
                        last_seen_at=NOON,
                        listed=True,
                    )
