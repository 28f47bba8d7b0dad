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
regexp_extract_all(
    lower(strip_accents(translate(text, '''’ʼ', ''))),
    '[^\x{00}-/:-@\[-`\{-\x{BF}×÷\x{2000}-\x{2BFF}\x{2E00}-\x{2E7F}\x{3000}-\x{303F}\x{FF00}-\x{FF0F}]+'
)
"""
# What is no word is listed, since a class of every letter takes ten times as long to be made ready at each question.
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

_SEARCH = Template("""
WITH parts AS MATERIALIZED (
    SELECT list_transform(
        regexp_extract_all(translate(coalesce(words::VARCHAR, ''), '“”', '""'), $part)[:40],
        lambda one: regexp_extract(one, $part, ['minus', 'field', 'body'])
    ) AS parts
),
asked AS MATERIALIZED (
    SELECT list_transform(
        flatten(list_transform(
            list_filter(parts.parts, lambda one: one.field = ''),
            lambda one: list_transform(search_words(one.body), lambda cut: {
                'term': cut,
                'without': one.minus = '-',
                'phrase': (one.minus = '-' OR starts_with(one.body, '"')) AND len(search_words(one.body)) > 1
            })
        ))[:60],
        lambda one, place: {
            'term': one.term, 'without': one.without, 'phrase': one.phrase, 'bit': 1::BIGINT << (place - 1)
        }
    ) AS cuts,
    list_filter(
        [$given] || list_transform(parts.parts, lambda one: {
            'field': CASE lower(one.field) WHEN 'type' THEN 'review_type' ELSE lower(one.field) END,
            'value': CASE WHEN one.field <> '' OR one.minus = '-' OR starts_with(one.body, '"')
                          THEN trim(one.body, '"') END,
            'without': one.minus = '-',
            'whole': lower(one.field) IN ('type', $whole)
        }),
        lambda one: one.value IS NOT NULL
    ) AS given
    FROM parts
),
narrowed AS MATERIALIZED (
    SELECT asked.cuts,
           list_filter(
               list_transform(
                   list_filter(asked.given, lambda one: one.field NOT IN ('since', 'until')),
                   lambda one, place: {
                       'field': one.field, 'without': one.without, 'whole': one.whole, 'bit': 1::BIGINT << (place - 1),
                       'sought': ' ' || array_to_string(search_words(one.value), ' ') || ' '
                   }
               ),
               lambda one: one.field <> '' OR contains(trim(one.sought), ' ')
           ) AS filters,
           list_transform(
               list_filter(asked.given, lambda one: one.field IN ('since', 'until')),
               lambda one: {
                   'field': one.field, 'exact': length(one.value),
                   'day': CASE WHEN NOT one.without
                               THEN try_cast(left(one.value, 10) || repeat('-01', (10 - length(one.value)) // 3)
                                             AS DATE) END
               }
           ) AS days
    FROM asked
),
bounds AS (
    SELECT len(narrowed.cuts) + len(narrowed.filters) + len(narrowed.days) > 0 AS anything,
           $any AS any_of, $phrase AS all_of, $minus AS none_of, $wanted AS wanted, $certain AS certain,
           $unwanted AS unwanted,
           len(narrowed.days) AS days,
           len(list_filter(narrowed.days, lambda one: one.day IS NULL)) = 0 AS readable,
           list_max(list_transform(list_filter(narrowed.days, lambda one: one.field = 'since'), lambda one: one.day))
               AS earliest,
           list_min(list_transform(
               list_filter(narrowed.days, lambda one: one.field = 'until'),
               lambda one: CASE WHEN one.exact >= 10 THEN one.day
                                WHEN one.exact >= 7 THEN last_day(one.day)
                                ELSE last_day(one.day + INTERVAL 11 MONTH) END
           )) AS latest
    FROM narrowed
),
stems AS (
    SELECT dictionary.stem, bit_or(one.cut.bit) AS bits, bool_or(NOT one.cut.without) AS counts
    FROM (SELECT unnest(narrowed.cuts) AS cut FROM narrowed) AS one
    JOIN search_terms AS dictionary ON dictionary.term = one.cut.term
    GROUP BY dictionary.stem
),
ranked AS (
    SELECT posting.review, sum(CASE WHEN stems.counts THEN posting.points ELSE 0 END) AS points,
           bit_or(stems.bits) AS held
    FROM search_postings AS posting
    JOIN stems ON stems.stem = posting.stem
    GROUP BY posting.review
),
met AS (
    SELECT label.review, bit_or(one.narrow.bit) AS filters
    FROM search_labels AS label
    JOIN (SELECT unnest(narrowed.filters) AS narrow FROM narrowed) AS one
      ON one.narrow.field IN (label.field, '')
     AND CASE WHEN one.narrow.whole THEN label.words = one.narrow.sought
              ELSE contains(label.words, one.narrow.sought) END
    GROUP BY label.review
)
SELECT found.review_id, found.title, found.review_type, found.publisher, found.published_on,
       round(coalesce(ranked.points, 0) / 10000, 4) AS score,
       CASE WHEN bounds.certain = 0 THEN NULL
            WHEN coalesce(met.filters, 0) & bounds.certain = bounds.certain THEN 'shown'
            ELSE 'possible' END AS phrase,
       found.url
FROM search_reviews AS numbered
JOIN reviews AS found ON found.review_id = numbered.review_id
CROSS JOIN bounds
LEFT JOIN ranked ON ranked.review = numbered.review
LEFT JOIN met ON met.review = numbered.review
WHERE (ranked.points > 0 OR bounds.any_of = 0 AND bounds.anything)
  AND coalesce(ranked.held, 0) & bounds.all_of = bounds.all_of
  AND coalesce(ranked.held, 0) & bounds.none_of = 0
  AND coalesce(met.filters, 0) & bounds.wanted = bounds.wanted
  AND coalesce(met.filters, 0) & bounds.unwanted = 0
  AND (bounds.days = 0
       OR bounds.readable AND found.published_on <= coalesce(bounds.latest, found.published_on)
          AND CASE found.published_precision
                   WHEN 'year' THEN last_day(found.published_on + INTERVAL 11 MONTH)
                   WHEN 'month' THEN last_day(found.published_on)
                   ELSE found.published_on END >= coalesce(bounds.earliest, found.published_on))
ORDER BY phrase = 'shown' DESC NULLS LAST, score DESC, found.published_on DESC NULLS LAST, found.review_id""")
# What stands in a review is a number with a bit for each word or filter that was asked, so that one pass over the
# postings and one over the labels answer everything. A word that stands nowhere never sets its bit.


def _bits(of: str, where: str) -> str:
    """Return SQL for the bits of those words or filters for which a condition holds, together."""
    chosen = f"list_filter(narrowed.{of}, lambda one: {where})"
    return f"coalesce(list_sum(list_transform({chosen}, lambda one: one.bit)), 0)::BIGINT"


def _given(argument: str) -> str:
    """Return SQL for a filter that an argument gives; of some, any words that stand together do."""
    whole = str(argument not in ("reviewer", "title", "pseudonym")).lower()
    return f"{{'field': '{argument}', 'value': {argument}::VARCHAR, 'without': false, 'whole': {whole}}}"


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
    sql=_SEARCH.substitute(
        part=schema.literal(_PART),
        given=", ".join(map(_given, (*_ARGUMENTS, *_DATES))),
        whole=", ".join(schema.literal(one) for one in _WHOLE),
        any=_bits("cuts", "NOT one.without"),
        phrase=_bits("cuts", "one.phrase AND NOT one.without"),
        minus=_bits("cuts", "one.without AND NOT one.phrase"),
        wanted=_bits("filters", "one.field <> '' AND NOT one.without"),
        certain=_bits("filters", "one.field = '' AND NOT one.without"),
        unwanted=_bits("filters", "one.without"),
    ),
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
