"""Webhooks, Slack, Microsoft Teams and GOV.UK Notify against a web server on loopback."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jwt
import pytest
from bs4 import BeautifulSoup

from catalogue.fetch.posting import Posting
from catalogue.letters import together
from catalogue.letters.writing import Words
from catalogue.models import Channel, NoticeEvent, Told
from catalogue.notify import Chat, Delivery, GovukNotify, Letter, Webhook
from catalogue.notify.hooks import SIGNATURE, SIGNED_AT, signature
from catalogue.registry import load as load_register
from catalogue.settings import Settings
from catalogue.vocabulary import AlertStep, ChannelKind
from tests.delivery.servers import Hook
from tests.test_letters import case
from tests.test_watch import World, source

NOW = dt.datetime(2021, 3, 29, 6, tzinfo=dt.UTC)
HERE = "127.0.0.1"
SERVICE, SECRET = "8b3aa916-ec82-434e-b0c5-d5d9b371d6a3", "dcdc5083-2fee-4fba-8afd-51f3f4bcb7b0"
HOSTILE = "<!channel> <script>alert(1)</script> *b* [x](javascript:alert(1)) ((y)) ]]> {{z}} & <@U1>"


@pytest.fixture
def hook() -> Iterator[Hook]:
    """A web server that keeps what it is sent."""
    with Hook() as one:
        yield one


def posting(hook: Hook) -> Posting:
    """Return a client that may reach the web server, by any name, and nothing else that is private."""
    here = (HERE, hook.port)
    names = ("hook.test", "hooks.slack.test", "notify.test")
    return Posting(Settings(connect_to=dict.fromkeys(names, here), allow_private=[here]), deadline_s=0.4)


def letter(**changes: Any) -> Letter:
    """Make a letter to a webhook."""
    fields: dict[str, Any] = {
        "to": "http://hook.test/notices",
        "subject": "Not found: Child Q",
        "text": "To One Partnership\n\nDiolch – ŵ\n",
        "message_id": "<0123.opened@catalogue>",
        "reply_to": None,
        "secret": "a key",
        "publisher_id": "one",
        "kind": "alerts",
        "tells": (Told(alert_id="0123", about=AlertStep.OPENED),),
    }
    return Letter.model_validate(fields | changes)


def test_a_webhook_is_signed_and_has_a_stable_key(hook: Hook) -> None:
    way = Webhook(posting(hook), lambda: NOW)
    assert [way.send(letter()).ok for _ in range(2)] == [True, True]
    assert hook.ids == ["0123.opened@catalogue"] * 2
    headers, body = hook.kept[0]
    assert headers[SIGNED_AT.lower()] == str(int(NOW.timestamp()))
    assert headers[SIGNATURE.lower()] == signature("a key", headers[SIGNED_AT.lower()], body)
    assert headers[SIGNATURE.lower()] != signature("another key", headers[SIGNED_AT.lower()], body)
    assert json.loads(body) == {
        "id": "0123.opened@catalogue",
        "kind": "alerts",
        "publisher_id": "one",
        "subject": "Not found: Child Q",
        "text": "To One Partnership\n\nDiolch – ŵ\n",
        "alerts": [{"alert_id": "0123", "about": "opened"}],
    }


@pytest.mark.parametrize(
    ("order", "said", "permanent"),
    [
        ("500", "status 500", False),
        ("429", "status 429", False),
        ("404", "status 404", False),
        ("410", "status 410", True),
        ("stall", "not complete", False),
        ("redirect http://127.0.0.1:9/", "not followed", False),
        ("redirect http://hook.test/again", "not followed", False),
    ],
)
def test_what_a_webhook_answers_is_told(hook: Hook, order: str, said: str, permanent: bool) -> None:
    hook.orders = [order]
    found = Webhook(posting(hook), lambda: NOW).send(letter())
    assert (found.ok, found.permanent) == (False, permanent)
    assert said in found.detail
    assert len(hook.requests) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:PORT/",
        "http://localhost:PORT/",
        "http://[::1]:PORT/",
        "http://0x7f000001:PORT/",
        "http://2130706433:PORT/",
        "http://hook.test:PORT/",
        "http://user@hook.test/",
        "file:///etc/passwd",
        "ftp://hook.test/",
        "http://169.254.169.254/latest/meta-data",
    ],
)
def test_no_private_address_is_posted_to(hook: Hook, url: str) -> None:
    guarded = Posting(Settings(connect_to={"hook.test": (HERE, hook.port)}), deadline_s=0.4)
    found = Webhook(guarded, lambda: NOW).send(letter(to=url.replace("PORT", str(hook.port))))
    assert not found.ok
    assert hook.connections == 0
    assert "hook.test/" not in found.detail


def test_a_webhook_without_its_key_gets_nothing(hook: Hook) -> None:
    assert "signing key" in Webhook(posting(hook), lambda: NOW).send(letter(secret=None)).detail
    assert hook.connections == 0


@pytest.mark.parametrize("kind", [ChannelKind.SLACK, ChannelKind.TEAMS])
def test_nothing_in_a_chat_message_is_markup(hook: Hook, kind: ChannelKind) -> None:
    way = Chat(kind, posting(hook))
    address = "http://hooks.slack.test/services/T0/B0/secret"
    long = HOSTILE + " x" * 4000
    assert way.send(letter(to=address, subject=HOSTILE, text=long)).ok
    (told,) = hook.told()
    if kind is ChannelKind.SLACK:
        assert "<" not in told["text"]
        assert {block["text"]["type"] for block in told["blocks"]} == {"plain_text"}
        assert "".join(block["text"]["text"] for block in told["blocks"]) == long
        assert all(len(block["text"]["text"]) <= 3000 for block in told["blocks"])
    else:
        body = told["attachments"][0]["content"]["body"]
        assert {block["type"] for block in body} == {"RichTextBlock"}
        assert [run["text"] for block in body for run in block["inlines"]] == [HOSTILE, long]
    hook.orders = ["404"]
    gone = way.send(letter(to=address))
    assert (gone.ok, gone.permanent) == (False, True)
    assert "secret" not in gone.detail


def notify(hook: Hook, **changes: Any) -> GovukNotify:
    """Return the way through GOV.UK Notify, here."""
    fields: dict[str, Any] = {
        "api_key": f"team-{SERVICE}-{SECRET}",
        "template": "f33517ff-2a88-4f6e-b855-c550268ce08a",
        "session": posting(hook).session,
        "base_url": "http://notify.test",
        "timeout_s": 1,
    }
    return GovukNotify(**(fields | changes))


def test_govuk_notify_gets_a_reference_and_is_asked_for_it_first(hook: Hook) -> None:
    hook.body = json.dumps({"notifications": []}).encode()
    found = notify(hook).send(letter(to="manager@one.test", text=HOSTILE))
    assert found == Delivery(ok=True, channel="govuk-notify", detail="Accepted by GOV.UK Notify.")
    asked, sent = hook.requests
    assert "reference=0123.opened%40catalogue" in asked[0]
    assert sent[0] == "/v2/notifications/email"
    told = json.loads(sent[2])
    assert told["email_address"] == "manager@one.test"
    assert told["reference"] == "0123.opened@catalogue"
    assert "](" not in told["personalisation"]["body"]
    assert "((" not in told["personalisation"]["body"]
    token = sent[1]["authorization"].removeprefix("Bearer ")
    assert jwt.decode(token, SECRET, algorithms=["HS256"], options={"verify_iat": False})["iss"] == SERVICE


def test_govuk_notify_is_not_asked_twice_for_one_message(hook: Hook) -> None:
    hook.body = json.dumps({"notifications": [{"id": "1", "reference": "0123.opened@catalogue"}]}).encode()
    assert notify(hook).send(letter(to="manager@one.test")).ok
    assert [path.split("?")[0] for path, _, _ in hook.requests] == ["/v2/notifications"]


@pytest.mark.parametrize(
    ("orders", "body", "permanent"),
    [
        (["500"], {"errors": [{"error": "Exception", "message": "Internal server error"}]}, False),
        (["403"], {"errors": [{"error": "AuthError", "message": "Invalid token: signature"}]}, False),
        (["stall"], {}, False),
        (
            ["400"],
            {"errors": [{"error": "ValidationError", "message": "email_address Not a valid email address"}]},
            True,
        ),
    ],
)
def test_what_govuk_notify_answers_is_told(
    hook: Hook, orders: list[str], body: dict[str, Any], permanent: bool
) -> None:
    hook.orders, hook.body = orders, json.dumps(body).encode()
    found = notify(hook).send(letter(to="manager@one.test"))
    assert (found.ok, found.permanent) == (False, permanent)
    assert SECRET not in found.detail


def test_govuk_notify_without_key_or_address_sends_nothing(hook: Hook) -> None:
    assert not notify(hook, api_key=None).send(letter(to="manager@one.test")).ok
    assert not notify(hook, template=None).send(letter(to="manager@one.test")).ok
    assert notify(hook).send(letter(to="nobody")).permanent
    assert hook.connections == 0


def test_every_channel_of_a_row_gets_a_message_once(tmp_path: Path, hook: Hook) -> None:
    world = World(tmp_path, publishers=2)
    kinds = (ChannelKind.WEBHOOK, ChannelKind.SLACK, ChannelKind.TEAMS)
    channels = (
        Channel(kind=kinds[0], to="http://hook.test/hook", secret="p0-key"),
        Channel(kind=kinds[1], secret="p0-slack"),
        Channel(kind=kinds[2], secret="p0-teams"),
    )
    world.sources = (source("p0", channels=channels), world.sources[1])
    post = posting(hook)
    given: dict[str, Any] = {
        "ways": {kinds[0]: Webhook(post, lambda: world.now), **{kind: Chat(kind, post) for kind in kinds[1:]}},
        "secrets": {"p0-key": "k", "p0-slack": "http://hooks.slack.test/services/T0/B0/hush"},
    }
    world.run(**given)
    world.take_down(0)
    assert [(one.delivered, one.failed) for one in world.days(2, **given)] == [(0, 0), (3, 1)]
    given["secrets"]["p0-teams"] = "http://hook.test/teams/hush"
    assert [(one.delivered, one.failed) for one in world.days(2, **given)] == [(1, 0), (0, 0)]
    assert [path for path, _, _ in hook.requests] == ["/hook", "/services/T0/B0/hush", "/teams/hush"]
    journal = "".join(event.canonical() for event in world.journal.read(NoticeEvent))
    assert "hush" not in journal


REGISTER = """sources:
  - id: one
    publisher: One Partnership
    publisher_id: one
    nation: null
    scope: national
    areas: []
    status: paused
    because: A test.
    second_contact: {second}
    channels: [{channel}]
