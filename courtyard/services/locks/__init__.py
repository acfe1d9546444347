"""What each deed locks, one room a noun."""
