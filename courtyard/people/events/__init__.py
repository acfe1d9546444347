"""What the record says about people, one file per noun."""

from courtyard.people.events import accounts, codes, offices, privacy, registering, tenures

__all__ = ["accounts", "codes", "offices", "privacy", "registering", "tenures"]
