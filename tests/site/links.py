"""The link checker as tests use it: the same that `catalogue site --check` runs.

Belongs here: one assertion over a printed site. Does not belong here: a rule (``catalogue.site.checking``).
"""

from pathlib import Path

from catalogue.site.checking import check


def assert_sound(folder: Path, url: str | None = None) -> None:
    """Fail with every finding about a printed site."""
    found = check(folder, url)
    assert not found, "\n".join(f"{one.path}: {one.what}" for one in found[:40])
