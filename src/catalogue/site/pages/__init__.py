"""Pages, each module's made of an edition's rows alone.

Belongs here: what stands on which page, as plain values for a template. Does not belong here: HTML, files, or
anything that the edition does not tell.
"""
