"""The page on which a broken source lists its reviews while it is in health."""

from tests.faults import content
from tests.faults.replies import Reply

TITLES = ("Child safeguarding practice review: Child A", "Child safeguarding practice review: Child B")


def paths(seed: int) -> tuple[str, ...]:
    """Return the paths of the documents listed."""
    return tuple(f"/documents/cspr-child-{letter}-{seed}.pdf" for letter in "ab")


def page(seed: int) -> Reply:
    """Return the page."""
    links = "".join(
        f"<li><a href='{path}'>{title} (published January 2021)</a></li>"
        for path, title in zip(paths(seed), TITLES, strict=True)
    )
    heading = "Child safeguarding practice reviews"
    return Reply(
        200, content.page(heading, f"<p>Reports published by the partnership.</p><ul>{links}</ul>", heading=heading)
    )
