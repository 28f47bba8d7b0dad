"""Working without looking for cycles.

Belongs here: holding Python's collector back while much is held that is no garbage, or having it pass over what is held
already. Does not belong here: any stage.

Printing holds every description, item and row of the country at once, millions of small records, none of which names
one that names it. The collector walks through all of them again and again and finds nothing; that takes a fifth of the
time of printing at national size, more than half of the time in which descriptions are taken from where they are kept,
and more the more there is. What nobody names any more is still let go at once, as ever.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Hold the collector back, as a block or as a decorator; afterwards it is as it was."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@contextmanager
def passing_over() -> Iterator[None]:
    """Have the collector pass over all that is held when the block begins, and look at what comes after as ever.

    For blocks that are long and meet the world, where cycles may come about: an error and the frames that it names.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
