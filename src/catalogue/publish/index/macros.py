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
_END = "\x1f"
"""What an argument stands between when it becomes a part of what is asked: nobody types it, and no word holds it."""
_PART = rf'(?i)(-?)(?:({"|".join(_FIELDS)})([:=]))?({_END}[^{_END}]*{_END}|"[^"]*"?|[^\s"{_END}]+)'
"""One part of what is asked: a minus, a field with its sign, and a word or a phrase in quotes."""
_ARGUMENTS = ("theme", "area", "nation", "review_type", "publisher", "incident", "reviewer", "title", "pseudonym")
_PARAMETERS = ("words", *(f"{one} := NULL" for one in (*_ARGUMENTS, *_DATES)))

_SEARCH = Template("""
WITH parts AS (
    SELECT one.part.minus = '-' AS without,
           CASE lower(one.part.field) WHEN 'type' THEN 'review_type' ELSE lower(one.part.field) END AS field,
           one.part.sign = '=' AS exactly,
           trim(one.part.body, '"$end') AS body,
           search_words(one.part.body) AS cut,
           one.part.field = '' AND (one.part.minus = '-' OR starts_with(one.part.body, '"')) AS quoted
    FROM (
        SELECT regexp_extract(
            unnest(regexp_extract_all(concat_ws(' ', $arguments, translate(words::VARCHAR, '“”', '""')), $part)[:60]),
            $part, ['minus', 'field', 'sign', 'body']
        ) AS part
    ) AS one
),
asked AS MATERIALIZED (
    SELECT sought.term, sought.without, sought.field, sought.body, sought.phrase, sought.dated,
           sought.field <> '' OR sought.phrase AND contains(sought.term, ' ') AS label,
           concat(sought.edge, ' ', sought.term, ' ', sought.edge) AS words,
           1::HUGEINT << row_number() OVER () AS bit,
           CASE WHEN sought.dated AND NOT sought.without THEN try_cast(
               left(sought.body, 10) || repeat('-01', (10 - length(sought.body)) // 3) AS DATE
           ) END AS day
    FROM (
        SELECT unnest(CASE WHEN parts.field <> '' THEN [array_to_string(parts.cut, ' ')]
                           WHEN parts.quoted AND len(parts.cut) > 1
                           THEN list_append(parts.cut, array_to_string(parts.cut, ' '))
                           ELSE parts.cut END) AS term,
               parts.without, parts.field, parts.body,
               parts.quoted AND len(parts.cut) > 1 AS phrase,
               parts.field IN ('since', 'until') AS dated,
               CASE WHEN parts.exactly OR parts.field IN ($whole) THEN '|' ELSE '' END AS edge
        FROM parts
        LIMIT 120
    ) AS sought
),
meant AS (
    SELECT count(*) AS asked,
           count(*) FILTER (NOT asked.label AND NOT asked.without) AS counting,
           coalesce(bit_or(asked.bit) FILTER (asked.label <> asked.phrase AND NOT asked.without AND NOT asked.dated), 0)
               AS all_of,
           coalesce(bit_or(asked.bit) FILTER (asked.without AND (asked.label OR NOT asked.phrase)), 0) AS none_of,
           coalesce(bit_or(asked.bit) FILTER (asked.label AND asked.phrase AND NOT asked.without), 0) AS phrases,
           count(*) FILTER (asked.dated) AS days,
           count(asked.day) AS readable,
           max(asked.day) FILTER (asked.field = 'since') AS earliest,
           min(CASE WHEN length(asked.body) >= 10 THEN asked.day
                    WHEN length(asked.body) >= 7 THEN last_day(asked.day)
                    ELSE last_day(asked.day + INTERVAL 11 MONTH) END) FILTER (asked.field = 'until') AS latest
    FROM asked
),
stems AS (
    SELECT dictionary.stem, bit_or(asked.bit) AS bits, bool_or(NOT asked.without) AS counts
    FROM asked
    JOIN search_terms AS dictionary ON dictionary.term = asked.term
    WHERE NOT asked.label
    GROUP BY dictionary.stem
),
hits AS (
    SELECT one.review, sum(one.points) AS points, bit_or(one.bits) AS bits
    FROM (
        SELECT posting.review, CASE WHEN stems.counts THEN posting.points ELSE 0 END AS points, stems.bits
        FROM search_postings AS posting
        JOIN stems ON stems.stem = posting.stem
        UNION ALL
        SELECT label.review, 0, asked.bit
        FROM search_labels AS label
        JOIN asked ON asked.label AND asked.field IN (label.field, '')
                  AND contains(label.words, asked.term || ' ') AND contains(label.words, asked.words)
    ) AS one
    GROUP BY one.review
)
SELECT found.review_id, found.title, found.review_type, found.publisher, found.published_on,
       round(coalesce(hits.points, 0) / 10000, 4) AS score,
       CASE WHEN meant.phrases = 0 THEN NULL
            WHEN coalesce(hits.bits, 0) & meant.phrases = meant.phrases THEN 'shown'
            ELSE 'possible' END AS phrase,
       found.url
FROM search_reviews AS found
CROSS JOIN meant
LEFT JOIN hits ON hits.review = found.review
WHERE CASE WHEN meant.counting > 0 THEN hits.points > 0 ELSE meant.asked > 0 END
  AND coalesce(hits.bits, 0) & (meant.all_of | meant.none_of) = meant.all_of
  AND (meant.days = 0
       OR meant.days = meant.readable
          AND found.published_on <= coalesce(meant.latest, found.published_on)
          AND found.published_last >= coalesce(meant.earliest, found.published_last))
ORDER BY phrase DESC NULLS LAST, score DESC, found.published_on DESC NULLS LAST, found.review_id""")
# Most of what a search takes is DuckDB making it ready, and that grows with every expression: hence one text of all
# that is asked, one row for every word and filter with a bit of its own, so that a review is weighed by comparing two
# numbers, and one table that holds what is answered. A word that stands nowhere never sets its bit; no more is read
# than there are bits. "shown" stands before "possible" because it does so in the alphabet. The first of two "contains"
# is implied by the second and there for speed: a text that begins with a space is looked for at every word.


