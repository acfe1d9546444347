"""What a visitor of the demo should find today: things that wait, and things that are late."""

from datetime import datetime, timedelta

from courtyard.cases import actions as cases
from courtyard.cases.actions import Filing
from courtyard.cases.models import Case
from courtyard.demo.cast import PERSONAS
from courtyard.demo.words import PLOTS, Plot
from courtyard.demo.year import Year, void
from courtyard.people.models import Tenure

DARK_STAIR = next(plot for plot in PLOTS if plot.words.startswith("三楼楼道灯"))
BUILDING_SITE = next(plot for plot in PLOTS if "工地" in plot.words)
WET_GARAGE = next(plot for plot in PLOTS if "车库B区" in plot.words)
FURNITURE = next(plot for plot in PLOTS if "一张床" in plot.words)
GATE = next(plot for plot in PLOTS if "道闸" in plot.words)


def stage(year: Year) -> None:
    """Each estate's own scenes, among the cases of its year."""
    mine = {tenure.person.name: tenure for tenure in year.residents}
    here = [persona for persona in PERSONAS if persona.at == year.estate.code and persona.name in mine]
    for persona in here:
        _waits_for(year, mine[persona.name], DARK_STAIR)
    if year.spec.code == "taoan":
        _late(year, year.residents[40], BUILDING_SITE, timedelta(days=8))
        _fresh(year, year.residents[90], FURNITURE, timedelta(minutes=12))
    if year.spec.code == "csc":
        _late(year, year.residents[25], WET_GARAGE, timedelta(days=6))
        _fresh(year, year.residents[70], GATE, timedelta(minutes=35))


def _file(year: Year, tenure: Tenure, plot: Plot, at: datetime) -> Case:
    photos = year.photos(plot, at, well=False) if plot.picture else ()
    part = next(iter(year.estate.common_parts.filter(name=plot.where)), None)
    filing = Filing(
        estate=year.estate, category=plot.category, words=plot.words, place=part or tenure.home.building, photos=photos,
        urgent=plot.urgent,
    )  # fmt: skip
    return cases.file(filing, by=tenure.person, at=at)


def _waits_for(year: Year, tenure: Tenure, plot: Plot) -> None:
    """Put right yesterday, and waiting for the resident to say so."""
    worker = year.staff.workers[0]

    def tell(at: datetime) -> None:
        case = _file(year, tenure, plot, at)
        triaged, resolved = at + timedelta(minutes=18), at + timedelta(hours=27, minutes=15)
        year.stage(
            triaged,
            lambda at: void(
                cases.triage(case.pk, by=year.staff.triage, at=at, party="wu", words=plot.first, handler=worker)
            ),
        )
        year.stage(
            resolved,
            lambda at: void(
                cases.resolve(case.pk, by=worker, at=at, words=plot.done, photos=year.photos(plot, at, well=True))
            ),
        )

    year.stage(year.now - timedelta(days=2, hours=4), tell)


def _late(year: Year, tenure: Tenure, plot: Plot, before: timedelta) -> None:
    """Given to somebody, and overdue since."""

    def tell(at: datetime) -> None:
        case = _file(year, tenure, plot, at)
        handler = year.staff.by_party[plot.party]
        year.stage(
            at + timedelta(hours=2),
            lambda at: void(
                cases.triage(case.pk, by=year.staff.triage, at=at, party=plot.party, words=plot.first, handler=handler)
            ),
        )

    year.stage(year.now - before, tell)


def _fresh(year: Year, tenure: Tenure, plot: Plot, before: timedelta) -> None:
    """Come in just now; nobody has looked yet."""
    year.stage(year.now - before, lambda at: void(_file(year, tenure, plot, at)))
