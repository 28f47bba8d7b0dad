"""The files for many machines say what the code knows; the cluster itself is ``make test-cluster``."""

import importlib
import itertools
from pathlib import Path

import pytest
import yaml

from catalogue.house.sharing import parted
from catalogue.settings import PREFIX, Settings
from pipelines.partitions import SOURCES
from pipelines.sharing import in_shares
from tests.builders import a_source
from tests.cluster.servers import missing

SETUP = Path(__file__).resolve().parents[2] / "deploy" / "kubernetes"


@pytest.mark.parametrize("shares", [1, 2, 7, 256])
def test_every_source_is_in_one_share(shares: int) -> None:
    keys = SOURCES.get_partition_keys()
    parts = [
        keys[
            keys.index(tags["dagster/asset_partition_range_start"]) : keys.index(
                tags["dagster/asset_partition_range_end"]
            )
            + 1
        ]
        for tags in in_shares(shares)
    ]
    assert list(itertools.chain(*parts)) == list(keys)
    assert all(parts)
    assert len(parts) <= shares


def test_neighbours_on_one_host_are_in_one_share_and_others_in_equal_ones() -> None:
    alone = [a_source(f"s{number}") for number in range(8)]
    assert [len(part) for part in parted(alone, 4)] == [2, 2, 2, 2]
    assert [len(part) for part in parted(alone, 20)] == [1] * 8
    assert parted([], 3) == ()
    two = [a_source(name).model_copy(update={"urls": ("https://one.test/",)}) for name in ("s3", "s4")]
    rest = [one for one in alone if one.id not in {"s3", "s4"}]
    assert [[one.id for one in part] for part in parted([*rest, *two], 2)] == [
        ["s0", "s1", "s2", "s3", "s4"],
        ["s5", "s6", "s7"],
    ]


def test_the_manifests_name_settings_that_there_are() -> None:
    chosen = yaml.safe_load((SETUP / "kustomization.yaml").read_text())
    literals = [line for one in chosen["configMapGenerator"] for line in one.get("literals", ())]
    names = {line.partition("=")[0] for line in literals} - {"DAGSTER_HOME"}
    assert names
    assert names <= {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    made = {one["name"] for kind in ("configMapGenerator", "secretGenerator") for one in chosen[kind]}
    parts = yaml.safe_load((SETUP / "catalogue.yaml").read_text())["items"]
    pods = [one["spec"]["template"]["spec"] for one in parts if "template" in one["spec"]]
    assert len(pods) == 3
    for pod in pods:
        given = {one.get("configMapRef", one.get("secretRef"))["name"] for one in pod["containers"][0]["envFrom"]}
        assert given <= made
        held = {one["name"] for one in pod["volumes"]} | {"warehouse"}
        assert {one["name"] for one in pod["containers"][0]["volumeMounts"]} <= held


def test_dagster_finds_what_its_set_up_names() -> None:
    launcher = yaml.safe_load((SETUP / "dagster.yaml").read_text())["run_launcher"]
    assert hasattr(importlib.import_module(launcher["module"]), launcher["class"])


@pytest.mark.slow
def test_a_cluster_prints_what_one_machine_prints(tmp_path: Path) -> None:
    if lacking := missing():
        pytest.skip(lacking)
    from tests.cluster.cluster import prove

    assert prove(12, tmp_path)["reviews"] == 24
