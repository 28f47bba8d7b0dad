"""The national documents of the miniature internet: analyses, the Panel's papers, topic briefings.

Belongs here: titles, bodies, cover lines and the few public facts. Does not belong here: drawing
(``papers.py``), general filler (``learning.py``) and local reviews (``reports.py``).
"""

import functools

from tests.world import learning as on
from tests.world.papers import Chapter, Report, report


@functools.cache
def triennial() -> bytes:
    """The triennial analysis of 2014 to 2017."""
    about = Chapter(
        "What was analysed",
        (
            "This analysis covers 368 serious case reviews about incidents between 1 April 2014 and 31 March 2017. It "
            "is the latest of a series that looks across reviews for what they teach together.",
        ),
    )
    return report(
        Report(
            "A triennial analysis of serious case reviews 2014 to 2017",
            "Complexity and challenge",
            "Final report",
            ("March 2020",),
            (about, on.LOCAL, on.VOICE, on.EXPLOITATION, on.SYSTEM, on.SHARING),
        )
    )


@functools.cache
def out_of_routine() -> bytes:
    """The Panel's national review of sudden unexpected death in infancy."""
    about = Chapter(
        "About this national review",
        (
            "This national review looks at sudden unexpected death in infancy (SUDI) in families where the children "
            "were thought to be at risk of significant harm.",
            "It studied 14 incidents in 12 areas, chosen from 40 that were notified to the Panel between June 2018 and "
            "August 2019.",
        ),
    )
    return report(
        Report(
            "National child safeguarding practice review",
            "Out of routine",
            "The Child Safeguarding Practice Review Panel",
            (
                "A review of sudden unexpected death in infancy (SUDI) in families where the children are considered "
                "at risk of significant harm",
                "July 2020",
            ),
            (about, on.SLEEP, on.LOCAL, on.SHARING, on.NEXT_STEPS),
        )
    )


@functools.cache
def rapid_review_guidance() -> bytes:
    """Guidance for partners on rapid reviews."""
    return report(
        Report(
            "Guidance for safeguarding partners",
            "Guidance for the rapid review process",
            "The Child Safeguarding Practice Review Panel",
            ("2020",),
            (
                Chapter(
                    "What a rapid review is for",
                    (
                        "A rapid review gathers the facts about a serious incident within 15 working days, considers "
                        "what can be done at once to keep children safe, and says whether a fuller review should "
                        "follow.",
                    ),
                ),
                Chapter(
                    "What to send",
                    ("Send the decision, the reasons for it and the learning found so far to the Panel.",),
                ),
            ),
        )
    )


@functools.cache
def annual_report() -> bytes:
    """An annual report of the Panel, which is no review."""
    return report(
        Report(
            "Annual report",
            "Annual report 2020",
            "The Child Safeguarding Practice Review Panel",
            ("Patterns in practice, key messages and 2021 work programme", "May 2021"),
            (Chapter("The year", ("The report describes the Panel's work during the year.",)), on.SYSTEM),
        )
    )


@functools.cache
def topic_infants() -> bytes:
    """A national topic briefing about babies."""
    return report(
        Report(
            "Learning from case reviews",
            "Infants",
            "NSPCC Learning",
            ("Summary of risk factors and learning for improved practice",),
            (on.SLEEP, on.BABIES),
        )
    )


@functools.cache
def topic_information_sharing() -> bytes:
    """A national topic briefing about information sharing."""
    return report(
        Report(
            "Learning from case reviews",
            "Information sharing and multi-agency working",
            "NSPCC Learning",
            ("Summary of risk factors and learning for improved practice",),
            (on.SHARING, on.CURIOSITY),
        )
    )
