"""A committee in an estate of the world in build.py, its papers, the way to the next one, and what was found of it."""

from datetime import datetime, timedelta
from typing import Any

from courtyard.assembly.models import Candidate, Decision
from courtyard.committee.actions import filing as filings
from courtyard.committee.actions import handover
from courtyard.committee.models import (
    CandidateObjection,
    Committee,
    Formation,
    Holdup,
    Member,
    Reception,
    Secretary,
    Step,
    YearReport,
)
from courtyard.committee.steps import DOCUMENTS
from courtyard.committee.tests import business, papers, sitting
from courtyard.committee.upkeep import files
from courtyard.compliance.models import Excuse, Finding
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.people.models import CLERK, Office
from courtyard.people.tests import build as people

DAY = timedelta(days=1)
TODAY = papers.TODAY
PAPER_KIND = "rules"


def things(court: Court, at: datetime, candidate: Any) -> dict[str, Any]:
    """yan chairs four others, who do nothing else here. No group sits yet. Each estate reported another year."""
    committee = sitting.in_office(court, yan=False, posts=False, starts_on=TODAY - 700 * DAY)
    chair = Member.objects.create(
        estate=court.estate, committee=committee, person=court.yan, name=court.yan.name, post=Member.Post.CHAIR,
        since=committee.starts_on, declared_at=MONDAY_9AM,
    )  # fmt: skip
    papers.seal(court, committee, chair)
    posted = sitting.decided(
        committee, court, "修大门", state="posted", posted_on=TODAY - DAY, told_on=TODAY - DAY
    )  # fmt: skip
    decision = Decision.objects.filter(estate=court.estate).first()
    return {
        "member": chair.pk, "resolution": sitting.decided(committee, court).pk, "posted_resolution": posted.pk,
        "seal": chair.committee.seals.get().pk, "limit": business.limit(court, decision=decision).pk,
        **_of_the_year(court, committee, 2025 if at == MONDAY_9AM else 2024),
        **_way(court, committee, candidate), **_papers(court, committee),
        **_found(court),
    }  # fmt: skip


def _of_the_year(court: Court, committee: Committee, year: int) -> dict[str, Any]:
    starts = MONDAY_9AM + 3 * DAY
    reception = Reception.objects.create(
        estate=court.estate, committee=committee, starts_at=starts, ends_at=starts + DAY / 12, place="办公室",
        announced_by=court.yan,
    )  # fmt: skip
    kept = files.keep(court.estate.pk, papers.blank(), "pdf", MONDAY_9AM)
    report = YearReport.objects.create(
        estate=court.estate, committee=committee, year=year, words="开会六次。", posted_on=TODAY - DAY,
        posted_by=court.yan, file=kept.file, file_name="数字.pdf", sha256=kept.sha256,
    )  # fmt: skip
    person = people.person("文书香", court.estate.node)
    people.office(person, court.estate.node, Office.Kind.SECRETARY)
    secretary = Secretary.objects.create(
        estate=court.estate, person=person, name=person.name, since=TODAY, named_by=court.jie
    )
    return {"reception": reception.pk, "reported": report.year, "secretary": secretary.pk}


def _way(court: Court, committee: Committee, candidate: Any) -> dict[str, Any]:
    """The next election is prepared, something keeps it up, and an owner objects to a candidate."""
    named = Candidate.objects.select_related("motion").get(pk=candidate)
    formation = papers.formation(court, assembly=named.motion.assembly_id)
    step = Step.objects.get(formation=formation, name=DOCUMENTS)
    step.file, step.file_name = files.keep(court.estate.pk, papers.blank(2), "pdf", MONDAY_9AM).file, "议事规则草案.pdf"
    step.save(update_fields=["file", "file_name"])
    held = Holdup.objects.create(
        estate=court.estate, step=step, body="wu", words="没有会场", since=TODAY - 9 * DAY,
        told_by=court.jie, urged_on=TODAY - DAY, urged_until=TODAY + 6 * DAY, urged_times=1,
    )  # fmt: skip
    said = CandidateObjection.objects.create(
        estate=court.estate, formation=formation, candidate=named, person=court.lin,
        words="名字写错了。", filed_at=MONDAY_9AM,
    )  # fmt: skip
    return {"step": step.pk, "holdup": held.pk, "said": said.pk, **_handing(court, committee, formation)}


def _handing(court: Court, committee: Committee, formation: Formation) -> dict[str, Any]:
    one = handover.begin_handover(formation, committee, on=TODAY, by=court.jie, at=MONDAY_9AM)
    assert one is not None
    return {"handover": one.pk, "handed": papers.first(one).pk}


def _papers(court: Court, committee: Committee) -> dict[str, Any]:
    filing = filings.open_election_filing(committee, by=CLERK, at=MONDAY_9AM)
    assert filing is not None
    paper = papers.add(filing, PAPER_KIND, court.yan)
    return {"filing": filing.pk, "filed_paper": paper.pk, "paper_kind": PAPER_KIND}


def _found(court: Court) -> dict[str, Any]:
    finding = Finding.objects.create(
        estate=court.estate, check_id="C01", severity="breach", bearer="ye", since=TODAY - DAY, says="", subject="x"
    )
    excuse = Excuse.objects.create(
        estate=court.estate, check_id="C02", subject="y", reason="已口头说明", since=TODAY, until=TODAY + 30 * DAY,
        excused_by=court.jie, excused_at=MONDAY_9AM,
    )  # fmt: skip
    return {"finding": finding.pk, "excuse": excuse.pk}
