"""Trees and proofs, checked against the reference vectors and against a literal reading of RFC 9162."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courtyard.core import merkle

# The test inputs and roots of the certificate-transparency project.
LEAVES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
bounded = settings(derandomize=True, deadline=None, max_examples=60)
sizes = st.integers(1, 40)


def leaves_of(size: int) -> list[bytes]:
    return [f"chain {number}".encode() for number in range(size)]


def literal_root(leaves: list[bytes]) -> bytes:
    """MTH exactly as § 2.1.1 writes it, from above."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + literal_root(leaves[:split]) + literal_root(leaves[split:])).digest()


def test_the_empty_tree_has_the_digest_of_nothing() -> None:
    assert merkle.root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_the_reference(size: int) -> None:
    assert merkle.root(LEAVES[:size]).hex() == ROOTS[size - 1]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_inclusion_proofs_are_those_of_the_reference(index: int, size: int) -> None:
    proof = merkle.inclusion_proof(LEAVES[:size], index)

    assert [digest.hex() for digest in proof] == INCLUSION[index, size]


@pytest.mark.parametrize(("old", "new"), CONSISTENCY)
def test_consistency_proofs_are_those_of_the_reference(old: int, new: int) -> None:
    proof = merkle.consistency_proof(LEAVES[:new], old)

    assert [digest.hex() for digest in proof] == CONSISTENCY[old, new]


@bounded
@given(st.lists(st.binary(max_size=40), max_size=40))
def test_built_from_below_it_is_the_tree_of_the_rfc(leaves: list[bytes]) -> None:
    assert merkle.root(leaves) == literal_root(leaves)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 9, 31, 33])
def test_every_leaf_is_proven_and_no_other_in_its_place(size: int) -> None:
    leaves = leaves_of(size)
    top = merkle.root(leaves)

    for index, leaf in enumerate(leaves):
        proof = merkle.inclusion_proof(leaves, index)
        assert merkle.verify_inclusion(leaf, index, size, proof, top)
        assert not merkle.verify_inclusion(b"chain x", index, size, proof, top)
        assert not any(
            merkle.verify_inclusion(leaf, other, size, proof, top) for other in range(size) if other != index
        )


@bounded
@given(sizes, st.data())
def test_a_proof_bent_anywhere_proves_nothing(size: int, data: st.DataObject) -> None:
    leaves, index = leaves_of(size), data.draw(st.integers(0, size - 1))
    proof, top = merkle.inclusion_proof(leaves, index), merkle.root(leaves)

    bent = [(*proof, top), proof[:-1], (*proof[:-1], bytes(32)), (*proof[:-1], b"short")]

    assert not any(merkle.verify_inclusion(leaves[index], index, size, p, top) for p in bent if p != proof)
    assert not merkle.verify_inclusion(leaves[index], index, size, proof, bytes(32))
    assert not merkle.verify_inclusion(leaves[index], size, size, proof, top)
    assert not merkle.verify_inclusion(leaves[index], -1, size, proof, top)


def test_every_later_tree_is_shown_to_begin_with_every_earlier_one() -> None:
    leaves = leaves_of(20)
    roots = [merkle.root(leaves[:size]) for size in range(21)]

    for new in range(21):
        for old in range(new + 1):
            proof = merkle.consistency_proof(leaves[:new], old)
            assert merkle.verify_consistency(old, new, roots[old], roots[new], proof)


@bounded
@given(sizes, st.data())
def test_a_tree_that_changed_what_it_held_is_not_consistent(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, new))
    changed = data.draw(st.integers(0, old - 1))
    leaves = leaves_of(new)
    old_root = merkle.root(leaves[:old])
    leaves[changed] = b"rewritten"

    proof = merkle.consistency_proof(leaves, old)

    assert not merkle.verify_consistency(old, new, old_root, merkle.root(leaves), proof)


@bounded
@given(st.integers(2, 40), st.data())
def test_a_consistency_proof_bent_anywhere_proves_nothing(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, new - 1))
    leaves = leaves_of(new)
    old_root, new_root = merkle.root(leaves[:old]), merkle.root(leaves)
    proof = merkle.consistency_proof(leaves, old)

    for bent in [(*proof, new_root), proof[:-1], (*proof[:-1], bytes(32)), (*proof[:-1], b"short"), ()]:
        assert not merkle.verify_consistency(old, new, old_root, new_root, bent)
    assert not merkle.verify_consistency(new, old, new_root, old_root, proof)
    assert not merkle.verify_consistency(-1, new, old_root, new_root, proof)


def test_against_nothing_only_nothing_is_consistent() -> None:
    top = merkle.root([b"chain"])

    assert merkle.verify_consistency(0, 1, merkle.EMPTY, top, ())
    assert not merkle.verify_consistency(0, 1, top, top, ())
    assert not merkle.verify_consistency(0, 1, merkle.EMPTY, top, (top,))


def test_nothing_is_proven_of_leaves_that_are_not_there() -> None:
    with pytest.raises(IndexError):
        merkle.inclusion_proof([b"a"], 1)
    with pytest.raises(IndexError):
        merkle.inclusion_proof([b"a"], -1)
    with pytest.raises(ValueError, match="never had 2"):
        merkle.consistency_proof([b"a"], 2)
