"""The publications on the miniature government site: what its interfaces say about each.

Belongs here: titles, dates, files. Does not belong here: the interfaces (``govuk.py``) and the words of
the files (``national_reports.py``).
"""

from collections.abc import Callable
from dataclasses import dataclass

from tests.world import national_reports as reports
from tests.world import sites

PUBLICATIONS = "/government/publications"
ANNUAL_PDF = f"{sites.ASSETS}/609d3c11/Annual_report_2020.pdf"
SUDI_PDF = f"{sites.ASSETS}/5f0f4c2a/Out_of_routine_national_review_SUDI.pdf"


@dataclass(frozen=True)
class Publication:
    """One publication: what the interfaces say about it."""

    path: str
    title: str
    description: str
    kind: str
    first: str
    """First publication, UTC, as the interface writes it."""
    changed: str
    """Last change that was announced."""
    republished: str
    """Last time the system wrote it anew: never a publication date."""
    file: str | None = None
    file_title: str = ""
    make: Callable[[], bytes] | None = None
    pages: int = 0
    withdrawn: str | None = None
    """When it was withdrawn, or None."""


PUBLISHED = (
    Publication(
        f"{PUBLICATIONS}/{sites.SUDI_PAGE.rpartition('/')[2]}",
        "Out of routine: national review of sudden unexpected death in infancy (SUDI)",
        "National review of sudden unexpected death in infancy (SUDI) in families where the children are considered at "
        "risk of significant harm.",
        "independent_report",
        "2020-07-16T08:30:00Z",
        "2020-07-16T08:30:00Z",
        "2024-02-12T17:05:41Z",
        SUDI_PDF,
        "Out of routine: a review of sudden unexpected death in infancy (SUDI)",
        reports.out_of_routine,
        7,
    ),
    Publication(
        f"{PUBLICATIONS}/child-safeguarding-practice-review-panel-rapid-review-guidance",
        "Rapid review process: guidance for safeguarding partners",
        "Guidance from the Panel on how to carry out a rapid review.",
        "guidance",
        "2020-02-06T12:00:00Z",
        "2020-02-06T12:00:00Z",
        "2022-09-01T04:10:09Z",
        sites.GUIDANCE_PDF,
        "Guidance for the rapid review process",
        reports.rapid_review_guidance,
        4,
    ),
    Publication(
        f"{PUBLICATIONS}/analysis-of-serious-case-reviews-2014-to-2017",
        "Complexity and challenge: triennial analysis of serious case reviews 2014 to 2017",
        "Complexity and challenge: a triennial analysis of 368 serious case reviews.",
        "research",
        "2020-03-04T09:30:00Z",
        "2020-03-04T09:30:00Z",
        "2023-05-30T11:22:33Z",
        sites.TRIENNIAL_PDF,
        "Complexity and challenge: a triennial analysis of serious case reviews 2014 to 2017",
        reports.triennial,
        8,
    ),
    Publication(
        f"{PUBLICATIONS}/child-safeguarding-practice-review-panel-annual-report-2020",
        "Child Safeguarding Practice Review Panel: annual report 2020",
        "Patterns in practice, key messages and work programme.",
        "corporate_report",
        "2021-05-13T09:00:00Z",
        "2021-05-13T09:00:00Z",
        "2023-01-10T10:00:00Z",
        ANNUAL_PDF,
        "Annual report 2020",
        reports.annual_report,
        4,
    ),
    Publication(
        f"{PUBLICATIONS}/practice-guidance-for-panel-pilots",
        "Practice guidance for pilot areas",
        "Guidance for pilot areas, now withdrawn.",
        "guidance",
        "2019-01-15T09:00:00Z",
        "2019-01-15T09:00:00Z",
        "2020-10-01T09:00:00Z",
        withdrawn="2020-10-01T09:00:00Z",
    ),
)
