"""Describing documents: once each, in limited processes, every failure one document's alone."""

import hashlib
import os
from pathlib import Path

import pytest

from catalogue.describe import VERSION, Document, Limits, describe, quality_of
from catalogue.describe.cache import Kept, as_kept, at_hand, whole
from catalogue.models import Description, PageText, Reading
from catalogue.pdf import ocr
from catalogue.store import FolderStore, StoreError
from catalogue.vocabulary import Magic, Nation, TextQuality
from tests.test_pdf import make_pdf, make_scan

REAL = Path(__file__).resolve().parents[2] / "shared" / "real-pdfs"

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


def test_a_text_without_its_values_is_never_taken_for_a_description(tmp_path: Path) -> None:
    store, documents = _stored(tmp_path, (PAGE, Magic.HTML))

    def read(*, values: bool) -> tuple[Description, int]:
        found = describe(documents, store=store, cache=tmp_path / "kept", nation_of={}, workers=1, values=values)
        return next(iter(found.descriptions.values())), found.parsed

    (bare, first), (whole_one, second), (again, third) = read(values=False), read(values=True), read(values=False)
    assert (first, second, third) == (1, 1, 0)
    assert bare.reading.text == whole_one.reading.text == again.reading.text
    assert bare.findings == () != whole_one.findings
    assert not bare.reading.remarks


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


def test_what_is_not_read_says_what_it_is(tmp_path: Path) -> None:
    bodies = ((b"", Magic.EMPTY), (b"\xd0\xcf\x11\xe0 old", Magic.OLE), (b"PK\x03\x04", Magic.ZIP))
    store, documents = _stored(tmp_path, *bodies)
    done = describe(documents, store=store, cache=tmp_path / "d", nation_of={}, workers=1)
    assert done.parsed == 0
    told = [(one.quality, one.reading.problem) for one in done.descriptions.values()]
    assert [quality for quality, _ in told] == [TextQuality.EMPTY, TextQuality.NOT_READ, TextQuality.NOT_READ]
    assert "no bytes" in str(told[0][1])
    assert "older Office format" in str(told[1][1])
    assert [store.read(sha256) for sha256 in documents] == [data for data, _ in bodies]


@pytest.mark.skipif(not ocr.is_installed(), reason="Tesseract is not installed (Debian: tesseract-ocr)")
def test_pictures_are_recognised_in_rounds_and_described(tmp_path: Path) -> None:
    data = make_scan([["Serious Case Review", "Child S"], ["A second page"], ["A third page"]])
    store, documents = _stored(tmp_path, (data, Magic.PDF))
    # So little time that each round looks at one page only.
    limits = Limits(recognising_s=0)
    done = describe(documents, store=store, cache=tmp_path / "d", nation_of={}, workers=1, limits=limits)
    (one,) = done.descriptions.values()
    assert one.quality is TextQuality.OCR
    assert [page.ocr for page in one.reading.pages] == [True, True, True]
    assert one.reading.pages[2].text == "A third page"
    assert ("review_type", "SCR") in {(found.field, found.value) for found in one.findings}
    assert describe(documents, store=store, cache=tmp_path / "d", nation_of={}, workers=1).parsed == 0


def test_what_was_not_recognised_is_read_again_when_it_can_be(tmp_path: Path) -> None:
    page = PageText(number=1, text="", picture=True)
    reading = Reading(magic=Magic.PDF, pages=(page,), problem="none")
    known = Description(sha256="ab" * 32, version="v", reading=reading, quality=TextQuality.NEEDS_OCR)
    kept = Kept(tmp_path, "v")
    kept.keep(known.sha256, None, as_kept(known))
    assert (kept.get(known.sha256, None) is None) == ocr.is_installed()
    looked_at = reading.model_copy(update={"pages": (page.model_copy(update={"ocr": True}),)})
    kept.keep(known.sha256, None, as_kept(known.model_copy(update={"reading": looked_at})))
    assert kept.get(known.sha256, None) is not None


def test_pages_are_left_on_the_disk_until_they_are_looked_at(tmp_path: Path) -> None:
    pages = (PageText(number=1, text="One\nline and \u2028 another", large=("One",)), PageText(number=2, text=""))
    reading = Reading(magic=Magic.DOCX, pages=pages)
    known = Description(sha256="ab" * 32, version="v", reading=reading, quality=TextQuality.GOOD, words=5)
    kept = Kept(tmp_path, "v")
    kept.keep(known.sha256, None, as_kept(known))
    found = kept.get(known.sha256, None)
    assert found is not None
    assert (len(found.reading.pages), found.words) == (2, 5)
    assert tuple(found.reading.pages) == pages
    assert found.reading.pages[1] == pages[1]
    assert found.reading.text == reading.text
    assert at_hand(found).reading == reading
    other = known.model_copy(update={"reading": Reading(magic=Magic.DOCX, pages=pages[:1])})
    marks = {whole(as_kept(one)).pages_sha256 for one in (known, known, other)}
    assert len(marks) == 2
    (path,) = tmp_path.glob("*/*/*.json")
    path.write_bytes(as_kept(other))
    with pytest.raises(StoreError, match="changed while this run read it"):
        tuple(found.reading.pages)
    path.unlink()
    with pytest.raises(StoreError, match="run again"):
        tuple(found.reading.pages)
    assert len(at_hand(known).reading.pages) == 2


def test_a_write_that_is_cut_off_leaves_no_half_description(tmp_path: Path) -> None:
    store, documents = _stored(tmp_path, (PAGE, Magic.HTML))
    cache = tmp_path / "described"
    temporary = cache / VERSION / ".tmp" / "left-by-a-crash"
    temporary.parent.mkdir(parents=True)
    temporary.write_bytes(b'{"sha256": "half')
    os.utime(temporary, (0, 0))
    assert describe(documents, store=store, cache=cache, nation_of={}, workers=1).parsed == 1
    assert not temporary.exists()
    assert describe(documents, store=store, cache=cache, nation_of={}, workers=1).cached == 1


@pytest.mark.skipif(not REAL.is_dir(), reason="the real inspection reports are not in this checkout")
def test_real_inspection_reports_are_read_whole_and_are_no_reviews(tmp_path: Path) -> None:
    bodies = [(path.read_bytes(), Magic.PDF) for path in sorted(REAL.glob("*.pdf"))]
    store, documents = _stored(tmp_path, *bodies)
    nations = dict.fromkeys(documents, Nation.ENGLAND)
    done = describe(documents, store=store, cache=tmp_path / "d", nation_of=nations, workers=2)
    for one in done.descriptions.values():
        assert one.quality is TextQuality.GOOD
        assert one.reading.unread_pages == ()
        assert [page.number for page in one.reading.pages] == list(range(1, len(one.reading.pages) + 1))
        assert not [found.value for found in one.findings if found.field in ("review_type", "role", "pseudonyms")]


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
