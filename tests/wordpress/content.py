"""The site that the real WordPress holds: a partnership's pages, posts and files, and what a harvest must find.

Belongs here: words, files and the truth about them. Does not belong here: processes (``server.py``).
"""

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.wordpress.server import WordPress
from tests.world.papers import Chapter, Report, report

BOARD = "Sampleborough Safeguarding Children Partnership"
_LINE = "The partnership brings together the council, the police and health services of the borough. "


@dataclass(frozen=True)
class File:
    """One file of the media library."""

    key: str
    title: str
    parent: str = ""
    caption: str = ""


@dataclass(frozen=True)
class Post:
    """One page, post or entry of another type."""

    key: str
    title: str
    content: str = ""
    type: str = "page"
    status: str = "publish"
    parent: str = ""
    password: str = ""
    date: str = "2019-06-03 11:00:00"
    report: str = ""
    """File that only the theme shows."""


@dataclass
class Site:
    """Everything on the site, and what is true of it."""

    posts: list[Post] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    reviews: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Files of the partnership's own reviews of children, by pseudonym; none for one that is only told of."""
    others: tuple[str, ...] = ()
    """Files of reviews that are another body's or of adults."""
    orphans: tuple[str, ...] = ()
    """Files of reviews that no page links to."""
    dates: dict[str, str] = field(default_factory=dict)
    """Files that a news post dates, with the day."""

    def post(self, key: str, title: str, content: str = "", **more: Any) -> None:
        """Add a page or post."""
        self.posts.append(Post(key, title, content, **more))

    def file(self, key: str, title: str, **more: Any) -> str:
        """Add a file; return a block that links to it."""
        self.files.append(File(key, title, **more))
        return (
            f'<!-- wp:file {{"id":{{number:{key}}},"href":"{{file:{key}}}"}} -->'
            f'<div class="wp-block-file"><a href="{{file:{key}}}">{title}</a>'
            f'<a href="{{file:{key}}}" class="wp-block-file__button wp-element-button" download>Download</a></div>'
            "<!-- /wp:file -->\n"
        )

    def review(self, name: str, *keys: str) -> None:
        """Say which files are a review's."""
        self.reviews[name] = (*self.reviews.get(name, ()), *keys)

    def filled(self, folder: Path) -> dict[str, Any]:
        """Write the files and return what ``act.php`` fills the site with."""
        files = []
        for one in self.files:
            path = folder / f"{one.key}.pdf"
            path.write_bytes(_paper(one.title))
            files.append({**asdict(one), "path": str(path)})
        return {"posts": [asdict(one) for one in self.posts], "files": files}


def build() -> Site:
    """Return the site."""
    site = Site()
    site.post("home", "Welcome", paragraph(_LINE * 3))
    site.post("about", "About the partnership", paragraph(_LINE * 2))
    site.post("learning", "Learning", paragraph("What we learn from practice, and how we share it."))
    _list_of_reviews(site)
    _page_each(site)
    _entries(site)
    _news(site)
    _not_reviews(site)
    _other_bodies(site)
    _not_public(site)
    return site


def paragraph(words: str) -> str:
    """Return a paragraph as the block editor keeps it."""
    return f"<!-- wp:paragraph -->\n<p>{words}</p>\n<!-- /wp:paragraph -->\n"


def heading(words: str) -> str:
    """Return a heading as the block editor keeps it."""
    return f"<!-- wp:heading -->\n<h2>{words}</h2>\n<!-- /wp:heading -->\n"


def _list_of_reviews(site: Site) -> None:
    """One page with a heading for each older review, then links to the pages of the newer ones."""
    words = [paragraph("The following serious case reviews have been published by the board.")]
    for letter in "ABCDEFGH":
        name, key = f"Child {letter}", f"child-{letter.lower()}"
        words.append(heading(f"{name}: Serious Case Review (published March 2017)"))
        words.append(site.file(f"{key}-report", f"{name} overview report", parent="reviews"))
        words.append(site.file(f"{key}-briefing", f"{name} 7 minute briefing", parent="reviews"))
        site.review(name, f"{key}-report", f"{key}-briefing")
    words.append(heading("Newer reviews"))
    items = "".join(f'<li><a href="{{link:page-{letter}}}">Child {letter.upper()}</a></li>' for letter in "ijklmnop")
    words.append(f"<!-- wp:list --><ul>{items}</ul><!-- /wp:list -->")
    site.post("reviews", "Serious Case Reviews", "".join(words), parent="learning")


def _page_each(site: Site) -> None:
    """One page for each newer review, below the list."""
    for letter in "ijklmn":
        name, key = f"Child {letter.upper()}", f"child-{letter}"
        words = paragraph(f"The partnership has completed a review about {name}. It was published on 4 May 2021.")
        words += site.file(f"{key}-report", "Read the full report", parent=f"page-{letter}")
        words += site.file(f"{key}-briefing", "Learning briefing", parent=f"page-{letter}")
        words += site.file(f"{key}-response", "Partnership response", parent=f"page-{letter}")
        site.review(name, f"{key}-report", f"{key}-briefing", f"{key}-response")
        site.post(f"page-{letter}", f"{name}: Local Child Safeguarding Practice Review", words, parent="reviews")
    # An older editor linked to the page of a file; and a theme shows a file from a field of its own.
    site.file("child-o-report", "Child O overview report")
    site.review("Child O", "child-o-report")
    attached = '<p>The report about Child O: <a href="/?attachment_id={number:child-o-report}" rel="attachment wp-att-{number:child-o-report}">Child O report</a></p>'
    site.post("page-o", "Child O: Local Child Safeguarding Practice Review", attached, parent="reviews")
    site.file("child-p-report", "Child P overview report")
    site.review("Child P", "child-p-report")
    site.post(
        "page-p",
        "Child P: Local Child Safeguarding Practice Review",
        paragraph("The report is below."),
        parent="reviews",
        report="child-p-report",
    )
    site.review("Child Q")
    site.post(
        "page-q",
        "Child Q: Local Child Safeguarding Practice Review",
        paragraph("The report about Child Q is not published, to protect the family. " + _LINE * 4),
        parent="reviews",
    )


