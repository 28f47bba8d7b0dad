"""Resources: they hand plain objects to assets, so that nothing below knows of Dagster.

Belongs here: building the house from the environment. Does not belong here: what the house does.
"""

import dagster as dg

from catalogue.house import House
from catalogue.settings import load


class HouseResource(dg.ConfigurableResource[House]):
    """The house over the warehouse that the environment names (``CATALOGUE_*``), read anew for each run."""

    def create_resource(self, context: dg.InitResourceContext) -> House:
        """Return the house; a wrong setting fails the run with a message that names the variable."""
        return House(load())
