"""Exports: what is written of an edition, read back by the programs that people use.

`payloads` holds texts that a spreadsheet might run. Where LibreOffice is installed (`packages.txt`) it opens the
workbook and the CSV files too; else those tests are skipped and say so.
"""
