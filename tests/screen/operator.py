"""The operator's screen as ``make ui`` starts it, and the few things that an operator does on it.

Belongs here: starting and stopping it, and clicks by what is written on the screen. Does not belong here: what should be
seen there.
"""

import datetime as dt
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Page, expect

from tests.world.demo import ROOT, environment
from tests.world.server import World

START_S, RUN_MS, CLICK_MS = 120, 240_000, 30_000
"""Longest waits, for a busy machine: seconds for the screen to answer, milliseconds for a run and for one thing to show."""
CODE = "pipelines.definitions"


@contextmanager
def screen(world: World, warehouse: Path, now: dt.datetime) -> Iterator[str]:
    """Start the screen over a warehouse, its clock standing still; gives its address.

    Args:
        world: The only hosts that its runs can reach.
        warehouse: The warehouse, in which it also keeps its own records.
        now: What its runs take for the time.
    """
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    warehouse.mkdir(exist_ok=True)
    chosen = {"CATALOGUE_NOW": now.isoformat(), "CATALOGUE_CURATION": str(warehouse / "curation.yaml")}
    env = {**environment(world, warehouse), **chosen, "PORT": str(port)}
    with (warehouse / "screen.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "pipelines.ui"], cwd=ROOT, env=env, stdout=log, stderr=log, start_new_session=True
        )
        try:
            _wait_for(process, port, warehouse / "screen.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGINT)
            ended = process.wait(START_S)
    assert ended == 0, (warehouse / "screen.log").read_text()[-3000:]


def _wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Wait until the screen answers."""
    until = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=START_S)
    while dt.datetime.now(dt.UTC) < until and process.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        _pause(process)
    raise AssertionError(f"the screen did not start: {log.read_text()[-3000:]}")


def _pause(process: subprocess.Popen[bytes]) -> None:
    """Let a little time pass, or less where the process ends."""
    try:
        process.wait(0.2)
    except subprocess.TimeoutExpired:
        return


class Operator:
    """Somebody who looks at the screen and clicks."""

    def __init__(self, page: Page, base: str, pictures: Path) -> None:
        self.page, self.base, self.pictures = page, base, pictures
        page.set_default_timeout(CLICK_MS)
        expect.set_options(timeout=CLICK_MS)

    def open(self, path: str) -> None:
        """Open a page of the screen."""
        self.page.goto(self.base + path)

    def picture(self, name: str) -> None:
        """Take a picture, to be looked at by people."""
        self.page.screenshot(path=self.pictures / f"{name}.png")

    def launch(self, job: str, *, all_sources: bool, runs: int) -> None:
        """Launch a job from its page, and wait until so many runs have ended well."""
        self.open(f"/locations/{CODE}/jobs/{job}")
        self.page.get_by_role("button", name="Materialize all").click()
        if all_sources:
            dialog = self.page.get_by_role("dialog")
            dialog.get_by_text("All", exact=True).click()
            dialog.get_by_role("button", name="Launch backfill").click()
            expect(dialog).to_be_hidden()
        else:
            expect(self.page.get_by_text("Launched run").first).to_be_visible()
        self.open("/runs")
        expect(self.page.get_by_text("Success", exact=True)).to_have_count(runs, timeout=RUN_MS)

    def asset(self, name: str, view: str) -> None:
        """Open one view of an asset."""
        self.open(f"/assets/{name}?view={view}")

    def check(self, asset: str, name: str) -> None:
        """Open one check of an asset from its list of checks."""
        self.asset(asset, "checks")
        self.page.get_by_text(name, exact=True).first.click()
        expect(self.page.get_by_text("Latest execution")).to_be_visible()

    def partition(self, asset: str, name: str) -> None:
        """Open one source of the harvest."""
        self.open(f"/assets/{asset}?view=partitions&partition={quote(name)}")

    def plots(self) -> None:
        """Turn from the table of figures to their course over time."""
        self.page.get_by_role("button", name="Plots").click()
        expect(self.page.locator("canvas").first).to_be_visible()

    def shows(self, name: str, value: str) -> None:
        """Wait until a figure in the table of metadata has a value."""
        row = self.page.get_by_role("row").filter(has=self.page.get_by_text(name, exact=True))
        expect(row.get_by_role("cell", name=value, exact=True).first).to_be_visible()
