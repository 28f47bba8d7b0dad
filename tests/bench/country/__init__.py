"""A seeded country on loopback for ``make benchmark``: its publishers, their reviews, and every byte they serve.

Belongs here: what there is (``plan``), what it says (``words``), how that becomes files (``bodies``), pages of lists
(``lists``) and answers (``shelf``). Does not belong here: measuring, or a faulty server (the miniature world has those).
Everything is invented; the same seed gives the same bytes.
"""
