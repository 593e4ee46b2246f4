"""What a person may do to the registry: one function for each signed act."""
