"""Gives every reader many odd things: ``python -m tests.fuzz 2000``; ends with 1 where one breaks or hangs.

Belongs here: sizes and figures. Does not belong here: readers and what must hold (`targets`).
"""

import argparse
import signal
import sys
import time
import traceback
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz.targets import TARGETS, Target

LONGEST_S = 60
"""A reader that is not done with one small thing by then hangs."""


class Hangs(BaseException):
    """A reader did not come to an end; nothing that catches exceptions catches it."""


def attack(target: Target, examples: int, number: int) -> str | None:
    """Give a reader many things.

    Args:
        target: The reader.
        examples: How many things.
        number: The seed.

    Returns:
        What broke it, in its smallest form; None where nothing did.
    """

    def hang(_signal: int, _frame: object) -> None:
        raise Hangs

    def holds(thing: Any) -> None:
        signal.alarm(LONGEST_S)
        try:
            target.holds(thing)
        except Hangs:
            raise AssertionError("it does not come to an end") from None
        finally:
            signal.alarm(0)

    signal.signal(signal.SIGALRM, hang)
    options = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
        print_blob=False,
    )
    try:
        seed(number)(options(given(target.given())(holds)))()
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return "".join([*traceback.format_exception(error, limit=-6)[-9:], *getattr(error, "__notes__", ())])
    return None


def main() -> int:
    """Attack every reader, or those named.

    Returns:
        0 where none broke.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Give every reader many odd things.")
    parser.add_argument("examples", nargs="?", type=int, default=500, help="things for each reader (500)")
    parser.add_argument("readers", nargs="*", help=f"some of: {', '.join(TARGETS)}")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    broken = 0
    for name, target in TARGETS.items():
        if asked.readers and name not in asked.readers:
            continue
        began = time.monotonic()
        found = attack(target, asked.examples, asked.seed)
        broken += found is not None
        print(f"{name:16} {asked.examples:6} things, seed {asked.seed}: {'holds' if found is None else 'BREAKS'}, {time.monotonic() - began:.0f} s", flush=True)  # fmt: skip
        if found is not None:
            print(found, flush=True)
    print(f"{broken} readers broke.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
