"""Standards of the city, one published and one not, and an estate's plan of works in the world of build.py."""

from datetime import datetime, timedelta
from typing import Any

from courtyard.conftest import Court
from courtyard.core.standards import EXAMPLE
from courtyard.services.actions.proofs import prove_turn
from courtyard.services.actions.standards import Loading, load_catalogue, publish_catalogue
from courtyard.services.actions.works import Rhythm, plan_work
from courtyard.services.models import Catalogue
from courtyard.services.queries.works import day_of
from courtyard.services.tests import build, planning

DAY = timedelta(days=1)


def things(court: Court, at: datetime) -> dict[str, Any]:
    """Two works: of one each estate's files are for everybody, of the other for those there."""
    today = day_of(court.estate, at)
    build.contract(court, by=build.catalogue(court, version=f"对照{court.estate.code}"))
    shown, closed = (
        plan_work(
            court.estate.pk, planning.plan(what=what, rhythm=Rhythm(every=15, unit="days", first_on=today)),
            by=court.zhu, at=at,
        )
        for what in ("电梯维护保养", "水箱清洗")
    )  # fmt: skip
    files = []
    for work, open_to_all in ((shown, True), (closed, False)):
        done = planning.done(done_on=today, shown=open_to_all, files=[planning.file(court)])
        files.append(prove_turn(planning.turns(work)[0].pk, done, by=court.bai, at=at).files.get().pk)
    return {
        "city": court.city.code, "catalogue": _catalogue(court, at, "现行", published=True).pk,
        "draft_catalogue": _catalogue(court, at, "草稿", published=False).pk,
        "work": shown.pk, "proved_turn": planning.turns(shown)[0].pk, "turn": planning.turns(shown)[1].pk,
        "shown_file": files[0], "closed_file": files[1],
    }  # fmt: skip


def _catalogue(court: Court, at: datetime, name: str, *, published: bool) -> Catalogue:
    loading = Loading(node=court.city, name=f"{name}{court.estate.code}", version="2026", draft=EXAMPLE)
    one = load_catalogue(loading, by=court.shi, at=at)
    if published:
        return publish_catalogue(one.pk, valid_from=day_of(court.estate, at), by=court.shi, at=at)
    return one
