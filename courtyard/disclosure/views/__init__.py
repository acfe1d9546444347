"""The wall, what hangs on it, questions about it."""
