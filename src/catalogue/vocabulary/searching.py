"""The words for where something stands that the search can be narrowed to.

Belongs here: the fields of a search. Does not belong here: how they are asked (``catalogue.publish.index``).
"""

from catalogue.vocabulary.words import Word


class SearchField(Word):
    """A field that a search can be narrowed to."""

    TITLE = "title", "Title or subtitle of the review."
    REVIEW_TYPE = "review_type", "What kind of inquiry it is."
    NATION = "nation", "Nation whose law governs it."
    PUBLISHER = "publisher", "Id or name of a body under which it is to be found."
    AREA = "area", "ONS code, name or other name of an area concerned."
    PSEUDONYM = "pseudonym", "Name used in it for a child or, in an adult review, for the person."
    THEME = "theme", "Id or label of a theme."
    REVIEWER = "reviewer", "Reviewer whom the documents name."
    INCIDENT = "incident", "What happened, in the broadest terms."
    DOCUMENT = "document", "Title of a document of it."
    QUOTED = "quoted", "Words of its documents that the edition quotes."
