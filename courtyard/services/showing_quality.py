"""What the page of quality for price says, from the kept figures: rows, words and the places of points in charts."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext_lazy

from courtyard.core.quality import FIELDS, SOURCES, Evidence, Figure, Gain, Method
from courtyard.core.quarters import Quarter
from courtyard.places.models import Estate
from courtyard.services import charts
from courtyard.services.models import Field, QualityFigure
from courtyard.services.queries.figures import Beside, Quality, evidence_in

SOURCE_NAMES = {
    "inspections": pgettext_lazy("source of quality", "inspections"),
    "works": pgettext_lazy("source of quality", "regular works"),
    "cases": pgettext_lazy("source of quality", "requests"),
    "ratings": pgettext_lazy("source of quality", "owners’ and residents’ ratings"),
}
GIVEN_UP = {
    "size": gettext_lazy("of any size"),
    "age": gettext_lazy("of any age"),
    "district": gettext_lazy("in the whole city"),
}
MARKS = 4
"""A mark of one to five counts as nought to one: four steps."""


def said(quarter: Quarter) -> str:
    """2026年第2季度."""
    return gettext("quarter {number} of {year}").format(number=quarter.number, year=quarter.year)


def points(milli: int | None) -> Decimal | None:
    """Points of a hundred with one decimal, as everywhere on the page."""
    return None if milli is None else Decimal(milli) / 10


def page(quality: Quality) -> dict[str, Any]:
    whole = quality.whole
    found = evidence_in(quality.fields)
    return {
        "estate": quality.estate,
        "quarter": quality.quarter,
        "quarter_said": said(quality.quarter),
        "whole": whole,
        "index": points(whole.milli) if whole and whole.enough else None,
        "low": points(whole.low_milli) if whole else None,
        "high": points(whole.high_milli) if whole else None,
        "fen_per_m2": quality.fen_per_m2,
        "contract": quality.contract,
        "rows": [_row(quality.fields[field], found[field], quality) for field in FIELDS if field in found],
        "kept": _kept(found),
        "rating": _rating(found, few=least_marks(quality)),
        "beside": _beside(quality),
        "trend": _trend(quality),
        "gains": [gain(one, quality.rule.method) for one in quality.gains],
    }


def least_marks(quality: Quality) -> int:
    """Of fewer homes no mark is shown, here as on the page of ratings."""
    return quality.rule.method.sources["ratings"].least


def _row(figure: QualityFigure, found: Mapping[str, Evidence | None], quality: Quality) -> dict[str, Any]:
    few = {"ratings": least_marks(quality)}
    return {
        "field": Field(figure.field),
        "level": quality.levels.get(figure.field, ""),
        "index": points(figure.milli) if figure.enough else None,
        "low": points(figure.low_milli),
        "high": points(figure.high_milli),
        "meter": figure.milli // 10,
        "sources": [
            {"name": name, "label": SOURCE_NAMES[name], **_told(found.get(name), few.get(name, 0))} for name in SOURCES
        ],
    }


def _told(one: Evidence | None, few: int) -> dict[str, Any]:
    """So many of so many; a source the field does not have says so, and one of too few homes only how many."""
    if one is None:
        return {"there": False}
    if 0 < one.count < few:
        return {"there": True, "few": True, "count": one.count}
    return {"there": True, "count": one.count, "percent": _percent(one.total, one.count), "part": _part(one.total)}


def _percent(part: Fraction, whole: int) -> int | None:
    """Rounded down: 999 of 1,000 are not all."""
    return int(part * 100 / whole) if whole else None


def _part(total: Fraction) -> Decimal:
    """Whole things as whole things; halves with one decimal."""
    whole = total.numerator // total.denominator
    return Decimal(whole) if total.denominator == 1 else Decimal(int(total * 10)) / 10


def _kept(found: Mapping[str, Mapping[str, Evidence | None]]) -> dict[str, Any]:
    """Of all that was looked at or due, how much was as promised."""
    lots = [found[field][source] for field in found for source in ("inspections", "works") if found[field].get(source)]
    there = [one for one in lots if one is not None]
    count = sum(one.count for one in there)
    total = sum((one.total for one in there), Fraction(0))
    return {"count": count, "percent": _percent(total, count)}


def _rating(found: Mapping[str, Mapping[str, Evidence | None]], few: int) -> dict[str, Any]:
    """The mean mark of one to five over all fields, how many homes gave one, and how many could have."""
    there = [one for one in (found[field].get("ratings") for field in found) if one is not None]
    count = sum(one.count for one in there)
    total = sum((one.total for one in there), Fraction(0))
    homes = max((one.count for one in there), default=0)
    mean = Decimal(int((total * MARKS / count + 1) * 10)) / 10 if homes >= few else None
    return {
        "mean": mean,
        "homes": homes,
        "could": max((one.out_of or 0 for one in there), default=0),
    }


def _beside(quality: Quality) -> dict[str, Any] | None:
    beside = quality.beside
    if beside is None:
        return None
    drawn = None
    whole, prices, others = quality.whole, beside.prices, beside.quality
    if beside.enough and whole and whole.enough and quality.fen_per_m2 and prices and others:
        own = (quality.fen_per_m2, whole.milli)
        drawn = charts.scatter(beside.points, own, (prices.middle, others.middle))
        drawn["across"] = [(f"{fen / 100:.2f}", x) for fen, x in drawn["across"]]
        drawn["up"] = [(milli // 10, y) for milli, y in drawn["up"]]
    return {
        "count": beside.count,
        "enough": beside.enough,
        "alike": _alike(beside),
        "prices": prices,
        "quality": others and {
            "lower": points(others.lower), "middle": points(others.middle), "upper": points(others.upper),
        },
        "place": beside.place,
        "among": len(beside.points) + 1,
        "chart": drawn,
        "least": quality.rule.method.comparison.least,
    }  # fmt: skip


def _alike(beside: Beside) -> str:
    """In words, what the estates have in common, and what had to be given up to find enough."""
    traits = beside.traits
    parts = [
        str(Estate.Kind(traits["kind"]).label),
        gettext("with lifts") if traits["lifts"] else gettext("without lifts"),
    ]
    if "age" not in beside.given_up and traits["built"]:
        parts.append(gettext("built in the same years"))
    if "size" not in beside.given_up:
        parts.append(gettext("of about the same size"))
    if "district" not in beside.given_up:
        parts.append(gettext("in the same district"))
    return gettext(", ").join([*parts, *(str(GIVEN_UP[trait]) for trait in beside.given_up)])


def _trend(quality: Quality) -> dict[str, Any] | None:
    values = [figure.milli if figure and figure.enough else None for _quarter, figure in quality.trend]
    drawn = charts.trend(values)
    if drawn is None:
        return None
    labels = [f"{quarter.year % 100}Q{quarter.number}" for quarter, _figure in quality.trend]
    drawn["across"] = list(zip(labels, drawn["across"], strict=True))
    drawn["up"] = [(milli // 10, y) for milli, y in drawn["up"]]
    drawn["rows"] = [(said(quarter), points(value)) for (quarter, _f), value in zip(quality.trend, values, strict=True)]
    drawn["first"], drawn["now"] = _ends(drawn["rows"])
    return drawn


def _ends(rows: Sequence[tuple[str, Decimal | None]]) -> tuple[tuple[str, Decimal], tuple[str, Decimal]]:
    known = [(label, value) for label, value in rows if value is not None]
    return known[0], known[-1]


def gain(one: Gain, method: Method) -> dict[str, Any]:
    """What it is, how much of how much was done, and by how many points the index would rise."""
    return {
        "field": Field(one.field).label,
        "source": SOURCE_NAMES[one.source],
        "name": one.source,
        "points": points(int(one.share * 1000)),
        "says": _says(one, method),
    }


def _says(one: Gain, method: Method) -> str:
    """What came late is worth a part of a thing, and nobody says half a time: so the whole is said as a share."""
    done, late = _percent(one.count - one.lost, one.count), int(method.late * 100)
    if one.source == "ratings":
        mean = Decimal(int(((one.count - one.lost) * MARKS / one.count + 1) * 10)) / 10
        return ngettext("{n} home gave {mean} of 5", "{n} homes gave {mean} of 5 on average", one.count).format(
            n=one.count, mean=mean
        )
    if one.source == "works":
        return ngettext(
            "{n} turn due: {done}% done, what was late counted at {late}%",
            "{n} turns due: {done}% done, what was late counted at {late}%", one.count,
        ).format(n=one.count, done=done, late=late)  # fmt: skip
    if one.source == "inspections":
        return gettext("{lost} of {n} looked at failed").format(lost=_part(one.lost), n=one.count)
    return ngettext(
        "{n} home asked: {done}% done, what was late or sent back counted in part",
        "{n} homes asked: {done}% done, what was late or sent back counted in part", one.count,
    ).format(n=one.count, done=done)  # fmt: skip


def example(found: Mapping[str, Mapping[str, Evidence | None]], method: Method, whole: Figure) -> dict[str, Any]:
    """One field step by step, and what all five come to."""
    field = "facilities"
    weights = {name: method.sources[name].weight for name in SOURCES if found[field][name] is not None}
    steps = []
    for name, weight in weights.items():
        one, steady = found[field][name], method.sources[name].steady
        assert one is not None, "only what the field has weighs"
        drawn = (one.total + steady * method.middle) / (one.count + steady)
        steps.append(
            {
                "label": SOURCE_NAMES[name], "part": _part(one.total), "count": one.count, "steady": steady,
                "added": _part(steady * method.middle), "drawn": points(int(drawn * 1000 + Fraction(1, 2))),
                "weight": weight,
            }
        )  # fmt: skip
    return {
        "field": Field(field).label,
        "steps": steps,
        "weight": sum(weights.values()),
        "index": points(whole.fields[field].milli),
        "low": points(whole.fields[field].low_milli),
        "high": points(whole.fields[field].high_milli),
        "rows": [
            {"label": Field(name).label, "weight": method.fields[name], "index": points(whole.fields[name].milli)}
            for name in FIELDS
        ],
        "whole": points(whole.milli),
        "whole_low": points(whole.low_milli),
        "whole_high": points(whole.high_milli),
    }
