"""An invented country: an edition of any size, with everything in it that such an edition has on average.

Belongs here: its rows, the same for the same size. Does not belong here: what is measured or tested with them.

By default it has the sizes of the whole country: 1,550 reviews of 150 publishers, 45 themes, 153 areas, and for every
review the evidence, the checks and the recommendations that such reviews have on average.
"""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalogue.models import (
    Area,
    Availability,
    Check,
    Document,
    Edition,
    Evidence,
    Location,
    Recommendation,
    Review,
    ReviewPublisher,
    SourceRow,
    Table,
    Theme,
    digest,
)
from catalogue.vocabulary import (
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
    Verdict,
)
from tests.edition_samples import NOON, SOURCE, document, location
from tests.edition_samples import review as a_review

_WORDS = (
    "the review heard that the family was known to services and that what was known to each was not put together",
    "practitioners saw the child and did not ask what a day in the child’s life was like",
    "information was shared by telephone and was not written down, so that the next meeting did not know of it",
    "the partnership should satisfy itself that supervision is given and that it is of use",
)


@dataclass(frozen=True)
class Size:
    """How big the country is."""

    reviews: int = 1_550
    documents: int = 2_500
    publishers: int = 150
    themes: int = 45
    areas: int = 153
    reviewers: int = 500
    checks: int = 40
    evidence: int = 32
    points: int = 6


def tables(size: Size, changed: int = 0) -> dict[type[Table], list[Table]]:
    """Return the rows of a national edition, the same for the same size.

    Args:
        size: How big it is.
        changed: How many of its reviews have another title and another theme than at first.
    """
    chance = random.Random(8)
    areas = [_area(number) for number in range(size.areas)]
    themes = [_theme(number) for number in range(size.themes)]
    sources = [_source(number, areas[number % size.areas]) for number in range(size.publishers)]
    rows: dict[type[Table], list[Table]] = {Area: [*areas], Theme: [*themes], SourceRow: [*sources]}
    for model in (Review, ReviewPublisher, Document, Location, Evidence, Recommendation, Check, Availability):
        rows[model] = []
    for number in range(size.reviews):
        one = _review(size, number, sources, themes, chance, changed=number < changed)
        rows[Review].append(one)
        rows[ReviewPublisher].append(_body(one))
        papers = 2 if number < size.documents - size.reviews else 1
        for paper in range(papers):
            of_paper = list(_paper(size, one, paper, chance))
            for row in of_paper:
                rows[type(row)].append(row)
    rows[Edition] = [_edition(rows)]
    return rows


def _edition(rows: dict[type[Table], list[Table]]) -> Edition:
    """Return the edition's own row."""
    return Edition(
        number=1,
        built_at=NOON,
        code_version="bench",
        sources_sha256="a" * 64,
        curation_sha256="b" * 64,
        content_sha256="c" * 64,
        reviews=len(rows[Review]),
        child_reviews=len(rows[Review]),
        documents=len(rows[Document]),
        locations=len(rows[Location]),
        open_alerts=0,
        issues=0,
        summary="the first edition",
    )


def _area(number: int) -> Area:
    """Return an area."""
    return Area(
        area_code=f"E{10000000 + number}",
        name=f"Area {number}",
        nation=Nation.ENGLAND,
        aliases=(),
        valid_from=None,
        valid_to=None,
        succeeded_by=(),
    )


def _theme(number: int) -> Theme:
    """Return a theme."""
    return Theme(
        theme_id=f"theme_{number}",
        label=f"Theme {number}",
        definition="What it means, in a sentence.",
        alternatives=("another wording", "and another"),
        broader=f"Group {number % 6}",
    )


def _source(number: int, area: Area) -> SourceRow:
    """Return a publisher's page."""
    return SOURCE.model_copy(
        update={
            "source_id": f"publisher-{number}",
            "publisher_id": f"publisher-{number}",
            "publisher": f"Area {number} Safeguarding Children Partnership",
            "area_codes": (area.area_code,),
            "urls": (f"https://publisher-{number}.test/safeguarding-practice-reviews/",),
        }
    )


