"""Protocol L: statements in words, and words in statements: ``python -m tests.torture.statements``.

Belongs here: texts that would be SQL if they were ever taken for it, in every field of an edition and in the search;
what an edition may reach; and how the product makes its statements. Does not belong here: pages and mails (protocol M).

What must hold: each text stands word for word where it was put; tables, columns and rows are those of an edition of
harmless texts; a reader reaches neither files nor the network and cannot say otherwise; every statement that is made of
parts is made where the linter was told why (``noqa: S608``), and the list of those places is the one below.
"""

import re
import sys
import tempfile
from pathlib import Path

import duckdb

from catalogue.edition import open_edition
from catalogue.publish import Contents
from tests.edition_samples import Press
from tests.export.payloads import edition
from tests.torture.ground import memory

ROOT = Path(__file__).resolve().parents[2]
PAYLOADS = (
    "'; DROP TABLE reviews; --", '"; DROP TABLE reviews; --', "' OR '1'='1", "' OR 1=1 --", '" OR ""="', "') OR ('1'='1", "1; SELECT 1", "' UNION SELECT NULL --",
    "' UNION SELECT content FROM read_text('/etc/passwd') --", "'; COPY reviews TO '/tmp/x.csv'; --", "'; ATTACH '/tmp/x.duckdb'; --",
    "'; INSTALL httpfs; LOAD httpfs; --", "'; PRAGMA database_list; --", "'; SET enable_external_access=true; --", "'; CHECKPOINT; --", "'; DETACH edition; --",
    "'; CREATE MACRO search() AS 1; --", "'; UPDATE reviews SET title='x'; --", "$$; DROP TABLE reviews; $$", "$tag$ x $tag$", "/* */", "*/ DROP TABLE reviews /*",
    "-- comment", "\\'; DROP TABLE reviews; --", "''''''", '""""', "%", "_", "%_%' ESCAPE '\\", "?", "$1", ":name", "@name", "{fn now()}", "x'41'", "E'\\x41'",
    "\x1a", "\u02bc OR \u02bc1\u02bc=\u02bc1", "＇; DROP TABLE reviews; --", "a" * 280 + "'", "NULL", "null", "true", "read_csv('/etc/passwd')", "[1, 2]", "{'a': 1}",
)  # fmt: skip
REACHING = (
    "SELECT * FROM read_text('/etc/passwd')", "SELECT * FROM read_csv('/etc/hostname')", "SELECT * FROM glob('/*')", "COPY reviews TO '{}/out.csv'",
    "ATTACH '{}/other.duckdb'", "INSTALL httpfs", "LOAD httpfs", "SELECT * FROM 'http://127.0.0.1:1/x.csv'", "SET enable_external_access = true",
    "SET allowed_directories = ['/']", "RESET lock_configuration", "SET lock_configuration = false", "DROP TABLE reviews", "UPDATE reviews SET title = 'x'",
    "EXPORT DATABASE '{}/out'", "CREATE TABLE mine AS SELECT 1", "SELECT getenv('HOME')", "SET temp_directory = '/tmp'",
)  # fmt: skip
_FORMATTED = re.compile(r"\.(?:execute|executemany|sql|query)\(\s*(?:f[\"']|[\"'][^\"']*[\"']\s*(?:%|\.format|\+))")


def harmless(contents: Contents) -> list[tuple[str, int]]:
    """Return the names of the tables of such an edition with their numbers of rows."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        return _shape(Press(Path(folder)).print(contents).path)


def _shape(path: Path) -> list[tuple[str, int]]:
    """Return tables with rows, but those that tell of the printing itself."""
    with open_edition(path) as connection:
        names = [row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()]
        return [
            (name, connection.execute(f'SELECT count(*) FROM "{name}"').fetchall()[0][0])
            for name in names
            if not name.startswith("search")
        ]


def in_an_edition(folder: Path) -> list[str]:
    """Put each text into every field that strangers fill, print, search; return what does not hold."""
    path = Press(folder).print(edition(PAYLOADS)).path
    wrong = []
    with open_edition(path) as connection:
        titles = dict(connection.execute("SELECT review_id, title FROM reviews").fetchall())
        for number, text in enumerate(PAYLOADS):
            if titles.get(f"r{number:02}") != text:
                wrong.append(f"the title {text[:40]!r} stands there as {str(titles.get(f'r{number:02}'))[:40]!r}")
            for query in ("SELECT review_id FROM search(?)", "SELECT review_id FROM quotes(?)"):
                try:
                    connection.execute(query, [text]).fetchall()
                except duckdb.Error as error:
                    wrong.append(f"{query} with {text[:40]!r}: {error}")
        before = _shape(path)
        for statement in REACHING:
            try:
                connection.execute(statement.format(folder)).fetchall()
                wrong.append(f"a reader may do this: {statement}")
            except duckdb.Error:
                continue
    if before != _shape(path) or before != harmless(edition([f"Child {number}" for number in range(len(PAYLOADS))])):
        wrong.append("tables or rows are not those of an edition of harmless texts")
    return wrong


def made_of_parts(line: str) -> bool:
    """Tell whether a line runs a statement made of parts, and says to no linter why that is safe."""
    if "noqa: S608" in line or re.search(r"f\"(?:ATTACH|USE|DETACH) ", line):
        return False
    return _FORMATTED.search(line) is not None


def in_the_code() -> list[str]:
    """Return places at which a statement is made of parts without a word on why that is safe."""
    return [
        f"{path.relative_to(ROOT)}:{number}: a statement is made of parts"
        for path in sorted((ROOT / "src").rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if made_of_parts(line)
    ]


def main() -> int:
    """Print an edition of such texts, read it, and look at the code.

    Returns:
        0 where everything held.
    """
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        wrong = [*in_an_edition(Path(folder)), *in_the_code()]
    print("\n".join(wrong))
    print(
        f"{len(PAYLOADS)} texts in every field of an edition and in two searches, {len(REACHING)} statements that reach out: "
        f"{len(wrong)} went wrong"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
