"""Renders the tests of the client package."""
