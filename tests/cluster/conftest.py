import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cluster.servers import S3, s3_server


@pytest.fixture(scope="session")
def s3() -> Iterator[S3]:
    """An S3-compatible server, and the variables by which clients find it."""
    with s3_server() as server, pytest.MonkeyPatch.context() as patch:
        for name, value in server.variables.items():
            patch.setenv(name, value)
        yield server


@pytest.fixture(params=["folder", "s3"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store, of each kind."""
    if request.param == "folder":
        return str(tmp_path / "shared")
    server: S3 = request.getfixturevalue("s3")
    return f"{server.bucket(f'b-{uuid.uuid4().hex}')}/catalogue"
