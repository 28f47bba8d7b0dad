"""Starting reader processes: forked from one small process that has imported what they need.

Belongs here: from which process readers are forked and what that one has imported. Does not belong here: what
readers do or may do, or when they are started (``pool`` and ``limits``).

A fresh interpreter takes a second to import what reads pages, and multiprocessing would have each reader run the
parent's main module as well, with all that it imports. The fork server is a fresh interpreter too: it has no threads,
no bytes from outside and nothing of the parent, so each reader begins as clean as the first; it imports once, and
readers share the memory of that.
"""

import io
import os
from multiprocessing import context, forkserver, popen_forkserver, process, reduction, spawn, util

_MAIN = ("init_main_from_name", "init_main_from_path")


class _Popen(popen_forkserver.Popen):
    """A process forked from the server, which does not run the parent's main module again."""

    _fds: list[int]

    def _launch(self, process_obj: process.BaseProcess) -> None:
        told = spawn.get_preparation_data(process_obj.name)
        told = {name: value for name, value in told.items() if name not in _MAIN}
        message = io.BytesIO()
        context.set_spawning_popen(self)
        try:
            reduction.dump(told, message)
            reduction.dump(process_obj, message)
        finally:
            context.set_spawning_popen(None)
        self.sentinel, writing = forkserver.connect_to_new_process(self._fds)
        # The process knows that its parent has gone when nobody holds this end of the pipe any more.
        self.finalizer = util.Finalize(self, _close, (os.dup(writing), self.sentinel))
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(message.getbuffer())
        self.pid = forkserver.read_signed(self.sentinel)


def _close(*descriptors: int) -> None:
    """Close the parent's ends of a process's pipes."""
    for descriptor in descriptors:
        os.close(descriptor)


class _Process(context.ForkServerProcess):
    """A process of `Forked`."""

    @staticmethod
    def _Popen(process_obj: process.BaseProcess) -> _Popen:  # noqa: N802 - the name that multiprocessing looks for
        return _Popen(process_obj)


class Forked(context.ForkServerContext):
    """Where multiprocessing starts readers."""

    Process = _Process

    def import_first(self, module: str) -> None:
        """Have the server import a module before it forks; without effect once it runs.

        Args:
            module: Name of the module whose functions readers will be handed.
        """
        self.set_forkserver_preload([module])

    def begin(self) -> None:
        """Start the server, and do not wait until it has imported what it was told."""
        forkserver.ensure_running()
