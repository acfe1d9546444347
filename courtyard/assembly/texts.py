"""What is voted on and by which rules, in one spelling each, and its hash: what stands in the notice."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from courtyard.assembly.models import Assembly, Candidate, Motion
from courtyard.core.chain import canonical
from courtyard.core.counting.settling import HouseRules
from courtyard.core.rulebook.counts import CountRule


def text_of(motion: Motion) -> dict[str, Any]:
    """A motion's whole text: words, cost, rule, attachments; of an election also who stands, in their order."""
    names = motion.attachments.all()
    standing = [one for one in motion.candidates.all() if one.state == Candidate.State.ACCEPTED]
    return {
        "position": motion.position, "kind": motion.kind, "matter": motion.matter, "rule": motion.rule,
        "title": motion.title, "decides": motion.decides, "costs": motion.costs, "bears": motion.bears,
        "cost_fen": motion.cost_fen, "seats": motion.seats, "alternates": motion.alternates,
        "tie_break": motion.tie_break, "attachments": [{"name": one.name, "sha256": one.sha256} for one in names],
        "candidates": [{"number": one.number, "name": one.name} for one in standing],
    }  # fmt: skip


def text_hash(motion: Motion) -> str:
    return sha256(canonical(text_of(motion)).encode()).hexdigest()


def motions_hash(motions: Iterable[Motion]) -> str:
    """Over the hashes of all motions in their order."""
    return sha256("\n".join(text_hash(motion) for motion in motions).encode()).hexdigest()


def house_of(assembly: Assembly) -> HouseRules:
    """What the estate's rules of procedure fix, as the count takes it."""
    return HouseRules(
        duplicates=assembly.duplicates,  # type: ignore[arg-type]
        invalid_participates=assembly.invalid_participates,
        proxies_max=assembly.proxies_max,
        unreturned=assembly.unreturned,  # type: ignore[arg-type]
        count_parking=assembly.count_parking,
    )


def house_text(assembly: Assembly) -> dict[str, Any]:
    """The same for the record and the bundle, with the clause and the order of channels."""
    house = house_of(assembly)
    return {
        "secrecy": assembly.secrecy, "duplicates": house.duplicates, "precedence": assembly.precedence,
        "invalid_participates": house.invalid_participates, "proxies_max": house.proxies_max,
        "unreturned": house.unreturned, "count_parking": house.count_parking, "record_point": house.record_point,
        "clause": assembly.clause,
    }  # fmt: skip


def rule_text(rule: CountRule) -> dict[str, Any]:
    return {
        "key": rule.key, "label_zh": rule.label_zh, "label_en": rule.label_en, "article": rule.article,
        "certainty": rule.certainty, "may_follow": rule.may_follow,
        "gates": [
            {"key": gate.key, "of": gate.of, "base": gate.base, "weight": gate.weight, "sign": gate.sign,
             "share": f"{gate.share.numerator}/{gate.share.denominator}"}
            for gate in rule.gates
        ],
    }  # fmt: skip


def rules_hash(assembly: Assembly, rules: Iterable[CountRule]) -> str:
    told = {"house": house_text(assembly), "rules": [rule_text(rule) for rule in rules]}
    return sha256(canonical(told).encode()).hexdigest()
