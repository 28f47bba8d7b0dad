"""What resolving hands to watching and publishing.

Belongs here: the one record that stages of the same floor pass on. Does not belong here: how it is made.
"""

from catalogue.models.base import Record
from catalogue.models.ledger import Minted, Redirected
from catalogue.models.listed import Listing
from catalogue.models.standing import Issue
from catalogue.models.tables import Document, Evidence, Location, ReviewAlias, ReviewFacts, ReviewPublisher


class Resolution(Record):
    """The reviews that all evidence amounts to: a pure function of journal, descriptions and both YAML files."""

    reviews: tuple[ReviewFacts, ...]
    """Reviews in order of their ids."""
    documents: tuple[Document, ...]
    """Their documents, in order of review and document id."""
    locations: tuple[Location, ...]
    """Where those are published, in order of review id and address."""
    listings: tuple[Listing, ...] = ()
    """The pages that list them, in order of review id, source and page."""
    evidence: tuple[Evidence, ...]
    """Where every value was read; rejected values too."""
    issues: tuple[Issue, ...]
    """Questions that resolving leaves to a person."""
    minted: tuple[Minted, ...]
    """Ids given for the first time, to be appended to the journal before anything is published under them."""
    aliases: tuple[ReviewAlias, ...] = ()
    """Ids that lead to another review now."""
    redirected: tuple[Redirected, ...] = ()
    """Those of them that the journal has not yet, to be appended like new ids."""
    publishers: tuple[ReviewPublisher, ...] = ()
    """The bodies under which each review is to be found."""
