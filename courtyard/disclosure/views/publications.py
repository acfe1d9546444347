"""A publication for everybody; putting one up, correcting it, taking it down, for the body whose it is."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language, pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courtyard.assembly.evidence import type_of
from courtyard.core.disclosures import Snapshot, difference
from courtyard.core.errors import BadInput, NotThere, sentence
from courtyard.disclosure import drafts, printed, sheets, showing, upkeep
from courtyard.disclosure.actions import publications as actions
from courtyard.disclosure.actions.publications import Attached
from courtyard.disclosure.contents import proposed
from courtyard.disclosure.contents.works import spending_of
from courtyard.disclosure.drafts import Draft
from courtyard.disclosure.forms import CorrectForm, PublishForm, PutUpForm, named_apart
from courtyard.disclosure.models import Publication, PublicationFile, Question
from courtyard.disclosure.permissions import (
    bodies_of,
    may_answer,
    may_correct,
    may_publish,
    may_publish_any,
    may_question,
    may_read_question,
    may_take_down,
)
from courtyard.disclosure.queries import publications as queries
from courtyard.disclosure.queries.wall import known_of
from courtyard.disclosure.titles import called, title_of
from courtyard.disclosure.views.wall import as_csv, as_file, find_estate
from courtyard.people.middleware import PersonRequest
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.places.rules import rules_of
from courtyard.trail.deeds import require
from courtyard.trail.ids import new_id
from courtyard.web.documents import pdf
from courtyard.web.refusals import said_on
from courtyard.web.show import show

ROWS_SHOWN = 500
"""On its page. The files to download have all."""


def see(name: str, *args: object, more: str = "") -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": reverse(f"disclosure:{name}", args=args) + more})


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def find(code: str, pk: UUID) -> Publication:
    one = queries.find(code, pk)
    if one is None:
        raise NotThere
    return one


def _open(code: str, pk: UUID) -> Publication:
    """One that everybody may look at: it told of nobody."""
    one = find(code, pk)
    if queries.is_concealed(one):
        raise NotThere
    return one


@require_GET
def publication(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """What it says, row by row, beside the one before; its files, hash, versions; what was asked and answered."""
    one, at = find(code, pk), now()
    rules, concealed = rules_of(one.estate), queries.is_concealed(one)
    person = request.user if isinstance(request.user, Person) else None
    context = {
        "estate": one.estate, "one": one, "title": called(one, rules), "line": rules.disclosures.get(one.line),
        "versions": queries.versions_of(one), "hash": showing.hash_said(one.sha256), "concealed": concealed,
        "up": one.up_until() is None, "language": get_language(), "change": showing.change_said(one),
        "spending": spending_of(one),
        "may_correct": person is not None and one.up_until() is None and may_correct(person, one, at),
        "may_take_down": person is not None and one.up_until() is None and may_take_down(person, one, at),
        "may_question": person is not None and one.followed() is None and may_question(person, one.estate, at),
    }  # fmt: skip
    if not concealed:
        context |= _inside(one, person, at)
    return show(request, "disclosure/publication.html", context)


def _inside(one: Publication, person: Person | None, at: datetime) -> dict[str, Any]:
    before = _compared(one)
    asked = [_asked(question, person, at) for question in queries.questions_about(one)]
    rows = showing.rows_of(one.frozen, before)
    keys = {row["row"].key for row in rows}
    for row in rows:
        row["asked"] = [some for some in asked if some["one"].row == row["row"].key]
    return {
        "rows": rows[:ROWS_SHOWN], "left": max(len(rows) - ROWS_SHOWN, 0),
        "files": list(one.files.all()), "compared": before is not None,
        "gone": [row.label for row in difference(before, one.frozen).rows.gone] if before else [],
        "whole": [some for some in asked if some["one"].row not in keys],
    }  # fmt: skip


def _compared(one: Publication) -> Snapshot | None:
    """Of one that told of somebody nothing is shown, not even what is different from it."""
    before = one.compared
    return before.frozen if before is not None and not queries.is_concealed(before) else None


def _asked(question: Question, person: Person | None, at: datetime) -> dict[str, Any]:
    reads = question.state == Question.State.SHOWN
    if not reads and person is not None:
        reads = may_read_question(person, question, at)
    return {
        "one": question, "reads": reads, "answer": question.answered(),
        "late": question.answered() is None and question.state in Question.STANDING and question.due_at < at,
        "mine": person is not None and question.asker_id == person.pk,
        "answers": person is not None and question.answered() is None and may_answer(person, question, at),
    }  # fmt: skip


@require_GET
def publication_pdf(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """For the notice board."""
    one, at = _open(code, pk), now()
    known = known_of(one.estate, at)
    address = request.build_absolute_uri(reverse("disclosure:publication", args=[code, pk]))
    data = printed.publication(one, one.frozen, list(one.files.all()), known, address, known.today)
    return as_file(pdf("disclosure/publication", data), "application/pdf", f"{_name(one)}.pdf", attached=False)


@require_GET
def publication_json(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """The very bytes that were hashed: `sha256sum` says the hash."""
    one = _open(code, pk)
    return as_file(one.snapshot.encode(), "application/json", f"{_name(one)}.json")


@require_GET
def publication_csv(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """For a spreadsheet; whole numbers with their unit in the column's name."""
    one = _open(code, pk)
    rows = one.frozen.rows
    names = sorted({name for row in rows for name in row.amounts})
    lines = [["key", "label", "text", *names]]
    lines += [[row.key, row.label, row.text, *(str(row.amounts.get(name, "")) for name in names)] for row in rows]
    return as_file(as_csv(lines), "text/csv; charset=utf-8", f"{_name(one)}.csv")


