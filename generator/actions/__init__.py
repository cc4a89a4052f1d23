"""The catalogue of actions and its export to other programs."""
