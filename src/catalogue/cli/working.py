"""How a command that works on the warehouse begins: with the house, alone, and with a contact where it asks the web.

Belongs here: what such commands share. Does not belong here: what commands share that only ask an edition (``common``),
which start in a fraction of the time because they do not read the code of harvesting and printing.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from catalogue.cli.common import refuse, settings, tell
from catalogue.depot import DepotError
from catalogue.exchange import ExchangeError
from catalogue.house import House, WarehouseBusyError
from catalogue.settings import NO_CONTACT, PREFIX
from catalogue.yamlrows import ConfigurationError


@contextmanager
def working(
    warehouse: Path | None,
    sources: Path | None,
    *,
    asks_the_web: bool = False,
    together: bool = False,
    aside: bool = False,
) -> Iterator[House]:
    """Give the house over a warehouse that no other process works on; tell mistakes in the YAML files.

    Args:
        warehouse: ``--warehouse``, or null.
        sources: ``--sources``, or null.
        asks_the_web: Whether the command sends requests, so that site owners must learn whom to ask.
        together: Whether other machines may work at the same time, where several share a store.
        aside: Whether the warehouse is one for the moment, which is shared with nobody.

    Yields:
        The house. No contact where one is needed, a file that cannot be read at all, or a busy warehouse, ends
        the command with exit code 2; single broken rows are told and the others run.
    """
    chosen = settings(warehouse, sources)
    if asks_the_web and not (chosen.contact or "").strip():
        refuse(f"{PREFIX}CONTACT {NO_CONTACT}")
    if not chosen.sources.exists():
        refuse(f"There is no register at {chosen.sources}. Name it with --sources, or run from the project's folder.")
    house = House(chosen.model_copy(update={"store": None}) if aside else chosen)
    try:
        with house.locked(together=together):
            tell(house.problems)
            yield house
    except ConfigurationError as error:
        refuse(*(str(problem) for problem in error.problems))
    except (WarehouseBusyError, ExchangeError, DepotError) as error:
        refuse(str(error))


def known(house: House, only: Sequence[str] | None) -> Sequence[str] | None:
    """Return the source ids of a command, or end it where the register has no such active source."""
    if not only:
        return None
    active = {source.id for source in house.active()}
    wrong = sorted(set(only) - active)
    if wrong:
        refuse(
            f"No active source is called {', '.join(wrong)} in {house.settings.sources}.",
            f"There are: {', '.join(sorted(active)) or 'none'}.",
        )
    return only
