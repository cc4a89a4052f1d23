"""Measures generation and the client, each next to what it is made of: ``python -m tests.bench``."""
