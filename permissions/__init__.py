"""Who may see or do what: permissions, scopes and access, as values."""
