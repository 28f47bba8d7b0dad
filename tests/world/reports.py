"""The documents of the miniature internet: which paper stands for which publication.

Belongs here: titles, boards, cover lines and the few public facts about each review. Names of reviewers
are obviously invented. Does not belong here: drawing (``papers.py``) and general filler (``learning.py``).
"""

import functools

from tests.world import learning as on
from tests.world.papers import Briefing, Chapter, Report, briefing, report

WSCP = "Wandsworth Safeguarding Children Partnership"


FRANKIE = Report(
    "Local Child Safeguarding Practice Review",
    "Frankie",
    WSCP,
    (
        "Independent Reviewer: Alex Sampleford",
        "Chair of the partnership: Pat Placeholder",
        "Published January 2021",
    ),
    (
        Chapter(
            "Why this review was carried out",
            (
                "This local child safeguarding practice review concerns Frankie, a child of three who died in July "
                "2016. Frankie had been treated in hospital for severe asthma in the preceding days and died within a "
                "day of going home.",
                "The former Wandsworth Safeguarding Children Board commissioned the review. The partnership that "
                "followed the board completed it and publishes it.",
                "The name Frankie is a pseudonym. The report says as little about the family as its learning allows.",
            ),
        ),
        on.METHOD,
        on.HEALTH,
        on.VOICE,
        on.SHARING,
        on.NEXT_STEPS,
    ),
)


@functools.cache
def frankie() -> bytes:
    """The full report of Wandsworth's review about Frankie."""
    return report(FRANKIE)


@functools.cache
def georgina_and_grace() -> bytes:
    """The Serious Case Review about Georgina and Grace; its cover has no date."""
    about = Chapter(
        "Introduction",
        (
            "This Serious Case Review concerns two children who are called Georgina and Grace here. In February 2018 "
            "Georgina, then 10 months old, was brought to hospital very unwell with chickenpox. X-rays showed a rib "
            "fracture that was healing, and then other fractures.",
            "It was suspected that none of the injuries was accidental. Both names are pseudonyms.",
        ),
    )
    return report(
        Report(
            "Serious Case Review",
            "Georgina and Grace",
            WSCP,
            ("Author: Robin Exampleton, MA, CQSW",),
            (about, on.METHOD, on.BABIES, on.CURIOSITY, on.NEXT_STEPS),
        )
    )


@functools.cache
def georgina_and_grace_briefing() -> bytes:
    """The 7-minute briefing about Georgina and Grace."""
    return _briefing(
        "7 minute briefing",
        "Georgina and Grace",
        WSCP,
        Chapter(
            "Background",
            (
                "A Serious Case Review was carried out after Georgina, aged 10 months, was found in February 2018 to "
                "have several fractures that were suspected to be non-accidental.",
            ),
        ),
        (on.BABIES, on.CURIOSITY, on.SUPERVISION),
    )


@functools.cache
def child_c() -> bytes:
    """The report of Waltham Forest's review about Child C."""
    about = Chapter(
        "Introduction",
        (
            "This Serious Case Review concerns Child C, a boy of 14 who was murdered. He had been criminally "
            "exploited.",
            "The review asks what services can learn about children who are exploited by others, and says no more "
            "about Child C and his family than that purpose requires.",
        ),
    )
    return report(
        Report(
            "Serious Case Review",
            "Child C",
            "Waltham Forest Safeguarding Children Board",
            ("Lead reviewer: Casey Inventon", "Date of publication: May 2020"),
            (about, on.METHOD, on.EXPLOITATION, on.MISSING, on.VIOLENCE, on.NEXT_STEPS),
        )
    )


@functools.cache
def child_c_response() -> bytes:
    """The board's response to the review about Child C."""
    return report(
        Report(
            "Response to the Serious Case Review",
            "Child C",
            "Waltham Forest Safeguarding Children Board",
            ("The board's response to the recommendations", "May 2020"),
            (
                Chapter(
                    "Our response",
                    (
                        "The board accepts every recommendation of the Serious Case Review about Child C. This "
                        "response says what will change, who leads the change and when it will be looked at again.",
                    ),
                ),
                on.EXPLOITATION,
                on.NEXT_STEPS,
            ),
        )
    )


@functools.cache
def child_c_briefing() -> bytes:
    """The 7-minute briefing about Child C that Wandsworth keeps."""
    return _briefing(
        "7 minute briefing",
        "Child C",
        "Waltham Forest Safeguarding Children Board",
        Chapter(
            "Background",
            (
                "The Serious Case Review about Child C, a boy of 14 who was murdered and who had been criminally "
                "exploited, was published by the board in Waltham Forest.",
            ),
        ),
        (on.EXPLOITATION, on.MISSING, on.VIOLENCE),
    )


@functools.cache
def tyrone_goodyear_briefing() -> bytes:
    """The 7-minute briefing of Lewisham's adults' board."""
    return _briefing(
        "Safeguarding Adults Review: 7 minute briefing",
        "Tyrone Goodyear",
        "Lewisham Safeguarding Adults Board",
        Chapter(
            "Background",
            (
                "Tyrone Goodyear, a man of 24, died in February 2019 after an overdose. The board carried out a "
                "Safeguarding Adults Review.",
            ),
        ),
        (on.HOUSING, on.AUTISM, on.SUICIDE),
    )


@functools.cache
def adult_q() -> bytes:
    """An adult review that stands beside a children's one on a council's page."""
    return report(
        Report(
            "Safeguarding Adults Review",
            "Adult Q",
            "Waltham Forest Safeguarding Adults Board",
            ("Independent author: Sam Madeupley",),
            (Chapter("Introduction", ("This review is about how services work together with adults.",)), on.HOUSING),
        )
    )


def _briefing(kind: str, title: str, board: str, background: Chapter, themes: tuple[Chapter, ...]) -> bytes:
    """Return a briefing with its seven boxes: background, three themes, and the fixed ones."""
    boxes = (background, on.ABOUT_BRIEFINGS, *themes, on.NEXT_STEPS, on.QUESTIONS)
    return briefing(Briefing(kind, title, board, boxes))
