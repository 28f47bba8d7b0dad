"""Counting words, and cutting the index into files.

Belongs here: words, stems, weights, and the layout that ``engine.js`` reads. Does not belong here: what is shown.

Layout. ``index`` is one file: the lines of all reviews, the filters, and the dictionary: all words in order, and for
each its stem. Stems are numbered in the order of their first word, so that words with one beginning stand together; a
word with a new stem is told as zero, another by how many stems before the next new one its own is. ``postings`` files
hold, for so many stems in a row, a list each: review, weight, review, weight and so on, where each review is told as
the distance from the one before. ``passages`` files hold so many reviews in a row.

A word is a row of letters and digits in lower case, without accents; apostrophes join. ``engine.js`` cuts a question by
the same rule, and a test asks both about the same texts.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import snowballstemmer

from catalogue.models import Record, Review, canonical_json, digest
from catalogue.site.rendering import File
from catalogue.site.search import entries
from catalogue.site.search.passages import passages
from catalogue.site.shelf import Shelf
from catalogue.site.wording import ROLES, TYPES

FOLDER = "search"
STEMS_A_FILE = 400
REVIEWS_A_FILE = 10
_STOP = """
a about after an and any are as at be been but by can could did do does for from had has have he her his how i if
in into is it its no not of on one or our she should so than that the their them there these they this to was we
were what when where which who will with would you your
"""
STOP = frozenset(_STOP.split())
"""Words that say nothing of a review; they are neither indexed nor asked."""

_APOSTROPHES = re.compile("['’ʼ]")
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 40
_PASSAGE = 2  # a word in a passage, once a passage; labels weigh more
_LABELS = {
    "title": 32,
    "pseudonyms": 32,
    "area": 24,
    "theme": 16,
    "type": 12,
    "publisher": 12,
    "reviewer": 12,
    "document": 8,
    "wording": 4,
}


class _WithoutMarks(dict[int, int | None]):
    """What becomes of a character where accents and other marks are removed, looked up when it is first met."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.category(chr(code)).startswith("M") else code
        return self[code]


_WITHOUT_MARKS = _WithoutMarks()


class Words(Record):
    """What the index says of one review by itself."""

    passages: tuple[tuple[str, int | None], ...]
    """Its passages, each with its page."""
    weights: dict[str, int]
    """The weight of each of its words."""


def words(text: str) -> list[str]:
    """Cut text into words as they are indexed.

    Args:
        text: Any text.

    Returns:
        Words in their order, repeated ones too; none longer than 40 characters, no stop word.
    """
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text)).lower()
    bare = plain if plain.isascii() else plain.translate(_WITHOUT_MARKS)
    return [word for word in _WORD.findall(bare) if len(word) <= _LONGEST and word not in STOP]


def words_of(shelf: Shelf, review: Review) -> Words:
    """Return what the index says of a review by itself.

    Args:
        shelf: The edition's rows.
        review: The review.
    """
    told = tuple(passages(shelf, review))
    return Words(passages=told, weights=dict(_count(shelf, review, [text for text, _ in told])))


def files(shelf: Shelf, known: Mapping[str, Words]) -> Iterator[File]:
    """Give the files of the index.

    Args:
        shelf: The edition's rows.
        known: What the index says of each review.

    Yields:
        The numbered files, then ``index.json``, which names them.
    """
    reviews = entries.ordered(shelf)
    told = [known[one.review_id].passages for one in reviews]
    terms, stems, postings = _inverted([known[one.review_id].weights for one in reviews])
    shelves = {"postings": _cut("postings", postings, STEMS_A_FILE), "passages": _cut("passages", told, REVIEWS_A_FILE)}
    # Files are named by their bytes, so two with equal bytes are one.
    yield from {part.path: part for parts in shelves.values() for part in parts}.values()
    yield _named(
        f"{FOLDER}/index.json",
        {
            **_lines(reviews),
            "filters": {
                one.name: {"keys": [key for key, _ in one.choices], "held": one.held}
                for one in entries.filters(shelf, reviews)
            },
            "terms": " ".join(terms),
            "stems": _told(stems),
            "stop": " ".join(sorted(STOP)),
            "stemsAFile": STEMS_A_FILE,
            "reviewsAFile": REVIEWS_A_FILE,
            **{name: [part.path.removeprefix(f"{FOLDER}/") for part in parts] for name, parts in shelves.items()},
        },
    )