def _name(one: Publication) -> str:
    occasion = f"-{one.occasion[:12]}" if one.occasion else ""
    return f"{one.estate.code}-{one.code}{occasion}-{one.version}"


@require_GET
def publication_file(request: HttpRequest, code: str, pk: UUID, file: UUID) -> HttpResponse:
    """A file that was published with it, as what it was found to be."""
    one = _open(code, pk)
    found = get_object_or_404(PublicationFile, pk=file, publication=one)
    try:
        with default_storage.open(found.file) as opened:
            return as_file(opened.read(), type_of(found.file), found.name)
    except FileNotFoundError as gone:
        raise NotThere from gone


@require_http_methods(["GET", "POST"])
def publish(request: PersonRequest, code: str) -> HttpResponse:
    """What a body owes: filled in, looked at beside the one before, put up."""
    estate, at = find_estate(code), now()
    require(may_publish_any, request.user, estate, at)
    if "ticket" in request.POST:
        return _put_up(request, estate, at)
    known, key = known_of(estate, at), request.GET.get("key", "")
    due = known.due(key)
    if not key:
        choices = showing.to_publish(known, bodies_of(request.user, estate, at))
        return show(request, "disclosure/choose.html", {"estate": estate, "rows": choices})
    if due is None:
        raise NotThere
    require(may_publish, request.user, estate, due.bearer, at)
    reckoned, before = proposed(estate, due, at), known.before(due)
    standing = before if due.line.when.schedule == "standing" else None
    rows = sheets.as_text(standing.frozen.rows) if standing and not reckoned else ""
    form = PublishForm(posted(request), request.FILES or None, rows=rows, proposes=bool(reckoned))
    if form.is_valid():
        old = before.frozen if before else None
        title = title_of(due, known.happened.get(due.occasion))
        shown = _look(form, Draft(new_id(), due.key, title, reckoned, "", ()), old, estate, at)
        if shown is not None:
            return show(request, "disclosure/look.html", {"estate": estate, "key": due.key, **shown})
    context = {
        "estate": estate, "due": due, "form": form, "title": title_of(due, known.happened.get(due.occasion)),
        "holds": pgettext("list", ", ").join(due.line.contents(get_language() or "")),
        "reckoned": [{"row": row, "amounts": showing.amounts_said(row)} for row in reckoned],
    }  # fmt: skip
    return show(request, "disclosure/publish.html", context)


