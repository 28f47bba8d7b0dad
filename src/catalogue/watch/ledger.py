"""What the journal amounts to for watching, gone on with from round to round.

Belongs here: accounts of checks and memories of copies, how they go on with what was appended since, and the
file that keeps them between two processes. Does not belong here: the rules of either (`availability`,
`looking`), or any fact that the journal does not hold.

The file may be deleted at any time. It is believed only where the code that wrote it is the code that reads it
and the journal still begins with what was read then, byte for byte; otherwise everything is read again.
"""

import datetime as dt
import heapq
import os
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from catalogue.availability import Account, fold_looks, look_of
from catalogue.availability.states import RECOVERIES, Look
from catalogue.journal import BEGINNING, Journal, Position
from catalogue.models import Availability, Capture, Checked, Harvest, Location
from catalogue.vocabulary import Purpose, Rule, Verdict
from catalogue.watch.memory import Memory, harvested, without_fragment

RECENT = 4 * RECOVERIES
"""Checks that are kept whole at least; all since the last good ones that an absence would end with are."""
_CODE = ("availability", "models", "vocabulary", "watch", "journal")


@dataclass
class Kept:
    """What was worked out so far; plain values, so that it can be kept in a file."""

    code: str = ""
    """Hash of the code that worked it out."""
    captures: Position = BEGINNING
    """How far captures were read."""
    checks: Position = BEGINNING
    """How far checks were read."""
    lists: Position = BEGINNING
    """How far harvests were read."""
    harvests: dict[str, Harvest] = field(default_factory=dict)
    """The last harvest of each source, by source id."""
    accounts: dict[str, Account] = field(default_factory=dict)
    """Account of each location's checks, by location id."""
    memories: dict[str, Memory] = field(default_factory=dict)
    """What is on record for each address, by the address without its fragment."""
    recent: dict[str, list[Checked]] = field(default_factory=dict)
    """Checks behind the present state of each location, whole, in the order of time, by location id."""


_FORM = TypeAdapter(Kept)


