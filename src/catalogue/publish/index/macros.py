r"""The questions that the search index answers, as macros with their comments.

Belongs here: their SQL and how they are to be read. Does not belong here: the tables they ask (``tables``).

A macro's parameters replace every bare name like theirs in its body, so columns of the same name are always written
with their table.
"""

from string import Template

from catalogue.publish import schema
from catalogue.publish.views.view import View
from catalogue.vocabulary import SearchField

_CUT = r"""
CREATE MACRO search_words(text) AS
regexp_extract_all(lower(strip_accents(regexp_replace(text, '[''’ʼ]', '', 'g'))), '[\p{L}\p{N}]+')
"""
_CUT_TOLD = (
    "COMMENT ON MACRO search_words IS 'Cuts text into words as the search index does: lower case, without accents,"
    " apostrophes or punctuation.'"
)

_WHOLE = (SearchField.REVIEW_TYPE, SearchField.NATION, SearchField.AREA, SearchField.THEME, SearchField.INCIDENT)
"""Fields of which a value is named as a whole; of the others any words that stand together do."""
_DATES = ("since", "until")
_FIELDS = (*(str(field) for field in SearchField), "type", *_DATES)
_PART = rf'(?i)(-?)(?:({"|".join(_FIELDS)}):)?("[^"]*"?|[^\s"]+)'
"""One part of what is asked: a minus, a field, and a word or a phrase in quotes."""
_ARGUMENTS = ("theme", "area", "nation", "review_type", "publisher", "incident", "reviewer", "title", "pseudonym")
_PARAMETERS = ("words", *(f"{one} := NULL" for one in (*_ARGUMENTS, *_DATES)))

_PARTS = """
parts AS (
    SELECT row_number() OVER () AS n,
           told.part.minus = '-' AS without,
           CASE lower(told.part.field) WHEN 'type' THEN 'review_type' ELSE lower(told.part.field) END AS field,
           told.part.body AS body,
           search_words(told.part.body) AS cut
    FROM (
        SELECT regexp_extract(one.text, $part, ['minus', 'field', 'body']) AS part
        FROM (SELECT unnest(regexp_extract_all(translate($asked::VARCHAR, '“”', '""'), $part)) AS text) AS one
    ) AS told
)"""

