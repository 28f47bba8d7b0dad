"""What a round of checks says about whole sites, and about ourselves.

Belongs here: the cases in which checks that failed say something of a host rather than of single documents.
Does not belong here: single answers, asking (`probing`, `looking`), or alerts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from catalogue.availability import in_order, judge
from catalogue.availability.verdicts import Known
from catalogue.models import Capture, Checked
from catalogue.vocabulary import Magic, Rule, Signal, Verdict
from catalogue.watch.probing import host_of

MANY = 3
"""Addresses of one host that make a case by themselves: all failing, or all leading to one page."""

_SILENT = frozenset({Rule.NO_CONNECTION, Rule.TIMED_OUT, Rule.NAME_GONE, Rule.NAME_UNRESOLVED})
_FAILING = _SILENT | {Rule.SERVER_ERROR, Rule.ROBOTS_UNREADABLE}
_OF_THE_NAME = frozenset({Rule.NAME_GONE, Rule.NAME_UNRESOLVED})
_NO_VOTE = frozenset({Rule.ROBOTS, Rule.BLOCKED_ADDRESS, Rule.BAD_ADDRESS, Rule.OWN_OUTAGE, Rule.OWN_FAULT})
_ANSWERED_WELL = frozenset({Verdict.AVAILABLE, Verdict.REPLACED})
_MAY_BE_SINK = frozenset({Rule.HTML_NOT_DOCUMENT, Rule.DIFFERENT_DOCUMENT, Rule.REDIRECT_SECTION})


def in_doubt(checks: Sequence[Checked], lately: Sequence[Checked] = ()) -> dict[str, Checked]:
    """Return the hosts whose front page tells whether a site or single documents fail.

    Args:
        checks: The checks of one round.
        lately: The last checks of addresses that were not looked at in this round, as far as they still count.

    Returns:
        By host one of the round's checks, where all that have a say failed as a site fails, or all were refused.
    """
    round_of = _by_host(checks)
    return {
        host: round_of[host][0]
        for host, votes in _by_host((*checks, *lately)).items()
        if host in round_of
        if _all(votes, _FAILING) or _all(votes, frozenset({Rule.FORBIDDEN}))
    }


def consider(
    checks: Sequence[Checked],
    fronts: Mapping[str, Capture] | None = None,
    *,
    lately: Sequence[Checked] = (),
    connected: bool | None = None,
) -> list[Checked]:
    """Set apart the checks of a round that say nothing about single documents.

    A site is down when every address of it failed as a site fails, of three or more, or of fewer if its front page
    does so too; where its front page could not be asked, two addresses are enough. Its documents are then unknown. A
    name that is gone or cannot be looked up is no outage and stays what it is. When every host that was asked failed
    and nobody can say that we are connected, the fault is taken to be ours; for a single host only where nothing
    answered at all. Where a host refuses everything, it is us whom it refuses. At least three addresses that lead to
    one page of the same host make that page a sink.

    Args:
        checks: The checks of one round.
        fronts: What the front pages of hosts in doubt answered, where they were asked.
        lately: The last checks of addresses that were not looked at in this round, as far as they still count.
        connected: Whether we ourselves are connected; null where that cannot be told.

    Returns:
        The same checks in the same order, some with another verdict, rule and signals; evidence is unchanged.
    """
    by_host = _by_host((*checks, *lately))
    asked = fronts or {}
    failing = {host for host, votes in by_host.items() if _all(votes, _FAILING)}
    silent = all(_all(votes, _SILENT) for votes in by_host.values())
    all_fail = bool(by_host) and len(failing) == len(by_host) and (len(by_host) > 1 or silent)
    ours = all_fail and connected is not True
    down = {host for host in failing if _is_down(by_host[host], asked.get(host))}
    refusing = {host for host, votes in by_host.items() if _refuses(votes, asked.get(host))}
    well = {host for host, votes in by_host.items() if any(vote.verdict in _ANSWERED_WELL for vote in votes)}
    sinks = _sinks((*checks, *lately))
    return [_considered(check, ours=ours, down=down, refusing=refusing, well=well, sinks=sinks) for check in checks]


def _by_host(checks: Iterable[Checked]) -> dict[str, list[Checked]]:
    """Return the checks that have a say, by host."""
    by_host: defaultdict[str, list[Checked]] = defaultdict(list)
    for check in checks:
        if check.rule not in _NO_VOTE:
            by_host[host_of(check.url)].append(check)
    return by_host


def _all(votes: Iterable[Checked], rules: frozenset[Rule]) -> bool:
    """Whether all checks were decided by one of the rules."""
    return all(vote.rule in rules for vote in votes)


def _is_down(votes: Sequence[Checked], front: Capture | None) -> bool:
    """Whether a host of which everything failed is down, and not just these documents."""
    rule = judge(front, Known()).rule if front is not None else None
    if len(votes) >= MANY:
        return True
    if rule is None or rule in _NO_VOTE or rule is Rule.ROBOTS_UNREADABLE:
        return len(votes) > 1
    return rule in _FAILING


def _refuses(votes: Sequence[Checked], front: Capture | None) -> bool:
    """Whether a host refuses us altogether."""
    if not _all(votes, frozenset({Rule.FORBIDDEN})):
        return False
    return len(votes) > 1 or (front is not None and front.status == 403)


def _sinks(checks: Iterable[Checked]) -> frozenset[str]:
    """Return the pages to which at least so many addresses of a host are redirected."""
    led: defaultdict[str, set[str]] = defaultdict(set)
    for check in checks:
        capture = check.capture
        is_page = capture.status == 200 and capture.magic is Magic.HTML and capture.final_url != capture.url
        if is_page and host_of(capture.final_url) == host_of(check.url):
            led[capture.final_url].add(check.url)
    return frozenset(page for page, addresses in led.items() if len(addresses) >= MANY)


def _considered(
    check: Checked, *, ours: bool, down: set[str], refusing: set[str], well: set[str], sinks: frozenset[str]
) -> Checked:
    """Return one check in the light of its round."""
    host = host_of(check.url)
    if check.rule in _FAILING and ours:
        return _told(check, Verdict.UNKNOWN, Rule.OWN_OUTAGE)
    if check.rule in _FAILING and host in down and check.rule not in _OF_THE_NAME:
        return _told(check, Verdict.UNKNOWN, Rule.SITE_DOWN, Signal.SITE_SILENT)
    if check.rule is Rule.FORBIDDEN and host in refusing:
        return _told(check, Verdict.UNKNOWN, Rule.HOST_FORBIDS)
    if check.rule is Rule.FORBIDDEN and host in well:
        return _told(check, check.verdict, check.rule, Signal.SITE_ANSWERS)
    if check.capture.final_url in sinks and _may_be_sunk(check):
        return _told(check, Verdict.UNAVAILABLE, Rule.ERROR_SINK, Signal.MANY_TO_ONE)
    return check


def _may_be_sunk(check: Checked) -> bool:
    """Whether one signal more makes an absence of what a page says."""
    against = set(check.signals) - {Signal.HONEST_HOST}
    return check.rule in _MAY_BE_SINK and (check.verdict is Verdict.UNAVAILABLE or bool(against))


def _told(check: Checked, verdict: Verdict, rule: Rule, signal: Signal | None = None) -> Checked:
    """Return a check with another verdict and rule, and perhaps one signal more."""
    seen = {*check.signals, *([signal] if signal else [])}
    return check.model_copy(update={"verdict": verdict, "rule": rule, "signals": in_order(seen)})
