"""A host on which much is odd: what the real web holds between the good pages. For tests only.

Belongs here: pages and files that cannot be read, cannot be trusted or say nothing. Does not belong
here: faults that come and go (``faults.py``).
"""

import io

from PIL import Image

from tests.world import layout, papers
from tests.world.resources import Resource, Site, html, pdf, robots

HOST = "awkward.test"

LIST_PATH = "/reviews/"
IMAGE_PATH = "/picture/"
SHELL_PATH = "/app/"
NONE_PATH = "/none/"
WRONG_ENCODING_PATH = "/wrong-encoding/"
UNKNOWN_ENCODING_PATH = "/unknown-encoding/"
BARRED_PATH = "/barred/"

_LIST = """
<h1>Serious Case Reviews</h1>
<p>Each of these is published as it is.</p>
<h2>Child S</h2>
<p><a href="/files/child-s-scr-scanned.pdf">Serious Case Review: Child S</a></p>
<h2>Child E</h2>
<p><a href="/files/child-e-scr-locked.pdf">Serious Case Review: Child E</a></p>
<h2>Child G</h2>
<p><a href="/files/child-g-scr-garbage.pdf">Serious Case Review: Child G</a></p>
<h2>Child H</h2>
<p><a href="/files/child-h-scr.pdf">Serious Case Review: Child H</a></p>
<h2>Child M</h2>
<p><a href="/files/child-m-scr-missing.pdf">Serious Case Review: Child M</a></p>
<h2>Child T</h2>
<p><a href="/files/child-t-scr-cut.pdf">Serious Case Review: Child T</a></p>
<h2>Child P</h2>
<p><a href="http://10.0.0.1/secret.pdf">Serious Case Review: Child P</a></p>
<h2>Child L</h2>
<p><a href="http://127.0.0.1:22/x.pdf">Serious Case Review: Child L</a></p>
"""

_NONE = """
<h1>Child safeguarding practice reviews</h1>
<h2>Published reviews</h2>
<p>No reviews have been published in the last 12 months.</p>
"""

_ENCODED = """
<h1>Child Safeguarding Practice Reviews</h1>
<h2>Published reviews</h2>
<h3>Siân – published March 2021</h3>
<p>The “lead reviewer” spoke with Siân’s family.</p>
<p><a href="/files/sian-cspr.pdf">Siân – full report</a></p>
"""


def build() -> dict[str, Site]:
    """Return the one host."""
    shell = (
        '<!DOCTYPE html><html lang="en"><head><title>Practice reviews</title></head><body>'
        "<h1>Published serious case reviews</h1><p>Published reviews are listed below.</p>"
        '<div id="app"></div><noscript>Please switch on JavaScript to see the list.</noscript>'
        '<script src="/bundle.js"></script></body></html>'
    )
    encoded = layout.page(HOST, "Reviews", _ENCODED)
    unmarked = encoded.replace('<meta charset="utf-8">\n', "")
    cut = _report("Child T")
    return {
        HOST: {
            "/": html(layout.home(HOST, "A site with oddities.", (("Reviews", LIST_PATH),))),
            "/robots.txt": robots(HOST, disallow=(BARRED_PATH,), sitemap=False),
            LIST_PATH: html(layout.page(HOST, "Serious Case Reviews", _LIST)),
            IMAGE_PATH: Resource(_picture(), "image/png"),
            SHELL_PATH: html(shell),
            NONE_PATH: html(layout.page(HOST, "Child safeguarding practice reviews", _NONE)),
            # Declared as UTF-8 in the header, written as Windows-1252: common where a page was pasted together.
            WRONG_ENCODING_PATH: Resource(unmarked.encode("cp1252"), "text/html; charset=utf-8"),
            UNKNOWN_ENCODING_PATH: Resource(unmarked.encode("cp1252"), "text/html; charset=x-unknown-9"),
            BARRED_PATH: html(layout.page(HOST, "Barred", _NONE)),
            "/files/child-s-scr-scanned.pdf": pdf(papers.scanned()),
            "/files/child-e-scr-locked.pdf": pdf(papers.encrypted()),
            "/files/child-g-scr-garbage.pdf": pdf(papers.garbage()),
            "/files/child-h-scr.pdf": html(
                layout.page(HOST, "Child H", "<h1>Serious Case Review: Child H</h1><p>Please ask for a copy.</p>")
            ),
            "/files/child-t-scr-cut.pdf": pdf(cut[: len(cut) // 2]),
            "/files/sian-cspr.pdf": pdf(_report("Siân")),
        }
    }


def _report(title: str) -> bytes:
    """Return a small report."""
    chapter = papers.Chapter("Introduction", ("This report is a stand-in for a review.",))
    return papers.report(papers.Report("Serious Case Review", title, "Awkward Safeguarding Board", (), (chapter,)))


def _picture() -> bytes:
    """Return a small picture."""
    out = io.BytesIO()
    Image.new("RGB", (24, 24), (29, 53, 87)).save(out, "PNG")
    return out.getvalue()
