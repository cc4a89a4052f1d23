"""The resources of the client, to be awaited; imported at first use."""
