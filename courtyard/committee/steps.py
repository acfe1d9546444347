"""The steps of a formation: which there are, in which order, whose each is, and by which article and period.

A step's period is one of the estate's rulebook; it runs from the step named in `after`, or before something. What a
step without a period rests on is said in `article`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from courtyard.committee.models import Formation
from courtyard.core.errors import sentence

REPORT, GROUP, LIST, TRAINING, DOCUMENTS = "report", "group", "list", "training", "documents"
CANDIDATES, ELECTION, NAMES, MEETING, FILING = "candidates", "election", "names", "meeting", "filing"
HANDOVER, HANDBACK = "handover", "handback"


@dataclass(frozen=True, slots=True)
class StepKind:
    """What is done, by whom (a rulebook's bearer code), within which period after which step."""

    name: str
    says: str
    body: str
    period: str = ""
    after: str = ""
    article: str = ""


_REPORT_FIRST = StepKind(
    REPORT, sentence("Report to the sub-district that half is delivered"), "developer", "developer_report"
)
_REPORT_TERM = StepKind(REPORT, sentence("Report the end of the term to the sub-district"), "ye", "reelection_report")
_REPORT_EARLY = StepKind(
    REPORT,
    sentence("Find that the committee has to be elected early"),
    "jie",
    article="上海市住宅物业管理规定第三十二条",
)
_GROUP_FIRST = StepKind(GROUP, sentence("Form the preparatory group"), "jie", "preparatory_group", REPORT)
_GROUP_TERM = StepKind(GROUP, sentence("Form the re-election group"), "jie", "reelection_group", REPORT)
_LIST = StepKind(LIST, sentence("Post the group’s names"), "jie", "preparatory_list", GROUP)
_TRAINING = StepKind(TRAINING, sentence("Train the group before it starts"), "jie", "group_training", GROUP)
_HANDOVER = StepKind(
    HANDOVER, sentence("Hand documents and seals to the housing office"), "ye", "reelection_handover", GROUP
)
_DOCUMENTS = StepKind(
    DOCUMENTS, sentence("Post the roll of owners and the draft rules"), "group", "first_assembly_documents"
)
_CANDIDATES = StepKind(
    CANDIDATES, sentence("Candidates are proposed, looked at and posted"), "group", article="沪房规范〔2021〕6号第八条"
)
_ELECTION_FIRST = StepKind(ELECTION, sentence("Hold the first assembly and elect"), "group", "first_assembly", GROUP)
_ELECTION_TERM = StepKind(
    ELECTION, sentence("Elect before the term ends"), "group", article="上海市住宅物业管理规定第二十八条"
)
_NAMES = StepKind(NAMES, sentence("Post the names of those elected"), "group", "names_posted", ELECTION)
_MEETING = StepKind(
    MEETING,
    sentence("First meeting of the committee, which chooses its chair"),
    "ye",
    "first_committee_meeting",
    ELECTION,
)
_FILING = StepKind(
    FILING, sentence("File with the housing office, with six papers"), "ye", "committee_filing", ELECTION
)
_HANDBACK = StepKind(
    HANDBACK, sentence("Hand documents and seals to the new committee"), "district", "reelection_handover", FILING,
    article="上海市住宅物业管理规定第二十九条",
)  # fmt: skip

STEPS: Mapping[str, Sequence[StepKind]] = {
    Formation.Kind.FIRST: (
        _REPORT_FIRST, _GROUP_FIRST, _LIST, _TRAINING, _DOCUMENTS, _CANDIDATES, _ELECTION_FIRST, _NAMES, _MEETING,
        _FILING,
    ),
    Formation.Kind.REELECTION: (
        _REPORT_TERM, _GROUP_TERM, _LIST, _TRAINING, _HANDOVER, _DOCUMENTS, _CANDIDATES, _ELECTION_TERM, _NAMES,
        _MEETING, _FILING, _HANDBACK,
    ),
    Formation.Kind.EARLY: (
        _REPORT_EARLY, _GROUP_TERM, _LIST, _TRAINING, _HANDOVER, _DOCUMENTS, _CANDIDATES, _ELECTION_TERM, _NAMES,
        _MEETING, _FILING, _HANDBACK,
    ),
}  # fmt: skip
