"""YAML files made of rows, read so that every mistake has a line.

Belongs here: reading a list of rows with the line of every key, and building a record from a row with
messages a person can act on. Does not belong here: what any particular file means, or opening files.

The dialect is narrower than YAML allows, because these files are written by people: keys are always
text (a key `on` is not a boolean), only `true` and `false` are booleans, a date stays text until a
field asks for a date, and anchors are refused.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from catalogue.models import Problem, Record

M = TypeVar("M", bound=Record)

Path = tuple[str | int, ...]
"""Where a value stands in a row: keys, and positions in lists."""

_SHOWN = 80


class ConfigurationError(Exception):
    """A configuration cannot be used at all; every problem says where and why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class Row:
    """One row as written: plain values, and the line of each."""

    values: Mapping[str, object]
    lines: Mapping[Path, int]
    line: int
    file: str

    def line_of(self, *path: str | int) -> int:
        """Return the line of a value, or of the nearest thing around it.

        Args:
            path: Keys, and positions in lists, from the row inwards.

        Returns:
            Line number from 1.
        """
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path[:-1]
        return self.line

    def problem(self, message: str, *path: str | int) -> Problem:
        """Make a problem about a value of this row.

        Args:
            message: What was found and what was expected.
            path: Where in the row; nothing means the row itself.

        Returns:
            The problem with file, line and key.
        """
        key = ".".join(str(part) for part in path) or str(self.values.get("id", "row"))
        return Problem(file=self.file, line=self.line_of(*path), key=key, message=message)


Rows = tuple[Row, ...]
"""The rows of a file in order."""


class _Loader(yaml.SafeLoader):
    """The narrow dialect: no anchors, no surprising scalars."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's own name

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuse anchors and references before they can grow."""
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if getattr(event, "anchor", None) is not None:
            raise yaml.MarkedYAMLError(
                problem="anchors and references are not used here", problem_mark=event.start_mark
            )
        return super().compose_node(parent, index)


