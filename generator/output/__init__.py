"""Writes the output folder: locks it, compares checksums, replaces files."""
