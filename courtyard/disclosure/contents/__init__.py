"""What can be reckoned from the estate's own data is proposed to whoever publishes: by the code of the disclosure."""

from courtyard.disclosure.contents import books, committee, revenue, service, works
from courtyard.disclosure.contents.registry import Builder, Scope, builders, proposed

__all__ = ["Builder", "Scope", "builders", "fill", "proposed"]


def fill() -> None:
    """Called once, when all models are there."""
    for some in (books.BUILDERS, revenue.BUILDERS, committee.BUILDERS, service.BUILDERS, works.BUILDERS):
        for one in some:
            builders.add(one)
