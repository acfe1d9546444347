"""A vote being prepared and one whose notice was given, for an estate of the world in build.py."""

from datetime import datetime, timedelta
from typing import Any

from courtyard.assembly import actions, upkeep
from courtyard.assembly.actions import Plan, Text
from courtyard.assembly.models import Assembly, Attachment, Delivery, Motion
from courtyard.assembly.permissions import conveners_of
from courtyard.conftest import Court
from courtyard.trail.ids import new_id

OPENS_IN, LASTS = timedelta(days=30), timedelta(days=10)


def things(court: Court, at: datetime) -> dict[str, Any]:
    """Of the draft a motion with its paper, and a challenge; of the other, which lin's home decides, a canvasser who
    has been to its door with the notice."""
    draft, vote = drafted(court, at), drafted(court, at, homes=(court.home.pk,))
    first, vote_motion = motion(court, draft, "fund-use", at), motion(court, vote, "other", at)
    paper, vote_paper = _paper(court, first, at), _paper(court, vote_motion, at)
    challenge = actions.challenge(draft.pk, words="面积不对。", by=court.lin, at=at)
    official = actions.name_official(vote.pk, person=court.lin, role="canvasser", by=court.yan, at=at)
    actions.give_notice(vote.pk, by=court.yan, at=at)
    photo = upkeep.keep(court.estate.pk, b"a photograph", "jpg", at)
    actions.deliver(vote.pk, homes=[court.home.pk], channel="hand", photo=photo, by=court.lin, at=at)
    return {
        "draft": draft.pk,
        "draft_motion": first.pk,
        "draft_paper": paper.pk,
        "challenge": challenge.pk,
        "called": vote.pk,
        "called_motion": vote_motion.pk,
        "called_paper": vote_paper.pk,
        "official": official.pk,
        "delivery": Delivery.objects.get(assembly=vote).pk,
    }


def drafted(court: Court, at: datetime, **more: Any) -> Assembly:
    opens_at = at + OPENS_IN
    convener = conveners_of(court.yan, court.estate, at)[0]
    plan = Plan(estate=court.estate, convener=convener, opens_at=opens_at, closes_at=opens_at + LASTS, **more)
    return actions.draft(plan, by=court.yan, at=at)


def motion(court: Court, one: Assembly, matter: str, at: datetime) -> Motion:
    text = Text(matter=matter, title="更换生活水泵", decides="换三台水泵。", id=new_id())
    return actions.put_motion(one.pk, text, by=court.yan, at=at)


def _paper(court: Court, motion: Motion, at: datetime) -> Attachment:
    file = upkeep.keep(court.estate.pk, b"%PDF-1.7", "pdf", at)
    return actions.add_attachment(motion.pk, name="报价", kind="application/pdf", file=file, by=court.yan, at=at)
