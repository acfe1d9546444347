"""Who may stand for the committee: the checks of the law, each with its article; what the register knows is looked up.

上海市住宅物业管理规定 art 20 (text of 2022/23); arrears are no ground any more since 2022-10-28, and are never asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from courtyard.assembly.permissions import owns_in
from courtyard.core.errors import sentence
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate

PASSED, FAILED = "passed", "failed"
ARTICLE = "上海市住宅物业管理规定第二十条"


@dataclass(frozen=True, slots=True)
class Check:
    """A condition, as a sentence that is true of whoever may stand."""

    key: str
    says: str
    article: str

    @property
    def label(self) -> str:
        return gettext(self.says)


GUIDANCE = "业主大会和业主委员会指导规则第三十一条"
ASKED: Mapping[str, Check] = {
    key: Check(key, says, article)
    for key, says, article in (
        ("owner", sentence("Is an owner here"), GUIDANCE),
        ("not_company", sentence("Does not work for the property company that serves here"), ARTICLE),
        ("capable", sentence("Has full legal capacity"), GUIDANCE),
        ("no_relative", sentence("No close relative works for the property company that serves here"), ARTICLE),
        ("no_damage", sentence("Has not damaged the structure or the façade, and built nothing illegal"), ARTICLE),
        (
            "no_misuse",
            sentence("Has not changed the home’s use without permission, nor let it unlawfully"),
            ARTICLE,
        ),
        ("complies", sentence("Carries out the decisions of the assembly and the committee"), ARTICLE),
    )
}


def checks_of(person: Person, estate: Estate, at: datetime) -> dict[str, str]:
    """What the register knows by itself."""
    works = standing(person).holds((Office.Kind.COMPANY_MANAGER, Office.Kind.COMPANY_WORKER), estate.node, at)
    return {
        "owner": PASSED if owns_in(person, estate, at) else FAILED,
        "not_company": FAILED if works else PASSED,
    }
