"""Ready citations: of each review, and of the edition itself.

Belongs here: their wording. Does not belong here: any name or date that is not printed in the same row.

The authors of a review are the reviewers whom its documents name; where they name none, its publisher stands first. The
year is the printed one, or "no date". Whoever cites the catalogue cites an edition, since the next may say something
else; the path after it is the review's own on the catalogue's site, and stays.
"""

from collections.abc import Mapping

from catalogue.models import Edition, Review
from catalogue.vocabulary import ReviewType

NAME = "National catalogue of child safeguarding practice reviews"
"""What an edition is called in a citation."""
TYPES: Mapping[ReviewType, str] = {
    ReviewType.LCSPR: "Local Child Safeguarding Practice Review",
    ReviewType.SCR: "Serious Case Review",
    ReviewType.NATIONAL_CSPR: "National Child Safeguarding Practice Review",
    ReviewType.CPR: "Child Practice Review",
    ReviewType.SUSR: "Single Unified Safeguarding Review",
    ReviewType.LEARNING_REVIEW: "Learning Review",
    ReviewType.CMR: "Case Management Review",
    ReviewType.SAR: "Safeguarding Adults Review",
    ReviewType.DHR: "Domestic Homicide Review",
    ReviewType.RAPID_REVIEW: "Rapid review",
    ReviewType.THEMATIC: "Thematic review",
    ReviewType.ANALYSIS: "Analysis of reviews",
    ReviewType.GUIDANCE: "Guidance",
    ReviewType.BRIEFING_ONLY: "Briefing",
    ReviewType.OTHER: "",
}
"""How a kind of inquiry is written in a citation; nothing where its publisher does not state one."""


def fragment(review_id: str) -> str:
    """Return the permanent path of a review on the catalogue's site.

    Args:
        review_id: Its id, which is never given to another review.
    """
    return f"reviews/{review_id}/"


def of_review(review: Review, edition: Edition) -> str:
    """Return the citation of a review as an edition tells it.

    Args:
        review: The review.
        edition: The edition that prints it.

    Returns:
        Authors or publisher, year, title, type, publisher, address and edition, in one line; what is not known is left
        out, but for the year.
    """
    year = f"{review.published_on:%Y}" if review.published_on else "no date"
    authors = _listed(review.reviewers) or review.publisher
    kind = TYPES[review.review_type]
    parts = [
        f"{authors} ({year})" if authors else f"({year})",
        review.title,
        kind if kind.casefold() not in review.title.casefold() else "",
        review.publisher if review.reviewers else "",
        review.url,
    ]
    told = ". ".join(part.strip().rstrip(".") for part in parts if part)
    return f"{told}. In: {_named(edition)}, {fragment(review.review_id)}"


def of_edition(edition: Edition) -> str:
    """Return the citation of an edition.

    Args:
        edition: Its own row.

    Returns:
        Name, number, day, and the hash of what it says: a copy can be told by it.
    """
    return f"{_named(edition)}, content {edition.content_sha256}"


def _named(edition: Edition) -> str:
    """Return the edition's name, number and day."""
    return f"{NAME}, edition {edition.number}, {edition.built_at.day} {edition.built_at:%B %Y}"


def _listed(names: tuple[str, ...]) -> str:
    """Return names as a list in words."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
