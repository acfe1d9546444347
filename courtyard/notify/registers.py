"""What upper floors tell this one: kinds of notices, who hears of which event, and channels that carry them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol
from uuid import UUID

from courtyard.people.models import Person
from courtyard.trail.models import Line
from courtyard.web.registers import Register

How = Literal["now", "daily", "never"]


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """One kind of notice, about which each person chooses how they are told.

    `says` is an English template over the notice's fields, said in the reader's language when it is read or sent.
    A field whose name ends in `_at` holds a time and one in `_on` a day, both in ISO form; `labels` gives the words
    for coded fields; in English `{place}` is said by the field `place_en` where there is one. Nobody can switch an
    urgent kind off.
    """

    name: str
    label: Any
    says: str
    urgent: bool = False
    default: How = "now"
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    order: int = 0


@dataclass(frozen=True, slots=True)
class Tell:
    """That somebody is to be told something: `about` which thing, at which `node`, and the page it leads to.

    `link` is a path on this site. `fields` hold no more than the sentence needs.
    """

    kind: str
    to: UUID
    fields: Mapping[str, str | int]
    node: UUID
    about: UUID
    link: str


@dataclass(frozen=True, slots=True)
class Teller:
    """Of some events on the record: who is told what. Heard at least once; telling twice tells once.

    `hear` only reads. A line older than `upkeep.STALE` is no news and reaches no teller.
    """

    name: str
    events: frozenset[str]
    hear: Callable[[Line, datetime], Iterable[Tell]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a channel carries to one address. `id` stays the same when it is sent again; neither address nor words
    ever stand in a log, so neither is in what this prints as."""

    id: UUID
    to: str = field(repr=False)
    title: str = field(repr=False)
    words: str = field(repr=False)
    link: str = field(repr=False)
    language: str


class Sender(Protocol):
    """What an operator writes for a channel of their own (docs/channels.md)."""

    def can_reach(self, person: Person) -> str | None: ...

    def send(self, message: Message) -> None: ...


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to reach people outside of this site.

    `send` returns when the message was taken over, and raises `ChannelDown` where nothing can be sent at present,
    `Undeliverable` where this message never can, anything else where it may go better later. `costly` ones carry
    what is urgent, and for whom nothing else reaches, what is to be told at once; `digests` ones the daily digest.
    """

    name: str
    label: Any
    can_reach: Callable[[Person], str | None]
    send: Callable[[Message], None]
    costly: bool = False
    digests: bool = True
    order: int = 0


class ChannelDown(Exception):
    """Nothing can be sent by this channel now. The rest of the batch waits, too."""


class Undeliverable(Exception):
    """This message will never arrive: it is not tried again. `reason` is a code, never an address."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


kinds: Register[NoticeKind] = Register("kinds of notices")
tellers: Register[Teller] = Register("tellers")
channels: Register[Channel] = Register("channels")
