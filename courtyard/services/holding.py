"""What must hold of a company before anything is said of it: it is on the register, and served there on that day."""

from datetime import date

from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.places.models import Node
from courtyard.services.models import Company, Served


class CompanyOffRegister(Refusal):
    says = sentence("This company was taken off the register on {day}. Nothing more can be entered of it.")


class NotServing(BadInput):
    says = sentence("{company} did not serve {place} on {day}. Choose the estate, or the day, that is meant.")
    field = "node"


def require_open(company: Company) -> None:
    """Raises CompanyOffRegister."""
    if company.closed_on is not None:
        raise CompanyOffRegister(day=company.closed_on)


def require_serving(company: Company, node: Node, day: date) -> None:
    """What happened is held against who served there on that day. Raises NotServing."""
    if not Served.objects.on(day).filter(company=company, node=node).exists():
        raise NotServing(company=company.name, place=node.name, day=day)
