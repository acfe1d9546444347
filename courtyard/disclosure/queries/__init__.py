"""What hangs on an estate's wall, what should, and what is asked about it."""
