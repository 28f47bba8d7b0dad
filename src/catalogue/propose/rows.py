"""The row that follows from a page, written as the register is written.

Belongs here: each key of a row from what the page, the authority file and the register say, and what a person
has to confirm. Does not belong here: who publishes the page (``naming.py``).
"""

import re
from collections.abc import Collection, Mapping, Sequence
from urllib.parse import urlsplit

import yaml

from catalogue.adapters import Body, Found, recognise
from catalogue.adapters.addresses import same_site, twin_key, without_fragment
from catalogue.adapters.nspcc import entry_of
from catalogue.html import HtmlPage
from catalogue.models import Link, Record, Source
from catalogue.propose.naming import Named
from catalogue.vocabulary import ReviewType, Scope, SourceStatus

NSPCC, GOVUK = "nspcc", "govuk"
PROPOSED = "Proposed by `catalogue new`; look at it before you add it to the register."
MOST_KNOWN = 3
"""Known items that a row names."""
LONGEST_KNOWN = 80
"""Longest label that is taken as a known item, in characters."""
_CHILD = re.compile(r"\bchild(?:ren)?(?:['’]?s)?\b", re.IGNORECASE)
_ADULT = re.compile(r"\badults?(?:['’]?s)?\b", re.IGNORECASE)
_COMMON = re.compile(
    r"\b(?:local|safeguarding|child(?:ren)?s?|adults?|partnerships?|boards?|committee|protection|and|of|the|for|upon)\b"
)
_OF_CHILD = {ReviewType.LCSPR, ReviewType.SCR, ReviewType.CPR, ReviewType.CMR, ReviewType.LEARNING_REVIEW}
_OF_ADULT = {ReviewType.SAR}


class Proposal(Record):
    """A row for the register, as text, and what a person should know of it."""

    text: str
    """The row in YAML, indented to be appended to the register; what is missing is explained in comments."""
    confirm: tuple[str, ...]
    """What a person has to confirm, in sentences."""
    missing: tuple[str, ...]
    """What the page does not tell and nobody guessed, in sentences."""


def registered(urls: Collection[str], register: Sequence[Source]) -> Source | None:
    """Return the row of the register that holds one of some addresses or a twin of it, or None.

    Args:
        urls: Addresses of one page.
        register: The register's rows.

    Returns:
        The row.
    """
    keys = {twin_key(url) for url in urls}
    return next((row for row in register if keys & {twin_key(url) for url in row.urls}), None)


def own_address(page: HtmlPage) -> str:
    """Return the address that a page gives as its own, where it can be believed, else the one it was read from.

    Args:
        page: The page.

    Returns:
        Its canonical link where that is on the same site and is not merely the site's front page.
    """
    read = without_fragment(page.url)
    own = page.own_address
    if own is None or not same_site(own, read) or not own.startswith(("http://", "https://")):
        return read
    front = not urlsplit(own).path.strip("/") and urlsplit(read).path.strip("/")
    return read if front else without_fragment(own)


def platform_of(page: HtmlPage, body: Body) -> str:
    """Return the name of the adapter for a page: of the platform that its head tells, else for any web page.

    Args:
        page: The page.
        body: The answer that it was read from.

    Returns:
        The adapter's name. A page of GOV.UK, which is harvested by its interfaces, is told by its marks; a
        national update page by two headings or more of its kind; the rest as a harvest recognises it.
    """
    if any(mark.startswith("govuk:") for mark in page.marks):
        return GOVUK
    entries = sum(block.kind == "heading" and entry_of(block.text) is not None for block in page.blocks)
    return NSPCC if entries >= 2 else recognise(body)


def draft(named: Named, url: str, adapter: str, scope: Scope, taken: Collection[str]) -> Source:
    """Return a row that is right but for its expectation, to read the page with.

    Args:
        named: The publisher.
        url: The page's address.
        adapter: Name of the adapter.
        scope: Whose safeguarding it is about.
        taken: Ids that the register has already.

    Returns:
        The row.
    """
    nations = {area.nation for area in named.areas}
    key = named.row.publisher_id if named.row else _key(named, scope)
    return Source(
        id=_free(key, url, taken),
        publisher=named.row.publisher if named.row else named.name,
        publisher_id=key,
        nation=named.row.nation if named.row else (nations.pop() if len(nations) == 1 else None),
        scope=scope,
        areas=tuple(area.area_code for area in named.areas),
        adapter=adapter,
        urls=(url,),
    )


def scope_of(named: Named, found: Found | None = None) -> Scope | None:
    """Return whose safeguarding a publisher is about: by the register, by its name, or by what its page shows.

    Args:
        named: The publisher.
        found: What the page shows, where the name does not tell.

    Returns:
        The scope, or None where nothing tells.
    """
    if named.row:
        return named.row.scope
    child, adult = bool(_CHILD.search(named.name)), bool(_ADULT.search(named.name))
    if found is not None and not child and not adult:
        kinds = {link.stated.review_type for link in found.links if link.left_out is None}
        child, adult = bool(kinds & _OF_CHILD), bool(kinds & _OF_ADULT)
    if child and adult:
        return Scope.BOTH
    if child:
        return Scope.CHILD
    return Scope.ADULT if adult else None


