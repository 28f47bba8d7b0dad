"""Counting right and wrong: the arithmetic that all parts of the score share.

Belongs here: comparing texts, tallies, and the records that figures are printed from. Does not belong here:
which value belongs to which gold row.

Precision is right / given, recall is right / expected, over all values of all scored rows; a figure without
anything to divide by is null. Abstention is the share of scored rows that have an answer and for which the
system gave none.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from pydantic import Field

from catalogue.models import Record

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00ad": ""})


class Miss(Record):
    """One wrong answer, with what it was judged by."""

    file: str
    """Page or document concerned, or the heading of an entry."""
    field: str
    """What was asked."""
    wanted: tuple[str, ...] = ()
    """What gold says and the system did not."""
    given: tuple[str, ...] = ()
    """What the system said and gold does not."""
    evidence: str = ""
    """The words that the system read it from, or why it gave nothing."""


class Figures(Record):
    """Precision and recall of one field."""

    precision: float | None
    """Right values among those given, or null where none was given."""
    recall: float | None
    """Right values among those of gold, or null where gold has none."""
    n: int
    """Rows scored."""
    expected: int
    """Values in gold."""
    given: int
    """Values given."""
    right: int
    """Values given that gold has."""
    abstention: float | None = None
    """Rows with an answer in gold for which nothing was given, as a share; null where gold has no answer."""


class Tally:
    """Adds up rows of one field."""

    def __init__(self, field: str, alike: Callable[[str], str] | None = None) -> None:
        """Begin with nothing counted.

        Args:
            field: Its name, for the list of misses.
            alike: Gives what equal values share; ``fold`` where none is given.
        """
        self.field = field
        self.alike = alike or fold
        self.rows = self.expected = self.given = self.right = 0
        self.answered = self.silent = 0
        self.misses: list[Miss] = []

    def add(self, file: str, expected: Iterable[str], given: Iterable[str], evidence: str = "") -> None:
        """Count one row.

        Args:
            file: The row's file, for the list of misses.
            expected: Values of gold.
            given: Values of the system; values that are alike count once on either side.
            evidence: The words that the values were read from.
        """
        wanted, said = ({self.alike(one): one for one in values} for values in (expected, given))
        right = wanted.keys() & said.keys()
        self.rows += 1
        self.expected += len(wanted)
        self.given += len(said)
        self.right += len(right)
        self.answered += bool(wanted)
        self.silent += bool(wanted) and not said
        if wanted.keys() != said.keys():
            self.misses.append(
                Miss(
                    file=file,
                    field=self.field,
                    wanted=tuple(text for key, text in wanted.items() if key not in right),
                    given=tuple(text for key, text in said.items() if key not in right),
                    evidence=evidence,
                )
            )

    @property
    def figures(self) -> Figures:
        """The figures of what was counted."""
        return Figures(
            precision=ratio(self.right, self.given),
            recall=ratio(self.right, self.expected),
            n=self.rows,
            expected=self.expected,
            given=self.given,
            right=self.right,
            abstention=ratio(self.silent, self.answered),
        )


class Part(Record):
    """What every scored part of gold has."""

    rows: int = Field(ge=0)
    """Rows scored."""
    misses: tuple[Miss, ...] = ()
    """Every wrong answer."""


def ratio(part: int, whole: int) -> float | None:
    """Return a share with four decimals, or None where there is nothing to divide by."""
    return round(part / whole, 4) if whole else None


def fold(text: str) -> str:
    """Return a text as values are compared: letter case, spaces, quotation marks and dashes' lengths do not count."""
    plain = unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold()
    return re.sub(r"\s+", " ", plain.replace('"', " ").replace("' ", " ").replace(" '", " ")).strip(" '\"")


def words(text: str) -> str:
    """Return the words of a text alone, as titles are compared."""
    return " ".join(re.findall(r"\w+", fold(text).replace("'", "")))


def short(texts: Sequence[str], most: int = 300) -> str:
    """Return texts joined by a bar, cut to a length for people."""
    joined = " | ".join(dict.fromkeys(" ".join(text.split()) for text in texts if text))
    return joined if len(joined) <= most else joined[: most - 1] + "…"
