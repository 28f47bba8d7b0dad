"""What every record has in common.

Belongs here: the base class. Does not belong here: any particular record.
"""

import hashlib
import json

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen fact: fields are fixed, unknown fields are refused, every field is described."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    def canonical(self) -> str:
        """Return the record as one line of JSON that is the same for equal records."""
        return canonical_json(self.model_dump(mode="json"))


def canonical_json(value: object) -> str:
    """Return JSON with sorted keys and no spare space, so that equal values give equal text."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(*parts: str, length: int = 16) -> str:
    """Return the first ``length`` hex digits of the sha256 of ``parts``, each ended by a NUL."""
    return hashlib.sha256("".join(part + "\0" for part in parts).encode()).hexdigest()[:length]
