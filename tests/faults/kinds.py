"""The fault script: how each kind of fault answers, and what a check must say of it.

Belongs here: ground truth, written by hand from the taxonomy of failures. Does not belong here: anything of the
catalogue; verdicts and rules are plain words.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tests.faults import content
from tests.faults.replies import HTML, PDF, TEXT, Act, Reply, drip, raw, reset, silence, to

FOLDERS = ("documents", "media", "wp-content/uploads/2021/05", "sites/default/files", "download/reviews")
NOTHING = (
    "Page not found",
    "404",
    "Error 404",
    "404 Not Found",
    "Sorry, we can't find that page",
    "File not found",
    "The page you requested could not be found",
    "Page not found (404)",
    "Oops! That page can\u2019t be found.",
    "This page does not exist",
)
WELSH = (
    "Ni ddaethpwyd o hyd i'r dudalen",
    "Heb ei ganfod",
    "Tudalen heb ei chanfod",
    "Gwall 404",
    "Ni ellir dod o hyd i'r dudalen",
)


@dataclass(frozen=True)
class Site:
    """One virtual host, broken in one way."""

    kind: str
    seed: int

    @property
    def host(self) -> str:
        """Its name, which says what is wrong with it."""
        return f"{self.kind}-{self.seed:03d}.faults.test"

    @property
    def base(self) -> str:
        """Beginning of its addresses."""
        return f"{'https' if KINDS[self.kind].tls else 'http'}://{self.host}"

    @property
    def documents(self) -> tuple[str, ...]:
        """Paths of its documents."""
        folder = FOLDERS[self.seed % len(FOLDERS)]
        kind = KINDS[self.kind]
        ending = ("", "/")[self.seed % 2] if kind.html else ".pdf"
        return tuple(f"/{folder}/child-{self.seed}-{number}{ending}" for number in range(kind.documents))

    def title(self, number: int = 0) -> str:
        """Title of a document; many are traps."""
        return f"{content.TRAPS[(self.seed + number) % len(content.TRAPS)]} | {content.PARTNERSHIP}"

    def text(self, number: int = 0) -> str:
        """Text of a document."""
        return content.prose((self.kind, self.seed, number))


Fault = Callable[[Site, str], Act | None]
"""What a broken host answers at a path; None for what it would answer in health."""


@dataclass(frozen=True)
class Kind:
    """One way to fail, and the truth about it."""

    verdict: str
    rule: str
    fault: Fault
    html: bool = False
    documents: int = 1
    soft: bool = False
    lookup: str = ""
    tls: str = ""
    slow: bool = False
    moved: bool = False


def healthy(site: Site, path: str) -> Reply:
    """Return what a host answers in health."""
    kind = KINDS[site.kind]
    if path == "/":
        return Reply(200, content.page(content.PARTNERSHIP, content.prose((site.host, "home"), 120)))
    if path == "/robots.txt" and site.seed % 2:
        return Reply(200, b"User-agent: *\nDisallow: /admin/\n", TEXT)
    if path in site.documents:
        number = site.documents.index(path)
        if kind.html:
            return Reply(200, content.page(site.title(number), site.text(number), heading=site.title(number)))
        return Reply(200, content.pdf(site.text(number)), PDF, {"ETag": f'"{site.seed}"'})
    if kind.soft and path != "/robots.txt":
        return Reply(200, catch_all(site))
    return Reply(404, content.page("Page not found", "It is not here.", heading="Page not found"))


def catch_all(site: Site) -> bytes:
    """Return the page that a host shows for any address at all, without a word of an error."""
    return content.page(content.PARTNERSHIP, content.prose((site.host, "catch-all"), 90), heading="Welcome")


def at_documents(act: Act) -> Fault:
    """Break the documents only."""
    return lambda site, path: act if path in site.documents else None


def for_site(make: Callable[[Site], Act]) -> Fault:
    """Break the documents only, each site in its own way."""
    return lambda site, path: make(site) if path in site.documents else None


def everywhere(act: Act) -> Fault:
    """Break every address."""
    return lambda site, path: act


def redirected(place: str, then: bytes = b"") -> Fault:
    """Lead documents to another path of the host, which shows a page."""

    def fault(site: Site, path: str) -> Act | None:
        if path in site.documents:
            return to(f"{site.base}{place}")
        return Reply(200, then) if path == place and then else None

    return fault


def error(status: int, **headers: str) -> Reply:
    """Return an answer with a status and a page of some words."""
    body = content.page(f"Status {status}", content.prose(status, 200))
    return Reply(status, body, headers={name.replace("_", "-"): value for name, value in headers.items()})


def small(status: int, **headers: str) -> Reply:
    """Return a short refusal."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, b"<html><body><p>Request blocked.</p></body></html>", headers=named)


