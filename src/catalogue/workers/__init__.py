"""Work on bytes from outside, done in processes of its own under limits.

Belongs here: the processes, what they may do, and how a task was lost. Does not belong here: what a task does, or
what is made of a lost one; the stages that hand out tasks know that.
"""

from catalogue.workers.limits import Limits, allow_processor_time
from catalogue.workers.pool import How, Lost, Readers, tell_place

__all__ = ["How", "Limits", "Lost", "Readers", "allow_processor_time", "tell_place"]
