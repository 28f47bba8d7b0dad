"""Takedowns: recording them, keeping them in step with the curation file, and removing what they mean.

Belongs here: what is written down of a takedown, when one holds, and the bytes, caches and older editions that go
with it. Does not belong here: which items a takedown means (``resolve.sealing``), or what an edition says
(``silence``).

Theory
------
Two places hold a takedown, and each is enough. The **journal** holds what is known again (ids, hashes of bytes and
addresses, sketches of texts) and what the tombstone says. The **curation file** holds the decision of a person, by
the tombstone's id and with marks that tell no name; so a warehouse that is built from nothing keeps it too. What the
journal holds goes on being hidden when its entry is broken or gone; only an entry of kind ``lift`` ends it.

The tombstone keeps the review's id where that tells no name. Else it has an id in its place, the publisher's with
a number. No hash of the old id is published: of so few possible names a hash is undone by trying them all. Old ids
are in the journal, so that they are never given again, and `catalogue takedown --list` tells the operator which they
were.
"""

from catalogue.house.takedown.entries import entry_for, names_in
from catalogue.house.takedown.known import shared
from catalogue.house.takedown.ledger import Takedowns, holding
from catalogue.house.takedown.removing import clear_up, left_over, purge, removed

__all__ = ["Takedowns", "clear_up", "entry_for", "holding", "left_over", "names_in", "purge", "removed", "shared"]
