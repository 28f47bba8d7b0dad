"""How listings are read: one adapter a platform, never one a site.

Belongs here: the table of adapters. Does not belong here: how any of them reads.
"""

from catalogue.adapters import govuk, listing, nspcc
from catalogue.adapters.base import Adapter, Body, Follow, Found

__all__ = ["ADAPTERS", "Adapter", "Body", "Follow", "Found"]

ADAPTERS: dict[str, Adapter] = {one.name: one for one in (listing.ADAPTER, govuk.ADAPTER, nspcc.ADAPTER)}
"""Every adapter by the name that the register uses."""
