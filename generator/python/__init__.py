"""Python source text: literals, imports, docstrings and layout."""
