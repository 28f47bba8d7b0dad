"""The client: from an address to a capture.

Belongs here: the order of things for one address: robots rules, waiting for the host's turn, asking,
following redirects, keeping the body. Does not belong here: sockets (`wire`), what robots.txt means
(`robots`), or what a body is (`sniff`).
"""

import copy
import datetime as dt
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import requests

from catalogue.fetch import answers, robots
from catalogue.fetch.address import Address, clean, next_address, parse
from catalogue.fetch.connections import believing, trusting
from catalogue.fetch.kept import Kept, KeptRules
from catalogue.fetch.lookup import by_machine
from catalogue.fetch.parts import Bodies, Clock, Limits, Resolve, Stopped
from catalogue.fetch.wire import Wire, Wires
from catalogue.models import Capture, Hop
from catalogue.vocabulary import FailureKind, Phase, Purpose

MOST_REDIRECTS = 10
"""Redirects that are followed."""

LONGEST_WAIT_S = 60.0
"""Longest time that a server may ask us to wait before one second try; a longer one ends what is asked of it."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass
class _Host:
    """One host's turn: a lock, when its last request ended, the pause it wants, and when it may be asked again."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    ended: float | None = None
    pause_s: float = 0.0
    not_before: float = 0.0


@dataclass
class _Journey:
    """What is gathered on the way from the address asked to the last answer."""

    url: str
    chain: list[Hop] = field(default_factory=list)
    spent_s: float = 0.0
    reached: bool = False
    phase: Phase = Phase.ADDRESS
    certificate_until: dt.datetime | None = None

    def result(self, answer: answers.Answer) -> dict[str, object]:
        """Return the fields of the capture that this journey and its last answer make."""
        told = {"final_url": self.url, "chain": tuple(self.chain), "certificate_until": self.certificate_until}
        return {**told, "elapsed_ms": round(self.spent_s * 1000), **answer.fields}


