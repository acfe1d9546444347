"""What the demo's story holds for the bench of services: `python -m bench.fill_services begin | reckon`.

Like bench.fill it runs in a process of its own with the measured server's settings and answers with JSON.
"""

import json
import sys
import time
from typing import Any

import django

django.setup()

from django.db.models import Count  # noqa: E402

from bench.fill import NOW, session_of  # noqa: E402
from courtyard.people.models import Tenure  # noqa: E402
from courtyard.places.models import Estate  # noqa: E402
from courtyard.services.models import QualityFigure  # noqa: E402
from courtyard.services.queries.figures import last_finished  # noqa: E402
from courtyard.services.upkeep import figures  # noqa: E402

TIMES = 20


def _estate() -> Estate:
    """The one of which most is known."""
    most = QualityFigure.objects.order_by().values("estate").annotate(n=Count("pk")).order_by("-n", "estate").first()
    assert most is not None
    return Estate.objects.select_related("node").get(pk=most["estate"])


def begin() -> dict[str, Any]:
    estate = _estate()
    owner = Tenure.objects.filter(estate=estate, until__isnull=True).select_related("person").order_by("pk").first()
    assert owner is not None
    quarter = str(last_finished(estate, NOW))
    return {"code": estate.node.code, "quarter": quarter, "session": session_of(owner.person)}


def reckon() -> dict[str, Any]:
    estate = _estate()
    quarter = last_finished(estate, NOW)
    start = time.perf_counter()
    for _ in range(TIMES):
        figures.reckon(estate, quarter, NOW)
        figures.compare(estate, quarter, NOW)
    return {"ms": (time.perf_counter() - start) / TIMES * 1000}


if __name__ == "__main__":
    print(json.dumps({"begin": begin, "reckon": reckon}[sys.argv[1]]()))
