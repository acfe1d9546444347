"""Every deed done to the wall."""
