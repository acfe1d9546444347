"""The committee as a thing with a life: how it is formed, who sits in it, what it decides, what it hands on."""

from courtyard.committee.models.coverage import Coverage, Standing
from courtyard.committee.models.filing import Filing, FilingPaper
from courtyard.committee.models.formation import (
    REASON_MAX,
    TITLE_MAX,
    WORDS_MAX,
    CandidateObjection,
    Formation,
    GroupMember,
    Holdup,
    Progress,
    Step,
)
from courtyard.committee.models.handover import Handover, HandoverItem
from courtyard.committee.models.life import Limit, LimitUse, Reception, Secretary, YearReport
from courtyard.committee.models.meeting import Conflict, MeetingRequest, Resolution, Signature, Sitting
from courtyard.committee.models.seal import Seal, SealUse
from courtyard.committee.models.term import NAME_MAX, ODD_SEATS, Committee, Member

__all__ = [
    "NAME_MAX",
    "ODD_SEATS",
    "REASON_MAX",
    "TITLE_MAX",
    "WORDS_MAX",
    "CandidateObjection",
    "Committee",
    "Conflict",
    "Coverage",
    "Filing",
    "FilingPaper",
    "Formation",
    "GroupMember",
    "Handover",
    "HandoverItem",
    "Holdup",
    "Limit",
    "LimitUse",
    "MeetingRequest",
    "Member",
    "Progress",
    "Reception",
    "Resolution",
    "Seal",
    "SealUse",
    "Secretary",
    "Signature",
    "Sitting",
    "Standing",
    "Step",
    "YearReport",
]
