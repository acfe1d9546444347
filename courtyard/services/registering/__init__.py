"""What services tell lower floors, one room a noun."""

from courtyard.services.registering import companies, contracts, inspections, quality, ratings, standards, works


def register() -> None:
    """Called once, when all models are there."""
    for noun in (companies, contracts, standards, inspections, works, ratings, quality):
        noun.register()
