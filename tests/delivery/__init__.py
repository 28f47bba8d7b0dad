"""Delivery over servers that misbehave: a mail server and a webhook on loopback, and the cases they are put to.

Belongs here: the servers, the cases and the command that runs them all. Does not belong here: what a message says.
"""
