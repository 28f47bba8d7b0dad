"""The register's file, read row by row.

Belongs here: one row into one source, and what is wrong with a row by itself or beside an earlier one. Does
not belong here: what the rows of one publisher must agree on (``agreement``), or what the register amounts to.
"""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from catalogue.authority import area_called, areas, exists
from catalogue.models import Problem, Record, Source
from catalogue.registry.agreement import Written, agreed
from catalogue.registry.channels import contact_problems
from catalogue.vocabulary import Scope, SourceStatus
from catalogue.yamlrows import ConfigurationError, Row, build, decode, load_rows

KEY = "sources"
"""The file's one top-level key."""

_LOCAL = frozenset({Scope.CHILD, Scope.BOTH})


class Register(Record):
    """The whole register as read."""

    sources: tuple[Source, ...]
    """Rows that can be used, in order."""
    problems: tuple[Problem, ...]
    """What is wrong with the others."""
    sha256: str
    """Hash of the file's bytes."""


def load(path: Path, *, adapters: Collection[str] | None = None) -> Register:
    """Read the register.

    Args:
        path: The file.
        adapters: Names of the adapters there are; None leaves names unchecked.

    Returns:
        The usable rows, a problem for each mistake in the others, and the file's hash. What one row of a
        publisher says of the publisher (other names, first and last day, successors) stands in all its rows.

    Raises:
        ConfigurationError: There is no such file, or it cannot be read as rows at all.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        problem = Problem(file=path.name, line=1, key=str(path), message=f"cannot be read: {error.strerror}")
        raise ConfigurationError((problem,)) from None
    rows, problems = load_rows(decode(data, path.name), path.name, KEY)
    written: list[Written] = []
    found = list(problems)
    ids: dict[str, int] = {}
    addresses: dict[str, str] = {}
    for row in rows:
        outcome = _source(row)
        if isinstance(outcome, Source):
            wrong = (*_row_problems(row, outcome, adapters), *_clashes(row, outcome, ids, addresses))
            found.extend(wrong)
            if wrong:
                continue
            written.append(Written(row, outcome))
            ids[outcome.id] = outcome.line
            addresses.update({_same(url): outcome.id for url in outcome.urls if outcome.status is SourceStatus.ACTIVE})
        else:
            found.extend(outcome)
    known = {str(row.values.get("publisher_id")) for row in rows}
    sources, disagreements = agreed(written, known)
    return Register(sources=sources, problems=(*found, *disagreements), sha256=hashlib.sha256(data).hexdigest())


def _source(row: Row) -> Source | tuple[Problem, ...]:
    """Build a source, its areas turned into codes."""
    if "line" in row.values:
        return (row.problem("is filled in by the reader and is not written here", "line"),)
    named = row.values.get("areas")
    if not isinstance(named, list) or not all(isinstance(name, str) for name in named):
        return build(row, Source, line=row.line)
    codes: list[str] = []
    unknown: list[Problem] = []
    for index, name in enumerate(named):
        found = _codes(name)
        codes += [code for code in found if code not in codes]
        if not found:
            message = f"expected an area's name or ONS code, found {name!r}"
            unknown.append(row.problem(message, "areas", index))
    built = build(row, Source, areas=codes, line=row.line)
    if isinstance(built, Source):
        return tuple(unknown) or built
    return (*built, *unknown)


def _codes(name: str) -> tuple[str, ...]:
    """Return the codes that a name or code in the register means; a nation's name means all its areas of today."""
    one = area_called(name)
    if one is not None:
        return (one.area_code,)
    today = dt.date.max
    return tuple(one.area_code for one in areas() if one.nation == name and exists(one, today))


def _row_problems(row: Row, source: Source, adapters: Collection[str] | None) -> Iterator[Problem]:
    """Give what a row lacks for its status, and what in it leads nowhere."""
    yield from _status_problems(row, source)
    if adapters is not None and source.adapter is not None and source.adapter not in adapters:
        known = ", ".join(sorted(adapters))
        yield row.problem(f"expected one of {known}, found {source.adapter!r}", "adapter")
    for index, url in enumerate(source.urls):
        if not _is_web_address(url):
            yield row.problem(f"expected an http or https address, found {url[:80]!r}", "urls", index)
        elif "@" in urlsplit(url).netloc:
            yield row.problem(
                "expected an address without a name or password in it; it would be published", "urls", index
            )
    if source.expect and source.expect.most is not None and source.expect.most < source.expect.least:
        yield row.problem("expected at least as many as `least`", "expect", "most")
    yield from contact_problems(row, source)


def _status_problems(row: Row, source: Source) -> Iterator[Problem]:
    """Give what a row lacks for its status."""
    if source.status is SourceStatus.ACTIVE:
        for name in ("urls", "expect"):
            if not getattr(source, name):
                yield row.problem("is missing; an active source must have it", name)
    elif not source.because:
        yield row.problem(f"is missing; a source that is {source.status} must say why", "because")
    if source.scope in _LOCAL and source.nation is not None and not source.areas:
        yield row.problem("expected the areas that the publisher covers, found none", "areas")


def _clashes(row: Row, source: Source, ids: dict[str, int], addresses: dict[str, str]) -> Iterator[Problem]:
    """Give what a row has in common with an earlier one and must not."""
    if source.id in ids:
        yield row.problem(f"{source.id!r} is the id of the row on line {ids[source.id]} already", "id")
    if source.status is not SourceStatus.ACTIVE:
        return
    taken = dict(addresses)
    for index, url in enumerate(source.urls):
        if _same(url) in taken:
            yield row.problem(f"{taken[_same(url)]!r} reads this address already", "urls", index)
        taken[_same(url)] = source.id


def _same(url: str) -> str:
    """Reduce an address that can be used to what makes two of them the same page; a page for printing is its twin."""
    if not _is_web_address(url):
        return url
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    path = parts.path.rstrip("/").removesuffix("/print").rstrip("/")
    return f"{host}{path}?{parts.query}"


def _is_web_address(url: str) -> bool:
    """Whether a text is an http or https address with a host."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return usable and url.isprintable() and " " not in url
