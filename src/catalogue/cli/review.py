"""The command that walks a person through what is open.

Belongs here: showing a question, taking an answer, and keeping it at once. Does not belong here: which questions
there are (``house.questions``), or how an entry is written (``catalogue.curation``).

It needs nothing of a terminal: a line is read for each answer, so answers can come from a pipe as well. Every answer
stands in the curation file before the next question is asked; stopping in any way loses none.
"""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from catalogue.cli.common import FINDINGS, Sources, Warehouse, err, out, refuse, settings
from catalogue.cli.takedown import By
from catalogue.curation import Entry
from catalogue.curation.values import refusals
from catalogue.edition import open_edition
from catalogue.house import House
from catalogue.house.questions import Choice, Question, questions
from catalogue.vocabulary import IssueKind
from catalogue.yamlrows import ConfigurationError

KINDS = (IssueKind.POSSIBLE_DUPLICATE, IssueKind.LIST_SHRANK, "review_type", "published_on", "reviewers")


class _Stopped(Exception):
    """The person wants to stop, or there are no more answers."""


def review(
    kind: Annotated[list[str] | None, typer.Option("--kind", help=f"Only questions of {', '.join(KINDS)}.")] = None,
    by: By = None,
    show: Annotated[bool, typer.Option("--list", help="Show what is open, and ask nothing.")] = False,
    warehouse: Warehouse = None,
    sources: Sources = None,
) -> None:
    """Walk through what a person should decide, and write the answers to the curation file.

    Each question shows the evidence for and against, with pages, words and addresses. Each answer is kept at once.
    The answers stand in the next edition: `catalogue publish`. Exit code 1 where questions are left.
    """
    chosen = settings(warehouse, sources)
    if wrong := sorted({*(kind or ())} - {*KINDS}):
        refuse(f"There are no questions of kind {', '.join(wrong)}. There are: {', '.join(KINDS)}.")
    if not chosen.edition_path.is_file():
        refuse(f"There is no edition at {chosen.edition_path}, so nothing is open. Make one with `catalogue run`.")
    house = House(chosen)
    with open_edition(chosen.edition_path) as edition:
        asked = questions(edition, house.sources, house.curation.entries)
    asked = tuple(one for one in asked if not kind or one.kind in kind)
    if show:
        for number, one in enumerate(asked, start=1):
            out.print(f"{number} of {len(asked)}  {one.kind}: {one.headline}", markup=False, soft_wrap=True)
        left = len(asked)
    else:
        left = _Walk(house, by or chosen.curator).through(asked)
    if not asked:
        out.print("Nothing is open.")
    if left:
        raise typer.Exit(FINDINGS)


class _Walk:
    """One walk through the questions."""

    def __init__(self, house: House, by: str | None) -> None:
        self._house = house
        self._by = by
        self._kept = 0

    def through(self, asked: Sequence[Question]) -> int:
        """Ask every question; return how many are left open."""
        left = len(asked)
        try:
            for number, question in enumerate(asked, start=1):
                out.print(
                    f"\n{number} of {len(asked)}  {question.headline}", style="bold", markup=False, soft_wrap=True
                )
                for line in question.lines:
                    out.print(f"  {line}", markup=False, soft_wrap=True)
                left -= self._answered(question)
        except (_Stopped, KeyboardInterrupt):
            out.print("\nStopped.")
        if asked:
            answers = "1 answer was" if self._kept == 1 else f"{self._kept} answers were"
            open_ones = "1 question is" if left == 1 else f"{left} questions are"
            out.print(f"{answers} written to {self._house.settings.curation}. {open_ones} open.", soft_wrap=True)
        if self._kept:
            out.print("`catalogue publish` puts them into the next edition.")
        return left

    def _answered(self, question: Question) -> bool:
        """Take an answer to one question; return whether it is settled."""
        choice = self._choice(question)
        if choice is None:
            return False
        if choice.make is None:
            out.print(choice.advice or "", markup=False, soft_wrap=True)
            return False
        values = self._values(choice) if choice.asks else ()
        if choice.asks and not values:
            return self._answered(question)
        made = choice.make(values)
        because = self._line("  because: ")
        while not because:
            because = self._line("  A reason is needed, in a sentence. because: ")
        self._by = self._line(f"  by [{self._by}]: " if self._by else "  by: ") or self._by
        while not self._by:
            self._by = self._line("  A name is needed. by: ")
        on = self._house.clock().date()
        entry = Entry.model_validate({**made, "because": because, "by": self._by, "on": on})
        try:
            self._house.decide(entry)
        except ConfigurationError as error:
            for problem in error.problems:
                err.print(str(problem), markup=False, soft_wrap=True)
            raise _Stopped from None
        self._kept += 1
        out.print("  Written.")
        return True

    def _choice(self, question: Question) -> Choice | None:
        """Return the choice made; null where the question is skipped."""
        known = {choice.key: choice for choice in question.choices}
        for choice in question.choices:
            out.print(f"  [{choice.key}] {choice.words}", markup=False, soft_wrap=True)
        out.print("  [k] skip   [q] quit", markup=False)
        while True:
            word = self._line("  answer: ").lower()
            if word in ("q", "quit"):
                raise _Stopped
            if word in ("k", "skip"):
                return None
            if word in known:
                return known[word]
            out.print(f"  Please type one of {', '.join((*known, 'k', 'q'))}.")

    def _values(self, choice: Choice) -> tuple[str, ...]:
        """Return the values typed, asked for until the column can hold them; none where the person goes back."""
        while True:
            text = self._line(f"  {choice.asks} (nothing to go back): ")
            values = tuple(part.strip() for part in text.split(";") if part.strip())
            if not values or choice.make is None:
                return ()
            made = choice.make(values)
            field, one = str(made.get("field") or "review_type"), isinstance(made.get("value"), str)
            wrong = refusals(field, values, one=one, document=False, publishers=None)
            if not wrong:
                return values
            for _, message in wrong:
                out.print(f"  That cannot stand there: {message}.", markup=False, soft_wrap=True)

    def _line(self, prompt: str) -> str:
        """Return one line of input without spaces around it.

        Raises:
            _Stopped: There is no more input.
        """
        out.print(prompt, end="", markup=False, soft_wrap=True)
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            raise _Stopped
        if not sys.stdin.isatty():
            out.print(line.rstrip("\n"), markup=False, soft_wrap=True)  # a terminal shows what is typed by itself
        return line.strip()
