"""The national charity's host: an update page by year and a page of topic briefings.

Belongs here: entries with the headings and the irregular separators of such pages. Does not belong
here: anything but public facts and obviously general filler.
"""

import datetime as dt

from tests.world import layout, learning, national_reports, reports
from tests.world.resources import Site, html, pdf, robots, sitemap

HOST = "nspcc.test"
LIBRARY_HOST = "library.nspcc.test"
UPDATE_PATH = "/case-reviews/update/"
BRIEFINGS_PATH = "/case-reviews/learning-from-case-reviews-briefings/"
PARENTS_PATH = "/case-reviews/learning-from-case-reviews-briefings/parents-with-a-mental-health-problem/"
OLDER_PATH = "/case-reviews/published-before/"
"""A page of older forms, which no other page links to."""
DEPOSIT_PATH = "/media/2014AnonymousChildCOverview.pdf"
INFANTS_PATH = "/media/1352/learning-from-case-reviews_infants.pdf"
SHARING_PATH = "/media/1348/learning-from-case-reviews_information-sharing.pdf"

_UPDATE = """
<h1>Case reviews update</h1>
<p>This page lists case reviews that were added to the national collection, by the year of publication. It says
briefly what
each is about and what can be learned from it.</p>
<p>Some reviews are published without the name of the area.</p>

<h2>2021</h2>
<h3>2021 – Wandsworth – Frankie</h3>
<p>Death of a 3-year-old in July 2016, within a day of going home from hospital, where the child had been treated
for severe
asthma.</p>
<p>Learning themes include: asthma and the management of medical conditions; hospital discharge planning; the voice
of the
child; information sharing between agencies.</p>
<p>Recommendations to the partnership include: check that asthma plans are known to everyone who cares for a child;
look at
how missed appointments are followed up.</p>

<h2>2020</h2>
<h3>2020 – Waltham Forest – Child C</h3>
<p>Murder of a 14-year-old boy who had been criminally exploited.</p>
<p>Learning includes: see exploited children as children first; act quickly at moments when help may be accepted;
children
out of school.</p>
<p>Recommendations include: a shared approach to child criminal exploitation; quick support for children who move
area.</p>

<h3>2020 - Anonymous – Child XY</h3>
<p>Concerns about the long-term neglect of a primary-school child.</p>
<p>Learning themes include: recognising neglect over time; use of chronologies; professional curiosity.</p>
<p>Recommendations to the partnership include: offer training on chronologies.</p>

<h2>2019</h2>
<h3>December 2019- Anonymous - Children V and W</h3>
<p>Emotional harm to brothers and sisters during a long separation of their parents.</p>
<p>Learning themes include: the lived experience of the child; working with fathers.</p>
"""

_BRIEFINGS = f"""
<h1>Learning from case reviews briefings</h1>
<p>Each briefing takes one topic and brings together risk factors and suggestions for practice from published case
reviews.</p>
<h2>Briefings by topic</h2>
<ul class="cards">
<li><h3><a href="{PARENTS_PATH}">Parents with a mental health problem: learning from case reviews</a></h3>
<p>How parental mental health can affect a child, and what adults' and children's services can do together.</p></li>
<li><h3><a href="{INFANTS_PATH}">Infants: learning from case reviews (PDF)</a></h3>
<p>Why babies need particular attention.</p></li>
<li><h3><a href="{SHARING_PATH}">Information sharing and multi-agency working: learning from case reviews
(PDF)</a></h3>
<p>How agencies can build a shared picture of a child's life.</p></li>
</ul>
<h2>More about case reviews</h2>
<p><a href="{UPDATE_PATH}">Case reviews update</a></p>
"""

_PARENTS = """
<h1>Parents with a mental health problem: learning from case reviews</h1>
<p>Summary of risk factors and learning for improved practice</p>
<h2>What reviews say</h2>
<p>Most parents who have a mental health problem care well for their children. Reviews show that parental mental
health
matters most where it comes with other pressures, and where adults' services do not ask about children.</p>
<h2>Learning for improved practice</h2>
<ul><li>Adults' services should know which of their patients are parents.</li>
<li>Joint visits by adults' and children's workers help to see the whole family.</li>
<li>Ask children how things are at home on a good day and on a bad one.</li></ul>
"""


_OLDER = f"""
<h1>Case reviews published before</h1>
<dl><dt>2020 - Anonymous – Child XY</dt>
<dd>Concerns about the long-term neglect of a primary-school child.</dd>
<dd>Learning themes include: recognising neglect over time; use of chronologies; professional curiosity.</dd>
<dt>2020 - Anonymous – Child XY</dt>
<dd>Serious injury of a 4-year-old boy, who is another child.</dd></dl>
<p><strong>December 2014NSPCC on behalf of unnamed LSCB - Child C</strong><br>
Serious harm of a 5-year-old girl in Waltham Forest.<br>
Issues identified include: domestic abuse; professional curiosity.<br>
<a href="{DEPOSIT_PATH}">Read the overview report</a>
<a href="http://{LIBRARY_HOST}/HeritageScripts/Hapi.dll/search2?searchTerm0=C5491">Find it in the library</a></p>
<p><strong>2012Ceredigion – Child J</strong></p>
<p>Serious injury of a baby in 2007.</p>
<p>Makes recommendations that pictures are taken.</p>
<p>Non-accidental injuries, physical abuse.</p>
"""


def build() -> dict[str, Site]:
    """Return the one host with its pages and papers."""
    crumbs = (("Case reviews", "/case-reviews/"),)
    title = "Learning from case reviews briefings"
    overview = (("Case reviews update", UPDATE_PATH), (title, BRIEFINGS_PATH))
    site: Site = {
        "/": html(layout.home(HOST, "Learning for people who work with children.", overview)),
        "/case-reviews/": html(layout.home(HOST, "What can be learned from case reviews.", overview)),
        "/robots.txt": robots(HOST, disallow=("/search", "/basket/")),
        "/sitemap.xml": sitemap(HOST, {UPDATE_PATH: dt.date(2021, 2, 15), BRIEFINGS_PATH: dt.date(2020, 12, 1)}),
        UPDATE_PATH: html(layout.page(HOST, "Case reviews update", _UPDATE, crumbs=crumbs)),
        BRIEFINGS_PATH: html(layout.page(HOST, title, _BRIEFINGS, crumbs=crumbs)),
        PARENTS_PATH: html(
            layout.page(
                HOST,
                "Parents with a mental health problem: learning from case reviews",
                _PARENTS + f"<p>{learning.SHARING.paragraphs[0]}</p>",
                crumbs=(*crumbs, (title, BRIEFINGS_PATH)),
            )
        ),
        OLDER_PATH: html(layout.page(HOST, "Case reviews published before", _OLDER, crumbs=crumbs)),
        DEPOSIT_PATH: pdf(reports.child_c()),
        INFANTS_PATH: pdf(national_reports.topic_infants()),
        SHARING_PATH: pdf(national_reports.topic_information_sharing()),
    }
    library: Site = {
        "/": html(layout.home(LIBRARY_HOST, "The catalogue, which no machine should read.", ())),
        "/robots.txt": robots(LIBRARY_HOST, sitemap=False),
        "/HeritageScripts/Hapi.dll/search2": html(layout.page(LIBRARY_HOST, "Record", "<h1>C5491</h1>")),
    }
    return {HOST: site, LIBRARY_HOST: library}
