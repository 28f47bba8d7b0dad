"""Dagster, thin: resources, assets, checks, jobs and schedules.

Belongs here: what an operator sees and schedules. Does not belong here: any decision; the house makes them.
"""

import warnings

# Dagster calls the one parameter that puts all sources into one run "beta"; that is known, and its version is pinned.
warnings.filterwarnings("ignore", message=".*`backfill_policy`.*")
