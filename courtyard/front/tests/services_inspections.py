"""Two rounds of the committee in an estate of the world in build.py: one finished, one begun."""

from datetime import datetime, timedelta
from typing import Any

from courtyard.conftest import Court
from courtyard.services.actions.findings import add_photo
from courtyard.services.actions.rounds import finish_round
from courtyard.services.queries.current import contract_on
from courtyard.services.tests import build
from courtyard.services.tests.walking import begun, found, items_of, shot

MINUTE = timedelta(minutes=1)


def things(court: Court, at: datetime) -> dict[str, Any]:
    """Of the finished one an item that fails, with a photograph that shows nobody and one that nobody looked at."""
    if contract_on(court.estate, at.date()) is None:
        build.contract(court, by=build.catalogue(court, version=court.estate.code))
    done, going = begun(court, at=at), begun(court, at=at)
    first, *others = items_of(done)
    failed = found(done, first, "fail", "栏杆松了两处。", at=at + MINUTE)
    for item in others:
        found(done, item, at=at + MINUTE)
    shown, hidden = (
        add_photo(done.pk, shot(done, first, cleared=cleared), by=court.yan, at=at + MINUTE)
        for cleared in (True, False)
    )
    finish_round(done.pk, by=court.yan, at=at + 2 * MINUTE)
    return {
        "round": done.pk, "open_round": going.pk, "round_finding": failed.pk, "round_photo": shown.pk,
        "hidden_round_photo": hidden.pk,
    }  # fmt: skip
