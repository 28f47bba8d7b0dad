"""How a warehouse is: the few facts that tell whether somebody has to get up.

Belongs here: looking, without a lock or a request, recording nothing. Does not belong here: judging a source or a
document (the edition does), or telling anybody (`deadman`).
"""

import shutil
from collections.abc import Callable

import duckdb

from catalogue.edition import open_edition
from catalogue.house import House
from catalogue.house.deadman import LATE, last_run
from catalogue.journal import JournalError
from catalogue.models import Record
from catalogue.settings import NO_CONTACT
from catalogue.yamlrows import ConfigurationError

LEAST_FREE = 2_000_000_000
"""Least free bytes of the warehouse's disk: some ten harvests of a quiet week."""


class Sign(Record):
    """One fact about the warehouse."""

    name: str
    """What was looked at."""
    well: bool
    """Whether it is as it should be."""
    said: str
    """What was found, in a sentence."""


def health(house: House) -> tuple[Sign, ...]:
    """Look at a warehouse.

    Args:
        house: The house over it.

    Returns:
        One sign for each thing looked at, always in the same order; what cannot be looked at is not well.
    """
    looks: tuple[tuple[str, Callable[[House], tuple[bool, str]]], ...] = (
        ("settings", _settings),
        ("register and curation", _files),
        ("journal", _journal),
        ("edition", _edition),
        ("last run", _run),
        ("messages", _messages),
        ("disk", _disk),
    )
    return tuple(_sign(name, look, house) for name, look in looks)


def _sign(name: str, look: Callable[[House], tuple[bool, str]], house: House) -> Sign:
    """Look at one thing; trouble with a file is a finding."""
    try:
        well, said = look(house)
    except (ConfigurationError, JournalError, OSError, ValueError, duckdb.Error) as error:
        well, said = False, f"{type(error).__name__}: {error}"
    return Sign(name=name, well=well, said=said)


def _settings(house: House) -> tuple[bool, str]:
    """Whether sites and people can be reached."""
    chosen = house.settings
    missing = [
        *([f"CATALOGUE_CONTACT {NO_CONTACT}"] if not chosen.contact else []),
        *(["CATALOGUE_OPERATOR is not set: nobody hears of a failure."] if not chosen.operator else []),
        *(["CATALOGUE_SMTP_HOST is not set: no mail is sent."] if not chosen.smtp_host else []),
    ]
    return not missing, " ".join(missing) or "Contact, operator and mail server are set."


def _files(house: House) -> tuple[bool, str]:
    """Whether every row and every entry can be used."""
    problems = house.problems
    first = f"; the first: {problems[0]}" if problems else ""
    return not problems, f"{len(house.active())} active sources, {len(problems)} mistakes{first}."


def _journal(house: House) -> tuple[bool, str]:
    """Whether the journal can be read."""
    last = last_run(house)
    return True, "Readable." if last else "Readable and empty: nothing has run yet."


def _edition(house: House) -> tuple[bool, str]:
    """Whether there is an edition that opens."""
    path = house.settings.edition_path
    if not path.is_file():
        return False, f"There is none at {path}."
    with open_edition(path) as connection:
        ((number, built, reviews),) = connection.execute("select number, built_at, reviews from edition").fetchall()
    return True, f"Number {number} of {built:%Y-%m-%d %H:%M} UTC with {reviews} reviews."


def _run(house: House) -> tuple[bool, str]:
    """Whether a run finished lately."""
    last = last_run(house)
    if last is None:
        return False, "No run has finished so far."
    return house.clock() - last <= LATE, f"Finished on {last:%Y-%m-%d %H:%M} UTC."


def _messages(house: House) -> tuple[bool, str]:
    """Whether every open alert of the edition has reached somebody."""
    if not house.settings.edition_path.is_file():
        return True, "There is no edition whose alerts could wait."
    with open_edition(house.settings.edition_path) as connection:
        query = "select count(*) from alerts where closed_at is null and delivered_at is null"
        ((waiting,),) = connection.execute(query).fetchall()
    return waiting == 0, f"{waiting} open alerts have reached nobody."


def _disk(house: House) -> tuple[bool, str]:
    """Whether there is room."""
    free = shutil.disk_usage(house.settings.warehouse).free
    return free >= LEAST_FREE, f"{free / 1e9:.1f} GB free."
