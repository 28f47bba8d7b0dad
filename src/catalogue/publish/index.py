"""The search index inside the edition: three tables and a macro that any client can run.

Belongs here: how words are counted, stemmed and ranked. Does not belong here: the text itself, which is
counted and dropped; no position of any word is kept, so that no document can be put together again.

Ranking is BM25 over two streams. Words of a review's own labels (title, pseudonyms, areas, themes and
so on) count with a weight for each label and whatever their number; words of its documents' texts count
less, and less again the longer the texts are (b = 0.75). Their weighted sum is what BM25 then saturates
(k1 = 1.2), so that a word in a title beats a word in passing and a hundred mentions beat one.

Words are cut by one macro, ``search_words``, both when the index is built and when it is asked, so the two
cannot differ. Stems are looked up in a dictionary of the words that occur: the file needs no stemmer.
"""

import unicodedata

import snowballstemmer
from duckdb import DuckDBPyConnection

from catalogue.models import Review, Table, Theme
from catalogue.publish import schema
from catalogue.publish.contents import Contents, in_order

_LONGEST_WORD = 40  # longer ones are debris of unreadable pages

_CUT = r"""
CREATE MACRO search_words(text) AS
regexp_extract_all(lower(strip_accents(regexp_replace(text, '[''’ʼ]', '', 'g'))), '[\p{L}\p{N}]+')
"""

_SEARCH = """
CREATE MACRO search(words) AS TABLE
WITH asked AS (
    SELECT DISTINCT dictionary.stem
    FROM search_terms AS dictionary
    WHERE dictionary.term IN (SELECT unnest(search_words(words)))
),
held AS (
    SELECT count(*) AS reviews, avg(sizes.words) FILTER (sizes.words > 0) AS usual FROM search_lengths AS sizes
),
hits AS (
    SELECT posting.review_id,
           posting.labels + 0.25 * posting.mentions
               / (0.25 + 0.75 * sizes.words / greatest(coalesce(held.usual, 1), 1)) AS weight,
           count(*) OVER (PARTITION BY posting.stem) AS holders,
           held.reviews
    FROM search_postings AS posting
    JOIN asked ON asked.stem = posting.stem
    JOIN search_lengths AS sizes ON sizes.review_id = posting.review_id
    CROSS JOIN held
),
ranked AS (
    SELECT hits.review_id,
           round(sum(ln(1 + (hits.reviews - hits.holders + 0.5) / (hits.holders + 0.5))
                     * 2.2 * hits.weight / (hits.weight + 1.2)), 6) AS score
    FROM hits
    GROUP BY hits.review_id
)
SELECT found.review_id, found.title, found.review_type, found.publisher, found.published_on, ranked.score
FROM ranked JOIN reviews AS found ON found.review_id = ranked.review_id
ORDER BY ranked.score DESC, found.review_id
"""

_COMMENTS = (
    (
        "MACRO",
        "search_words",
        "Cuts text into words as the search index does: lower case, without accents, apostrophes or punctuation.",
    ),
    (
        "MACRO TABLE",
        "search",
        "Reviews in which any of the words stands, best first (BM25): SELECT * FROM search('neglect baby'). Words are"
        " reduced to their stems; a word that stands nowhere is passed over. Where the file is attached under a name,"
        " USE that name first.",
    ),
)

# Counted aside, in memory: whatever lands in the edition's own file could be read there, deleted or not.
_COUNTS = "CREATE TEMP TABLE counted (review_id VARCHAR, term VARCHAR, labels DOUBLE, mentions BIGINT)"
_COUNT = """
INSERT INTO temp.counted
SELECT ?, term, sum(weight), sum(mention)
FROM (
    SELECT unnest(search_words(words)) AS term, weight, mention
    FROM (SELECT unnest(?::VARCHAR[]) AS words, unnest(?::DOUBLE[]) AS weight, unnest(?::BIGINT[]) AS mention)
)
WHERE length(term) <= ?
GROUP BY term
"""
_POSTINGS = """
INSERT INTO search_postings
SELECT dictionary.stem, counted.review_id, sum(counted.labels), sum(counted.mentions)
FROM temp.counted AS counted JOIN search_terms AS dictionary ON dictionary.term = counted.term
GROUP BY ALL ORDER BY ALL
"""
_LENGTHS = """
INSERT INTO search_lengths
SELECT review.review_id, coalesce(sum(counted.mentions), 0)
FROM reviews AS review LEFT JOIN temp.counted AS counted ON counted.review_id = review.review_id
GROUP BY ALL ORDER BY ALL
"""


