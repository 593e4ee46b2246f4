"""The tamper-evident chain of signed acts: append, read back, prove."""
