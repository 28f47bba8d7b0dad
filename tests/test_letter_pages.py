"""Every kind of message as people see it: readable as a page, whole as plain text, nothing that reports home."""

import datetime as dt
import re

import pytest
from bs4 import BeautifulSoup, Tag

from catalogue import letters
from catalogue.letters import Outlook, SiteCase, Words, outlook, together
from catalogue.vocabulary import AlertKind, AlertStep, Rule
from tests.test_letters import SINCE, case

DAY = dt.timedelta(days=1)
NAME, HOST = "One Safeguarding Children Partnership", "one.test"
HOSTILE = '<script>alert(1)</script> & "Child Q" <img src=x onerror=alert(1)>'
LEAST_CONTRAST = 4.5
"""What the Web Content Accessibility Guidelines 2.2 (1.4.3, AA) ask of running words."""


def site(kind: AlertKind = AlertKind.SITE_DOWN, rule: Rule = Rule.SITE_DOWN) -> SiteCase:
    """Make the facts of a site with two documents."""
    looks = tuple(SINCE + number * DAY for number in range(4))
    documents = (case(), case(title=HOSTILE))
    return SiteCase(
        alert_id="77aa77aa77aa77aa",
        publisher=NAME,
        host=HOST,
        kind=kind,
        rule=rule,
        since=SINCE,
        checked_at=looks,
        documents=documents,
    )


MESSAGES: dict[str, Words] = {
    "not found": together(NAME, [(AlertStep.OPENED, case(title=HOSTILE))]),
    "not listed": together(NAME, [(AlertStep.OPENED, case(kind=AlertKind.DELISTED))]),
    "back again": together(NAME, [(AlertStep.CLOSED, case())]),
    "weekly summary": together(NAME, [(AlertStep.REMINDED, case(title=HOSTILE)), (AlertStep.CLOSED, case())]),
    "site": together(NAME, [(AlertStep.OPENED, site())]),
    "name gone": together(NAME, [(AlertStep.OPENED, site(AlertKind.DOMAIN_LOST, Rule.NAME_GONE))]),
    "name in other hands": together(NAME, [(AlertStep.OPENED, site(AlertKind.DOMAIN_LOST, Rule.DOMAIN_LOST))]),
    "site back": together(NAME, [(AlertStep.CLOSED, site())]),
    "outlook": outlook(
        Outlook(
            publisher=NAME,
            month=dt.date(2021, 3, 1),
            in_year=(case(title=HOSTILE),),
            ending=((HOST, dt.date(2021, 3, 20)),),
            unnamed=(HOSTILE,),
            undeposited=(HOSTILE,),
        )
    ),
    "escalated": letters.escalated(NAME, [case(title=HOSTILE), site()], 28),
    "held": letters.held([NAME, HOSTILE], 51, "That is more than 50 documents."),
    "own outage": letters.own_outage(SINCE, 3),
    "kept out": letters.kept_out([NAME], HOST, 4, SINCE),
    "refused channel": letters.refused_channel(NAME, "email", "email-0123456789ab", HOSTILE),
    "no run": letters.no_run(None, SINCE),
}


def page(words: Words) -> BeautifulSoup:
    """Read the page of a message."""
    return BeautifulSoup(words.html or "", "html.parser")


def styled(tag: Tag, name: str) -> str:
    """Return what a tag, or the nearest one around it, sets for a colour."""
    for one in (tag, *tag.parents):
        found = re.search(rf"(?:^|;)\s*{name}:\s*(#[0-9a-f]{{6}})", str(one.get("style", ""))) if one.attrs else None
        if found:
            return found.group(1)
    raise AssertionError(f"no {name} is set")


def brightness(colour: str) -> float:
    """Return the relative luminance of a colour."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("name", MESSAGES)
def test_words_stand_out_from_what_is_behind_them(name: str) -> None:
    found = page(MESSAGES[name])
    tags = [tag for tag in found.body.find_all(True) if tag.find(string=True, recursive=False)] if found.body else []
    assert tags
    for tag in tags:
        darker, lighter = sorted((brightness(styled(tag, "color")), brightness(styled(tag, "background"))))
        assert (lighter + 0.05) / (darker + 0.05) >= LEAST_CONTRAST, tag
    card = found.select_one("body > div")
    assert card is not None
    # Some mail programs drop the body's own style: the card says both colours itself.
    assert {"color", "background"} <= {part.split(":")[0].strip() for part in str(card["style"]).split(";")}


@pytest.mark.parametrize("name", MESSAGES)
def test_a_page_fetches_nothing_and_runs_nothing(name: str) -> None:
    found = page(MESSAGES[name])
    assert not found.find_all(["img", "script", "link", "style", "iframe", "object", "form", "input", "svg"])
    for tag in found.find_all(True):
        assert "url(" not in str(tag.get("style", ""))
        assert set(tag.attrs) <= {"lang", "charset", "name", "content", "style", "href", "rel"}
        assert tag.name != "a" or re.match(r"https?://one\.test/", str(tag["href"]))


@pytest.mark.parametrize("name", MESSAGES)
def test_page_and_plain_text_say_the_same(name: str) -> None:
    words = MESSAGES[name]
    body = page(words).body
    assert body is not None

    def marks(text: str) -> str:
        """Leave out what only lays a text out."""
        return re.sub(r"[\s:-]", "", text)

    assert marks(body.get_text()) == marks(words.text)


@pytest.mark.parametrize("name", MESSAGES)
def test_plain_text_fits_a_mail_and_a_command_stays_on_its_line(name: str) -> None:
    lines = MESSAGES[name].text.splitlines()
    long = [one for one in lines if len(one) > 76]
    assert all("http" in one or one.startswith("    catalogue ") for one in long)
    assert sum(one.startswith("    catalogue ") for one in lines) == sum(
        "catalogue " in one and "--by" in one for one in lines
    )


def test_whoever_has_a_lost_name_gets_no_visitors_by_us() -> None:
    words = MESSAGES["name in other hands"]
    assert "it may have lapsed or changed hands" in " ".join(words.text.split())
    assert "http" not in words.text
    assert not page(words).find_all("a")
    assert "no longer exists" in MESSAGES["name gone"].text


def test_whoever_has_not_answered_is_not_said_to_have_been_told() -> None:
    words = letters.escalated(NAME, [case(), site()], 28)
    text = " ".join(words.text.split())
    assert f"No answer of {NAME} is on record, and 2 notices about its documents have been open for 28 days" in text
    assert text.count("Reference: ") == 2