class SearchTerm(Table):
    """The dictionary of the search index: every word that occurs. One row a word."""

    table = "search_terms"
    key = ("term",)

    term: str
    """The word, in lower case and without accents."""
    stem: str
    """Its stem, under which it is indexed."""


class SearchPosting(Table):
    """How often a stem occurs in a review. One row a stem and review; no positions, so no text."""

    table = "search_postings"
    # Neither a key nor a reference is declared, because their indexes would outweigh the table.
    key = ()

    stem: str
    """The stem."""
    review_id: str
    """Review in which it occurs."""
    labels: float
    """Occurrences in the title, pseudonyms, areas, themes and other labels, each times its label's weight."""
    mentions: int
    """Occurrences in the texts of the documents."""


class SearchLength(Table):
    """How many words the documents of a review have. One row a review."""

    table = "search_lengths"
    key = ("review_id",)
    references = ((("review_id",), "reviews", ("review_id",)),)

    review_id: str
    """Review concerned."""
    words: int
    """Words in the texts of its documents; 0 where none was read."""


TABLES: tuple[type[Table], ...] = (SearchTerm, SearchPosting, SearchLength)
STATEMENTS = (
    _CUT,
    _SEARCH,
    *(f"COMMENT ON {kind} {schema.name(name)} IS {schema.literal(words)}" for kind, name, words in _COMMENTS),
)
"""Statements that create the macros, in order; the first has to go before the tables are filled."""


def fill(connection: DuckDBPyConnection, contents: Contents) -> None:
    """Fill the index tables and create the macros.

    Args:
        connection: Connection whose current database holds the tables, ``reviews`` filled, and whose temporary
            tables are in memory.
        contents: What the edition holds, texts included.
    """
    cut, *others = STATEMENTS
    connection.execute(cut)
    connection.execute(_COUNTS)
    themes = {theme.theme_id: theme for theme in contents.themes}
    texts = _texts(contents)
    for review in in_order(contents.reviews):
        labels = _labels(review, themes)
        pages = texts.get(review.review_id, [])
        connection.execute(
            _COUNT,
            [
                review.review_id,
                [_readable(words) for words, _ in labels] + pages,
                [weight for _, weight in labels] + [0.0] * len(pages),
                [0] * len(labels) + [1] * len(pages),
                _LONGEST_WORD,
            ],
        )
    terms = [str(row[0]) for row in connection.execute("SELECT DISTINCT term FROM temp.counted ORDER BY 1").fetchall()]
    stems = snowballstemmer.stemmer("english").stemWords(terms)
    dictionary = [SearchTerm(term=term, stem=stem) for term, stem in zip(terms, stems, strict=True)]
    schema.insert(connection, SearchTerm, dictionary)
    connection.execute(_POSTINGS)
    connection.execute(_LENGTHS)
    connection.execute("DROP TABLE temp.counted")
    for statement in others:
        connection.execute(statement)


def _labels(review: Review, themes: dict[str, Theme]) -> list[tuple[str, float]]:
    """Return the labels of a review with their weights."""
    labels = [(review.title, 8.0), (review.review_type.replace("_", " "), 4.0), (review.publisher or "", 3.0)]
    labels += [(pseudonym, 8.0) for pseudonym in review.pseudonyms]
    labels += [(area, 6.0) for area in review.area_names]
    labels += [(themes[theme].label if theme in themes else theme, 4.0) for theme in review.themes]
    labels += [(reviewer, 3.0) for reviewer in review.reviewers]
    return labels


def _texts(contents: Contents) -> dict[str, list[str]]:
    """Return the page texts of every review but those whose area is withheld.

    A text may name the area all the same, and a search for it must not find the review.
    """
    found: dict[str, list[str]] = {}
    withheld = {review.review_id for review in contents.reviews if review.anonymous}
    for document in (one for one in contents.documents if one.review_id not in withheld):
        pages = found.setdefault(document.review_id, [])
        pages.extend(_readable(page) for page in contents.texts.get(document.document_id, ()))
    return found


def _readable(text: str) -> str:
    """Return text with ligatures and full-width letters as plain ones, and without halves of characters."""
    return unicodedata.normalize("NFKC", text).encode("utf-8", "replace").decode()
