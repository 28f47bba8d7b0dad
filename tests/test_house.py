"""The rules of the house that a machine can check."""

import ast
import enum
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from typer.main import get_command

from catalogue import vocabulary
from catalogue.cli import app
from catalogue.models import TABLES, Record
from catalogue.vocabulary import Word

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted([*(ROOT / "src").rglob("*.py"), *(ROOT / "pipelines").rglob("*.py")])


def records(kind: type[Record] = Record) -> Iterator[type[Record]]:
    for one in kind.__subclasses__():
        yield one
        yield from records(one)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_belongs_in_it_and_stays_small(path: Path) -> None:
    text = path.read_text()
    doc = ast.get_docstring(ast.parse(text)) or ""
    assert len(text.splitlines()) <= 300
    assert doc
    if path.name != "__init__.py" or len(text.splitlines()) > 12:
        assert "Does not belong here" in " ".join(doc.split()), "say what must not stand here"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_production_code_names_no_fixture(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\btests\b\.|\.test\b(?!_)(?=[/\"'])|gold/|Frankie|Goodyear|Georgina", text)


def test_every_word_is_defined_in_a_sentence() -> None:
    words = [
        one for _, one in inspect.getmembers(vocabulary, inspect.isclass) if issubclass(one, Word) and one is not Word
    ]
    assert len(words) > 20
    for word in words:
        assert issubclass(word, enum.Enum)
        for member in word:
            assert member.definition.endswith((".", ".)")), member
            assert member.definition[0].isupper(), member


def test_every_field_of_every_record_is_described() -> None:
    missing = [
        f"{one.__name__}.{name}"
        for one in set(records())
        for name, field in one.model_fields.items()
        if not field.description
    ]
    assert not missing


def test_the_tables_have_the_names_and_columns_that_people_query() -> None:
    names = {table.table for table in TABLES}
    assert names == set(
        [
            "reviews",
            "review_aliases",
            "review_publishers",
            "documents",
            "locations",
            "evidence",
            "recommendations",
            "briefing_parts",
            "checks",
            "availability",
            "alerts",
            "sources",
            "areas",
            "themes",
            "issues",
            "changes",
            "accuracy",
            "edition",
            "tombstones",
            "editions",
            "listings",
        ]
    )
    columns = {table.table: set(table.model_fields) for table in TABLES}
    wanted = {
        "reviews": "review_id title review_type nation publisher_id publisher area_codes area_names pseudonyms about_child"
        " published_on published_precision published_basis reviewers reviewer_named incident themes first_seen_at"
        " last_seen_at retention_status retained_until url",
        "documents": "document_id review_id role title media_type pages words text_quality",
        "locations": "location_id document_id review_id source_id url first_seen_at last_seen_at listed",
        "evidence": "review_id document_id field value page snippet extractor confidence chosen",
        "checks": "location_id checked_at verdict reason status final_url sha256 elapsed_ms",
        "availability": "location_id state reason since last_success_at last_checked_at failure_count days_verified"
        " days_down days_unverified",
        "alerts": "alert_id review_id location_id publisher_id kind opened_at closed_at delivered_at answer",
    }
    for table, expected in wanted.items():
        assert set(expected.split()) <= columns[table], table


def test_every_command_and_option_is_documented() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    wanted = ["run", "harvest", "describe", "resolve", "publish", "watch", "try", "read", "search", "status", "sql"]
    assert set(wanted) <= set(commands)
    readme = (ROOT / "README.md").read_text()
    for name, command in commands.items():
        assert len(command.help or "") > 40, name
        assert f"`{name}`" in readme or f"catalogue {name}" in readme, f"{name} is not in the README"
        for parameter in command.params:
            assert parameter.help, f"{name} {parameter.name}"


def test_every_make_target_has_a_line_of_help() -> None:
    targets = re.findall(r"^([a-z-]+):(?!=)(.*)$", (ROOT / "Makefile").read_text(), re.M)
    assert len(targets) > 20
    for target, rest in targets:
        assert re.search(r"## \S", rest), target


def test_the_real_register_has_an_expectation_for_every_active_row() -> None:
    rows = yaml.safe_load((ROOT / "sources.yaml").read_text())["sources"]
    assert rows
    for row in rows:
        if row.get("status", "active") == "active":
            assert row.get("expect"), row["id"]


def test_the_lock_names_no_host_and_pins_every_dependency() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    assert "://" not in lock
    project = (ROOT / "pyproject.toml").read_text()
    for name in re.findall(r'^  "([A-Za-z0-9_.-]+)[=>]', project, re.M):
        assert re.search(rf"^{re.escape(name)}(\[\w+\])?==", lock, re.M | re.I), name
