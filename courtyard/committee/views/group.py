"""The group: formed, changed, trained; the roll, the draft rules and the candidates posted; objections; holdups."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.assembly.models import Candidate
from courtyard.committee import rules, upkeep
from courtyard.committee.actions import group as actions
from courtyard.committee.actions import holdups, objections, posting
from courtyard.committee.actions.group import Forming, Named, OwnerUnknown, Training
from courtyard.committee.actions.posting import Shown
from courtyard.committee.forms.formation import (
    AnswerForm,
    CandidatesForm,
    ChangeForm,
    DayForm,
    GroupForm,
    HoldUpForm,
    ShownForm,
    TrainForm,
)
from courtyard.committee.models import REASON_MAX, CandidateObjection, Formation, GroupMember, Holdup, Step
from courtyard.committee.permissions.formation import (
    may_answer_candidate_objection,
    may_change_group,
    may_form_group,
    may_hold_up,
    may_object_to_candidate,
    may_post_candidates,
    may_post_documents,
    may_raise_holdup,
    may_release,
    may_see_objections,
    may_train_group,
    may_urge,
)
from courtyard.committee.queries import formation as queries
from courtyard.committee.queries.terms import owner_called
from courtyard.committee.views.committee import find_estate, posted, see
from courtyard.committee.views.formation import deed, find
from courtyard.committee.words import step_says
from courtyard.core.errors import NotThere
from courtyard.people.middleware import PersonRequest
from courtyard.trail.deeds import require
from courtyard.trail.ids import new_id
from courtyard.web.deed_form import WordsForm
from courtyard.web.show import show

BOTH = require_http_methods(["GET", "POST"])


def _named(one: Formation, side: str, name: str, room: str, at: datetime, *, chairs: bool = False) -> Named:
    """Somebody as the form names them: an owner of the register, an office holder, or a name. Raises OwnerUnknown."""
    today = rules.today_in(one.estate, at)
    if side == GroupMember.Side.OWNER:
        person = owner_called(one.estate, room, name, today)
        if person is None:
            raise OwnerUnknown(name=name, room=room or "—")
        return Named(side=side, name=name, person=person, chairs=chairs)
    return Named(side=side, name=name, person=queries.officials_called(one.estate, name, side, today), chairs=chairs)


@BOTH
def form_group(request: PersonRequest, code: str) -> HttpResponse:
    one, at = find(code), now()
    require(may_form_group, request.user, one, at)
    form = GroupForm(posted(request), today=rules.today_in(one.estate, at))

    def do(given: dict[str, Any]) -> None:
        members = [
            _named(one, side, name, room, at, chairs=row == given["chair"]) for row, side, name, room in form.given()
        ]
        forming = Forming(members=members, on=given["on"], seats=given["seats"], term_years=given["term_years"])
        actions.form_group(one.pk, forming, by=request.user, at=at)

    return deed(
        request, one.estate, form, do, title=gettext("Form the group"), template="committee/form_group.html",
    )  # fmt: skip


@BOTH
def change_group(request: PersonRequest, code: str) -> HttpResponse:
    one, at = find(code), now()
    require(may_change_group, request.user, one, at)
    form = ChangeForm(posted(request), members=list(one.group.filter(until__isnull=True)))

    def do(given: dict[str, Any]) -> None:
        gone = one.group.filter(pk=given["out"]).first()
        chairs = gone is not None and gone.chairs
        instead = _named(one, given["side"], given["name"], given["room"], at, chairs=chairs)
        actions.change_group(one.pk, out=given["out"], instead=instead, reason=given["reason"], by=request.user, at=at)

    return deed(
        request, one.estate, form, do, title=gettext("Replace somebody in the group"),
        says=gettext("The group stays odd, and at least half of it owners. Whoever comes in is trained, too."),
    )  # fmt: skip


@BOTH
def train_group(request: PersonRequest, code: str) -> HttpResponse:
    one, at = find(code), now()
    require(may_train_group, request.user, one, at)
    form = TrainForm(posted(request), request.FILES or None, members=list(one.group.filter(until__isnull=True)))

    def do(given: dict[str, Any]) -> None:
        paper = given["file"]
        data, ending = (paper.data, paper.ending) if paper else (None, "")
        with upkeep.kept(one.estate_id, data, ending, at) as kept:
            name = paper.name if paper else ""
            training = Training(on=given["on"], came=form.came(), file=kept, file_name=name)
            actions.train_group(one.pk, training, by=request.user, at=at)

    return deed(
        request, one.estate, form, do, title=gettext("Write down the training"), template="committee/train_group.html",
        says=gettext("The group is trained before it starts. Until everybody was, nothing of what it does can begin."),
    )  # fmt: skip


@BOTH
def post_documents(request: PersonRequest, code: str) -> HttpResponse:
    one, at = find(code), now()
    require(may_post_documents, request.user, one, at)
    form = ShownForm(posted(request), request.FILES or None)

    def do(given: dict[str, Any]) -> None:
        paper = given["file"]
        data, ending = (paper.data, paper.ending) if paper else (None, "")
        with upkeep.kept(one.estate_id, data, ending, at) as kept:
            name = paper.name if paper else ""
            shown = Shown(words=given["words"], file=kept, file_name=name, id=given["id"] or new_id())
            posting.post_documents(one.pk, shown, by=request.user, at=at)

    return deed(
        request, one.estate, form, do, title=gettext("Post the roll and the draft rules"), upload=True,
        says=gettext("They hang for at least fifteen days before the first ballot (Shanghai’s property regulation, art "
                     "16). The roll itself is on the page of the vote, where every owner can say what is wrong in it."),
    )  # fmt: skip


@BOTH
def post_candidates(request: PersonRequest, code: str) -> HttpResponse:
    one, at = find(code), now()
    require(may_post_candidates, request.user, one, at)
    drafts = [motion.assembly for motion in queries.elections_of(one)]
    form = CandidatesForm(posted(request), drafts=drafts) if drafts else None

    def do(given: dict[str, Any]) -> None:
        if form is not None:
            posting.post_candidates(one.pk, assembly=given["assembly"], by=request.user, at=at)

    return deed(
        request, one.estate, form, do, title=gettext("Post the candidates"), template="committee/post_candidates.html",
        drafts=drafts,
    )  # fmt: skip


@require_GET
def candidate_objections(request: PersonRequest, code: str) -> HttpResponse:
    """What owners said against candidates, and the answers; who said it stays between them and the group."""
    one, at = find(code), now()
    if not may_see_objections(request.user, one, at):
        raise NotThere
    rows = [
        {"said": said, "answer": may_answer_candidate_objection(request.user, said, at) and said.answered_at is None}
        for said in queries.objections_of(one)
    ]
    candidates = queries.posted_candidates(one)
    context = {
        "estate": one.estate, "formation": one, "rows": rows, "candidates": candidates,
        "may_object": any(may_object_to_candidate(request.user, each, at) for each in candidates[:1]),
    }  # fmt: skip
    return show(request, "committee/candidate_objections.html", context)


@BOTH
def object_to_candidate(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one, at = find(code), now()
    candidate = get_object_or_404(
        Candidate.objects.select_related("estate__node"),
        pk=pk, estate=one.estate, motion__assembly=one.assembly, state=Candidate.State.ACCEPTED,
    )  # fmt: skip
    require(may_object_to_candidate, request.user, candidate, at)
    form = WordsForm(
        posted(request), label=gettext("Why should this candidate not stand?"), most=REASON_MAX,
        help_text=gettext("The group answers you. Other owners read what was said, not who said it."),
    )  # fmt: skip

    def do(given: dict[str, Any]) -> None:
        objections.object_to_candidate(candidate.pk, words=given["words"], by=request.user, at=at)

    title = gettext("Object to {name}").format(name=candidate.name)
    return deed(request, one.estate, form, do, title=title, button=gettext("Send the objection"))


@BOTH
def answer_candidate_objection(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one, at = find(code), now()
    rows = CandidateObjection.objects.select_related("candidate", "formation__estate__node")
    said = get_object_or_404(rows, pk=pk, formation=one)
    require(may_answer_candidate_objection, request.user, said, at)
    form = AnswerForm(posted(request))

    def do(given: dict[str, Any]) -> None:
        upheld, words = given["upheld"], given["words"]
        objections.answer_candidate_objection(said.pk, upheld=upheld, words=words, by=request.user, at=at)

    title = gettext("Answer the objection to {name}").format(name=said.candidate.name)
    return deed(request, one.estate, form, do, title=title, says=said.words, button=gettext("Send the answer"))


@BOTH
def hold_up(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one, at = find(code), now()
    step = get_object_or_404(Step, pk=pk, formation=one)
    require(may_hold_up, request.user, one, at)
    form = HoldUpForm(posted(request))

    def do(given: dict[str, Any]) -> None:
        holdups.hold_up(step.pk, body=given["body"], words=given["words"], since=given["since"], by=request.user, at=at)

    return deed(
        request, one.estate, form, do, title=gettext("Say what holds it up"),
        says=gettext("From that day on the delay is put down to whoever causes it, not to whoever waits."),
    )  # fmt: skip


def _holdup(code: str, pk: UUID) -> Holdup:
    estate = find_estate(code)
    rows = Holdup.objects.select_related("step__formation__estate__node")
    return get_object_or_404(rows, pk=pk, estate=estate)


@BOTH
def urge(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    held, at = _holdup(code, pk), now()
    require(may_urge, request.user, held, at)
    form = DayForm(posted(request), label=gettext("By which day?"))

    def do(given: dict[str, Any]) -> None:
        holdups.urge(held.pk, until=given["day"], by=request.user, at=at)

    return deed(
        request, held.step.formation.estate, form, do, title=gettext("Send a letter of urging"), says=held.words
    )


@require_GET
def urge_letter(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """The letter, to be printed and sealed."""
    held, at = _holdup(code, pk), now()
    require(may_urge, request.user, held, at)
    if held.urged_on is None:
        raise NotThere
    context = {
        "estate": held.step.formation.estate,
        "held": held,
        "step": held.step,
        "says": step_says(held.step.name, held.step.formation.kind),
    }
    return show(request, "committee/urge_letter.html", context)


@require_POST
def raise_holdup(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    held, at = _holdup(code, pk), now()
    require(may_raise_holdup, request.user, held, at)
    holdups.raise_holdup(held.pk, by=request.user, at=at)
    return see("formation", code)


@BOTH
def release(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    held, at = _holdup(code, pk), now()
    require(may_release, request.user, held, at)
    today = rules.today_in(held.step.formation.estate, at)
    form = DayForm(posted(request), label=gettext("Since which day does nothing hold it up?"), initial=today)

    def do(given: dict[str, Any]) -> None:
        holdups.release(held.pk, until=given["day"], by=request.user, at=at)

    return deed(request, held.step.formation.estate, form, do, title=gettext("It goes on"), says=held.words)
