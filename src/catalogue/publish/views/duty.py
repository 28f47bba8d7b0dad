"""Facts about what statutory guidance asks for: availability, the reviewer's name, what is published, and when.

Belongs here: facts in neutral words. Does not belong here: the word breach, or anything like it; what guidance asks
for, whom it binds and from when is for people to judge.
"""

from string import Template

from catalogue.publish.views.view import View
from catalogue.vocabulary import Rejection

_REVIEW = {
    "review_id": "The review.",
    "title": "Its title.",
    "review_type": "What kind of inquiry it is.",
    "publisher_id": "Its publisher; null where none is known.",
    "publisher": "Name of that publisher.",
    "published_on": "First publication: the first day of the stated day, month or year; null where none is stated.",
    "published_precision": "How exact that date is.",
}
_COLUMNS = ", ".join(f"review.{column}" for column in _REVIEW)
"""Those columns, selected."""

DUTY_BOARD = View(
    name="duty_board",
    comment="Reviews whose period of availability runs on the day of this edition, or may run: is the main document at"
    " its published address, and until when does the period run. Not found at its address is a finding about an address"
    " and nothing else. One row a review, the first to end on top.",
    columns={
        **_REVIEW,
        "retention_status": "What its availability means for its period.",
        "retained_until": "Last day of the period for the earliest possible publication date.",
        "retained_until_latest": "The same for the latest possible date; equal where the date is exact.",
        "days_left": "Days from this edition to that earliest last day; negative where only a later date is possible.",
        "url": "Address of the main document.",
        "state": "What the checks of that address amount to; null where it has none.",
        "reason": "The rule behind the state.",
        "since": "First check of the unbroken run that the state rests on, UTC.",
        "last_success_at": "When it was last seen well there, UTC.",
        "last_checked_at": "When it was last checked, UTC.",
        "open_alerts": "Alerts about it that are open.",
    },
    sql=Template("""
SELECT $columns,
       review.retention_status, review.retained_until, review.retained_until_latest,
       date_diff('day', edition.built_at::DATE, review.retained_until) AS days_left,
       review.url, checked.state, checked.reason, checked.since, checked.last_success_at, checked.last_checked_at,
       (SELECT count(*) FROM alerts WHERE alerts.review_id = review.review_id AND closed_at IS NULL) AS open_alerts
FROM reviews AS review
CROSS JOIN edition
LEFT JOIN locations AS place ON place.review_id = review.review_id AND place.url = review.url
LEFT JOIN availability AS checked ON checked.location_id = place.location_id
WHERE review.retention_status IN ('available_in_period', 'not_found_in_period', 'removed_in_period',
                                  'not_checked_in_period', 'period_uncertain')
ORDER BY review.retained_until, review.review_id""").substitute(columns=_COLUMNS),
)

REVIEWER_MISSING = View(
    name="reviewer_missing",
    comment="Children's reviews of which a report was read that names no reviewer. Guidance says that the name of the"
    " reviewer should be included; a name may be left out for good reasons, or stand where it was not recognised (see"
    " accuracy). Reviews of which no report could be read are not here. One row a review.",
    columns={**_REVIEW, "url": "Where to read it."},
    sql=Template("""
SELECT $columns, review.url
FROM reviews AS review
WHERE review.about_child AND review.reviewer_named IS FALSE
ORDER BY review.published_on DESC NULLS LAST, review.review_id""").substitute(columns=_COLUMNS),
)

REPORT_OR_INFORMATION = View(
    name="report_or_information",
    comment="What is published of each children's review: the full report, else information about improvements, or"
    " neither that the catalogue has found. Neither may mean that a document could not be fetched, or that its kind is"
    " not stated. One row a review.",
    columns={
        **_REVIEW,
        "published": "full_report, else improvements_information, or neither.",
        "roles": "What the documents found are to the review.",
        "no_document": "Why there is no document at all; null where there is one.",
        "unstated": "Documents whose role their publisher does not state; one of them may be the report.",
        "url": "Where to read it.",
    },
    sql=Template("""
WITH papers AS (
    SELECT review_id, list(DISTINCT role ORDER BY role) AS roles, count(*) FILTER (role = 'other') AS unstated
    FROM documents GROUP BY review_id
)
SELECT $columns,
       CASE WHEN list_contains(papers.roles, 'full_report') THEN 'full_report'
            WHEN list_contains(papers.roles, 'improvements_information') THEN 'improvements_information'
            ELSE 'neither' END AS published,
       coalesce(papers.roles, []) AS roles,
       review.no_document,
       coalesce(papers.unstated, 0) AS unstated,
       review.url
FROM reviews AS review
LEFT JOIN papers ON papers.review_id = review.review_id
WHERE review.about_child
ORDER BY review.publisher_id NULLS LAST, review.review_id""").substitute(columns=_COLUMNS),
)

