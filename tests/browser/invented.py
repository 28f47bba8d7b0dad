"""An invented edition of any size: reviews of nobody, in the words of the theme vocabulary and of no report.

Belongs here: records made by number, so that the same size gives the same edition. Does not belong here: any expectation.
Every seventh review has a 7-minute briefing; the first one about co-sleeping is one of these. One document is not found
at its address, and its publisher was told.
"""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from catalogue.authority import areas, themes
from catalogue.models import (
    Alert,
    Area,
    Availability,
    Check,
    Document,
    Evidence,
    Location,
    Recommendation,
    Review,
    ReviewAlias,
    ReviewPublisher,
    SourceRow,
    Tombstone,
    digest,
)
from catalogue.publish import Contents
from catalogue.vocabulary import (
    AlertKind,
    Incident,
    Nation,
    PointKind,
    Precision,
    PublisherRelation,
    RetentionStatus,
    ReviewType,
    Role,
    Rule,
    State,
    TakedownReason,
    Verdict,
)
from tests.edition_samples import NOON, SOURCE, Press, contents, document, evidence, location, review

DAY = dt.timedelta(days=1)
SAFE_SLEEP = "invented-review-0000"
"""The review on co-sleeping with a 7-minute briefing."""
MISSING = "invented-review-0001"
"""The review whose document is not found at its address."""
OLDER = "invented-review-older"
"""An id that leads to another review now."""
TAKEN_DOWN = "invented-review-taken-down"
"""A review that was taken down."""
_TODAY = tuple(one for one in areas() if one.valid_to is None)
_TYPES = {
    Nation.ENGLAND: (ReviewType.SCR, ReviewType.LCSPR, ReviewType.LCSPR, ReviewType.THEMATIC),
    Nation.WALES: (ReviewType.CPR, ReviewType.SUSR),
    Nation.SCOTLAND: (ReviewType.LEARNING_REVIEW,),
    Nation.NORTHERN_IRELAND: (ReviewType.CMR,),
}
_PLAIN = [
    "the",
    "family",
    "was",
    "known",
    "to",
    "services",
    "and",
    "the",
    "school",
    "raised",
    "its",
    "concern",
    "with",
    "the",
    "health",
    "visitor",
    "who",
    "wrote",
    "a",
    "plan",
    "that",
    "the",
    "team",
    "agreed",
    "at",
    "a",
    "meeting",
    "before",
    "the",
    "summer",
    "when",
    "records",
    "were",
    "shared",
    "late",
    "between",
    "agencies",
    "and",
    "nobody",
    "asked",
    "what",
    "daily",
    "life",
    "was",
    "like",
    "at",
    "home",
    "for",
    "the",
    "child",
    "or",
    "the",
    "baby",
    "while",
    "workers",
    "changed",
    "and",
    "visits",
    "were",
    "missed",
]
_SOUNDS = [
    "ba",
    "be",
    "bi",
    "bo",
    "bra",
    "cle",
    "con",
    "da",
    "de",
    "dri",
    "fa",
    "fer",
    "ga",
    "gre",
    "ha",
    "in",
    "ka",
    "la",
    "lor",
    "ma",
    "men",
    "mo",
    "na",
    "ner",
    "or",
    "pa",
    "per",
    "ra",
    "ris",
    "sa",
    "sen",
    "ta",
    "tor",
    "va",
    "ver",
]


