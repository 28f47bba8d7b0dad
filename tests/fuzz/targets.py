"""The readers of what strangers wrote, and what must hold of each answer.

Belongs here: one function a reader, which calls it as the product does and asserts what holds whatever it is given.
Does not belong here: making what it is given (`strategies`).

What holds: only the refusals named come out, an answer is a valid record that survives being written and read, and
the same bytes give the same answer.
"""

import datetime as dt
import functools
import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from catalogue import html, office, pdf
from catalogue.adapters import ADAPTERS, Body, Follow, Found, recognise
from catalogue.adapters.nspcc import entry_of
from catalogue.curation.reading import parse as parse_curation
from catalogue.dates import EARLIEST_YEAR, LATEST_YEAR, find_dates, from_iso, iso
from catalogue.evaluate import gold
from catalogue.extract import everything
from catalogue.fetch import address, answers, robots, sniff
from catalogue.fetch.marks import main_heading, page_marks
from catalogue.fetch.parts import Stopped
from catalogue.models import Description, PageText, Reading, Record, Source
from catalogue.registry import load as load_register
from catalogue.settings import load as load_settings
from catalogue.vocabulary import Magic, Nation, TextQuality
from catalogue.yamlrows import ConfigurationError
from tests import test_adapters_govuk as govuk
from tests import test_adapters_nspcc as nspcc
from tests import test_adapters_wordpress as wordpress
from tests.builders import a_source
from tests.fuzz.strategies import mutated, mutated_json, mutated_text
from tests.hostile.raw import document, shown, stream, written
from tests.world import hosts

HERE = Path(__file__).resolve().parents[1]
NOW = dt.datetime(2026, 1, 31, 6, tzinfo=dt.UTC)
PAGE = "http://wandsworth.test/reviews/"
SECRET = "tell-nobody"
HIDDEN = ("CATALOGUE_SECRETS", "CATALOGUE_SMTP_PASSWORD", "CATALOGUE_GOVUK_NOTIFY_KEY")


@dataclass(frozen=True)
class Target:
    """One reader: what it is given, and what must hold."""

    given: Callable[[], st.SearchStrategy[Any]]
    holds: Callable[[Any], None]


def whole(record: Record) -> None:
    """Assert that a record survives being written and read."""
    assert type(record).model_validate_json(record.model_dump_json()) == record


@functools.cache
def pages(kind: str = "") -> tuple[bytes, ...]:
    """Return web pages of the project's own: of the miniature world, and of its gold."""
    found = []
    for host, site in sorted(hosts.build().items()):
        for _, route in sorted(site.items()):
            resource = route("") if callable(route) else route
            if "html" in resource.content_type and kind in host:
                found.append(resource.body)
    if not kind:
        found += [path.read_bytes() for path in sorted((HERE / "gold" / "listings").glob("*.html"))[:40]]
    return tuple(found)


# Dates


def dates(text: str) -> None:
    """Dates stand in order, inside the text, and are as exact as their words."""
    end = 0
    for one in find_dates(text):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        assert EARLIEST_YEAR <= one.value.year <= LATEST_YEAR
        assert from_iso(iso(one.value, one.precision)) == (one.value, one.precision)
        end = one.end


def iso_dates(text: str) -> None:
    """A text is a date as the project writes them, or is refused."""
    try:
        value, precision = from_iso(text)
    except ValueError:
        return
    assert iso(value, precision) == text


DATES = (
    "Published 17th March 2022", "June 14, 2017", "16/01/2020", "17.12.24", "January 2021", "2014-2017", "2021-01-15T10:00:00+01:00",
    "17 Mawrth 2022", "Jan-2021", "01/2021", "2021", "31 February 2021", "1/2018", "SCR 2019/03", "020 7946 0958", "£2,021",
)  # fmt: skip


# Listings