class Fetch:
    """The one HTTP client; safe to share between threads."""

    def __init__(
        self,
        settings: Limits,
        store: Bodies,
        clock: Clock,
        *,
        sleep: Callable[[float], None] = time.sleep,
        resolve: Resolve = by_machine,
        rules: Path | None = None,
        authorities: Path | None = None,
    ) -> None:
        """Make a client.

        Args:
            settings: Limits, pauses and the client's name.
            store: Where bodies of good answers are kept.
            clock: Tells the time of captures.
            sleep: Waits for so many seconds.
            resolve: Looks a host and port up, as `socket.getaddrinfo` does.
            rules: Folder of robots rules as last answered, a cache; without one they are asked for whole.
            authorities: File of the authorities whose certificates are believed; the usual ones without.
        """
        self._kept = KeptRules(rules)
        self._limits = settings
        self._store = store
        self._clock = clock
        self._sleep = sleep
        self._resolve = resolve
        self._wires = Wires(settings, resolve, lambda: trusting(str(authorities) if authorities else None))
        self._user_agent = settings.user_agent
        self._agent = self._user_agent.partition("/")[0]
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}
        self._rules: dict[str, robots.Rules] = {}
        self._rules_locks: dict[str, threading.Lock] = {}
        self._sent = 0
        self._received = 0

    @property
    def requests_sent(self) -> int:
        """Requests that went out so far, robots rules and redirects included."""
        with self._lock:
            return self._sent

    @property
    def bytes_received(self) -> int:
        """Bytes of bodies that came in so far, as they came over the wire."""
        with self._lock:
            return self._received

    def unverified(self) -> "Fetch":
        """Return a client of the same pace and store that believes any certificate: for evidence, never documents."""
        other = copy.copy(self)
        other._wires = Wires(self._limits, self._resolve, believing)
        other._kept, other._rules, other._rules_locks = KeptRules(None), {}, {}
        return other

    def get(self, url: str, *, source_id: str, purpose: Purpose, known: Capture | None = None) -> Capture:
        """Ask for one address.

        Args:
            url: The address as found; a fragment is not sent.
            source_id: Source on whose behalf it is asked.
            purpose: Why it is asked.
            known: An earlier capture of the same address; where it was good and its body is still kept,
                the server is asked to send the body only if it has changed.

        Returns:
            What came back, with any failure of the world in it; only a fault of this machine (a full disk) is raised.
        """
        started = self._clock()
        journey = _Journey(clean(url).partition("#")[0])
        conditions = self._conditions(url, known)
        keep = answers.Keep(self._store, self._limits.max_bytes, known)
        try:
            answer = self._travel(journey, keep, self._heed_robots, conditions)
        except Stopped as stopped:
            phase = stopped.failure.phase or journey.phase
            answer = answers.Answer({"failure": stopped.failure.model_copy(update={"phase": phase})})
        return Capture.model_validate(
            {
                "source_id": source_id,
                "purpose": purpose,
                "url": clean(url),
                "requested_at": started,
                **journey.result(answer),
            }
        )

    def _travel(
        self,
        journey: _Journey,
        read: answers.Reader,
        heed: Callable[[Address], None],
        conditions: Mapping[str, Mapping[str, str]],
    ) -> answers.Answer:
        """Ask the journey's address, and wherever it redirects to, each after heeding the rules of its site."""
        while True:
            journey.phase = Phase.ADDRESS
            address = parse(journey.url)
            journey.url, journey.phase = address.url, Phase.ROBOTS
            heed(address)
            answer = self._ask(address, journey, read, conditions.get(address.url, {}))
            if answer.location is None:
                return answer
            self._follow(journey, answer)

    def _follow(self, journey: _Journey, answer: answers.Answer) -> None:
        """Step to where a redirect leads, refusing loops and long chains."""
        journey.chain.append(Hop(url=journey.url, status=answer.status))
        journey.url = clean(next_address(journey.url, answer.location or "")).partition("#")[0]
        if len(journey.chain) > MOST_REDIRECTS:
            raise Stopped(FailureKind.TOO_MANY_REDIRECTS, f"More than {MOST_REDIRECTS} redirects.")
        if journey.url in {hop.url for hop in journey.chain}:
            raise Stopped(FailureKind.TOO_MANY_REDIRECTS, "The redirects lead back to where they began.")

    def _ask(
        self, address: Address, journey: _Journey, keep: answers.Reader, extra: Mapping[str, str]
    ) -> answers.Answer:
        """Ask one address in its host's turn; a server that asks for a short wait gets one second try."""
        with self._lock:
            host = self._hosts.setdefault(address.host, _Host())
        with host.lock:
            self._wait_for_turn(host, address)
            answer = self._exchange(address, journey, host, keep, extra)
            wait = answers.asked_to_wait(answer, self._clock())
            if wait is not None and wait <= LONGEST_WAIT_S:
                self._sleep(max(wait, self._limits.pause_s, host.pause_s))
                answer = self._exchange(address, journey, host, keep, extra)
                wait = answers.asked_to_wait(answer, self._clock())
            host.not_before = 0.0 if wait is None else time.monotonic() + wait
        return answer

    def _wait_for_turn(self, host: _Host, address: Address) -> None:
        """Wait until the host's pause is over; what it asked us to wait beyond a minute is not waited but obeyed."""
        if host.ended is None:
            return
        now = time.monotonic()
        if host.not_before - now > LONGEST_WAIT_S:
            raise Stopped(
                FailureKind.ASKED_TO_WAIT,
                f"{address.host} asked us to come back in {host.not_before - now:.0f} seconds, so it was not asked.",
            )
        left = max(host.ended + max(self._limits.pause_s, host.pause_s), host.not_before) - now
        if left > 0:
            self._sleep(left)

    def _exchange(
        self, address: Address, journey: _Journey, host: _Host, read: answers.Reader, extra: Mapping[str, str]
    ) -> answers.Answer:
        """Send one request and read its answer, within what is left of the journey's time."""
        headers = {
            "User-Agent": self._user_agent,
            "Accept": "*/*",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
            **extra,
        }
        # The rest of preparing (cookies, bodies, passwords) is for requests that we never make.
        request = requests.PreparedRequest()
        request.prepare_method("GET")
        request.url = address.url
        request.prepare_headers(headers)
        began = time.monotonic()
        try:
            with self._wires.open(self._limits.deadline_s - journey.spent_s) as wire:
                try:
                    response = wire.send(request)
                    return self._read(response, wire, read, conditional=bool(extra))
                finally:
                    journey.reached = journey.reached or wire.sent > 0
                    journey.phase, journey.certificate_until = wire.phase, wire.certificate_until
                    with self._lock:
                        self._sent += wire.sent
                        self._received += wire.received()
        finally:
            host.ended = time.monotonic()
            journey.spent_s += host.ended - began

    def _read(
        self, response: requests.Response, wire: Wire, read: answers.Reader, *, conditional: bool
    ) -> answers.Answer:
        """Turn an answer into the fields of a capture, or into where a redirect leads."""
        headers = answers.kept_headers(response.headers)
        location = response.headers.get("Location")
        if response.status_code in _REDIRECTS and location:
            return answers.Answer({"status": response.status_code, "headers": headers}, location=location)
        return read(response.status_code, headers, wire.chunks(), conditional)

    def _heed_robots(self, address: Address) -> None:
        """Stop where the site's robots rules ask us not to go."""
        with self._lock:
            turn = self._rules_locks.setdefault(address.origin, threading.Lock())
        with turn:
            rules = self._rules.get(address.origin)
            if rules is None or rules.until <= self._clock():
                rules = self._rules[address.origin] = self._fetch_rules(address)
        with self._lock:
            host = self._hosts.setdefault(address.host, _Host())
            # A host's rules for http and https may differ; the longer pause holds for both.
            host.pause_s = max(host.pause_s, rules.delay_s(self._agent))
        objection = rules.objection(address.url, self._agent)
        if objection is not None:
            raise Stopped(objection.kind, objection.detail, objection.phase)

    def _fetch_rules(self, address: Address) -> robots.Rules:
        """Fetch a site's robots.txt, following redirects; its own address needs no permission."""
        journey = _Journey(f"{address.origin}/robots.txt")
        body, kept = answers.Collect(robots.MOST_BYTES), self._kept.load(address.origin)
        try:
            answer = self._travel(journey, body, _need_nothing, kept.conditions if kept else {})
        except Stopped as stopped:
            failure = stopped.failure.model_copy(update={"phase": journey.phase})
            return robots.unreadable(failure, self._clock(), reached=journey.reached)
        if answer.status == 304 and kept is not None:
            return robots.read(200, kept.text.encode(), self._clock())
        if answer.status == 200:
            text = body.content.decode("utf-8-sig", "replace")
            self._kept.save(address.origin, Kept(journey.url, answer.headers, text))
        return robots.read(answer.status, body.content, self._clock())

    def _conditions(self, url: str, known: Capture | None) -> dict[str, dict[str, str]]:
        """Return the conditional headers, by the one address they may be sent to."""
        if known is None or known.url != url or known.failure is not None or known.status not in {200, 304}:
            return {}
        if not known.sha256 or not self._store.has(known.sha256):
            return {}
        pairs = (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified"))
        headers = {name: known.headers[kept] for name, kept in pairs if known.headers.get(kept)}
        return {known.final_url: headers} if headers else {}


def _need_nothing(_: Address) -> None:
    """Heed no rules: for the address of the rules themselves."""
