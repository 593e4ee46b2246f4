"""All rounds."""

from commands.round import Round

ROUNDS: tuple[Round, ...] = ()
"""Each is made by every process that serves, under a lock of the database."""
