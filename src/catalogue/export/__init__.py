"""An edition in the formats of other programs: Parquet, CSV, Excel, JSON lines, and a data package.

Belongs here: reading a published edition and writing files of it. Does not belong here: printing an edition
(``publish``), and any fact that is not in one. Only what the edition publishes is exported: never the text of a
document, nor the index of its search.
"""

from catalogue.export.flat import write_csv
from catalogue.export.guarding import guarded, unguarded
from catalogue.export.writing import Outcome, export, let_go

__all__ = ["Outcome", "export", "guarded", "let_go", "unguarded", "write_csv"]
