"""What the clerk does with owners’ money by the clock."""