def propose(source: Source, named: Named, found: Found, *, page: HtmlPage, on: str) -> Proposal:
    """Write the row of a page whose publisher, areas and scope are known.

    Args:
        source: The row without its expectation.
        named: The publisher.
        found: What the adapter read from the page.
        page: The page.
        on: The day, ISO.

    Returns:
        The proposal.
    """
    links = [link for link in found.links if link.left_out is None]
    own = [link for link in links if link.stated.own is not False or source.scope is Scope.NATIONAL]
    shown = len({(link.found_on, link.item) for link in own})
    known = _known_labels(own)
    expect: dict[str, object] = {"least": shown, **({"known": known} if known else {})}
    row: dict[str, object] = {
        "id": source.id,
        "publisher": source.publisher,
        "publisher_id": source.publisher_id,
        "nation": source.nation.value if source.nation else None,
        "scope": source.scope.value,
        "areas": [area.name for area in named.areas],
        "adapter": source.adapter,
        "urls": list(source.urls),
        "expect": expect,
        "notes": f"Proposed from the page as it stood on {on}, which showed {_count(shown)} of its own.",
    }
    confirm = [*_to_confirm(named, source), *_of_page(page, found, shown)]
    return Proposal(text=written(row), confirm=tuple(confirm), missing=())


def unfinished(known: Mapping[str, object], missing: Sequence[str]) -> Proposal:
    """Write what is known of a row that cannot be finished, with the reasons as comments.

    Args:
        known: Keys and plain values that are known.
        missing: What is missing and why, in sentences.

    Returns:
        A proposal that is no finished row.
    """
    return Proposal(text=written(known, *missing), confirm=(), missing=tuple(missing))


def written(row: Mapping[str, object], *comments: str) -> str:
    """Return a row as the register writes it: a comment, and one item of its list, indented by two.

    Args:
        row: Keys and plain values, in order.
        comments: Further comments, one a line.

    Returns:
        YAML text that ends with a newline.
    """
    above = "".join(f"  # {' '.join(line.split())}\n" for line in (PROPOSED, *comments))
    text = yaml.safe_dump([dict(row)], sort_keys=False, allow_unicode=True, width=110, default_flow_style=None)
    return above + "".join(f"  {line}\n" for line in text.splitlines())


def _known_labels(links: Sequence[Link]) -> list[str]:
    """Return labels of up to three own items that a person and a harvest would know again."""
    titles = [link.stated.title or link.heading or link.text for link in links if link.stated.pseudonyms]
    return [title for title in dict.fromkeys(titles) if title and len(title) <= LONGEST_KNOWN][:MOST_KNOWN]


def _to_confirm(named: Named, source: Source) -> list[str]:
    """Return what a person has to confirm of the publisher."""
    if named.row:
        said = [f"The publisher is that of the register's row {named.row.id!r}; {named.where} names it."]
        if named.row.status is not SourceStatus.ACTIVE:
            said.append(f"That row is {named.row.status}: put this address there and make it active instead.")
        return said
    areas = ", ".join(area.name for area in named.areas)
    said = [
        f"The publisher's name is read from {named.where}: {named.name!r}. The register has no such publisher yet.",
        f"The areas follow from that name: {areas}. Look whether it covers others too.",
        f"The scope {source.scope} follows from its name or its reviews.",
    ]
    if named.ended:
        said.append(f"The name also holds areas that no longer exist: {', '.join(area.name for area in named.ended)}.")
    return said


def _of_page(page: HtmlPage, found: Found, shown: int) -> list[str]:
    """Return what a person has to confirm of the page."""
    said = []
    if not shown and found.says_none:
        said.append("The page says that it has no reviews at present.")
    elif not shown:
        said.append("No publication was found on the page: look whether it is the right one, and try it again later.")
    else:
        said.append(f"`least` is what the page shows today ({shown}): lower it if reports are taken down after a year.")
    if found.follow:
        said.append(f"{len(found.follow)} further pages belong to the listing; they are read at a harvest.")
    if not page.own_address:
        said.append("The page does not declare its own address: look whether this is the one that lasts.")
    if page.url.startswith("http://") and not (page.own_address or "").startswith("https://"):
        said.append("The address is not https: look whether the site has one that is.")
    return said


def _key(named: Named, scope: Scope) -> str:
    """Return a key for a publisher that the register does not know: its areas, and what it is where not children's."""
    areas = "-and-".join(_slug(area.name) for area in named.areas[:3])
    rest = _slug(_COMMON.sub(" ", named.name.lower()))
    key = areas if len(named.areas) <= 3 else rest or areas
    return f"{key}-adults" if scope is Scope.ADULT else key


def _free(key: str, url: str, taken: Collection[str]) -> str:
    """Return an id that the register does not have: the publisher's key, with the page's last word, or a number."""
    last = _slug(re.sub(r"\.\w+$", "", urlsplit(url).path.rstrip("/").rpartition("/")[2]))
    words = [key, *([f"{key}-{last}"[:60].rstrip("-")] if last else [])]
    numbered = (f"{key}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (*words, *numbered) if one not in taken)


def _slug(text: str) -> str:
    """Return small letters and digits joined by hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower().replace("'", "").replace("’", "")))


def _count(shown: int) -> str:
    """Return a number of publications in words."""
    return {0: "no publication", 1: "one publication"}.get(shown, f"{shown} publications")
