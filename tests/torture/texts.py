"""Protocol M: scripts, headers and markup in every text: ``python -m tests.torture.texts``.

Belongs here: many more texts than the site's own tests have, put through the same rules, and lines that would be headers
of a mail. Does not belong here: the rules (`tests.site.test_injection`, `tests.site.atom`).

What must hold: no text becomes a tag, an attribute, an address that runs or loads, a rule, a header or a line of the site
map; feeds hold by their specification; a subject stays one line.
"""

import argparse
import itertools
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from catalogue.models import TABLES
from catalogue.site import Site, build
from tests.site import made
from tests.site import test_injection as rules
from tests.site.test_injection import MARK, Hostile
from tests.test_notify import Postbox, letter, mailer, serving
from tests.torture.ground import memory

_BREAKS = ('"', "'", ">", '">', "'>", "</title>", "</script>", "-->", "]]>", "`", "\x00", "\u2028")
_RUNS = (
    f"<script>{MARK}()</script>", f"<img src=x onerror={MARK}()>", f"<svg/onload={MARK}()>", f"<{MARK} style=x>", f" onclick={MARK}() x=",
)  # fmt: skip
MORE: tuple[str, ...] = tuple(first + second for first, second in itertools.product(_BREAKS, _RUNS))
"""Every way out of where a text stands, with everything that might run there."""
_AT_ONCE = 20
_BESIDE = tuple(text for text in rules.TEXTS if "7 * 7" in text or text == f"http://ok.test/{MARK}' onclick='a")
"""Stands on each site, since some rules look for what became of it."""
HEADERS = tuple(
    f"Notice{end}{header}"
    for end in ("\r\n", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\x00\r\n")
    for header in ("Bcc: a@b.test", "Content-Type: text/html", "\r\n<script>")
)
"""Subjects that would be more than one line of a mail."""
RULES: tuple[Callable[[Hostile], None], ...] = (
    rules.test_no_text_becomes_a_tag_or_an_attribute,
    rules.test_no_text_becomes_an_address_that_runs_or_loads,
    rules.test_every_rule_of_a_site_holds,
    rules.test_nothing_was_written_outside_the_folder,
    rules.test_no_text_becomes_a_header_a_rule_or_a_line_of_the_site_map,
    rules.test_every_feed_holds_by_the_specification,
    rules.test_a_template_is_never_made_of_a_text,
)


def broken(folder: Path, texts: Sequence[str]) -> list[str]:
    """Print a site of an edition whose every field holds one of the texts.

    Args:
        folder: An empty folder.
        texts: As many as the site's own tests have.

    Returns:
        The rules that do not hold.
    """
    edition = made.write(folder / "edition.duckdb", made.every_field(texts))
    said = Site(url="https://reviews.example.org/", contact=f'"><{MARK}>@example.org')
    site = Hostile(folder=folder / "site", outcome=build(edition, folder / "site", site=said))
    wrong = []
    for rule in RULES:
        try:
            rule(site)
        except AssertionError as error:
            wrong.append(f"{rule.__name__}: {str(error)[:300]}")
    return wrong


def headers_made() -> list[str]:
    """Send a mail under each subject; return those that came with other headers than a plain one."""
    box = Postbox()
    with serving(box) as port:
        for subject in ("Notice", *HEADERS):
            assert mailer(port).send(letter(subject=subject)).ok, subject
    usual, *others = [sorted(name.lower() for name in mail) for mail in box.kept]
    return [
        f"{subject!r} makes headers of its own: {names}"
        for subject, names in zip(HEADERS, others, strict=True)
        if names != usual
    ]


def main() -> int:
    """Print the site, make the subjects.

    Returns:
        0 where everything held.
    """
    parser = argparse.ArgumentParser(description="Print sites of texts that would run.")
    parser.add_argument(
        "--sites", type=int, default=1 + len(MORE) // _AT_ONCE, help="sites of some twenty texts each (all)"
    )
    sites = parser.parse_args().sites
    batches = [rules.TEXTS, *((*MORE[at : at + _AT_ONCE], *_BESIDE) for at in range(0, len(MORE), _AT_ONCE))][:sites]
    wrong = []
    for batch in batches:
        with tempfile.TemporaryDirectory(dir=memory()) as folder:
            wrong += broken(Path(folder), batch)
    wrong += headers_made()
    print("\n".join(wrong))
    print(
        f"{len({text for batch in batches for text in batch})} texts in every field of {len(TABLES)} tables on {len(batches)} whole "
        f"sites with their feeds, {len(HEADERS)} subjects of "
        f"mails: {len(wrong)} went wrong"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
