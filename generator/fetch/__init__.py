"""Brings a new revision of the published description in: its facts, with the texts this project wrote."""
