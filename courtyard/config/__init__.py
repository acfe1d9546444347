"""Settings, addresses, the command. Outside the floors."""
