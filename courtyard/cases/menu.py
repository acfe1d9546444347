"""What may be done with a case as it stands: every deed with the states it starts from, its words and its look."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from courtyard.cases import permissions
from courtyard.cases.models import Case, Circle
from courtyard.people.models import Person

S = Case.State
May = Callable[[Person, Case, datetime], bool]


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing to do. `fits` says whether it makes sense for the case as it stands, whoever asks.

    Those that are `inline` stand open on the case's page; the others are a link there to a page of their own. What is
    `of_lead` only the party in charge may do.
    """

    name: str
    may: May
    starts: frozenset[Any]
    link: Any
    title: Any
    button: Any
    icon: str = "next"
    hint: Any = ""
    inline: bool = False
    alarm: bool = False
    of_lead: bool = False
    fits: Callable[[Case, datetime], bool] = lambda case, at: True

    def is_open(self, person: Person, case: Case, at: datetime) -> bool:
        return case.state in self.starts and self.fits(case, at) and self.may(person, case, at)

    @property
    def path(self) -> str:
        return self.name.replace("_", "-").strip("-")


def _deed(name: str, may: May, starts: Sequence[Any], link: Any, title: Any, button: Any, **more: Any) -> Deed:
    return Deed(name, may, frozenset(starts), link, title, button, **more)


