"""Write the data dictionary and the schema that is promised: ``make dictionary``.

Belongs here: printing ``docs/dictionary.md`` and ``docs/schema.json`` from the code, and refusing a schema that takes
away what was promised. Does not belong here: any meaning.
"""

import json
import sys
from pathlib import Path

from catalogue.publish import dictionary, index, schema
from catalogue.publish.printing import TABLES

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "dictionary.md"
PROMISE = ROOT / "docs" / "schema.json"

Schema = dict[str, dict[str, str | None]]


def present() -> dict[str, object]:
    """Return the schema that the code prints: its version, and the columns with their types by table."""
    inner = {model.table for model in index.TABLES}
    tables: Schema = {}
    for entry in dictionary.entries(TABLES):
        if entry.table_name not in inner:
            tables.setdefault(entry.table_name, {})[entry.column_name] = entry.type
    return {"version": schema.VERSION, "tables": tables}


def taken_away(before: Schema, after: Schema) -> list[str]:
    """Return the columns of one schema that another lacks or has with another type, in order."""
    return [
        f"{table}.{column}"
        for table, columns in sorted(before.items())
        for column, kind in sorted(columns.items())
        if column not in after.get(table, {}) or after[table][column] != kind
    ]


def breaks(before: dict[str, object], after: dict[str, object]) -> list[str]:
    """Return what a schema takes away although its first number is the same as before."""
    first = [str(one["version"]).partition(".")[0] for one in (before, after)]
    gone = taken_away(before["tables"], after["tables"])  # type: ignore[arg-type]
    return gone if first[0] == first[1] else []


def main() -> int:
    """Write both files, or refuse."""
    now = present()
    if PROMISE.is_file() and (gone := breaks(json.loads(PROMISE.read_text()), now)):
        print(f"Columns would go or change their type: {', '.join(gone)}. Raise the first number of schema.VERSION.")
        return 1
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(dictionary.markdown(TABLES))
    PROMISE.write_text(json.dumps(now, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
