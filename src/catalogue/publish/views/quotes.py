"""What documents say, in the short quotations that the edition holds.

Belongs here: questions whose answers are quotations with their pages. Does not belong here: any text that is not
printed in ``evidence`` or ``recommendations`` anyway.
"""

from catalogue.publish.views.view import View

QUOTES = View(
    name="quotes",
    comment="The words by which a theme was recognised in each review, with the page: FROM quotes('neglect'). The theme"
    " is named by id or label, whatever its case; one that is not known gives nothing. Only quotations that the edition"
    " chose; where a short document may not be quoted further, the words are left out and the page stands."
    " One row a quotation. Where the file is attached under a name, USE that name first.",
    columns={
        "review_id": "the review",
        "title": "its title",
        "publisher": "its publisher",
        "published_on": "its first publication, where that is known",
        "page": "page of the document, from 1; null where its listing says it",
        "snippet": "the words",
        "role": "what the document is to the review; null where its listing says it",
        "document_id": "the document; null where its listing says it",
        "url": "address of the page or document that it was read on",
    },
    sql="""
SELECT said.review_id, review.title, review.publisher, review.published_on, said.page, said.snippet, paper.role,
       said.document_id, said.url
FROM themes AS one
JOIN evidence AS said ON said.field = 'themes' AND said.chosen AND said.value = one.theme_id
JOIN reviews AS review ON review.review_id = said.review_id
LEFT JOIN documents AS paper ON paper.document_id = said.document_id AND paper.review_id = said.review_id
WHERE lower(theme::VARCHAR) IN (lower(one.theme_id), lower(one.label))
ORDER BY review.published_on DESC NULLS LAST, said.review_id, said.document_id NULLS LAST, said.page, said.snippet""",
    parameters=("theme",),
    arguments="'neglect'",
)

QUOTING: tuple[View, ...] = (QUOTES,)
