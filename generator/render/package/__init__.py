"""Renders the modules of the client package."""