def challenge(status: int, markup: str, title: str = "") -> Reply:
    """Return a page with the markup of a challenge and few words."""
    return Reply(
        status, f"<html><head><title>{title}</title></head><body>{markup}<p>One moment</p></body></html>".encode()
    )


def absent(titles: tuple[str, ...], *, in_title: bool) -> Callable[[Site], Act]:
    """Return a page with status 200 that says in its title, or only in its heading, that nothing is there."""

    def page(site: Site) -> Act:
        words = titles[site.seed % len(titles)]
        title = f"{words} | {content.PARTNERSHIP}" if in_title else content.PARTNERSHIP
        body = content.prose((site.host, "sorry"), 60)
        return Reply(200, content.page(title, body, heading=words))

    return page


def _pdf(make: Callable[[Site], bytes]) -> Fault:
    """Answer with another file."""
    return for_site(lambda site: Reply(200, make(site), PDF))


def _page(make: Callable[[Site], bytes]) -> Fault:
    """Answer with another page."""
    return for_site(lambda site: Reply(200, make(site)))


def _login(site: Site, path: str) -> Act | None:
    """Lead to a sign-in page."""
    if path in site.documents:
        return to(f"{site.base}/account/login?next=x")
    form = "<form><input name='u'><input type='password' name='p'></form>"
    return Reply(200, content.page("Members", form, heading="Members")) if path == "/account/login" else None


def _forbidden_one(site: Site, path: str) -> Act | None:
    """Refuse the first document only."""
    return error(403, Server="nginx") if path == site.documents[0] else None


def _robots(act: Act) -> Fault:
    """Break the rules of the site only."""
    return lambda site, path: act if path == "/robots.txt" else None


def _moved(site: Site, path: str) -> Act | None:
    """Let the document answer elsewhere."""
    if path in site.documents:
        return error(404)
    return Reply(200, content.pdf(site.text()), PDF) if path == "/new/place.pdf" else None


def _moved_text(site: Site, path: str) -> Act | None:
    """Let the document, saved again, answer elsewhere."""
    if path in site.documents:
        return error(410)
    return Reply(200, content.pdf(site.text(), "again"), PDF) if path == "/new/place.pdf" else None


def _many(site: Site, path: str) -> Act | None:
    """Lead every document to one innocent page."""
    if path in site.documents:
        return to(f"{site.base}/news-and-events")
    body = content.page("News and events", content.prose((site.host, "news"), 80), heading="News")
    return Reply(200, body) if path == "/news-and-events" else None


def _edited(site: Site, more: str = "") -> bytes:
    """Return the page on record with a word and some markup more."""
    body = f"{site.text()} {more}<p>Page {site.seed}</p>"
    return content.page(site.title(), body, heading=site.title(), head="<meta name='v' content='3'>")


def _permanently(site: Site, path: str) -> Act | None:
    """Lead to another address that has the very file."""
    if path in site.documents:
        return to(f"{site.base}/files/same.pdf", 301)
    return Reply(200, content.pdf(site.text()), PDF) if path == "/files/same.pdf" else None


def _etag(site: Site, path: str) -> Act | None:
    """Confirm the copy on record."""
    return raw(b"HTTP/1.1 304 X\r\nConnection: close\r\n\r\n") if path in site.documents else None


def _section(site: Site, path: str) -> Act | None:
    """Lead to the folder above."""
    above = path.rstrip("/").rpartition("/")[0] + "/"
    if path in site.documents:
        return to(f"{site.base}{above}")
    parents = {one.rstrip("/").rpartition("/")[0] + "/" for one in site.documents}
    listing = content.page("Our reviews", content.prose((site.host, "list"), 70), heading="Our reviews")
    return Reply(200, listing) if path in parents else None


