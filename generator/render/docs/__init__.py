"""Renders the documentation pages."""
