"""Courtyard 合院: a residential estate governs itself well."""

__version__ = "0.1.0"
