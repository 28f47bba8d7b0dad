"""Looking host names up, within a time.

Belongs here: waiting for the machine's resolver no longer than the caller may, and what its failures mean. Does not
belong here: judging the addresses that it gives (``guard``), or connecting to them (``wire``).

The resolver cannot be told to hurry or to stop: each name is therefore looked up in a thread of its own, which is left
alone when it takes too long. So many may hang at the same time; a further one waits for one of them.
"""

import socket
import threading
import time
from concurrent.futures import Future

from catalogue.fetch.parts import Resolve, Resolved, Stopped
from catalogue.vocabulary import FailureKind

MOST = 512
"""Names looked up at the same time, those included that nobody waits for any more."""

_MISSING_NAMES = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


def by_machine(host: str, port: int) -> Resolved:
    """Look a host name up as the machine does.

    Args:
        host: Host name or numeric address.
        port: Port.

    Returns:
        Its addresses, in the order in which to try them.
    """
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)


class Lookups:
    """Looks names up for any number of threads."""

    def __init__(self, resolve: Resolve, *, most: int = MOST) -> None:
        """Take the resolver.

        Args:
            resolve: Looks a host and port up, as `socket.getaddrinfo` does, for however long.
            most: Names looked up at the same time.
        """
        self._resolve = resolve
        self._free = threading.Semaphore(most)

    def look_up(self, host: str, port: int, seconds: float) -> Resolved:
        """Look a host name up.

        Args:
            host: Host name or numeric address.
            port: Port.
            seconds: How long to wait for an answer.

        Returns:
            Its addresses, in the order in which to try them.

        Raises:
            Stopped: It has none, is no name, or none was told in time.
        """
        ends = time.monotonic() + seconds
        told: Future[Resolved] = Future()
        if self._free.acquire(timeout=max(seconds, 0.0)):
            threading.Thread(target=self._ask, args=(told, host, port), name="lookup", daemon=True).start()
        try:
            return told.result(max(ends - time.monotonic(), 0.0))
        except socket.gaierror as error:
            if error.errno in _MISSING_NAMES:
                raise Stopped(FailureKind.DNS_NOT_FOUND, f"The host name {host} does not exist.") from None
            raise Stopped(FailureKind.DNS_FAILED, f"The host name {host} could not be looked up.") from None
        except (UnicodeError, ValueError):
            raise Stopped(FailureKind.BAD_ADDRESS, f"{host!r} is not a usable host name.") from None
        except TimeoutError:
            late = f"The host name {host} could not be looked up within {seconds:.3g} seconds."
            raise Stopped(FailureKind.DNS_FAILED, late) from None
        except OSError:
            raise Stopped(FailureKind.DNS_FAILED, f"The host name {host} could not be looked up.") from None

    def _ask(self, told: "Future[Resolved]", host: str, port: int) -> None:
        """Ask the resolver and tell whoever still waits."""
        try:
            told.set_result(self._resolve(host, port))
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is the caller's to raise
            told.set_exception(error)
        finally:
            self._free.release()
