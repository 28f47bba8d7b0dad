"""The notice that a run failed.

Belongs here: telling the operator once of each run that failed. Does not belong here: what failed (the log of the run).
"""

from catalogue import letters
from catalogue.house import House
from catalogue.house.operator import tell_operator
from catalogue.vocabulary import NoticeKind
from catalogue.watch import about_us


def run_failed(house: House, job: str, run_id: str, error: str) -> str:
    """Tell the operator that a run failed.

    Args:
        house: The house.
        job: Name of the job.
        run_id: Key of the run; each is told once.
        error: The message with which it ended.

    Returns:
        What became of the message in a sentence.
    """
    notice = about_us(NoticeKind.RUN_FAILED, [run_id], letters.run_failed(job, run_id, error, house.clock()))
    return f"The run {run_id} of {job} failed. {tell_operator(house, notice)}"
