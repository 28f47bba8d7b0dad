"""The ways out, made from the settings.

Belongs here: which object sends for which kind of channel. Does not belong here: whom to tell (the register says), or
when (`watch`).
"""

from collections.abc import Mapping

from catalogue.fetch.posting import Posting
from catalogue.notify import Chat, GovukNotify, Mailer, Sender, Webhook
from catalogue.settings import Clock, Settings
from catalogue.vocabulary import ChannelKind


def ways(settings: Settings, clock: Clock) -> Mapping[ChannelKind, Sender]:
    """Return the way out of each kind of channel; nothing is contacted before the first message.

    Args:
        settings: Mail server, limits of connections, keys.
        clock: Time of signatures.

    Returns:
        A sender for each kind. All that is not mail goes through the guard against private addresses.
    """
    posting = Posting(settings)
    key = settings.govuk_notify_key
    return {
        ChannelKind.EMAIL: Mailer(settings),
        ChannelKind.WEBHOOK: Webhook(posting, clock),
        ChannelKind.SLACK: Chat(ChannelKind.SLACK, posting),
        ChannelKind.TEAMS: Chat(ChannelKind.TEAMS, posting),
        ChannelKind.GOVUK_NOTIFY: GovukNotify(
            api_key=key.get_secret_value() if key else None,
            template=settings.govuk_notify_template,
            session=posting.session,
        ),
    }


def secrets(settings: Settings) -> Mapping[str, str]:
    """Return the secrets of channels.

    Args:
        settings: The settings.

    Returns:
        Secrets by the names that rows of the register use.
    """
    return {name: secret.get_secret_value() for name, secret in settings.secrets.items()}
