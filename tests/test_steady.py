"""The collector of cycles is held back and comes back, whatever happens."""

import gc

import pytest

from catalogue.steady import without_collecting


def test_the_collector_is_held_back_and_comes_back() -> None:
    with without_collecting():
        assert not gc.isenabled()
        with without_collecting():
            pass
        assert not gc.isenabled(), "the outer block still holds it back"
    assert gc.isenabled()


def test_it_comes_back_after_a_failure() -> None:
    @without_collecting()
    def fail() -> None:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        fail()
    assert gc.isenabled()
