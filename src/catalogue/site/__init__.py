"""The website: pages and feeds printed from a published edition, to be hosted anywhere with nothing to attack.

Belongs here: the door to it. Does not belong here: anything that an edition does not tell; a picture's drawing; the
search in the browser (``site.search``).

Theory
------
The site is a pure function of one edition, the public address that it will stand at, and the feeds of alerts that
were printed beside the edition. ``shelf`` reads the edition; each module of ``pages`` makes pages of the rows, as
plain values; ``rendering`` makes them bytes, every value escaped; ``printing`` writes those that changed and swaps the
folder.

Four rules hold for every page. No page tells more than the edition does. No table or list crosses an area with ages or
with what happened to a child: these stand on a review's own page only, as its publisher printed them, with the
evidence. A page is reached within three clicks from the first one, and is smaller than 150 kB. No page loads anything
from elsewhere, holds a script in its text, or sets a cookie.
"""

from catalogue.site.building import build
from catalogue.site.checking import Finding, check
from catalogue.site.printing import NotASiteError, Outcome
from catalogue.site.rendering import Site
from catalogue.site.rows import OldEditionError
from catalogue.site.serving import server

__all__ = ["Finding", "NotASiteError", "OldEditionError", "Outcome", "Site", "build", "check", "server"]
