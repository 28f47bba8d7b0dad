"""The collector of cycles is held back and comes back, whatever happens."""

import gc
import weakref

import pytest

from catalogue.steady import passing_over, without_collecting


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


class Ring:
    """What names itself, so that only the collector lets it go."""

    def __init__(self) -> None:
        self.itself = self


def test_what_comes_about_in_a_block_is_still_let_go_and_the_rest_afterwards() -> None:
    held = Ring()
    before = weakref.ref(held)
    with passing_over():
        del held
        during = weakref.ref(Ring())
        gc.collect()
        assert during() is None
        assert before() is not None, "it is passed over"
    gc.collect()
    assert before() is None
