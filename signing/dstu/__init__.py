"""Ukrainian cryptography in plain Python: GOST 34.311, Kupyna, and DSTU 4145 over ten binary curves."""

DIGEST_INPUT_MAX = 2 * 2**20
"""Bytes: twice the largest batch, so that whatever a caller lets in fits and a mistake costs seconds."""
