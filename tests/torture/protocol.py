"""Which letter of the protocol is proven by which commands, in full and small.

Belongs here: the letters, their commands, and the sizes. Does not belong here: running them (`__main__`), or proofs.

A command begins with the name of a module, run with ``python -m``. Its last line on standard output says what came of
it, its exit code whether all held: 0 where it did, `LACKING` where nothing went wrong and this machine lacks what a part of
it needs. What has no seed of its own is the same in every run.
"""

import os
from dataclasses import dataclass

Command = tuple[str, ...]
LACKING = os.EX_UNAVAILABLE
"""Exit code of a command that left something out for want of a compiler, or of the right to mount a disk."""


@dataclass(frozen=True)
class Protocol:
    """One letter."""

    title: str
    """What bad weather it is."""
    full: tuple[Command, ...]
    """Commands of the full size."""
    small: tuple[Command, ...]
    """Commands of a size for every change."""
    cores: int = 2
    """How many cores it keeps busy: 2; 1, so that another such letter runs beside it; 0 where it mostly waits."""


def _tests(*chosen: str) -> Command:
    """Return the command that runs tests."""
    return ("pytest", *chosen)


_CLIENT = "rules or robots or wait or delay or busy or one_request or two_hosts or saying_whom"

PROTOCOLS: dict[str, Protocol] = {
    "A": Protocol(
        "every kind of fault, at documents, rules and listings",
        (("tests.faults", "--seeds", "20"),),
        (_tests("tests/faults/test_faults.py"),),
        cores=1,
    ),
    "B": Protocol(
        "400 days of 1,200 documents",
        (("tests.simulation", "--seed", "2026"),),
        (("tests.simulation", "--small", "--seed", "3"),),
        cores=1,
    ),
    "C": Protocol(
        "10,000 stories of 60 events about one document",
        (("tests.simulation.machine", "--examples", "10000", "--steps", "60", "--seed", "0"),),
        (("tests.simulation.machine", "--examples", "200", "--steps", "12", "--seed", "1000"),),
    ),
    "D": Protocol(
        "kill -9 at random moments and at every named point",
        (
            ("tests.torture.kills", "--kills", "500", "--times", "5", "--seed", "1"),
            _tests("tests/test_delivery.py", "-k", "dies_between"),
        ),
        (("tests.torture.kills", "--kills", "6", "--points", "2", "--times", "1", "--hosts", "10"),),
    ),
    "E": Protocol(
        "disks that are full, fail or cannot be written",
        (("tests.torture.disks", "--calls", "100", "--full", "40", "--few", "5", "--seed", "1"),),
        (("tests.torture.disks", "--calls", "2", "--full", "1", "--few", "1"),),
    ),
    "F": Protocol(
        "hostile documents",
        (("tests.hostile", "--mutants", "2000"),),
        (("tests.hostile", "--mutants", "20", "--cpu", "4"),),
        cores=1,
    ),
    "G": Protocol(
        "malicious servers",
        (("tests.torture.servers", "--repeat", "10", "--seed", "1"),),
        (("tests.torture.servers", "--repeat", "1"),),
        cores=0,
    ),
    "H": Protocol(
        "private addresses, by every way that leads to one",
        (_tests("tests/faults/test_private.py"),),
        (_tests("tests/faults/test_private.py"),),
        cores=0,
    ),
    "I": Protocol("traps", (_tests("tests/test_traps.py"),), (_tests("tests/test_traps.py"),), cores=0),
    "J": Protocol("names that lead elsewhere", (("tests.torture.names",),), (("tests.torture.names",),), cores=0),
    "K": Protocol(
        "formulas in every text of every export",
        (_tests("tests/export"),),
        (_tests("tests/export/test_exports.py", "tests/export/test_guarding.py"),),
        cores=0,
    ),
    "L": Protocol("statements in every text", (("tests.torture.statements",),), (("tests.torture.statements",),), cores=0),
    "M": Protocol(
        "scripts, headers and markup in every text",
        (
            ("tests.torture.texts",),
            _tests("tests/test_notify.py", "tests/test_letter_pages.py", "tests/test_letters.py", "tests/test_feeds.py", "tests/test_channels.py"),
        ),
        (("tests.torture.texts", "--sites", "1"),),
        cores=0,
    ),
    "N": Protocol(
        "mail servers and webhooks that misbehave",
        (("tests.delivery", "--repeat", "10"),),
        (("tests.delivery", "--repeat", "1"),),
        cores=0,
    ),
    "O": Protocol(
        "politeness, as hosts see it",
        (("tests.torture.politeness", "--seed", "2026"), _tests("tests/test_fetch.py", "-k", _CLIENT)),
        (("tests.torture.politeness", "--hosts", "10", "--documents", "20", "--pause", "0.3"),),
        cores=0,
    ),
    "P": Protocol(
        "rules changed one at a time, each to be noticed by the tests",
        (("tests.mutants", "--sample", "70", "--seed", "1"),),
        (("tests.mutants", "--sample", "4", "--seed", "1"),),
    ),
}  # fmt: skip
"""Every letter."""
