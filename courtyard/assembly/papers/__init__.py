"""What is printed of a vote: the notice for the board, the paper ballots, and the result.

Plain data, told by whoever prints: nothing here reads a database or a clock. `pdf("assembly/notice", notice.to_data())`
and its like make the paper.
"""

from courtyard.assembly.papers.ballots import (
    BALLOTS_MAX,
    BallotPapers,
    Cost,
    PaperBallot,
    PaperCandidate,
    PaperMotion,
)
from courtyard.assembly.papers.certificate import Certificate, Signer, Turnout
from courtyard.assembly.papers.notice import AssemblyNotice, NoticeMotion, Way

__all__ = [
    "BALLOTS_MAX",
    "AssemblyNotice",
    "BallotPapers",
    "Certificate",
    "Cost",
    "NoticeMotion",
    "PaperBallot",
    "PaperCandidate",
    "PaperMotion",
    "Signer",
    "Turnout",
    "Way",
]