def read(adapter: str, follow: Follow, content: bytes, magic: Magic, source: Source) -> Found:
    """Read a body as the harvest does, twice, and assert what holds of it."""
    body = Body(follow, follow.url, content, None, magic)
    found = ADAPTERS[adapter].read(source, body)
    whole(found)
    assert found == ADAPTERS[adapter].read(source, body)
    assert all(link.left_out is None or link.left_out.strip() for link in found.links)
    assert found.complete or found.problem is not None or found.follow
    return found


def listing(given: tuple[bytes, Magic]) -> None:
    """A page of a partnership's site is read."""
    content, magic = given
    read("listing", Follow(url=PAGE, kind="listing"), content, magic, a_source())
    recognise(Body(Follow(url=PAGE, kind="listing"), PAGE, content, "text/html", magic))


def web_page(given: tuple[bytes, str | None]) -> None:
    """A page is read as blocks and as a document, whatever its headers say it is."""
    content, content_type = given
    whole(html.parse(content, content_type, PAGE))
    whole(html.read(content, content_type, PAGE))


def nspcc_page(content: bytes) -> None:
    """A page of the national collection is read."""
    read("nspcc", Follow(url=nspcc.URL, kind="listing"), content, Magic.HTML, nspcc.SOURCE)


def nspcc_heading(text: str) -> None:
    """A heading gives a date as exact as its words and names that stand in it, or nothing."""
    found = entry_of(text)
    if found is not None:
        whole(found.date)
        assert all(name.strip() for name in found.pseudonyms)


def govuk_answer(given: tuple[bytes, str]) -> None:
    """An answer of either interface is read."""
    content, kind = given
    url = govuk.SEARCH if kind.startswith("search") else govuk.CONTENT
    read("govuk", Follow(url=url, kind=kind), content, Magic.JSON, govuk.SOURCE)


@functools.cache
def _govuk_samples() -> tuple[Any, ...]:
    """Return answers that the world gives, and one with everything."""
    bodies: list[Any] = [govuk.publication()]
    for host, site in hosts.build().items():
        for route in site.values() if "govuk" in host or "gov" in host else ():
            resource = route("count=10&start=0") if callable(route) else route
            if "json" in resource.content_type:
                bodies.append(json.loads(resource.body))
    return tuple(bodies)


@functools.cache
def _steps() -> dict[str, Follow]:
    """Return where the WordPress adapter reads each kind of answer, by kind."""
    root = wordpress.ROOT
    media = wordpress.collections()["media"]
    step = json.loads(media.kind)
    return {
        "types": wordpress.types_at(),
        **wordpress.collections(),
        "attachment": Follow(url=f"{root}wp-json/wp/v2/media/7", kind=json.dumps({**step, "what": "attachment"})),
        "map": Follow(url=f"{root}wp-sitemap.xml", kind=json.dumps({**step, "what": "map"})),
        "further": Follow(url=f"{root}reviews/", kind=json.dumps({**step, "what": "further"})),
        "site": Follow(url=root, kind="site"),
    }


def wordpress_answer(given: tuple[str, bytes, Magic]) -> None:
    """An answer of a WordPress site is read."""
    name, content, magic = given
    read("wordpress", _steps()[name], content, magic, wordpress.SOURCE)


MEDIA = {
    "id": 7, "link": "http://wandsworth.test/report/", "status": "inherit", "post": 0, "source_url": wordpress.REPORT,
    "title": {"rendered": "Child V report"}, "caption": {"rendered": "<p>LCSPR, March 2022</p>"},
}  # fmt: skip
MAPS = (
    b"<?xml version='1.0'?><urlset><url><loc>http://wandsworth.test/reviews/child-v/</loc></url></urlset>",
    b"<sitemapindex><sitemap><loc><![CDATA[http://wandsworth.test/wp-sitemap-posts-page-1.xml]]></loc></sitemap></sitemapindex>",
)


# Headers, rules, addresses


