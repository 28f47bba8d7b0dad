"""The local publishers of the miniature internet: two partnerships' pages and an adults' board.

Belongs here: pages in the project's own words that carry public facts, with the headings that such
pages have. Does not belong here: the frame around them (``layout.py``), national bodies, odd cases.
"""

import datetime as dt

from tests.world import layout, reports
from tests.world.resources import Site, html, pdf, robots, sitemap

ASSETS = "http://assets.govuk.test/media"
TRIENNIAL_PDF = f"{ASSETS}/5e60a1f2/Complexity_and_challenge_triennial_analysis_2014-2017.pdf"
GUIDANCE_PDF = f"{ASSETS}/5e3b77c0/Rapid_review_guidance_2020.pdf"
SUDI_PAGE = (
    "http://govuk.test/government/publications/safeguarding-children-at-risk-from-sudden-unexpected-infant-death"
)
NSPCC_BRIEFINGS = "http://nspcc.test/case-reviews/learning-from-case-reviews-briefings/"

WANDSWORTH_PATH = "/about-the-partnership/learning-from-child-safeguarding-practice-reviews/"
WANDSWORTH_PAGE = f"http://wandsworth.test{WANDSWORTH_PATH}"
FRANKIE_PDF = "http://wandsworth.test/media/1432/frankie-lcspr-full-report-january-2021.pdf"
WALTHAM_PATH = "/strategic-partnerships/statutory-reviews"
WALTHAM_PAGE = f"http://walthamforest.test{WALTHAM_PATH}"
LEWISHAM_PAGE = "http://lewisham-sab.test/learning/safeguarding-adults-reviews"
TYRONE_PDF = "http://lewisham-sab.test/media/1187/sar-7-minute-briefing-tyrone-goodyear.pdf"

_WANDSWORTH = f"""
<h1>Learning from Child Safeguarding Practice Reviews</h1>
<p>Since Working Together to Safeguard Children 2018, Child Safeguarding Practice Reviews (CSPRs) have taken the
place of
Serious Case Reviews as the way in which serious cases are looked at.</p>

<h2>When do CSPRs take place?</h2>
<p>A review is considered when a child has died or come to serious harm, abuse or neglect is known or suspected,
and there
are questions about how services worked together.</p>
<p>Here a group of senior partners, the Serious Cases Improvement and Learning (SCIL) Group, decides for Wandsworth.</p>
<p>The aim is to improve how children are kept safe. It is not to find somebody to blame. What one area learns is
useful to
others too.</p>
<p>Some Serious Case Reviews that began under the 2015 guidance were still to be finished, and are published under that
guidance.</p>
<p><strong>What the guidance asks for</strong></p>
<p>The partners publish the report, with the name of the reviewer, unless that would not be right; then they
publish what
should improve. What is published stays open to everyone for a year at least.</p>

<h2>7 minute briefings</h2>
<p>A 7 minute briefing puts the main learning of a review on two pages, always in the same order, so that a team
can read it
together and talk about what it means for its own work. Each comes with three questions:</p>
<ol>
<li>What did this make you think about?</li>
<li>How will we keep the learning alive, and how would we know that we have?</li>
<li>Where does it belong in our team's or service's plans?</li>
</ol>

<h2>Wandsworth CSPRs</h2>
<h3>Frankie - published January 2021</h3>
<p>WSCB commissioned this review after Frankie, who was three years old, died in July 2016. Frankie had spent the
days before
in hospital with life-threatening asthma and died less than 24 hours after going home.</p>
<p><a href="/media/1432/frankie-lcspr-full-report-january-2021.pdf">Read full report</a></p>

<h3>Georgina and Grace&nbsp;</h3>
<p>Ms G brought Georgina, then aged 10 months, to hospital in February 2018 with a severe chickenpox infection. An
x-ray showed
a healing fracture of a rib, and more fractures were found. It was suspected that none of them was an accident.</p>
<p><a href="/media/1398/georgina-and-grace-scr.pdf">Read Serious Case Review</a></p>
<p><a href="/media/1399/georgina-and-grace-7mb.pdf">Read 7 minute briefing</a></p>

<h2>Training opportunity</h2>
<p><strong>Learning from experience: Child A and Georgina and Grace</strong></p>
<p>A workshop about what parents need in order to learn, and how to assess, support and work with them as partners.</p>
<ul><li>Monday 1 and Tuesday 2 March, 9.30am to 1.30pm</li></ul>
<p><a href="http://training.test/events/learning-from-experience">Book via TPD Online</a></p>

<h2>National CSPRs</h2>
<h3>Child C - Waltham Forest</h3>
<p>Child C, a boy of 14, was murdered; he had been criminally exploited. Some of what the review found is what we
are working
on here.</p>
<p><a href="/media/1405/child-c-7-minute-briefing.pdf">Read 7 minute briefing.</a></p>
<p>The full report and the response of the board are on <a href="http://walthamforest.test{WALTHAM_PATH}">Waltham Forest
Council's website</a>, under the tab for statutory reviews.</p>

<h3>Tyrone Goodyear - Lewisham</h3>
<p>This 7 minute briefing comes from Lewisham SAB. Tyrone Goodyear was a man of 24 who died after an overdose in
February 2019.
The briefing speaks of housing, of autism and safeguarding, and of suicide. It matters to children's services too:
autism
can hide how vulnerable a young adult is.</p>
<p><a href="{TYRONE_PDF}">Read 7 minute briefing</a></p>

<h2>Learning from national CSPRs</h2>
<p>The NSPCC gathers what case reviews teach into short briefings, each on one topic, with risk factors and
suggestions for
practice.</p>
<p><a href="{NSPCC_BRIEFINGS}">You will find the briefings on the NSPCC site</a></p>

<h3>Complexity and Challenge: A triennial analysis of SCRs 2014 - 2017 (March 2020)</h3>
<p>This analysis looks at 368 SCRs from 1 April 2014 to 31 March 2017 and at the themes they share.
<a href="{TRIENNIAL_PDF}">Read the triennial analysis</a></p>

<h3>Child Safeguarding Practice Review Panel</h3>
<p>Read the Panel's <a href="{SUDI_PAGE}">national review into sudden unexpected death in infancy (SUDI)</a>.</p>
<p>It studied 14 incidents in 12 local areas, out of 40 that the Panel was told of between June 2018 and August
2019.</p>

<h3>Guidance for the Rapid Review Process 2020</h3>
<p>A rapid review helps the partners to decide whether a fuller review should follow.</p>
<p><a href="{GUIDANCE_PDF}">View full guidance for Rapid Review Process.</a></p>

<h2>Useful links</h2>
<ul>
<li><a href="http://nspcc.test/case-reviews/">NSPCC: case reviews</a></li>
<li><a href="http://govuk.test/government/organisations/child-safeguarding-practice-review-panel">GOV.UK: Child
Safeguarding
Practice Review Panel</a></li>
<li><a href="http://council.wandsworth.test/children-and-families">Wandsworth Council: children and families</a></li>
<li><a href="mailto:business.manager@wandsworth.test">Write to the partnership</a></li>
</ul>
"""

