"""Telling of progress.

Belongs here: who is told what. Does not belong here: how it is shown (``cli``).
"""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Told of progress: what is being done, how many are done, how many there are."""


def named(progress: Progress | None, name: str) -> Callable[[int, int], None] | None:
    """Return a callback that tells of one named task; null where nobody is told."""
    return (lambda done, total: progress(name, done, total)) if progress else None
