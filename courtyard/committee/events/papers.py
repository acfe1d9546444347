"""Filing with the housing office, and handing over."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar
from uuid import UUID

from courtyard.core.errors import sentence
from courtyard.core.events import Event, personal

FILED = {"election": sentence("a new committee"), "change": sentence("a change of members or rules")}
PAPERS = {
    "minutes": sentence("minutes and decisions of the assembly"),
    "rules": sentence("rules of procedure"),
    "covenant": sentence("owners’ covenant"),
    "fund": sentence("covenant of the maintenance fund"),
    "members": sentence("list of members and their pledges"),
    "training": sentence("training records of the members"),
    "other": sentence("other papers"),
}
HANDED = {
    "to_office": sentence("to the housing office"),
    "to_next": sentence("to the new committee"),
    "member": sentence("from a member who left"),
}
KEPT_PAPERS = "kept_papers"
THINGS = {
    "seal_assembly": sentence("seal of the owners’ assembly"),
    "seal_committee": sentence("seal of the owners’ committee"),
    "seal_finance": sentence("seal for the accounts"),
    "rules": sentence("rules of procedure"),
    "covenant": sentence("owners’ covenant"),
    "fund_covenant": sentence("covenant of the maintenance fund"),
    "assembly_minutes": sentence("minutes and decisions of the assembly"),
    "committee_minutes": sentence("minutes and decisions of the committee"),
    "contracts": sentence("contracts that run, and how each was awarded"),
    "books": sentence("books, statements and vouchers"),
    "owners": sentence("list of owners and homes"),
    "filings": sentence("papers of earlier filings"),
    "plans": sentence("plans and maintenance papers of the estate"),
    "seal_register": sentence("register of the use of seals"),
    "revenue_account": sentence("account of the public revenue"),
    "fund_account": sentence("account of the maintenance fund"),
    "keys": sentence("keys of the committee’s room and cabinets"),
    "passwords": sentence("computer, mailbox and their passwords"),
    KEPT_PAPERS: sentence("documents and files of the committee that they kept"),
}
"""What is usually handed over, by its code: the house has the words in every language."""


@dataclass(frozen=True, kw_only=True)
class FilingOpened(Event):
    NAME: ClassVar[str] = "committee.filing_opened"
    says: ClassVar[str] = sentence("To be filed with the housing office by {due_on}: {kind}. {title}")
    labels: ClassVar = {"kind": FILED}

    kind: str
    title: str
    on: date
    due_on: date
    concerning: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class FilingWithdrawn(Event):
    NAME: ClassVar[str] = "committee.filing_withdrawn"
    says: ClassVar[str] = sentence("Owners’ committee no. {number} need not be filed: its election was set aside.")

    number: int


@dataclass(frozen=True, kw_only=True)
class PaperAdded(Event):
    NAME: ClassVar[str] = "committee.paper_added"
    says: ClassVar[str] = sentence("A paper for the housing office was added: {kind}")
    labels: ClassVar = {"kind": PAPERS}
    HASHES: ClassVar[tuple[str, ...]] = ("sha256",)

    kind: str
    pages: int
    made: bool
    sha256: str
    name: str = personal()


@dataclass(frozen=True, kw_only=True)
class PaperDropped(Event):
    NAME: ClassVar[str] = "committee.paper_dropped"
    says: ClassVar[str] = sentence("A paper for the housing office was taken out: {kind}")
    labels: ClassVar = {"kind": PAPERS}

    kind: str
    name: str = personal()


@dataclass(frozen=True, kw_only=True)
class FilingSent(Event):
    """`bundle` is the hash of the list of hashes that lies in the zip."""

    NAME: ClassVar[str] = "committee.filing_sent"
    says: ClassVar[str] = sentence("Sent to the housing office, {papers} papers: {kind}")
    labels: ClassVar = {"kind": FILED}
    HASHES: ClassVar[tuple[str, ...]] = ("bundle",)

    kind: str
    papers: int
    on: date
    bundle: str


@dataclass(frozen=True, kw_only=True)
class FilingAccepted(Event):
    NAME: ClassVar[str] = "committee.filing_accepted"
    says: ClassVar[str] = sentence("Filed by the housing office under no. {receipt}: {kind}")
    labels: ClassVar = {"kind": FILED}

    kind: str
    receipt: str
    filed_on: date
    on: date


@dataclass(frozen=True, kw_only=True)
class FilingReturned(Event):
    NAME: ClassVar[str] = "committee.filing_returned"
    says: ClassVar[str] = sentence("The housing office sent it back: {reason}")

    kind: str
    on: date
    reason: str = personal()


@dataclass(frozen=True, kw_only=True)
class HandoverBegun(Event):
    NAME: ClassVar[str] = "committee.handover_begun"
    says: ClassVar[str] = sentence("Documents and seals are handed over {kind} by {due_on}; {items} things are listed.")
    labels: ClassVar = {"kind": HANDED}

    kind: str
    items: int
    on: date
    due_on: date


@dataclass(frozen=True, kw_only=True)
class ItemListed(Event):
    NAME: ClassVar[str] = "committee.item_listed"
    says: ClassVar[str] = sentence("To be handed over, too: {label}")

    item: UUID
    kind: str
    label: str = personal()


@dataclass(frozen=True, kw_only=True)
class ItemStruck(Event):
    NAME: ClassVar[str] = "committee.item_struck"
    says: ClassVar[str] = sentence("Taken off the list of what is handed over: {code}{label}. {reason}")
    labels: ClassVar = {"code": THINGS}

    item: UUID
    code: str
    label: str = personal()
    reason: str = personal()


@dataclass(frozen=True, kw_only=True)
class ItemGiven(Event):
    """`code` is one of THINGS; else `label` holds somebody's words."""

    NAME: ClassVar[str] = "committee.item_given"
    says: ClassVar[str] = sentence("{name} handed over no. {position}: {code}{label}")
    labels: ClassVar = {"code": THINGS}

    item: UUID
    position: int
    code: str
    label: str = personal()
    name: str = personal()


@dataclass(frozen=True, kw_only=True)
class ItemReceived(Event):
    NAME: ClassVar[str] = "committee.item_received"
    says: ClassVar[str] = sentence("{name} received no. {position}: {code}{label}")
    labels: ClassVar = {"code": THINGS}

    item: UUID
    position: int
    code: str
    label: str = personal()
    name: str = personal()


@dataclass(frozen=True, kw_only=True)
class ItemMissing(Event):
    NAME: ClassVar[str] = "committee.item_missing"
    says: ClassVar[str] = sentence("No. {position} is missing: {code}{label}. {words}")
    labels: ClassVar = {"code": THINGS}

    item: UUID
    position: int
    code: str
    label: str = personal()
    words: str = personal()


@dataclass(frozen=True, kw_only=True)
class NothingKept(Event):
    NAME: ClassVar[str] = "committee.nothing_kept"
    says: ClassVar[str] = sentence("Whoever left kept nothing of the committee’s: there is nothing to hand over.")

    on: date
    struck: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class HandoverFinished(Event):
    NAME: ClassVar[str] = "committee.handover_finished"
    says: ClassVar[str] = sentence("All {items} things were handed over {kind} and received.")
    labels: ClassVar = {"kind": HANDED}

    kind: str
    items: int
    on: date
