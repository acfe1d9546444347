"""Companies, contracts, standards, inspections, works, ratings, and what came of them."""

from courtyard.services.models.company import Company, Served, Supervision
from courtyard.services.models.contract import (
    Annex,
    Contract,
    ContractExtra,
    ContractLevel,
    ContractPrice,
    TakeoverItem,
)
from courtyard.services.models.credit import CreditPoint
from courtyard.services.models.figure import PeerBatch, PeerFigure, QualityFigure
from courtyard.services.models.inspection import Finding, FindingPhoto, Round
from courtyard.services.models.rating import Rated, Rating, RatingQuarter, Remark
from courtyard.services.models.standard import Catalogue, Field, Item, Level
from courtyard.services.models.work import Proof, ProofFile, Turn, Work

__all__ = [
    "Annex",
    "Catalogue",
    "Company",
    "Contract",
    "ContractExtra",
    "ContractLevel",
    "ContractPrice",
    "CreditPoint",
    "Field",
    "Finding",
    "FindingPhoto",
    "Item",
    "Level",
    "PeerBatch",
    "PeerFigure",
    "Proof",
    "ProofFile",
    "QualityFigure",
    "Rated",
    "Rating",
    "RatingQuarter",
    "Remark",
    "Round",
    "Served",
    "Supervision",
    "TakeoverItem",
    "Turn",
    "Work",
]
