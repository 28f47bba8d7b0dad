"""The table of results in docs/reliability.md.

Belongs here: reading its rows, replacing some, writing it. Does not belong here: running anything.

Everything outside the two marks is written by people and stays as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

BEGIN, END = "<!-- results: written by make torture -->", "<!-- end of results -->"
_HEAD = ("", "bad weather", "commands, with their seeds", "result", "held", "seconds", "when and where")


@dataclass(frozen=True)
class Result:
    """What came of one letter."""

    letter: str
    title: str
    commands: str
    """The commands as typed, parted by semicolons."""
    said: str
    """The last line of each command."""
    held: bool
    """Whether all of it was proven and held."""
    seconds: int
    """Wall clock, to the second."""
    when: str
    """Day, machine and load."""
    lacking: bool = False
    """Whether what is not proven is so only for want of something on this machine."""

    @property
    def row(self) -> str:
        """The row of the table."""
        held = "yes" if self.held else "**no**"
        told = (self.letter, self.title, self.commands, self.said, held, f"{self.seconds:,}", self.when)
        return "| " + " | ".join(one.replace("|", "/").replace("\n", " ") for one in told) + " |"


def with_results(text: str, results: Mapping[str, Result]) -> str:
    """Put results into the page.

    Args:
        text: The page.
        results: By letter; rows of other letters stay as they are.

    Returns:
        The page with the table, its rows in the order of their letters.

    Raises:
        ValueError: The page lacks the two marks.
    """
    before, begin, rest = text.partition(BEGIN)
    table, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("the page has lost the marks of the table of results")
    rows = {line.split("|")[1].strip(): line for line in table.splitlines() if line.startswith("| ")}
    rows = {letter: line for letter, line in rows.items() if len(letter) == 1} | {
        key: one.row for key, one in results.items()
    }
    head = ["| " + " | ".join(_HEAD) + " |", "|---|---|---|---|---|---:|---|"]
    return f"{before}{BEGIN}\n\n" + "\n".join([*head, *(rows[key] for key in sorted(rows))]) + f"\n\n{END}{after}"