def _lines(reviews: Sequence[Review]) -> dict[str, Any]:
    """Return the lines of all reviews; names of publishers and types, which repeat, are told once."""
    publishers = sorted({entries.publisher(one) for one in reviews})
    place = {name: number for number, name in enumerate(publishers)}
    types = list(TYPES)
    return {
        "publishers": publishers,
        "types": [TYPES[one] for one in types],
        "reviews": [
            [*entries.line(one), place[entries.publisher(one)], types.index(one.review_type)] for one in reviews
        ],
    }


def _count(shelf: Shelf, review: Review, told: Sequence[str]) -> Counter[str]:
    """Return the weight of each word of a review."""
    labels = {
        "title": [review.title, review.subtitle or ""],
        # A whole name stays as hard to look for as its publisher left it.
        "pseudonyms": () if review.full_name else review.pseudonyms,
        "area": review.area_names,
        "theme": [shelf.themes[key].label for key in review.themes if key in shelf.themes],
        # What else a theme is called on its page finds its reviews too.
        "wording": [text for key in review.themes if key in shelf.themes for text in shelf.themes[key].alternatives],
        "type": [TYPES[review.review_type], review.review_type],
        "document": [ROLES[paper.role] for paper in shelf.documents.get(review.review_id, ())],
        "publisher": [entries.publisher(review)],
        "reviewer": review.reviewers,
    }
    found: Counter[str] = Counter()
    for label, texts in labels.items():
        for word in {word for text in texts for word in words(text)}:
            found[word] += _LABELS[label]
    for text in told:
        for word in set(words(text)):
            found[word] += _PASSAGE
    return found


def _inverted(counts: Sequence[Mapping[str, int]]) -> tuple[list[str], list[int], list[list[int]]]:
    """Return the dictionary, the number of each word's stem, and the postings of each stem."""
    # In the order by which scripts compare text.
    terms = sorted({term for count in counts for term in count}, key=lambda term: term.encode("utf-16-be"))
    numbers: dict[str, int] = {}
    stems = [numbers.setdefault(stem, len(numbers)) for stem in snowballstemmer.stemmer("english").stemWords(terms)]
    number_of = dict(zip(terms, stems, strict=True))
    weights: list[dict[int, int]] = [defaultdict(int) for _ in numbers]
    for review, count in enumerate(counts):
        for term, weight in count.items():
            weights[number_of[term]][review] += weight
    return terms, stems, [_deltas(one) for one in weights]


def _told(stems: Sequence[int]) -> list[int]:
    """Return the numbers of stems as mostly zeros: zero is the next new one, else how far back the one is."""
    found, following = [], 0
    for stem in stems:
        found.append(0 if stem == following else following - stem)
        following += stem == following
    return found


def _deltas(weights: Mapping[int, int]) -> list[int]:
    """Return reviews, as distances from the one before, and their weights, one after the other."""
    flat, before = [], 0
    for review, weight in sorted(weights.items()):
        flat += [review - before, weight]
        before = review
    return flat


def _cut(kind: str, rows: Sequence[Any], size: int) -> list[File]:
    """Cut rows into numbered files, each named by its bytes."""
    parts = [rows[start : start + size] for start in range(0, len(rows), size)]
    return [_named(f"{FOLDER}/{kind}-{digest(canonical_json(part), length=12)}.json", part) for part in parts]


def _named(path: str, value: Any) -> File:  # noqa: ANN401 - whatever JSON can hold
    """Return a file of JSON."""
    text = canonical_json(value)
    return File(path, digest(text), lambda: text.encode("utf-8", "replace"))
