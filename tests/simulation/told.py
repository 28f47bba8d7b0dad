"""What the product did in a simulation, and the table of figures.

Belongs here: the two records that everything else fills or reads. Does not belong here: any comparison.
"""

from dataclasses import dataclass, field

from catalogue.journal import FolderJournal
from catalogue.models import Availability
from tests.simulation.country import Country


@dataclass
class Told:
    """What the product did, day by day."""

    country: Country
    journal: FolderJournal
    seconds: float = 0.0
    checks: int = 0
    states: dict[int, dict[str, Availability]] = field(default_factory=dict)
    own_outages: int = 0
    sites_down: set[tuple[str, int]] = field(default_factory=set)
    held: int = 0


@dataclass
class Figures:
    """What the protocol asks for, each with what was found."""

    rows: list[tuple[str, str, str, bool]] = field(default_factory=list)
    """What, wanted, found, and whether that is as wanted."""

    def add(self, what: str, wanted: object, found: object) -> None:
        """Add a row that must be equal."""
        self.rows.append((what, str(wanted), str(found), wanted == found))

    @property
    def failed(self) -> list[str]:
        """The rows that are not as wanted."""
        return [f"{what}: wanted {wanted}, found {found}" for what, wanted, found, ok in self.rows if not ok]

    def table(self) -> str:
        """Return the figures as a table in Markdown."""
        lines = ["| | wanted | found | |", "|---|---:|---:|---|"]
        return "\n".join(
            [*lines, *(f"| {a} | {b} | {c} | {'' if ok else 'NOT AS WANTED'} |" for a, b, c, ok in self.rows)]
        )
