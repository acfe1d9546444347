"""Who hears of what in a vote."""
