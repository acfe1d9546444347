"""Every deed with owners' money."""
