"""What one review alone makes of the site: its page, its evidence, its drawings, and its words for the search.

Belongs here: a review's bundle of files, and whether the one that stands is still right. Does not belong here: what any
page says (``pages``), or lists in which reviews stand together.

Nine files in ten belong to one review, and from edition to edition most reviews do not change. So each bundle has a key
made of all that it is made of, and where a bundle of that key stands whole in the site's folder, nothing of its review
is even read. What it is made of:

- every row of the edition about the review (``fingerprints``);
- the lines of the reviews that are like it, which tell of other reviews;
- the days left of its period, which the edition counts;
- the names of areas and themes, and which publishers have pages;
- this very code, the libraries that make bytes, and what all pages say alike.

A page of a review may read nothing else. A test prints sites after random changes and compares them, byte for byte,
with sites printed from nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from catalogue.models import canonical_json, digest
from catalogue.site import drawings
from catalogue.site.pages import evidence, review
from catalogue.site.pages.related import Related
from catalogue.site.printing import Before, Group
from catalogue.site.rendering import File, Renderer
from catalogue.site.search.indexing import Words, words_of
from catalogue.site.shelf import Shelf


@dataclass(frozen=True)
class Bundle:
    """What one review makes."""

    group: Group
    """Its key and its paths, by which it is known again."""
    files: tuple[File, ...]
    """Its files; of those that stand the bytes cannot be asked for."""
    words: Words
    """What the search knows of it."""


def of_reviews(shelf: Shelf, marks: Mapping[str, str], renderer: Renderer, before: Before) -> dict[str, Bundle]:
    """Return the bundle of each review.

    Args:
        shelf: The edition's rows.
        marks: Fingerprint of each review's rows.
        renderer: Makes pages.
        before: What stands in the site's folder.

    Returns:
        By review, in the edition's order; those that stand and have not changed are taken as they are.
    """
    related = Related(shelf)
    shared = digest(
        renderer.version,
        *(canonical_json(one.model_dump(mode="json")) for one in (*shelf.areas.values(), *shelf.themes.values())),
        *sorted(shelf.publishers),
        length=64,
    )
    alike = {one.review_id: related.to(one) for one in shelf.reviews.values()}
    left = {one.review_id: one.days_left for one in shelf.due}
    keys = {
        key: digest(shared, marks[key], canonical_json(alike[key]), str(left.get(key)), length=64)
        for key in shelf.reviews
    }
    standing = {key: bundle for key in keys if (bundle := _standing(key, keys[key], before))}
    shelf.fetch([key for key in keys if key not in standing])
    aliases: dict[str, list[str]] = {}
    for alias in shelf.aliases:
        aliases.setdefault(alias.review_id, []).append(alias.alias)
    found = {}
    for key, one in shelf.reviews.items():
        if key not in standing:
            pages = [review.page(shelf, one, alike[key], left.get(key), aliases.get(key, []))]
            pages += evidence.pages(shelf, one)
            files = (*map(renderer.file, pages), *map(renderer.keyed, drawings.of_review(shelf, one)))
            group = Group(
                key=keys[key],
                paths=tuple(file.path for file in files),
                listed=tuple(page.path for page in pages if page.listed),
            )
            standing[key] = Bundle(group, files, words_of(shelf, one))
        found[key] = standing[key]
    return found


def _standing(name: str, key: str, before: Before) -> Bundle | None:
    """Return a bundle that stands whole and was made of the same; null where it has to be made."""
    group, words = before.groups.get(name), before.kept(name, key)
    if group is None or group.key != key or words is None or not before.whole(group.paths):
        return None
    return Bundle(group, tuple(_kept(before, group)), Words.model_validate(words))


def _kept(before: Before, group: Group) -> Iterator[File]:
    """Give the files of a bundle that stands."""
    for path in group.paths:
        yield File(path, before.key_of(path), lambda: _never(group))


def _never(group: Group) -> bytes:
    """Refuse to make what stands: that it is asked for is a bug."""
    raise AssertionError(f"{group.paths[0]} stands and was asked for again")
