"""The demo: an invented city, told through the same actions everybody uses. It exists only where COURTYARD_DEMO=1."""
