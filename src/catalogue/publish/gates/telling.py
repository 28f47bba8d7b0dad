"""How a gate says what failed.

Belongs here: one reason with its number of cases and the first of them. Does not belong here: any assertion.
"""

from collections.abc import Iterable

SHOWN = 5
"""Cases that a reason names."""


def told(reason: str, cases: Iterable[str]) -> tuple[str, ...]:
    """Return one reason with its first cases, or none where there are no cases.

    Args:
        reason: What is wrong, after the table's name.
        cases: Where.
    """
    found = sorted(set(cases))
    if not found:
        return ()
    more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    return (f"{reason}: {', '.join(found[:SHOWN])}{more}",)
