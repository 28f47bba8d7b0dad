"""Many hosts at the same time.

Belongs here: doing something for each of them, so that none waits for a slow one. Does not belong here: what is done,
or the pace of a single host (`fetch`).
"""

from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor


def side_by_side(work: Callable[[str], None], hosts: Collection[str], most: int) -> None:
    """Do something for each host, at most so many at a time, so that none waits for a slow one.

    Args:
        work: What to do; called in a thread of its own for each host, unless one at a time is all there is.
        hosts: The hosts.
        most: Most of them at the same time.
    """
    workers = min(most, len(hosts))
    if workers < 2:
        for host in sorted(hosts):
            work(host)
        return
    with ThreadPoolExecutor(max_workers=workers, thread_name_prefix="watch") as pool:
        list(pool.map(work, sorted(hosts)))
