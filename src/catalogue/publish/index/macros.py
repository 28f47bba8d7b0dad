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
_LOOSE = tuple(field for field in SearchField if field not in _WHOLE)
_DATES = ("since", "until")
_FIELDS = (*(str(field) for field in SearchField), "type", *_DATES)
_END = "\x1f"
"""What an argument stands between when it becomes a part of what is asked: nobody types it, and no word holds it."""
_PART = (
    rf"(?i)(?:(-?since|-?until)[:=]|(-?)(?:(type|{'|'.join(_WHOLE)})[:=]|({'|'.join(_LOOSE)})([:=]))?)"
    rf'({_END}[^{_END}]*{_END}|"[^"]*"?|[^\s"{_END}]+)'
)
"""One part of what is asked: a minus, a field with its sign, and a word or a phrase in quotes.

The minus of a day belongs to its field's name, which then is none: so a day that is left out finds nothing.
"""
_ARGUMENTS = ("theme", "area", "nation", "review_type", "publisher", "incident", "reviewer", "title", "pseudonym")
_PARAMETERS = ("words", *(f"{one} := NULL" for one in (*_ARGUMENTS, *_DATES)))
_NEVER = -(10**15)
"""What weighs more than all that a review can meet."""

_SEARCH = Template("""
WITH parts AS MATERIALIZED (
    SELECT cut.field, cut.words, cut.term, cut.edge || cut.term || cut.edge AS label,
           CASE WHEN cut.field <> '' THEN NULL
                WHEN cut.phrase THEN CASE WHEN cut.minus = '' THEN 1000 END
                WHEN cut.minus = '' THEN 0
                ELSE $never END AS each,
           CASE WHEN cut.field = '' AND NOT cut.phrase THEN NULL
                WHEN cut.minus <> '' THEN $never
                WHEN cut.field = '' THEN 1
                ELSE 1000 END AS whole,
           CASE WHEN cut.date <> '' THEN
               left(try_cast(left(cut.term || ' 01 01', 10) AS DATE)::VARCHAR, 1 + 3 * len(cut.words))
               || CASE WHEN cut.field = 'until' THEN '~' ELSE '' END
           END AS day
    FROM (
        SELECT read.minus, read.date, read.field, read.words, read.edge, array_to_string(read.words, ' ') AS term,
               read.quoted AND len(read.words) > 1 AS phrase
        FROM (
            SELECT one.part.minus AS minus, one.part.date AS date,
                   lower(concat(one.part.date, one.part.whole, one.part.loose)) AS field,
                   search_words(one.part.body) AS words,
                   CASE WHEN one.part.whole <> '' OR one.part.sign = '=' THEN ' | ' ELSE ' ' END AS edge,
                   one.part.minus <> '' OR starts_with(one.part.body, '"') AS quoted
            FROM (
                SELECT regexp_extract(
                    unnest(regexp_extract_all(
                        concat_ws(' ', $arguments, translate(words::VARCHAR, '“”', '""')), $part
                    )[:60]),
                    $part, ['date', 'minus', 'whole', 'loose', 'sign', 'body']
                ) AS part
            ) AS one
        ) AS read
    ) AS cut
    WHERE cut.field || cut.term <> ''
),
hits AS (
    SELECT one.review, sum(one.points) AS points, sum(one.met) AS met
    FROM (
        SELECT posting.review, posting.points, stems.met
        FROM search_postings AS posting
        JOIN (
            SELECT dictionary.stem, sum(asked.each) AS met
            FROM (SELECT unnest(parts.words) AS term, parts.each FROM parts WHERE parts.each IS NOT NULL) AS asked
            JOIN search_terms AS dictionary ON dictionary.term = asked.term
            GROUP BY dictionary.stem
        ) AS stems ON stems.stem = posting.stem
        UNION ALL
        SELECT label.review, 0, parts.whole
        FROM search_labels AS label
        JOIN parts ON parts.whole IS NOT NULL AND parts.field = label.field
                  AND (contains(label.words, parts.term || ' ') AND contains(label.words, parts.label)
                       OR (parts.day <= label.words) = (label.field = 'since'))
    ) AS one
    GROUP BY one.review
)
SELECT found.review_id, found.title, found.review_type, found.publisher, found.published_on,
       round(coalesce(hits.points, 0) / 10000, 4) AS score,
       CASE WHEN asked.met % 1000 = 0 THEN NULL
            WHEN hits.met = asked.met THEN 'shown'
            ELSE 'possible' END AS phrase,
       found.url
FROM search_reviews AS found
CROSS JOIN (
    SELECT sum(greatest(parts.whole, 0) + greatest(parts.each, 0) * len(parts.words)) AS met,
           count(*) FILTER (parts.each >= 0) AS counting
    FROM parts
) AS asked
LEFT JOIN hits ON hits.review = found.review
WHERE (hits.points > 0 OR asked.counting = 0) AND coalesce(hits.met, 0) // 1000 = asked.met // 1000
ORDER BY phrase DESC NULLS LAST, score DESC, found.published_on DESC NULLS LAST, found.review_id""")
# Most of what a search takes is DuckDB making it ready, and that grows with every expression (an IN list costs as much
# as ten comparisons) and every join: hence one text of all that is asked, one row for every part of it, and one number
# for what is met. Every word of a phrase and every filter counts 1000 there, every phrase that is shown 1, and what is
# left out more than all of these together: a review is found where the thousands are those that were asked, and shows
# every phrase where the number is. A word that stands nowhere never counts. "shown" stands before "possible" because it
# does so in the alphabet. The first of two "contains" is implied by the second and there for speed: a text that begins
# with a space is looked for at every word. A day is compared as far as it was given, and until's ends in a sign that
# stands after every digit.


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
    " words that stand together do. Sixty parts are read, those after are not. since and until take a"
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
        never=str(_NEVER),
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
