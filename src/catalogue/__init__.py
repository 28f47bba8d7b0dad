"""The national catalogue of child safeguarding practice reviews.

``catalogue.open()`` opens the published edition to be asked. Belongs here: that one door for Python programs. Does not
belong here: anything that takes long to import; worker processes import this too.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from catalogue.edition import Edition

__all__ = ["open"]


def open(path: str | Path | None = None) -> "Edition":
    """Open a published edition, read-only.

    Args:
        path: Its file; where the settings have it (``CATALOGUE_EDITION``, ``CATALOGUE_WAREHOUSE``) where none is given.

    Returns:
        The edition, for ``.search()``, ``.reviews()``, ``.show()``, ``.sql()`` and others.

    Raises:
        FileNotFoundError: There is no edition there.
        ConfigurationError: A setting cannot be used.
        duckdb.Error: The file is no edition, or a newer one than this version reads.
    """
    from catalogue.edition import Edition  # noqa: PLC0415 - slow to import, see above
    from catalogue.settings import load  # noqa: PLC0415 - as above

    return Edition(Path(path) if path is not None else load().edition_path)
