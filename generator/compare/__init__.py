"""What changes for users of the client between two descriptions: compared after overlay, passes and names."""