_WALTHAM = """
<h1>Statutory reviews</h1>
<p>The strategic boards carry out reviews when a child or an adult has been seriously harmed or has died. The tabs
below have
those that are published at the moment. Older reviews are available on request from
<a href="mailto:boards@walthamforest.test">the boards' office</a>.</p>
<div class="tabs"><ul role="tablist"><li><a href="#children">Children</a></li><li><a href="#adults">Adults</a></li></ul>
<section id="children">
<h2>Serious Case Reviews</h2>
<h3>Child C Serious Case Review</h3>
<p>The board published this review about a 14-year-old boy who was murdered and had been criminally exploited.</p>
<ul>
<li><a href="/sites/default/files/2020-05/Child%20C%20Serious%20Case%20Review.pdf">Read the full report</a> (PDF)</li>
<li><a href="/sites/default/files/2020-05/Child%20C%20board%20response.pdf">Read the board's response</a> (PDF)</li>
</ul>
</section>
<section id="adults">
<h2>Safeguarding Adults Reviews</h2>
<h3>Adult Q</h3>
<p><a href="/sites/default/files/2019-11/sar-adult-q.pdf">Safeguarding Adults Review: Adult Q</a> (PDF)</p>
</section>
</div>
"""

_LEWISHAM = """
<h1>Safeguarding Adults Reviews</h1>
<p>The board arranges a Safeguarding Adults Review (SAR) when an adult with care and support needs has died or been
seriously
harmed and services could have worked together better.</p>
<h2>Tyrone Goodyear</h2>
<p>Tyrone Goodyear was a man of 24 who died in February 2019. The briefing is about housing, autism and suicide.</p>
<p><a href="/media/1187/sar-7-minute-briefing-tyrone-goodyear.pdf">Safeguarding Adults Review: 7 minute briefing</a></p>
"""


def build() -> dict[str, Site]:
    """Return the local hosts and the small ones that they link to."""
    return {
        "wandsworth.test": _wandsworth(),
        "walthamforest.test": _walthamforest(),
        "lewisham-sab.test": _lewisham(),
        "training.test": _training(),
        "council.wandsworth.test": _council(),
    }