def rules(given: tuple[int, bytes, str]) -> None:
    """Rules of a site allow an address or say why not, and never ask for more than half a minute."""
    status, content, path = given
    found = robots.read(status, content, NOW)
    assert found.until > NOW
    assert 0 <= found.delay_s("SafeguardingReviewCatalogue") <= 30
    objection = found.objection(f"http://wandsworth.test/{path}", "SafeguardingReviewCatalogue")
    if objection is not None:
        whole(objection)


ROBOTS = (
    b"User-agent: *\nDisallow: /search\nAllow: /\nCrawl-delay: 2\nSitemap: http://wandsworth.test/sitemap.xml\n",
    b"User-agent: SafeguardingReviewCatalogue\nDisallow: /*.pdf$\nRequest-rate: 1/5\nVisit-time: 0600-0845\n",
)


def headers(given: tuple[int, dict[str, str], bytes]) -> None:
    """Headers are kept on one line and bounded; a wait is a number; words of a page can be stored."""
    status, sent, head = given
    kept = answers.kept_headers(sent)
    assert all(len(value) <= 500 and "\n" not in value and "\r" not in value for value in kept.values())
    wait = answers.asked_to_wait(answers.Answer({"status": status, "headers": kept}), NOW)
    assert wait is None or wait >= 0
    charset = kept.get("content-type", "").rpartition("charset=")[2] or None
    for words in (*sniff.page_words(head, charset), main_heading(head)):
        assert words is None or (len(words) <= 2_000 and words.encode())
    assert len(page_marks(head)) == len(set(page_marks(head)))
    assert (sniff.sniff(head) is Magic.EMPTY) is (head == b"")


HEADERS = (
    "text/html; charset=utf-8", "text/html; charset=utf-16", "text/html; charset=idna", "text/html; charset=punycode",
    "text/html; charset=undefined", "text/html; charset=rot13", "text/html; charset=base64", "text/html; charset='x", "120",
    "Fri, 31 Dec 9999 23:59:59 GMT", "Fri, 31 Dec 9999 23:59:59 -2359", "Mon, 00 Jan 0000 00:00:00 GMT", "-5", "1e9", "٣", "9" * 40,
    'attachment; filename="../../etc/passwd"', "attachment; filename*=UTF-8''%00%2e%2e%2f", "attachment; filename*=x", "W/\"\x00\"",
    "\"" * 600, "a\r\nSet-Cookie: b", "nosniff\x0b\x0c\x85\u2028",
)  # fmt: skip


def addresses(text: str) -> None:
    """An address can be asked, or is refused; reading what will be sent again changes nothing."""
    try:
        found = address.parse(text)
        assert address.parse(found.url) == found
        assert found.host == found.host.lower()
        assert found.url.startswith(("http://", "https://"))
    except Stopped:
        pass
    try:
        assert isinstance(address.next_address(PAGE, text), str)
    except Stopped:
        return


ADDRESSES = (
    "http://wandsworth.test/a%20b.pdf?x=1#y", "https://[2001:db8::1]:8443/x", "http://0x7f.1/", "http://a@b/", "//b.test/x",
    "http://xn--bcher-kva.test/", "http://bücher.test/ü", "HTTP://A.TEST:80", "http://a.test:/", "http://a..test/", "../x",
    "http://\u2100.test/", "http://a.test/%zz", "http://a.test/\\..\\x", "http:a.test", "http:///x", "mailto:a@b.test",
)  # fmt: skip


# Files that people write


def _parsed(parse: Callable[[], tuple[Sequence[Record], Sequence[Record]]]) -> None:
    """Assert that a file is read into records and problems, or refused as a whole with a place."""
    try:
        rows, problems = parse()
    except ConfigurationError as error:
        refused(error, "")
        return
    for one in (*rows, *problems):
        whole(one)