@require_http_methods(["GET", "POST"])
def correct(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    """Another version, with the reason; what is different is looked at first."""
    one, at = find(code, pk), now()
    require(may_correct, request.user, one, at)
    if "ticket" in request.POST:
        return _put_up(request, one.estate, at)
    if one.up_until() is not None:
        raise actions.Replaced
    known = known_of(one.estate, at)
    due = known.due(one.key)
    reckoned = proposed(one.estate, due, at) if due else ()
    rows = sheets.as_text(one.frozen.rows)
    form = CorrectForm(posted(request), request.FILES or None, rows=rows, proposes=bool(reckoned))
    if request.method == "GET":
        form.initial["words"] = one.words
    if form.is_valid():
        given = form.cleaned_data
        title, told = called(one, known.rules), (one.pk.hex, given["reason"], given["conceals"])
        draft = Draft(new_id(), one.key, title, reckoned, "", (), *told)
        shown = _look(form, draft, one.frozen, one.estate, at)
        if shown is not None:
            return show(request, "disclosure/look.html", {"estate": one.estate, "corrects": one, **shown})
    context = {
        "estate": one.estate, "one": one, "form": form, "title": called(one, known.rules),
        "reckoned": [{"row": row, "amounts": showing.amounts_said(row)} for row in reckoned],
    }  # fmt: skip
    return show(request, "disclosure/correct.html", context)


def _look(form: PublishForm, draft: Draft, old: Snapshot | None, estate: Estate, at: datetime) -> dict[str, Any] | None:
    """What would be put up, kept for the second look; None where the form says what is wrong with it."""
    given = form.cleaned_data
    with said_on(form):
        reckoned = draft.rows if given.get("reckoned") else ()
        rows = sheets.put_together(form.typed(), reckoned, _before(old, draft))
        files = [
            Attached(kept=upkeep.keep(estate.pk, file.data, file.ending, at), name=name)
            for file, name in named_apart(given["papers"])
        ]
        draft = replace(draft, id=given["id"] or draft.id, rows=rows, words=given["words"], files=files)
        line, _, occasion = draft.key.partition(":")
        snapshot = draft.told(without_personal_data=True).snapshot(old.line if old else line, occasion)
        ticket = drafts.keep(draft, estate.pk, at)
    if not form.is_valid():
        return None
    return {
        "ticket": ticket, "form": PutUpForm(initial={"ticket": ticket}), "draft": draft,
        "rows": [{"row": row, "amounts": showing.amounts_said(row)} for row in snapshot.rows],
        "difference": showing.difference_said(old, snapshot) if old else None,
    }  # fmt: skip


def _before(old: Snapshot | None, draft: Draft) -> tuple[Any, ...]:
    """Rows keep their keys from version to version. Only a correction keeps what cannot be typed."""
    if old is None:
        return ()
    return old.rows if draft.corrects else tuple(row for row in old.rows if sheets.is_typed(row))


def _put_up(request: PersonRequest, estate: Estate, at: datetime) -> HttpResponse:
    """The second step, for either deed: what was looked at is what is put up."""
    form = PutUpForm(request.POST)
    draft = drafts.find(request.POST.get("ticket", ""), estate.pk)
    if draft is None:
        raise LostDraft
    if form.is_valid():
        told = draft.told(without_personal_data=form.cleaned_data["without_personal_data"])
        with said_on(form):
            one = _deed(draft, told, estate, request.user, at)
        if form.is_valid():
            return see("publication", estate.code, one.pk)
    rows = [{"row": row, "amounts": showing.amounts_said(row)} for row in draft.rows]
    context = {"estate": estate, "key": draft.key, "form": form, "draft": draft, "rows": rows}
    return show(request, "disclosure/look.html", context)


def _deed(draft: Draft, told: actions.Publishing, estate: Estate, by: Person, at: datetime) -> Publication:
    if not draft.corrects:
        return actions.publish(estate, told, by=by, at=at)
    pk = UUID(draft.corrects)
    return actions.correct(pk, told, reason=draft.reason, conceals=draft.conceals, by=by, at=at)


class LostDraft(BadInput):
    says = sentence("What you looked at was kept for a day and has been removed. Please begin again.")


@require_POST
def take_down(request: PersonRequest, code: str, pk: UUID) -> HttpResponse:
    one, at = find(code, pk), now()
    require(may_take_down, request.user, one, at)
    actions.take_down(one.pk, by=request.user, at=at)
    return see("publication", code, pk)
