"""What is said of a PDF that cannot be read as it should be, in plain sentences.

Belongs here: the sentences, which other parts compare with. Does not belong here: finding out which is true.
"""

ENCRYPTED = "The PDF asks for a password, so its text cannot be read."
EMPTY = "The file has no bytes, so there is nothing to read."
UNOPENED = "No reader could open the PDF; it is damaged or not a PDF."
CUT_OFF = "The PDF breaks off before its end, and no page could be saved from it."
NO_TEXT = "No reader finds text in the PDF: its pages are pictures."
BLANK = "No reader finds anything on the pages of the PDF: they are blank, or what stood there is lost."
UNCONFIRMED = "One reader finds no text in the PDF and the other could not read it, so it is not said to be empty."
NO_PAGE_READ = "The PDF opens, but none of its pages could be read."

MENDED = "The PDF was damaged; it was read from a mended copy."
BREAKS_OFF = "The PDF breaks off before its end; what stood after that is lost."
SKIPPED = "Some pages broke a reader or took too long; of them only what another reader found is here."
CUT_PAGES = "A page holds more text than is read; the rest was left out."
TOO_MANY_PAGES = "The PDF has more pages than are read; the later ones were left out."
"""Remarks: the file was read, and this is worth knowing."""
