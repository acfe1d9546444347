"""Forms of the deeds with owners' money."""
