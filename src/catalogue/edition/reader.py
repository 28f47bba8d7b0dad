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


def open_to_copy(path: Path, folder: Path) -> duckdb.DuckDBPyConnection:
    """Open an edition for reading only, and one folder for writing copies of it; everything else is closed.

    DuckDB writes Parquet itself, which `open_edition` rightly forbids: there no file can be reached at all. Here the
    edition is attached to a database in memory, the one folder is let through, and only then is the rest closed and
    the configuration locked. All that is read through the connection is of one edition, though a newer one may
    replace the file meanwhile.

    Args:
        path: The edition's file.
        folder: An existing folder below which files may be written, and read again.

    Returns:
        A connection whose current database is the edition.

    Raises:
        FileNotFoundError: There is no edition at the path.
        duckdb.Error: The file is not a DuckDB database, or a newer one than this version reads.
    """
    if not path.is_file():
        raise FileNotFoundError(f"there is no edition at {path}")
    connection = duckdb.connect(":memory:")
    try:
        connection.execute("ATTACH ? AS edition (READ_ONLY)", [str(path)])
        connection.execute("USE edition")
        # Long answers stay in memory: no folder is given to which words of an edition could spill.
        connection.execute("SET temp_directory = ''")
        connection.execute("SET allowed_directories = ?", [[f"{folder.resolve()}/"]])
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
    except duckdb.Error:
        connection.close()
        raise
    return connection
