"""`courtyard begin --code 310000 --city 上海市 --officer NAME`: a new city, its first officer, and their code on paper.

Said again with the same names it prints a new code, for whoever lost theirs and has nobody above.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import localdate, now

from courtyard.core.codes import grouped
from courtyard.core.errors import Refusal
from courtyard.people.actions import codes
from courtyard.people.actions.officers import add_officer
from courtyard.people.models import CLERK, Office, Person
from courtyard.places.actions import add_node
from courtyard.places.models import Node
from courtyard.trail.deeds import together
from courtyard.web.refusals import told


class Command(BaseCommand):
    help = "Begin a city: its place in the tree and its first officer, who gets a sign-in code and appoints the others."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--code", required=True, help="the national division code: 310000")
        parser.add_argument("--city", required=True, metavar="NAME")
        parser.add_argument("--city-en", default="", metavar="NAME")
        parser.add_argument("--officer", required=True, metavar="NAME", help="the first officer's full name")
        parser.add_argument("--phone", default="")

    def handle(self, *, code: str, city: str, city_en: str, officer: str, phone: str, **options: Any) -> None:
        at = now()
        try:
            with together():
                node = Node.objects.filter(code=code, parent=None).first() or add_node(
                    None, kind=Node.Kind.CITY, code=code, name=city, name_en=city_en, by=CLERK, at=at
                )
                person = _holder(node, officer) or add_officer(
                    node.pk, name=officer, phone=phone, kind=Office.Kind.CITY, since=localdate(at), by=CLERK, at=at
                )
                letter = codes.print_reset(person.pk, node.pk, by=CLERK, at=at, identity_seen="appointment")
        except Refusal as refusal:
            raise CommandError(told(refusal)) from refusal
        self.stdout.write(
            f"{node.name}, {person.name}: /sign-in/code/ with {grouped(letter.code)}, once, for seven days."
        )


def _holder(node: Node, name: str) -> Person | None:
    held = Office.objects.on(localdate(now())).filter(node=node, kind=Office.Kind.CITY, person__name=name)
    office = held.select_related("person").first()
    return office.person if office else None