_SEARCH = """
WITH $parts,
asked AS (
    SELECT parts.n, parts.without, parts.cut, ' ' || array_to_string(parts.cut, ' ') || ' ' AS sought,
           (starts_with(parts.body, '"') OR parts.without) AND len(parts.cut) > 1 AS phrase
    FROM parts
    WHERE parts.field = '' AND len(parts.cut) > 0
),
given AS (
    SELECT 0 AS n, false AS without, one.field, one.value, one.field NOT IN ('reviewer', 'title', 'pseudonym') AS whole
    FROM (SELECT unnest([$names]) AS field, unnest([$values]) AS value) AS one
    WHERE one.value IS NOT NULL
    UNION ALL
    SELECT parts.n, parts.without, parts.field, trim(parts.body, '"'), parts.field IN ($whole)
    FROM parts
    WHERE parts.field <> ''
),
filters AS (
    SELECT given.n, given.without, given.field, given.whole,
           ' ' || array_to_string(search_words(given.value), ' ') || ' ' AS sought
    FROM given
    WHERE given.field NOT IN ('since', 'until')
),
days AS (
    SELECT given.field,
           CASE WHEN NOT given.without
                THEN try_cast(left(given.value, 10) || repeat('-01', (10 - length(left(given.value, 10))) // 3) AS DATE)
           END AS first_day,
           length(given.value) AS exact
    FROM given
    WHERE given.field IN ('since', 'until')
),
span AS (
    SELECT count(*) AS bounds, count(days.first_day) AS readable,
           max(days.first_day) FILTER (days.field = 'since') AS earliest,
           min(CASE WHEN days.exact >= 10 THEN days.first_day
                    WHEN days.exact >= 7 THEN last_day(days.first_day)
                    ELSE last_day(days.first_day + INTERVAL 11 MONTH) END) FILTER (days.field = 'until') AS latest
    FROM days
),
met AS (
    SELECT label.review, count(DISTINCT (filters.n, filters.field)) FILTER (NOT filters.without) AS wanted,
           count(*) FILTER (filters.without) AS unwanted
    FROM search_labels AS label
    JOIN filters ON filters.field = label.field
        AND CASE WHEN filters.whole THEN label.words = filters.sought ELSE contains(label.words, filters.sought) END
    GROUP BY label.review
),
stems AS (
    SELECT cuts.n, cuts.without, cuts.phrase, dictionary.stem,
           row_number() OVER (PARTITION BY dictionary.stem, cuts.without ORDER BY cuts.n) = 1 AS counts
    FROM (
        SELECT DISTINCT asked.n, asked.without, asked.phrase, unnest(asked.cut) AS term FROM asked
    ) AS cuts
    LEFT JOIN search_terms AS dictionary ON dictionary.term = cuts.term
),
needed AS (SELECT stems.n, count(DISTINCT coalesce(stems.stem, 0)) AS stems FROM stems GROUP BY stems.n),
hits AS (
    SELECT posting.review, stems.n, stems.without, stems.phrase, count(DISTINCT posting.stem) AS stems,
           sum(posting.points) FILTER (stems.counts AND NOT stems.without) AS points
    FROM search_postings AS posting
    JOIN stems ON stems.stem = posting.stem
    GROUP BY ALL
),
shown AS (
    SELECT DISTINCT label.review, asked.n
    FROM search_labels AS label
    JOIN asked ON asked.phrase AND contains(label.words, asked.sought)
),
ranked AS (
    SELECT hits.review, coalesce(sum(hits.points), 0) AS points,
           count(*) FILTER (hits.phrase AND NOT hits.without AND hits.stems = needed.stems) AS phrases,
           count(*) FILTER (hits.phrase AND NOT hits.without AND shown.n IS NOT NULL) AS certain,
           count(*) FILTER (hits.without AND (NOT hits.phrase OR shown.n IS NOT NULL)) AS unwanted
    FROM hits
    JOIN needed ON needed.n = hits.n
    LEFT JOIN shown ON shown.n = hits.n AND shown.review = hits.review
    GROUP BY hits.review
),
sums AS (
    SELECT count(*) FILTER (NOT asked.without) AS words,
           count(*) FILTER (asked.phrase AND NOT asked.without) AS phrases,
           count(*) AS parts, (SELECT count(*) FROM filters) AS filters,
           (SELECT count(*) FROM filters WHERE NOT filters.without) AS wanted
    FROM asked
)
SELECT found.review_id, found.title, found.review_type, found.publisher, found.published_on,
       round(coalesce(ranked.points, 0) / 10000, 4) AS score,
       CASE WHEN sums.phrases = 0 THEN NULL WHEN ranked.certain = sums.phrases THEN 'shown' ELSE 'possible' END
           AS phrase,
       found.url
FROM search_reviews AS numbered
JOIN reviews AS found ON found.review_id = numbered.review_id
CROSS JOIN sums
CROSS JOIN span
LEFT JOIN ranked ON ranked.review = numbered.review
LEFT JOIN met ON met.review = numbered.review
WHERE (ranked.points > 0 OR sums.words = 0 AND sums.parts + sums.filters + span.bounds > 0)
  AND coalesce(ranked.phrases, 0) = sums.phrases
  AND coalesce(ranked.unwanted, 0) = 0
  AND coalesce(met.wanted, 0) = sums.wanted
  AND coalesce(met.unwanted, 0) = 0
  AND (span.bounds = 0 OR span.bounds = span.readable AND found.published_on IS NOT NULL
       AND found.published_on <= coalesce(span.latest, found.published_on)
       AND CASE found.published_precision
                WHEN 'year' THEN last_day(found.published_on + INTERVAL 11 MONTH)
                WHEN 'month' THEN last_day(found.published_on)
                ELSE found.published_on END >= coalesce(span.earliest, found.published_on))
ORDER BY phrase = 'shown' DESC NULLS LAST, score DESC, found.published_on DESC NULLS LAST, found.review_id"""