# The reader keeps a printed date of commissioning as a date of publication that it rejected, with that reason.
_COMMISSION = Rejection.COMMISSION.definition.replace("'", "''")

PUBLISHED_AFTER = View(
    name="published_after_commissioning",
    comment="How long after its commissioning each children's review was published, where a document prints both. Dates"
    " are as exact as print, so the time between is given as least and most days. One row a review; most print no date"
    " of commissioning, and then a reason says so.",
    columns={
        **_REVIEW,
        "commissioned_on": "Date of commissioning: the first day of the printed day, month or year; null where none"
        " stands.",
        "commissioned_precision": "How exact that date is.",
        "commissioned_snippet": "The words that print it.",
        "commissioned_document_id": "Document that prints it.",
        "commissioned_page": "Page of it, from 1.",
        "days_least": "Fewest days from commissioning to publication that both dates allow.",
        "days_most": "Most days that both dates allow.",
        "reason": "Why there is no number of days; null where there is one.",
    },
    sql=Template("""
WITH printed AS (
    SELECT review_id,
           count(DISTINCT value) AS dates,
           min(value) AS value,
           arg_min(snippet, (value, page, snippet)) AS snippet,
           arg_min(document_id, (value, page, snippet)) AS document_id,
           arg_min(page, (value, page, snippet)) AS page
    FROM evidence
    WHERE field = 'published_on' AND value IS NOT NULL AND NOT chosen AND reason = '$commission'
      AND contains(lower(snippet), 'commission')
    GROUP BY review_id
),
one AS (
    SELECT *, CAST(value || repeat('-01', (10 - length(value)) // 3) AS DATE) AS first_day,
           CASE length(value) WHEN 4 THEN 'year' WHEN 7 THEN 'month' ELSE 'day' END AS exact
    FROM printed WHERE dates = 1
),
spans AS (
    SELECT review.review_id, one.first_day, one.exact,
           CASE one.exact WHEN 'year' THEN one.first_day + INTERVAL 1 YEAR - INTERVAL 1 DAY
                          WHEN 'month' THEN one.first_day + INTERVAL 1 MONTH - INTERVAL 1 DAY
                          ELSE one.first_day END AS last_day,
           CASE review.published_precision
                WHEN 'year' THEN review.published_on + INTERVAL 1 YEAR - INTERVAL 1 DAY
                WHEN 'month' THEN review.published_on + INTERVAL 1 MONTH - INTERVAL 1 DAY
                ELSE review.published_on END AS published_last
    FROM reviews AS review JOIN one ON one.review_id = review.review_id
)
SELECT $columns,
       one.first_day AS commissioned_on, one.exact AS commissioned_precision,
       one.snippet AS commissioned_snippet, one.document_id AS commissioned_document_id, one.page AS commissioned_page,
       CASE WHEN spans.published_last >= spans.first_day
            THEN greatest(date_diff('day', spans.last_day::DATE, review.published_on), 0) END AS days_least,
       CASE WHEN spans.published_last >= spans.first_day
            THEN date_diff('day', spans.first_day, spans.published_last::DATE) END AS days_most,
       CASE WHEN printed.review_id IS NULL THEN 'No date of commissioning was read in its documents.'
            WHEN printed.dates > 1 THEN 'Its documents print several dates of commissioning.'
            WHEN review.published_on IS NULL THEN 'No date of publication is known.'
            WHEN spans.published_last < spans.first_day THEN 'The printed dates contradict each other.' END AS reason
FROM reviews AS review
LEFT JOIN printed ON printed.review_id = review.review_id
LEFT JOIN one ON one.review_id = review.review_id
LEFT JOIN spans ON spans.review_id = review.review_id
WHERE review.about_child
ORDER BY review.review_id""").substitute(columns=_COLUMNS, commission=_COMMISSION),
)

DUTY: tuple[View, ...] = (DUTY_BOARD, REVIEWER_MISSING, REPORT_OR_INFORMATION, PUBLISHED_AFTER)
