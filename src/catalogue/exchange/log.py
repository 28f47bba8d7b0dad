"""The log that machines share: numbered entries, each written by one machine and by no other.

Belongs here: reading what is new, appending, and the copy that this machine keeps of what it has taken in. Does not
belong here: what an entry means (``entries``), or fetching what it names (``taking``).

An entry is created under the next free number, and of all who try one number one does. So all machines see one order,
and whoever appends has seen all that came before.
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from pydantic import ValidationError

from catalogue.depot import Absent, Depot, Oversized, Taken
from catalogue.disk import sync_folder
from catalogue.exchange.entries import Common, Entry
from catalogue.exchange.pieces import side_by_side
from catalogue.exchange.troubles import Damaged, NotTheSame

MOST_ENTRY = 64_000_000
"""Most bytes of one entry."""

_MOST_AHEAD = 64
_NAME = re.compile(r"[0-9]{8,}\.json")


class Log:
    """The log, as far as this machine has taken it in."""

    def __init__(self, depot: Depot, folder: Path) -> None:
        """Read the copy that this machine keeps.

        Args:
            depot: Where the log is.
            folder: Where the copy of each entry is kept once everything it names has been taken in.

        Raises:
            Damaged: The copy is not a log.
        """
        self._depot, self._folder = depot, folder
        self.common = Common()
        self.first: Entry | None = None
        names = sorted(path.name for path in folder.glob("*.json")) if folder.is_dir() else []
        for name in names:
            if _NAME.fullmatch(name):
                self._add(_read((folder / name).read_bytes(), self.common.last + 1))

    def check(self) -> None:
        """Prove that the store still holds the log that was taken in.

        Raises:
            NotTheSame: It holds another one, or none.
            Unreachable: It cannot be asked.
        """
        last = self.common.last
        if not last:
            return
        try:
            same = self._depot.get(_key(last), MOST_ENTRY) == self._path(last).read_bytes()
        except (Absent, Oversized):
            same = False
        if not same:
            raise NotTheSame(
                f"The store does not hold what this warehouse took from it: entry {last} of its log is another or gone."
                " Is CATALOGUE_STORE the right address? If the store was emptied, begin with an empty warehouse."
            )

    def news(self) -> Iterator[tuple[Entry, bytes]]:
        """Give the entries after the last one taken in, which whoever takes them in passes to `took`.

        Raises:
            Damaged: An entry cannot be read or is not what its number says.
            Unreachable: The store cannot be asked.
        """
        ahead = 1
        while True:
            numbers = range(self.common.last + 1, self.common.last + 1 + ahead)
            for number, data in zip(numbers, side_by_side(self._entry, numbers), strict=True):
                if data is None:
                    return
                yield _read(data, number), data
                if self.common.last < number:
                    return
            ahead = min(4 * ahead, _MOST_AHEAD)  # mostly there is nothing new; where there is much, it comes faster

    def took(self, entry: Entry, data: bytes) -> None:
        """Note that everything an entry names has been taken in; the note is on the disk when this returns.

        Args:
            entry: The entry after the last.
            data: Its bytes.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(entry.number)
        aside = path.with_suffix(".tmp")
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
        sync_folder(self._folder)
        self._add(entry)

    def append(self, make: Callable[[int], Entry], meet: Callable[[], None]) -> Entry:
        """Append an entry under the next free number.

        Args:
            make: Makes it, given its number.
            meet: Called where another machine was first: takes in what is new, and may refuse to go on.

        Returns:
            The entry, which counts as taken in.

        Raises:
            Unreachable: The store cannot be asked.
        """
        while True:
            entry = make(self.common.last + 1)
            data = entry.canonical().encode()
            try:
                self._depot.create(_key(entry.number), data)
            except Taken:
                # An answer may have been lost on its way, so that the second try met our own first one.
                if self._depot.get(_key(entry.number), MOST_ENTRY) != data:
                    meet()
                    continue
            self.took(entry, data)
            return entry

    def _entry(self, number: int) -> bytes | None:
        """Return the bytes of an entry of the store; null where there is none yet."""
        try:
            return self._depot.get(_key(number), MOST_ENTRY)
        except Absent:
            return None
        except Oversized as error:
            raise Damaged(f"{error} It is no entry of a log, and nothing after it was taken in.") from None

    def _add(self, entry: Entry) -> None:
        """Add an entry to what the log amounts to."""
        self.first = self.first or entry
        self.common.add(entry)

    def _path(self, number: int) -> Path:
        """Return where the copy of an entry is kept."""
        return self._folder / f"{number:08d}.json"


def _key(number: int) -> str:
    """Return the key of an entry."""
    return f"log/{number:08d}.json"


def _read(data: bytes, number: int) -> Entry:
    """Return an entry, refusing what is none or stands under a number not its own."""
    try:
        entry = Entry.model_validate_json(data)
    except ValidationError as error:
        reason = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in reason["loc"]) or "the entry"
        raise Damaged(f"Entry {number} of the store's log cannot be read: {where}: {reason['msg']}") from None
    if entry.number != number:
        raise Damaged(f"Entry {number} of the store's log says that it is entry {entry.number}.")
    return entry
