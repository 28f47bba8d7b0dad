"""The dead man's notice, over a real journal and a real mail server."""

import datetime as dt
from pathlib import Path

import pytest

from catalogue.house import House
from catalogue.house.deadman import dead_man
from catalogue.models import NoticeEvent
from catalogue.settings import Settings
from tests.test_ledger import check
from tests.test_notify import Postbox, free_port, serving

OPERATOR = "operator@example.test"
LAST = check(0, 0, "g").checked_at
LATE = LAST + dt.timedelta(hours=26, minutes=1)


def house(folder: Path, now: dt.datetime, port: int, operator: str | None = OPERATOR) -> House:
    """Return the house over a warehouse whose last run ended with one check."""
    mail = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none", "smtp_from": "catalogue@example.test"}
    return House(Settings.model_validate({"warehouse": folder, "operator": operator, "now": now, **mail}))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a warehouse that was last watched at a moment."""
    house(tmp_path, LAST, 1).journal.append([check(0, 0, "g")])
    return tmp_path


def test_twenty_six_hours_without_a_run_are_well_and_a_minute_more_is_told(folder: Path) -> None:
    box = Postbox()
    with serving(box) as port:
        assert dead_man(house(folder, LAST + dt.timedelta(hours=26), port)) is None
        assert box.kept == []
        assert str(dead_man(house(folder, LATE, port))).endswith("The operator was told.")
    (mail,) = box.kept
    assert (mail["To"], mail["Subject"]) == (OPERATOR, "No run of the catalogue has finished for more than a day")
    part = mail.get_body(("plain",))
    assert part is not None
    assert "finished 26 hours ago, on 1 March 2021 at 06:00 (UK time)" in " ".join(part.get_content().split())


def test_it_is_told_once_a_day_with_an_id_of_its_own_each_day(folder: Path) -> None:
    box = Postbox()
    with serving(box) as port:
        for hours in (0, 1, 5, 24, 25):
            dead_man(house(folder, LATE + dt.timedelta(hours=hours), port))
    assert len(box.kept) == 2
    assert len({mail["Message-ID"] for mail in box.kept}) == 2


def test_what_could_not_be_told_is_not_taken_for_told(folder: Path) -> None:
    assert "could not be told" in str(dead_man(house(folder, LATE, free_port())))
    assert list(house(folder, LATE, 1).journal.read(NoticeEvent)) == []
    box = Postbox("450 Greylisted")
    with serving(box) as port:
        assert "450" in str(dead_man(house(folder, LATE, port)))
        assert str(dead_man(house(folder, LATE, port))).endswith("The operator was told.")
    assert len(box.kept) == 1


def test_a_warehouse_in_which_nothing_ever_ran_is_told_too(tmp_path: Path) -> None:
    box = Postbox()
    with serving(box) as port:
        assert str(dead_man(house(tmp_path, LAST, port))).endswith("The operator was told.")
        assert "nobody was told" in str(dead_man(house(tmp_path, LAST, port, operator=None)))
    part = box.kept[0].get_body(("plain",))
    assert part is not None
    assert "No run has finished yet." in part.get_content()
