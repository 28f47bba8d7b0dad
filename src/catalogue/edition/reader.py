"""Opening an edition to read it.

Belongs here: the one way in which the project opens a published file. Does not belong here: any query.
"""

from pathlib import Path

import duckdb


def open_edition(path: Path) -> duckdb.DuckDBPyConnection:
    """Open an edition for reading only, closed to everything outside the file.

    While any connection of this process to the path is open, opening it again gives the same edition, even if
    a newer one has replaced the file: close the connection to see the newer one.

    Args:
        path: The edition's file.

    Returns:
        A connection that can neither write, nor reach other files or the network, nor be told to.

    Raises:
        FileNotFoundError: There is no edition at the path.
        duckdb.Error: The file is not a DuckDB database, or a newer one than this version reads.
    """
    if not path.is_file():
        raise FileNotFoundError(f"there is no edition at {path}")
    return duckdb.connect(
        str(path), read_only=True, config={"enable_external_access": "false", "lock_configuration": "true"}
    )
