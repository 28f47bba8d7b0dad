"""The ways out: mail, webhooks, Slack, Microsoft Teams, GOV.UK Notify, and Atom feeds as files.

Belongs here: a file for each channel, and what all of them take and give (``letter``). Does not belong here: the words
(`letters`), when to send or whom to (`watch`), or the HTTP client, which is handed in. What goes wrong outside is a
value, never an exception.
"""

from catalogue.notify.feeds import write_feed
from catalogue.notify.govuk import GovukNotify
from catalogue.notify.hooks import Chat, Poster, Webhook
from catalogue.notify.letter import Delivery, Letter, Sender
from catalogue.notify.mail import Mailer

__all__ = ["Chat", "Delivery", "GovukNotify", "Letter", "Mailer", "Poster", "Sender", "Webhook", "write_feed"]
