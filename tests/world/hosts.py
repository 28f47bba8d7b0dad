"""The list of hosts in the miniature internet.

Belongs here: which module builds which host. Does not belong here: any page.
"""

from tests.world import awkward, govuk, nspcc, sites
from tests.world.resources import Site


def build() -> dict[str, Site]:
    """Return the resources of every host by its name; each call gives new dictionaries."""
    return {**sites.build(), **nspcc.build(), **govuk.build(), **awkward.build()}
