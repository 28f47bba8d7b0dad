"""The words for telling people: who is told, by which way, what kind of message, and what became of it.

Belongs here: closed lists about messages. Does not belong here: what an alert is (``watching``), or any wording of
a message.
"""

from catalogue.vocabulary.words import Word


class ChannelKind(Word):
    """A way by which a message goes out."""

    EMAIL = "email", "An e-mail through the catalogue's own mail server."
    WEBHOOK = "webhook", "A JSON document posted to an address, signed with HMAC-SHA256."
    SLACK = "slack", "A message to a Slack channel through an incoming webhook."
    TEAMS = "teams", "A card in a Microsoft Teams channel through a workflow's webhook."
    GOVUK_NOTIFY = "govuk-notify", "An e-mail through GOV.UK Notify."


class Audience(Word):
    """Whom a message is for; nobody else is ever told by itself."""

    PARTNERSHIP = "partnership", "The publisher, by the channels of its rows; the operator where it has none."
    SECOND_CONTACT = "second-contact", "The publisher's second contact."
    OPERATOR = "operator", "The person who runs the catalogue."


class NoticeKind(Word):
    """What kind of message one is."""

    ALERTS = "alerts", "What is newly not found, and what is found again, at one publisher."
    SUMMARY = "summary", "A weekly reminder of what is still not found at one publisher."
    SECOND = "second", "What is still not found after 14 days, for the second contact."
    ESCALATION = "escalation", "What is still not found after 28 days, for the operator to decide about."
    HELD = "held", "So much changed in one round that a person should look before anyone is told."
    OWN_OUTAGE = "own-outage", "Nothing could be reached, so that the fault is taken to be ours."
    KEPT_OUT = "kept-out", "A site has kept us out for a week, so that nothing on it could be checked."
    REFUSED_CHANNEL = "refused-channel", "A channel refuses for good and is no longer used."
    DEAD_MAN = "dead-man", "No run has finished for longer than a day."
    RUN_FAILED = "run-failed", "A run ended with an error of ours."
    DIGEST = "digest", "A month's outlook for one publisher."


class NoticeStep(Word):
    """One step in the life of a message on one channel, as the journal keeps it."""

    QUEUED = "queued", "It was worded and is to be sent exactly so."
    DELIVERED = "delivered", "The other side accepted it."
    FAILED = "failed", "It did not get through; it will be tried again."
    REFUSED = "refused", "The other side refuses it for good; the channel is not used again until a person says so."
    DROPPED = "dropped", "It was no longer true before it got through, and is not sent."
    ENABLED = "enabled", "A person says that a channel that refused may be used again."
