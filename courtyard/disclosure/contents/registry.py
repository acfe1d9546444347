"""Who proposes rows for which disclosure. Others may add theirs, by its code."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.utils import translation

from courtyard.core.disclosures import Due, Row
from courtyard.places.models import Estate
from courtyard.web.registers import Register

_HEX = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Scope:
    """For which estate and occasion: the days it tells of, where it tells of a period."""

    estate: Estate
    occasion: str
    covers: tuple[date, date] | None
    at: datetime


def happening_of(occasion: str) -> UUID | None:
    """What it is about, where that is something that happened and not a period."""
    return UUID(occasion) if _HEX.fullmatch(occasion) else None


@dataclass(frozen=True, slots=True)
class Builder:
    """Proposes the rows of the disclosure called `name` (“D10”); none where there is nothing to reckon them from."""

    name: str
    build: Callable[[Scope], Iterable[Row]]


builders: Register[Builder] = Register("contents of disclosures")


def proposed(estate: Estate, due: Due, at: datetime) -> tuple[Row, ...]:
    """In the estate's language, whoever asks: what is published is read by everybody there."""
    if due.line.id not in builders:
        return ()
    with translation.override(settings.LANGUAGE_CODE):
        return tuple(builders[due.line.id].build(Scope(estate, due.occasion, due.covered, at)))
