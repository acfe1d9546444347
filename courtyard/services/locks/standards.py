"""What is changed by one deed at a time: a place's catalogues, a work and its turns."""

from uuid import UUID

from courtyard.places.models import Node
from courtyard.services.models import Catalogue, Proof, Turn, Work
from courtyard.trail.rows import holder, locked, there


def lock_place(node_id: UUID) -> Node:
    """A place whose catalogues are to be changed. Raises NotThere."""
    return locked(Node.objects, node_id)


def lock_catalogue(catalogue_id: UUID) -> Catalogue:
    """A catalogue, its place locked before it, so that two versions never begin at once. Raises NotThere."""
    node = lock_place(holder(Catalogue.objects, catalogue_id, "node"))
    found = locked(Catalogue.objects, catalogue_id)
    found.node = node
    return found


def lock_work(work_id: UUID) -> Work:
    """A work, for its turns, too. Raises NotThere."""
    return locked(Work.objects.select_related("estate__node", "contract"), work_id)


def lock_turn(turn_id: UUID) -> Turn:
    """A turn of a work that is locked. Raises NotThere."""
    work = lock_work(holder(Turn.objects, turn_id, "work"))
    turn = there(Turn.objects, turn_id)
    turn.work, turn.estate = work, work.estate
    return turn


def lock_proof(proof_id: UUID) -> Proof:
    """A proof of a turn whose work is locked. Raises NotThere."""
    turn = lock_turn(holder(Proof.objects, proof_id, "turn"))
    proof = there(Proof.objects, proof_id)
    proof.turn, proof.estate = turn, turn.estate
    return proof
