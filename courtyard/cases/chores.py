"""What the clerk does for cases by the clock."""

from datetime import datetime

from courtyard.cases import upkeep


def sweep_files(at: datetime) -> bool:
    """Photographs that no case owns: a form never sent, a deed that crashed, words that were erased."""
    return upkeep.sweep(at)
