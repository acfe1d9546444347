"""Merkle trees as in RFC 9162 § 2.1: many chains' heads under one digest, and short proofs about them.

Digests are 32 bytes (SHA-256). Leaves are any bytes; 0x00 before a leaf and 0x01 before a node keep
one from passing for the other. A proof is a tuple of digests in the RFC's order.
"""

import hashlib
from collections.abc import Sequence

EMPTY = hashlib.sha256().digest()
DIGEST_BYTES = 32


def leaf_hash(leaf: bytes) -> bytes:
    """The digest of one leaf: 32 bytes (RFC 9162 § 2.1.1)."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The Merkle tree hash of `leaves` in their order: 32 bytes (RFC 9162 § 2.1.1)."""
    return _root([leaf_hash(leaf) for leaf in leaves])


def inclusion_proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """The digests that lead from leaf `index` (from 0) up to the root (RFC 9162 § 2.1.3.1).

    Raises IndexError where there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(f"no leaf {index} among {len(leaves)}")
    level = [leaf_hash(leaf) for leaf in leaves]
    proof = []
    while len(level) > 1:
        if index ^ 1 < len(level):
            proof.append(level[index ^ 1])
        level, index = _level_above(level), index // 2
    return tuple(proof)


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root_hash: bytes) -> bool:
    """Whether `proof` leads from `leaf`, number `index` of `size`, to `root_hash` (RFC 9162 § 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf_hash(leaf)
    for digest in proof:
        if last == 0 or len(digest) != DIGEST_BYTES:
            return False
        if place & 1 or place == last:
            found = _node(digest, found)
            place, last = _up_to_a_right_child(place, last)
        else:
            found = _node(found, digest)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root_hash


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> tuple[bytes, ...]:
    """The digests that show the tree of the first `old_size` leaves inside the tree of all (RFC 9162 § 2.1.4.1).

    Empty where nothing has to be shown: nothing was added, or there was nothing before (which the RFC
    leaves out). Raises ValueError for a size the tree never had.
    """
    if not 0 <= old_size <= len(leaves):
        raise ValueError(f"a tree of {len(leaves)} leaves never had {old_size}")
    if old_size in (0, len(leaves)):
        return ()
    return tuple(_subproof([leaf_hash(leaf) for leaf in leaves], old_size))


def verify_consistency(old_size: int, new_size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the tree under `new_root` begins with all leaves of the one under `old_root` (RFC 9162 § 2.1.4.2).

    Trees of one size agree if their roots do, and every tree begins with the empty one; both without a proof.
    """
    if old_size == new_size:
        return old_size >= 0 and not proof and old_root == new_root
    if not 0 <= old_size < new_size:
        return False
    if old_size == 0:
        return not proof and old_root == EMPTY
    return _grew(old_size, new_size, old_root, new_root, proof)


def _grew(old_size: int, new_size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    # An old tree that is complete is a node of the new one: the proof need not repeat its root.
    path = [old_root, *proof] if old_size & (old_size - 1) == 0 else list(proof)
    if not path or not proof or any(len(digest) != DIGEST_BYTES for digest in path):
        return False
    place, last = old_size - 1, new_size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old_found = new_found = path[0]
    for digest in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old_found, new_found = _node(digest, old_found), _node(digest, new_found)
            place, last = _up_to_a_right_child(place, last)
        else:
            new_found = _node(new_found, digest)
        place, last = place >> 1, last >> 1
    return last == 0 and old_found == old_root and new_found == new_root


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _up_to_a_right_child(place: int, last: int) -> tuple[int, int]:
    """Past the levels on which the last node stands alone and moves up as it is."""
    while not place & 1 and place:
        place, last = place >> 1, last >> 1
    return place, last


def _level_above(level: list[bytes]) -> list[bytes]:
    """Pairs under one node each; the odd one out moves up as it is. The same tree as the RFC's, from below."""
    above = [_node(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
    return above + level[len(above) * 2 :]


def _root(level: list[bytes]) -> bytes:
    while len(level) > 1:
        level = _level_above(level)
    return level[0] if level else EMPTY


def _subproof(hashes: list[bytes], old_size: int) -> list[bytes]:
    """SUBPROOF of the RFC, unrolled: walk down to where the old tree ends, gathering what lies beside the path."""
    proof: list[bytes] = []
    whole = True  # nothing was cut off on the left yet: the verifier knows this subtree's old root
    while old_size < len(hashes):
        split = 1 << ((len(hashes) - 1).bit_length() - 1)
        if old_size <= split:
            proof.append(_root(hashes[split:]))
            hashes = hashes[:split]
        else:
            proof.append(_root(hashes[:split]))
            hashes, old_size, whole = hashes[split:], old_size - split, False
    return [*([] if whole else [_root(hashes)]), *reversed(proof)]