def _filled(sql: str) -> str:
    """Return a query with the names and patterns that it is made of."""
    parts = Template(_PARTS).substitute(part=schema.literal(_PART), asked="words")
    return Template(sql).substitute(
        parts=parts.strip(),
        names=", ".join(schema.literal(one) for one in (*_ARGUMENTS, *_DATES)),
        values=", ".join(f"{one}::VARCHAR" for one in (*_ARGUMENTS, *_DATES)),
        whole=", ".join(schema.literal(one) for one in _WHOLE),
    )


SEARCH = View(
    name="search",
    comment="Reviews in which any of the words stands, best first (BM25): FROM search('neglect baby'). Words are"
    " reduced to their stems; a word that stands nowhere is passed over, see search_near."
    ' In the words: "in quotes" is a phrase, -word leaves out reviews in which it stands, and field:word or'
    f' field:"some words" narrows to a field: {", ".join(_FIELDS)}.'
    f" The same as arguments: FROM search('baby', theme := 'neglect', since := '2019'): {', '.join(_ARGUMENTS)}, since,"
    " until. A theme is named by id or label, an area by code or name, as a whole; a publisher by id or name, as a"
    " whole as an argument and by any words of it as a field; of a title, reviewer or pseudonym any words that stand"
    " together do. since and until take a day, a month or a year, and find what may have been published then as far"
    " as its date is exact; reviews without a date are not among them, and a date that cannot be read finds nothing."
    " Without words, filters alone find every review that meets them, the latest first."
    " How certain a phrase is: no text of a document is in this file, and no order of its words. So a review is given"
    " where every word of the phrase stands in it, and `phrase` says shown where the phrase itself stands in words that"
    " this edition prints (titles, labels, quotations), and possible where it may stand in a document or may not: read"
    " it there. A phrase after a minus leaves out only reviews that show it. The texts of reviews whose area is"
    " withheld are not searched. Where the file is attached under a name, USE that name first.",
    columns={
        "review_id": "the review",
        "title": "its title",
        "review_type": "what kind of inquiry it is",
        "publisher": "its publisher",
        "published_on": "first publication",
        "score": "how well it matches; comparable within one search only, 0 where filters alone were asked",
        "phrase": "shown or possible, as above; null where no phrase was asked",
        "url": "where to read it",
    },
    sql=_filled(_SEARCH),
    parameters=_PARAMETERS,
    arguments="'review', since := '1900'",
)

NEAR = View(
    name="search_near",
    comment="Words of the index that are spelt nearly like a word: FROM search_near('neglekt'). Only words that stand"
    " in at least two reviews, at most two letters away, the nearest first; ten at most.",
    columns={
        "term": "a word that stands in reviews",
        "reviews": "number of reviews in which it, or another word of its stem, stands",
        "distance": "letters to be changed, added, left out or swapped",
    },
    sql="""
WITH asked AS (SELECT unnest(search_words(word::VARCHAR)) AS term),
close AS (
    SELECT dictionary.term, dictionary.reviews, damerau_levenshtein(dictionary.term, asked.term) AS distance,
           jaro_winkler_similarity(dictionary.term, asked.term) AS likeness
    FROM asked
    JOIN search_terms AS dictionary
      ON dictionary.reviews > 1 AND abs(length(dictionary.term) - length(asked.term)) <= 2
     AND length(asked.term) > 3 AND left(dictionary.term, 1) = left(asked.term, 1)
)
SELECT close.term, close.reviews, close.distance
FROM close
WHERE close.distance BETWEEN 1 AND 2
ORDER BY close.distance, close.likeness DESC, close.reviews DESC, close.term
LIMIT 10""",
    parameters=("word",),
    arguments="'neglekt'",
)

MACROS: tuple[View, ...] = (SEARCH, NEAR)
"""Every macro of the index that gives a table."""
STATEMENTS = (_CUT, _CUT_TOLD, *(statement for macro in MACROS for statement in macro.statements()))
"""Statements that create the macros, in order; the first has to go before the tables are filled."""
