"""The resources of the client; imported at first use."""