def _argument(argument: str) -> str:
    """Return SQL for an argument as a part of what is asked; of some, any words that stand together do."""
    sign = ":" if argument in ("reviewer", "title", "pseudonym", *_DATES) else "="
    return f"'{argument}{sign}{_END}' || {argument} || '{_END}'"


SEARCH = View(
    name="search",
    comment="Reviews in which any of the words stands, best first (BM25): FROM search('neglect baby'). Words are"
    " reduced to their stems; a word that stands nowhere is passed over, see search_near."
    ' In the words: "in quotes" is a phrase, -word leaves out reviews in which it stands, and field:word or'
    f' field:"some words" narrows to a field: {", ".join(_FIELDS)}.'
    f" The same as arguments: FROM search('baby', theme := 'neglect', since := '2019'): {', '.join(_ARGUMENTS)}, since,"
    " until. A theme is named by id or label, an area by code or name, as a whole; a publisher by id or name, as a"
    " whole as an argument or with = for the colon, else by any words of it; of a title, reviewer or pseudonym any"
    " words that stand together do. Sixty parts and 120 words are read, those after are not. since and until take a"
    " day, a month or a year, and find what may have been published then as far as its date is exact; reviews without a"
    " date are not among them, and a date that cannot be read finds nothing."
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
        arguments=", ".join(map(_argument, (*_ARGUMENTS, *_DATES))),
        whole=", ".join(schema.literal(one) for one in _WHOLE),
        end=_END,
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
CUT = (_CUT, _CUT_TOLD)
"""Statements that create the macro which cuts words."""
STATEMENTS = (*CUT, *(statement for macro in MACROS for statement in macro.statements()))
"""Statements that create the macros, in order; the first has to go before the tables are filled."""
