"""What one run of all stages did.

Belongs here: the record that doors show. Does not belong here: running them.
"""

from dataclasses import dataclass

from catalogue.describe import Described
from catalogue.house.sources import REACHED_NOTHING
from catalogue.models import Harvest
from catalogue.publish import Outcome
from catalogue.watch import Watched


@dataclass(frozen=True)
class Ran:
    """What one run of all stages did."""

    harvests: tuple[Harvest, ...]
    described: Described | None
    watched: Watched | None
    outcome: Outcome | None

    @property
    def reached_nothing(self) -> bool:
        """Whether no source could be read, so that nothing was published."""
        return bool(self.harvests) and all(one.state in REACHED_NOTHING for one in self.harvests)
