"""Counts over the whole catalogue, and what is new since an edition.

Belongs here: numbers of reviews by year, theme and area. Does not belong here: anything that crosses an area with ages
or with what happened.
"""

from catalogue.publish.views.view import View

BY_YEAR_AND_THEME = View(
    name="reviews_by_year_and_theme",
    comment="Children's reviews by year of publication and theme. A review of several themes counts under each, so the"
    " numbers of a year do not add up to its reviews. Reviews without a date stand under no year; a theme that is not"
    " given was not recognised, which is no proof that it is absent. One row a year and theme.",
    columns={
        "year": "Year of publication; null where no date is known.",
        "theme_id": "The theme.",
        "theme": "Its label.",
        "reviews": "Number of reviews.",
        "reviews_of_year": "Number of all children's reviews of that year, with any theme or none.",
    },
    sql="""
WITH dated AS (SELECT review_id, year(published_on) AS year, themes FROM reviews WHERE about_child),
years AS (SELECT year, count(*) AS reviews FROM dated GROUP BY year),
tagged AS (SELECT year, unnest(themes) AS theme_id FROM dated)
SELECT tagged.year, tagged.theme_id, theme.label AS theme, count(*) AS reviews,
       any_value(years.reviews) AS reviews_of_year
FROM tagged
JOIN themes AS theme ON theme.theme_id = tagged.theme_id
JOIN years ON years.year IS NOT DISTINCT FROM tagged.year
GROUP BY tagged.year, tagged.theme_id, theme.label
ORDER BY tagged.year DESC NULLS LAST, reviews DESC, tagged.theme_id""",
)

COOCCURRENCE = View(
    name="theme_cooccurrence",
    comment="How many children's reviews have both of two themes. One row a pair of themes, each pair once.",
    columns={
        "theme_a": "One theme, the first by its id.",
        "theme_b": "The other.",
        "reviews": "Number of reviews with both.",
        "reviews_a": "Number of reviews with the first.",
        "reviews_b": "Number of reviews with the second.",
    },
    sql="""
WITH tagged AS (SELECT review_id, unnest(themes) AS theme_id FROM reviews WHERE about_child),
sizes AS (SELECT theme_id, count(*) AS reviews FROM tagged GROUP BY theme_id)
SELECT a.theme_id AS theme_a, b.theme_id AS theme_b, count(*) AS reviews,
       any_value(size_a.reviews) AS reviews_a, any_value(size_b.reviews) AS reviews_b
FROM tagged AS a
JOIN tagged AS b ON b.review_id = a.review_id AND b.theme_id > a.theme_id
JOIN sizes AS size_a ON size_a.theme_id = a.theme_id
JOIN sizes AS size_b ON size_b.theme_id = b.theme_id
GROUP BY a.theme_id, b.theme_id
ORDER BY reviews DESC, theme_a, theme_b""",
)

AREA_SUMMARY = View(
    name="area_summary",
    comment="Areas and their children's reviews in numbers; nothing about the children themselves. A review of several"
    " areas counts under each; anonymous ones under none. One row an area, those without a review too: none known is"
    " not none published, see `read`.",
    columns={
        "area_code": "ONS code.",
        "area": "Name of the area.",
        "nation": "Nation.",
        "reviews": "Children's reviews known.",
        "first_year": "Earliest year of publication among them; null where none is dated.",
        "last_year": "Latest year of publication among them; null where none is dated.",
        "in_period": "Those whose period of availability runs on the day of this edition.",
        "read": "Whether a list of a publisher that covers it was read whole at its last harvest.",
    },
    sql="""
WITH named AS (
    SELECT unnest(area_codes) AS area_code, published_on, retention_status FROM reviews WHERE about_child
),
counted AS (
    SELECT area_code, count(*) AS reviews, min(year(published_on)) AS first_year, max(year(published_on)) AS last_year,
           count(*) FILTER (ends_with(retention_status, '_in_period')) AS in_period
    FROM named GROUP BY area_code
),
covered AS (
    SELECT unnest(area_codes) AS area_code, read_whole AS whole
    FROM sources WHERE collection = 'partnership' AND scope IN ('child', 'both')
),
sites AS (SELECT area_code, bool_or(whole) AS whole FROM covered GROUP BY area_code)
SELECT area.area_code, area.name AS area, area.nation, coalesce(counted.reviews, 0) AS reviews,
       counted.first_year, counted.last_year, coalesce(counted.in_period, 0) AS in_period,
       coalesce(sites.whole, false) AS read
FROM areas AS area
LEFT JOIN counted ON counted.area_code = area.area_code
LEFT JOIN sites ON sites.area_code = area.area_code
ORDER BY area.nation, area.name, area.area_code""",
)

NEW_SINCE = View(
    name="new_since",
    comment="Reviews that the catalogue first saw after an edition was built: FROM new_since(7). Nothing where that"
    " edition is not known; 0 gives every review. Where the file is attached under a name, USE that name first.",
    columns={
        "review_id": "the review",
        "title": "its title",
        "review_type": "what kind of inquiry it is",
        "publisher": "its publisher",
        "published_on": "first publication",
        "first_seen_at": "when the catalogue first saw it, UTC",
        "url": "where to read it",
    },
    sql="""
SELECT review.review_id, review.title, review.review_type, review.publisher, review.published_on,
       review.first_seen_at, review.url
FROM reviews AS review
WHERE edition_number = 0
   OR review.first_seen_at > (
        SELECT built_at FROM (SELECT number, built_at FROM editions UNION ALL SELECT number, built_at FROM edition)
        WHERE number = edition_number)
ORDER BY review.first_seen_at DESC, review.review_id""",
    parameters=("edition_number",),
    arguments="0",
)

COUNTS: tuple[View, ...] = (BY_YEAR_AND_THEME, COOCCURRENCE, AREA_SUMMARY, NEW_SINCE)
