"""The words for taking a review out of everything that is published.

Belongs here: why it is done, and that it was done or undone. Does not belong here: how it is done.
"""

from catalogue.vocabulary.words import Word


class TakedownReason(Word):
    """The kind of reason for a takedown; it is published, the reason itself is not."""

    WELFARE = "welfare", "For the welfare of a person concerned."
    COURT_ORDER = "court_order", "A court ordered it."
    IDENTIFYING = "identifying", "It told more of a person than it should; a version without that may follow."
    DATA_PROTECTION = "data_protection", "A person concerned, or a regulator, asked for it under data protection law."
    PUBLISHER = "publisher", "Its publisher asked for it."
    NOT_TOLD = "not_told", "No reason is told."


class TakedownStep(Word):
    """One step of a takedown."""

    TAKEN_DOWN = "taken_down", "The review was taken out of everything published."
    LIFTED = "lifted", "The takedown was lifted: what is harvested from then on is published again."
