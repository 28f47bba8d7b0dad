"""Pages read in processes of their own: the same findings, and a page that breaks its limits costs only itself."""

import datetime as dt
import json
from pathlib import Path

from catalogue.adapters import Body, Follow, Found, adapter_of
from catalogue.harvest.apart import PageReaders
from catalogue.harvest.reading import Walk
from catalogue.harvest.work import Run, Work
from catalogue.house.serving import Served
from catalogue.journal import FolderJournal
from catalogue.models import Source
from catalogue.store import FolderStore
from catalogue.vocabulary import IssueKind, Magic
from catalogue.workers import Limits
from tests.builders import a_source

NOW = dt.datetime(2026, 1, 5, 5, tzinfo=dt.UTC)
ROW = "<h3>Child {0}</h3><p>Published March 2021.</p><p><a href='/{0}.pdf'>Child {0} case review (PDF)</a></p>"


def page(rows: int) -> bytes:
    items = "".join(ROW.format(number) for number in range(rows))
    return f"<html><body><main><h1>Case reviews</h1>{items}</main></body></html>".encode()


def walked(folder: Path, source: Source, content: bytes, readers: PageReaders) -> tuple[Work, FolderStore]:
    store = FolderStore(folder / "raw")
    served = Served({(source.id, source.urls[0]): (content, "text/html")}, store, lambda: NOW, None)
    run = Run(
        served,
        store,
        FolderJournal(folder / "journal"),
        folder / "cache",
        lambda: NOW,
        lambda: 0.0,
        1800,
        None,
        False,
        known={},
        last_good={},
        readers=readers,
    )
    work = Work(run, source)
    Walk(work, adapter_of(source)).read()
    return work, store


def test_a_page_says_the_same_wherever_it_is_read() -> None:
    source = a_source()
    follow = Follow(url=source.urls[0], kind="page")
    body = Body(follow, follow.url, page(12), "text/html", Magic.HTML)
    adapter = adapter_of(source)
    with PageReaders(few=1) as readers:
        here = readers.read(adapter, source, body, 0)
        apart = readers.read(adapter, source, body, 0)
    assert here == apart
    assert isinstance(here, bytes)
    assert len(Found.model_validate(json.loads(here)).links) == 12


def test_a_page_that_passes_its_limits_is_told_and_its_bytes_are_kept(tmp_path: Path) -> None:
    source, content = a_source(), page(20_000)
    with PageReaders(few=1, limits=Limits(wall_s=0.05)) as readers:
        work, store = walked(tmp_path, source, content, readers)
    assert [(note.kind, note.url) for note in work.notes] == [(IssueKind.PAGE_UNREAD, source.urls[0])]
    assert (work.complete, work.pages, work.links) == (False, 0, [])
    assert store.read(work.pending[0].sha256 or "") == content
    assert not (tmp_path / "cache").exists()
