"""Plum Court as the checks see it: an estate whose bodies do everything in time, and what goes wrong when asked for."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from courtyard.core.compliance import Facts, Finding, evaluate
from courtyard.core.compliance.facts import CommitteeDecision, CommitteeMeeting, OwnersVote, Reelection, Term
from courtyard.core.rulebook import Rulebook, load, load_part

BOOKS = Path(__file__).parents[2] / "rulebooks"
TODAY = date(2026, 11, 23)
KNOWN_FROM = date(2024, 1, 1)
ID = UUID(int=1)
BIG_CM2 = 45_000 * 10_000


def day(text: str) -> date:
    """“11-20” is in 2026, “2027-01-01” where it says."""
    return date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


@cache
def shanghai() -> Rulebook:
    china = load_part(tomllib.loads((BOOKS / "cn" / "2026.1.toml").read_text("utf-8")), "cn")
    return load(tomllib.loads((BOOKS / "cn-shanghai" / "2026.2.toml").read_text("utf-8")), "cn-shanghai", china)


def term(**given: Any) -> Term:
    usual: Mapping[str, Any] = {
        "id": ID, "number": 3, "seats": 5, "seated": 5,
        "starts_on": date(2024, 3, 1), "ends_on": date(2029, 2, 28), "elected_on": date(2024, 2, 20),
        "names_posted_on": date(2024, 2, 21), "filed_on": date(2024, 3, 10),
        "activity_from": date(2024, 3, 1), "last_activity_on": date(2026, 11, 20), "last_meeting_on": None,
    }  # fmt: skip
    return Term(**{**usual, **given})


def way(**given: Any) -> Reelection:
    """The way to the next committee."""
    nothing = dict.fromkeys(
        ("reported_on", "triggered_on", "group_formed_on", "handed_over_on", "elected_on", "group_ended_on")
    )
    return Reelection(**{"id": UUID(int=2), **nothing, **given})


def meeting(on: date, **given: Any) -> CommitteeMeeting:
    usual: Mapping[str, Any] = {"members": 5, "attended": 5, "by_proxy": 0, "residents_invited": True}
    return CommitteeMeeting(id=UUID(int=on.toordinal()), on=on, **{**usual, **given})


def decision(on: date, **given: Any) -> CommitteeDecision:
    usual: Mapping[str, Any] = {"title": "修门禁", "members": 5, "signed": 5, "posted_on": on, "told_on": on}
    return CommitteeDecision(**{"id": UUID(int=3), "on": on, **usual, **given})


def vote(noticed_on: date, opens_on: date, **given: Any) -> OwnersVote:
    usual: Mapping[str, Any] = {
        "id": UUID(int=4), "title": "年度业主大会", "closed_on": None, "void": False, "residents_committee_told": True,
    }  # fmt: skip
    return OwnersVote(noticed_on=noticed_on, opens_on=opens_on, **{**usual, **given})


def monthly(on: int) -> tuple[date, ...]:
    return tuple(date(year, month, on) for year in range(2024, 2029) for month in range(1, 13))


def every_two_months() -> tuple[CommitteeMeeting, ...]:
    return tuple(meeting(date(year, month, 20)) for year in range(2024, 2029) for month in range(2, 13, 2))


def facts(**given: Any) -> Facts:
    """Everything is as it should be, but for what is `given`."""
    usual: Mapping[str, Any] = {
        "known_from": KNOWN_FROM,
        "area_cm2": BIG_CM2,
        "term": term(),
        "meetings": every_two_months(),
        "votes": (vote(day("04-20"), day("05-20"), closed_on=day("06-20")),),
        "receptions_on": monthly(15),
        "joint_sessions_on": monthly(10),
    }
    return Facts(**{**usual, **given})


def findings(code: str, given: Facts, on: date = TODAY) -> list[Finding]:
    """What one check finds; each of its sentences can be said."""
    found = [one for one in evaluate(given, shanghai(), on) if one.check == code]
    assert all(one.says.format(**one.fields) for one in found)
    return found


def since(code: str, given: Facts, on: date = TODAY) -> list[date]:
    """The days since when one check finds something wrong."""
    return [one.since for one in findings(code, given, on)]


def told(code: str, given: Facts, on: date = TODAY) -> list[tuple[str, str, str]]:
    """Each finding's case, severity and bearer."""
    return [(str(one.fields.get("case", "")), one.severity, one.bearer) for one in findings(code, given, on)]
