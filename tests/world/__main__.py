"""Starts the miniature internet and stays until Ctrl-C: ``python -m tests.world``.

Belongs here: printing the environment for a developer's shell. Does not belong here: anything else.
"""

import shlex
import signal
import threading

from tests.world.server import World


def main() -> None:
    """Start the world, print what a shell needs to use it, and wait to be interrupted."""
    # A shell starts what runs behind it with interrupts ignored, and so would everything that is started from there.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with World() as world:
        try:
            print(f"# a miniature internet on port {world.port}; hosts: {', '.join(world.hosts)}")
            print("# paste these lines into another shell, then for example: catalogue harvest")
            for name, value in world.env.items():
                print(f"export {name}={shlex.quote(value)}")
            print("# Ctrl-C ends it", flush=True)
            threading.Event().wait()
        except KeyboardInterrupt:
            print("# ended")


if __name__ == "__main__":
    main()
