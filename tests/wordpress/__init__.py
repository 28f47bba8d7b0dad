"""A real WordPress with a real database for the tests.

Belongs here: bringing one up from a distribution's packages, and the site that it holds. Does not belong
here: the miniature internet (``tests/world``), which needs nothing installed.
"""
