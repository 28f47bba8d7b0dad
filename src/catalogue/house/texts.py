"""The texts of documents as an edition counts their words: made when they are asked for, and let go of at once.

Belongs here: which text of a document that is, and what stands for it where nobody needs to read it. Does not belong
here: what is made of it (``catalogue.publish``).
"""

from collections.abc import Iterator, Mapping

from catalogue.flow import flows
from catalogue.models import Description


class Texts(Mapping[str, tuple[str, ...]]):
    """The running text of every page, by document id."""

    def __init__(self, described: Mapping[str, Description]) -> None:
        """Begin with what was read.

        Args:
            described: Descriptions by document id; their pages are read when a text is asked for.
        """
        self._described = described

    def __getitem__(self, document_id: str) -> tuple[str, ...]:
        """Return the texts of a document's pages, in order."""
        return tuple(flow.text for flow in flows(self._described[document_id].reading.pages))

    def __contains__(self, document_id: object) -> bool:
        """Tell whether a document was read, without reading its pages again."""
        return document_id in self._described

    def __iter__(self) -> Iterator[str]:
        """Give the document ids."""
        return iter(self._described)

    def __len__(self) -> int:
        """Return the number of documents."""
        return len(self._described)

    @property
    def marks(self) -> Mapping[str, str]:
        """What stands for each document's text: another where the text is another, or was read by another version."""
        return {key: f"{one.version} {one.pages_sha256}" for key, one in self._described.items()}
