"""What the fund and spendings tell lower floors, and where their entries lead."""

from courtyard.money import panels, sources
from courtyard.money.notices import spending
from courtyard.notify.registers import kinds, tellers
from courtyard.web.registers import panels as on_pages


def register() -> None:
    """Called once, when all models are there."""
    for kind in spending.KINDS:
        kinds.add(kind)
    tellers.add(spending.TELLER)
    for panel in panels.PANELS:
        on_pages.add(panel)
    for source in sources.SOURCES:
        sources.sources.add(source)
