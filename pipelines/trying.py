"""The dry run: what a source's page would give, storing nothing.

Belongs here: calling a harvest aside and showing what it found. Does not belong here: any decision about it.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import dagster as dg

from catalogue.house import House
from catalogue.models import links_from
from pipelines.advice import listed


class Chosen(dg.Config):
    """Which source to look at."""

    source_id: str
    """Its id in sources.yaml."""


@dg.op(description="Reads the listing of one source and shows what it would give and what would be left out.")
def look(context: dg.OpExecutionContext, config: Chosen, house: dg.ResourceParam[House]) -> None:
    """Harvest the listing into a folder that is then deleted."""
    with TemporaryDirectory() as folder:
        aside = House(house.settings.model_copy(update={"warehouse": Path(folder)}), clock=house.clock)
        for one in aside.harvest([config.source_id], dry=True):
            links = links_from(aside.store.read(one.links_sha256)) if one.links_sha256 else ()
            context.log.info("%s: %s. %s", one.source_id, one.state, one.detail)
            context.add_output_metadata(
                {
                    **one.model_dump(mode="json", include={"state", "detail", "pages", "items", "dated", "taken"}),
                    "would_take": dg.MetadataValue.md(listed((x.text, x.url) for x in links if not x.left_out)),
                    "would_leave": dg.MetadataValue.md(listed((x.left_out, x.url) for x in links if x.left_out)),
                }
            )


@dg.job(
    description="Dry run: shows what one source would give, storing nothing. Launch it with "
    "ops: {look: {config: {source_id: wandsworth}}}."
)
def dry_run() -> None:
    """Look at one source."""
    look()
