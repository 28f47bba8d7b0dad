"""The fault matrix: every way in which an address can fail, by a server whose host names say what is wrong.

Belongs here: the fault script with its ground truth, the servers that act it out, and the runs that compare. The
script names verdicts and rules as plain words and reads nothing of the catalogue.
"""
