"""Who hears of a result and of objections to it, of a petition that was reached, and of standing as a candidate."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from courtyard.assembly import queries
from courtyard.assembly.events import (
    AssemblyCertified,
    CandidateAccepted,
    CandidateNominated,
    CandidateRefused,
    ObjectionAnswered,
    ObjectionFiled,
    PetitionReached,
)
from courtyard.assembly.models import Assembly, Petition
from courtyard.assembly.permissions.calling import CONVENES
from courtyard.core.errors import sentence
from courtyard.notify.registers import NoticeKind, Tell, Teller
from courtyard.people.models import Office
from courtyard.places.models import Estate
from courtyard.trail.models import Line

RESULT, OBJECTION, ANSWERED = "assembly.result", "assembly.objection", "assembly.objection_answered"
PETITION, CANDIDATE = "assembly.petition", "assembly.candidate"
KINDS = (
    NoticeKind(
        RESULT, _("Results of votes of the owners"),
        sentence("{place}: {carried} of {motions} motions were carried. You can object until {until_at}."),
        order=60,
    ),
    NoticeKind(
        OBJECTION, _("Objections for me to answer"),
        sentence("Somebody objects to the result of a vote of {place}. It has to be answered."), order=61,
    ),
    NoticeKind(
        ANSWERED, _("Answers to my objections"),
        sentence("Your objection to the vote of {place} was answered: {answer}."),
        labels={"answer": {"yes": sentence("it is upheld"), "no": sentence("the result stays")}}, order=62,
    ),
    NoticeKind(
        PETITION, _("Petitions that were reached"),
        sentence("Enough owners of {place} signed: “{title}”. The assembly is to be held by {by_on}."), order=63,
    ),
    NoticeKind(
        CANDIDATE, _("Standing as a candidate"), sentence("{place}, “{title}”: {what}"),
        labels={
            "what": {
                CandidateNominated.NAME: sentence("you were proposed as a candidate. Please say whether you agree."),
                CandidateAccepted.NAME: sentence("you are on the list of candidates."),
                CandidateRefused.NAME: sentence("you are not on the list of candidates. Read why."),
            }
        },
        order=64,
    ),
)  # fmt: skip


def hear(line: Line, at: datetime) -> Iterable[Tell]:
    if line.kind == PetitionReached.NAME:
        petition = Petition.objects.select_related("estate__node").filter(pk=line.about).first()
        return _reached(line, petition, at) if petition else ()
    one = Assembly.objects.select_related("estate__node").filter(pk=line.about).first()
    return TOLD[line.kind](line, one, at) if one and line.kind in TOLD else ()


def _tells(
    kind: str, estate: Estate, to: Iterable[UUID], more: Mapping[str, str | int], about: UUID, link: str
) -> Iterator[Tell]:
    fields: dict[str, str | int] = {"place": estate.node.name, "place_en": estate.node.name_en, **more}
    for person in to:
        yield Tell(kind, person, fields, estate.pk, about, link)


def _certified(line: Line, one: Assembly, at: datetime) -> Iterator[Tell]:
    """Everybody on its roll, whether they voted or not."""
    if one.objections_until is None:
        return iter(())
    passed = line.fields.get("passed") or []
    more: dict[str, str | int] = {
        "carried": len(passed), "motions": one.motions.count(), "until_at": one.objections_until.isoformat(),
    }  # fmt: skip
    whom = queries.on_the_roll(one, localdate(at))
    return _tells(RESULT, one.estate, whom, more, one.pk, queries.address_of(one, "result"))


def _objected(line: Line, one: Assembly, at: datetime) -> Iterator[Tell]:
    """Those who answer it."""
    whom = _holders(one.estate, CONVENES[one.convener], line, at)
    return _tells(OBJECTION, one.estate, whom, {}, one.pk, queries.address_of(one, "objections"))


def _answered(line: Line, one: Assembly, at: datetime) -> Iterator[Tell]:
    more = {"answer": "yes" if line.fields.get("upheld") else "no"}
    return _tells(ANSWERED, one.estate, _whom(line), more, one.pk, queries.address_of(one, "objections"))


def _reached(line: Line, petition: Petition, at: datetime) -> Iterator[Tell]:
    """Those who signed, and those who have to convene."""
    assert petition.convene_by is not None, "a reached petition says by when"
    signed = petition.signatures.filter(withdrawn_at__isnull=True).values_list("person", flat=True)
    whom = {*signed, *_holders(petition.estate, CONVENES[Assembly.Convener.COMMITTEE], line, at)}
    more = {"title": petition.title, "by_on": petition.convene_by.isoformat()}
    link = reverse("assembly:petition", args=[petition.estate.node.code, petition.pk])
    return _tells(PETITION, petition.estate, sorted(whom), more, petition.pk, link)


def _stands(line: Line, one: Assembly, at: datetime) -> Iterator[Tell]:
    motion = one.motions.filter(pk=str(line.fields["motion"])).first()
    if motion is None:
        return iter(())
    link = reverse("assembly:candidates", args=[one.estate.node.code, one.pk, motion.pk])
    return _tells(CANDIDATE, one.estate, _whom(line), {"title": motion.title, "what": line.kind}, motion.pk, link)


def _whom(line: Line) -> list[UUID]:
    return [line.whom] if line.whom and line.whom != line.by else []


def _holders(estate: Estate, kinds: Iterable[str], line: Line, at: datetime) -> list[UUID]:
    held = Office.objects.on(localdate(at)).reaching(estate.node).filter(kind__in=list(kinds))
    return list(held.exclude(person=line.by).order_by("person").values_list("person", flat=True).distinct())


TOLD: Mapping[str, Callable[[Line, Assembly, datetime], Iterator[Tell]]] = {
    AssemblyCertified.NAME: _certified,
    ObjectionFiled.NAME: _objected,
    ObjectionAnswered.NAME: _answered,
    CandidateNominated.NAME: _stands,
    CandidateAccepted.NAME: _stands,
    CandidateRefused.NAME: _stands,
}
TELLER = Teller("assembly.results", frozenset({*TOLD, PetitionReached.NAME}), hear)
