"""The assertions that an edition must pass before it may replace the last one.

Belongs here: one small named function an assertion, each returning why not. Does not belong here: any
mending; an edition that fails is refused and the last one stays.
"""

from catalogue.publish.contents import Contents
from catalogue.publish.gates.bounds import not_emptied, reviews_have_not_vanished, sources_have_not_shrunk
from catalogue.publish.gates.files import nothing_suppressed, printed_faithfully
from catalogue.publish.gates.keys import keys_are_unique, references_hold
from catalogue.publish.gates.reviews import dates_are_whole, reviews_have_a_document, stated, values_have_evidence
from catalogue.publish.gates.texts import documents_are_not_retold, texts_are_short
from catalogue.publish.snapshot import Snapshot

__all__ = ["judge", "not_emptied", "nothing_suppressed", "printed_faithfully", "stated"]


def judge(contents: Contents, before: Snapshot | None, *, accept_fall: bool = False) -> tuple[str, ...]:
    """Return every reason not to publish.

    Args:
        contents: What the edition would hold.
        before: The edition before, null where there is none to compare with.
        accept_fall: Whether a person has said that a large fall in the number of reviews is right.

    Returns:
        Reasons in plain sentences, each with how many cases there are and the first of them; none where the edition
        may be published.
    """
    return (
        *keys_are_unique(contents),
        *references_hold(contents),
        *reviews_have_a_document(contents),
        *values_have_evidence(contents),
        *dates_are_whole(contents),
        *texts_are_short(contents),
        *documents_are_not_retold(contents),
        *(() if accept_fall else reviews_have_not_vanished(contents, before)),
        *(() if accept_fall else sources_have_not_shrunk(contents, before)),
    )
