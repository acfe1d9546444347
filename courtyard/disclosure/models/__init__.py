"""An estate's wall: what was published, frozen; questions about it and their answers."""

from courtyard.disclosure.models.publication import Publication, PublicationFile, TakenDown, Walked, Wall
from courtyard.disclosure.models.question import Answer, Question

__all__ = ["Answer", "Publication", "PublicationFile", "Question", "TakenDown", "Walked", "Wall"]
