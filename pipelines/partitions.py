"""Partitions: one for each active source of the register.

Belongs here: reading the register for Dagster. Does not belong here: what a source is.
"""

import dagster as dg

from catalogue.house import House
from catalogue.settings import load

UK = "Europe/London"
"""Time zone of schedules and of what is due."""

SOURCES = dg.StaticPartitionsDefinition(sorted(source.id for source in House(load()).active()))
"""Read when the definitions are loaded: reload them after a change of the register."""


def all_in_one_run() -> dict[str, str]:
    """Return the tags that put every source into one run, which saves seconds for each of them."""
    keys = SOURCES.get_partition_keys()
    return {"dagster/asset_partition_range_start": keys[0], "dagster/asset_partition_range_end": keys[-1]}
