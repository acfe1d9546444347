"""Pure Python: no framework, no clock, no chance, no network."""
