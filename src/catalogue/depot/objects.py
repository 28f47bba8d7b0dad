"""A depot in an S3-compatible object store, by fsspec.

Belongs here: the store's calls, and its errors as ours. Does not belong here: an address or a password; the usual
variables and files of S3 clients hold them (``AWS_ENDPOINT_URL``, ``AWS_ACCESS_KEY_ID`` and their like).

That one writer of all gets a new key rests on conditional writing (``If-None-Match: *``), which the store must know:
Amazon S3 since 2024, MinIO, Ceph, Cloudflare R2 do. One that does not know it would take both writers' content and say
so to none, so a store is tried before it is used (`catalogue.depot.prove`).
"""

import contextlib
from collections.abc import Iterator
from typing import Any

import fsspec
from botocore.exceptions import BotoCoreError, ClientError

from catalogue.depot.interface import Absent, Oversized, Taken, Unreachable, checked, is_key

_OPTIONS = {
    "use_listings_cache": False,
    "skip_instance_cache": True,
    "config_kwargs": {"connect_timeout": 10, "read_timeout": 60, "retries": {"max_attempts": 3, "mode": "standard"}},
}


class ObjectDepot:
    """Objects below a prefix of a bucket."""

    def __init__(self, address: str) -> None:
        """Name the place; nothing is asked yet.

        Args:
            address: ``s3://bucket/prefix``.
        """
        self._address = address
        self._fs: Any = fsspec.filesystem("s3", **_OPTIONS)
        self._root = address.removeprefix("s3://").rstrip("/")

    def put(self, key: str, data: bytes) -> None:
        """Give a key its whole content; see `Depot.put`."""
        with self._told(key):
            self._fs.pipe_file(self._path(key), data)

    def create(self, key: str, data: bytes) -> None:
        """Give a key its content where it has none; see `Depot.create`."""
        with self._told(key):
            self._fs.pipe_file(self._path(key), data, mode="create")

    def get(self, key: str, most: int) -> bytes:
        """Return the content of a key; see `Depot.get`."""
        path = self._path(key)
        with self._told(key):
            # Asked first: a range of an object without bytes is an error, and of a huge one nothing is wanted.
            size = int(self._fs.info(path)["size"])
            if size > most:
                raise Oversized(f"The object {key} of the store is larger than {most:,} bytes.")
            return bytes(self._fs.cat_file(path, start=0, end=size)) if size else b""

    def exists(self, key: str) -> bool:
        """Tell whether a key has content; see `Depot.exists`."""
        path = self._path(key)
        try:
            with self._told(key):  # not by isfile, which takes a server that does not answer for an answer
                return bool(self._fs.info(path)["type"] == "file")
        except Absent:
            return False

    def list(self, folder: str) -> Iterator[str]:
        """Give the keys below a folder; see `Depot.list`."""
        with self._told(folder):
            found = sorted(self._fs.find(f"{self._root}/{folder}"))
        for path in found:
            key = str(path).removeprefix(f"{self._root}/")
            if is_key(key):
                yield key

    def remove(self, key: str) -> None:
        """Remove a key; see `Depot.remove`."""
        with self._told(key), contextlib.suppress(FileNotFoundError):
            self._fs.rm_file(self._path(key))

    def _path(self, key: str) -> str:
        """Return a key's path as fsspec wants it."""
        return f"{self._root}/{checked(key)}"

    @contextlib.contextmanager
    def _told(self, key: str) -> Iterator[None]:
        """Turn the errors of the store into ours; none of them repeats a password."""
        try:
            yield
        except FileNotFoundError:
            raise Absent(f"The store has no object {key}.") from None
        except FileExistsError:
            raise Taken(f"The store has an object {key} already.") from None
        except (OSError, BotoCoreError, ClientError) as error:
            raise Unreachable(f"The store {self._address} cannot be used: {error}") from error
