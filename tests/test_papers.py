"""The texts of bodies that a round of watching asks about: read together, each once."""

from collections.abc import Collection, Mapping
from pathlib import Path

import pytest

from catalogue.house.papers import Papers, papers_of
from catalogue.models import Description, Reading
from catalogue.store import Corrupt, FolderStore
from catalogue.vocabulary import Magic, TextQuality

WORDS = "Learning from this review was shared with every agency that had known the family over these years. " * 4
PAGE = b"<html><body><h1>Child safeguarding practice review</h1><p>%b</p></body></html>"
GONE = "0" * 64


def described(sha256: str) -> Description:
    """Return a description without any page."""
    return Description(sha256=sha256, version="-", reading=Reading(magic=Magic.HTML), quality=TextQuality.UNREADABLE)


class Reads:
    """A reader that keeps what it is asked for."""

    def __init__(self, gone: Collection[str] = ()) -> None:
        self.asked: list[list[str]] = []
        self._gone = gone

    def __call__(self, hashes: Collection[str]) -> Mapping[str, Description]:
        """Read all that are not gone."""
        self.asked.append(list(hashes))
        return {one: described(one) for one in hashes if one not in self._gone}


def test_bodies_are_read_together_and_each_once() -> None:
    reads = Reads(gone=("c",))
    papers = Papers({"known": described("known")}, reads)
    papers.read_ahead({"b", "a", "c", "known"})
    papers.read_ahead(["a"])
    assert papers.paper("c") is None
    assert papers.similarity("known", "a") is None
    assert papers.paper("d") is not None
    assert reads.asked == [["a", "b", "c"], ["d"]]


def test_stored_bodies_give_their_words(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "raw")
    one, other = (store.put(PAGE % text.encode()) for text in (WORDS, WORDS + "It was read again."))
    empty = store.put(b"\x00\x01 nothing that anybody reads")
    with papers_of({}, store, 2) as papers:
        papers.read_ahead({one, other, empty, GONE})
        found = papers.paper(one)
        assert found is not None
        assert "shared with every agency" in str(found.text)
        assert found.readable
        assert (papers.similarity(one, other) or 0) > 0.9
        unread = papers.paper(empty)
        assert unread is not None
        assert unread.text is None
        assert papers.paper(GONE) is None


def test_a_damaged_body_costs_itself_only(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "raw")
    whole, damaged = (store.put(PAGE % text.encode()) for text in (WORDS, WORDS * 2))
    path = store.path(damaged)
    path.chmod(0o644)
    path.write_bytes(b"other bytes")
    with papers_of({}, store, 1) as papers:
        with pytest.raises(Corrupt):
            papers.read_ahead({whole, damaged})
        assert papers.paper(whole) is not None
        with pytest.raises(Corrupt):
            papers.paper(damaged)
