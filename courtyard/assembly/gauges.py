"""A gate as people see it: a bar with a line to reach, and one sentence that says whether it is reached.

A share is shown with two decimals and never rounded across its line: 49.996 % is not shown as the half it did not
pass. What decides is the core's comparison; the bar's length, in ten-thousandths, decides nothing.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Any

from django.utils.translation import gettext, pgettext

from courtyard.core.counting.gates import Checked
from courtyard.core.counting.tally import Amount, Weight
from courtyard.core.counting.words import Said, amount, share_in_words

WHOLE = 10_000
CM2_SHOWN = 100
"""Areas are shown to the hundredth of a square metre."""


def is_turnout(check: Checked) -> bool:
    return check.gate.of == "took_part"


def percent(check: Checked) -> str:
    """72.19%."""
    if not check.whole:
        return pgettext("on paper", "nobody")
    whole, part = divmod(_shown(check), 100)
    return f"{whole}.{part:02}%"


def gauge(check: Checked, apart: Amount = 0) -> dict[str, Any]:
    """For the part that draws it. `apart` is what of it is drawn apart: papers that follow the majority."""
    return {
        "label": label(check),
        "percent": percent(check),
        "have": _said(amount(_to_show(check.have, check.gate.weight, up=False), check.gate.weight)),
        "share": _ten_thousandths(check.have, check.whole),
        "apart": _ten_thousandths(apart, check.whole),
        "line": floor(check.gate.share * WHOLE),
        "needed": _needed(check),
        "passed": check.passed,
    }


def label(check: Checked) -> str:
    """Area; For, by area: what a bar measures."""
    weight = weight_in_words(check.gate.weight)
    if check.gate.of == "for":
        return pgettext("bar", "In favour by {weight}").format(weight=weight)
    if check.gate.of == "against":
        return pgettext("bar", "Against by {weight}").format(weight=weight)
    return pgettext("bar", "Took part by {weight}").format(weight=weight)


def weight_in_words(weight: Weight) -> str:
    return {
        "heads": pgettext("weight", "heads"),
        "area": pgettext("weight", "area"),
        "shares": pgettext("weight", "shares"),
        "lots": pgettext("weight", "homes"),
        "votes": pgettext("weight", "votes"),
        "members": pgettext("weight", "members"),
    }[weight]


def sentence_of(checks: Sequence[Checked]) -> str:
    """All of a group's gates in one sentence: both reached, or each by itself with what is missing."""
    signs = {(check.gate.of, check.gate.sign, check.gate.share) for check in checks}
    if len(checks) == 2 and len(signs) == 1 and all(check.passed for check in checks):
        told = _both(checks[0])
        if told:
            one, other = (weight_in_words(check.gate.weight) for check in checks)
            share = _said(share_in_words(checks[0].gate.share))
            return told.format(one=one, other=other, a=percent(checks[0]), b=percent(checks[1]), share=share)
    return _each(checks)


def _both(check: Checked) -> str:
    if is_turnout(check) and check.gate.sign == "at_least":
        return gettext("{a} took part by {one} and {b} by {other}: both reach {share}.")
    if check.gate.of == "for" and check.gate.sign == "at_least":
        return gettext("Of those who took part, {a} are for it by {one} and {b} by {other}: both reach {share}.")
    if check.gate.of == "for" and check.gate.sign == "over":
        return gettext("Of those who took part, {a} are for it by {one} and {b} by {other}: both are over {share}.")
    return ""


def _each(checks: Iterable[Checked]) -> str:
    clauses = [_clause(check) for check in checks]
    told = _capital(pgettext("between clauses", "; ").join(clauses))
    if len(clauses) > 1:
        return gettext("{clauses}. All of it is needed.").format(clauses=told)
    return gettext("{clauses}.").format(clauses=told)


def _clause(check: Checked) -> str:
    """同意的人数占73.87%，还差10位业主才到四分之三."""
    if not check.whole:
        return gettext("{label}: nobody").format(label=_small(label(check)))
    reached, missed = _clauses(check)
    weight = check.gate.weight
    return (reached if check.passed else missed).format(
        label=_small(label(check)),
        percent=percent(check),
        share=_said(share_in_words(check.gate.share)),
        short=_said(amount(_to_show(check.short, weight, up=True), weight)),
    )


def _clauses(check: Checked) -> tuple[str, str]:
    """What is said of a gate that is reached, and of one that is missed."""
    match check.gate.sign:
        case "at_least":
            return (
                gettext("{label}: {percent}, which reaches {share}"),
                gettext("{label}: {percent}, {short} short of {share}"),
            )
        case "over":
            return (
                gettext("{label}: {percent}, which is over {share}"),
                gettext("{label}: {percent}, {short} short of more than {share}"),
            )
        case "at_most":
            return gettext("{label}: {percent}, not over {share}"), gettext("{label}: {percent}, {short} over {share}")
        case "under":
            return (
                gettext("{label}: {percent}, under {share}"),
                gettext("{label}: {percent}, {short} too many to be under {share}"),
            )


def _needed(check: Checked) -> str:
    """要到2/3，798位业主: the line in words, and how much it is here."""
    share, weight = check.gate.share, check.gate.weight
    up = check.gate.sign in ("at_least", "over")
    told = {
        "at_least": pgettext("line", "at least {share}: {need}"),
        "over": pgettext("line", "more than {share}: {need}"),
        "at_most": pgettext("line", "at most {share}: {need}"),
        "under": pgettext("line", "less than {share}: {need}"),
    }[check.gate.sign]
    need = _said(amount(_to_show(check.need, weight, up=up), weight))
    return told.format(share=f"{share.numerator}/{share.denominator}", need=need)


def _shown(check: Checked) -> int:
    """The share in hundredths of a percent: rounded, unless that would tell another side of the line."""
    near = floor(Fraction(check.have) / Fraction(check.whole) * WHOLE + Fraction(1, 2))
    edge = Checked(check.gate, have=0, whole=WHOLE).need
    if check.gate.sign in ("at_least", "over"):
        return max(near, edge) if check.passed else min(near, edge - 1)
    return min(near, edge) if check.passed else max(near, edge + 1)


def _ten_thousandths(part: Amount, whole: Amount) -> int:
    return floor(Fraction(part) / Fraction(whole) * WHOLE) if whole else 0


def _to_show(many: Amount, weight: Weight, *, up: bool) -> Amount:
    if weight != "area":
        return many
    hundredths = Fraction(many) / CM2_SHOWN
    return (ceil(hundredths) if up else floor(hundredths)) * CM2_SHOWN


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _said(words: Said) -> str:
    return words.render(gettext)
