"""The vocabulary of the runtime; nothing in here imports from the other folders."""