def _aspx(site: Site, path: str) -> Act | None:
    """Lead to an error page that is told the path asked."""
    if path in site.documents:
        return to(f"{site.base}/oops.aspx?aspxerrorpath={path}")
    return Reply(200, content.page("One", content.prose(2, 90))) if path == "/oops.aspx" else None


def _archive(site: Site, path: str) -> Act | None:
    """Lead to the copy of a web archive."""
    if path in site.documents:
        return to(f"http://webarchive.nationalarchives.gov.uk/{site.host}{path}")
    return None


def _loop(site: Site, path: str) -> Act | None:
    """Lead round in a circle."""
    if path in site.documents:
        return to(f"{site.base}/round")
    return to(f"{site.base}{site.documents[0]}") if path == "/round" else None


_BROKEN_PDF = b"%PDF-1.4\nBT\n(nothing that any reader could make sense of) Tj\n%%EOF\n"
_NOTICE = "This report has been withdrawn. Please contact the partnership for more information."
_DROP = b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n"
_PARKED = content.page("anytown-scp.test is for sale", "This domain is for sale. Buy this domain today.")
_VIEWER = b"<html><head><title>Document viewer</title></head><body><script src='/app.js'></script></body></html>"
_TURNSTILE = '<script src="https://challenges.cloudflare.com/turnstile/v0/api.js"></script>'
_INCAPSULA = '<iframe src="/_Incapsula_Resource?SWUDNSAI=31"></iframe>'
_DATADOME = '<script src="https://ct.captcha-delivery.com/c.js"></script>'