def refused(error: ConfigurationError, prefix: str) -> None:
    """Assert that a refusal says where and why."""
    assert error.problems
    assert all(one.line >= 1 and one.key.startswith(prefix) and one.message for one in error.problems)
    assert not any(SECRET in one.message for one in error.problems if one.key in HIDDEN)


def register(data: bytes) -> None:
    """The register is read row by row."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sources.yaml"
        path.write_bytes(data)

        def parse() -> tuple[Sequence[Record], Sequence[Record]]:
            found = load_register(path, adapters=ADAPTERS)
            return found.sources, found.problems

        _parsed(parse)


def corrections(data: bytes) -> None:
    """The curation file is read entry by entry."""

    def parse() -> tuple[Sequence[Record], Sequence[Record]]:
        found = parse_curation(data, "curation.yaml", publishers={"wandsworth"})
        return found.entries, found.problems

    _parsed(parse)


CURATION = (
    b"entries:\n  - {kind: hide, review: wandsworth-2021-frankie, because: A request., by: A. Curator, on: 2021-02-15}\n",
    b"entries:\n  - kind: takedown\n    review: x\n    marks: [0123456789abcdef]\n    because: y\n    by: z\n    on: 2021-02-15\n",
    b"entries:\n  - {kind: set, review: x, field: published_on, value: '2021-03', because: b, by: c, on: 2021-02-15}\n",
    b"entries:\n  - {kind: merge, review: x, into: y, because: b, by: c, on: 2021-02-15}\n",
)


def gold_rows(data: bytes) -> None:
    """Rows of gold are read, or told with their line."""
    with tempfile.TemporaryDirectory() as folder:
        for name in (gold.LISTINGS, gold.REPORTS, gold.NSPCC):
            (Path(folder) / name).write_bytes(data)
        found = gold.load(Path(folder))
        for one in (*(found.pages or ()), *(found.reports or ()), *(found.entries or ()), *found.problems):
            whole(one)
        for page in found.pages or ():
            gold.body_of(Path(folder), gold.LISTINGS, page)


SETTINGS = (
    "warehouse", "pause_s", "deadline_s", "max_bytes", "connect_to", "allow_private", "smtp_port", "smtp_security", "smtp_from",
    "smtp_password", "operator", "contact", "secrets", "govuk_notify_key", "now", "workers", "keep_editions", "fulltext",
    "source_budget_s", "site_url", "canaries",
)  # fmt: skip
VALUES = (
    "1", "-1", "0", "1e400", "nan", "inf", "true", "a.test=127.0.0.1:80", "a.test=[::1]:80", "127.0.0.1:99999", "[::1%eth0]:80", "=,=",
    '{"a": "b"}', '{"a": 1}', '{"a": ["tell-nobody"]}', '["tell-nobody"]', '{"tell-nobody', "[" * 5000, "2026-01-31T06:00:00Z",
    "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-13-01T00:00:00Z", "https://reviews.test", "http://[/", "a@b.test\r\nBcc: c",
    "starttls", "a" * 5000, "９",
)  # fmt: skip


def settings(given: dict[str, str]) -> None:
    """Settings are read, or each mistake names its variable; the value of a secret is never repeated."""
    try:
        found = load_settings(**given)
    except ConfigurationError as error:
        refused(error, "CATALOGUE_")
        return
    assert found.clock()().utcoffset() == dt.timedelta()
    assert SECRET not in repr(found) or any(
        SECRET in given.get(name, "") for name in ("contact", "operator", "warehouse")
    )


# Documents


def _described(reading: Reading) -> None:
    """Assert that a document's findings can be kept."""
    found, points, parts = everything(reading, Nation.ENGLAND)
    whole(Description(sha256="0" * 64, version="1", reading=reading, quality=TextQuality.GOOD, words=1, findings=found, points=points, parts=parts))  # fmt: skip


