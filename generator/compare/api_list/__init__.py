"""The list of public names, api.txt: written, read and compared."""
