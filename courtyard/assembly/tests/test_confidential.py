"""A confidential vote tells nobody who chose what: not while it runs, and not afterwards.

The strongest thing that can be said of what remains is that it does not depend on who chose what. So a vote is held
twice, the second time with two voters' choices exchanged, and everything that is kept is compared.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage

from courtyard.assembly import actions, chores, keys, opening
from courtyard.assembly.actions import House
from courtyard.assembly.keys import KeyLost
from courtyard.assembly.models import Assembly, Ballot
from courtyard.assembly.tests import build
from courtyard.conftest import Court
from courtyard.trail.models import Line

pytestmark = pytest.mark.usefixtures("owners")

CHANCE = {
    "salt", "receipt", "sealed", "owners_hash", "roll_hash", "motions_hash", "rules_hash", "box_hash", "digest",
    "full_bundle", "digests", "words", "number", "seq", "sealed_at", "xid",
}  # fmt: skip
"""What is random, or a hash over something random; that two votes differ there tells nothing."""
ANSWERS = ("for", "against", "abstain")


def held(court: Court, answers: dict[str, str], *, until: str = "checked") -> Assembly:
    """A confidential vote in which each of the cast answers so, to two questions."""
    one = build.noticed(court, House(secrecy="confidential"), matters=("other", "other"))
    for name, answer in answers.items():
        build.cast(one, getattr(court, name), answer)
    return one if until == "open" else build.counted(court, one)


def rows(one: Assembly) -> Iterator[tuple[str, dict[str, Any]]]:
    """Everything the database keeps of a vote, its lines on the record among it."""
    for model in apps.get_app_config("assembly").get_models():
        names = {field.name for field in model._meta.get_fields()}
        path = next(
            (path for path in ("assembly", "motion__assembly", "head__assembly") if path.split("__")[0] in names), ""
        )
        if model is Assembly:
            found: Any = Assembly.objects.filter(pk=one.pk)
        elif path:
            found = model._default_manager.filter(**{path: one.pk})
        else:
            continue
        for row in found.values():
            yield model.__name__, row
    for line in Line.objects.filter(about=one.pk).values():
        yield "Line", dict(line)


def plain(one: Assembly) -> list[str]:
    """The same, without chance: ids of this vote's own things by what they are of, times left out."""
    names: dict[UUID, str] = {one.pk: "the vote"}
    names |= {motion.pk: f"motion {motion.position}" for motion in one.motions.all()}
    names |= {head.pk: f"head {head.number}" for head in one.roll.all()}
    names |= {ballot.pk: f"ballot of {ballot.head.number}" for ballot in one.ballots.select_related("head")}

    def said(value: Any) -> Any:
        match value:
            case UUID():
                return names.get(value, str(value))
            case datetime():
                return "a time"
            case dict():
                return {key: said(item) for key, item in value.items() if key != "seed"}
            case str():
                for known, name in names.items():
                    value = value.replace(known.hex, name).replace(str(known), name)
                return _without_hashes(value)
        return value

    own = {"id"}
    return sorted(
        json.dumps([kind, {k: said(v) for k, v in row.items() if k not in CHANCE | own}], default=str, sort_keys=True)
        for kind, row in rows(one)
    )


def _without_hashes(text: str) -> str:
    if not text.startswith("{"):
        return text
    told = json.loads(text)
    kept = {k: v for k, v in told.items() if not str(k).endswith("hash") and k not in {"number", "year"}}
    return json.dumps(kept, sort_keys=True)


@pytest.mark.parametrize("until", ["open", "checked"])
def test_what_is_kept_is_the_same_whoever_chose_what(court: Court, until: str) -> None:
    one = held(court, {"lin": "for", "mei": "against", "desk": "abstain"}, until=until)
    other = held(court, {"lin": "against", "mei": "abstain", "desk": "for"}, until=until)

    assert plain(one) == plain(other)


def test_while_it_runs_choices_lie_sealed_and_all_alike(court: Court) -> None:
    one = held(court, {"lin": "for", "mei": "for", "desk": "abstain"}, until="open")

    sealed = [bytes(ballot.sealed or b"") for ballot in Ballot.objects.all()]
    assert {len(data) for data in sealed} == {len(sealed[0])}
    assert len(set(sealed)) == 3
    dump = json.dumps([row for _, row in rows(one)], default=str)
    assert not any(f'"{answer}"' in dump for answer in ANSWERS)


def test_a_sealed_choice_opens_with_its_own_ballot_only(court: Court) -> None:
    one = held(court, {"lin": "for", "mei": "against"}, until="open")
    first, second = Ballot.objects.order_by("head__number")
    key = keys.read(one.pk)

    assert set(key.open(first.pk, first.sealed).values()) == {"for"}
    with pytest.raises(keys.Unreadable):
        key.open(second.pk, first.sealed)


@pytest.mark.django_db(transaction=True)
def test_after_the_count_the_key_is_gone_and_no_row_has_a_head_and_a_choice(court: Court) -> None:
    one = held(court, {"lin": "for", "mei": "against", "desk": "abstain"})

    assert not list(Path(settings.VOTE_KEYS).glob(f"{one.pk.hex}.key"))
    for kind, row in rows(one):
        told = json.dumps(row, default=str)
        if "head_id" in row or kind in {"Head", "Ballot", "Line"}:
            assert not any(f'"{answer}"' in told for answer in ANSWERS), kind


def test_the_shuffled_rows_lie_sealed_and_say_no_more_than_choice_and_area(court: Court) -> None:
    one = held(court, {"lin": "for", "mei": "against", "desk": "abstain"})

    with default_storage.open(one.full_bundle) as file:
        assert not any(answer.encode() in file.read() for answer in ANSWERS)
    lines = sorted(opening.box_of(one).decode().splitlines()[1:])
    assert lines == sorted(f"{n},{answer},800000" for n in (1, 2) for answer in ANSWERS)


def test_rows_come_out_in_one_order_whatever_order_they_went_in(court: Court) -> None:
    one, other = held(court, {"lin": "for", "mei": "against"}), held(court, {"mei": "for", "lin": "against"})

    rows = [opening.box_of(vote).decode().splitlines()[1:] for vote in (one, other)]

    assert rows[0] == rows[1] == sorted(rows[0])


def test_a_key_that_outlived_its_vote_is_swept(court: Court) -> None:
    """A server that dies between the count and the destroying of the key leaves it behind."""
    counted, running = held(court, {"lin": "for"}), held(court, {"lin": "for"}, until="open")
    keys.make(counted.pk)

    assert not chores.sweep_keys(build.AFTER)

    with pytest.raises(KeyLost):
        keys.read(counted.pk)
    assert keys.read(running.pk)


def test_a_vote_whose_key_is_lost_is_not_counted(court: Court) -> None:
    one = held(court, {"lin": "for"}, until="open")
    build.official(court, one, court.desk, "teller")
    keys.destroy(one.pk)
    build.closed(one)

    with pytest.raises(KeyLost):
        actions.count(one.pk, by=court.desk, at=build.AFTER)

    one.refresh_from_db()
    assert one.state == Assembly.State.CLOSED