def words(texts: list[str]) -> None:
    """Whatever a document's pages say, what is found in them stands on one of them."""
    numbered = tuple(
        PageText(number=n, text=text, large=tuple(text.split("\n")[:2])) for n, text in enumerate(texts, 1)
    )
    _described(Reading(magic=Magic.PDF, pages=numbered))


LINES = (
    "Serious Case Review", "Overview Report", "Child Q", "Local Child Safeguarding Practice Review", "Author: Dr Alan Sample", "Independent Reviewer",
    "Published 12 May 2021", "1. Introduction", "Recommendation 1: The partnership should", "Wandsworth Safeguarding Children Partnership",
    "aged 4 months", "was born in 2019 and died in", "7 minute briefing", "Why did it happen?", "Key findings", "Page 3 of 40", "Adolygiad Ymarfer Plant",
    "neglect, domestic abuse and parental mental health", "........................ 12", "ﬁ ﬂ ﬀ", "Signed: ____", "Contents",
)  # fmt: skip


def pdf_file(data: bytes) -> None:
    """A PDF whose metadata and text are odd is read, or told why not."""
    whole(pdf.read(data, skip=pdf.WITHOUT_SECOND))


@st.composite
def pdfs(draw: st.DrawFn) -> bytes:
    """Draw a sound PDF with odd properties and odd words; broken files are `tests.hostile`'s."""
    odd = st.one_of(
        st.binary(max_size=40), mutated([b"Serious Case Review", b"D:20210515120000Z", b"\xfe\xff\x00C\xd8\x00"])
    )
    names = ("Title", "Author", "CreationDate", "ModDate", "Producer", "Keywords")
    told = " ".join(f"/{name} <{draw(odd).hex()}>" for name in draw(st.sets(st.sampled_from(names))))
    objects = document(
        [
            stream(
                shown(*draw(st.lists(st.sampled_from([one for one in LINES if one.isascii()]), min_size=1, max_size=4)))
            )
        ]
    )
    return written(objects, trailer=f"/Info << {told} >>")


def office_file(given: tuple[bytes, Magic]) -> None:
    """A Word file or a slide deck is read, or told why not."""
    data, magic = given
    whole(office.read_docx(data) if magic is Magic.DOCX else office.read_pptx(data))


@functools.cache
def _office_parts() -> dict[Magic, dict[str, bytes]]:
    """Return the parts of a good file of each kind."""
    import docx
    import pptx

    word, deck = docx.Document(), pptx.Presentation()
    word.add_heading("Serious Case Review: Child Q", 0)
    word.add_paragraph("The partnership should act.")
    word.add_table(1, 2).rows[0].cells[0].text = "Published"
    deck.slides.add_slide(deck.slide_layouts[0]).shapes.title.text = "7 minute briefing"
    found = {}
    for magic, file in ((Magic.DOCX, word), (Magic.PPTX, deck)):
        kept = io.BytesIO()
        file.save(kept)
        with zipfile.ZipFile(kept) as archive:
            found[magic] = {name: archive.read(name) for name in archive.namelist()}
    return found


@st.composite
def offices(draw: st.DrawFn) -> tuple[bytes, Magic]:
    """Draw an Office file one of whose parts is changed, or which is changed as a whole."""
    magic = draw(st.sampled_from((Magic.DOCX, Magic.PPTX)))
    parts = dict(_office_parts()[magic])
    likely = [
        name for name in parts if "core" in name or "document.xml" in name or "slide1.xml" in name or "rels" in name
    ]
    name = draw(st.sampled_from(sorted(likely)))
    parts[name] = draw(mutated([parts[name]]))
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for key, data in parts.items():
            archive.writestr(key, data)
    return draw(st.one_of(st.just(kept.getvalue()), mutated([kept.getvalue()]))), magic


