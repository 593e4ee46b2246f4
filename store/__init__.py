"""Connections, the embedded server, and the running of a finished statement."""
