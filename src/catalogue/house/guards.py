"""Guards: what must not happen without anyone noticing.

Belongs here: refusing to go on where a file that was there is gone. Does not belong here: what an edition
must hold (``catalogue.publish``).
"""

import hashlib
from pathlib import Path

import duckdb

from catalogue.curation import Curation
from catalogue.edition import open_edition
from catalogue.models import Problem
from catalogue.yamlrows import ConfigurationError

NOTHING = hashlib.sha256(b"").hexdigest()


def still_there(curation: Curation, path: Path, edition: Path) -> Curation:
    """Return the curation file, unless it is gone and the edition in place was made with one.

    Without this a review that a person took out would come back because a command ran in another folder.

    Args:
        curation: The file as read.
        path: Where it should be.
        edition: The edition in place.

    Returns:
        The same.

    Raises:
        ConfigurationError: The file is missing or empty, and was not when the last edition was printed.
    """
    if curation.sha256 != NOTHING or not edition.is_file():
        return curation
    try:
        with open_edition(edition) as connection:
            row = connection.execute("select curation_sha256 from edition").fetchone()
    except duckdb.Error:
        return curation  # what stands there is no edition
    if row is None or row[0] == NOTHING:
        return curation
    message = (
        f"there is no curation file at {path}, and the edition in place was made with one. Without it a review that "
        "was taken out would come back. Name it with CATALOGUE_CURATION, or put a file with `entries: []` there."
    )
    raise ConfigurationError((Problem(file=path.name, line=1, key="entries", message=message),))