class Ledger:
    """Accounts, memories and recent checks of all locations, always as of the end of the journal read last."""

    def __init__(self, journal: Journal, cache: Path | None = None) -> None:
        """Open the ledger; nothing is read until `catch_up`.

        Args:
            journal: What it follows.
            cache: File that keeps it between two processes; none where null.
        """
        self._journal, self._cache = journal, cache
        self._kept = self._loaded()

    def catch_up(self) -> None:
        """Go on with what was appended since the last time.

        Raises:
            JournalError: The journal was damaged from outside.
        """
        try:
            self._take_new()
        except BaseException:
            self._kept = Kept(code=_code())  # half of it was taken: begin from nothing next time
            raise

    def keep(self) -> None:
        """Write the file that the next process begins from."""
        if self._cache is not None:
            _write(self._cache, _FORM.dump_json(self._kept, exclude_defaults=True))

    def memory(self, url: str) -> Memory:
        """Return what is on record for an address.

        Args:
            url: The address, with or without a fragment.

        Returns:
            The memory; an empty one where nothing is.
        """
        return self._kept.memories.get(without_fragment(url), Memory())

    def states(self, now: dt.datetime, places: Collection[str] | None = None) -> dict[str, Availability]:
        """Say what the checks of every location amount to.

        Args:
            now: The moment; checks later than it (the clock was put back) are not read.
            places: Location ids; all that were ever checked where null.

        Returns:
            Availability by location id; a location that was never checked has none.
        """
        chosen = self._kept.accounts if places is None else {key: self._kept.accounts.get(key) for key in places}
        accounts = {key: account for key, account in chosen.items() if account is not None}
        ahead = {key for key, account in accounts.items() if account.last and account.last.at > now}
        if ahead:
            looks = self._looks()
            accounts |= {key: fold_looks(key, looks[key], now) for key in ahead}
        return {key: account.at(now) for key, account in accounts.items()}

    def seen_at(self, locations: Iterable[Location]) -> dict[str, dt.datetime | None]:
        """Say when each location was last seen well.

        Args:
            locations: The locations.

        Returns:
            The time, UTC, by location id; null where neither a harvest nor a check saw the document there.
        """
        return {one.location_id: self.memory(one.url).seen_at for one in locations}

    @property
    def harvests(self) -> Mapping[str, Harvest]:
        """The last harvest of each source, by source id."""
        return self._kept.harvests

    @property
    def recent(self) -> Mapping[str, Sequence[Checked]]:
        """The checks behind the present state of each location, in the order of time, by location id."""
        return self._kept.recent

    def _take_new(self) -> None:
        """Take what was appended since, captures and checks together in the order of time."""
        for lists, position in self._journal.read_after(Harvest, self._kept.lists):
            self._kept.lists = position
            self._kept.harvests.update((one.source_id, one) for one in lists)
        late = False
        streams: tuple[Iterator[Capture | Checked], ...] = (self._captures(), self._checks())
        for record in heapq.merge(*streams, key=_moment):
            if isinstance(record, Capture):
                self._remember(record.url, record)
            else:
                late = not self._account(record) or late
        if late:
            self._count_anew()

    def _captures(self) -> Iterator[Capture]:
        """Give the captures of documents appended since, in the order of time within each append."""
        for records, position in self._journal.read_after(Capture, self._kept.captures):
            self._kept.captures = position
            yield from sorted((one for one in records if one.purpose is Purpose.DOCUMENT), key=_moment)

    def _checks(self) -> Iterator[Checked]:
        """Give the checks appended since, in the order of time within each append."""
        for records, position in self._journal.read_after(Checked, self._kept.checks):
            self._kept.checks = position
            yield from sorted(records, key=_moment)

    def _remember(
        self, address: str, capture: Capture, verdict: Verdict | None = None, rule: Rule | None = None
    ) -> None:
        """Take one answer into the memory of its address; one older than what is on record changes nothing."""
        url = without_fragment(address)
        memory = self._kept.memories.get(url, Memory())
        if memory.seen_at is None or capture.requested_at >= memory.seen_at:
            self._kept.memories[url] = memory.after(capture, verdict or harvested(capture, memory.known()), rule)

    def _account(self, check: Checked) -> bool:
        """Take one check; return whether it came in the order of time."""
        self._remember(check.url, check.capture, check.verdict, check.rule)
        key = check.location_id
        self._kept.recent[key] = _behind([*self._kept.recent.get(key, ()), check])
        return self._kept.accounts.setdefault(key, Account(key)).take(look_of(check))

    def _count_anew(self) -> None:
        """Fold all checks again, since one came that was earlier than those taken."""
        looks = self._looks()
        latest = {key: max(found).at for key, found in looks.items()}
        self._kept.accounts = {key: fold_looks(key, found, latest[key]) for key, found in looks.items()}

    def _looks(self) -> dict[str, list[Look]]:
        """Return what matters of all checks, by location."""
        looks: defaultdict[str, list[Look]] = defaultdict(list)
        for records, _ in self._journal.read_after(Checked, BEGINNING):
            for check in records:
                looks[check.location_id].append(look_of(check))
        return looks

    def _loaded(self) -> Kept:
        """Return what a file keeps, where it is to be believed; otherwise nothing."""
        fresh = Kept(code=_code())
        if self._cache is None:
            return fresh
        try:
            kept = _FORM.validate_json(self._cache.read_bytes())
        except (OSError, ValidationError):
            return fresh
        stands = (
            kept.code == fresh.code
            and self._journal.stands(Capture, kept.captures)
            and self._journal.stands(Checked, kept.checks)
            and self._journal.stands(Harvest, kept.lists)
        )
        return kept if stands else fresh


def _behind(checks: list[Checked]) -> list[Checked]:
    """Return the checks that a state rests on: all since the last two good ones, and the last few, without a gap."""
    if len(checks) > 1 and checks[-1].checked_at < checks[-2].checked_at:
        checks = sorted(checks, key=_moment)
    goods = [number for number, one in enumerate(checks) if one.verdict is Verdict.AVAILABLE][-RECOVERIES:]
    return checks[max(min(goods[0] if goods else 0, len(checks) - RECENT), 0) :]


def _moment(record: Capture | Checked) -> dt.datetime:
    """Return when an answer was asked for."""
    return record.requested_at if isinstance(record, Capture) else record.checked_at


@cache
def _code() -> str:
    """Return a hash of the code that a ledger depends on."""
    found = sha256()
    root = resources.files("catalogue")
    for name in _CODE:
        part = root.joinpath(name)
        files = [part] if part.is_file() else sorted(part.iterdir(), key=lambda one: one.name)
        for file in files:
            if file.name.endswith(".py"):
                found.update(file.read_bytes())
    return found.hexdigest()


def _write(path: Path, data: bytes) -> None:
    """Put a file in place whole or not at all; it need not survive a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        file.write(data)
    os.replace(file.name, path)  # noqa: PTH105 - the one call that replaces atomically, by its own name
