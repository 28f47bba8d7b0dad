"""Printing the site's folder: what changed is written, what ended is gone, and what is not ours is left alone."""

from pathlib import Path

import pytest

from catalogue.models import digest
from catalogue.site import printing
from catalogue.site.printing import NotASiteError, Outcome
from catalogue.site.rendering import File


def a_file(path: str, text: str) -> File:
    return File(path, digest(text), text.encode)


def put(files: list[File], folder: Path, made_from: str = "") -> Outcome:
    return printing.put(files, printing.before(folder), made_from)


def unchanged(folder: Path, made_from: str) -> Outcome | None:
    return printing.standing(printing.before(folder), made_from)


def never() -> bytes:
    raise AssertionError("it was made although nothing changed")


def standing(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def test_only_what_changed_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    first = put([a_file("index.html", "one"), a_file("a/b/index.html", "two")], folder)
    assert (first.files, first.written, first.removed) == (2, 2, 0)
    inode = (folder / "index.html").stat().st_ino
    second = put([File("index.html", digest("one"), never), a_file("a/b/index.html", "three")], folder)
    assert (second.files, second.written, second.removed) == (2, 1, 0)
    assert (folder / "index.html").stat().st_ino == inode
    assert standing(folder) == {"index.html": "one", "a/b/index.html": "three"}
    assert second.bytes == len("one") + len("three")


def test_nothing_is_written_where_nothing_changed(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    put([a_file("index.html", "one")], folder)
    before = folder.stat().st_ino
    again = put([File("index.html", digest("one"), never)], folder)
    assert (again.written, again.removed) == (0, 0)
    assert folder.stat().st_ino == before


def test_what_the_site_does_not_have_any_more_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    put([a_file("index.html", "one"), a_file("old/index.html", "private words")], folder)
    (folder / "stray.html").write_text("put there by hand")
    done = put([a_file("index.html", "one")], folder)
    assert (done.written, done.removed) == (0, 2)
    assert standing(folder) == {"index.html": "one"}
    assert "private" not in "".join(path.read_text() for path in tmp_path.rglob("*") if path.is_file())


def test_a_file_that_somebody_cut_short_is_made_again(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    put([a_file("index.html", "one")], folder)
    (folder / "index.html").write_text("")
    assert put([a_file("index.html", "one")], folder).written == 1
    assert standing(folder) == {"index.html": "one"}


def test_a_folder_with_something_else_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "mine.txt").write_text("mine")
    with pytest.raises(NotASiteError, match="no site of ours"):
        put([a_file("index.html", "one")], tmp_path / "letters")
    assert standing(tmp_path) == {"letters/mine.txt": "mine"}


def test_two_files_of_one_path_are_refused_and_the_old_site_stays(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    put([a_file("index.html", "one")], folder)
    with pytest.raises(ValueError, match=r"two files .* index\.html"):
        put([a_file("index.html", "two"), a_file("index.html", "three")], folder)
    assert standing(folder) == {"index.html": "one"}


def test_a_site_left_aside_by_a_killed_process_is_put_back(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    put([a_file("index.html", "one")], folder)
    folder.rename(tmp_path / ".site.old")
    (tmp_path / ".site.new").mkdir()
    assert put([File("index.html", digest("one"), never)], folder).written == 0
    assert standing(folder) == {"index.html": "one"}


def test_a_disk_that_fails_half_way_leaves_the_old_site(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    put([a_file("index.html", "one")], folder)

    def fails() -> bytes:
        raise OSError("no space")

    with pytest.raises(OSError, match="no space"):
        put([a_file("a.html", "new"), File("index.html", "other", fails)], folder)
    assert standing(folder) == {"index.html": "one"}


def test_a_whole_site_is_told_by_what_it_was_made_from(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    assert unchanged(folder, "a") is None
    done = put([a_file("index.html", "one"), a_file("b.html", "two")], folder, "a")
    told = unchanged(folder, "a")
    assert told is not None
    assert (told.files, told.written, told.removed, told.bytes) == (2, 0, 0, done.bytes)
    assert unchanged(folder, "b") is None
    put([a_file("index.html", "one"), a_file("b.html", "two")], folder, "b")
    assert unchanged(folder, "b") is not None
    (folder / "stray.html").write_text("x")
    assert unchanged(folder, "b") is None
    (folder / "stray.html").unlink()
    (folder / "b.html").unlink()
    assert unchanged(folder, "b") is None
