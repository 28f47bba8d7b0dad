"""Adding a decision to the curation file, which people write too.

Belongs here: one entry as YAML, and putting it at the end of the file. Does not belong here: changing or removing
what stands there; whoever wants that edits the file.

What stands in the file stays as it is, to the last comment: an entry is put after it. The new text is read again
before it takes the place of the old one, and takes it in one step, so that a file that could be read always can
be, whatever happens.
"""

import os
import re
import tempfile
from collections.abc import Collection
from pathlib import Path

import yaml

from catalogue.curation.entries import Entry
from catalogue.curation.reading import KEY, parse
from catalogue.disk import sync_folder
from catalogue.models import Problem
from catalogue.yamlrows import RESOLVERS, ConfigurationError, decode

_EMPTY = re.compile(rf"^{KEY}:[ \t]*(?:\[[ \t]*\]|~|null)?[ \t]*(#.*)?$", re.MULTILINE)
_KEY_ORDER = (
    *("kind", "review", "other", "same", "into", "document", "field", "value", "parts", "reason", "marks"),
    *("because", "by", "on"),
)


class _Dumper(yaml.SafeDumper):
    """Plain YAML of the file's own dialect: nothing is quoted that it would read as the same text."""

    yaml_implicit_resolvers = RESOLVERS

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent the items of a list too."""
        super().increase_indent(flow, False)


def add(path: Path, entry: Entry, *, publishers: Collection[str] | None = None) -> None:
    """Put an entry at the end of the curation file.

    Args:
        path: The file; it is made where there is none.
        entry: The decision; its line is not written.
        publishers: Ids of the publishers of the register; None leaves them unchecked.

    Raises:
        ConfigurationError: The file cannot be read, or the entry has a mistake; the file stays as it was.
        OSError: The file cannot be written; it stays as it was.
    """
    data = path.read_bytes() if path.exists() else b""
    before = parse(data, path.name, publishers=publishers)
    text = _with(decode(data, path.name), as_yaml(entry))
    try:
        after = parse(text.encode(), path.name, publishers=publishers)
    except ConfigurationError:
        raise _no_room(path) from None
    if len(after.problems) > len(before.problems):
        raise ConfigurationError(after.problems[len(before.problems) :])
    kept = [one.model_copy(update={"line": 0}) for one in (*before.entries, entry)]
    if [one.model_copy(update={"line": 0}) for one in after.entries] != kept:
        raise _no_room(path)
    _replace(path, text.encode())


def _no_room(path: Path) -> ConfigurationError:
    """Make the error for a file at whose end no entry can be put."""
    message = "an entry cannot be put at its end; write the entries one below the other, each beginning with a dash"
    return ConfigurationError((Problem(file=path.name, line=1, key=KEY, message=message),))


def as_yaml(entry: Entry) -> str:
    """Return an entry as it stands in the file.

    Args:
        entry: The decision.

    Returns:
        Lines of YAML, a dash before the first, indented by two spaces, with a newline at the end.
    """
    given = entry.model_dump(mode="json", exclude_none=True, exclude={"line"})
    plain = {key: given[key] for key in _KEY_ORDER if key in given}
    text = yaml.dump([plain], Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110, default_flow_style=False)
    return "".join(f"  {line}\n" for line in text.splitlines())


def _with(text: str, entry: str) -> str:
    """Return the text of the file with an entry at its end; an empty list becomes one that can hold it."""
    if not text.strip():
        return f"{KEY}:\n{entry}"
    if not text.endswith("\n"):
        text += "\n"
    opened = _EMPTY.sub(lambda match: f"{KEY}:" + (f"  {match[1]}" if match[1] else ""), text, count=1)
    return opened + (entry if _indented(opened) else "".join(line[2:] + "\n" for line in entry.splitlines()))


def _indented(text: str) -> bool:
    """Tell whether the rows of the file are indented; where there is none, the new one decides."""
    first = re.search(r"^( *)- ", text.partition(f"{KEY}:")[2], re.MULTILINE)
    return first is None or bool(first[1])


def _replace(path: Path, data: bytes) -> None:
    """Put bytes in a file's place in one step, safe from a power cut."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        aside = Path(file.name)
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            aside.chmod(path.stat().st_mode if path.exists() else 0o644)
            aside.replace(path)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
    sync_folder(path.parent)
