"""What an edition answers: rows, and the forms in which other programs want them.

Belongs here: handing rows on. Does not belong here: any query.
"""

import html
import importlib
from dataclasses import dataclass
from types import ModuleType
from typing import Any

_SHOWN = 50


class NotInstalledError(ImportError):
    """A form of the answer needs a library that is not installed; the message says what to install."""


@dataclass(frozen=True)
class Rows:
    """The answer to one question."""

    columns: tuple[str, ...]
    """Names of the columns."""
    values: tuple[tuple[Any, ...], ...]
    """The rows, each in the order of the columns; times are UTC without saying so."""

    def __len__(self) -> int:
        return len(self.values)

    def rows(self) -> list[dict[str, Any]]:
        """Return each row as a mapping of column to value."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.values]

    def pandas(self) -> Any:  # noqa: ANN401 - pandas may not be installed, so its types cannot be named
        """Return a pandas data frame; raises NotInstalledError where pandas is not installed."""
        return _library("pandas").DataFrame.from_records(list(self.values), columns=list(self.columns))

    def arrow(self) -> Any:  # noqa: ANN401 - as above
        """Return an Arrow table; raises NotInstalledError where pyarrow is not installed."""
        found = {column: [row[place] for row in self.values] for place, column in enumerate(self.columns)}
        return _library("pyarrow").table(found)

    def _repr_html_(self) -> str:
        """Return the first rows as a table for a notebook; whatever stands in a cell is text."""
        head = "".join(f"<th>{html.escape(column)}</th>" for column in self.columns)
        body = "".join(
            f"<tr>{''.join(f'<td>{html.escape(_text(value))}</td>' for value in row)}</tr>"
            for row in self.values[:_SHOWN]
        )
        more = f"<p>{len(self)} rows; the first {_SHOWN} are shown.</p>" if len(self) > _SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _text(value: object) -> str:
    """Return a value as a person reads it."""
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def _library(name: str) -> ModuleType:
    """Return a library, or say how it is installed."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise NotInstalledError(
            f"{name} is not installed. Install it with: pip install 'safeguarding-review-catalogue[analysis]'"
        ) from error
