"""What a word is: a value that is stored, and the sentence that says what it means.

Belongs here: the base of all vocabularies. Does not belong here: any particular word.
"""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A vocabulary member: its value is what is stored, its definition is what is meant."""

    definition: str

    def __new__(cls, value: str, definition: str = "") -> Self:
        """Make a member from the stored value and the sentence that defines it."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.definition = definition
        return member
