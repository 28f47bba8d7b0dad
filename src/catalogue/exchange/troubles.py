"""What can go wrong between machines, each in words for the person who runs them.

Belongs here: the errors. Does not belong here: finding them.
"""


class ExchangeError(Exception):
    """Machines cannot work together now; nothing on this one is lost."""


class Damaged(ExchangeError):
    """What stands in the store is not what its log says, and is refused rather than read around."""


class LeaseHeld(ExchangeError):
    """Another machine holds the lease."""


class LeaseLost(ExchangeError):
    """Another machine took the lease over, so what was done under it is not shared."""


class NotTheSame(ExchangeError):
    """This warehouse and the store have histories of their own."""
