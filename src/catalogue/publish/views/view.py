"""What a ready question is: its name, its comment, its columns' comments and its SQL.

Belongs here: the declaration and the statements made of it. Does not belong here: any particular question.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from catalogue.publish.schema import literal, name


@dataclass(frozen=True)
class View:
    """One view, or one table macro where it has parameters."""

    name: str
    """Its plain name."""
    comment: str
    """What it answers, and how it is to be read."""
    columns: Mapping[str, str]
    """What each of its columns holds, by name, in their order."""
    sql: str
    """The query, without its end."""
    parameters: tuple[str, ...] = field(default=())
    """Names of its parameters; none for a view."""
    arguments: str = ""
    """Arguments for an example, as SQL."""

    @property
    def example(self) -> str:
        """What to select from to see it."""
        return f"{name(self.name)}({self.arguments})" if self.parameters else name(self.name)

    def statements(self) -> tuple[str, ...]:
        """Return the statements that create it with its comments.

        A macro's columns can carry no comment in DuckDB, so its own comment names them.
        """
        if self.parameters:
            told = "; ".join(f"{column}: {words}" for column, words in self.columns.items())
            return (
                f"CREATE MACRO {name(self.name)}({', '.join(self.parameters)}) AS TABLE {self.sql}",
                f"COMMENT ON MACRO TABLE {name(self.name)} IS {literal(f'{self.comment} Columns: {told}')}",
            )
        return (
            f"CREATE VIEW {name(self.name)} AS {self.sql}",
            f"COMMENT ON VIEW {name(self.name)} IS {literal(self.comment)}",
            *(
                f"COMMENT ON COLUMN {name(self.name)}.{name(column)} IS {literal(words)}"
                for column, words in self.columns.items()
            ),
        )
