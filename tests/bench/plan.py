"""What the benchmark's world holds: hosts, pages and documents, the same for the same seed.

Belongs here: how many, how big, at which addresses. Does not belong here: serving (``server.py``) or measuring
(``harvest.py``).
"""

import random
from dataclasses import dataclass
from functools import cached_property

ROBOTS = b"User-agent: *\nDisallow: /search\n"
LIST = "/reviews"
"""Where each host lists its documents."""
FILLER = 16 * 1024 * 1024
"""Bytes of noise that the documents are cut from."""
SMALLEST, MEDIAN, LARGEST, SPREAD = 20_000, 600_000, 8_000_000, 1.0
"""Bytes of a document: log-normal with this median and this sigma, cut at both ends."""
PAGE_BYTES = (40_000, 120_000)
"""Smallest and largest listing page."""
MOST_SHARE = 0.0225
"""Share of all documents that the largest host has: 45 of 2,000, as the largest partnerships do."""

_WORDS = [
    "safeguarding",
    "partnership",
    "children",
    "families",
    "learning",
    "practice",
    "guidance",
    "training",
    "neglect",
    "policy",
    "board",
]
_STYLE = "<style>{}</style>"


@dataclass(frozen=True)
class Size:
    """How big the world is."""

    hosts: int = 150
    documents: int = 2_000
    latency_s: float = 0.05
    seed: int = 2026


@dataclass(frozen=True)
class Document:
    """One document: its place on its host, and where in the noise its bytes begin."""

    path: str
    size: int
    offset: int

    @property
    def head(self) -> bytes:
        """Its first bytes, which make it a PDF and unlike any other."""
        return f"%PDF-1.4\n% {self.path} {self.size}\n".encode()


class Plan:
    """The world of one seed."""

    def __init__(self, size: Size) -> None:
        self.size = size
        chance = random.Random(size.seed)
        self.hosts = [f"h{number:03d}.bench" for number in range(size.hosts)]
        self.documents = {host: self._documents(host, n, chance) for host, n in self._shares(chance).items()}
        self._page_sizes = {host: chance.randint(*PAGE_BYTES) for host in self.hosts}

    @cached_property
    def largest(self) -> str:
        """The host with the most documents."""
        return max(self.hosts, key=lambda host: len(self.documents[host]))

    @cached_property
    def urls(self) -> list[tuple[str, str]]:
        """Every host and path that a harvest asks for: rules, listing and documents."""
        paths = {host: ["/robots.txt", LIST, *(one.path for one in self.documents[host])] for host in self.hosts}
        return [(host, path) for host in self.hosts for path in paths[host]]

    @property
    def volume(self) -> int:
        """Bytes of all documents."""
        return sum(one.size for found in self.documents.values() for one in found)

    def page(self, host: str) -> bytes:
        """Return a host's listing: menus, a heading and a paragraph for each review, styles and scripts."""
        chance = random.Random(host)
        menu = "".join(
            f"<li><a href='/{word}/{number}'>{word} {number}</a></li>" for number in range(8) for word in _WORDS
        )
        items = "".join(
            f"<div class='card'><h3>Child {_letters(number)}</h3><p>Published {1 + number % 28} March 20{15 + number % 11}. "
            f"{' '.join(chance.choices(_WORDS, k=60))}.</p><p><a class='download' href='{one.path}'>Child "
            f"{_letters(number)} local child safeguarding practice review (PDF, {one.size // 1000} KB)</a></p></div>"
            for number, one in enumerate(self.documents[host])
        )
        head = f"<html lang='en'><head><meta charset='utf-8'><title>Reviews - {host}</title>"
        body = (
            f"<body><nav><ul>{menu}</ul></nav><main><h1>Child safeguarding practice reviews</h1>{items}</main>"
            f"<footer><ul>{menu}</ul></footer></body></html>"
        )
        missing = max(self._page_sizes[host] - len(head) - len(body) - 40, 0)
        style = _STYLE.format(".card{margin:0}" * (missing // 15))
        return f"<!DOCTYPE html>{head}{style}</head>{body}".encode()

    def register(self) -> str:
        """Return the register of this world as YAML."""
        rows = (
            f"  - {{id: {host.partition('.')[0]}, publisher: Partnership {host}, publisher_id: {host.partition('.')[0]}, "
            f"nation: England, scope: child, areas: [Wandsworth], adapter: listing, urls: ['http://{host}/reviews'], "
            f"expect: {{least: {len(self.documents[host]) // 2}}}}}\n"
            for host in self.hosts
        )
        return "sources:\n" + "".join(rows)

    def _shares(self, chance: random.Random) -> dict[str, int]:
        """Return how many documents each host has: a few have many, most have few, none has none."""
        most = max(round(self.size.documents * MOST_SHARE), 2 * self.size.documents // self.size.hosts)
        weights = [chance.lognormvariate(0, 0.7) for _ in self.hosts]
        shares = [min(max(round(weight * self.size.documents / sum(weights)), 1), most) for weight in weights]
        shares[shares.index(max(shares))] = most
        while sum(shares) != self.size.documents:
            step = 1 if sum(shares) < self.size.documents else -1
            number = chance.randrange(len(shares))
            if 1 <= shares[number] + step < most:
                shares[number] += step
        return dict(zip(self.hosts, shares, strict=True))

    def _documents(self, host: str, count: int, chance: random.Random) -> list[Document]:
        """Return the documents of one host."""
        found = []
        for number in range(count):
            size = round(min(max(chance.lognormvariate(0, SPREAD) * MEDIAN, SMALLEST), LARGEST))
            offset = chance.randrange(FILLER - LARGEST)
            found.append(Document(f"/files/{host[:4]}-{_letters(number).lower()}-review.pdf", size, offset))
        return found


def _letters(number: int) -> str:
    """Return a pseudonym of two letters."""
    return f"{chr(65 + number // 26 % 26)}{chr(65 + number % 26)}"