def invented(size: int, *, quotes: int = 6, points: int = 4) -> Contents:
    """Return an edition of so many reviews.

    Args:
        size: Number of reviews, at least 10.
        quotes: Passages that its themes were read from, for each review.
        points: Recommendations of each review.

    Returns:
        Contents that can be printed.
    """
    luck = random.Random(8)
    reviews = [_review(number, luck) for number in range(size)]
    papers = [document(one.review_id).model_copy(update={"words": 9000}) for one in reviews]
    briefings = [_briefing(one) for number, one in enumerate(reviews) if number % 7 == 0]
    places = [location(one.review_id) for one in reviews]
    places = [
        one.model_copy(update={"source_id": _source_id(found)}) for one, found in zip(places, reviews, strict=True)
    ]
    places += [_of_briefing(reviews[number * 7], one) for number, one in enumerate(briefings)]
    first = contents(*reviews)
    return replace(
        first,
        documents=(*papers, *briefings),
        locations=tuple(places),
        evidence=tuple(row for one in reviews for row in _evidence(one, quotes, luck)),
        recommendations=tuple(row for one in reviews for row in _points(one, points, luck)),
        checks=tuple(row for place in places for row in _checks(place)),
        availability=tuple(map(_availability, places)),
        alerts=(_alert(reviews[1], places[1]),),
        aliases=(
            ReviewAlias(alias=OLDER, review_id=SAFE_SLEEP, since=NOON, because="Both publishers list the same file."),
        ),
        tombstones=(
            Tombstone(
                review_id=TAKEN_DOWN,
                publisher_id=None,
                publisher="Sampleborough Safeguarding Partnership",
                published_on=dt.date(2020, 1, 1),
                published_precision=Precision.YEAR,
                first_seen_at=NOON - 90 * DAY,
                taken_down_on=NOON.date() - 10 * DAY,
                reason=TakedownReason.WELFARE,
            ),
        ),
        sources=tuple(_source(area) for area in _TODAY),
        publishers=tuple(
            ReviewPublisher(
                review_id=one.review_id,
                publisher_id=str(one.publisher_id),
                publisher=str(one.publisher),
                relation=PublisherRelation.RESPONSIBLE,
            )
            for one in reviews
        ),
        areas=areas(),
        themes=themes(),
    )


def printed(size: int, folder: Path, **more: int) -> Path:
    """Print an invented edition into a folder, and return its file."""
    press = Press(folder)
    outcome = press.print(invented(size, **more))
    if not press.path.is_file():
        raise AssertionError(f"the edition was refused: {outcome}")
    return press.path


def _area(number: int) -> Area:
    """Return the area of a review."""
    return _TODAY[number * 37 % len(_TODAY)]


def _source_id(one: Review) -> str:
    """Return the source of a review."""
    return str(one.publisher_id)


def _key(area: Area) -> str:
    """Return the key of an area's publisher."""
    return f"partnership-{area.area_code.lower()}"


def _source(area: Area) -> SourceRow:
    """Return the publisher of an area."""
    return SOURCE.model_copy(
        update={
            "source_id": _key(area),
            "publisher_id": _key(area),
            "publisher": f"{area.name} Safeguarding Children Partnership",
            "nation": area.nation,
            "area_codes": (area.area_code,),
            "urls": (f"http://{_key(area)}.test/reviews",),
        }
    )


def _review(number: int, luck: random.Random) -> Review:
    """Return a review by its number."""
    area = _area(number)
    name = "".join(luck.choice(_SOUNDS) for _ in range(3)).capitalize()
    held = [one.theme_id for one in luck.sample(themes(), luck.randint(2, 6))]
    title, day = f"{name}: a review", dt.date(2008 + number * 7 % 18, 1 + number % 12, 1)
    if number == 0:
        title, held, day = "Robin: learning about safe sleep", ["co_sleeping", "neglect"], dt.date(2021, 3, 1)
    missing = number == 1
    if missing:
        title, day = "Wren: a review", dt.date(2025, 9, 1)
    return review(
        f"invented-review-{number:04}",
        title=title,
        review_type=_TYPES[area.nation][number % len(_TYPES[area.nation])],
        nation=area.nation,
        publisher_id=_key(area),
        publisher=f"{area.name} Safeguarding Children Partnership",
        area_codes=(area.area_code,),
        area_names=(area.name,),
        pseudonyms=(title.split(":")[0],),
        published_on=day,
        published_precision=Precision.MONTH,
        reviewers=(f"Alex {name}ton",),
        reviewer_named=True,
        incident=(Incident.DEATH, Incident.SERIOUS_HARM, Incident.UNKNOWN)[number % 3],
        themes=tuple(dict.fromkeys(held)),
        url=f"http://sampleborough.test/invented-review-{number:04}.pdf",
        retention_status=RetentionStatus.NOT_FOUND_IN_PERIOD if missing else RetentionStatus.COMPLETED,
        retained_until=day.replace(year=day.year + 1),
        retained_until_latest=day.replace(year=day.year + 1),
    )


