"""How long a publication must stay available, and what its availability means for that duty.

Belongs here: the dated table of rules (``data/retention.yaml``), the arithmetic of periods, the choice
of the addresses that carry the duty, the status that follows, and how long a national collection is
believed to keep its copies. Does not belong here: how a state comes about (`availability`), or any period
in code.

Theory. A rule belongs to a nation, a type of review and a range of dates of first publication. A
period of a year is a calendar year: it ends on the same day of a later year, 29 February on 28
February, and its last day counts. A publication date known to the month or the year is an interval;
its period then ends between two dates. Up to the earlier the period certainly runs, after the later
it has certainly ended, and between them nothing certain is said. A rule that nobody has confirmed at
its source is returned so that a person can look it up, and has no other effect: the status is then
that no rule is known.

A national collection's copies have a second clock (`copies`), which is nobody's duty: it is an estimate,
printed beside an address and never part of a status or an alert.
"""

from catalogue.retention.copies import CopyRule, ExpectedCopy, copy_rules, expected_copy
from catalogue.retention.duty import Retention, retention, uk_day
from catalogue.retention.places import (
    MAIN_ROLES,
    all_removed,
    copies_elsewhere,
    is_withheld,
    main_locations,
    since_of,
    state_of,
)
from catalogue.retention.rules import RetentionRule, rules
from catalogue.retention.standing import Bodies, Standing, judged, standing
from catalogue.retention.wording import sentence

__all__ = [
    "MAIN_ROLES",
    "Bodies",
    "CopyRule",
    "ExpectedCopy",
    "Retention",
    "RetentionRule",
    "Standing",
    "all_removed",
    "copies_elsewhere",
    "copy_rules",
    "expected_copy",
    "is_withheld",
    "judged",
    "main_locations",
    "retention",
    "rules",
    "sentence",
    "since_of",
    "standing",
    "state_of",
    "uk_day",
]