def _wordpress_given() -> st.SearchStrategy[tuple[str, bytes, Magic]]:
    """Draw an answer for each kind of step, sometimes of another kind."""
    kept = {
        "types": mutated_json([wordpress.TYPES]),
        "pages": mutated_json([[wordpress.a_post(), wordpress.a_post(6)]]),
        "posts": mutated_json([[wordpress.a_post()], []]),
        "case-reviews": mutated_json([[wordpress.a_post()]]),
        "media": mutated_json([[MEDIA]]),
        "attachment": mutated_json([MEDIA]),
        "map": mutated(MAPS),
        "further": mutated(pages()),
        "site": mutated([wordpress.page(wordpress.HEAD)]),
    }
    one = [
        st.tuples(st.just(name), given, st.just(Magic.HTML if name in ("further", "site") else Magic.JSON))
        for name, given in kept.items()
    ]
    return st.one_of(
        *one, st.tuples(st.sampled_from(sorted(kept)), st.one_of(*kept.values()), st.sampled_from(list(Magic)))
    )


def _charsets() -> st.SearchStrategy[str | None]:
    """Draw a header ``Content-Type``, or none."""
    return st.one_of(st.none(), st.sampled_from(HEADERS), mutated_text(HEADERS))


def _govuk_kinds() -> st.SearchStrategy[str]:
    """Draw what was asked for."""
    return st.sampled_from(("search", "search of 2 after abc", "content", "known content", "content of a collection"))


TARGETS: dict[str, Target] = {
    "dates": Target(lambda: mutated_text(DATES), dates),
    "iso dates": Target(lambda: mutated_text(("2021", "2021-01", "2021-01-15", "2021-02-30")), iso_dates),
    "listing": Target(lambda: st.tuples(mutated(pages()), st.sampled_from([Magic.HTML] * 4 + list(Magic))), listing),
    "web page": Target(lambda: st.tuples(mutated(pages()), _charsets()), web_page),
    "NSPCC page": Target(lambda: mutated(pages("nspcc")), nspcc_page),
    "NSPCC heading": Target(lambda: mutated_text([line.split("|")[0] for line in nspcc.HEADINGS.split("\n")]), nspcc_heading),
    "GOV.UK": Target(lambda: st.tuples(mutated_json(_govuk_samples()), _govuk_kinds()), govuk_answer),
    "WordPress": Target(_wordpress_given, wordpress_answer),
    "robots": Target(
        lambda: st.tuples(st.sampled_from((200, 204, 301, 404, 429, 503)), mutated(ROBOTS), mutated_text(("reviews/x.pdf", "%zz?*$"))), rules,
    ),
    "headers": Target(
        lambda: st.tuples(
            st.sampled_from((200, 404, 429, 503)),
            st.dictionaries(st.sampled_from((*answers.KEPT_HEADERS, "Retry-After")), st.one_of(st.sampled_from(HEADERS), mutated_text(HEADERS))),
            st.one_of(st.binary(max_size=60), mutated(pages())),
        ),
        headers,
    ),
    "addresses": Target(lambda: mutated_text(ADDRESSES), addresses),
    "register": Target(lambda: mutated([(HERE / "world" / "sources.yaml").read_bytes(), (HERE / "world" / "awkward.yaml").read_bytes()]), register),
    "curation": Target(lambda: mutated(CURATION), corrections),
    "gold rows": Target(
        lambda: mutated([(HERE / "gold" / name).read_bytes()[:6000] for name in ("listings.jsonl", "reports.jsonl")]), gold_rows
    ),
    "settings": Target(lambda: st.dictionaries(st.sampled_from(SETTINGS), st.one_of(st.sampled_from(VALUES), mutated_text(VALUES)), max_size=4), settings),
    "document words": Target(lambda: st.lists(st.lists(st.one_of(st.sampled_from(LINES), mutated_text(LINES)), max_size=8).map("\n".join), min_size=1, max_size=4), words),
    "PDF": Target(pdfs, pdf_file),
    "Office": Target(offices, office_file),
}  # fmt: skip
"""Every reader by its name."""