def _briefing(one: Review) -> Document:
    """Return the 7-minute briefing of a review."""
    return document(one.review_id).model_copy(
        update={"document_id": digest("briefing", one.review_id, length=64), "role": Role.SEVEN_MINUTE_BRIEFING}
    )


def _of_briefing(one: Review, paper: Document) -> Location:
    """Return the address of a briefing."""
    return location(one.review_id).model_copy(
        update={
            "location_id": digest("briefing at", one.review_id),
            "document_id": paper.document_id,
            "url": f"http://sampleborough.test/{one.review_id}-briefing.pdf",
            "source_id": _source_id(one),
        }
    )


def _sentence(luck: random.Random, *about: str) -> str:
    """Return words around others."""
    rare = ["".join(luck.choice(_SOUNDS) for _ in range(luck.randint(2, 4))) for _ in range(2)]
    words = [*luck.sample(_PLAIN, 22), *about, *rare]
    luck.shuffle(words)
    return " ".join(words).capitalize() + "."


def _evidence(one: Review, quotes: int, luck: random.Random) -> Iterator[Evidence]:
    """Return evidence for every value, and so many quotations."""
    rows = evidence(one)
    yield from (row for row in rows if row.field != "themes")
    held = {theme.theme_id: theme for theme in themes()}
    told = [row for row in rows if row.field == "themes"]
    for number in range(max(quotes, len(told))):
        row = told[number % len(told)]
        yield row.model_copy(
            update={
                "page": 1 + number,
                "snippet": _sentence(luck, luck.choice(held[str(row.value)].alternatives)),
                "extractor": f"themes@{1 + number // len(told)}",
            }
        )


def _points(one: Review, points: int, luck: random.Random) -> Iterator[Recommendation]:
    """Return so many recommendations."""
    for number in range(points):
        yield Recommendation(
            review_id=one.review_id,
            document_id=digest(one.review_id, length=64),
            kind=PointKind.RECOMMENDATION,
            ordinal=number + 1,
            number=str(number + 1),
            addressee=None,
            page=2,
            snippet=_sentence(luck, "partnership", "should"),
            extractor="points@1",
            confidence=0.8,
        )


def _checks(place: Location) -> Iterator[Check]:
    """Return thirty checks, every third day; of the missing one the last four find nothing."""
    for number in range(30):
        lost = _is_missing(place) and number >= 26
        yield Check(
            location_id=place.location_id,
            checked_at=NOON - (30 - number) * 3 * DAY,
            verdict=Verdict.UNAVAILABLE if lost else Verdict.AVAILABLE,
            reason=Rule.NOT_FOUND if lost else Rule.SAME_BYTES,
            status=404 if lost else 200,
            final_url=place.url,
            sha256=None if lost else place.document_id,
            elapsed_ms=40,
        )


def _is_missing(place: Location) -> bool:
    """Whether an address is the one at which nothing is found."""
    return place.review_id == MISSING and place.location_id == location(MISSING).location_id


def _availability(place: Location) -> Availability:
    """Return what the checks of an address amount to."""
    lost = _is_missing(place)
    return Availability(
        location_id=place.location_id,
        state=State.UNAVAILABLE if lost else State.AVAILABLE,
        reason=Rule.NOT_FOUND if lost else Rule.SAME_BYTES,
        since=NOON - (12 if lost else 90) * DAY,
        last_success_at=NOON - (15 if lost else 3) * DAY,
        last_checked_at=NOON - 3 * DAY,
        failure_count=4 if lost else 0,
        days_verified=75 if lost else 87,
        days_down=12 if lost else 0,
        days_unverified=3,
    )


def _alert(one: Review, place: Location) -> Alert:
    """Return the notice about the missing document."""
    return Alert(
        alert_id=digest("alert", one.review_id),
        review_id=one.review_id,
        location_id=place.location_id,
        publisher_id=str(one.publisher_id),
        kind=AlertKind.NOT_FOUND,
        opened_at=NOON - 9 * DAY,
        closed_at=None,
        delivered_at=NOON - 9 * DAY,
        answer=None,
        document_id=place.document_id,
    )
