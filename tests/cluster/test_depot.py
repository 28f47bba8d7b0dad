"""The six verbs mean the same in every place."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from catalogue.depot import Absent, Depot, DepotError, FolderDepot, Oversized, Taken, Unreachable, open_depot, prove
from catalogue.settings import load
from catalogue.yamlrows import ConfigurationError
from tests.cluster.servers import S3, free_port


@pytest.fixture
def depot(address: str) -> Depot:
    return open_depot(address)


def test_what_is_put_is_given_back_whole(depot: Depot) -> None:
    depot.put("bytes/one", b"first")
    depot.put("bytes/one", b"second")
    depot.put("bytes/empty", b"")
    assert depot.get("bytes/one", 6) == b"second"
    assert depot.get("bytes/empty", 0) == b""
    assert depot.exists("bytes/one")
    assert not depot.exists("bytes/two")
    assert list(depot.list("bytes")) == ["bytes/empty", "bytes/one"]
    assert list(depot.list("elsewhere")) == []


def test_more_than_is_wanted_is_not_read(depot: Depot) -> None:
    depot.put("bytes/large", b"x" * 1000)
    with pytest.raises(Oversized, match="larger than 999 bytes"):
        depot.get("bytes/large", 999)


def test_what_is_removed_is_gone_and_may_be_removed_again(depot: Depot) -> None:
    depot.put("bytes/one", b"first")
    depot.remove("bytes/one")
    depot.remove("bytes/one")
    with pytest.raises(Absent):
        depot.get("bytes/one", 10)
    with pytest.raises(Absent):
        depot.get("bytes/one/two", 10)


def test_of_all_who_create_a_key_one_does(depot: Depot) -> None:
    def tries(number: int) -> int | None:
        try:
            depot.create("log/00000001.json", str(number).encode())
        except Taken:
            return None
        return number

    with ThreadPoolExecutor(16) as pool:
        won = [one for one in pool.map(tries, range(48)) if one is not None]
    assert len(won) == 1
    assert depot.get("log/00000001.json", 10) == str(won[0]).encode()
    prove(depot)
    assert list(depot.list("proof")) == []


NO_KEYS = ["", "one", "/etc/passwd", "a/../b", "a/..", "a/.b", "a//b", "a/b\n", "a/b\\c", "a/é"]


def test_what_is_no_key_is_refused(depot: Depot) -> None:
    for key in NO_KEYS:
        for call in (lambda: depot.get(key, 1), lambda: depot.put(key, b""), lambda: depot.remove(key)):  # noqa: B023
            with pytest.raises(ValueError, match="not a key"):
                call()


def test_what_others_left_in_the_folder_is_passed_over(tmp_path: Path) -> None:
    depot = FolderDepot(tmp_path / "shared")
    depot.put("log/one", b"")
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "shared/log/link").symlink_to(tmp_path / "secret")
    (tmp_path / "shared/log/.hidden").write_text("")
    (tmp_path / "shared/log/an odd name").write_text("")
    assert list(depot.list("log")) == ["log/one"]


def test_a_place_that_cannot_be_used_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    depot = FolderDepot(tmp_path / "file" / "shared")
    with pytest.raises(Unreachable, match="cannot be used: Not a directory"):
        depot.put("log/one", b"")


def test_a_server_that_does_not_answer_says_so(s3: S3, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")
    with pytest.raises(Unreachable, match="The store s3://nowhere/here cannot be used"):
        open_depot("s3://nowhere/here").exists("log/one")


def test_a_store_that_lets_two_write_is_refused() -> None:
    with pytest.raises(DepotError, match="lets two writers create one object"):
        prove(Careless())


@pytest.mark.parametrize("address", ["http://example.org/", "s3://", "s3://bucket/../other", "s3://B/x", "ftp://a/b"])
def test_an_address_that_is_none_is_refused_at_the_start(address: str) -> None:
    with pytest.raises(ConfigurationError, match="CATALOGUE_STORE: expected a folder"):
        load(store=address)


class Careless:
    """A store that does not know conditional writing."""

    def put(self, key: str, data: bytes) -> None: ...

    def create(self, key: str, data: bytes) -> None: ...

    def get(self, key: str, most: int) -> bytes:
        return b""

    def exists(self, key: str) -> bool:
        return True

    def list(self, folder: str) -> Iterator[str]:
        yield from ()

    def remove(self, key: str) -> None: ...
