"""Describing hostile files, and everything that must hold afterwards.

Belongs here: the run and its rules, for the tests and for ``make torture-pdf``. Does not belong here: the files.
"""

import hashlib
import re
import resource
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from catalogue import pdf
from catalogue.describe import Document, Limits, describe
from catalogue.fetch.sniff import sniff
from catalogue.models import Description
from catalogue.store import FolderStore
from catalogue.vocabulary import TextQuality

HEAD = 64 * 1024


@dataclass(frozen=True)
class Tortured:
    """What came of it: a description by name, and every rule that was broken, in words."""

    descriptions: Mapping[str, Description]
    broken: tuple[str, ...]

    def counts(self) -> Counter[TextQuality]:
        """Return how many files were given each verdict."""
        return Counter(one.quality for one in self.descriptions.values())


def peak_rss_mb() -> float:
    """Return the most memory that this process has held, in MB.

    The system's own account of a process also counts what held the process that started it, so the high-water
    mark of its own memory is read where there is one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\s+(\d+) kB", status.read_text())[1]) * 1024 / 1e6  # type: ignore[index]
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def torture(
    files: Iterable[tuple[str, bytes]],
    folder: Path,
    limits: Limits,
    allowed: Mapping[str, frozenset[TextQuality]],
    *,
    told: bool = False,
) -> Tortured:
    """Describe files and look at what must hold.

    Args:
        files: Names and bytes, taken one by one.
        folder: An empty folder.
        limits: What one file may cost.
        allowed: By name, what may be said of a file; every word where the name is missing.
        told: Whether progress is printed.
    """
    store = FolderStore(folder / "raw")
    documents: dict[str, Document] = {}
    names: dict[str, str] = {}
    for name, data in files:
        sha256 = store.put(data)
        names.setdefault(sha256, name)
        documents[sha256] = (sniff(data[:HEAD], data[-HEAD:]), None, "http://council.test/report.pdf")
    before = sorted(path for path in folder.rglob("*") if path.is_file())
    done = describe(
        documents,
        store=store,
        cache=folder / "described",
        nation_of={},
        workers=2,
        limits=limits,
        progress=(lambda at, of: print(f"\r{at} of {of}", end="", flush=True)) if told else None,
    )
    descriptions = {names[sha256]: one for sha256, one in done.descriptions.items()}
    broken = [f"{name}: {rule}" for name, one in descriptions.items() for rule in _broken(name, one, allowed)]
    broken += [f"{names[one]}: its bytes changed" for one in documents if _hash(store, one) != one]
    outside = [path for path in folder.rglob("*") if path.is_file() and "described" not in path.parts]
    if sorted(outside) != before:
        broken.append("a file was made or lost outside the cache")
    return Tortured(descriptions, tuple(broken))


def _broken(name: str, one: Description, allowed: Mapping[str, frozenset[TextQuality]]) -> list[str]:
    """Return what is wrong with a description."""
    rules = []
    if name in allowed and one.quality not in allowed[name]:
        rules.append(f"said to be {one.quality} ({one.reading.problem})")
    has_text = any(page.text.strip() for page in one.reading.pages)
    if one.quality in (TextQuality.GOOD, TextQuality.PARTIAL, TextQuality.OCR) and not has_text:
        rules.append("said to have text and has none")
    if not has_text and one.reading.problem is None:
        rules.append("has no text and does not say why")
    if one.quality is TextQuality.NEEDS_OCR and one.reading.problem != pdf.NO_TEXT:
        rules.append("said to be pictures without a second reader's word")
    if has_text and one.findings and any(found.page is None for found in one.findings):
        rules.append("has a value without a page")
    return rules


def _hash(store: FolderStore, sha256: str) -> str:
    """Return the hash of what the store holds under a name."""
    return hashlib.sha256(store.path(sha256).read_bytes()).hexdigest()
