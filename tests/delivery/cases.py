"""The cases of delivery: what misbehaves, for how long, and what must have arrived in the end.

Belongs here: a folder, a report that goes, hours that pass, and the outcome of each case as figures. Does not belong
here: the servers (``servers``).

Every case begins with a report that has just been called missing, and lets a quarter of an hour pass at a time, each
time with a journal opened anew, as after a restart. What must hold in all of them: every message arrives at least once
on each channel that ever works, always with the same id; a healthy channel gets it exactly once.
"""

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalogue.fetch.posting import Posting
from catalogue.journal import FolderJournal
from catalogue.models import Channel, NoticeEvent
from catalogue.notify import Mailer, Webhook
from catalogue.settings import Settings
from catalogue.vocabulary import ChannelKind, NoticeStep
from catalogue.watch import Ledger, Office, Situation, desk_of, situation_of, tell
from tests.delivery.servers import STALL_S, Hook, Post, certificate, listening
from tests.test_watch import OPERATOR, World, source
from tests.world.mail import ADDRESS

PARTNER = "manager@p0.test"
STEP = dt.timedelta(minutes=15)
PATIENCE_S = STALL_S / 3
HOOK = "http://hook.test/notices"


@dataclass
class Outcome:
    """What one run of one case came to."""

    name: str
    mail: list[str]
    """Message ids that the partnership got by mail, in order."""
    hook: list[str]
    """Idempotency keys that its webhook took, in order."""
    operator: list[str]
    """Subjects that the operator got."""
    tries: int
    """Times that a message was tried."""
    duplicates: int
    """Messages that arrived more than once on a channel."""
    wrong: str = ""
    """What was not as it must be; empty where all was."""


class Scene:
    """A report that has just been called missing, and whoever is told."""

    def __init__(self, folder: Path, post: Post, hook: Hook | None = None, **mail: Any) -> None:
        self.world = World(folder, publishers=2)
        if hook is not None:
            channel = Channel(kind=ChannelKind.WEBHOOK, to=HOOK, secret="p0")
            self.world.sources = (source("p0", channels=(channel,)), self.world.sources[1])
        self._trusted = mail.pop("secure", None)
        self._mail = {"smtp_host": ADDRESS, "smtp_port": post.port, "smtp_security": "none", **mail}
        self._hook = hook
        self.world.run(mailer=Nobody())
        self.world.take_down(0)
        self.world.days(1, mailer=Nobody())
        self.world.now += dt.timedelta(days=1)
        self.world.run(**self.ways())

    def ways(self, *, secure: Any = None) -> dict[str, Any]:
        """Return the ways out, made anew."""
        settings = Settings(**{"smtp_from": "catalogue@example.test", "operator": OPERATOR, **self._mail})
        mailer = Mailer(settings, timeout_s=PATIENCE_S, secure=secure or self._trusted)
        ways: dict[str, Any] = {"mailer": mailer}
        if self._hook is not None:
            here = (ADDRESS, self._hook.port)
            limits = Settings(connect_to={"hook.test": here}, allow_private=[here])
            posting = Posting(limits, deadline_s=PATIENCE_S)
            ways |= {"ways": {ChannelKind.WEBHOOK: Webhook(posting, lambda: self.world.now)}, "secrets": {"p0": "key"}}
        return ways

    def wait(self, steps: int, *, secure: Any = None) -> None:
        """Let quarters of an hour pass; each time the journal is opened anew and what is due is sent."""
        for _ in range(steps):
            self.world.now += STEP
            journal = FolderJournal(self.world.folder / "journal")
            given = self.ways(secure=secure)
            office = Office(
                journal=journal,
                clock=lambda: self.world.now,
                ways={ChannelKind.EMAIL: given["mailer"], **given.get("ways", {})},
                feeds=self.world.folder / "feeds",
                operator=OPERATOR,
                secrets=given.get("secrets", {}),
            )
            situation = known(self.world, journal)
            tell(desk_of(situation, office), office)

    def outcome(self, name: str, post: Post, hook: Hook | None = None) -> Outcome:
        """Count what arrived."""
        mail = [str(one["Message-ID"]) for one in post.to(PARTNER)]
        keys = hook.ids if hook else []
        events = self.world.journal.read(NoticeEvent)
        tries = Counter(one.step for one in events)
        return Outcome(
            name=name,
            mail=mail,
            hook=keys,
            operator=[str(one["Subject"]) for one in post.to(OPERATOR)],
            tries=sum(tries[step] for step in (NoticeStep.DELIVERED, NoticeStep.FAILED, NoticeStep.REFUSED)),
            duplicates=len(mail) - len(set(mail)) + len(keys) - len(set(keys)),
        )


def known(world: World, journal: FolderJournal | None = None) -> Situation:
    """Return what is known in a world now."""
    ledger = Ledger(journal or world.journal)
    ledger.catch_up()
    return situation_of(world.resolution, world.sources, ledger, now=world.now)


class Nobody:
    """A way out for the days on which there is nothing to tell."""

    def send(self, letter: object) -> None:
        """Refuse to be used."""
        raise AssertionError("nothing was to be told yet")


