"""How right the catalogue is, as measured: the published table of accuracy.

Belongs here: its columns, exactly. Does not belong here: measuring (``catalogue.evaluate``).
"""

import datetime as dt

from pydantic import Field

from catalogue.models.table import Table


class Accuracy(Table):
    """How often a field is right, measured on pages and documents whose right answers a reader wrote down. One row a field and kind of material."""  # noqa: E501 - the table's comment is one line

    table = "accuracy"
    key = ("material", "field")

    material: str
    """What was read: ``listings`` (pages that list reviews), ``reports`` (documents), ``nspcc`` (entries of national pages)."""  # noqa: E501
    field: str
    """Field measured; ``own_child`` is whether a review is the publisher's own, ``list_missing`` a list lost."""
    precision: float | None = Field(ge=0, le=1)
    """Values given that are right, as a share; null where none was given."""
    recall: float | None = Field(ge=0, le=1)
    """Right values that were given, as a share; null where the material has none."""
    silent: float | None = Field(ge=0, le=1)
    """Pages or documents with an answer for which nothing was given, as a share; null where it is not counted."""
    n: int
    """Pages, documents, entries or items scored."""
    expected: int
    """Values that the reader wrote down."""
    given: int
    """Values that the catalogue gave."""
    correct: int
    """Values given that are right."""
    gold_rows: int
    """Size of the material: its pages, documents or entries."""
    gold_sha256: str
    """Hash of the reader's answers, so that two measurements can be told to be on the same material."""
    measured_on: dt.date
    """Day of the measurement."""
    code_version: str
    """Versions of what read the pages and documents."""
