"""The demonstration's website: ``make site``.

Belongs here: running the demonstration in a folder of its own, and showing what is printed from it. Does not belong
here: the demonstration (``demo``), or any page.
"""

import os
import sys

from catalogue.cli import app
from tests.world import demo

FOLDER = demo.ROOT / "warehouse" / "demo-site"


def main() -> int:
    """Run the demonstration, print its site, look it through and show it until Ctrl-C.

    Returns:
        0 once it is stopped; not 0 where something did not happen.
    """
    failed = demo.main(FOLDER)
    if failed:
        return failed
    os.environ.update(
        {"CATALOGUE_WAREHOUSE": str(FOLDER / "demo"), "CATALOGUE_EDITION": str(FOLDER / "catalogue.duckdb")}
    )
    return int(app(["site", "--check", "--serve"], standalone_mode=False) or 0)


if __name__ == "__main__":
    sys.exit(main())
