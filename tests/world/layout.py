"""The frame around every page of the miniature internet: menus, breadcrumb, sidebar, footer.

Belongs here: the furniture that a reader of listings must not mistake for content. Does not belong
here: the content.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """How one host's pages look around their content."""

    name: str
    menu: tuple[tuple[str, str], ...]
    sidebar: tuple[tuple[str, str], ...] = ()
    footer: str = ""
    updated: str | None = None
    """Words of the page's own date of change, a trap for readers of dates."""


_PARTNERSHIP_MENU = (
    ("Home", "/"),
    ("About the partnership", "/about-the-partnership/"),
    ("For professionals", "/for-professionals/"),
    ("For children and young people", "/for-children/"),
    ("Training", "/training/"),
    ("News and newsletters", "/news/"),
)

LOOKS = {
    "wandsworth.test": Look(
        "Wandsworth Safeguarding Children Partnership",
        _PARTNERSHIP_MENU,
        (
            ("Serious case reviews: how we learn", "/about-the-partnership/how-we-learn/"),
            ("Policies and procedures", "/for-professionals/policies.pdf"),
            ("Annual report 2019-20", "/media/1200/annual-report-2019-20.pdf"),
            ("Report a concern about a child", "/report-a-concern/"),
        ),
        "Wandsworth Safeguarding Children Partnership, Town Hall.",
        "Page last reviewed: 8 February 2021",
    ),
    "walthamforest.test": Look(
        "Waltham Forest Council",
        (
            ("Home", "/"),
            ("Council tax", "/council-tax"),
            ("Bins and recycling", "/bins"),
            ("Children and families", "/families"),
            ("Strategic partnerships", "/strategic-partnerships"),
        ),
        (("Strategic Partnership Boards", "/strategic-partnerships"), ("Contact the boards", "/contact")),
        "Waltham Forest Council",
        "Last updated: 14 November 2020",
    ),
    "lewisham-sab.test": Look(
        "Lewisham Safeguarding Adults Board",
        (("Home", "/"), ("About us", "/about"), ("Learning", "/learning"), ("Adult abuse: report it", "/report")),
        (("Board newsletters", "/newsletters"),),
        "Lewisham Safeguarding Adults Board",
        "Updated 2 December 2020",
    ),
    "nspcc.test": Look(
        "NSPCC Learning",
        (
            ("Home", "/"),
            ("Case reviews", "/case-reviews/"),
            ("Research and resources", "/research/"),
            ("Training and consultancy", "/training/"),
            ("Safeguarding and child protection", "/safeguarding/"),
        ),
        (("Sign up to the weekly newsletter", "/newsletter/"),),
        "A small stand-in for the charity's learning site.",
    ),
    "govuk.test": Look(
        "GOV.UK",
        (("Benefits", "/browse/benefits"), ("Childcare and parenting", "/browse/childcare-parenting")),
        (),
        "All content is available under the Open Government Licence v3.0, except where otherwise stated",
    ),
}


def page(host: str, title: str, main: str, *, crumbs: tuple[tuple[str, str], ...] = ()) -> str:
    """Return a whole page: the given main content within its host's furniture.

    Args:
        host: Name of the host; an unknown one gets plain furniture.
        title: Title of the page, without the site's name.
        main: HTML of the main content.
        crumbs: Names and paths of the pages above it.

    Returns:
        The HTML text.
    """
    look = LOOKS.get(host) or Look(host, (("Home", "/"),))
    menu = "".join(f'<li><a href="{path}">{name}</a></li>' for name, path in look.menu)
    trail = "".join(f'<li><a href="{path}">{name}</a></li>' for name, path in (("Home", "/"), *crumbs))
    side = "".join(f'<li><a href="{path}">{name}</a></li>' for name, path in look.sidebar)
    aside = f'<aside class="sidebar"><h2>In this section</h2><ul>{side}</ul></aside>' if side else ""
    updated = f'<p class="updated">{look.updated}</p>' if look.updated else ""
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>{title} - {look.name}</title>
<link rel="stylesheet" href="/assets/site.css">
<script>window.dataLayer = window.dataLayer || [];</script>
</head>
<body>
<a class="skip-link" href="#main">Skip to main content</a>
<div class="cookie-banner" role="region" aria-label="Cookies"><p>We use cookies. <a href="/cookies">Choose</a></p></div>
<header class="site-header">
<p class="logo"><a href="/">{look.name}</a></p>
<form action="/search" role="search"><label>Search <input name="q"></label><button>Go</button></form>
<nav aria-label="Main menu"><ul>{menu}</ul></nav>
</header>
<nav class="breadcrumb" aria-label="Breadcrumb"><ol>{trail}<li>{title}</li></ol></nav>
<div class="columns">
<main id="main">
{main}
{updated}
</main>
{aside}
</div>
<footer class="site-footer">
<ul><li><a href="/privacy">Privacy</a></li><li><a href="/accessibility">Accessibility statement</a></li>
<li><a href="/contact">Contact us</a></li></ul>
<p>{look.footer}</p>
<p>&copy; 2021</p>
</footer>
</body>
</html>
"""


def home(host: str, sentence: str, links: tuple[tuple[str, str], ...]) -> str:
    """Return a host's home page with a sentence and some links."""
    name = LOOKS[host].name if host in LOOKS else host
    items = "".join(f'<li><a href="{path}">{text}</a></li>' for text, path in links)
    return page(host, "Home", f"<h1>{name}</h1>\n<p>{sentence}</p>\n<ul>{items}</ul>")
