"""What resolving hands to watching and publishing.

Belongs here: the one record that stages of the same floor pass on. Does not belong here: how it is made.
"""

from catalogue.models.base import Record
from catalogue.models.ledger import Minted, Redirected
from catalogue.models.listed import Listing
from catalogue.models.standing import Issue
from catalogue.models.tables import Document, Evidence, Location, ReviewAlias, ReviewFacts, ReviewPublisher


class Hidden(Record):
    """What a takedown keeps out of everything published, as it is found now; never published itself."""

    tombstone_id: str
    """Id of the tombstone."""
    review_ids: tuple[str, ...]
    """Ids that the review has or had."""
    document_ids: tuple[str, ...]
    """sha256 of every document of it that was ever captured."""
    location_ids: tuple[str, ...]
    """Keys of the addresses at which it is or was listed."""
    addresses: tuple[str, ...]
    """Those addresses, as listed."""
    names: tuple[str, ...]
    """Titles, headings and pseudonyms by which listings name it."""
    source_ids: tuple[str, ...]
    """Sources that show it or showed it."""
    again: tuple[str, ...]
    """Sources that show it at an address or in a form that was not known when it was taken down."""


class Renamed(Record):
    """A review whose publisher took back a name by which it was known; never published itself."""

    review_id: str
    """The review, under an id that does not tell the name."""
    names: tuple[str, ...]
    """The names taken back, in small letters."""
    former_ids: tuple[str, ...]
    """Ids that it had and that tell one of them."""
    alias_ids: tuple[str, ...] = ()
    """Other ids that lead to it."""
    document_ids: tuple[str, ...] = ()
    """sha256 of the versions that were replaced; their hashes and dates stay."""
    source_ids: tuple[str, ...]
    """Sources that show it or showed it."""


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
    hidden: tuple[Hidden, ...] = ()
    """What takedowns keep out, one record a takedown that holds."""
    renamed: tuple[Renamed, ...] = ()
    """Reviews that were known by a name which their publisher took back."""
    aliases: tuple[ReviewAlias, ...] = ()
    """Ids that lead to another review now."""
    redirected: tuple[Redirected, ...] = ()
    """Those of them that the journal has not yet, to be appended like new ids."""
    publishers: tuple[ReviewPublisher, ...] = ()
    """The bodies under which each review is to be found."""