KINDS: dict[str, Kind] = {
    # In health, and what only looks like trouble.
    "same": Kind("available", "not-modified", _etag),
    "same-page": Kind("available", "same-bytes", lambda site, path: None, html=True),
    "re-saved": Kind("available", "re-saved", _pdf(lambda site: content.pdf(site.text(), "again"))),
    "re-saved-page": Kind(
        "available",
        "re-saved",
        _page(
            lambda site: content.page(
                site.title(), site.text(), heading=site.title(), head="<meta name='v' content='2'>"
            )
        ),
        html=True,
    ),
    "soft-host-page": Kind("available", "re-saved", _page(_edited), html=True, soft=True),
    "login-box-page": Kind(
        "available", "re-saved", _page(lambda site: _edited(site, "<input type='password' name='p'>")), html=True
    ),
    "wall-script-page": Kind("available", "re-saved", _page(lambda site: _edited(site, _INCAPSULA)), html=True),
    "renamed-site-page": Kind(
        "available",
        "re-saved",
        _page(lambda site: content.page("Access denied | Anytown SCP", site.text(), heading=site.title())),
        html=True,
    ),
    "moved-permanently": Kind("available", "same-bytes", _permanently),
    "file-called-page": Kind("available", "same-bytes", for_site(lambda site: Reply(200, content.pdf(site.text())))),
    # The name.
    "name-gone": Kind("unavailable", "name-gone", lambda site, path: None, lookup="missing"),
    "servfail": Kind("unknown", "name-unresolved", lambda site, path: None, lookup="again", documents=1),
    "name-fails": Kind("unknown", "name-unresolved", lambda site, path: None, lookup="fail"),
    # The connection.
    "refused": Kind("unknown", "site-down", lambda site, path: None, lookup="closed"),
    "reset": Kind("unavailable", "no-connection", at_documents(reset)),
    "hung-up": Kind("unavailable", "no-connection", at_documents(raw(b""))),
    "silent": Kind("unavailable", "timed-out", at_documents(silence), slow=True),
    "slow-headers": Kind("unavailable", "timed-out", at_documents(drip(b"HTTP/1.1 200 OK\r\nX: ", b"a")), slow=True),
    "slow-body": Kind(
        "unavailable", "timed-out", at_documents(drip(_DROP + b"Content-Length: 900000\r\n\r\n%PDF-", b"a")), slow=True
    ),
    # Certificates.
    "tls-expired": Kind("degraded", "tls-warning", lambda site, path: None, tls="expired"),
    "tls-other-host": Kind("degraded", "tls-warning", lambda site, path: None, tls="other-host"),
    "tls-untrusted": Kind("degraded", "tls-warning", lambda site, path: None, tls="untrusted"),
    "tls-expired-and-gone": Kind("unknown", "tls-problem", at_documents(error(404)), tls="expired"),
    "tls-none": Kind("unknown", "tls-problem", lambda site, path: None, tls="none"),
    "tls-good": Kind("available", "not-modified", _etag, tls="good"),
    # The body.
    "cut-short": Kind("unknown", "broken-body", at_documents(raw(_DROP + b"Content-Length: 9000\r\n\r\n%PDF-1.4"))),
    "broken-chunks": Kind(
        "unknown",
        "broken-body",
        at_documents(raw(_DROP + b"Transfer-Encoding: chunked\r\n\r\n9\r\n%PDF-1.4\n\r\nzz\r\n")),
    ),
    "no-end": Kind("unknown", "broken-body", _pdf(lambda site: content.pdf(site.text())[:-400])),
    "empty": Kind("unavailable", "empty-body", at_documents(Reply(200, b"", PDF))),
    "one-byte": Kind("unavailable", "empty-body", at_documents(Reply(200, b" ", PDF))),
    "no-content": Kind("unavailable", "empty-body", at_documents(raw(b"HTTP/1.1 204 X\r\nConnection: close\r\n\r\n"))),
    "bad-encoding": Kind(
        "unknown", "not-http", at_documents(Reply(200, b"no gzip at all", PDF, {"Content-Encoding": "gzip"}))
    ),
    "no-http": Kind("unknown", "not-http", at_documents(raw(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"))),
    "too-large": Kind("unknown", "too-large", _pdf(lambda site: b"%PDF-" + b"x" * 3_000_000)),
    # Plain words of the server.
    "404": Kind("unavailable", "not-found", at_documents(error(404))),
    "404-page": Kind("unavailable", "not-found", at_documents(error(404)), html=True),
    "404-behind-network": Kind("unavailable", "not-found", at_documents(small(404, Server="cloudflare"))),
    "410": Kind("unavailable", "gone", at_documents(error(410))),
    "401": Kind("unavailable", "login", at_documents(error(401, WWW_Authenticate="Basic realm=x"))),
    "403": Kind("unknown", "forbidden", _forbidden_one, documents=2),
    "403-all": Kind("unknown", "host-forbids", everywhere(error(403, Server="nginx")), documents=2),
    "429": Kind("unknown", "rate-limited", at_documents(error(429))),
    "429-later": Kind("unknown", "rate-limited", at_documents(error(429, Retry_After="7200"))),
    "503-later": Kind("unknown", "rate-limited", at_documents(error(503, Retry_After="7200"))),
    "500": Kind("unavailable", "server-error", at_documents(error(500))),
    "502": Kind("unavailable", "server-error", at_documents(error(502))),
    "unknown-status": Kind("unknown", "unexpected-status", at_documents(error(451))),
    # Walls.
    "wall-mitigated": Kind("unknown", "bot-wall", at_documents(error(403, cf_mitigated="challenge"))),
    "wall-mitigated-503": Kind("unknown", "bot-wall", at_documents(error(503, cf_mitigated="challenge"))),
    "wall-waf-202": Kind("unknown", "bot-wall", at_documents(small(202, x_amzn_waf_action="challenge"))),
    "wall-waf-405": Kind("unknown", "bot-wall", at_documents(small(405, x_amzn_waf_action="captcha"))),
    "wall-rimon": Kind("unknown", "bot-wall", at_documents(error(403, rimon="RWC_BLOCK"))),
    "wall-akamai": Kind("unknown", "bot-wall", at_documents(small(403, Server="AkamaiGHost"))),
    "wall-akamai-timing": Kind("unknown", "bot-wall", at_documents(error(403, Server_Timing="ak_p; desc=1"))),
    "wall-cloudfront": Kind(
        "unknown", "bot-wall", at_documents(small(403, Server="CloudFront", X_Cache="Error from cloudfront"))
    ),
    "wall-cloudflare": Kind("unknown", "bot-wall", at_documents(small(403, Server="cloudflare"))),
    "wall-awselb": Kind("unknown", "bot-wall", at_documents(small(403, Server="awselb/2.0"))),
    "wall-datadome": Kind("unknown", "bot-wall", at_documents(error(403, X_DataDome="protected"))),
    "wall-turnstile-200": Kind("unknown", "bot-wall", at_documents(challenge(200, _TURNSTILE))),
    "wall-turnstile-403": Kind("unknown", "bot-wall", at_documents(challenge(403, _TURNSTILE))),
    "wall-incapsula-200": Kind("unknown", "bot-wall", at_documents(challenge(200, _INCAPSULA))),
    "wall-captcha-200": Kind("unknown", "bot-wall", at_documents(challenge(200, _DATADOME))),
    "wall-title-200": Kind("unknown", "bot-wall", at_documents(challenge(200, "", "Just a moment..."))),
    # Pages in place of documents.
    "page-for-file": Kind(
        "unavailable",
        "html-not-document",
        _page(lambda site: content.page("Publications", content.prose(site.host, 90))),
    ),
    "soft-file": Kind("unavailable", "soft-not-found", for_site(absent(NOTHING, in_title=True))),
    "soft-title": Kind("unavailable", "soft-not-found", for_site(absent(NOTHING, in_title=True)), html=True),
    "soft-heading": Kind("unavailable", "soft-not-found", for_site(absent(NOTHING, in_title=False)), html=True),
    "soft-welsh": Kind("unavailable", "soft-not-found", for_site(absent(WELSH, in_title=True)), html=True),
    "soft-catch-all": Kind("unavailable", "soft-not-found", _page(catch_all), html=True, soft=True),
    "other-page": Kind(
        "replaced",
        "different-document",
        _page(lambda site: content.page("Autumn newsletter", content.prose((site.host, "letter"), 300))),
        html=True,
    ),
    "viewer": Kind("unknown", "needs-scripts", at_documents(Reply(200, _VIEWER))),
    "login": Kind("unavailable", "login", _login),
    "login-page": Kind("unavailable", "login", _login, html=True),
    "login-in-place": Kind(
        "unavailable",
        "login",
        _page(lambda site: content.page("Sign in", "<form><input type='password'></form>", heading="Sign in")),
    ),
    # Led astray.
    "home": Kind("unavailable", "redirect-home", redirected("/")),
    "home-page": Kind("unavailable", "redirect-home", redirected("/"), html=True),
    "section": Kind("unavailable", "redirect-section", _section, html=True),
    "elsewhere-home": Kind(
        "unavailable", "redirect-elsewhere", for_site(lambda site: to(f"http://same-{site.seed:03d}.faults.test/"))
    ),
    "sink": Kind(
        "unavailable",
        "error-sink",
        redirected("/errors/page-not-found.aspx", content.page("One", content.prose(1, 90))),
    ),
    "sink-query": Kind("unavailable", "error-sink", _aspx),
    "sink-of-many": Kind("unavailable", "error-sink", _many, documents=3),
    "sink-of-many-pages": Kind("unavailable", "error-sink", _many, documents=3, html=True),
    "archive": Kind("unavailable", "archive-only", _archive),
    "loop": Kind("unknown", "redirect-loop", _loop),
    "private": Kind("unknown", "blocked-address", at_documents(to("http://10.0.0.1/report.pdf"))),
    # Other documents.
    "replaced": Kind(
        "replaced", "different-document", _pdf(lambda site: content.pdf(content.prose((site.host, "other"))))
    ),
    "withdrawn-file": Kind("unavailable", "withdrawn-notice", _pdf(lambda site: content.pdf(_NOTICE))),
    "withdrawn-page": Kind(
        "unavailable",
        "withdrawn-notice",
        _page(lambda site: content.page(content.PARTNERSHIP, f"<p>{_NOTICE}</p>", heading="Child safeguarding")),
        html=True,
    ),
    "corrupt": Kind("unavailable", "corrupt-file", _pdf(lambda site: _BROKEN_PDF)),
    "moved": Kind("moved", "found-elsewhere", _moved, moved=True),
    "moved-saved-again": Kind("moved", "found-elsewhere", _moved_text, moved=True),
    # The rules, the site.
    "robots": Kind("unknown", "robots", _robots(Reply(200, b"User-agent: *\nDisallow: /\n", TEXT))),
    "robots-hang": Kind("unknown", "robots-unreadable", _robots(silence), slow=True),
    "robots-503": Kind("unknown", "robots-unreadable", _robots(error(503))),
    "site-503": Kind("unknown", "site-down", everywhere(error(503)), documents=3),
    "site-resets": Kind("unknown", "site-down", everywhere(reset), documents=3),
    "site-but-robots-500": Kind(
        "unknown", "site-down", lambda site, path: None if path == "/robots.txt" else error(500)
    ),
    "parked": Kind("unavailable", "domain-lost", everywhere(Reply(200, _PARKED))),
    "parked-page": Kind("unavailable", "domain-lost", everywhere(Reply(200, _PARKED)), html=True),
}


# What the same faults, met at the rules of a site, mean for its document: 4xx and any page are no rules.
AT_ROBOTS: dict[str, tuple[str, str, Act]] = {
    "404": ("available", "same-bytes", error(404)),
    "410": ("available", "same-bytes", error(410)),
    "401": ("available", "same-bytes", error(401)),
    "403": ("available", "same-bytes", error(403)),
    "soft-404": ("available", "same-bytes", Reply(200, content.page("Page not found", "Nothing."))),
    "429": ("unknown", "robots-unreadable", error(429)),
    "500": ("unknown", "robots-unreadable", error(500)),
    "503": ("unknown", "robots-unreadable", error(503)),
    "reset": ("unknown", "robots-unreadable", reset),
    "hung-up": ("unknown", "robots-unreadable", raw(b"")),
    "cut-short": ("unknown", "robots-unreadable", raw(b"HTTP/1.1 200 X\r\nContent-Length: 900\r\n\r\nUser-agent")),
    "bad-encoding": ("unknown", "robots-unreadable", Reply(200, b"no", TEXT, {"Content-Encoding": "gzip"})),
    "no-http": ("unknown", "robots-unreadable", raw(b"\x00\x01\x02\r\n\r\n")),
    "private": ("unknown", "robots-unreadable", to("http://127.0.0.2/robots.txt")),
    "disallow": ("unknown", "robots", Reply(200, b"User-agent: *\nDisallow: /\n", TEXT)),
    "silent": ("unknown", "robots-unreadable", silence),
    "drip": ("unknown", "robots-unreadable", drip(b"HTTP/1.1 200 X\r\nContent-Length: 900\r\n\r\n", b"#")),
}

# What a source is said to be when the same faults are met at the page that lists its reviews.
AT_LISTING: dict[str, tuple[str, Act]] = {
    "404": ("unreachable", error(404)),
    "410": ("unreachable", error(410)),
    "401": ("unreachable", error(401)),
    "403": ("unreachable", error(403)),
    "500": ("unreachable", error(500)),
    "reset": ("unreachable", reset),
    "cut-short": ("unreachable", raw(b"HTTP/1.1 200 X\r\nContent-Length: 900\r\n\r\n<html>")),
    "wall": ("unreachable", error(403, cf_mitigated="challenge")),
    "soft-404": (
        "list-missing",
        Reply(200, content.page("Page not found", "It is not here.", heading="Page not found")),
    ),
    "wall-200": ("list-missing", challenge(200, _TURNSTILE)),
    "login": ("list-missing", Reply(200, content.page("Sign in", "<input type='password'>", heading="Sign in"))),
    "redesigned": ("list-missing", Reply(200, content.page("Welcome", content.prose(3, 80), heading="Welcome"))),
    "empty": ("incomplete", Reply(200, b"")),
    "pdf": ("incomplete", Reply(200, content.pdf("A report."), PDF)),
}
__all__ = ["AT_LISTING", "AT_ROBOTS", "HTML", "KINDS", "Kind", "Site", "healthy"]