for _tag, _pattern, _first in (
    ("bool", r"(?:true|false)", "tf"),
    ("null", r"(?:~|null|)", ["~", "n", ""]),
    ("int", r"-?(?:0|[1-9][0-9]*)", "-0123456789"),
    ("float", r"-?[0-9]+\.[0-9]+", "-0123456789"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^{_pattern}$"), list(_first))

RESOLVERS = _Loader.yaml_implicit_resolvers
"""What makes plain words more than text in the dialect; who writes these files quotes by it."""


def decode(data: bytes, file: str) -> str:
    """Read a configuration file's bytes as UTF-8.

    Args:
        data: Bytes of the file.
        file: Name for messages.

    Returns:
        The text.

    Raises:
        ConfigurationError: The bytes are not UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _refusal(file, line, "the file", "is not UTF-8 text; save it as UTF-8") from None


def load_rows(text: str, file: str, key: str) -> tuple[Rows, tuple[Problem, ...]]:
    """Read the list of rows under a file's top-level key.

    Args:
        text: Text of the file.
        file: Name for messages.
        key: The one top-level key; an absent value is an empty list.

    Returns:
        The rows that are mappings, in order, and a problem for each that is not or that has a key twice.

    Raises:
        ConfigurationError: The text is not YAML, or has no such list.
    """
    root = _compose(text, file)
    if not isinstance(root, yaml.MappingNode):
        raise _refusal(file, 1, key, f"expected the file to begin with `{key}:` and a list of rows")
    top = {name.value: (name, value) for name, value in root.value if isinstance(name, yaml.ScalarNode)}
    others = [name for name in top if name != key]
    if key not in top or others or len(top) != len(root.value):
        found = f", found {', '.join(others)}" if others else ""
        raise _refusal(file, 1, key, f"expected `{key}:`, once, as the only top-level key{found}")
    value = top[key][1]
    if isinstance(value, yaml.ScalarNode) and value.tag.endswith(":null"):
        return (), ()
    if not isinstance(value, yaml.SequenceNode):
        raise _refusal(file, _line(value), key, "expected a list of rows, each beginning with a dash")
    rows: list[Row] = []
    problems: list[Problem] = []
    for node in value.value:
        outcome = _row(node, file)
        if isinstance(outcome, Row):
            rows.append(outcome)
        else:
            problems.append(outcome)
    return tuple(rows), tuple(problems)


def build(row: Row, model: type[M], **replaced: object) -> M | tuple[Problem, ...]:
    """Build a record from a row.

    Args:
        row: The row.
        model: Class of the record.
        replaced: Values that take the place of the row's own, by key.

    Returns:
        The record, or every problem with the row, each with its line.
    """
    try:
        return model.model_validate({**row.values, **replaced})
    except ValidationError as error:
        return tuple(_explain(row, model, detail) for detail in error.errors(include_url=False))


def _compose(text: str, file: str) -> yaml.Node | None:
    """Return the tree of a YAML text, or refuse the file with the line of its first mistake."""
    try:
        return yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        begun = error.context_mark.line + 1 if error.context_mark else line
        where = "" if begun == line else f", in what begins on line {begun}"
        raise _refusal(file, line, "yaml", f"the file cannot be read: {error.problem}{where}") from None
    except yaml.YAMLError as error:
        at = getattr(error, "position", 0)
        line = text.count("\n", 0, at if isinstance(at, int) else 0) + 1
        raise _refusal(file, line, "yaml", f"the file cannot be read: {getattr(error, 'reason', error)}") from None
    except RecursionError:
        raise _refusal(file, 1, "yaml", "the file cannot be read: it is nested too deeply") from None


def _row(node: yaml.Node, file: str) -> Row | Problem:
    """Turn a node into a row, or say why it is none."""
    if not isinstance(node, yaml.MappingNode):
        return Problem(file=file, line=_line(node), key="row", message="expected a row of `key: value` lines")
    lines: dict[Path, int] = {}
    try:
        values = _plain(node, (), lines)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else _line(node)
        return Problem(file=file, line=line, key="row", message=str(error.problem))
    assert isinstance(values, dict)  # noqa: S101 - a mapping node gives a dict
    return Row(values=values, lines=lines, line=_line(node), file=file)


def _plain(node: yaml.Node, path: Path, lines: dict[Path, int]) -> object:
    """Return a node's plain value and note the line of everything in it."""
    if isinstance(node, yaml.MappingNode):
        values: dict[str, object] = {}
        for name, value in node.value:
            if not isinstance(name, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(problem="expected a plain word as a key", problem_mark=name.start_mark)
            if name.value in values:
                raise yaml.MarkedYAMLError(problem=f"the key {name.value} stands twice", problem_mark=name.start_mark)
            lines[(*path, name.value)] = _line(name)
            values[name.value] = _plain(value, (*path, name.value), lines)
        return values
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            lines[(*path, index)] = _line(item)
        return [_plain(item, (*path, index), lines) for index, item in enumerate(node.value)]
    return _scalar(node)


def _scalar(node: yaml.Node) -> object:
    """Return a scalar as text, number, boolean or null; anything tagged otherwise is refused."""
    text = str(node.value)
    readers: dict[str, Callable[[], object]] = {
        "str": lambda: text,
        "null": lambda: None,
        "bool": lambda: text == "true",
        "int": lambda: int(text) if len(text) < 20 else text,
        "float": lambda: float(text),
    }
    reader = readers.get(node.tag.rpartition(":")[2]) if node.tag.startswith("tag:yaml.org,2002:") else None
    if reader is None:
        raise yaml.MarkedYAMLError(problem=f"the tag {node.tag} is not used here", problem_mark=node.start_mark)
    return reader()


def _line(node: yaml.Node) -> int:
    """Return the line on which a node begins, from 1."""
    return int(node.start_mark.line) + 1


def _explain(row: Row, model: type[Record], detail: ErrorDetails) -> Problem:
    """Say in plain words what was found and what was expected."""
    path = tuple(detail["loc"])
    kind = detail["type"]
    found = f", found {str(detail['input'])[:_SHOWN]!r}"
    if kind == "missing":
        return row.problem("is missing; every row must have it", *path)
    if kind == "extra_forbidden":
        known = f"; known keys are {', '.join(model.model_fields)}" if len(path) == 1 else ""
        return row.problem(f"is not a known key{known}", *path)
    context = detail.get("ctx", {})
    if kind in {"enum", "literal_error"}:
        return row.problem(f"expected {context.get('expected')}{found}", *path)
    if kind == "string_pattern_mismatch":
        return row.problem(f"expected text of the form {context.get('pattern')}{found}", *path)
    message = detail["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    return row.problem(f"expected {message}{found}" if message != detail["msg"] else f"{message}{found}", *path)


def _refusal(file: str, line: int, key: str, message: str) -> ConfigurationError:
    """Make the error for a file that cannot be used at all."""
    return ConfigurationError((Problem(file=file, line=line, key=key, message=message),))
