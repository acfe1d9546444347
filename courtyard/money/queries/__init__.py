"""What the books say, whole and in parts."""
