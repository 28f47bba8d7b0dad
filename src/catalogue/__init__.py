"""The national catalogue of child safeguarding practice reviews."""
