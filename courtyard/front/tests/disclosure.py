"""Something on the wall with a file, and an owner's question about it, for the world of build.py."""

from datetime import datetime
from typing import Any

from courtyard.conftest import Court
from courtyard.disclosure.actions.publications import Attached
from courtyard.disclosure.tests.build import asked, published, wall
from courtyard.disclosure.upkeep import keep


def things(court: Court, at: datetime) -> dict[str, Any]:
    wall(court)
    file = Attached(kept=keep(court.estate.pk, b"%PDF-1.7", "pdf", at), name="收费标准.pdf")
    one = published(court, "D18", files=(file,), at=at)
    question = asked(court, one, words="保洁一周扫几次？")
    return {"hung": one.pk, "hung_file": one.files.get().pk, "hung_question": question.pk}
