"""Sends many rows in chunks, with a journal and a result for every row."""
