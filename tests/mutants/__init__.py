"""A check of the tests themselves: rules changed one at a time in a copy, each change to be noticed.

Belongs here: the lists of changes (one YAML file for each part of the house) and the runner. Does not belong here:
tests of the product.
"""
