"""Where an entry leads: what it was booked for, what let it happen, its papers. Each area adds what it knows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext, pgettext

from courtyard.money.booking import SHARE
from courtyard.money.models import Draw, Entry, OpeningList
from courtyard.money.queries.spending import rest_of
from courtyard.web.registers import Register


@dataclass(frozen=True, slots=True)
class Link:
    """A page an entry leads to: what it is to the entry, its name, its address, and an icon."""

    label: str
    name: str
    address: str
    icon: str = "note"


@dataclass(frozen=True, slots=True)
class Source:
    """`links` yields the pages that an entry leads to, as far as this area knows; nothing for those of others."""

    name: str
    links: Callable[[Entry], Iterable[Link]]
    order: int = 0


sources: Register[Source] = Register("where entries lead")


def links_of(entry: Entry) -> list[Link]:
    return [link for source in sources for link in source.links(entry)]


def _spending(entry: Entry) -> Iterable[Link]:
    """The spending whose part it is, and its papers that everybody may open."""
    if entry.kind != Entry.Kind.SPENDING:
        return
    draw = Draw.objects.filter(pk=entry.pk).select_related("spending").prefetch_related("spending__vouchers").first()
    if draw is None:
        return
    code, one = entry.estate.node.code, draw.spending
    label = gettext("Spent for")
    yield Link(label, one.what, reverse("money:spending", args=[code, one.pk]), "coin")
    for paper in one.vouchers.all():
        if paper.shown and paper.draw_id in (None, draw.pk):
            address = reverse("money:voucher_file", args=[code, one.pk, paper.pk])
            yield Link(str(paper.get_kind_display()), paper.name, address)


def _expense(entry: Entry) -> Iterable[Link]:
    """What was paid from the service money: its invoice, named by the firm that sent it."""
    if entry.source != "expense" or entry.kind != Entry.Kind.SPENDING:
        return
    found = getattr(entry, "expense", None)
    if found is not None and found.file:
        address = reverse("money:invoice", args=[entry.estate.node.code, found.pk])
        yield Link(pgettext("kind of voucher", "invoice"), found.payee, address)


def _rest(entry: Entry) -> Iterable[Link]:
    """The decision or the contract that let the money out."""
    if not entry.authority:
        return
    rest, code = rest_of(entry.authority, entry.authority_id), entry.estate.node.code
    label = gettext("On whose authority")
    if rest.decision is not None:
        address = reverse("assembly:decision", args=[code, rest.decision.year, rest.decision.number])
        yield Link(label, rest.decision.title, address, "vote")
    elif rest.contract is not None:
        yield Link(label, gettext("the contract"), reverse("services:contract", args=[code, rest.contract]), "key")


def _shared(entry: Entry) -> Sequence[Link]:
    """The entry that this one shares over homes."""
    if entry.source != SHARE or entry.source_id is None:
        return ()
    found = Entry.objects.filter(pk=entry.source_id).first()
    if found is None:
        return ()
    name = pgettext("an entry", "no. {n}").format(n=found.number)
    address = reverse("money:entry", args=[entry.estate.node.code, found.pk])
    return (Link(gettext("Shared over homes"), f"{name} {found.what}", address, "coin"),)


def _shares(entry: Entry) -> Sequence[Link]:
    """The entry that shares this one over homes."""
    if entry.kind not in (Entry.Kind.SPENDING, Entry.Kind.INTEREST):
        return ()
    found = Entry.objects.filter(source=SHARE, source_id=entry.pk, reverses__isnull=True).order_by("-number").first()
    if found is None:
        return ()
    name = pgettext("an entry", "no. {n}").format(n=found.number)
    address = reverse("money:entry", args=[entry.estate.node.code, found.pk])
    return (Link(gettext("Shared over homes by"), name, address, "coin"),)


def _opening(entry: Entry) -> Sequence[Link]:
    if entry.source != "opening_list" or not OpeningList.objects.filter(entry=entry.pk).exists():
        return ()
    address = reverse("money:fund", args=[entry.estate.node.code])
    return (Link(gettext("From a list"), gettext("The maintenance fund"), address),)


SOURCES = (
    Source("money.spending", _spending, order=10),
    Source("money.expense", _expense, order=11),
    Source("money.rest", _rest, order=20),
    Source("money.shared", _shared, order=30),
    Source("money.shares", _shares, order=31),
    Source("money.opening", _opening, order=40),
)
