"""Files of the committee's papers, kept as those of votes are; and where estates stand, which can be counted again."""

from courtyard.assembly.upkeep import Kept, let_go, own
from courtyard.committee.upkeep.files import keep, kept

__all__ = ["Kept", "keep", "kept", "let_go", "own"]
