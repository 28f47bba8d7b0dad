"""How listings are read: one adapter a platform, never one a site.

Belongs here: the table of adapters. Does not belong here: how any of them reads.
"""

from catalogue.adapters import govuk, listing, nspcc, wordpress
from catalogue.adapters.base import Adapter, Body, Follow, Found
from catalogue.adapters.recognising import recognise, recognising
from catalogue.models import Source

__all__ = ["ADAPTERS", "Adapter", "Body", "Follow", "Found", "adapter_of", "recognise"]

ADAPTERS: dict[str, Adapter] = {
    one.name: one for one in (listing.ADAPTER, govuk.ADAPTER, nspcc.ADAPTER, wordpress.ADAPTER)
}
"""Every adapter by the name that the register uses."""

_RECOGNISING = recognising(ADAPTERS)


def adapter_of(source: Source) -> Adapter:
    """Return the adapter that reads a source.

    Args:
        source: The register's row.

    Returns:
        The one it names; for a row that names none, one that recognises the platform by its first page.

    Raises:
        KeyError: There is no adapter of that name; the register refuses such a row.
    """
    return ADAPTERS[source.adapter] if source.adapter is not None else _RECOGNISING
