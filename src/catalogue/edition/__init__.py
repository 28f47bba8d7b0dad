"""A published edition, opened to be read: the one door for everybody who asks it something.

Belongs here: opening an edition read-only and closed to everything outside its file. Does not belong here: printing
one (``publish``), or what is made of its rows (``export``, ``site``).
"""

from catalogue.edition.reader import open_edition, open_to_copy

__all__ = ["open_edition", "open_to_copy"]