DEEDS: dict[str, Deed] = {
    deed.name: deed
    for deed in (
        _deed(
            "triage", permissions.may_triage, [S.FILED],
            _("Assign"), _("Assign a request"), _("Assign and reply"), inline=True,
        ),
        _deed(
            "answer", permissions.may_answer, [S.TRIAGED],
            _("Update"), _("Tell the resident how it is going"), _("Send update"), inline=True, of_lead=True,
        ),
        _deed(
            "resolve", permissions.may_resolve, [S.TRIAGED, S.PAUSED],
            _("Mark as resolved"), _("Mark as resolved"), _("Tell the resident it’s resolved"), inline=True,
            of_lead=True,
        ),
        _deed(
            "sign", permissions.may_sign, [S.SIGNING],
            _("Sign"), _("Is it done?"), _("Sign"), icon="check", inline=True,
            hint=_("The party in charge says it is done. The resident is asked once you agree."),
        ),
        _deed(
            "confirm", permissions.may_confirm, [S.RESOLVED],
            _("Rate"), _("Please rate it"), _("Send rating"), inline=True,
        ),
        _deed(
            "return", permissions.may_return, [S.RESOLVED],
            _("Reopen"), _("Not fixed yet?"), _("No, reopen it"), inline=True,
        ),
        _deed(
            "confirm_for", permissions.may_confirm_for, [S.RESOLVED],
            _("Write down their rating"), _("What did they say on the telephone?"), _("Write it down"), icon="phone",
            hint=_("This resident has no account. Call them, and write down exactly what they say."),
        ),
        _deed(
            "return_for", permissions.may_return_for, [S.RESOLVED],
            _("They say it is not fixed"), _("What is still wrong, in their words?"), _("Reopen it for them"),
            icon="redo", hint=_("The time limit runs on; it does not begin anew."),
        ),
        _deed(
            "attend", permissions.may_attend, [S.TRIAGED],
            _("I was on site"), _("What did you find there?"), _("Say so"), icon="check", of_lead=True,
            hint=_("The resident reads it. It stops the clock for being on site."),
        ),
        _deed(
            "refer", permissions.may_refer, [S.TRIAGED],
            _("Hand over"), _("Hand over to somebody else"), _("Hand over"), icon="redo",
            hint=_("The resident reads the reason. The time limit stays as it is."),
        ),
        _deed(
            "involve", permissions.may_involve, [S.TRIAGED],
            _("Ask another party to help"), _("Who should help?"), _("Ask them"), icon="ask",
            fits=lambda case, at: case.circle == Circle.DESK and len(case.helpers) < 2,
        ),
        _deed(
            "release", permissions.may_release, [S.TRIAGED],
            _("No more help needed"), _("Who need not help any more?"), _("Release them"), icon="dash",
            fits=lambda case, at: bool(case.helpers),
        ),
        _deed(
            "pause", permissions.may_pause, [S.TRIAGED],
            _("Put on hold"), _("Why does it have to wait, and until when?"), _("Put on hold"), icon="clock",
            of_lead=True,
            hint=_("The clock stands still until that day, and the resident sees why. Then it goes on by itself."),
            fits=lambda case, at: not case.is_late(at),
        ),
        _deed(
            "resume", permissions.may_resume, [S.PAUSED],
            _("Go on"), _("Work goes on"), _("Go on"), icon="redo", of_lead=True,
            hint=_("The clock runs again from now. The time on hold does not count."),
        ),
        _deed(
            "extend", permissions.may_extend, [S.TRIAGED],
            _("Allow more time"), _("Allow the longer time limit for complex matters"), _("Allow it"), icon="clock",
            hint=_("It runs from the day of filing, too. The resident reads your reason."),
            fits=lambda case, at: case.rule != "complex",
        ),
        _deed(
            "note", permissions.may_note, list(S),
            _("Internal note"), _("A note for those who handle it"), _("Keep the note"), icon="note",
            hint=_("No resident reads it. It stays on the record."),
        ),
        _deed(
            "decline", permissions.may_decline, [S.FILED, S.TRIAGED],
            _("Not ours to do"), _("Why is it not ours to do, and where can they go?"), _("Tell the resident"),
            icon="dash", hint=_("The resident can open it again if you are mistaken."),
        ),
        _deed(
            "merge", permissions.may_merge, [S.FILED, S.TRIAGED],
            _("Merge"), _("Is this the same thing?"), _("Merge into one"), icon="merge",
        ),
        _deed(
            "redact", permissions.may_redact, list(S),
            _("Hide personal details"), _("What neighbours can read"), _("Show neighbours this"), icon="eye",
            hint=_("The original stays for the resident and those who handle it."),
            fits=lambda case, at: case.public,
        ),
        _deed(
            "urge", permissions.may_urge, Case.OPEN,
            _("Urge the desk"), _("What has to happen now, and by when?"), _("Say it to the desk"), icon="up",
            hint=_("The desk and the resident both read it."),
        ),
        _deed(
            "escalate", permissions.may_escalate, Case.OPEN,
            _("Take it further up"), _("Take it further up"), _("Take it up"), icon="up", alarm=True,
            hint=_("First to the convenor, then to the sub-district. They see what was said and done, not your name."),
            fits=lambda case, at: case.level < Case.Level.SUBDISTRICT and case.circle != Circle.ABOVE,
        ),
        _deed(
            "agree_name", permissions.may_agree_name, list(S),
            _("Let the sub-district see my name"), _("Let the sub-district see your name?"), _("Yes, let them see it"),
            icon="eye", hint=_("So far it sees what was said and done, and not who you are."),
            fits=lambda case, at: (case.level == Case.Level.SUBDISTRICT or case.circle == Circle.ABOVE)
            and not case.name_agreed,
        ),
        _deed(
            "withdraw", permissions.may_withdraw, Case.OPEN,
            _("I no longer need this"), _("Withdraw the request?"), _("Withdraw it"), icon="dash",
            hint=_("Nobody works on it any more. You can report it again at any time."),
        ),
        _deed(
            "reopen", permissions.may_reopen, [S.CLOSED, S.DECLINED, S.DUPLICATE],
            _("Open it again"), _("Why should it be opened again?"), _("Open it again"), icon="redo",
            hint=_("The time in which it was closed does not count. The time before does."),
        ),
    )
}  # fmt: skip
BY_PATH = {deed.path: deed for deed in DEEDS.values()}


def open_deeds(person: Person, case: Case, at: datetime) -> list[Deed]:
    """What this person may do to the case as it stands."""
    return [deed for deed in DEEDS.values() if deed.is_open(person, case, at)]
