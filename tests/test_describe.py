"""Describing documents: once each, in limited processes, every failure one document's alone."""

import hashlib
from pathlib import Path

import pytest

from catalogue.describe import VERSION, Document, Limits, describe, quality_of
from catalogue.models import PageText, Reading
from catalogue.store import FolderStore
from catalogue.vocabulary import Magic, Nation, TextQuality
from tests.test_pdf import make_pdf

REPORT = make_pdf(
    [
        [(24, "Serious Case Review"), (24, "Child Z"), (12, "Author: Alex Sampleford"), (12, "Published March 2021")],
        [(11, "This report is about neglect.")],
    ]
)
PAGE = b"<html><body><main><h1>Learning Review: Child Y</h1><p>Published 3 June 2021</p></main></body></html>"


def _stored(folder: Path, *bodies: tuple[bytes, Magic]) -> tuple[FolderStore, dict[str, Document]]:
    store = FolderStore(folder / "raw")
    return store, {store.put(data): (magic, None, "http://council.test/report") for data, magic in bodies}


def test_each_document_is_read_once(tmp_path: Path) -> None:
    store, documents = _stored(tmp_path, (REPORT, Magic.PDF), (PAGE, Magic.HTML), (b"{}", Magic.JSON))
    told: list[tuple[int, int]] = []
    cache = tmp_path / "described"
    first = describe(
        documents, store=store, cache=cache, nation_of={}, workers=2, progress=lambda done, of: told.append((done, of))
    )
    assert (first.parsed, first.cached) == (2, 1)
    assert told[-1] == (3, 3)
    report, page, json = first.descriptions.values()
    values = {(one.field, one.value) for one in report.findings}
    assert {("review_type", "SCR"), ("pseudonyms", "Child Z"), ("reviewers", "Alex Sampleford")} <= values
    assert ("published_on", "2021-03") in values
    assert (report.quality, page.quality, json.quality) == (TextQuality.GOOD, TextQuality.GOOD, TextQuality.NOT_READ)
    assert report.version == VERSION

    again = describe(documents, store=store, cache=cache, nation_of={}, workers=2)
    assert (again.parsed, again.cached) == (0, 3)
    assert again.descriptions == first.descriptions


def test_the_nation_is_part_of_the_key(tmp_path: Path) -> None:
    page = b"<html><body><main><h1>SCR: Child Y</h1><p>Words of the report.</p></main></body></html>"
    store, documents = _stored(tmp_path, (page, Magic.HTML))
    (sha256,) = documents
    kinds = []
    for nation in (Nation.ENGLAND, Nation.SCOTLAND):
        done = describe(documents, store=store, cache=tmp_path / "d", nation_of={sha256: nation}, workers=1)
        assert done.parsed == 1
        kinds += [one.value for one in done.descriptions[sha256].findings if one.field == "review_type"]
    assert kinds == ["SCR", "LEARNING_REVIEW"]


def test_what_cannot_be_read_costs_one_document(tmp_path: Path) -> None:
    locked = make_pdf([[(12, "secret")]], password="open sesame")
    store, documents = _stored(tmp_path, (locked, Magic.PDF), (b"%PDF-1.7 broken", Magic.PDF), (REPORT, Magic.PDF))
    missing = hashlib.sha256(b"never stored").hexdigest()
    documents[missing] = (Magic.PDF, None, "http://council.test/lost")
    done = describe(documents, store=store, cache=tmp_path / "described", nation_of={}, workers=2)
    qualities = [one.quality for one in done.descriptions.values()]
    assert qualities == [TextQuality.ENCRYPTED, TextQuality.UNREADABLE, TextQuality.GOOD, TextQuality.UNREADABLE]
    problems = [one.reading.problem for one in done.descriptions.values()]
    assert all(problems[:2])
    assert problems[2] is None
    # What is missing from the store is not remembered: it may be put back.
    assert describe(documents, store=store, cache=tmp_path / "described", nation_of={}, workers=1).parsed == 1


def test_a_reader_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    long = ("<html><body><main>" + "<p>A paragraph.</p>" * 100_000 + "</main></body></html>").encode()
    store, documents = _stored(tmp_path, (long, Magic.HTML))
    done = describe(documents, store=store, cache=tmp_path / "d", nation_of={}, workers=1, limits=Limits(wall_s=0.01))
    (description,) = done.descriptions.values()
    assert description.quality is TextQuality.RESOURCE_LIMIT
    assert description.reading.problem is not None
    assert "0.01 seconds" in description.reading.problem


def test_a_torn_cache_file_is_read_anew(tmp_path: Path) -> None:
    store, documents = _stored(tmp_path, (PAGE, Magic.HTML))
    cache = tmp_path / "described"
    first = describe(documents, store=store, cache=cache, nation_of={}, workers=1)
    (kept,) = cache.rglob("*.json")
    kept.write_bytes(kept.read_bytes()[:40])
    second = describe(documents, store=store, cache=cache, nation_of={}, workers=1)
    assert second.parsed == 1
    assert second.descriptions == first.descriptions
    assert not list(cache.rglob(".tmp/*"))


@pytest.mark.parametrize(
    ("texts", "unread", "expected"),
    [
        (["words", "words"], (), TextQuality.GOOD),
        (["words", ""], (), TextQuality.PARTIAL),
        (["words"], (2,), TextQuality.PARTIAL),
        (["", " "], (), TextQuality.NEEDS_OCR),
        ([], (), TextQuality.UNREADABLE),
    ],
)
def test_quality(texts: list[str], unread: tuple[int, ...], expected: TextQuality) -> None:
    pages = tuple(PageText(number=number, text=text) for number, text in enumerate(texts, start=1))
    assert quality_of(Reading(magic=Magic.PDF, pages=pages, unread_pages=unread)) is expected
