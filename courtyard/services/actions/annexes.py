"""Papers of a contract: added with their hash on the record, and taken off again with a reason."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.people.models import Person
from courtyard.services.events.annexes import AnnexAdded, AnnexDropped
from courtyard.services.locks.contracts import lock_annex, lock_contract
from courtyard.services.models import Annex, Contract
from courtyard.services.models.company import NAME_MAX, WORDS_MAX
from courtyard.services.permissions.contracts import may_add_annex, may_drop_annex
from courtyard.services.upkeep import annexes as upkeep
from courtyard.services.upkeep.annexes import Kept
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

S = Contract.State
ANNEXES_MAX = 30


class NoFile(BadInput):
    says = sentence("Choose the file.")
    field = "file"


class LostFile(BadInput):
    says = sentence("The file was kept too long and has been removed. Please choose it again.")
    field = "file"


class NoSuchPaper(BadInput):
    says = sentence("Choose what kind of paper it is.")
    field = "kind"


class NoName(BadInput):
    says = sentence("Say in at most {most} characters what the paper is.")
    field = "name"


class ManyAnnexes(Refusal):
    says = sentence("A contract has at most {most} papers here. Put several into one PDF.")


class OverAlready(Refusal):
    says = sentence("This contract is over. Its papers stay as they are.")


class NoReason(BadInput):
    says = sentence("Say why, in a few words.")
    field = "words"


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A file with its name and what it is. Its `id` makes one form one paper."""

    kind: str
    name: str
    file: Kept | None
    id: UUID = field(default_factory=new_id)


@deed
def add_annex(contract_id: UUID, paper: Paper, *, by: Person, at: datetime) -> Annex:
    """Once the contract is signed everybody can open it, and see that it is the same file still."""
    contract = lock_contract(contract_id)
    require(may_add_annex, by, contract, at)
    before = Annex.objects.filter(pk=paper.id, contract=contract).first()
    if before is not None:
        return before
    _require_open(contract)
    annex = _take(contract, paper, by, at)
    event = AnnexAdded(annex=annex.pk, kind=annex.kind, sha256=annex.sha256)
    record(event, node=contract.estate_id, about=contract.pk, by=by, at=at)
    return annex


def _take(contract: Contract, paper: Paper, by: Person, at: datetime) -> Annex:
    """The paper's row, which owns the file from now on."""
    if paper.kind not in Annex.Kind.values:
        raise NoSuchPaper
    if not 0 < len(paper.name.strip()) <= NAME_MAX:
        raise NoName(most=NAME_MAX)
    if paper.file is None:
        raise NoFile
    if contract.annexes.count() >= ANNEXES_MAX:
        raise ManyAnnexes(most=ANNEXES_MAX)
    if not upkeep.own(paper.file):
        raise LostFile
    return Annex.objects.create(
        id=paper.id, estate=contract.estate, contract=contract, kind=paper.kind, name=paper.name.strip(),
        file=paper.file.file, size=paper.file.size, sha256=paper.file.sha256, added_by=by, added_at=at,
    )  # fmt: skip


@deed
def drop_annex(annex_id: UUID, *, reason: str, by: Person, at: datetime) -> Contract:
    """It does not belong there, or names somebody: nobody opens it any more. Its hash stays on the record."""
    contract, annex = lock_annex(annex_id)
    require(may_drop_annex, by, contract, at)
    _require_open(contract)
    if not reason.strip():
        raise NoReason
    event = AnnexDropped(annex=annex.pk, reason=reason.strip()[:WORDS_MAX], sha256=annex.sha256)
    upkeep.let_go([annex.file], at)
    annex.delete()
    record(event, node=contract.estate_id, about=contract.pk, by=by, at=at)
    return contract


def _require_open(contract: Contract) -> None:
    if contract.state in (S.ENDED, S.DROPPED):
        raise OverAlready