def _review(
    size: Size,
    number: int,
    sources: Sequence[SourceRow],
    themes: Sequence[Theme],
    chance: random.Random,
    *,
    changed: bool,
) -> Review:
    """Return a review."""
    source = sources[number % size.publishers]
    year = 2010 + int(16 * chance.random() ** 0.6)
    found = chance.sample(themes, chance.randint(2, 6))
    in_year = year == 2025
    return a_review(
        f"publisher-{number % size.publishers}-{year}-child-{number}",
        title=f"Child {number}: a {'second' if changed else 'local'} child safeguarding practice review",
        review_type=ReviewType.LCSPR if year > 2018 else ReviewType.SCR,
        publisher_id=source.publisher_id,
        publisher=source.publisher,
        area_codes=source.area_codes,
        area_names=(f"Area {number % size.publishers}",),
        pseudonyms=(f"Child {number}",),
        published_on=None if chance.random() < 0.04 else dt.date(year, chance.randint(1, 12), 1),
        published_precision=Precision.MONTH,
        reviewers=(f"Reviewer {chance.randrange(size.reviewers)} Exampleton",),
        incident=Incident.DEATH,
        themes=tuple(one.theme_id for one in (found[1:] if changed else found)),
        first_seen_at=NOON - dt.timedelta(hours=number),
        url=f"https://{source.publisher_id}.test/media/{number}-0.pdf",
        retention_status=RetentionStatus.AVAILABLE_IN_PERIOD if in_year else RetentionStatus.COMPLETED,
        retention_note="Available; its period runs until at least 1 May 2026." if in_year else "Available.",
        retained_until=dt.date(year + 1, 5, 1),
    )


def _body(one: Review) -> ReviewPublisher:
    """Return under whom a review is found."""
    return ReviewPublisher(
        review_id=one.review_id,
        publisher_id=str(one.publisher_id),
        publisher=str(one.publisher),
        relation=PublisherRelation.RESPONSIBLE,
    )


def _paper(size: Size, one: Review, paper: int, chance: random.Random) -> Iterator[Table]:
    """Give a document of a review with all that was read in it and every look at its address."""
    key = digest(one.review_id, str(paper), length=64)
    role = Role.SEVEN_MINUTE_BRIEFING if paper else Role.FULL_REPORT
    url = str(one.url).replace("-0.pdf", f"-{paper}.pdf")
    yield document(one.review_id).model_copy(update={"document_id": key, "role": role, "pages": 32, "words": 15_000})
    place = location(one.review_id).model_copy(
        update={
            "location_id": key[:16],
            "document_id": key,
            "source_id": one.publisher_id,
            "url": url,
        }
    )
    yield place
    fields = ["title", "review_type", "publisher", "area_codes", "pseudonyms", "published_on", "reviewers", "incident"]
    values = [(field, one.title) for field in fields]
    values[fields.index("area_codes")] = ("area_codes", one.area_codes[0])
    values += [("themes", theme) for theme in one.themes]
    for number in range(size.evidence if not paper else size.evidence // 3):
        field, value = values[number % len(values)]
        yield Evidence(
            review_id=one.review_id,
            document_id=key,
            field=field,
            value=value,
            page=number + 1,
            snippet=f"{chance.choice(_WORDS)}; {chance.choice(_WORDS)}"[:300],
            extractor="sample@1",
            confidence=0.9,
            chosen=number < len(values),
            reason=None if number < len(values) else "Another document or listing ranks higher.",
            url=url,
        )
    for number in range(0 if paper else size.points):
        yield Recommendation(
            review_id=one.review_id,
            document_id=key,
            kind=PointKind.RECOMMENDATION,
            ordinal=number + 1,
            number=str(number + 1),
            addressee=None,
            page=20 + number,
            snippet=chance.choice(_WORDS),
            extractor="sample@1",
            confidence=0.9,
        )
    for number in range(size.checks):
        lost = number % 13 == 12
        yield Check(
            location_id=place.location_id,
            checked_at=NOON - dt.timedelta(days=size.checks - number),
            verdict=Verdict.UNAVAILABLE if lost else Verdict.AVAILABLE,
            reason=Rule.NOT_FOUND if lost else Rule.NOT_MODIFIED,
            status=404 if lost else 304,
            final_url=url,
            sha256=None,
            elapsed_ms=80,
        )
    yield Availability(
        location_id=place.location_id,
        state=State.AVAILABLE,
        reason=Rule.NOT_MODIFIED,
        since=NOON - dt.timedelta(days=3),
        last_success_at=NOON,
        last_checked_at=NOON,
        failure_count=0,
        days_verified=39.0,
        days_down=1.0,
        days_unverified=0.0,
    )
