"""Starting the operator's screen so that it stops cleanly: ``make ui``.

Belongs here: the folder, the port and the signals of ``dagster dev``. Does not belong here: definitions.
"""

import os
import signal
import socket
import subprocess
import sys

from pipelines.starting import folder, ready

PORT = 3000


def main() -> int:
    """Run the screen in the foreground until Ctrl-C.

    Returns:
        0 after a clean stop; 2 where the port is taken, because a second daemon would then share the folder.
    """
    port = int(os.environ.get("PORT", PORT))
    home = folder()
    if _taken(port):
        sys.stderr.write(f"Port {port} is taken. Stop what uses it, or choose another: make ui PORT=3001\n")
        return 2
    ready(home)
    sys.stdout.write(f"The operator's screen opens at http://127.0.0.1:{port} in a few seconds; Ctrl-C stops it.\n")
    sys.stdout.flush()
    # A shell that starts a job with & tells it to ignore Ctrl-C, and dagster would inherit that and never stop.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    command = [
        sys.executable,
        "-m",
        "dagster",
        "dev",
        "-m",
        "pipelines.definitions",
        "-h",
        "127.0.0.1",
        "-p",
        str(port),
    ]
    environment = os.environ | {"DAGSTER_HOME": str(home), "DAGSTER_DISABLE_TELEMETRY": "1"}
    # "dagster dev" recommends its successor at every start; that one looks for another layout of folders.
    environment["PYTHONWARNINGS"] = "ignore:Function `dev_command` is superseded"
    process = subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603 - our own command
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: process.send_signal(signal.SIGINT))
    code = process.wait()
    return 0 if code in (0, -signal.SIGINT) else code


def _taken(port: int) -> bool:
    """Whether something listens on the port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    sys.exit(main())
