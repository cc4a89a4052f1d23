"""Advice about a description that is valid."""
