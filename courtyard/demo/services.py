"""What service is worth, in the demo: three companies under contract for two years, and 24 estates beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from courtyard.core.company_codes import check_character
from courtyard.core.quarters import Quarter, latest
from courtyard.demo.services_contracts import sign
from courtyard.demo.services_credit import watch_credit
from courtyard.demo.services_peers import load_others
from courtyard.demo.services_promises import QUARTERS, SERVED
from courtyard.demo.services_ratings import rate_quarters
from courtyard.demo.services_rounds import walk_rounds
from courtyard.demo.services_works import plan_works
from courtyard.demo.year import ZONE, Year
from courtyard.people.models import Person
from courtyard.places.models import Estate, Node
from courtyard.services import sheets
from courtyard.services.actions.companies import Registration, register_company
from courtyard.services.actions.standards import Loading, load_catalogue, publish_catalogue
from courtyard.services.models import Catalogue, Company
from courtyard.services.upkeep import figures

BEFORE = timedelta(days=QUARTERS * 92 + 92 + 30)
"""How long before today the story begins: all its quarters, what is gone of this one, and a month to sign."""


@dataclass(frozen=True)
class Books:
    """What the city keeps before anybody signs: the standards, and the companies by the estates they will serve."""

    catalogue: Catalogue
    companies: Mapping[str, Company]


def open_books(city: Node, *, by: Person, at: datetime) -> Books:
    """Our own example of standards is published for the city, and the companies are registered."""
    draft = sheets.look_into(*sheets.ours(), city)
    assert draft.reading.draft is not None, "our own example has no faults"
    loading = Loading(
        node=city, draft=draft.reading.draft, sha256=draft.sha256, is_example=True, name=sheets.OURS_NAME,
        version=sheets.OURS_VERSION, source=sheets.OURS_SOURCE,
    )  # fmt: skip
    one = load_catalogue(loading, by=by, at=at)
    one = publish_catalogue(one.pk, valid_from=at.date(), by=by, at=at + timedelta(minutes=10))
    companies = {
        code: register_company(
            Registration(
                node=city, name=said.company, credit_code=said.code + check_character(said.code), phone=said.phone,
                address=said.address,
            ),
            by=by, at=at + timedelta(minutes=20),
        )
        for code, said in SERVED.items()
    }  # fmt: skip
    return Books(one, companies)


def serve(year: Year, books: Books) -> None:
    """All that has to do with one estate's company, among the cases of its year."""
    service = SERVED.get(year.spec.code)
    if service is None:
        return
    company = books.companies[year.spec.code]
    sign(year, service, company, books.catalogue)
    plan_works(year, service)
    walk_rounds(year, service)
    rate_quarters(year, service)
    watch_credit(year, company)


def compare(district: Node, chance: Random, *, by: Person, at: datetime, now: datetime) -> None:
    """The district's figures of others come in, and the index of each quarter is reckoned as the clerk does it."""
    quarters = latest(QUARTERS, Quarter.on(now.astimezone(ZONE).date()).before)
    load_others(district, quarters, chance, by=by, at=at)
    served = Estate.objects.filter(node__code__in=SERVED).values_list("pk", flat=True)
    figures.rebuild(list(served), quarters, now)
