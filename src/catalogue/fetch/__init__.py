"""The only HTTP client: one address in, one capture out, whatever the world does.

Belongs here: asking politely (robots rules, one request at a time a host, pauses), safely (public
addresses only, deadlines, size limits) and telling what came back as a `Capture`. Does not belong
here: what a capture means for a source or a document, and any list of addresses to ask.
"""

from catalogue.fetch.client import Fetch
from catalogue.fetch.parts import Bodies, Clock, Limits

__all__ = ["Bodies", "Clock", "Fetch", "Limits"]
