"""Robots rules as they were last answered, so that the next run asks only whether they changed.

Belongs here: keeping the text of a site's rules with what a conditional request needs. Does not belong here:
what the rules mean (``robots``) or asking for them (``client``). It is a cache: what is missing or cannot be
read is asked for anew.
"""

import json
import logging
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from catalogue.models import digest

_log = logging.getLogger(__name__)
_CONDITIONS = (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified"))


@dataclass(frozen=True)
class Kept:
    """One site's rules as last answered.

    Attributes:
        url: Address that answered.
        headers: Its validators, by small name.
        text: The rules.
    """

    url: str
    headers: Mapping[str, str]
    text: str

    @property
    def conditions(self) -> dict[str, dict[str, str]]:
        """The conditional headers, by the one address they may be sent to; none where it gave no validator."""
        headers = {name: self.headers[kept] for name, kept in _CONDITIONS if self.headers.get(kept)}
        return {self.url: headers} if headers else {}


class KeptRules:
    """The rules of all sites, a file each."""

    def __init__(self, folder: Path | None) -> None:
        """Name the folder.

        Args:
            folder: Where they are; None keeps nothing.
        """
        self._folder = folder

    def load(self, origin: str) -> Kept | None:
        """Return a site's rules; None where none are kept that can be used."""
        if self._folder is None:
            return None
        try:
            kept = json.loads(self._path(origin).read_bytes())
            if kept["origin"] != origin:
                return None
            return Kept(str(kept["url"]), {str(k): str(v) for k, v in kept["headers"].items()}, str(kept["text"]))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            _log.warning("the kept robots rules of %s cannot be used and are asked for anew", origin)
            return None

    def save(self, origin: str, kept: Kept) -> None:
        """Keep a site's rules, whole or not at all; without a validator there is nothing to ask with later."""
        if self._folder is None or not kept.conditions:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        content = {"origin": origin, "url": kept.url, "headers": dict(kept.headers), "text": kept.text}
        with tempfile.NamedTemporaryFile("w", dir=self._folder, suffix=".tmp", delete=False, encoding="utf-8") as file:
            json.dump(content, file)
        os.replace(file.name, self._path(origin))  # noqa: PTH105 - the one call that replaces atomically

    def _path(self, origin: str) -> Path:
        """Return where a site's rules are."""
        assert self._folder is not None  # noqa: S101 - nobody asks without a folder
        return self._folder / f"{digest(origin)}.json"
