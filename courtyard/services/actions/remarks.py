"""Remarks: looked at before neighbours read them, and replied to by the company, once."""

from datetime import datetime
from uuid import UUID

from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.core.quarters import Quarter
from courtyard.people.models import Person
from courtyard.services.events.remarks import RemarkForgotten, RemarkRefused, RemarkReplied, RemarkShown
from courtyard.services.locks.ratings import lock_remark
from courtyard.services.models import Remark
from courtyard.services.models.standard import WORDS_MAX
from courtyard.services.permissions.ratings import day_in
from courtyard.services.permissions.remarks import (
    may_forget_remark,
    may_refuse_remark,
    may_reply_to_remark,
    may_show_remark,
)
from courtyard.services.queries.ratings import is_closed
from courtyard.trail.deeds import deed, record, require


class LookedAtAlready(Refusal):
    says = sentence("Somebody has looked at this remark already: {state}. It is looked at once.")


class StillOpen(Refusal):
    says = sentence(
        "Remarks are looked at once their quarter is closed, all together. Before that a new remark would tell who had "
        "just rated."
    )


class NoGround(BadInput):
    says = sentence("Choose why the remark is not shown. That somebody dislikes it is no reason.")
    field = "ground"


class ReasonTooLong(BadInput):
    says = sentence("There is room for {most} characters. Please make it shorter.")
    field = "words"


class RepliedAlready(Refusal):
    says = sentence("There is a reply to this remark already. The company replies once.")


class NoReply(BadInput):
    says = sentence("Write the reply, in at most {most} characters.")
    field = "words"


@deed
def show_remark(remark_id: UUID, *, by: Person, at: datetime) -> Remark:
    """It names nobody and is about the service: everybody may read it."""
    remark = lock_remark(remark_id)
    require(may_show_remark, by, remark, at)
    if remark.state == Remark.State.SHOWN:
        return remark
    _require_unread(remark, at)
    remark.state, remark.looked_by, remark.looked_at = Remark.State.SHOWN, by, at
    remark.save(update_fields=["state", "looked_by", "looked_at"])
    record(RemarkShown(quarter=remark.quarter), node=remark.estate_id, about=remark.pk, by=by, at=at)
    return remark


@deed
def refuse_remark(remark_id: UUID, *, ground: str, words: str = "", by: Person, at: datetime) -> Remark:
    """It is not shown, for one of a few reasons. Companies are rated, persons never."""
    remark = lock_remark(remark_id)
    require(may_refuse_remark, by, remark, at)
    if ground not in Remark.Ground.values:
        raise NoGround
    if len(words.strip()) > WORDS_MAX:
        raise ReasonTooLong(most=WORDS_MAX)
    if remark.state == Remark.State.REFUSED and remark.ground == ground:
        return remark
    _require_unread(remark, at)
    remark.state, remark.looked_by, remark.looked_at = Remark.State.REFUSED, by, at
    remark.ground, remark.refused_why = ground, words.strip()
    remark.save(update_fields=["state", "looked_by", "looked_at", "ground", "refused_why"])
    event = RemarkRefused(quarter=remark.quarter, ground=ground)
    record(event, node=remark.estate_id, about=remark.pk, by=by, at=at)
    return remark


def _require_unread(remark: Remark, at: datetime) -> None:
    if remark.state != Remark.State.HIDDEN:
        raise LookedAtAlready(state=Remark.State(remark.state))
    if not is_closed(remark.estate, Quarter.of(remark.quarter), day_in(remark.estate, at)):
        raise StillOpen


@deed
def reply_to_remark(remark_id: UUID, *, words: str, by: Person, at: datetime) -> Remark:
    """What the company says to a remark, beside it, for everybody."""
    remark = lock_remark(remark_id)
    require(may_reply_to_remark, by, remark, at)
    said = words.strip()
    if remark.reply and remark.reply == said and remark.replied_by_id == by.pk:
        return remark
    if remark.reply:
        raise RepliedAlready
    if not said or len(said) > WORDS_MAX:
        raise NoReply(most=WORDS_MAX)
    remark.reply, remark.replied_by, remark.replied_at = said, by, at
    remark.save(update_fields=["reply", "replied_by", "replied_at"])
    record(RemarkReplied(quarter=remark.quarter), node=remark.estate_id, about=remark.pk, by=by, at=at)
    return remark


@deed
def forget_remark(remark_id: UUID, *, by: Person, at: datetime) -> Remark:
    """The words of one that is not shown go after a time; that there was one, and why nobody reads it, stays."""
    remark = lock_remark(remark_id)
    require(may_forget_remark, by, remark, at)
    if remark.state != Remark.State.REFUSED or not remark.words:
        return remark
    remark.words = remark.refused_why = ""
    remark.save(update_fields=["words", "refused_why"])
    record(RemarkForgotten(quarter=remark.quarter), node=remark.estate_id, about=remark.pk, by=by, at=at)
    return remark
