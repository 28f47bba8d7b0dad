"""The demonstration: ``make demo``. One review's journey, through the same Dagster jobs as a real harvest.

Belongs here: the order of the story and what must be true at each step. Does not belong here: how it is
told (``story.py``), the world (``server.py``), or any stage.

Exit code 0 only if every step came out as the story says.
"""

import contextlib
import datetime as dt
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import duckdb

from tests.world import story
from tests.world.server import World

ROOT = Path(__file__).resolve().parents[2]
START = dt.datetime(2021, 2, 15, 9, tzinfo=dt.UTC)
BROKEN_REVIEW = "wandsworth-2021-frankie"


class DemoError(Exception):
    """The demonstration did not come out as it should."""


def must(held: object, what: str) -> None:
    """End the demonstration where something did not happen."""
    if not held:
        raise DemoError(what)


class Stage:
    """Runs the project's own Dagster jobs at a moment of the demonstration's clock."""

    def __init__(self, world: World, warehouse: Path, edition: Path) -> None:
        self.world, self.warehouse, self.edition = world, warehouse, edition
        os.environ.update(world.env)
        os.environ.update(
            {
                "CATALOGUE_WAREHOUSE": str(warehouse),
                "CATALOGUE_CURATION": str(warehouse / "curation.yaml"),
                "CATALOGUE_EDITION": str(edition),
            }
        )

    def run(self, job: str, at: dt.datetime, title: str) -> None:
        """Run one job as if it were ``at``.

        Args:
            job: Name of the Dagster job.
            at: Moment of the demonstration's clock, UTC.
            title: What to say while it runs.

        Raises:
            DemoError: If the run fails.
        """
        os.environ["CATALOGUE_NOW"] = at.isoformat()
        import dagster as dg

        from pipelines.definitions import defs
        from pipelines.partitions import all_in_one_run

        resolved = defs.resolve_job_def(job)
        steps = len(resolved.graph.node_defs)
        tags = all_in_one_run() if job == "harvest_and_publish" else {}
        quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
        with dg.DagsterInstance.ephemeral() as instance, story.waiting(title, steps, instance, self.world):
            result = resolved.execute_in_process(instance=instance, tags=tags, run_config=quiet, raise_on_error=False)
        failures = [event.step_failure_data.error for event in result.all_events if event.is_step_failure]
        must(result.success, f"{title}: the run failed. " + "; ".join(str(one) for one in failures))

    def documents_sent(self, since: int) -> int:
        """Return how many document bodies the world has sent since its log had ``since`` lines."""
        return sum(one.status == 200 and one.path.endswith((".pdf", ".docx")) for one in self.world.log[since:])


def main(warehouse: Path | None = None) -> int:
    """Run the demonstration.

    Args:
        warehouse: Where its edition goes; the project's own warehouse where null.

    Returns:
        0 if everything happened, 1 if not.
    """
    top = warehouse or Path(os.environ.get("CATALOGUE_WAREHOUSE", ROOT / "warehouse"))
    folder = top / "demo"
    target = edition_target(top, folder)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        with World() as world:
            _tell(world, Stage(world, folder, target))
    except DemoError as error:
        story.failed(str(error))
        return 1
    except KeyboardInterrupt:
        story.failed("stopped.")
        return 130
    story.what_next(_shown(target), _shown(folder))
    return 0


def _tell(world: World, stage: Stage) -> None:
    """Go through the story, checking each step."""
    story.opening(world)
    stage.run("harvest_and_publish", START, "Harvesting the miniature world")
    reviews = story.reviews(stage.edition)
    must(BROKEN_REVIEW in reviews, f"{BROKEN_REVIEW} is not in the edition: {', '.join(sorted(reviews))}")
    must(story.left_out(stage.edition, stage.warehouse), "nothing was left out, and the page has more than reviews")

    before = len(world.log)
    stage.run("harvest_and_publish", START + dt.timedelta(hours=1), "Harvesting it again, with nothing changed")
    summary = story.again(stage.edition, len(world.log) - before, stage.documents_sent(before))
    must(summary.startswith("no changes"), f"the second edition says: {summary}")
    must(stage.documents_sent(before) == 0, "a document body was fetched again")
    story.availability(stage.edition)

    url = reviews[BROKEN_REVIEW]
    world.break_(url, "not_found")
    story.taken_down(url, START + dt.timedelta(days=1))
    stage.run("watch_and_publish", START + dt.timedelta(days=1), "Checking every address, one day on")
    must(not world.mailbox.messages, "a message was sent after a single failure")
    story.checked(stage.edition, BROKEN_REVIEW, "Nothing is said yet: once is not enough.")
    stage.run("watch_and_publish", START + dt.timedelta(days=2, hours=1), "Checking again, another day on")
    must(len(world.mailbox.messages) == 1, f"{len(world.mailbox.messages)} messages were sent instead of one")
    story.checked(stage.edition, BROKEN_REVIEW, "Twice, more than a day apart: one alert opens.")
    story.letter(world.mailbox.messages[0])
    feed = stage.warehouse / "feeds" / "wandsworth.atom"
    must(feed.is_file() and story.feed(feed) == 1, "the alert is not in the partnership's feed")

    world.mend(url)
    story.put_back()
    stage.run("watch_and_publish", START + dt.timedelta(days=3), "Checking the day after it is back")
    must(len(world.mailbox.messages) == 1, "the alert was closed after a single good check")
    stage.run("watch_and_publish", START + dt.timedelta(days=4), "Checking once more")
    must(len(world.mailbox.messages) == 2, "the alert was not closed by a message")
    story.checked(stage.edition, BROKEN_REVIEW, "Found well twice: the alert closes by itself.")
    story.letter_in_brief(world.mailbox.messages[1])
    must(story.closed(stage.edition), "the alert is still open in the edition")
    must(story.feed(feed) == 2, "the closing is not in the partnership's feed")
    _keep_letters(world, stage.warehouse / "mail")


def _keep_letters(world: World, folder: Path) -> None:
    """Keep the delivered messages as files that any mail program opens."""
    folder.mkdir(exist_ok=True)
    for number, message in enumerate(world.mailbox.messages, start=1):
        (folder / f"{number}.eml").write_bytes(message.as_bytes())


def edition_target(top: Path, folder: Path) -> Path:
    """Return where the edition goes: never over an edition that the demonstration did not print itself."""
    usual = top / "catalogue.duckdb"
    return folder / "catalogue.duckdb" if usual.exists() and not _of_the_world(usual) else usual


def _of_the_world(edition: Path) -> bool:
    """Whether an edition is the demonstration's: all of its sources are on hosts that can never be real."""
    with contextlib.suppress(duckdb.Error), duckdb.connect(str(edition), read_only=True) as connection:
        hosts = connection.execute("select distinct split_part(unnest(urls), '/', 3) from sources").fetchall()
        return bool(hosts) and all(str(host).endswith(".test") for (host,) in hosts)
    return False


def _shown(path: Path) -> str:
    """Return a path as a person in the project's folder would write it."""
    with contextlib.suppress(ValueError):
        return str(path.resolve().relative_to(ROOT))
    return str(path)


def environment(world: World, warehouse: Path) -> Mapping[str, str]:
    """Return the whole environment for a command that is to talk to the world only."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("CATALOGUE_", "COLUMNS"))}
    return {**kept, **world.env, "CATALOGUE_WAREHOUSE": str(warehouse)}


if __name__ == "__main__":
    sys.exit(main())
