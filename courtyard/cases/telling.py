"""What each event is called on the page of its case, in the reader's words."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.timezone import now
from django.utils.translation import gettext, ngettext

from courtyard.cases.events import (
    CallerForgotten,
    CaseAnswered,
    CaseAttended,
    CaseClosedUnanswered,
    CaseConfirmed,
    CaseDecided,
    CaseDeclined,
    CaseErased,
    CaseEscalated,
    CaseExtended,
    CaseFiled,
    CaseFollowed,
    CaseJoined,
    CaseMerged,
    CaseNoted,
    CasePaused,
    CaseRedacted,
    CaseReferred,
    CaseReopened,
    CaseResolved,
    CaseResumed,
    CaseReturned,
    CaseSigned,
    CaseSubmitted,
    CaseTabled,
    CaseTriaged,
    CaseUnfollowed,
    CaseUrged,
    CaseWithdrawn,
    HelperInvolved,
    HelperReleased,
    NameAgreed,
)
from courtyard.cases.models import Case, Clock, Party, Pause
from courtyard.core.events import Event
from courtyard.web.times import said

SILENT = (CaseFollowed, CaseUnfollowed, CallerForgotten, NameAgreed)
"""On the record, and of no use on the page."""


def _party(seat: str) -> str:
    return str(Party(seat).label) if seat in Party.values else ""


def _when(text: Any) -> str:
    moment = text if isinstance(text, datetime) else datetime.fromisoformat(str(text))
    return said(moment, now())


def _filed(event: Any, case: Case, mine: bool, name: str) -> dict[str, Any]:
    if event.channel in {None, Case.Channel.WEB}:
        if mine:
            return {"title": gettext("You filed it")}
        return {"title": gettext("Filed by {name}").format(name=name or gettext("a resident"))}
    if case.taken_by_id is not None and case.taken_by_id == case.reporter_id:
        return {"title": gettext("Seen on a round and filed")}
    how = Case.Channel(event.channel).label
    if mine:
        return {"title": gettext("The desk wrote it down for you ({how})").format(how=how)}
    who = name or gettext("a resident")
    return {"title": gettext("Written down for {name} ({how})").format(name=who, how=how)}


def _confirmed(event: Any, case: Case, mine: bool, name: str) -> dict[str, Any]:
    rating = Case.Rating(event.rating).label
    if event.told_to:
        return {"title": gettext("The resident said on the telephone: {rating}").format(rating=rating)}
    if mine:
        return {"title": gettext("You confirmed it: {rating}").format(rating=rating)}
    return {"title": gettext("The resident confirmed it: {rating}").format(rating=rating)}


def _returned(event: Any, case: Case, mine: bool, name: str) -> dict[str, Any]:
    n = event.returns
    if mine:
        return {"title": ngettext("You reopened it", "You reopened it, {n} times so far", n).format(n=n)}
    return {"title": ngettext("The resident reopened it", "The resident reopened it, {n} times so far", n).format(n=n)}


def _reopened(event: Any, case: Case, mine: bool, name: str) -> dict[str, Any]:
    return {"title": gettext("You opened it again") if mine else gettext("The resident opened it again")}


def _withdrawn(event: Any, case: Case, mine: bool, name: str) -> dict[str, Any]:
    return {"title": gettext("You withdrew it") if mine else gettext("The resident withdrew it")}


def _resolved(event: Any, case: Case, mine: bool, name: str) -> dict[str, Any]:
    return {"title": gettext("The {party} marked it as resolved").format(party=_party(event.seat))}


def _submitted(event: Any, case: Case, mine: bool, name: str) -> dict[str, Any]:
    words = gettext("The {party} says it is done; the {signer} has to agree")
    return {"title": words.format(party=_party(event.seat), signer=_party(event.signer))}


def _signed(event: Any, case: Case, mine: bool, name: str) -> dict[str, Any]:
    yes, no = gettext("The {party} agrees that it is done"), gettext("The {party} does not agree yet")
    return {"title": (yes if event.verdict == "yes" else no).format(party=_party(event.seat))}


def _referred(event: Any, case: Case, mine: bool, name: str) -> dict[str, Any]:
    return {"title": gettext("Handed over to the {party}").format(party=_party(event.party))}


def _involved(event: Any, case: Case, mine: bool, name: str) -> dict[str, Any]:
    words = gettext("The {party} helps, and has to sign") if event.signs else gettext("The {party} helps")
    return {"title": words.format(party=_party(event.party))}


def _released(event: Any, case: Case, mine: bool, name: str) -> dict[str, Any]:
    return {"title": gettext("The {party} no longer helps").format(party=_party(event.party))}


def _paused(event: Any, case: Case, mine: bool, name: str) -> dict[str, Any]:
    why = Pause.Why(event.why).label
    return {"title": gettext("On hold until {moment}: {why}").format(moment=_when(event.until), why=why)}


def _resumed(event: Any, case: Case, mine: bool, name: str) -> dict[str, Any]:
    return {"title": gettext("Work goes on; to be resolved by {moment}").format(moment=_when(event.due_at))}


def _extended(event: Any, case: Case, mine: bool, name: str) -> dict[str, Any]:
    words = gettext("Complex: the convenor allowed time until {moment}")
    return {"title": words.format(moment=_when(event.due_at))}


WHYS = {
    "overdue": lambda: gettext("it is overdue"),
    "returned": lambda: gettext("it was reopened again and again"),
    "asked": lambda: gettext("the resident asked for it"),
}


LATE = {
    Clock.FIRST_CONTACT: lambda: gettext("the first reply is overdue"),
    Clock.ON_SITE: lambda: gettext("nobody was on site in time"),
    Clock.RESOLVED: lambda: gettext("it was not put right in time"),
}


def _escalated(event: Any, case: Case, mine: bool, name: str) -> dict[str, Any]:
    why = WHYS[event.why]() if event.why in WHYS else ""
    why = LATE[Clock(event.clock)]() if event.clock in Clock.values else why
    up = gettext("Up to the convenor: {why}") if int(event.level) == 1 else gettext("Up to the sub-district: {why}")
    return {"title": up.format(why=why), "alarm": True}


def _urged(event: Any, case: Case, mine: bool, name: str) -> dict[str, Any]:
    return {"title": gettext("The {party} urged the desk").format(party=_party(event.seat)), "alarm": True}


OUTCOMES = {
    "agreed": lambda: gettext("The joint session settled it"),
    "passed_on": lambda: gettext("The joint session passed it on"),
    "not_agreed": lambda: gettext("The joint session did not agree on it"),
    "put_off": lambda: gettext("The joint session deals with it the next time"),
}


def _tabled(event: Any, case: Case, mine: bool, name: str) -> dict[str, Any]:
    return {"title": gettext("It comes before the joint session of {moment}").format(moment=_when(event.on))}


def _decided(event: Any, case: Case, mine: bool, name: str) -> dict[str, Any]:
    return {"title": OUTCOMES[event.outcome]() if event.outcome in OUTCOMES else ""}


def _declined(event: Any, case: Case, mine: bool, name: str) -> dict[str, Any]:
    more = gettext("Where to go instead: {instead}").format(instead=event.instead) if event.instead else ""
    return {"title": gettext("Not for the joint desk to do"), "more": more}


def _merged(event: Any, case: Case, mine: bool, name: str) -> dict[str, Any]:
    return {"title": gettext("Merged into request {number}, about the same thing").format(number=event.number)}


def _joined(event: Any, case: Case, mine: bool, name: str) -> dict[str, Any]:
    n = int(event.voices)
    words = ngettext("Another report was merged into it", "Another report was merged into it: {n} people so far", n)
    return {"title": words.format(n=n)}


def _attended(event: Any, case: Case, mine: bool, name: str) -> dict[str, Any]:
    return {"title": gettext("Somebody was on site")}


TELLERS: Mapping[type[Event], Callable[[Any, Case, bool, str], dict[str, Any]]] = {
    CaseFiled: _filed,
    CaseTriaged: lambda *_: {"title": gettext("The joint desk accepted it")},
    CaseAnswered: lambda *_: {"title": gettext("Progress update")},
    CaseAttended: _attended,
    CaseNoted: lambda *_: {"title": gettext("Internal note")},
    CaseReferred: _referred,
    HelperInvolved: _involved,
    HelperReleased: _released,
    CasePaused: _paused,
    CaseResumed: _resumed,
    CaseExtended: _extended,
    CaseResolved: _resolved,
    CaseSubmitted: _submitted,
    CaseSigned: _signed,
    CaseConfirmed: _confirmed,
    CaseReturned: _returned,
    CaseClosedUnanswered: lambda *_: {"title": gettext("Closed without an answer, and without a rating")},
    CaseReopened: _reopened,
    CaseWithdrawn: _withdrawn,
    CaseDeclined: _declined,
    CaseMerged: _merged,
    CaseJoined: _joined,
    CaseEscalated: _escalated,
    CaseUrged: _urged,
    CaseTabled: _tabled,
    CaseDecided: _decided,
    CaseRedacted: lambda *_: {"title": gettext("Personal details were hidden from neighbours")},
    CaseErased: lambda *_: {"title": gettext("The resident’s words and photos were erased at their request")},
}
