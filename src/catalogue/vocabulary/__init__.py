"""The glossary: every word with a fixed list of values, each value defined in a sentence.

Belongs here: closed vocabularies that appear in the published tables or in the journal.
Does not belong here: theme concepts and areas (authority files under ``data/``), rules, or any code
that decides between two words.
"""

from catalogue.vocabulary.exports import ExportFormat
from catalogue.vocabulary.harvests import (
    ChangeCause,
    ChangeKind,
    Collection,
    FailureKind,
    IssueKind,
    PageMark,
    Phase,
    Purpose,
    SourceState,
    SourceStatus,
)
from catalogue.vocabulary.reviews import (
    BriefingPart,
    DateBasis,
    Incident,
    Magic,
    Nation,
    NoDocument,
    PointKind,
    Precision,
    PublisherRelation,
    Rejection,
    ReviewType,
    Role,
    Scope,
    TextQuality,
)
from catalogue.vocabulary.searching import SearchField
from catalogue.vocabulary.sharing import EntryKind
from catalogue.vocabulary.takedowns import TakedownReason, TakedownStep
from catalogue.vocabulary.telling import Audience, ChannelKind, NoticeKind, NoticeStep
from catalogue.vocabulary.watching import (
    AlertAnswer,
    AlertKind,
    AlertStep,
    RemovalKind,
    RetentionStatus,
    Rule,
    Signal,
    State,
    Verdict,
)
from catalogue.vocabulary.words import Word

__all__ = [
    "AlertAnswer",
    "AlertKind",
    "AlertStep",
    "Audience",
    "BriefingPart",
    "ChangeCause",
    "ChangeKind",
    "ChannelKind",
    "Collection",
    "DateBasis",
    "EntryKind",
    "ExportFormat",
    "FailureKind",
    "Incident",
    "IssueKind",
    "Magic",
    "Nation",
    "NoDocument",
    "NoticeKind",
    "NoticeStep",
    "PageMark",
    "Phase",
    "PointKind",
    "Precision",
    "PublisherRelation",
    "Purpose",
    "Rejection",
    "RemovalKind",
    "RetentionStatus",
    "ReviewType",
    "Role",
    "Rule",
    "Scope",
    "SearchField",
    "Signal",
    "SourceState",
    "SourceStatus",
    "State",
    "TakedownReason",
    "TakedownStep",
    "TextQuality",
    "Verdict",
    "Word",
]
