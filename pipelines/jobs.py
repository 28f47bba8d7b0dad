"""Jobs: which assets a run makes.

Belongs here: selections. Does not belong here: when they run (`schedules`) or what an asset does.
"""

import dagster as dg

from pipelines import assets

PRINTED = dg.AssetSelection.groups("out")
"""The edition and all that is printed from it."""

harvest_and_publish = dg.define_asset_job(
    "harvest_and_publish",
    selection=dg.AssetSelection.all(),
    description="Harvest every source in one run, read, resolve, check every address, tell partnerships, publish.",
)
watch_and_publish = dg.define_asset_job(
    "watch_and_publish",
    selection=dg.AssetSelection.assets(assets.core_reviews, assets.raw_checks) | PRINTED,
    description="Check every address, tell partnerships, publish.",
)
read_and_publish = dg.define_asset_job(
    "read_and_publish",
    selection=dg.AssetSelection.assets(assets.core_descriptions, assets.core_reviews) | PRINTED,
    description="Read again what a newer extractor has not read yet, resolve, publish; nothing is fetched and nobody "
    "is told. For a correction, or after an upgrade.",
)