def _entries(site: Site) -> None:
    """Reviews that have a type of their own."""
    for letter in "RSTU":
        name, key = f"Child {letter}", f"child-{letter.lower()}"
        words = paragraph(f"{_LINE}The learning from the review about {name} is in the report.")
        words += site.file(f"{key}-report", f"{name} report", parent=f"entry-{letter}")
        site.review(name, f"{key}-report")
        site.post(f"entry-{letter}", f"{name} - Local Child Safeguarding Practice Review", words, type="case_review")


def _news(site: Site) -> None:
    """More posts than one answer holds; three of them publish a review, one of them late in the evening."""
    for number in range(120):
        day = f"20{10 + number // 12:02}-{number % 12 + 1:02}-{number % 27 + 1:02} 09:30:00"
        site.post(f"news-{number}", f"News of week {number}", paragraph(_LINE), type="post", date=day)
    for letter, day, time in (
        ("V", "2022-02-10", "10:00:00"),
        ("W", "2022-06-30", "23:45:00"),
        ("X", "2022-07-01", "00:15:00"),
    ):
        name, key = f"Child {letter}", f"child-{letter.lower()}"
        words = paragraph(f"The partnership is publishing its Local Child Safeguarding Practice Review about {name}.")
        words += site.file(f"{key}-report", f"{name} report", parent=f"post-{letter}")
        site.review(name, f"{key}-report")
        site.dates[f"{key}-report"] = day
        title = f"Local Child Safeguarding Practice Review: {name}"
        site.post(f"post-{letter}", title, words, type="post", date=f"{day} {time}")
    again = paragraph('Our review about Child I is now published: <a href="{file:child-i-report}">Child I report</a>.')
    site.post(
        "post-i", "Local Child Safeguarding Practice Review: Child I", again, type="post", date="2021-05-04 09:00:00"
    )


def _not_reviews(site: Site) -> None:
    """Pages and files about other things."""
    for key, title, names in (
        (
            "policies",
            "Policies and procedures",
            ("Neglect policy", "Thresholds document", "Information sharing protocol"),
        ),
        (
            "training",
            "Training",
            ("Booking form for training", "Learning from case reviews: training course, 3 May 2022"),
        ),
        (
            "newsletters",
            "Newsletters",
            ("Newsletter spring 2021", "Newsletter autumn 2021", "Annual report 2021 to 2022"),
        ),
        ("help", "Getting help", ("Early help leaflet", "Who to call")),
    ):
        words = "".join(site.file(f"{key}-{number}", name, parent=key) for number, name in enumerate(names))
        site.post(key, title, paragraph(_LINE) + words)
    site.file("brochure", "Brochure about the borough")


def _other_bodies(site: Site) -> None:
    """Reviews of adults, of the nation and of other areas; and one that no page links to."""
    words = "".join(
        heading(f"Adult {letter}: Safeguarding Adults Review")
        + site.file(f"adult-{letter.lower()}", "Overview report", parent="adults")
        for letter in "ABC"
    )
    site.post("adults", "Safeguarding Adults Reviews", words)
    words = heading("National reviews") + site.file("national", "National review: bruising in infants who do not move")
    words += heading("Reviews from other areas") + site.file("lewisham", "Lewisham Child Z Serious Case Review")
    site.post("elsewhere", "Learning from elsewhere", words, parent="learning")
    site.others = ("adult-a", "adult-b", "adult-c", "national", "lewisham")
    site.file("orphan", "Child Y Serious Case Review overview report")
    site.orphans = ("orphan",)


def _not_public(site: Site) -> None:
    """What a visitor cannot read: each with a review that must not be found."""
    for number, (kind, more) in enumerate(
        (
            ("draft", {"status": "draft"}),
            ("private", {"status": "private"}),
            ("pending", {"status": "pending"}),
            ("future", {"status": "future", "date": "2090-01-01 09:00:00"}),
            ("closed", {"password": "sesame"}),
        ),
        start=1,
    ):
        words = paragraph("The Local Child Safeguarding Practice Review is here.")
        words += site.file(f"{kind}-report", f"Child Z{number} Local Child Safeguarding Practice Review", parent=kind)
        site.post(kind, f"Child Z{number}: Local Child Safeguarding Practice Review", words, **more)


def _paper(title: str) -> bytes:
    """Return a short paper under a title."""
    chapter = Chapter("About this paper", ("It was made for a test. Nobody in it is real.",))
    return report(Report("Paper", title, BOARD, ("May 2021",), (chapter,)))


@dataclass(frozen=True)
class Filled:
    """The running site and what it was filled with."""

    server: WordPress
    site: Site
    numbers: dict[str, int]
    files: dict[str, str]
    """Address of each file."""
