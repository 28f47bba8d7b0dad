"""Hostile PDFs: 30 made by hand, and seeded mutants of good ones. For tests only.

Belongs here: the files, the mutator, the run over all of them. Does not belong here: what production code does
with them, or any real document.
"""
