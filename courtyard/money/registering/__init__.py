"""What money tells lower floors, one room an area: each adds its line to AREAS."""

from importlib import import_module

AREAS = ("bank", "fees", "page", "spending", "top_ups")


def register() -> None:
    """Called once, when all models are there."""
    for area in AREAS:
        import_module(f"courtyard.money.registering.{area}").register()
