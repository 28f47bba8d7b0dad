"""Settings are read from the environment and refuse what they cannot use."""

import datetime as dt
import os
from pathlib import Path

import pytest

from catalogue.settings import PREFIX, Settings, load
from catalogue.yamlrows import ConfigurationError


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(PREFIX):
            monkeypatch.delenv(name)


def test_the_defaults_stand_without_any_variable() -> None:
    settings = load()
    assert settings.warehouse == Path("warehouse")
    assert settings.edition_path == Path("warehouse/catalogue.duckdb")
    assert (settings.raw, settings.journal_folder) == (Path("warehouse/raw"), Path("warehouse/journal"))
    assert (settings.described, settings.feeds) == (Path("warehouse/described"), Path("warehouse/feeds"))
    assert settings.pause_s == 1.0
    assert settings.allow_private == ()


def test_values_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CATALOGUE_WAREHOUSE", "elsewhere")
    monkeypatch.setenv("CATALOGUE_CONNECT_TO", "One.test=127.0.0.1:8080, two.test=[::1]:81,")
    monkeypatch.setenv("CATALOGUE_ALLOW_PRIVATE", "127.0.0.1:8080,[0:0:0:0:0:0:0:1]:81")
    monkeypatch.setenv("CATALOGUE_NOW", "2026-01-31T07:30:00+01:00")
    monkeypatch.setenv("CATALOGUE_CONTACT", "desk@example.test")
    monkeypatch.setenv("CATALOGUE_EDITION", "")
    settings = load()
    assert settings.edition_path == Path("elsewhere/catalogue.duckdb")
    assert settings.connect_to == {"one.test": ("127.0.0.1", 8080), "two.test": ("::1", 81)}
    assert settings.allow_private == (("127.0.0.1", 8080), ("::1", 81))
    assert settings.now == dt.datetime(2026, 1, 31, 6, 30, tzinfo=dt.UTC)
    assert settings.clock()() == settings.now
    assert "desk@example.test" in settings.user_agent


def test_given_values_go_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CATALOGUE_SOURCES", "from-environment.yaml")
    assert load(sources="given.yaml").sources == Path("given.yaml")
    assert load(sources=None).sources == Path("from-environment.yaml")


def test_a_mapping_of_hosts_may_be_given_as_the_world_has_it() -> None:
    settings = load(connect_to={"a.test": "127.0.0.1:80"}, allow_private=["127.0.0.1:80"])
    assert settings.connect_to == {"a.test": ("127.0.0.1", 80)}
    assert settings.allow_private == (("127.0.0.1", 80),)


def test_the_clock_is_the_machine_s_unless_fixed() -> None:
    before = dt.datetime.now(dt.UTC)
    told = load().clock()()
    assert before <= told <= dt.datetime.now(dt.UTC)
    assert told.tzinfo is dt.UTC


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("PAUSE_S", "soon", "valid number"),
        ("PAUSE_S", "-1", "greater than or equal to 0"),
        ("DEADLINE_S", "nan", "finite"),
        ("MAX_BYTES", "0", "greater than or equal to 1"),
        ("CONNECT_TO", "a.test:127.0.0.1:80", "example.test=127.0.0.1:8080"),
        ("CONNECT_TO", "a.test=b.test:80", "numeric address"),
        ("CONNECT_TO", "a.test=127.0.0.1:0", "numeric address"),
        ("CONNECT_TO", "a.test=1.2.3.4.5:80", "numeric address"),
        ("ALLOW_PRIVATE", "127.0.0.1", "127.0.0.1:8080"),
        ("ALLOW_PRIVATE", "127.0.0.1:70000", "127.0.0.1:8080"),
        ("NOW", "2026-01-31", "2026-01-31T06:00:00Z"),
        ("NOW", "2026-01-31T06:00:00", "2026-01-31T06:00:00Z"),
        ("NOW", "1769839200", "2026-01-31T06:00:00Z"),
        ("NOW", "2026-02-31T06:00:00Z", "day"),
        ("SMTP_SECURITY", "maybe", "'none', 'starttls' or 'tls'"),
        ("CONTACT", "a\r\nX-Injected: b", "one line"),
        ("WORKERS", "0", "greater than or equal to 1"),
    ],
)
def test_a_bad_value_is_refused_with_its_variable_and_what_was_expected(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, expected: str
) -> None:
    monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(ConfigurationError) as refused:
        load()
    (problem,) = refused.value.problems
    assert problem.key == PREFIX + name
    assert expected in problem.message
    assert "found" in problem.message


def test_a_password_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CATALOGUE_SMTP_PASSWORD", "sesame-open")
    settings = load()
    assert "sesame-open" not in repr(settings)
    assert settings.smtp_password is not None
    assert settings.smtp_password.get_secret_value() == "sesame-open"


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="CATALOGUE_WAREHUOSE"):
        load(warehuose="x")


def test_every_field_is_described() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []
