"""The operator's screen, driven in a real browser."""