"""


@pytest.mark.parametrize(
    ("channel", "wrong"),
    [
        ("{kind: webhook, to: 'https://one.example/hook', secret: one-key}", None),
        ("{kind: slack, secret: one-slack}", None),
        ("{kind: govuk-notify, to: manager@one.example}", None),
        ("{kind: webhook, to: 'http://one.example/hook', secret: one-key}", "https"),
        ("{kind: webhook, to: 'https://me:word@one.example/hook', secret: one-key}", "without a name or password"),
        ("{kind: webhook, to: 'https://one.example/hook'}", "CATALOGUE_SECRETS"),
        ("{kind: slack, to: 'https://hooks.slack.com/services/T/B/x', secret: one}", "secret and stands in"),
        ("{kind: teams}", "is missing"),
        ("{kind: email, to: nobody}", "e-mail address"),
        ("{kind: email, to: manager@one.example, secret: one}", "means nothing"),
        ("{kind: pigeon, to: manager@one.example}", "kind"),
    ],
)
def test_a_channel_that_leads_nowhere_is_told_with_its_line(tmp_path: Path, channel: str, wrong: str | None) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(REGISTER.format(second="chair@one.example", channel=channel))
    found = load_register(path)
    if wrong is None:
        assert found.problems == ()
        assert len(found.sources[0].channels) == 1
    else:
        assert len(found.problems) == 1
        assert wrong in str(found.problems[0])
    path.write_text(REGISTER.format(second="nobody", channel=""))
    assert "e-mail address" in str(load_register(path).problems[0])


def words(title: str) -> Words:
    """Return a message about one document of a title."""
    return together("One", [(AlertStep.OPENED, case(title=title, pseudonyms=(title,), url=f"http://one.test/{title}"))])


@pytest.mark.parametrize(
    "title",
    [
        HOSTILE,
        "<img src=x onerror=alert(1)>",
        '"><svg onload=alert(1)>',
        "<a href='javascript:alert(1)'>x</a>",
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        'http://one.test/"onmouseover=alert(1)',
        "https://one.test/'><script>alert(1)</script>",
        "</title><script>alert(1)</script>",
        "<!--",
        "\x00\x1b[31m\u202e\u2028<b>",
        "{subject}{0}%s",
    ],
)
def test_nothing_from_outside_is_markup_in_a_page(title: str) -> None:
    page = BeautifulSoup(words(title).html or "", "html.parser")
    tags = {tag.name for tag in page.find_all(True)}
    assert tags <= set(
        ["html", "head", "meta", "title", "body", "div", "p", "br", "dl", "dt", "dd", "ul", "li", "a", "h2"]
    )
    for tag in page.find_all(True):
        assert not {name for name in tag.attrs if name.startswith("on")}
        assert tag.name != "a" or str(tag["href"]).startswith(("http://", "https://"))
        assert set(tag.attrs) <= {"lang", "charset", "name", "content", "style", "href", "rel"}
    assert page.title is not None
    assert page.title.find(True) is None
