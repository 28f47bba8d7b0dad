"""How long a site of national size takes to print: ``make benchmark-site``.

Belongs here: an edition of 2,500 documents, its site printed three times, and the figures. Does not belong here: the
invented country (``tests.site.country``), a limit, or an assertion about the clock.

Between the second and the third print one review in a hundred changes.
"""

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

from catalogue.site import Site, build, check
from catalogue.site.checking import clicks
from tests.site import made
from tests.site.country import Size, tables


def main() -> int:
    """Print the site three times and say how long each took.

    Returns:
        0 where every rule of the site holds, else 1.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviews", type=int, default=Size.reviews)
    parser.add_argument("--documents", type=int, default=Size.documents)
    asked = parser.parse_args()
    size = Size(reviews=asked.reviews, documents=asked.documents)
    site = Site(url="https://reviews.example.org/", contact="catalogue@example.org")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first = made.write(folder / "first.duckdb", tables(size))
        second = made.write(folder / "second.duckdb", tables(size, changed=size.reviews // 100))
        took = []
        for title, edition in (("first", first), ("the same again", first), ("1 % changed", second)):
            begun, worked = time.perf_counter(), time.process_time()
            done = build(edition, folder / "site", site=site)
            took.append(time.perf_counter() - begun)
            worked = time.process_time() - worked
            print(
                f"{title:>15}: {took[-1]:6.2f} s ({worked:.2f} s of one processor), {took[-1] / took[0]:4.2f} of the "
                f"first; "
                f"{done.written} of {done.files} files written, {done.removed} removed, {done.bytes / 1e6:.1f} MB"
            )
        begun = time.perf_counter()
        found = check(folder / "site", site.url)
        print(f"looked through in {time.perf_counter() - begun:.2f} s: {len(found)} findings")
        for one in found[:10]:
            print(f"  {one.path}: {one.what}")
        _figures(folder / "site")
    return 1 if found else 0


def _figures(folder: Path) -> None:
    """Print the largest page, the longest way and the memory."""
    pages = sorted(((path.stat().st_size, path) for path in folder.rglob("*.html")), reverse=True)
    size, path = pages[0]
    print(f"{len(pages)} pages; largest {size / 1000:.0f} kB ({path.relative_to(folder)})")
    print(f"farthest page: {max(clicks(folder).values())} clicks from the first")
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    sys.exit(main())
