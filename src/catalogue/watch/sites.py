"""What a round of checks says about whole sites, and about ourselves.

Belongs here: the two cases in which checks that failed say nothing about single documents. Does not
belong here: single answers, or alerts.
"""

from collections import defaultdict
from collections.abc import Sequence

from catalogue.models import Checked
from catalogue.vocabulary import Rule, Verdict
from catalogue.watch.looking import host_of

_SILENT = frozenset({Rule.NO_CONNECTION, Rule.TIMED_OUT, Rule.NAME_GONE})
_FAILING = _SILENT | {Rule.SERVER_ERROR}
_NO_VOTE = frozenset({Rule.ROBOTS, Rule.BLOCKED_ADDRESS})


def consider(checks: Sequence[Checked]) -> list[Checked]:
    """Set aside the checks of a round that say nothing about single documents.

    When every host that was asked failed as a site fails, the fault is taken to be ours; for a single
    host only where nothing answered at all. When every location of one host failed so, of two or more,
    the site is down. Such checks become unknown by a rule that says why. A host name that no longer
    exists is not an outage: it stays what it is unless the fault is ours.

    Args:
        checks: The checks of one round.

    Returns:
        The same checks in the same order, some with another verdict and rule; evidence is unchanged.
    """
    by_host: defaultdict[str, list[Checked]] = defaultdict(list)
    for check in checks:
        if check.rule not in _NO_VOTE:
            by_host[host_of(check.url)].append(check)
    failing = {host for host, votes in by_host.items() if all(vote.rule in _FAILING for vote in votes)}
    silent = all(vote.rule in _SILENT for votes in by_host.values() for vote in votes)
    ours = bool(by_host) and len(failing) == len(by_host) and (len(by_host) > 1 or silent)
    down = {host for host in failing if len(by_host[host]) > 1}
    return [_considered(check, ours=ours, down=host_of(check.url) in down) for check in checks]


def _considered(check: Checked, *, ours: bool, down: bool) -> Checked:
    """Return one check in the light of its round."""
    if check.rule not in _FAILING:
        return check
    if ours:
        return check.model_copy(update={"verdict": Verdict.UNKNOWN, "rule": Rule.OWN_OUTAGE})
    if down and check.rule is not Rule.NAME_GONE:
        return check.model_copy(update={"verdict": Verdict.UNKNOWN, "rule": Rule.SITE_DOWN})
    return check
