"""Serves the actions to assistants over the Model Context Protocol, with sending in two steps."""
