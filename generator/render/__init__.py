"""Prints the client package, its docs and its tests."""
