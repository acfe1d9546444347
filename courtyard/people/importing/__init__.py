"""A register on its way in: read, compared with what is there, shown, and planned. Nothing here writes a table."""
