"""A miniature internet on loopback for the demo and the tests; see README.md here.

Belongs here: nothing but this sentence; ``tests.world.server`` has the ``World``.
"""