def _mail_case(orders: tuple[str, ...], *, steps: int = 40) -> Callable[[str, Path, random.Random], Outcome]:
    """Return a case in which a mail server answers by orders, some of them several times."""

    def run(name: str, folder: Path, chance: random.Random) -> Outcome:
        post = Post(*(order for order in orders for _ in range(chance.randint(1, 3))))
        with listening(post):
            scene = Scene(folder, post)
            scene.wait(steps)
            found = scene.outcome(name, post)
        found.wrong = "" if len(set(found.mail)) == 1 and not post.orders else f"arrived: {found.mail}"
        if "drop" not in orders and found.duplicates:
            found.wrong = f"{found.duplicates} duplicates"
        return found

    return run


def _refused_case(order: str) -> Callable[[str, Path, random.Random], Outcome]:
    """Return a case in which a mail server refuses a recipient for good: the operator gets the message and is told."""

    def run(name: str, folder: Path, chance: random.Random) -> Outcome:
        post = Post(order)
        with listening(post):
            scene = Scene(folder, post)
            scene.wait(chance.randint(2, 30))
            found = scene.outcome(name, post)
        told = sorted(subject.split(":")[0] for subject in found.operator)
        wanted = ["A channel refuses for good", "Not found at its published address"]
        found.wrong = "" if (told, found.mail) == (wanted, []) else f"operator: {told}, partnership: {found.mail}"
        return found

    return run


def _no_tls(name: str, folder: Path, chance: random.Random) -> Outcome:
    """A server without STARTTLS gets nothing; once it has it, everything."""
    return _tls_case(name, folder, chance, None)


def _expired_tls(name: str, folder: Path, chance: random.Random) -> Outcome:
    """A server whose certificate has ended gets nothing; once it has a good one, everything."""
    folder.mkdir(parents=True, exist_ok=True)
    return _tls_case(name, folder, chance, certificate(folder, days=-1))


def _tls_case(name: str, folder: Path, chance: random.Random, before: Any) -> Outcome:
    """Let a mail server be insecure for a while."""
    folder.mkdir(parents=True, exist_ok=True)
    server, client = certificate(folder, days=30)
    post = Post(tls=before[0] if before else None)
    with listening(post):
        scene = Scene(folder, post, smtp_security="starttls", secure=before[1] if before else client)
        scene.wait(chance.randint(1, 8))
        early = list(post.kept)
    again = Post(tls=server)
    again.port = post.port
    with listening(again):
        scene.wait(40, secure=client)
        found = scene.outcome(name, again)
    found.wrong = "" if not early and len(found.mail) == 1 else f"{len(early)} in the open, then {found.mail}"
    return found


def _outage(name: str, folder: Path, chance: random.Random) -> Outcome:
    """The mail server is away for six hours."""
    post = Post()
    scene = Scene(folder, post)
    scene.wait(24 + chance.randint(0, 3))
    with listening(post):
        scene.wait(30)
        found = scene.outcome(name, post)
    most = 12  # a quarter of an hour, half, one, two, four hours, then every six
    found.wrong = "" if len(found.mail) == 1 and found.tries <= most else f"{found.mail} after {found.tries} tries"
    return found


def _hook_case(orders: tuple[str, ...], *, healthy: bool = True) -> Callable[[str, Path, random.Random], Outcome]:
    """Return a case in which a webhook answers by orders while the mail works, or both fail for a while."""

    def run(name: str, folder: Path, chance: random.Random) -> Outcome:
        again = tuple(order for order in orders for _ in range(chance.randint(1, 3)))
        post = Post(*(() if healthy else ("450",)))
        with ExitStack() as stack:
            canary = stack.enter_context(Hook())
            hook = stack.enter_context(
                Hook(*(order.replace("CANARY", f"http://{ADDRESS}:{canary.port}/") for order in again))
            )
            stack.enter_context(listening(post))
            scene = Scene(folder, post, hook)
            scene.wait(72)
            found = scene.outcome(name, post, hook)
        if canary.connections:
            found.wrong = f"{canary.connections} connections to where a redirect led"
        elif (len(found.mail), len(set(found.hook))) != (1, 1) or found.duplicates:
            found.wrong = f"mail {found.mail}, webhook {found.hook}"
        return found

    return run


CASES: dict[str, Callable[[str, Path, random.Random], Outcome]] = {
    "450 to the recipient": _mail_case(("450",)),
    "450 to the letter": _mail_case(("data-450",)),
    "421 to the recipient": _mail_case(("421",)),
    "421 to the letter": _mail_case(("data-421",)),
    "550 to the recipient": _refused_case("550"),
    "550 to the letter": _refused_case("data-550"),
    "hung up after the letter, before 250": _mail_case(("drop",)),
    "stalled": _mail_case(("stall",)),
    "no STARTTLS": _no_tls,
    "an expired certificate": _expired_tls,
    "away for six hours": _outage,
    "webhook answers 500": _hook_case(("500", "503")),
    "webhook stalls": _hook_case(("stall",)),
    "webhook redirects to loopback": _hook_case(("redirect CANARY",)),
    "two channels, both failing for a while": _hook_case(("500", "stall"), healthy=False),
}
"""Every case by its name."""


def run(name: str, folder: Path, seed: int) -> Outcome:
    """Run one case."""
    return CASES[name](name, folder, random.Random(f"{name}/{seed}"))
