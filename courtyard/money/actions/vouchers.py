"""Papers of a spending: kept as they came, shown to everybody as a masked copy, taken down again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from courtyard.assembly.upkeep import Kept, let_go, own
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.money.actions.plans import NoReason
from courtyard.money.events.spending import VoucherAdded, VoucherHidden, VoucherMasked
from courtyard.money.locks import lock_spending, lock_voucher
from courtyard.money.models import Spending, Voucher
from courtyard.money.models.book import WORDS_MAX
from courtyard.money.models.spending import NAME_MAX
from courtyard.money.permissions.spending import may_add_voucher, may_hide_voucher, may_mask_voucher
from courtyard.money.pictures import Mask, check
from courtyard.money.public_papers import LostFile, NoFile
from courtyard.people.models import Person
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

VOUCHERS_MAX = 60


class NoSuchPaper(BadInput):
    says = sentence("Choose what kind of paper it is.")
    field = "kind"


class NoName(BadInput):
    says = sentence("Say in at most {most} characters what the paper is.")
    field = "name"


class ManyVouchers(Refusal):
    says = sentence("A spending has at most {most} papers here. Put several into one PDF.")


class NotConfirmed(BadInput):
    says = sentence("Look at the copy, and say that no name, number or account can be read in it.")
    field = "confirmed"


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A file, what it is, and the quote or the draw it belongs to. Its `id` makes one form one paper."""

    kind: str
    name: str
    file: Kept | None
    quote: UUID | None = None
    draw: UUID | None = None
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, kw_only=True)
class Copy:
    """The masked copy, and the rectangles that were covered in it; a PDF's was made elsewhere."""

    file: Kept | None
    masks: Sequence[Mask] = ()
    confirmed: bool = False


@deed
def add_voucher(spending_id: UUID, paper: Paper, *, by: Person, at: datetime) -> Voucher:
    """Its fingerprint stands on the record; nobody but those who keep the fund opens it yet."""
    _, spending = lock_spending(spending_id)
    require(may_add_voucher, by, spending, at)
    before = Voucher.objects.filter(pk=paper.id, spending=spending).first()
    if before is not None:
        return before
    _check(spending, paper)
    if paper.file is None or not own(paper.file):
        raise NoFile if paper.file is None else LostFile
    voucher = Voucher.objects.create(
        id=paper.id, estate=spending.estate, spending=spending, kind=paper.kind, name=paper.name.strip(),
        quote=spending.quotes.filter(pk=paper.quote).first() if paper.quote else None,
        draw=spending.draws.filter(pk=paper.draw).first() if paper.draw else None,
        file=paper.file.file, size=paper.file.size, sha256=paper.file.sha256, added_by=by, added_at=at,
    )  # fmt: skip
    event = VoucherAdded(what=spending.what, kind=voucher.kind, sha256=voucher.sha256)
    record(event, node=spending.estate_id, about=spending.pk, by=by, at=at)
    return voucher


def _check(spending: Spending, paper: Paper) -> None:
    if paper.kind not in Voucher.Kind.values:
        raise NoSuchPaper
    if not 0 < len(paper.name.strip()) <= NAME_MAX:
        raise NoName(most=NAME_MAX)
    if spending.vouchers.count() >= VOUCHERS_MAX:
        raise ManyVouchers(most=VOUCHERS_MAX)


@deed
def mask_voucher(voucher_id: UUID, copy: Copy, *, by: Person, at: datetime) -> Voucher:
    """Somebody looked at the copy and says that nothing personal can be read in it: everybody may open it now."""
    spending, voucher = lock_voucher(voucher_id)
    require(may_mask_voucher, by, voucher, at)
    if not copy.confirmed:
        raise NotConfirmed
    check(copy.masks)
    if copy.file is None or not own(copy.file):
        raise NoFile if copy.file is None else LostFile
    let_go([voucher.masked_file], at)
    voucher.masks, voucher.shown = [one.plain() for one in copy.masks], True
    voucher.masked_file, voucher.masked_sha256 = copy.file.file, copy.file.sha256
    voucher.shown_by, voucher.shown_at = by, at
    voucher.save(update_fields=["masks", "masked_file", "masked_sha256", "shown", "shown_by", "shown_at"])
    event = VoucherMasked(
        what=spending.what, of=voucher.sha256, sha256=voucher.masked_sha256, masks=len(voucher.masks)
    )  # fmt: skip
    record(event, node=spending.estate_id, about=spending.pk, by=by, at=at)
    return voucher


@deed
def hide_voucher(voucher_id: UUID, *, reason: str, by: Person, at: datetime) -> Voucher:
    """Something can be read in it after all: nobody opens the copy any more, and it is removed."""
    spending, voucher = lock_voucher(voucher_id)
    require(may_hide_voucher, by, voucher, at)
    if not voucher.shown:
        return voucher
    if not 0 < len(reason.strip()) <= WORDS_MAX:
        raise NoReason(most=WORDS_MAX)
    let_go([voucher.masked_file], at)
    voucher.shown, voucher.masked_file, voucher.masked_sha256 = False, "", ""
    voucher.save(update_fields=["shown", "masked_file", "masked_sha256"])
    event = VoucherHidden(what=spending.what, reason=reason.strip())
    record(event, node=spending.estate_id, about=spending.pk, by=by, at=at)
    return voucher
