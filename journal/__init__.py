"""The tamper-evident chain of signed acts: append, seal, read back, prove."""
