"""Words for what is made of an edition.

Belongs here: the kinds of files. Does not belong here: how they are written (``catalogue.export``).
"""

from catalogue.vocabulary.words import Word


class ExportFormat(Word):
    """A kind of file in which an edition is given to people who do not open the edition itself."""

    PARQUET = "parquet", "One Parquet file a table, with the edition's own types: for Python, R, Power BI and DuckDB."
    CSV = "csv", "One CSV file a table, safe to open in a spreadsheet, with a data package that describes it."
    XLSX = "xlsx", "One Excel workbook with the tables that people read most, and a codebook."
    JSONL = "jsonl", "One file of JSON lines a table, lists as lists: for programs."
