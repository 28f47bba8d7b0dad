"""The edition as an object: what a Python program or a notebook asks.

Belongs here: the questions that have a name. Does not belong here: how the file is opened (``reader``), names
(``names``), and what a review's rows are (``showing``).
"""

import html
from pathlib import Path
from types import TracebackType
from typing import Self, Unpack

from catalogue.edition.filters import Filters, condition
from catalogue.edition.names import theme_id
from catalogue.edition.reader import open_edition
from catalogue.edition.rows import Rows
from catalogue.edition.showing import Shown, citation, show

_SEARCH = """
SELECT review.review_id, review.title, review.review_type, review.publisher, review.published_on,
       review.published_precision, round(found.score, 2) AS score, review.url
FROM search($words) AS found JOIN reviews AS review ON review.review_id = found.review_id
WHERE {condition} ORDER BY found.score DESC, review.review_id LIMIT $limit
"""
_THEMES = """
SELECT theme.theme_id, theme.label, theme.broader, count(review.review_id) AS reviews
FROM themes AS theme LEFT JOIN reviews AS review
  ON list_contains(review.themes, theme.theme_id) AND review.about_child
GROUP BY ALL ORDER BY reviews DESC, theme.theme_id
"""


class Edition:
    """A published edition, open to be read; it cannot be changed, and can reach no other file.

    Used as ``with catalogue.open() as edition:`` it is closed at the end.
    """

    def __init__(self, path: Path) -> None:
        """Open it.

        Args:
            path: Its file.

        Raises:
            FileNotFoundError: There is no edition at the path.
            duckdb.Error: The file is no edition, or a newer one than this version reads.
        """
        self.path = path
        self._connection = open_edition(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close it; a newer edition at its path is seen by opening it again."""
        self._connection.close()

    def sql(self, query: str, parameters: list[object] | dict[str, object] | None = None) -> Rows:
        """Ask in SQL.

        Args:
            query: One query; ``?`` or ``$name`` stand for parameters.
            parameters: Their values.

        Returns:
            The rows.

        Raises:
            duckdb.Error: It cannot be answered.
            ValueError: It has no word in it.
        """
        result = self._connection.execute(query, parameters or [])
        if result is None:  # what DuckDB gives for a query without a word in it
            raise ValueError("the query is empty")
        return Rows(tuple(one[0] for one in result.description or ()), tuple(result.fetchall()))

    def search(self, words: str, *, limit: int = 100, **filters: Unpack[Filters]) -> Rows:
        """Search for words; the best match comes first.

        Args:
            words: Words to look for, reduced to their stems.
            limit: Most reviews to return.
            filters: See `reviews`.

        Returns:
            One row a review: id, title, kind, publisher, date, score (larger is better) and address.

        Raises:
            UnknownNameError: The edition knows no such area, theme, nation, kind or publisher.
            ValueError: A day is none.
        """
        where, values = condition(self._connection, filters)
        return self.sql(_SEARCH.format(condition=where), {"words": words, "limit": limit, **values})

    def reviews(self, **filters: Unpack[Filters]) -> Rows:
        """Return reviews of every kind, with every column of ``reviews``.

        Args:
            filters: ``area`` (name or ONS code), ``theme`` (id or name), ``nation``, ``review_type``, ``publisher``
                (key or name), ``since`` and ``until`` (a date, or "2019", "2019-05", "2019-05-31"). A date known only
                by its month or year counts where any of its days lies in the span.

        Returns:
            One row a review, the latest first and those without a date last.

        Raises:
            UnknownNameError: The edition knows no such area, theme, nation, kind or publisher.
            ValueError: A day is none.
        """
        where, values = condition(self._connection, filters)
        query = f"SELECT * FROM reviews AS review WHERE {where} ORDER BY published_on DESC NULLS LAST, review_id"  # noqa: S608 - constant parts
        return self.sql(query, values)

    def show(self, review_id: str) -> Shown:
        """Return everything known of one review.

        Args:
            review_id: Its id, or one that leads to it.

        Returns:
            The review with documents, addresses, availability, evidence and changes.

        Raises:
            TakenDownError: It was taken down.
            UnknownNameError: No review has the id; near ones are suggested.
        """
        return show(self._connection, review_id)

    def quotes(self, theme: str) -> Rows:
        """Return the words in which reviews speak of a theme, as the edition's macro ``quotes`` gives them.

        Each has at most 300 characters, its page and its address; where a short document may not be quoted further the
        words are left out and the page stands.

        Raises:
            UnknownNameError: The edition knows no such theme.
        """
        return self.sql("SELECT * FROM quotes(?)", [theme_id(self._connection, theme)])

    def themes(self) -> Rows:
        """Return every theme with the number of children's reviews that have it, the most frequent first."""
        return self.sql(_THEMES)

    def cite(self, review_id: str | None = None) -> str:
        """Return how to cite this edition, or a review in it; raises as `show` does."""
        return citation(self._connection) if review_id is None else self.show(review_id).citation

    def _repr_html_(self) -> str:
        """Say which edition this is, for a notebook."""
        ((number, built, reviews, documents),) = self.sql(
            "SELECT number, built_at, reviews, documents FROM edition"
        ).values
        told = f"edition {number} of {built:%-d %B %Y}: {reviews} reviews, {documents} documents"
        return f"<p>{html.escape(told)}<br>{html.escape(self.cite())}</p>"
