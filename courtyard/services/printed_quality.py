"""Quality for price on paper, as it goes with a motion about the company or its fee."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext, override, pgettext

from courtyard.core.quantities import format_fen
from courtyard.services import showing_quality as showing
from courtyard.services.queries.figures import Quality
from courtyard.web.times import in_full

CHINESE = "zh-hans"
"""What goes with a notice is in one language."""


def paper(quality: Quality, on: date) -> dict[str, Any]:
    """For `pdf("services/quality", …)`."""
    with override(CHINESE):
        page = showing.page(quality)
        heading = title_of()
        return {
            "title": heading, "language": get_language(), "date": on.isoformat(),
            "words": {"page": gettext("Page {n} of {all}")},
            "estate": quality.estate.node.name, "heading": heading, "quarter": page["quarter_said"],
            "facts": _facts(page, on),
            "fields": {
                "title": gettext("Promised and done"),
                "heads": [
                    pgettext("of service", "Field"), pgettext("level", "Promised"),
                    *(str(one) for one in showing.SOURCE_NAMES.values()), pgettext("quality", "Index"),
                ],
                "rows": [_row(row) for row in page["rows"]],
            },
            "parts": [part for part in (_beside(page), _gains(page)) if part],
            "method": gettext(
                "How it is reckoned, with an example, is on the page “Is it worth its price?” of this estate, where "
                "every figure leads to what it was reckoned from."
            ),
        }  # fmt: skip


def title_of() -> str:
    return pgettext("a paper", "Quality for price")


def _facts(page: Mapping[str, Any], on: date) -> list[list[str]]:
    rated = gettext("{homes} of {could} homes").format(**page["rating"])
    kept = page["kept"]
    return [
        [gettext("Quality of service"), _index(page["index"], page["low"], page["high"])],
        [gettext("Property fee"), _fee(page["fen_per_m2"])],
        [gettext("Kept of what was promised"), f"{kept['percent']}%" if kept["percent"] is not None else "–"],
        [gettext("Ratings"), rated],
        [gettext("As of"), in_full(on)],
    ]


def _index(index: Any, low: Any, high: Any) -> str:
    if index is None:
        return gettext("not enough data")
    return gettext("{index} of 100, most likely between {low} and {high}").format(index=index, low=low, high=high)


def _fee(fen: int | None) -> str:
    if fen is None:
        return "–"
    return gettext("{yuan} yuan for a square metre and month").format(yuan=format_fen(fen))


def _row(row: Mapping[str, Any]) -> list[str]:
    sources = [_source(one) for one in row["sources"]]
    index = gettext("not enough data") if row["index"] is None else f"{row['index']} ({row['low']}–{row['high']})"
    return [str(row["field"].label), row["level"] or "–", *sources, index]


def _source(one: Mapping[str, Any]) -> str:
    if not one["there"] or one.get("percent") is None:
        return "–"
    return f"{one['percent']}% ({one['count']})"


def _beside(page: Mapping[str, Any]) -> dict[str, Any] | None:
    beside = page["beside"]
    if not beside or not beside["enough"] or not beside["prices"]:
        return None
    says = gettext("Half of the {n} estates like ours pay between {a} and {b} yuan.").format(
        n=beside["count"], a=format_fen(beside["prices"].lower), b=format_fen(beside["prices"].upper)
    )
    return {"title": gettext("Beside others like it"), "says": [beside["alike"], says]}


def _gains(page: Mapping[str, Any]) -> dict[str, Any] | None:
    if not page["gains"]:
        return None
    says = [f"{one['field']}：{one['source']}，{one['says']}（+{one['points']}）" for one in page["gains"]]
    return {"title": gettext("What would raise it most"), "says": says}
