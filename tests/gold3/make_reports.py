"""Write the reports of the third gold: `python -m tests.gold3.make_reports [folder]`.

Belongs here: the choice of this set's documents and passages.
Does not belong here: how they become pages, which the first gold's `make_reports` knows.
"""

import sys
from pathlib import Path

from tests.gold.make_reports import write

HERE = Path(__file__).parent

if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE, HERE)