def _wandsworth() -> Site:
    """Return the partnership's site: its learning page and its documents."""
    host = "wandsworth.test"
    crumbs = (("About the partnership", "/about-the-partnership/"),)
    title = "Learning from Child Safeguarding Practice Reviews"
    return {
        "/": html(layout.home(host, "We keep children safe together.", ((title, WANDSWORTH_PATH),))),
        "/robots.txt": robots(host),
        "/sitemap.xml": sitemap(host, {"/": dt.date(2020, 9, 1), WANDSWORTH_PATH: dt.date(2021, 2, 8)}),
        WANDSWORTH_PATH: html(
            layout.page(host, title, _WANDSWORTH, crumbs=crumbs), dt.datetime(2021, 2, 8, 10, 15, tzinfo=dt.UTC)
        ),
        "/media/1432/frankie-lcspr-full-report-january-2021.pdf": pdf(
            reports.frankie(), dt.datetime(2021, 1, 21, 14, 2, tzinfo=dt.UTC)
        ),
        "/media/1398/georgina-and-grace-scr.pdf": pdf(
            reports.georgina_and_grace(), dt.datetime(2020, 10, 6, 11, 40, tzinfo=dt.UTC)
        ),
        "/media/1399/georgina-and-grace-7mb.pdf": pdf(
            reports.georgina_and_grace_briefing(), dt.datetime(2020, 10, 6, 11, 44, tzinfo=dt.UTC)
        ),
        "/media/1405/child-c-7-minute-briefing.pdf": pdf(
            reports.child_c_briefing(), dt.datetime(2020, 11, 3, 9, 30, tzinfo=dt.UTC)
        ),
    }


def _walthamforest() -> Site:
    """Return the council's site: statutory reviews of children and of adults."""
    host = "walthamforest.test"
    crumbs = (("Strategic partnerships", "/strategic-partnerships"),)
    folder = "/sites/default/files"
    return {
        "/": html(layout.home(host, "Services for residents.", (("Statutory reviews", WALTHAM_PATH),))),
        "/robots.txt": robots(host, disallow=("/admin/", "/search/"), sitemap=False),
        WALTHAM_PATH: html(layout.page(host, "Statutory reviews", _WALTHAM, crumbs=crumbs)),
        f"{folder}/2020-05/Child C Serious Case Review.pdf": pdf(
            reports.child_c(), dt.datetime(2020, 5, 26, 10, 0, tzinfo=dt.UTC)
        ),
        f"{folder}/2020-05/Child C board response.pdf": pdf(
            reports.child_c_response(), dt.datetime(2020, 5, 26, 10, 5, tzinfo=dt.UTC)
        ),
        f"{folder}/2019-11/sar-adult-q.pdf": pdf(reports.adult_q(), dt.datetime(2019, 11, 12, 16, 0, tzinfo=dt.UTC)),
    }


def _lewisham() -> Site:
    """Return the adults' board's site."""
    host = "lewisham-sab.test"
    path = "/learning/safeguarding-adults-reviews"
    return {
        "/": html(layout.home(host, "Keeping adults safe.", (("Safeguarding Adults Reviews", path),))),
        "/robots.txt": robots(host, sitemap=False),
        path: html(layout.page(host, "Safeguarding Adults Reviews", _LEWISHAM, crumbs=(("Learning", "/learning"),))),
        "/media/1187/sar-7-minute-briefing-tyrone-goodyear.pdf": pdf(
            reports.tyrone_goodyear_briefing(), dt.datetime(2020, 9, 30, 13, 0, tzinfo=dt.UTC)
        ),
    }


def _training() -> Site:
    """Return the booking site, where two pseudonyms occur and no review does."""
    host = "training.test"
    main = (
        "<h1>Learning from experience: Child A and Georgina and Grace</h1>"
        "<p>A workshop of two mornings. Places are free for partner agencies.</p>"
    )
    return {
        "/": html(layout.home(host, "Courses and workshops.", ())),
        "/robots.txt": robots(host, disallow=("/basket",), sitemap=False),
        "/events/learning-from-experience": html(layout.page(host, "Learning from experience", main)),
    }


def _council() -> Site:
    """Return the council's own site, which only helps people to services."""
    host = "council.wandsworth.test"
    return {
        "/": html(layout.home(host, "Council services.", (("Children and families", "/children-and-families"),))),
        "/robots.txt": robots(host, sitemap=False),
        "/children-and-families": html(layout.page(host, "Children and families", "<h1>Children and families</h1>")),
    }
