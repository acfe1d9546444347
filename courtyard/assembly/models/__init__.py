"""What owners decide with: assemblies and motions, the roll, ballots, petitions, results."""

from courtyard.assembly.models.assembly import (
    CLAUSE_MAX,
    NAME_MAX,
    REASON_MAX,
    TITLE_MAX,
    WORDS_MAX,
    Assembly,
    Attachment,
    Delivery,
    LooseFile,
    Motion,
    Official,
)
from courtyard.assembly.models.ballot import Ballot, Contact, Paper, Proxy, Slip, Vote
from courtyard.assembly.models.election import Candidate
from courtyard.assembly.models.freeze import Freeze
from courtyard.assembly.models.petition import Petition, Signature
from courtyard.assembly.models.result import Decision, Objection, Opening, OutsideResult, Pile
from courtyard.assembly.models.roll import Challenge, Head, HeadOwner, RollHome

__all__ = [
    "CLAUSE_MAX",
    "NAME_MAX",
    "REASON_MAX",
    "TITLE_MAX",
    "WORDS_MAX",
    "Assembly",
    "Attachment",
    "Ballot",
    "Candidate",
    "Challenge",
    "Contact",
    "Decision",
    "Delivery",
    "Freeze",
    "Head",
    "HeadOwner",
    "LooseFile",
    "Motion",
    "Objection",
    "Official",
    "Opening",
    "OutsideResult",
    "Paper",
    "Petition",
    "Pile",
    "Proxy",
    "RollHome",
    "Signature",
    "Slip",
    "Vote",
]
